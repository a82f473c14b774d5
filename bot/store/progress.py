"""Keep how far work has come that is done piece by piece, so that no piece is done twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as insert_or

from bot.domain import Network
from bot.store.schema import measurements, parents_tried, seeded_people

_SEEDED = select(seeded_people.c.entry)
"""Asked each round: made once."""

# --- people of the configuration


def seeded(tx: Connection) -> frozenset[str]:
    """The entries (their hashes) that were looked up."""
    return frozenset(tx.execute(_SEEDED).scalars())


def note_seeded(tx: Connection, entry: str) -> None:
    """Another was."""
    tx.execute(insert_or(seeded_people).values(entry=entry).on_conflict_do_nothing())


# --- what the owner answered before the first run


def tried(tx: Connection, network: Network) -> frozenset[str]:
    """The posts that were asked for, found or not."""
    return frozenset(tx.execute(select(parents_tried.c.uri).where(parents_tried.c.network == network)).scalars())


def note_tried(tx: Connection, network: Network, uris: Iterable[str]) -> None:
    """More of them were."""
    rows = [{"network": network, "uri": uri} for uri in uris]
    if rows:
        tx.execute(insert_or(parents_tried).on_conflict_do_nothing(), rows)


def drop_tried(tx: Connection, network: Network) -> None:
    """Nobody asks any more, or all of it begins anew."""
    tx.execute(delete(parents_tried).where(parents_tried.c.network == network))


# --- how people converse


def measured_since(tx: Connection, since: datetime) -> int:
    """How many accounts were measured after that."""
    query = select(func.count()).select_from(measurements).where(measurements.c.at > since)
    return int(tx.execute(query).scalar_one())


def note_measured(tx: Connection, at: datetime, *, keep_since: datetime) -> None:
    """One is measured now; what was before is of no use any more."""
    tx.execute(delete(measurements).where(measurements.c.at <= keep_since))
    tx.execute(insert(measurements).values(at=at))
