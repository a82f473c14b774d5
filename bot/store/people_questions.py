"""Remember the last question that was asked about people, so that a short answer to it can be understood."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from bot.store.schema import offers


@dataclass(frozen=True, slots=True)
class Watch:
    """Whether to watch for a change in somebody (a person's id) whose account answers nobody."""

    person: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Whether two accounts (their keys) are one person."""

    one: str
    other: str


def put(tx: Connection, offer: Watch | Pair) -> None:
    """Keep what was asked, in place of what was asked before."""
    answered(tx)
    held = {"person": offer.person} if isinstance(offer, Watch) else {"one": offer.one, "other": offer.other}
    tx.execute(insert(offers).values(**held))


def asked(tx: Connection) -> Watch | Pair | None:
    """What was asked last, while nobody has answered it."""
    held = tx.execute(select(offers)).first()
    if held is None:
        return None
    return Pair(held.one, held.other) if held.person is None else Watch(held.person)


def answered(tx: Connection) -> None:
    """The owner has answered it."""
    tx.execute(delete(offers))
