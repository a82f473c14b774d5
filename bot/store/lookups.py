"""Keep what the owner asked for and a job has to fetch: addresses that nobody here knows, and posts to bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as insert_or

from bot.store.schema import errands, not_found, posts_wanted

IN_VAIN_REMEMBERED = 20

_WANTED = select(errands).order_by(errands.c.id)
_TO_BRING = select(posts_wanted.c.uri).order_by(posts_wanted.c.id)
"""Both are asked each round: made once."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """An address to look up, the answer (its id) that waits for it, and what that answer was understood to say.

    The key of an account in place of an address: of its person it is asked whom the owner and they both know.
    """

    address: str
    answer: str
    said: str


def wanted(tx: Connection) -> Sequence[Lookup]:
    """What is to be looked up, oldest first."""
    return [Lookup(row.address, row.answer, row.said) for row in tx.execute(_WANTED)]


def put(tx: Connection, lookup: Lookup) -> None:
    """Ask for an address to be looked up."""
    tx.execute(insert(errands).values(address=lookup.address, answer=lookup.answer, said=lookup.said))


def done(tx: Connection, lookup: Lookup, *, in_vain: bool) -> None:
    """It was looked up; `in_vain`: nobody has that address."""
    tx.execute(
        delete(errands).where(
            errands.c.address == lookup.address, errands.c.answer == lookup.answer, errands.c.said == lookup.said
        )
    )
    if in_vain:
        tx.execute(insert(not_found).values(address=lookup.address))
        latest = select(not_found.c.id).order_by(not_found.c.id.desc()).limit(IN_VAIN_REMEMBERED)
        tx.execute(delete(not_found).where(not_found.c.id.not_in(latest)))


def forget_account(tx: Connection, key: str) -> None:
    """Nothing is asked of an account any more."""
    tx.execute(delete(errands).where(errands.c.address == key))


def drop_all(tx: Connection) -> None:
    """Nothing that the owner asked for before is fetched, or brought, any more."""
    for table in (errands, not_found, posts_wanted):
        tx.execute(delete(table))


def was_in_vain(tx: Connection, address: str) -> bool:
    """Whether nobody was found at this address just now. Told once: the next time it is looked up anew."""
    return tx.execute(delete(not_found).where(not_found.c.address == address)).rowcount > 0


# --- posts that the owner named


def bring(tx: Connection, uri: str) -> None:
    """Bring this stored post as a nudge."""
    tx.execute(insert_or(posts_wanted).values(uri=uri).on_conflict_do_nothing())


def to_bring(tx: Connection) -> Sequence[str]:
    """The posts that are to be brought, by their addresses, oldest first."""
    return tx.execute(_TO_BRING).scalars().all()


def brought(tx: Connection, uri: str) -> None:
    """It was brought, or left alone."""
    tx.execute(delete(posts_wanted).where(posts_wanted.c.uri == uri))
