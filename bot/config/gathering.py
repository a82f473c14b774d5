"""Gather what was written: config.toml, and over it the variables `NUDGE__SECTION__KEY`."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic_settings import BaseSettings, EnvSettingsSource, SettingsConfigDict

from bot.config import keeping
from bot.config.lines import Key, line_of, lines
from bot.config.model import Config
from bot.errors import Problem

FILE = "config.toml"
PREFIX = "NUDGE__"

_PLACE = re.compile(r"(?P<what>.*) \(at (?:line (?P<line>\d+), column \d+|end of document)\)")

_TWICE = re.compile(r"cannot declare \((?P<names>.*)\) twice")
_QUOTED = r"'([^']*)'"


class _Variables(BaseSettings, Config):
    """Tells pydantic-settings which variables there can be; never filled in itself."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", env_ignore_empty=True, enable_decoding=False, extra="forbid"
    )


@dataclass(frozen=True, slots=True)
class Written:
    """The tables of file and environment together, and where each part of them stands."""

    tables: dict[str, Any]
    lines: Mapping[Key, int] = field(default_factory=dict)
    variables: Mapping[Key, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

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
    tables, places, problems = _file(folder, environ, text)
    variables = {_key(name): name for name in environ if name.upper().startswith(PREFIX) and environ[name]}
    return Written(_over(_environment(environ), tables), places, variables, problems)


def nothing_there(folder: Path, environ: Mapping[str, str]) -> bool:
    """Whether nobody has configured anything yet, in a file or in variables."""
    try:
        there = (folder / FILE).exists()
    except OSError:
        return False
    return not there and not any(name.upper().startswith(PREFIX) for name in environ)


def _file(
    folder: Path, environ: Mapping[str, str], given: str | None
) -> tuple[dict[str, Any], dict[Key, int], tuple[Problem, ...]]:
    try:
        text = keeping.text_of(folder / FILE) if given is None else given
        return tomllib.loads(text), lines(text), ()
    except FileNotFoundError:
        if any(name.upper().startswith(PREFIX) for name in environ):
            return {}, {}, ()
        return {}, {}, (_nothing_there(folder),)
    except tomllib.TOMLDecodeError as trouble:
        return {}, {}, (_no_toml(str(trouble)),)
    except RecursionError:
        remedy = "Write it flatter; no value here needs that."
        return {}, {}, (Problem(FILE, "cannot be read as TOML: it is nested too deeply.", remedy),)
    except UnicodeDecodeError:
        return {}, {}, (Problem(FILE, "this is no text in UTF-8."),)
    except OSError as trouble:
        remedy = "Put a file there; nudge init writes one where there is none."
        return {}, {}, (Problem(FILE, f"cannot be read ({trouble.strerror}).", remedy),)


def _nothing_there(folder: Path) -> Problem:
    remedy = "nudge init writes one, or name another folder with --folder."
    return Problem(FILE, f"there is no such file in {folder.resolve()}.", remedy)


def _no_toml(said: str) -> Problem:
    place = _PLACE.fullmatch(said)
    what = (place["what"] if place else said).lower().replace("invalid ", "not a good ")
    if twice := _TWICE.fullmatch(what):
        what = f"the section [{'.'.join(re.findall(_QUOTED, twice['names']))}] stands there twice; put it together"
    where = f"{FILE}, line {place['line']}" if place and place["line"] else f"{FILE}, at its end"
    return Problem(where, f"cannot be read as TOML: {what}.", "The rest of the file was not looked at.")


def _environment(environ: Mapping[str, str]) -> dict[str, Any]:
    """What the variables say, as tables. Names of sections that do not exist are kept, so that they are reported."""
    source = EnvSettingsSource(_Variables)
    source.env_vars = {name.lower(): value for name, value in environ.items() if value}
    tables: dict[str, Any] = source()
    for name, value in environ.items():
        key = _key(name)
        if name.upper().startswith(PREFIX) and value and key[0] not in Config.model_fields:
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
