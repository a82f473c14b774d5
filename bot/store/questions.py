"""Remember what we asked last, so that an answer that says nothing by itself ("t4", "yes") can be understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from bot.store.schema import questions

_OF_KIND = questions.c.kind == bindparam("kind")
_WAITS, _CLOSE = select(questions).where(_OF_KIND), delete(questions).where(_OF_KIND)
"""Asked with each answer: made once."""


class Question(StrEnum):
    """What is asked: which one a command is for, whether something else was meant than what was typed, or whether it was said to
    somebody (the words) or to us (what we would do). And the last words that
    found no place, which wait for a name.
    """

    WHICH = "which"
    GUESS = "guess"
    WHOSE = "whose"
    OURS = "ours"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that is open: the command that waits for the rest, or the words that may have been meant; since when."""

    about: str
    at: datetime


def ask(tx: Connection, question: Question, about: str, *, now: datetime) -> None:
    """Remember that this was asked, in place of what was asked of that kind before."""
    values = {"about": about, "asked_at": now}
    row = insert(questions).values(kind=question, **values)
    tx.execute(row.on_conflict_do_update(index_elements=["kind"], set_=values))


def waits(tx: Connection, question: Question) -> Asked | None:
    """What was asked last, if anything was; it stays open."""
    held = tx.execute(_WAITS, {"kind": question}).first()
    return None if held is None else Asked(held.about, held.asked_at)


def answered(tx: Connection, question: Question) -> Asked | None:
    """The same; it is open no more."""
    held = waits(tx, question)
    tx.execute(_CLOSE, {"kind": question})
    return held


def close(tx: Connection) -> None:
    """Nothing that was asked is open any more."""
    tx.execute(delete(questions))
