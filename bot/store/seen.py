"""Remember, by hashes only, which posts were stored of late and which accounts are to stay forgotten."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from bot.store.schema import forgotten, seen
from bot.wording.text import other_spelling

SEEN_LASTS = timedelta(days=8)


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def was_seen(tx: Connection, uri: str) -> bool:
    """Whether a post with this uri was stored in the last eight days, or is to stay forgotten."""
    return tx.execute(select(seen.c.hash).where(seen.c.hash == _hash(uri))).first() is not None


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


def is_forgotten(tx: Connection, account: str) -> bool:
    """Whether the owner asked to forget this account, under either spelling of its domain: earlier versions kept both."""
    either = {_hash(account), _hash(other_spelling(account))}
    return tx.execute(select(forgotten.c.hash).where(forgotten.c.hash.in_(either))).first() is not None
