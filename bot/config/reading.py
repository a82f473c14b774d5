"""Load a configuration, or say everything that is wrong with it at once."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.config import consistency, credentials, surroundings
from bot.config.gathering import FILE, Written, gather
from bot.config.lines import Key
from bot.config.model import Config, Store
from bot.config.problems import fields, place, problem
from bot.errors import ConfigError, Problem

_ROUNDS = 20
"""Each round takes out everything that was found, and can only bring up what that was hiding; two are usual."""

_DATABASE: Key = ("store", "path")
_WHERE_A_LOGIN_GOES = frozenset({"server", "service", "url"})


@dataclass(frozen=True, slots=True)
class Survey:
    """What could be read, and what is to be mended.

    `config` leaves out whatever was no good, so that logins and rules can be looked at all the same; it is for looking
    only when there are problems. `doubts` work, and should be looked at.
    """

    config: Config
    problems: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()


def load(folder: Path, environ: Mapping[str, str], *, secrets: bool = True) -> Config:
    """The configuration in a folder, with the environment's variables over it.

    Without `secrets` nobody looks whether tokens and passwords are there: for commands that stay on this machine.
    Raises `ConfigError` with every problem.
    """
    found = survey(folder, environ, secrets=secrets)
    if found.problems:
        raise ConfigError(list(found.problems))
    return found.config


def survey(folder: Path, environ: Mapping[str, str], *, secrets: bool = True, text: str | None = None) -> Survey:
    """Everything that can be said about a configuration without asking a network. Never raises.

    `text` stands for the file, before it is written.
    """
    written = gather(folder, environ, text)
    config, problems, unread, kept = _validated(written, folder)
    problems[:0] = written.problems
    if FILE in {found.where.partition(",")[0] for found in written.problems}:
        return Survey(config, tuple(problems))
    for found in (findings := consistency.findings(config, unread)):
        problems.append(Problem(written.where(_as_written(found.key, kept)), found.what, found.remedy))
    if secrets:
        problems += [*credentials.missing(config), *surroundings.problems(config, environ)]
    doubts = tuple(consistency.doubts(config, unread))
    if any(found.key == _DATABASE for found in findings):  # nobody is to look there for one that is damaged
        config = config.model_copy(update={"store": Store()})
    return Survey(config, tuple(problems), doubts)


_Kept = dict[str, list[int]]
"""Which tables of a list are left, by the places that they were written at."""


def _validated(written: Written, folder: Path) -> tuple[Config, list[Problem], set[str], _Kept]:
    """The configuration without what was no good, the problems, the sections that lost something, and what lists kept.

    A list of tables that lost some says of the others what is true of them.
    """
    tables, problems, unread = copy.deepcopy(written.tables), list[Problem](), set[str]()
    kept = {name: list(range(len(listed))) for name, listed in tables.items() if isinstance(listed, list)}
    for _ in range(_ROUNDS):
        try:
            return Config.of(tables, folder, written.rules()), problems, unread, kept
        except ValidationError as trouble:
            found = trouble.errors(include_url=False, include_input=False)
        at = {id(one): _as_written(place(one), kept) for one in found}
        problems += [
            problem(one, at[id(one)], written) for one in sorted(found, key=lambda one: written.order(at[id(one)]))
        ]
        lost = {_part(place(one)) for one in found if one["type"] != "extra_forbidden"}
        unread |= {str(key[0]) for key in lost if not _is_item(key, kept)}
        for key in sorted({_part(place(one)) for one in found}, key=_backwards):
            _take_out(tables, key)
            if _is_item(key, kept):
                del kept[str(key[0])][int(key[1])]
    return Config.of({}, folder), problems, unread, kept


def _is_item(key: Key, kept: _Kept) -> bool:
    return len(key) == 2 and key[0] in kept and isinstance(key[1], int)  # noqa: PLR2004 - a list, and a place in it


def _as_written(key: Key, kept: _Kept) -> Key:
    """A key with the place in a list that it had before others were taken out."""
    if key[:1] and key[0] in kept and isinstance(key[1] if len(key) > 1 else None, int):
        return (key[0], kept[str(key[0])][int(key[1])], *key[2:])
    return key


def _part(key: Key) -> Key:
    """What has to go when a value is no good: an item of a list, a table that cannot be without the value, or a key."""
    for at, part in enumerate(key):
        if isinstance(part, int):
            return key[: at + 1]
    if key[-1] in _WHERE_A_LOGIN_GOES:  # else it would go to the usual place instead
        return key[:-1]
    known = fields(key[:-1]).get(str(key[-1]))
    return key[:-1] if known and known.is_required() else key


def _backwards(key: Key) -> tuple[Any, ...]:
    """Sorts later items of a list before earlier ones, so that taking one out moves none that is still to go."""
    return tuple((0, -part, "") if isinstance(part, int) else (1, 0, part) for part in key)


def _take_out(tables: Any, key: Key) -> None:
    for part in key[:-1]:
        try:
            tables = tables[part]
        except (KeyError, IndexError, TypeError):
            return
    if isinstance(tables, dict):
        tables.pop(key[-1], None)
    elif isinstance(tables, list) and isinstance(key[-1], int) and key[-1] < len(tables):
        del tables[key[-1]]
