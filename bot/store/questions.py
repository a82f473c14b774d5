"""Remember what we asked last, so that an answer that says nothing by itself ("t4", "yes") can be understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from bot.store.schema import questions

_OPEN, _CLOSE = select(questions), delete(questions).where(questions.c.kind == bindparam("kind"))
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


def all_answered(tx: Connection, *asked: Question) -> Mapping[str, Asked]:
    """What was asked last of each kind, where anything was. Of these kinds it is open no more; the others stay."""
    held = {row.kind: Asked(row.about, row.asked_at) for row in tx.execute(_OPEN)}
    for question in held.keys() & set(asked):
        tx.execute(_CLOSE, {"kind": question})
    return held


def answered(tx: Connection, question: Question) -> Asked | None:
    """The same of one kind."""
    return all_answered(tx, question).get(question)


def close(tx: Connection) -> None:
    """Nothing that was asked is open any more."""
    tx.execute(delete(questions))
