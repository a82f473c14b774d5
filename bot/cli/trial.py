"""Read a post that somebody has written down to try rules on: plain words, or JSON with whatever matters of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import datetime, timedelta
from difflib import get_close_matches
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.domain import Account, Goal, Habits, Mentioned, Network, Person, Post, PostRef, Ties
from bot.errors import ConfigError, Problem
from bot.facts import Candidate, OwnerProfile, Standing, Talk, of_post

YOU = "you"
"""The owner's account in such a file."""

AGE = timedelta(hours=1)

SECTIONS: Mapping[str, type[Any]] = {
    "author": Account,
    "standing": Standing,
    "habits": Habits,
    "ties": Ties,
    "talk": Talk,
}
"""The tables of a file, and the values whose fields they hold."""

PERSON = ("goal", "never")
OURS = ("to_you", "age_hours", "silent_days", "seen_today", "person")
"""What is written in a way of its own."""

NOT_WRITTEN = ("ref", "author", "seen_at", "link", "parent", "parent_uid", "root", "thread_uids", "reshared_by")
"""Fields of a post that only a network can give."""

_AUTHOR = {
    "network": Network.MEMORY,
    "uid": "somebody",
    "local_id": "somebody",
    "address": "somebody",
    "name": "Somebody",
}


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is read, and where it stands; problems are gathered, not thrown one by one."""

    where: str
    now: datetime
    problems: list[Problem]


def candidate(text: str, where: str, owner: OwnerProfile, now: datetime) -> Candidate:
    """What the file says as the product would know it. Everything that it leaves out is unknown or not so.

    `where` names the file in errors. Raises `ConfigError` with every problem.
    """
    written = _table(text, where)
    reading = _Reading(where, now, [])
    _look_for_unknown(written, _keys(), "", reading)
    found = _candidate(written, owner, reading)
    if reading.problems or found is None:
        raise ConfigError(reading.problems)
    return found


def _table(text: str, where: str) -> dict[str, Any]:
    if not text.lstrip().startswith("{"):
        return {"text": text.strip()}
    try:
        written: dict[str, Any] = json.loads(text)
    except json.JSONDecodeError as error:
        place = f"{where}, line {error.lineno}, column {error.colno}"
        raise ConfigError([Problem(place, f"cannot be read as JSON: {error.msg}.")]) from error
    return written


def _keys() -> tuple[str, ...]:
    own = tuple(field.name for field in fields(Post) if field.name not in NOT_WRITTEN)
    return (*own, *OURS, *SECTIONS)


def _look_for_unknown(written: Mapping[str, Any], known: tuple[str, ...], within: str, reading: _Reading) -> None:
    for key in written:
        if key not in known:
            near = get_close_matches(key, known, n=1)
            hint = f'Did you mean "{near[0]}"?' if near else f"Known are: {', '.join(sorted(known))}."
            reading.problems.append(Problem(reading.where, f'unknown key "{within}{key}".', hint))


def _candidate(written: Mapping[str, Any], owner: OwnerProfile, reading: _Reading) -> Candidate | None:
    sections = {name: _section(name, kind, written, reading) for name, kind in SECTIONS.items()}
    known = OwnerProfile(owner.uids | {YOU}, owner.names, owner.languages, owner.topics, owner.zone)
    post = _post(written, sections["author"], reading)
    person = _person(written, reading)
    if post is None or person is None:
        return None
    silent = written.get("silent_days")
    return Candidate(
        post=post,
        facts=of_post(post, known),
        person=person,
        standing=sections["standing"] or Standing(),
        habits=sections["habits"],
        ties=sections["ties"],
        talk=sections["talk"],
        silent_before=None if silent is None else timedelta(days=silent),
        seen_today=written.get("seen_today", 1),
    )


def _section(name: str, kind: type[Any], written: Mapping[str, Any], reading: _Reading) -> Any:
    """The value that a table stands for; None where it is left out (an author is always there)."""
    if name not in written and kind is not Account:
        return None
    table = written.get(name, {})
    if not isinstance(table, Mapping):
        reading.problems.append(Problem(reading.where, f'"{name}" is no table'))
        return None
    _look_for_unknown(table, tuple(field.name for field in fields(kind)), f"{name}.", reading)
    return _value(kind, {**_neutral(kind, reading.now), **table}, f"{name}.", reading)


def _neutral(kind: type[Any], now: datetime) -> dict[str, Any]:
    """Values for the fields that a file need not give."""
    if kind is Account:
        return dict(_AUTHOR)
    without = (field.name for field in fields(kind) if field.default is MISSING and field.default_factory is MISSING)
    return {name: now if name == "measured_at" else 0 for name in without}


def _post(written: Mapping[str, Any], author: Account | None, reading: _Reading) -> Post | None:
    age = timedelta(hours=written.get("age_hours", AGE / timedelta(hours=1)))
    said = {key: value for key, value in written.items() if key not in (*OURS, *SECTIONS)}
    said["links"] = [{"url": link} if isinstance(link, str) else link for link in said.get("links", ())]
    base = {"ref": PostRef(Network.MEMORY, reading.where, ""), "link": "", "text": "", "author": author}
    at = {"created_at": reading.now - age, "seen_at": reading.now - age}
    return _value(Post, {**base, **at, **_towards_you(written), **said}, "", reading) if author else None


def _towards_you(written: Mapping[str, Any]) -> dict[str, Any]:
    """`to_you` is "answer" or "mention": what a network would say of such a post."""
    if written.get("to_you") == "answer":
        return {"parent": PostRef(Network.MEMORY, "yours", ""), "parent_uid": YOU}
    return {"mentions": [Mentioned(YOU, YOU)]} if written.get("to_you") else {}


def _person(written: Mapping[str, Any], reading: _Reading) -> Person | None:
    table = written.get("person", {})
    _look_for_unknown(table, PERSON, "person.", reading)
    goal = _value(Goal, table.get("goal", Goal.NONE), "person.goal", reading)
    name = written.get("author", {}).get("name", _AUTHOR["name"])
    return Person(1, name, (), goal=goal, never=bool(table.get("never"))) if goal is not None else None


def _value(kind: type[Any], written: Any, within: str, reading: _Reading) -> Any:
    try:
        return TypeAdapter(kind).validate_python(written)
    except ValidationError as error:
        reading.problems.extend(_problems(error, within, reading.where))
        return None


def _problems(error: ValidationError, within: str, where: str) -> Iterator[Problem]:
    for one in error.errors(include_url=False, include_input=False):
        key = within + ".".join(str(part) for part in one["loc"])
        yield Problem(where, f'"{key.rstrip(".")}": {one["msg"][:1].lower()}{one["msg"][1:]}.')
