"""Declare every setting once, with its type and what holds while it is unset; read and change it by that value only.

A setting is one value that says how things stand. What is a queue, a log or an open question has a table of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Select, bindparam, delete, or_, select
from sqlalchemy.dialects.sqlite import insert

from bot.domain import zone_or
from bot.store.schema import settings
from bot.store.serialization import dump, load

T = TypeVar("T")
D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class Setting(Generic[T, D]):
    """A value of one type: its name in the file, and what holds while nobody has set it."""

    name: str
    kind: type[T]
    default: D


# --- what the owner said

TOPICS = Setting("topics", tuple[str, ...], None)
AT = Setting("at", tuple[time, ...], None)
TIMEZONE = Setting("timezone", str, None)
"""The name of the zone in which the owner lives now, which this machine knew when it was said."""

PEOPLE_A_DAY = Setting("people a day", int, None)
WEEKLY = Setting("weekly", bool, None)
MONTHLY = Setting("monthly", bool, None)
STOPPED = Setting("stopped", bool, False)  # noqa: FBT003  # what holds while it is unset
STOPPED_AT = Setting("stopped at", datetime, None)
PAUSED_UNTIL = Setting("paused until", datetime, None)
PAUSED_AT = Setting("paused at", datetime, None)
MORE = Setting("more", int, 0)
"""How many more people are wanted at once."""

BROUGHT_FOR_MORE = Setting("brought for more", int, 0)
"""The suggestion that answers the last `more`, until its nudge is written."""

ASKED_FOR = Setting("asked for", tuple[int, ...], ())
"""Suggestions that the owner asked for, until their nudges are written: quiet hours do not bind these."""

LEFT_TO_APP = Setting("left to the app", tuple[int, ...], ())
"""The persons who had just written to the owner when `more` or `look` was answered last."""

LOOKED_AT = Setting("looked at", datetime, None)
"""When the owner last said `look`."""

OF_THE_OWNER: tuple[Setting[Any, Any], ...] = (
    TOPICS,
    AT,
    TIMEZONE,
    PEOPLE_A_DAY,
    WEEKLY,
    MONTHLY,
    STOPPED,
    STOPPED_AT,
    PAUSED_UNTIL,
    PAUSED_AT,
)
"""What a message of the owner's changes for good, and `undo` takes back."""

SINCE = frozenset({STOPPED_AT.name, PAUSED_AT.name})
"""Which of them only say since when another one is so."""

# --- what was done or said last

DERIVED_TOPICS = Setting("derived topics", tuple[str, ...], ())
"""What the owner's own posts are about."""

HELLO_SAID = Setting("hello", bool, False)  # noqa: FBT003
SLOWED = Setting("slowed", bool, False)  # noqa: FBT003
"""Whether the owner was told that there are fewer messages while they are silent."""

SLOTS_LOOKED_AT = Setting("slots looked at", datetime, None)
READ_AHEAD_OF = Setting("read ahead of", datetime, None)
"""The delivery for which it was decided what a second reader is to read."""

PAIRS_LOOKED_AT = Setting("pairs looked for", datetime, None)
PAIR_ASKED_AT = Setting("pair asked about at", datetime, None)
WATCHED_LOOKED_AT = Setting("watched people looked at", datetime, None)
WATCHED_TOLD_AT = Setting("told of watched people", datetime, None)
WEEK_WRITTEN = Setting("letter of the week", date, None)
"""The week whose letter was written, by its first day."""

MONTH_WRITTEN = Setting("letter of the month", date, None)
"""The same of a month."""

NOT_BEFORE = Setting("brings nothing from before", datetime, None)
"""Nothing that was said before this is brought by itself: nobody knows whether it was brought, or answered, already."""

ALIVE_AT = Setting("alive", datetime, None)
BACK_AT = Setting("back after an absence", datetime, None)
AWAY_SINCE = Setting("absence of which the rest is let go, since", datetime, None)
"""When the absence before `BACK_AT` began, if the owner was told that one thing of it follows and the rest is let go."""

LET_GO = Setting("rest of an absence let go", bool, False)  # noqa: FBT003  # what holds while it is unset
"""Whether the one was brought: what happened between the two is then brought only if it was said to the owner, or asked for."""

BEAT_AT = Setting("heart beat at", datetime, None)

# --- the conversation

CHANNEL = Setting("channel", str, None)
"""In which we talked last."""

MOVED = Setting("moved", tuple[str, ...], None)
"""From which account of the owner's to which they moved (`Account.identity`), as both say; until that is settled."""

UNHEARD = Setting("not heard until", int, 0)
"""The last message of ours after which the owner may have said something that nobody heard."""

COPY_SETTLED = Setting("messages of another copy until", datetime, None)
"""Up to when messages of ours that this database does not know were found, and what follows from them done."""


_ONE = select(settings.c.value).where(settings.c.name == bindparam("name"))
_INSERT = insert(settings)
_PUT = _INSERT.on_conflict_do_update(index_elements=["name"], set_={"value": _INSERT.excluded.value})


@dataclass(frozen=True, slots=True)
class Values:
    """Settings that were read together. `stored` is their JSON, by name: `get` gives each its type."""

    stored: Mapping[str, Any]

    def get(self, setting: Setting[T, D]) -> T | D:
        """One of them. Raises KeyError for one that was not read."""
        value = self.stored[setting.name]
        return setting.default if value is None else load(setting.kind, value)


def get(tx: Connection, setting: Setting[T, D]) -> T | D:
    """How it is set, or what holds while it is not."""
    row = tx.execute(_ONE, {"name": setting.name}).first()
    return setting.default if row is None else load(setting.kind, row[0])


def zone(tx: Connection, configured: ZoneInfo) -> ZoneInfo:
    """Where the owner lives: said in a message, else configured."""
    return zone_or(get(tx, TIMEZONE), configured)


def several(tx: Connection, *which: Setting[Any, Any]) -> Values:
    """All of these, in one query."""
    names = [setting.name for setting in which]
    stored = {row.name: row.value for row in tx.execute(_those(*names))}
    return Values(dict.fromkeys(names) | stored)


@cache
def _those(*names: str) -> Select[tuple[str, Any]]:
    """Asked in every round, and always for the same few: made once, for `in_` is spelt out at each call."""
    return select(settings).where(or_(*(settings.c.name == name for name in names)))


def put(tx: Connection, setting: Setting[T, D], value: T | None) -> None:
    """Set it; None takes it away."""
    if value is None:
        tx.execute(delete(settings).where(settings.c.name == setting.name))
        return
    if isinstance(value, datetime) and value.tzinfo is None:
        raise ValueError("a time without a zone cannot be stored")
    tx.execute(_PUT, {"name": setting.name, "value": dump(value)})
