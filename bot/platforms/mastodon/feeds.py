"""Read a feed from its top downwards until what is known begins, so that nothing in between is lost.

Downwards, because upwards (`min_id`) has holes: late posts appear behind the cursor (MT-3), pages come back empty
although newer posts exist (MT-5), and `since_id` skips the middle (MT-1). And because a page from the top carries no
cursor, so that an ordinary poll does not use up the owner's allowance of cursors (ML-2). Ids are never compared (MR-3).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot.platforms.mastodon.fields import Entity, ident, when

PAGE = 40
PAGES = 20
SHORT = 15
_OVERLAP = timedelta(minutes=5)

Page = Callable[[str | None], list[Entity]]
"""The page below an id, newest first; the top page without one."""


class AnyPage(Protocol):
    """The same, of any length."""

    def __call__(self, below: str | None, most: int = PAGE) -> list[Entity]:
        """The page below an id."""


def place(row: Entity) -> Entity:
    """What `harvest` goes by: an entity without all that it says, for feeds that are too long to be kept as they came."""
    return {name: row.get(name) for name in ("id", "created_at")}


@dataclass(frozen=True, slots=True)
class Mark:
    """Up to where a feed was read: the newest entity's id, and its time for when the entity is gone.

    An empty id stands below everything.
    """

    id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Harvest:
    """What a feed gave, newest first. `gap`: it ended, or had too many pages, above the mark. `mark`: for next time."""

    entities: tuple[Entity, ...]
    gap: bool
    mark: Mark | None


def harvest(page: Page, mark: Mark | None, floor: datetime, now: datetime, *, pages: int = PAGES) -> Harvest:
    """Everything above the mark and the floor, each entity once, with what else stood on the mark's page."""
    found: dict[str, Entity] = {}
    below: str | None = None
    gap = True
    for _ in range(pages):
        rows = page(below)
        fresh = {ident(row): row for row in rows if ident(row) and ident(row) not in found}
        found |= fresh
        if _reached(rows, mark, floor):
            gap = False
            break
        if not fresh:
            gap = mark is not None and mark.id != "" and below is not None
            break
        below = ident(rows[-1])
    kept = tuple(row for row in found.values() if (at := when(row, "created_at")) is None or at >= floor)
    return Harvest(kept, gap, _newest(found, now) or mark)


def since(page: AnyPage, mark: Mark | None, floor: datetime, now: datetime, *, pages: int = PAGES) -> Harvest:
    """The same for what is read every few minutes."""
    return harvest(_short(page) if mark else page, mark, floor, now, pages=pages)


def _short(page: AnyPage) -> Page:
    """Asks for a few at the top: since the mark was set minutes ago, there is rarely more, and pages below are whole."""
    return lambda below: page(below) if below else page(None, SHORT)


def oldest_first(harvests: Iterable[Harvest]) -> list[Entity]:
    """All entities by the second that they tell; within one in the order of the server, for some tell no finer times."""
    entities = [entity for found in harvests for entity in reversed(found.entities)]
    return sorted(entities, key=_second)


def _second(entity: Entity) -> datetime:
    return (when(entity, "created_at") or datetime.min.replace(tzinfo=UTC)).replace(microsecond=0)


def _reached(rows: list[Entity], mark: Mark | None, floor: datetime) -> bool:
    if mark is not None and any(ident(row) == mark.id for row in rows):
        return True
    times = [at for row in rows if (at := when(row, "created_at"))]
    known_since = max(floor, mark.at - _OVERLAP) if mark else floor
    return bool(times) and min(times) < known_since


def _newest(found: dict[str, Entity], now: datetime) -> Mark | None:
    for given_id, row in found.items():
        if (at := when(row, "created_at")) is not None:
            return Mark(given_id, min(at, now))
    return None


# --- marks as they are stored


def stored(marks: dict[str, Mark]) -> str:
    """Marks of several feeds as one text; empty without any."""
    return json.dumps({feed: [mark.id, mark.at.isoformat()] for feed, mark in marks.items()}) if marks else ""


def read(text: str) -> dict[str, Mark]:
    """Marks that `stored` wrote. Raises `ValueError` for anything else."""
    rows = json.loads(text) if text else {}
    return {feed: Mark(given_id, datetime.fromisoformat(at)) for feed, (given_id, at) in rows.items()}
