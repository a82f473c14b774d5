"""The lane that talks with the owner: it never waits for reading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.domain import State
from bot.jobs.acquaint import Acquaint
from bot.jobs.answers import Answers
from bot.jobs.answers.turn import Desk
from bot.jobs.deliver import Deliver
from bot.jobs.edge import Edge
from bot.jobs.publish import Publish
from bot.jobs.scout import Scout
from bot.jobs.telling import Teller
from bot.lanes.parts import Parts, run_out
from bot.platforms.base import Messenger
from bot.store import answers, approvals, messages, sources, suggestions

SOON_AFTER_A_MESSAGE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class _Jobs:
    """What can be made once the networks said who the owner is and how much fits into a message."""

    teller: Teller
    deliver: Deliver
    answers: Answers
    acquaint: Acquaint
    publish: Publish

    @classmethod
    def of(cls, parts: Parts, messenger: Messenger) -> _Jobs:
        store, config, clock = parts.store, parts.config, parts.clock
        teller = Teller(
            config=config,
            room=messenger.limits,
            replies={network: reader.limits for network, reader in parts.recheckers.items()},
            visibility={network: reader.usual_visibility for network, reader in parts.recheckers.items()},
            carried_by=messenger.network,
        )
        publishes = dict.fromkeys(parts.recheckers, config.publish.enabled)
        scout = Scout(store, parts.recheckers, config, clock)
        return cls(
            teller=teller,
            deliver=Deliver(store, messenger, config, clock),
            answers=Answers(store, messenger, Desk(teller, parts.seals, publishes, config, parts.new_id), clock),
            acquaint=Acquaint(store, parts.recheckers, scout, teller, config, clock),
            publish=Publish(store, parts.recheckers, parts.publishers, teller, config, clock),
        )


class Talking:
    """The owner's answers into approvals, approvals into replies, the outbox to the owner."""

    def __init__(self, parts: Parts, edge: Edge) -> None:
        self._parts = parts
        self._edge = edge
        self._jobs: _Jobs | None = None

    @property
    def teller(self) -> Teller | None:
        """How we speak; None until the networks said how long a message may be."""
        return self._jobs.teller if self._jobs else None

    def close(self) -> None:
        """Give the messenger's connections back."""
        if self._jobs is not None:
            self._jobs.deliver.messenger.close()

    def open(self) -> bool:
        """Ask the networks what has to be known before anything is said: who the owner is, how much fits."""
        if self._jobs is None:
            self._edge.run("talk", self._open)
        return self._jobs is not None

    def _open(self) -> bool:
        messenger = self._parts.messenger()
        _ = messenger.owner  # asks for it, or raises
        self._jobs = _Jobs.of(self._parts, messenger)
        return False

    def round(self, *, read: bool | None = None) -> None:
        """Hear, understand, answer, publish. `read` forces or forbids asking the network; by itself it is paced.

        What a crash left in the outbox is found out first: an answer may belong to it.
        """
        if not self.open() or self._jobs is None:
            return
        jobs, edge = self._jobs, self._edge
        run_out(edge, "messages", jobs.deliver.step)
        if self._is_time_to_read() if read is None else read:
            edge.run("answers", jobs.answers.read)
        run_out(edge, "understand", jobs.answers.act)
        if jobs.acquaint.wanted():
            run_out(edge, "people", jobs.acquaint.step)
            run_out(edge, "understand", jobs.answers.act)
        run_out(edge, "messages", jobs.deliver.step)
        edge.run("publish", jobs.publish.step)
        run_out(edge, "messages", jobs.deliver.step)

    def _is_time_to_read(self) -> bool:
        """Adaptive (DESIGN 4): often for ten minutes after a message either way, else calmly; and when something is due."""
        parts, now = self._parts, self._parts.clock()
        with parts.store.begin() as tx:
            began = sources.source(tx, "answers").read_began_at
            if began is not None and began > now:  # the clock was set back
                sources.outdated(tx, "answers")
                return True
            last = max((at for at in (messages.last_sent_at(tx), answers.last_answer_at(tx)) if at), default=None)
            due = [approvals.live(tx, row.id) for row in suggestions.in_states(tx, State.AWAITING_PUBLISH)]
        if began is None or any(held is not None and began < held.due_at <= now for held in due):
            return True
        every = parts.eager if last is not None and now - last < SOON_AFTER_A_MESSAGE else parts.calm
        return now - began >= every
