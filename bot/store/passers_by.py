"""Find those who are tied to nobody any more, and let go of them: somebody passed their words on once, and that was all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, ScalarSelect, and_, delete, func, or_, select, update

from bot.domain import Account, Network
from bot.store.people import NOBODY
from bot.store.schema import accounts, interactions, metadata, persons, posts
from bot.store.serialization import load

AT_ONCE = 40
"""So many are one question to most servers; some are asked for each by itself."""


def found(tx: Connection, network: Network, *, met_before: datetime, asked_before: datetime) -> tuple[Account, ...]:
    """Those of a network whom nothing here ties to the owner, the longest known first, as many as are asked about at once.

    They were first met before the one time, and how the owner stands to them was not asked since the other.
    """
    unasked = or_(accounts.c.ties_at.is_(None), accounts.c.ties_at < asked_before)
    known_long = accounts.c.person.in_(select(persons.c.id).where(persons.c.created_at < met_before))
    query = select(accounts.c.account).where(
        accounts.c.key.like(f"{network}:%"), unasked, known_long, _tied_to_nobody()
    )
    return tuple(load(Account, row) for row in tx.execute(query.order_by(accounts.c.person).limit(AT_ONCE)).scalars())


def note_asked(tx: Connection, keys: Collection[str], now: datetime) -> None:
    """How the owner stands to these was asked, whatever was said."""
    tx.execute(update(accounts).where(accounts.c.key.in_(list(keys))).values(ties_at=now))


def let_go(tx: Connection, keys: Collection[str]) -> int:
    """Take those away of whom that still holds, and say how many they were."""
    wanted = select(accounts.c.key, accounts.c.person).where(accounts.c.key.in_(list(keys)), _tied_to_nobody())
    going = tx.execute(wanted).all()
    _drop(tx, [row.key for row in going], [row.person for row in going])
    return len(going)


def _drop(tx: Connection, keys: Sequence[str], ids: Sequence[int]) -> None:
    tx.execute(delete(accounts).where(accounts.c.key.in_(keys)))
    tx.execute(delete(persons).where(persons.c.id.in_(ids)))


def _tied_to_nobody() -> ColumnElement[bool]:
    """Nobody's own, no follower, nothing said that is kept, nothing done to one another, nothing noted, named by no row.

    The newest person stays, whoever it is: an id is never given twice.
    """
    here = (~accounts.c.own, accounts.c.follower_since.is_(None), accounts.c.person != _newest())
    return and_(*here, *_nothing_noted(), *_unnamed(), _alone())


def _newest() -> ScalarSelect[int]:
    return select(func.max(persons.c.id)).scalar_subquery()


def _nothing_noted() -> Iterator[ColumnElement[bool]]:
    plain = [
        persons.c[name].is_(value) if value is None else persons.c[name] == value
        for name, value in NOBODY.items()
        if name != "name"
    ]
    yield accounts.c.person.in_(select(persons.c.id).where(*plain))


def _unnamed() -> Iterator[ColumnElement[bool]]:
    """No row of any other table, of those that there are now and those that will be, names the account or the person."""
    for column in (posts.c.account, interactions.c.account):
        yield ~select(1).where(column == accounts.c.key).exists()
    for table in metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column is accounts.c.key:
                yield ~select(1).where(key.parent == accounts.c.key).exists()
            elif key.column is persons.c.id and table is not accounts:
                yield ~select(1).where(key.parent == accounts.c.person).exists()


def _alone() -> ColumnElement[bool]:
    """The person has no other account: somebody said that two are one."""
    other = accounts.alias()
    return ~select(1).where(other.c.person == accounts.c.person, other.c.key != accounts.c.key).exists()
