"""Order the jobs into lanes, each for one thread: reading, talking with the owner, and drafting.

Talking never waits for reading, and each lane has clients of its own, so that no client is used by two threads. A lane
does one round of small steps at a time; how often is the scheduler's business.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from bot.config import Config
from bot.domain import Network, State
from bot.jobs.answers import Answers
from bot.jobs.answers.turn import Desk
from bot.jobs.deliver import Deliver
from bot.jobs.draft import DraftJob
from bot.jobs.edge import Clock, Edge
from bot.jobs.history import REACHES_BACK, History
from bot.jobs.judging import Judging
from bot.jobs.letters import Letters
from bot.jobs.nudge import NudgeJob
from bot.jobs.poll import Poll, tidy
from bot.jobs.publish import Publish
from bot.jobs.scout import Scout
from bot.jobs.seeding import Seeding
from bot.jobs.telling import Teller
from bot.jobs.waking import Waking
from bot.platforms.base import Messenger, Reader, Seal
from bot.platforms.publishing import Publisher
from bot.rules import Rules
from bot.services.model import ModelDrafter
from bot.store import Store, approvals, messages, sources, suggestions

log = structlog.get_logger()

SOON_AFTER_A_MESSAGE = timedelta(minutes=10)
MOST_STEPS = 100


@dataclass(frozen=True, slots=True)
class Parts:
    """What the composition root hands over: clients by lane, and what differs between networks.

    `messenger` is made late, because on Bluesky the owner's DID must be asked for first. `eager` and `calm` say how often
    answers are read: soon after a message either way, and otherwise (BD-12).
    """

    store: Store
    config: Config
    clock: Clock
    rules: Rules
    readers: Mapping[Network, Reader]
    recheckers: Mapping[Network, Reader]
    publishers: Mapping[Network, Publisher]
    seals: Mapping[Network, Seal]
    messenger: Callable[[], Messenger]
    drafter: ModelDrafter | None = None
    eager: timedelta = timedelta(seconds=10)
    calm: timedelta = timedelta(seconds=60)
    history: timedelta = REACHES_BACK
    new_id: Callable[[], str] = field(default=lambda: str(uuid.uuid4()))


class Closing(Protocol):
    """Whatever holds connections."""

    def close(self) -> None:
        """Give them back."""


def _run_out(edge: Edge, source: str, step: Callable[[], bool]) -> None:
    """Do a step until it says that there is no more, within reason."""
    for _ in range(MOST_STEPS):
        if not edge.run(source, step):
            return


class Reading:
    """Networks into the store, and the store into nudges."""

    def __init__(self, parts: Parts, edge: Edge, teller: Callable[[], Teller | None]) -> None:
        self._parts = parts
        self._edge = edge
        self._teller = teller
        self._polls = {n: Poll(parts.store, r, parts.config, parts.clock) for n, r in parts.readers.items()}
        self._histories = {
            n: History(parts.store, r, parts.config, parts.clock, parts.history) for n, r in parts.readers.items()
        }
        self._scout = Scout(parts.store, parts.readers, parts.config, parts.clock)
        self._seeding = Seeding(parts.store, parts.readers, parts.config, parts.clock)
        self._met: set[Network] = set()

    def meet_owner(self, network: Network) -> bool:
        """Whether the owner's own account is known; everything else on the network needs it."""
        if network not in self._met:
            poll = self._polls[network]
            self._edge.run(f"{network}:login", lambda: self._meet(network, poll))
        return network in self._met

    def meet_owner_or_raise(self, network: Network) -> None:
        """The same for somebody who waits at a terminal: what is wrong is raised."""
        self._meet(network, self._polls[network])

    def _meet(self, network: Network, poll: Poll) -> bool:
        poll.meet_owner()
        self._met.add(network)
        with self._parts.store.begin() as tx:
            now = self._parts.clock()
            sources.read_well(tx, f"{network}:login", mark="", began=now, now=now)
        return False

    def poll(self, network: Network, what: str) -> None:
        """One kind of reading: `home`, `late`, `notices` or `own`."""
        if self.meet_owner(network):
            poll = self._polls[network]
            self._edge.run(poll.source(what), getattr(poll, what))

    def history(self, network: Network) -> History:
        """The first run on a network."""
        return self._histories[network]

    def first_run(self) -> None:
        """Go on with the first run where it stands."""
        for network, history in self._histories.items():
            if self.meet_owner(network) and not history.finished():
                _run_out(self._edge, history.source, history.step)
        if len(self._met) == len(self._histories):
            _run_out(self._edge, "people", self._seeding.step)

    def ready(self) -> bool:
        """Whether every network that can be read was read once from its beginning."""
        return bool(self._met) and all(self._histories[n].finished() for n in self._met)

    @property
    def judging(self) -> Judging:
        """What the rules say of everything that was read; needs nobody to talk to."""
        parts = self._parts
        return Judging(parts.store, parts.rules, self._scout, parts.config, parts.clock)

    def nudge(self) -> None:
        """Close what ended by itself, choose if it is time, write what is due."""
        parts, teller = self._parts, self._teller()
        if teller is None or not self.ready():
            return
        common = (teller, parts.config, parts.clock)
        job = NudgeJob(parts.store, parts.readers, self.judging, self._scout, *common)
        self._edge.run("close", job.close)
        self._edge.run("wake", Waking(parts.store, self.judging, *common).step)
        self._edge.run("choose", job.choose)
        _run_out(self._edge, "compose", job.compose)
        self._edge.run("letters", Letters(parts.store, parts.readers, self._scout, *common).step)

    def tidy(self) -> None:
        """Drop what is kept no longer."""
        self._edge.run("tidy", lambda: tidy(self._parts.store, self._parts.config, self._parts.clock))


