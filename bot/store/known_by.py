"""Keep who of those whom the owner follows follows an account, and when the network was asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from bot.store.schema import accounts, known_by


def asked(tx: Connection, account: str, *, now: datetime) -> None:
    """The network is asked of this account, whatever it says."""
    tx.execute(update(accounts).where(accounts.c.key == account).values(known_by_at=now))


def put(tx: Connection, account: str, followers: Iterable[str]) -> None:
    """What it said, whom the owner knows best first, in place of what it said before. All of them are accounts that are kept."""
    tx.execute(delete(known_by).where(known_by.c.account == account))
    if rows := [{"account": account, "follower": follower} for follower in followers]:
        tx.execute(insert(known_by), rows)


def of(tx: Connection, keys: Iterable[str] | None = None) -> Mapping[str, Sequence[str]]:
    """Who follows these accounts, by the accounts' keys; without keys, every account of which something is kept."""
    query = select(known_by.c.account, known_by.c.follower).order_by(known_by.c.id)
    found: dict[str, list[str]] = {}
    for row in tx.execute(query if keys is None else query.where(known_by.c.account.in_(list(keys)))):
        found.setdefault(row.account, []).append(row.follower)
    return found


def drop_old(tx: Connection, before: datetime) -> None:
    """Take away what was asked earlier than this."""
    old = select(accounts.c.key).where(accounts.c.known_by_at < before)
    tx.execute(delete(known_by).where(known_by.c.account.in_(old)))
