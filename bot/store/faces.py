"""Keep those who had no room in the letter of the week, for `others`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from bot.store.schema import faces
from bot.wording.text import Name


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody new: who (a person's id, and what they are called), what about, and a sentence of evidence."""

    person: int | None
    who: Name
    topics: tuple[str, ...]
    evidence: str


def put(tx: Connection, left: Iterable[Face]) -> None:
    """These had no room, in place of those of the letter before."""
    tx.execute(delete(faces))
    rows = [{"person": f.person, "who": f.who, "topics": list(f.topics), "evidence": f.evidence} for f in left]
    if rows:
        tx.execute(insert(faces), rows)


def taken(tx: Connection) -> tuple[Face, ...]:
    """All of them, in order; they are shown once."""
    rows = tx.execute(select(faces).order_by(faces.c.id)).all()
    tx.execute(delete(faces))
    return tuple(Face(row.person, Name(row.who), tuple(row.topics), row.evidence) for row in rows)