class Talking:
    """The owner's answers into approvals, approvals into replies, the outbox to the owner."""

    def __init__(self, parts: Parts, edge: Edge) -> None:
        self._parts = parts
        self._edge = edge
        self._answers: Answers | None = None
        self._deliver: Deliver | None = None
        self._publish: Publish | None = None
        self._teller: Teller | None = None

    @property
    def teller(self) -> Teller | None:
        """How we speak; None until the networks said how long a message may be."""
        return self._teller

    def close(self) -> None:
        """Give the messenger's connections back."""
        if self._deliver is not None:
            self._deliver.messenger.close()

    def open(self) -> bool:
        """Ask the networks what has to be known before anything is said: who the owner is, how much fits."""
        if self._answers is None:
            self._edge.run("talk", self._open)
        return self._answers is not None

    def _open(self) -> bool:
        parts = self._parts
        messenger = parts.messenger()
        _ = messenger.owner
        teller = Teller(
            config=parts.config,
            room=messenger.limits,
            replies={network: reader.limits for network, reader in parts.recheckers.items()},
            visibility={network: reader.usual_visibility for network, reader in parts.recheckers.items()},
            carried_by=messenger.network,
        )
        publishes = dict.fromkeys(parts.recheckers, parts.config.publish.enabled)
        desk = Desk(teller, parts.seals, publishes, parts.config, parts.new_id)
        self._deliver = Deliver(parts.store, messenger, parts.config, parts.clock)
        self._publish = Publish(parts.store, parts.recheckers, parts.publishers, teller, parts.config, parts.clock)
        self._answers = Answers(parts.store, messenger, desk, parts.clock)
        self._teller = teller
        return False

    def round(self, *, read: bool | None = None) -> None:
        """Hear, understand, answer, publish. `read` forces or forbids asking the network; by itself it is paced.

        What a crash left in the outbox is found out first: an answer may belong to it.
        """
        if not self.open() or self._answers is None or self._deliver is None or self._publish is None:
            return
        _run_out(self._edge, "messages", self._deliver.step)
        if self._is_time_to_read() if read is None else read:
            self._edge.run("answers", self._answers.read)
        _run_out(self._edge, "understand", self._answers.act)
        _run_out(self._edge, "messages", self._deliver.step)
        self._edge.run("publish", self._publish.step)
        _run_out(self._edge, "messages", self._deliver.step)

    def _is_time_to_read(self) -> bool:
        """Adaptive (DESIGN 4): often for ten minutes after a message either way, else calmly; and when something is due."""
        parts, now = self._parts, self._parts.clock()
        with parts.store.begin() as tx:
            began = sources.source(tx, "answers").read_began_at
            if began is not None and began > now:  # the clock was set back
                sources.outdated(tx, "answers")
                return True
            last = max((at for at in (messages.last_sent_at(tx), messages.last_answer_at(tx)) if at), default=None)
            due = [approvals.live(tx, row.id) for row in suggestions.in_states(tx, State.AWAITING_PUBLISH)]
        if began is None or any(held is not None and began < held.due_at <= now for held in due):
            return True
        every = parts.eager if last is not None and now - last < SOON_AFTER_A_MESSAGE else parts.calm
        return now - began >= every


class Drafting:
    """Drafts that take their time, so that no answer of the owner's waits for a model."""

    def __init__(self, parts: Parts, edge: Edge, teller: Callable[[], Teller | None]) -> None:
        self._parts = parts
        self._edge = edge
        self._teller = teller

    def round(self) -> None:
        """Every draft that was asked for."""
        parts, teller = self._parts, self._teller()
        if teller is not None:
            job = DraftJob(parts.store, parts.drafter, teller, parts.config, parts.clock)
            _run_out(self._edge, "drafts", job.step)


@dataclass(frozen=True, slots=True)
class Program:
    """The lanes over one store."""

    parts: Parts
    edge: Edge
    reading: Reading
    talking: Talking
    drafting: Drafting

    @classmethod
    def of(cls, parts: Parts) -> Program:
        """Put the lanes together."""
        edge = Edge(parts.store, parts.clock)
        talking = Talking(parts, edge)
        reading = Reading(parts, edge, lambda: talking.teller)
        return cls(parts, edge, reading, talking, Drafting(parts, edge, lambda: talking.teller))

    def once(self) -> None:
        """Everything once, in the order of the flow."""
        self.talking.round(read=True)
        self.reading.first_run()
        for network in self.parts.readers:
            for what in ("home", "late", "notices", "own"):
                self.reading.poll(network, what)
        self.reading.nudge()
        self.drafting.round()
        self.talking.round(read=True)

    def close(self) -> None:
        """Give every connection back."""
        parts = self.parts
        clients: list[Closing] = [*parts.readers.values(), *parts.recheckers.values(), *parts.publishers.values()]
        for client in clients:
            client.close()
        self.talking.close()

    def health(self, now: datetime) -> dict[str, object]:
        """What the heartbeat file says: each source with when it last went well, and its problem."""
        with self.parts.store.begin() as tx:
            held = sources.all_sources(tx)
        return {
            "at": now.isoformat(),
            "sources": {
                s.name: {"ok_at": s.ok_at.isoformat() if s.ok_at else None, "problem": s.problem} for s in held
            },
        }
