"""Take answers in order, each once: understand, decide, store, speak."""

from __future__ import annotations

from dataclasses import dataclass, replace

import structlog

from bot import wording
from bot.clock import BootClock, Clock
from bot.domain import Answer, Sender
from bot.jobs.inbox.carrying_out import carry_out
from bot.jobs.inbox.decision import Decision, Outcome
from bot.jobs.inbox.holding import hold
from bot.jobs.inbox.turn import Desk, Turn
from bot.jobs.inbox.understanding import understand
from bot.outbox.teller import Says
from bot.platforms.base import Inbound
from bot.store import Store, answers, sources
from bot.store.answers import Received
from bot.store.sources import ANSWERS

log = structlog.get_logger()

TRIES = 2


@dataclass(frozen=True, slots=True)
class Answers:
    """Listens to the owner, and to nobody else."""

    store: Store
    messenger: Inbound
    desk: Desk
    clock: Clock
    boot: BootClock | None = None

    def read(self) -> bool:
        """Fetch what reached the bot account. A read that fails raises: then nothing goes out (DESIGN 2, undo).

        What could not be read, or lay where the network gave nothing, may have been an objection: it holds everything.
        """
        began, boot = self.clock(), self.boot() if self.boot else None
        with self.store.begin() as tx:
            mark = sources.source(tx, ANSWERS).mark
        batch = self.messenger.answers(mark)
        owner = self.messenger.owner
        found = [_kept(said, owner) for said in batch.items]
        with self.store.begin() as tx:
            now = self.clock()
            new = answers.receive(tx, found, now=now, channel=self.desk.channel)
            sources.read_well(tx, ANSWERS, mark=batch.mark, began=began, now=now, boot=boot)
            if batch.skipped or batch.gap:
                log.warning("answers_unread", skipped=batch.skipped, gap=batch.gap)
                doubt = Turn.begin(tx, self.desk, Answer("", owner, now), now)
                carry_out(doubt, hold(doubt, doubt.leaving(), because=wording.unread()))
        if new:
            log.info("answers_read", new=new)
        return False

    def act(self) -> bool:
        """Understand the oldest answer; True if there may be another."""
        with self.store.begin() as tx:
            received = answers.next_answer(tx)
        if received is None:
            return False
        self.take(received)
        return True

    def take(self, received: Received) -> None:
        """Understand one answer, decide, store, and speak; unless somebody else did so meanwhile."""
        owner = self.messenger.owner if received.attempts < TRIES else None  # may ask the network: in no transaction
        with self.store.begin() as tx:
            now = self.clock()
            if not answers.handled(tx, received.row, now=now):
                return
            turn = Turn.begin(tx, self.desk, received.answer, now)
            decision = understand(turn, owner) if owner is not None else give_up(turn)
            carry_out(turn, decision)
            if decision.holds_rest:
                rest = turn.anew()
                carry_out(rest, hold(rest, rest.leaving()))
            answers.became(tx, received.row, decision.outcome)
        log.info("answer", answer=received.answer.id, outcome=decision.outcome.value)


def _kept(said: Answer, owner: Sender) -> Answer:
    """What is stored of a message: a stranger's words are read by nobody, so they are not kept either."""
    return said if said.sender == owner else replace(said, text="")


def give_up(turn: Turn) -> Decision:
    """An answer on which we stumbled for good: it may have been an objection, so it holds everything."""
    leaving = turn.leaving()
    if not leaving:
        return Decision(Outcome.GIVEN_UP, (Says(wording.stumbled()),))
    return replace(hold(turn, leaving, because=wording.stumbled()), outcome=Outcome.GIVEN_UP)
