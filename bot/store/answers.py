"""Keep what the owner sent back, in the order in which it arrived, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.domain import Answer
from bot.store.schema import answers
from bot.store.serialization import dump, load
from bot.wording.text import writable

WHOSE = "whose words"
"""What becomes of words of which nobody knows whom they are for; the owner is asked."""
NOT_HEARD = "not heard"
"""What becomes of answers that stood in a backup, not understood yet, when it was put back."""
GIVEN_UP = "given up"
"""What becomes of an answer on which we stumbled again and again."""

_NEXT = select(answers).where(answers.c.handled_at.is_(None)).order_by(answers.c.row).limit(1)
_NEW = insert(answers).on_conflict_do_nothing()
_CHANGE = update(answers).where(answers.c.row == bindparam("which"))
_LOOK_AT = _CHANGE.where(answers.c.handled_at.is_(None))
_UNHEARD = select(func.count()).select_from(answers).where(answers.c.handled_at.is_(None))
_LAST_AT = (
    select(answers.c.received_at)
    .where(answers.c.outcome.not_in(["", "stranger", NOT_HEARD]))
    .order_by(answers.c.received_at.desc())
    .limit(1)
)
"""What is asked each round, or done with each answer, is made once."""


@dataclass(frozen=True, slots=True)
class Received:
    """An answer as it was received, in the order of arrival."""

    row: int
    answer: Answer
    received_at: datetime
    attempts: int = 0


def receive(tx: Connection, found: Iterable[Answer], *, now: datetime, channel: str = "") -> int:
    """Store answers, each once; returns how many were new. `channel` is the conversation in which they were read.

    Without halves of characters: a terminal hands on whatever bytes were typed, and nothing of that can be looked for later.
    """
    new = 0
    for answer in found:
        kept = dump(replace(answer, text=writable(answer.text)))
        row = {"id": answer.id, "answer": kept, "received_at": now, "channel": channel}
        new += tx.execute(_NEW, row).rowcount
    return new


def was_received(tx: Connection, answer_id: str) -> bool:
    """Whether this id is one of an answer that reached us."""
    return tx.execute(select(answers.c.row).where(answers.c.id == answer_id)).first() is not None


def get(tx: Connection, answer_id: str) -> Answer | None:
    """The answer with this id, as it was read."""
    row = tx.execute(select(answers.c.answer).where(answers.c.id == answer_id)).first()
    return None if row is None else load(Answer, row[0])


def next_answer(tx: Connection) -> Received | None:
    """The oldest answer that nobody has looked at; each look is counted, so that none can block those behind it."""
    row = tx.execute(_NEXT).mappings().first()
    if row is None:
        return None
    tx.execute(_CHANGE, {"which": row["row"], "attempts": row["attempts"] + 1})
    return Received(row["row"], load(Answer, row["answer"]), row["received_at"], row["attempts"])


def unheard(tx: Connection) -> int:
    """How many answers were received and not understood yet: one of them may be `undo`."""
    return int(tx.execute(_UNHEARD).scalar_one())


def handled(tx: Connection, row: int, *, now: datetime) -> bool:
    """The answer is being looked at; False if somebody else did so first."""
    return tx.execute(_LOOK_AT, {"which": row, "handled_at": now}).rowcount == 1


def none_heard(tx: Connection, *, now: datetime) -> None:
    """Whatever was received and not understood yet is left so for good."""
    query = update(answers).where(answers.c.handled_at.is_(None))
    tx.execute(query.values(handled_at=now, outcome=NOT_HEARD))


def hear_again(tx: Connection, answer_id: str, said: str) -> None:
    """Understand an answer once more: what it needed to know is known now.

    As it was understood, not as it was typed: "yes" to a question of ours must not become a yes to something else.
    """
    row = tx.execute(select(answers.c.answer).where(answers.c.id == answer_id)).scalar_one()
    again = replace(load(Answer, row), text=said)
    query = update(answers).where(answers.c.id == answer_id)
    tx.execute(query.values(answer=dump(again), handled_at=None, attempts=0, outcome=""))


def became(tx: Connection, row: int, outcome: str) -> None:
    """What became of it, in a word."""
    tx.execute(_CHANGE, {"which": row, "outcome": outcome})


def last_without_a_place(tx: Connection) -> datetime | None:
    """When we last heard words that may be for anything, and found no place; None if there never were any."""
    query = select(func.max(answers.c.handled_at)).where(answers.c.outcome.in_([WHOSE, GIVEN_UP]))
    return tx.execute(query).scalar()


def last_that_became(tx: Connection, outcome: str) -> datetime | None:
    """When we last heard something of which this became; None if we never did."""
    at: datetime | None = tx.execute(
        select(func.max(answers.c.handled_at)).where(answers.c.outcome == outcome)
    ).scalar()
    return at


def last_answer_at(tx: Connection) -> datetime | None:
    """When the owner last said anything that was heard."""
    return tx.execute(_LAST_AT).scalar()
