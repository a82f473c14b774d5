"""Put what pydantic found into sentences for whoever wrote the file."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from bot.config.gathering import Written
from bot.config.lines import Key
from bot.config.model import Config
from bot.errors import Problem

_KINDS = {
    "bool": "write true or false",
    "int": "write a whole number",
    "float": "write a number",
    "string": 'write a text in quotes, like "…"',
    "tuple": 'write a list, like ["one", "two"]',
    "model": "this is a section, with keys of its own below it",
    "dict": "this is a section, with keys of its own below it",
}
_LISTS_OF_TABLES = ("people", "rules")
_BOUNDS = {
    "greater_than_equal": "write {ge} or more",
    "less_than_equal": "write {le} or less",
    "string_too_short": "it is empty",
    "finite_number": "write a number",
}


def problem(found: ErrorDetails, written: Written) -> Problem:
    """One finding with its place and, where one can be guessed, the name that was meant."""
    key: Key = found["loc"]
    where = written.where(key)
    if found["type"] == "extra_forbidden":
        return Problem(where, _unknown(key))
    if found["type"] == "missing":
        return Problem(where, f'there is no "{key[-1]}" under {section(key[:-1])}.')
    if not any(isinstance(part, str) for part in key[-1:]) and found["type"] == "value_error":
        return Problem(where, _closed(_sentence(found)))
    return Problem(where, _closed(f"{named(key)}: {_sentence(found)}"))


def named(key: Key) -> str:
    """A key as its owner would point at it: `"quiet" under [deliver]`."""
    names = [part for part in key if isinstance(part, str)]
    last = max(place for place, part in enumerate(key) if isinstance(part, str))
    return f'"{names[-1]}" under {section(key[:last])}' if last else section(key[:1])


def section(key: Key) -> str:
    """A table's header as it stands in the file; the top of the file has none."""
    names = [str(part) for part in key if isinstance(part, str)]
    if not names:
        return "the top of the file"
    header = ".".join(name if name.replace("_", "").replace("-", "").isalnum() else f'"{name}"' for name in names)
    return f"[[{header}]]" if names[0] in _LISTS_OF_TABLES else f"[{header}]"


def fields(key: Key) -> Mapping[str, FieldInfo]:
    """The keys that there may be in a table."""
    known: Mapping[str, FieldInfo] = Config.model_fields
    for part in key:
        if isinstance(part, int):
            continue
        inner = next(_models(known[part].annotation), None) if part in known else None
        known = inner.model_fields if inner else known if part not in known else {}
    return known


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)


def _unknown(key: Key) -> str:
    name, table = str(key[-1]), key[:-1]
    if not table:
        near = difflib.get_close_matches(name, Config.model_fields, n=1)
        return f"unknown section [{name}].{_hint(section((near[0],)) if near else '')}"
    near = difflib.get_close_matches(name, fields(table), n=1, cutoff=0.6)
    if near:
        return f'unknown key "{name}" under {section(table)}. Did you mean "{near[0]}"?'
    return f'unknown key "{name}" under {section(table)}.{_elsewhere(name)}'


def _hint(meant: str) -> str:
    return f" Did you mean {meant}?" if meant else ""


def _elsewhere(name: str) -> str:
    homes = [section((home,)) for home in Config.model_fields if name in fields((home,))]
    return f" It belongs under {homes[0]}." if len(homes) == 1 else ""


def _sentence(found: ErrorDetails) -> str:
    kind, told = found["type"], found.get("ctx", {})
    if kind == "tuple_type" and found["loc"][0] in _LISTS_OF_TABLES:
        return f"write a list of tables, each below a line {section(found['loc'][:1])}"
    if kind == "value_error":
        return str(told["error"])
    if kind in _BOUNDS:
        return _BOUNDS[kind].format(**told)
    if kind in ("literal_error", "enum"):
        choices = str(told["expected"]).replace("'", '"')
        return f"write one of {choices}"
    return _KINDS.get(kind.partition("_")[0], found["msg"])


def _closed(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?")) else f"{sentence}."
