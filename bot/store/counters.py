"""Declare every counter once, and count."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from bot.store.schema import counts


@dataclass(frozen=True, slots=True)
class Counter:
    """Something that is counted: of one thing, or of each of many by its name."""

    name: str


JUDGED = Counter("judged")
RULE_FIRED = Counter("rule fired")
RULE_FAILED = Counter("rule failed")


def count(tx: Connection, counter: Counter, of: str = "", by: int = 1) -> int:
    """Add to it and return what it says now."""
    row = insert(counts).values(name=counter.name, of=of, count=by)
    tx.execute(row.on_conflict_do_update(index_elements=["name", "of"], set_={"count": counts.c.count + by}))
    return counted(tx, counter)[of]


def counted(tx: Connection, counter: Counter) -> dict[str, int]:
    """How often, by what it is of."""
    rows = tx.execute(select(counts).where(counts.c.name == counter.name))
    return {row["of"]: row["count"] for row in rows.mappings()}
