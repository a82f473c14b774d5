"""Keep what the owner asked to be reminded of about people, one reminder a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from bot.store.people import change, person
from bot.store.schema import persons

_DUE = select(persons.c.id, persons.c.remind_text, persons.c.remind_asked_at).where(
    persons.c.remind_at <= bindparam("now")
)
"""Asked each round: made once."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """What the owner asked to be reminded of about a person, and when they asked; None where that is not known."""

    words: str
    asked_at: datetime | None


def put(tx: Connection, person_id: int, words: str, *, at: datetime, asked_at: datetime) -> None:
    """Remind the owner of a person then, with these words, in place of any reminder before."""
    change(tx, person_id, remind_at=at, remind_text=words, remind_asked_at=asked_at)


def done(tx: Connection, person_id: int) -> None:
    """The owner was reminded of a person."""
    change(tx, person_id, remind_at=None, remind_text="", remind_asked_at=None)


def of(tx: Connection, person_id: int) -> tuple[datetime, str] | None:
    """When the owner is to be reminded of a person, and with which words."""
    row = tx.execute(select(persons.c.remind_at, persons.c.remind_text).where(persons.c.id == person_id)).first()
    return None if row is None or row.remind_at is None else (row.remind_at, row.remind_text)


def due(tx: Connection, *, now: datetime) -> Mapping[int, Reminder]:
    """Every reminder whose time has come, by person; one about somebody who may not be spoken of waits until they may."""
    rows = tx.execute(_DUE, {"now": now})
    come = {row.id: Reminder(row.remind_text, row.remind_asked_at) for row in rows}
    return {known: reminder for known, reminder in come.items() if person(tx, known).may_be_spoken_of(now)}
