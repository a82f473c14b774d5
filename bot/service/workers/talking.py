"""The worker that talks with the owner: it never waits for reading, nor for the owner's own login."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.config import Config
from bot.domain import Network
from bot.jobs.deliver import Deliver
from bot.jobs.forgetting import Forgetting
from bot.jobs.greeting import Greeting
from bot.jobs.inbox import Answers
from bot.jobs.inbox.turn import IN_TERMINAL, Desk
from bot.jobs.lookups import Lookups
from bot.jobs.publish.job import Publish
from bot.jobs.trouble import Trouble
from bot.jobs.verifying import Verifying
from bot.knowledge.enrichment import Enrichment
from bot.outbox.teller import Teller
from bot.platforms.base import Inbound, Outbound, inbound, outbound
from bot.platforms.terminal import Here
from bot.service.runner import StepRunner
from bot.service.workers.parts import Parts, run_out
from bot.service.workers.resting import Rest, waits
from bot.store import Transaction, answers, messages, sources
from bot.store.sources import ANSWERS, MESSAGES

SOON_AFTER_A_MESSAGE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class _Conversation:
    """Where we talk with the owner. `hears` is None where nothing comes back."""

    tells: Outbound
    hears: Inbound | None
    channel: str

    @property
    def only_here(self) -> bool:
        """Whether nothing that the owner says is fetched: it comes from this machine, or not at all."""
        return self.hears is None or self.channel == IN_TERMINAL


@dataclass(frozen=True, slots=True)
class _Jobs:
    """What can be made once it is known who the owner is, where we talk, and how much fits into a message."""

    teller: Teller
    greeting: Greeting
    deliver: Deliver
    answers: Answers
    acquaint: Lookups
    publish: Publish
    trouble: Trouble
    forgetting: Forgetting

    @classmethod
    def of(cls, parts: Parts, talk: _Conversation, accounts: Mapping[Network, str]) -> _Jobs:
        store, clock, channel = parts.store, parts.clock, talk.channel
        config, hears = (parts.config, talk.hears) if talk.hears else (_posts_nothing(parts.config), Here())
        readers = {network: reader for network, reader in parts.recheckers.items() if network in accounts}
        publishers = {network: publisher for network, publisher in parts.publishers.items() if network in accounts}
        teller = Teller(
            config=config,
            room=talk.tells.limits,
            replies={network: reader.limits for network, reader in readers.items()},
            visibility={network: reader.usual_visibility for network, reader in readers.items()},
            carried_by=talk.tells.network,
        )
        enrichment = Enrichment(store, readers, config, clock)
        desk = Desk(teller, parts.idempotency, accounts, channel, config, parts.new_id)
        return cls(
            teller=teller,
            greeting=Greeting(store, readers, teller, clock),
            deliver=Deliver(store, talk.tells, channel, teller, config, clock, parts.boot),
            answers=Answers(store, hears, desk, clock, parts.boot),
            acquaint=Lookups(store, readers, enrichment, teller, config, clock),
            publish=Publish(
                store, readers, publishers, hears, channel, teller, config, clock, parts.boot, parts.started
            ),
            trouble=Trouble(store, tuple(parts.recheckers), teller, clock),
            forgetting=Forgetting(store, clock),
        )


def _posts_nothing(config: Config) -> Config:
    """Where nothing can be taken back, nothing goes out: an approval from this machine brings its text, to be posted by hand."""
    return config.model_copy(update={"publish": config.publish.model_copy(update={"enabled": False})})


class Talking:
    """The owner's answers into approvals, approvals into replies, the outbox to the owner."""

    def __init__(self, parts: Parts, runner: StepRunner) -> None:
        self._parts = parts
        self._runner = runner
        rights = {network: publisher.may_post for network, publisher in parts.publishers.items()}
        self._verifying = Verifying(parts.store, parts.recheckers, rights, parts.clock)
        self._carrier: Network | None = None
        self._talk: _Conversation | None = None
        self._jobs: _Jobs | None = None
        self._rest: Rest | None = None
        self._greeted = False

    @property
    def teller(self) -> Teller | None:
        """How we speak; None until it is known how long a message may be."""
        return self._jobs.teller if self._jobs else None

    def close(self) -> None:
        """Give the messenger's connections back."""
        if self._talk is not None:
            self._talk.tells.close()

    def open(self) -> bool:
        """Know what has to be known before anything is said: who the owner is, where we talk, how much fits.

        Of the owner's accounts it goes by what was verified last until the networks are asked: whoever wants to say `stop`
        is heard, whether their own server answers or not. Nothing is said to an address that may be a stranger's, and
        nothing heard from there: what I know of people is for the owner alone.
        """
        self._verifying.recall()
        self._verify()
        if self._verifying.may_be_somebody_else(self._carrier):
            return False
        if self._talk is None:
            self._runner.run("talk", self._open)
        if self._talk is not None and (self._jobs is None or self._verifying.changed()):
            self._jobs = _Jobs.of(self._parts, self._talk, self._verifying.accounts)
        return self._jobs is not None

    def _verify(self) -> None:
        for network in self._parts.recheckers:
            if self._verifying.is_open(network):
                self._runner.run(f"{network}:talk", partial(self._verifying.verify, network))
            if self._verifying.rights_open(network):
                self._runner.run(sources.posting(network), partial(self._verifying.note_rights, network))

    def _open(self) -> bool:
        way = self._parts.messenger()
        tells, hears = outbound(way), inbound(way)
        self._carrier = tells.network
        if self._verifying.may_be_somebody_else(self._carrier):
            tells.close()
            return False
        try:
            _ = hears and hears.owner, tells.limits  # asks for them, or raises
            channel, spoken = tells.channel, tells.spoken(limit=LOOKED_AT)
        except BaseException:
            tells.close()
            raise
        talk = _Conversation(tells, hears, channel)
        with self._parts.store.begin() as tx:
            self._verifying.settle(tx, channel, spoken, terminal=talk.only_here, started=self._parts.started)
        self._talk = talk
        return False

    def turn(self) -> None:
        """A round, if anything can have come up since the last one."""
        now = self._parts.clock()
        if self._rest is not None and self._rest.holds(now):
            if self._rest.version == self._parts.store.version():
                return
            self._rest, now = (
                self._resting(),
                self._parts.clock(),
            )  # somebody wrote: it may be nothing that waits for the talk
        if self._rest is None or not self._rest.holds(now):
            self._rest = None
            self.round()
            self._rest = self._resting()

    def _resting(self) -> Rest | None:
        """Until when nothing is to be done unless somebody writes into the store; None where something waits already.

        The version is asked for first: what is written after that is seen by it, what was written before by the look.
        """
        if self._talk is None or self._jobs is None or any(map(self._verifying.is_open, self._parts.recheckers)):
            return None
        version, now = self._parts.store.version(), self._parts.clock()
        with self._parts.store.begin() as tx:
            began = sources.source(tx, ANSWERS).read_began_at if self._talk.hears else now
            if began is None or began > now or waits(tx):
                return None
            return Rest(version, now, began + self._rhythm(tx, now))

    def round(self, *, read: bool | None = None) -> None:
        """Hear, understand, answer, publish. `read` forces or forbids asking the network; by itself it is paced.

        What a crash left in the outbox is found out first: an answer may belong to it.
        """
        if not self.open() or self._jobs is None or self._talk is None:
            return
        jobs, runner = self._jobs, self._runner
        runner.run("trouble", jobs.trouble.step)
        self._greet(jobs)
        run_out(runner, MESSAGES, jobs.deliver.step)
        if self._talk.hears and (self._is_time_to_read() if read is None else read):
            runner.run(ANSWERS, jobs.answers.read)
        run_out(runner, "understand", jobs.answers.act)
        for _ in range(LOOK_UPS):
            if not jobs.acquaint.wanted():
                break
            run_out(runner, "people", jobs.acquaint.step)
            run_out(runner, "understand", jobs.answers.act)
        run_out(runner, MESSAGES, jobs.deliver.step)
        runner.run("forget", jobs.forgetting.step)
        runner.run("publish", jobs.publish.step)
        run_out(runner, MESSAGES, jobs.deliver.step)

    def _greet(self, jobs: _Jobs) -> None:
        if not self._greeted:
            self._runner.run("hello", jobs.greeting.step)
            self._greeted = jobs.greeting.said()

    def _is_time_to_read(self) -> bool:
        """Adaptive (DESIGN 4): often for ten minutes after a message either way, else calmly; and when something is due."""
        parts, now = self._parts, self._parts.clock()
        with parts.store.begin() as tx:
            began = sources.source(tx, ANSWERS).read_began_at
            if began is not None and began > now:  # the clock was set back
                sources.outdated(tx, ANSWERS)
                return True
            every = self._rhythm(tx, now)
            wanted = self._jobs is not None and self._jobs.publish.gate.waits_to_hear(tx)
        return began is None or wanted or now - began >= every

    def _rhythm(self, tx: Transaction, now: datetime) -> timedelta:
        last = max((at for at in (messages.last_sent_at(tx), answers.last_answer_at(tx)) if at), default=None)
        return self._parts.eager if last is not None and now - last < SOON_AFTER_A_MESSAGE else self._parts.calm


LOOK_UPS = 2
"""Somebody who was named by an address is found first, and then looked at closer."""

LOOKED_AT = 60
"""So many of our latest messages are held against the database at the start."""
