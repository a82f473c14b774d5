"""Gather what was written: config.toml, and over it the variables `NUDGE__SECTION__KEY`."""

from __future__ import annotations

import errno
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from bot.config import keeping, unreadable
from bot.config.lines import Key, line_of, lines
from bot.config.model import Config
from bot.config.values import bare
from bot.errors import Problem

FILE = "config.toml"
PREFIX = "NUDGE__"
_FIRST = "NUDGE_"

EXAMPLE = "config.example.toml"
_LIKE_IT = ("config.toml.txt", "Config.toml", "config.tml", "config.toml.toml", EXAMPLE)
"""Names that it has by mistake: an editor appends one, a system hides the end of one."""

_PLACE = re.compile(r"(?P<what>.*) \(at (?:line (?P<line>\d+), column \d+|end of document)\)")

_OPEN = re.compile(r"expected (\"'+\"|'\"+')")
_TWICE = re.compile(r"cannot declare \((?P<names>.*)\) twice")
_QUOTED = r"'([^']*)'"


@dataclass(frozen=True)
class Written:
    """The tables of file and environment together, and where each part of them stands. `text` is the file's, if it is TOML."""

    tables: dict[str, Any]
    text: str = ""
    variables: Mapping[Key, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @cached_property
    def lines(self) -> Mapping[Key, int]:
        """Where each key stands in the file; looked for when something is to be said of one."""
        try:
            return lines(self.text)
        except RecursionError:  # nested as deeply as could just be read
            return {}

    def where(self, key: Key) -> str:
        """The place of a key in words: a variable of the environment, or a line of the file."""
        for length in range(len(key), 1, -1):
            if key[:length] in self.variables:
                return f"environment, {self.variables[key[:length]]}"
        number = line_of(key, self.lines)
        given = next((name for variable, name in self.variables.items() if variable[: len(key)] == key and key), "")
        return f"{FILE}, line {number}" if number else f"environment, {given}" if given else FILE

    def rules(self) -> dict[str, str]:
        """The place of each rule that has a name, where CEL's own findings are reported."""
        listed = self.tables.get("rules", ())
        tables = enumerate(listed if isinstance(listed, list) else ())
        return {
            str(one["name"]): self.where(("rules", at)) for at, one in tables if isinstance(one, dict) and "name" in one
        }

    def order(self, key: Key) -> int:
        """Sorts findings as they stand in the file, the environment's at the end."""
        return line_of(key, self.lines) or sys.maxsize


def gather(folder: Path, environ: Mapping[str, str], text: str | None = None) -> Written:
    """Read both. A file that is missing or is no TOML is one of the problems; the environment counts all the same.

    `text` stands for the file, for whoever wants to know what it would mean.
    """
    ours = {name: environ[name] for name in environ if name.upper().startswith(_FIRST)}
    tables, good, problems = _file(folder, ours, text)
    given = {name: said for name, value in ours.items() if name.upper().startswith(PREFIX) and (said := bare(value))}
    variables = {_key(name): name for name in given}
    return Written(_over(_environment(given), tables), good, variables, (*problems, *_misspelt(ours)))


def nothing_there(folder: Path, environ: Mapping[str, str]) -> bool:
    """Whether nobody has configured anything yet, in a file or in variables."""
    try:
        there = (folder / FILE).exists()
    except OSError:
        return False
    return not there and not any(name.upper().startswith(PREFIX) for name in environ)


def _file(
    folder: Path, environ: Mapping[str, str], given: str | None
) -> tuple[dict[str, Any], str, tuple[Problem, ...]]:
    """Its tables, its text if that is TOML, and what is wrong."""
    text = ""
    try:
        text = keeping.text_of(folder / FILE) if given is None else given
        return tomllib.loads(text), text, ()
    except FileNotFoundError:
        if any(name.upper().startswith(PREFIX) for name in environ):
            return {}, "", ()
        return {}, "", (_nothing_there(folder),)
    except tomllib.TOMLDecodeError as trouble:
        return {}, "", (_no_toml(str(trouble), text),)
    except RecursionError:
        remedy = "Write it flatter; no value here needs that."
        return {}, "", (Problem(FILE, "cannot be read as TOML: it is nested too deeply.", remedy),)
    except (OSError, UnicodeDecodeError) as trouble:
        return {}, "", (_unreadable(folder / FILE, trouble),)


def _unreadable(file: Path, trouble: unreadable.Trouble) -> Problem:
    why, remedy = unreadable.why(file, trouble), unreadable.remedy(file, trouble)
    if isinstance(trouble, UnicodeDecodeError):
        number = unreadable.line_of(trouble)
        return Problem(f"{FILE}, line {number}" if number else FILE, f"{why}.", remedy)
    anew = " nudge init writes a new one." if trouble.errno in (errno.EISDIR, errno.EINVAL) else ""
    return Problem(FILE, f"cannot be read ({why}).", f"{remedy}{anew}")


def _nothing_there(folder: Path) -> Problem:
    remedy = "nudge init writes one, or name another folder with --folder."
    if not folder.exists():
        return Problem(FILE, f"there is no such file in {folder.absolute()}, and no such folder.", remedy)
    near = next((name for name in _LIKE_IT if (folder / name).is_file()), "")
    if near == EXAMPLE:
        remedy = f"{remedy} {EXAMPLE} shows what can stand in one."
    elif near:
        remedy = f"There is a {near}: rename it. Otherwise {remedy}"
    return Problem(FILE, f"there is no such file in {folder.resolve()}.", remedy)


def _no_toml(said: str, text: str) -> Problem:
    place = _PLACE.fullmatch(said)
    what = (place["what"] if place else said).lower().replace("invalid ", "not a good ")
    if twice := _TWICE.fullmatch(what):
        what = f"the section [{'.'.join(re.findall(_QUOTED, twice['names']))}] stands there twice; put it together"
    if _OPEN.fullmatch(what):
        what = "a text that begins with a quote does not end with the same one"
    number = int(place["line"]) if place and place["line"] else 0
    written = text.split("\n")[number - 1] if number else ""
    what = what if twice else unreadable.no_toml(written) or what
    where = f"{FILE}, line {number}" if number else f"{FILE}, at its end"
    return Problem(where, f"cannot be read as TOML: {what}.", "The rest of the file was not looked at.")


def _misspelt(ours: Mapping[str, str]) -> Iterator[Problem]:
    """Variables that nobody reads because an underscore is missing between two parts of their names."""
    for name in ours:
        meant = _known().get(name.upper().replace("_", ""), "")
        if meant and not name.upper().startswith(PREFIX):
            yield Problem(f"environment, {name}", "nobody reads this variable.", f"Did you mean {meant}?")


@cache
def _known() -> Mapping[str, str]:
    """The names that variables can have, by what is left of them without underscores."""
    return {name.replace("_", ""): name for name in _variables(PREFIX, Config)}


def _variables(prefix: str, section: type[BaseModel]) -> Iterator[str]:
    """The names that variables can have for the keys of a section and of those below it."""
    for name, known in section.model_fields.items():
        tables = list(sections_in(known.annotation))
        if not tables:
            yield f"{prefix}{name}".upper()
        for below in tables:
            yield from _variables(f"{prefix}{name}__", below)


def sections_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The tables that a key of this type can hold."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from sections_in(argument)


def _environment(given: Mapping[str, str]) -> dict[str, Any]:
    """What the variables say, as tables. Names of sections that do not exist are kept, so that they are reported."""
    if not given:
        return {}
    from bot.config import variables  # noqa: PLC0415  # what reads them is 2 MB, and few set any

    tables = variables.tables(PREFIX, given)
    for name, value in given.items():
        key = _key(name)
        if key[0] not in Config.model_fields:
            tables.setdefault(str(key[0]), value)
    return tables


def _key(variable: str) -> Key:
    return tuple(variable.lower()[len(PREFIX) :].split("__"))


def _over(upper: Mapping[str, Any], lower: Mapping[str, Any]) -> dict[str, Any]:
    """Both tables as one, the upper one's values first.

    A secret's file in the upper table also covers a value of the same secret in the lower one.
    """
    merged = {key: value for key, value in lower.items() if f"{key}_file" not in upper}
    for key, value in upper.items():
        below = lower.get(key)
        merged[key] = _over(value, below) if isinstance(value, dict) and isinstance(below, dict) else value
    return merged
