"""Store what becomes of an answer, then put what is said back into the outbox: the one place where either is done."""

from __future__ import annotations

from bot.jobs.inbox.before import Before
from bot.jobs.inbox.decision import Decision
from bot.jobs.inbox.turn import Turn


def carry_out(turn: Turn, decision: Decision) -> None:
    """In the transaction of the turn. Raises `NotAllowed` when a row is not where it was read."""
    tx, now, teller, under = turn.tx, turn.now, turn.desk.teller, turn.under
    before = Before.of(tx, decision)
    for effect in decision.stores:
        effect.store(tx, now)
    before.keep(tx, decision, now)
    for says in decision.says:
        teller.put(tx, says, now=now, under=under)
