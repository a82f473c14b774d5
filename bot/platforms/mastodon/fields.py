"""Take values out of an answer that may lack any of them or hold something else (MR-1, MR-2, MR-8)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.errors import PlatformError
from bot.platforms.values import whole_number
from bot.wording.text import writable

Entity = Mapping[str, Any]
"""One thing that a server said, as parsed JSON (`uncast`)."""

FIRST = datetime(1990, 1, 1, tzinfo=UTC)
LAST = datetime(2200, 1, 1, tzinfo=UTC)
"""What claims a time before or after these never was said then; some imported posts are older than the networks."""

LONGEST_NUMBER = 20

_AHEAD = timedelta(days=365)
"""So much, because our own clock may be the one that is wrong."""


class Malformed(PlatformError):
    """Something without which this entity means nothing is missing. On a page it stops this entity only."""


def single(answer: Any) -> Entity:
    """The one entity that was asked for. Raises `Malformed` when the server said something else."""
    if isinstance(answer, Mapping):
        return answer
    raise Malformed("the server did not answer with what was asked for")


def text(entity: Entity, name: str) -> str:
    """A text, or the empty one."""
    value = entity.get(name)
    return writable(value) if isinstance(value, str) else ""


def flag(entity: Entity, name: str) -> bool:
    """A truth; what is missing or strange is not true."""
    return entity.get(name) in (True, "true", 1)


def number(entity: Entity, name: str) -> int | None:
    """A whole number, or None. Never for arithmetic on ids (MR-3)."""
    value = entity.get(name)
    if isinstance(value, str) and value.isdecimal() and len(value) <= LONGEST_NUMBER:
        value = int(value)
    return whole_number(value)


def ident(entity: Entity, name: str = "id") -> str:
    """An id as opaque text (MR-4), or the empty text."""
    value = entity.get(name)
    return writable(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def part(entity: Entity, name: str) -> Entity:
    """An entity inside this one, or an empty one."""
    value = entity.get(name)
    return value if isinstance(value, Mapping) else {}


def parts(entity: Entity, name: str) -> list[Entity]:
    """The entities of a list, without whatever else stands in it."""
    value = entity.get(name)
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def when(entity: Entity, name: str) -> datetime | None:
    """A time in UTC, or None, also for one that cannot be. Never for `last_status_at`, which is a date (MR-5)."""
    value = entity.get(name)
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        if not isinstance(moment, datetime):
            return None
        told = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return told if FIRST <= told < LAST else None


def needed(entity: Entity, name: str) -> str:
    """An id or address without which the entity means nothing. Raises `Malformed`."""
    if value := ident(entity, name):
        return value
    raise Malformed(f"the server sent something without {name}")


def needed_time(entity: Entity, name: str, now: datetime | None = None) -> datetime:
    """A time without which the entity means nothing, and that is not far ahead of `now`. Raises `Malformed`."""
    if (moment := when(entity, name)) is not None and (now is None or moment < now + _AHEAD):
        return moment
    raise Malformed(f"the server sent something without a {name} that can be")
