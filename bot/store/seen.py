"""Remember, by hashes only, which posts were stored of late and which accounts are to stay forgotten."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from bot.store.schema import forgotten, seen

SEEN_LASTS = timedelta(days=8)
_SEEN = select(seen.c.hash).where(seen.c.hash.in_(bindparam("hashes", expanding=True)))
_FORGOTTEN = select(forgotten.c.hash).where(forgotten.c.hash.in_(bindparam("hashes", expanding=True)))


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def were_seen(tx: Connection, uris: Iterable[str]) -> frozenset[str]:
    """Those of the uris under which a post was stored in the last eight days, or is to stay forgotten."""
    return _known(tx, _SEEN, uris)


def note_seen(tx: Connection, uris: Iterable[str], now: datetime) -> None:
    """Remember that these were stored."""
    rows = [{"hash": _hash(uri), "at": now} for uri in uris]
    if rows:
        tx.execute(insert(seen).on_conflict_do_nothing(), rows)


def drop_old_seen(tx: Connection, now: datetime) -> int:
    """Forget what nobody asks about any more."""
    return tx.execute(delete(seen).where(seen.c.at < now - SEEN_LASTS)).rowcount


# --- accounts


def mark_forgotten(tx: Connection, account: str, now: datetime) -> None:
    """Nothing about this account may be collected anew."""
    tx.execute(insert(forgotten).values(hash=_hash(account), at=now).on_conflict_do_nothing())


def are_forgotten(tx: Connection, accounts: Iterable[str]) -> frozenset[str]:
    """Those of the accounts that the owner asked to forget."""
    return _known(tx, _FORGOTTEN, accounts)


def is_forgotten(tx: Connection, account: str) -> bool:
    """Whether the owner asked to forget this account."""
    return account in are_forgotten(tx, [account])


def _known(tx: Connection, query: Select[Any], texts: Iterable[str]) -> frozenset[str]:
    by_hash = {_hash(text): text for text in texts}
    return frozenset(by_hash[found] for found in tx.execute(query, {"hashes": list(by_hash)}).scalars())
