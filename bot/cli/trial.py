"""Read a post that somebody has written down to try rules on it: plain words, or JSON with whatever matters."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from typing import Any, Literal, TypeVar, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from bot.decide.facts import Candidate, OwnerProfile, Standing, of_post
from bot.domain import (
    Account,
    AccountFlag,
    Goal,
    Habits,
    Link,
    Mentioned,
    Network,
    Person,
    Post,
    PostRef,
    Relationship,
    Talk,
    Visibility,
)
from bot.errors import ConfigError, Problem

T = TypeVar("T")

LONG_AGO = datetime.min.replace(tzinfo=UTC)
NOWHERE = Network("nowhere")
"""Such a post was said on no network."""

YOU = "you"
"""The owner's account in such a file."""


class Table(BaseModel):
    """A table of the file: nothing unknown in it."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


def _table(kind: type[Any], **required: Any) -> Any:
    """A table with the fields of one of our values; `required` gives defaults to those that have none."""
    hints = get_type_hints(kind)
    known: dict[str, Any] = {}
    for field in fields(kind):
        default = required[field.name] if field.default is MISSING else field.default
        known[field.name] = (hints[field.name], default)
    return create_model(f"{kind.__name__}Table", __base__=Table, **known)


class Author(Table):
    """Who said it."""

    name: str = "Somebody"
    bio: str = ""
    flags: frozenset[AccountFlag] = frozenset()
    followers: int | None = None
    following: int | None = None


class Wish(Table):
    """What the owner wants with the author."""

    goal: Goal = Goal.NONE
    never: bool = False


class Said(Table):
    """A post as it can be written down; the names are those of `posts.Post`, and some of our own.

    `to_you` turns it to the owner, as a network would say it. Whatever is left out is unknown or not so.
    """

    text: str = ""
    language: str | None = None
    warning: str = ""
    links: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    visibility: Visibility = Visibility.PUBLIC
    quoted: str = ""
    poll: bool = False
    replies: int | None = None
    likes: int | None = None
    reshares: int | None = None
    replies_closed: bool = False
    filtered: bool = False
    logged_in_only: bool = False
    via: str = ""
    to_you: Literal["answer", "mention"] | None = None
    age_hours: float = Field(default=1.0, ge=0, le=100_000)
    silent_days: float | None = Field(default=None, ge=0, le=100_000)
    seen_today: int = Field(default=1, ge=1)
    author: Author = Author()
    person: Wish = Wish()


TABLES: Mapping[str, type[Table]] = {
    "standing": _table(Standing),
    "ties": _table(Relationship),
    "talk": _table(Talk),
    "habits": _table(
        Habits, posts=0, answers=0, reshares=0, links=0, questions=0, received=0, answered_back=0, per_day=1.0,
        measured_at=LONG_AGO,
    ),
}  # fmt: skip
"""Tables of a file that hold fields of our own values, by the name under which they stand."""


_FIELDS: dict[str, Any] = {name: (kind | None, None) for name, kind in TABLES.items()}
WRITTEN: type[Said] = create_model("Written", __base__=Said, **_FIELDS)
OURS = {"to_you", "age_hours", "silent_days", "seen_today", "author", "person", *TABLES}


def candidate(text: str, where: str, owner: OwnerProfile, now: datetime) -> Candidate:
    """What the file says as the product would know it. `where` names it in errors. Raises `ConfigError` with every problem."""
    written = _read(text, where)
    known = OwnerProfile(owner.uids | {YOU}, owner.names, owner.languages, owner.topics, owner.zone)
    post, silent = _post(written, where, now), written.silent_days
    return Candidate(
        post=post,
        facts=of_post(post, known),
        person=Person(1, post.author.name, (post.author,), goal=written.person.goal, never=written.person.never),
        standing=_given(written, "standing", Standing) or Standing(),
        habits=_given(written, "habits", Habits, measured_at=now),
        relationship=_given(written, "ties", Relationship),
        talk=_given(written, "talk", Talk),
        silent_before=None if silent is None else timedelta(days=silent),
        seen_today=written.seen_today,
    )


def _given(written: Said, name: str, kind: Callable[..., T], **more: Any) -> T | None:
    """The value that a table stands for, if there is that table."""
    table = getattr(written, name)
    return kind(**{**dict(table), **more}) if table is not None else None


def _read(text: str, where: str) -> Said:
    if not text.strip():
        raise ConfigError([Problem(where, "is empty. Write a post into it: its words, or JSON.")])
    if not text.lstrip().startswith("{"):
        return WRITTEN(text=text.strip())
    try:
        return WRITTEN.model_validate(json.loads(text))
    except json.JSONDecodeError as error:
        place = f"{where}, line {error.lineno}, column {error.colno}"
        raise ConfigError([Problem(place, f"cannot be read as JSON: {error.msg}.")]) from error
    except ValidationError as error:
        raise ConfigError(list(_problems(error, where))) from error


def _post(written: Said, where: str, now: datetime) -> Post:
    author = Account(NOWHERE, "somebody", "somebody", "somebody", **dict(written.author))
    said = {name: value for name, value in written if name not in OURS}
    at = now - timedelta(hours=written.age_hours)
    mentions = (Mentioned(YOU, YOU),) if written.to_you == "mention" else ()
    above = PostRef(NOWHERE, "yours", "yours") if written.to_you == "answer" else None
    return Post(
        PostRef(NOWHERE, where, where), author, created_at=at, seen_at=at, link="", mentions=mentions,
        parent=above, parent_uid=YOU if above else None, **{**said, "links": tuple(map(Link, written.links))},
    )  # fmt: skip


def _problems(error: ValidationError, where: str) -> Iterator[Problem]:
    for one in error.errors(include_url=False, include_input=False):
        place = one["loc"]
        key = ".".join(str(part) for part in place)
        if one["type"] == "extra_forbidden":
            yield Problem(where, f'unknown key "{key}".', _meant(str(place[-1]), list(_beside(place).model_fields)))
        elif one["type"] == "model_type":
            yield Problem(where, f'"{key}" is no table.')
        else:
            yield Problem(where, f'"{key}": {one["msg"][:1].lower()}{one["msg"][1:]}.')


def _beside(place: tuple[int | str, ...]) -> type[Table]:
    """The table in which an unknown key stands."""
    tables: dict[str, type[Table]] = {"author": Author, "person": Wish, **TABLES}
    return tables[str(place[0])] if len(place) > 1 else WRITTEN


def _meant(key: str, known: list[str]) -> str:
    near = get_close_matches(key, known, n=1)
    return f'Did you mean "{near[0]}"?' if near else f"Known are: {', '.join(sorted(known))}."
