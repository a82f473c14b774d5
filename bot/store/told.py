"""Remember what the owner was told or asked already, so that it is said once."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as insert_or

from bot.store.schema import asked_pairs, told_logins, told_silent

_LOGINS = select(told_logins.c.login).order_by(told_logins.c.id)
"""Asked each round: made once."""

# --- people whose accounts answer nobody


def silent(tx: Connection) -> frozenset[int]:
    """The persons of whom it was said, and who did not begin to talk with others since."""
    return frozenset(tx.execute(select(told_silent.c.person)).scalars())


def note_silent(tx: Connection, person: int) -> None:
    """It was said of this one."""
    tx.execute(insert_or(told_silent).values(person=person).on_conflict_do_nothing())


def no_longer_silent(tx: Connection, person: int) -> None:
    """They talk with others now, and that was said too."""
    tx.execute(delete(told_silent).where(told_silent.c.person == person))


# --- pairs of accounts


def asked_about(tx: Connection) -> frozenset[tuple[str, str]]:
    """The pairs of accounts (their keys) of which it was asked whether they are one person."""
    return frozenset((row.one, row.other) for row in tx.execute(select(asked_pairs)))


def note_asked_about(tx: Connection, one: str, other: str) -> None:
    """It was asked of these two."""
    tx.execute(insert_or(asked_pairs).values(one=one, other=other).on_conflict_do_nothing())


# --- logins


def ended_logins(tx: Connection) -> tuple[str, ...]:
    """The logins of which it was said that they ended, and that do not work again since."""
    return tuple(tx.execute(_LOGINS).scalars())


def put_ended_logins(tx: Connection, logins: Iterable[str]) -> None:
    """These are they now."""
    tx.execute(delete(told_logins))
    rows = [{"login": login} for login in logins]
    if rows:
        tx.execute(insert(told_logins), rows)
