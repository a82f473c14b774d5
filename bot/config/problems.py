"""Put what pydantic found into sentences for whoever wrote the file."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from bot.config.gathering import Written, sections_in
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
_FEW = 2
"""Sections that a key is said to belong under; more say nothing."""

_BOUNDS = {
    "greater_than_equal": "write {ge} or more",
    "less_than_equal": "write {le} or less",
    "string_too_short": "it is empty",
    "finite_number": "write a number",
}


def problem(found: ErrorDetails, key: Key, written: Written) -> Problem:
    """One finding at a key as it was written and, where one can be guessed, the name that was meant."""
    where = written.where(key)
    if found["type"] == "extra_forbidden":
        return Problem(where, _unknown(key, written.tables))
    if found["type"] == "missing":
        return Problem(where, f'there is no "{key[-1]}" under {section(key[:-1])}.')
    if not any(isinstance(part, str) for part in key[-1:]) and found["type"] == "value_error":
        return Problem(where, _closed(_sentence(found)))
    if found["type"].startswith("model") and len(key) == 1 and isinstance(written.tables.get(str(key[0])), list):
        return Problem(where, f"[{section(key)}] stands in two pairs of brackets; one is right: {section(key)}.")
    return Problem(where, _closed(f"{named(key)}: {_sentence(found)}"))


def place(found: ErrorDetails) -> Key:
    """The key that a finding is about; of a table's own name, the table."""
    return found["loc"][:-1] if found["loc"][-1:] == ("[key]",) else found["loc"]


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
        inner = next(sections_in(known[part].annotation), None) if part in known else None
        known = inner.model_fields if inner else known if part not in known else {}
    return known


def _unknown(key: Key, tables: Mapping[str, Any]) -> str:
    name, table = str(key[-1]), key[:-1]
    near = difflib.get_close_matches(name, Config.model_fields, n=1)
    if not table and (near or isinstance(tables.get(name), dict | list)):
        return f"unknown section [{name}].{_hint(section((near[0],)) if near else '')}"
    if table[:1] == ("servers",) and (meant := _in_quotes(key, tables)):
        return f'unknown key "{name}" under {section(table)}.{_hint(meant)}'
    near = difflib.get_close_matches(name, fields(table), n=1, cutoff=0.6) if table else []
    if near:
        return f'unknown key "{name}" under {section(table)}. Did you mean "{near[0]}"?'
    return (
        f'unknown key "{name}" {f"under {section(table)}" if table else "above the first section"}.{_elsewhere(name)}'
    )


def _hint(meant: str) -> str:
    return f" Did you mean {meant}?" if meant else ""


def _in_quotes(key: Key, tables: Any) -> str:
    """The header with the name of a server as one, where its dots have made tables of it; empty where they have not."""
    for part in key:
        tables = tables.get(part) if isinstance(tables, dict) else None
    names = list(map(str, key[1:]))
    while isinstance(tables, dict) and len(tables) == 1 and isinstance(next(iter(tables.values())), dict):
        name, tables = next(iter(tables.items()))
        names.append(name)
    return f'[servers."{".".join(names)}"]' if isinstance(tables, dict) else ""


def _elsewhere(name: str) -> str:
    homes = [section(home) for home in _sections() if name in fields(home) and not _is_section(home, name)]
    return f" It belongs under {' or '.join(homes)}." if homes and len(homes) <= _FEW else ""


def _sections() -> Iterator[Key]:
    """Every section that is one table, and those in it."""
    for name in Config.model_fields:
        if name not in (*_LISTS_OF_TABLES, "servers"):
            yield (name,)
            yield from ((name, below) for below in fields((name,)) if _is_section((name,), below))


def _is_section(table: Key, name: str) -> bool:
    return next(sections_in(fields(table)[name].annotation), None) is not None


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
