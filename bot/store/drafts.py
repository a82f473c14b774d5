"""Keep the words that were shown for a suggestion: numbered, and never changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, RowMapping, bindparam, func, select
from sqlalchemy.dialects.sqlite import insert

from bot.domain import Draft, Reply, WrittenBy
from bot.store.schema import drafts
from bot.store.serialization import dump

_OF = select(drafts).where(drafts.c.suggestion == bindparam("suggestion"))
_ONE = _OF.where(drafts.c.number == bindparam("number"))
_LATEST = _OF.order_by(drafts.c.number.desc()).limit(1)
_HIGHEST = select(func.max(drafts.c.number)).where(drafts.c.suggestion == bindparam("suggestion"))
"""What is asked with each answer is made once."""


def add(
    tx: Connection, suggestion: int, words: str, *, by: WrittenBy, gap: bool, act: Reply | None, now: datetime
) -> Draft:
    """Number new words. `act` is the composed reply they would become, None while there is a gap."""
    number = next_number(tx, suggestion)
    values = {"suggestion": suggestion, "number": number, "words": words, "by": by, "gap": gap}
    tx.execute(insert(drafts).values(**values, act=dump(act), created_at=now))
    return Draft(suggestion=suggestion, number=number, words=words, by=by, gap=gap)


def next_number(tx: Connection, suggestion: int) -> int:
    """The number that the next words will have."""
    return int(tx.execute(_HIGHEST, {"suggestion": suggestion}).scalar() or 0) + 1


def get(tx: Connection, suggestion: int, number: int) -> Draft:
    """One draft. Raises KeyError for an unknown number."""
    row = tx.execute(_ONE, {"suggestion": suggestion, "number": number}).mappings().first()
    if row is None:
        raise KeyError((suggestion, number))
    return _draft(row)


def latest(tx: Connection, suggestion: int) -> Draft | None:
    """The newest words for a suggestion."""
    row = tx.execute(_LATEST, {"suggestion": suggestion}).mappings().first()
    return _draft(row) if row else None


def last_words_at(tx: Connection) -> datetime | None:
    """When the owner last wrote words of their own for anything."""
    query = select(func.max(drafts.c.created_at)).where(drafts.c.by == WrittenBy.OWNER)
    at: datetime | None = tx.execute(query).scalar()
    return at


def last_by(tx: Connection, suggestion: int, by: WrittenBy) -> str:
    """The newest words that somebody made for a suggestion; "" for none."""
    return next(reversed(words_by(tx, suggestion, by)), "")


def words_by(tx: Connection, suggestion: int, by: WrittenBy) -> tuple[str, ...]:
    """The words of every draft somebody made for a suggestion, oldest first."""
    query = select(drafts.c.words).where(drafts.c.suggestion == suggestion, drafts.c.by == by)
    return tuple(tx.execute(query.order_by(drafts.c.number)).scalars())


def count_by(tx: Connection, suggestion: int, by: WrittenBy) -> int:
    """How many drafts somebody made for a suggestion."""
    query = select(func.count()).select_from(drafts).where(drafts.c.suggestion == suggestion, drafts.c.by == by)
    return int(tx.execute(query).scalar_one())


def _draft(row: RowMapping) -> Draft:
    names = ("suggestion", "number", "words", "gap")
    return Draft(by=WrittenBy(row["by"]), **{name: row[name] for name in names})
