"""Declare every counter once, and count."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from bot.store.schema import counts


@dataclass(frozen=True, slots=True)
class Counter:
    """Something that is counted: of one thing, or of each of many by its name."""

    name: str


JUDGED = Counter("judged")
RULE_FIRED = Counter("rule fired")
RULE_FAILED = Counter("rule failed")


_NEW = insert(counts)
_COUNT = _NEW.on_conflict_do_update(
    index_elements=["name", "of"], set_={"count": counts.c.count + _NEW.excluded["count"]}
)
_OF_ONE = select(counts).where(counts.c.name == bindparam("name"))
"""Asked with each post that is judged: made once."""


def count(tx: Connection, counter: Counter, of: str = "", by: int = 1) -> int:
    """Add to it and return what it says now."""
    tx.execute(_COUNT, {"name": counter.name, "of": of, "count": by})
    return counted(tx, counter)[of]


def counted(tx: Connection, counter: Counter) -> dict[str, int]:
    """How often, by what it is of."""
    rows = tx.execute(_OF_ONE, {"name": counter.name})
    return {row["of"]: row["count"] for row in rows.mappings()}
