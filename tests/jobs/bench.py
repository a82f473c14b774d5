"""Put one job on a bench: rows in a real store, five people on a network in memory, and a clock that a test moves."""

from __future__ import annotations

import json
import pickle
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

from bot.config import Config
from bot.decide.rules import Rules, default_pack, load
from bot.domain import (
    Boot,
    Habits,
    MessageKind,
    Motive,
    Network,
    NudgeKind,
    Person,
    Post,
    Reason,
    SuggestionEvent,
    SuggestionState,
)
from bot.jobs.backfill import Backfill
from bot.jobs.closing import Closing
from bot.jobs.deliver import Deliver
from bot.jobs.digests import Digests
from bot.jobs.draft import DraftJob
from bot.jobs.forgetting import Forgetting
from bot.jobs.greeting import Greeting
from bot.jobs.inbox import Answers
from bot.jobs.inbox.turn import Desk
from bot.jobs.lookups import Lookups
from bot.jobs.nudge import Nudging
from bot.jobs.pairing import Pairing
from bot.jobs.poll import Poll
from bot.jobs.publish.job import Publish
from bot.jobs.second_reading import SecondReading
from bot.jobs.seeding import Seeding
from bot.jobs.shortlist import Shortlist
from bot.jobs.suggest import Suggesting
from bot.jobs.tidying import Tidying
from bot.jobs.trouble import Trouble
from bot.jobs.verifying import Verifying
from bot.jobs.waking import Waking
from bot.jobs.watching import Watching
from bot.knowledge import history, ingest
from bot.knowledge.enrichment import Enrichment
from bot.knowledge.history import Progress, Stage
from bot.knowledge.invalidation import settle_account, settle_channel
from bot.knowledge.judging import Judging
from bot.knowledge.owner_preferences import profile
from bot.outbox.teller import Teller
from bot.platforms.memory import Customs
from bot.service.runner import StepRunner
from bot.store import approvals, lookups, messages, open_store, people, sources, suggestions
from bot.store.suggestions import Suggestion
from tests.contract.memory_world import PEOPLE, MemoryWorld
from tests.flow.house import plain

EVENING = datetime(2026, 11, 18, 17, 0, tzinfo=UTC)
"""A Wednesday in November: six in the evening in Berlin."""

QUESTION = (
    "Does anyone scan old letters at home? The flatbed at the library flattens the folds and I fear for the paper."
)
OTHER_QUESTION = (
    "How do you keep notes on birds while walking? My paper ones come home wet and nobody reads them again."
)
WORDS = "I lay a sheet of polyester film over the open letter and scan with the lid up. The folds stay folds."
OTHER_WORDS = "A pencil on waterproof paper, and a rubber band around the book. Mine survived two winters on the dunes."
SETTINGS: dict[str, Any] = {
    "owner": {"timezone": "Europe/Berlin", "languages": ["en", "de"]},
    "deliver": {"at": "as-they-come", "quiet": "", "through": "terminal"},
}
OWNER = PEOPLE["owner"]


@cache
def rules() -> Rules:
    """The built-in rules, compiled once."""
    return load(default_pack())


@cache
def _config(settings: str) -> Config:
    """A configuration; checking the time zone of one takes longer than most tests."""
    return Config.of(json.loads(settings), Path())


class File:
    """One file for every test, held in memory, in which nothing is at the beginning of each: it is put back in no time."""

    def __init__(self) -> None:
        self.store = open_store(None)
        with closing(self.store._engine.raw_connection()) as lent:
            assert isinstance(lent.driver_connection, sqlite3.Connection)
            self._all = lent.driver_connection  # a file in memory has one, and whoever asks is lent it
        self.scenes: dict[Any, Any] = {}
        self.put(self.whole())

    @property
    def writes(self) -> int:
        """How many rows were written since it was put here."""
        return self._all.total_changes - self._before

    def held(self) -> bool:
        """Whether somebody is in a transaction."""
        return self._all.in_transaction

    def put(self, whole: bytes) -> None:
        """Let it hold this, and nothing else."""
        self._all.deserialize(whole)
        self._before = self._all.total_changes

    def whole(self) -> bytes:
        """What it holds now."""
        return self._all.serialize()


def _nothing(_name: str) -> None:
    """Happens in front of a request."""


class Watched:
    """A client of the network that remembers what it was asked, in order; `before` is called in front of each request.

    Nobody asks it, nor whose it is, while they hold a transaction: others would wait for the network.
    """

    def __init__(self, role: Any = None, file: File | None = None) -> None:
        self._role = role
        self._file = file
        self.asked: list[tuple[str, tuple[Any, ...]]] = []
        self.before: Callable[[str], None] = _nothing

    def __getattr__(self, name: str) -> Any:
        if name == "owner":
            self._apart(name)
        found = getattr(self._role, name)
        if not callable(found):
            return found

        def ask(*args: Any, **kwargs: Any) -> Any:
            self._apart(name)
            self.asked.append((name, args))
            self.before(name)
            return found(*args, **kwargs)

        return ask

    def _apart(self, name: str) -> None:
        assert self._file is None or not self._file.held(), f"{name} is asked for in a transaction"

    def times(self, name: str) -> int:
        """How often it was asked this."""
        return sum(asked == name for asked, _ in self.asked)


class Kept(NamedTuple):
    """How everything stood: in the file, on the network, what its clients were asked, and how far the owner was heard."""

    file: bytes
    world: bytes
    asked: tuple[tuple[tuple[str, tuple[Any, ...]], ...], ...]
    heard: int
    listens: bool


class Bench:
    """One owner with one store on one network. What the program would say is heard with `told`."""

    def __init__(self, file: File, /, customs: Customs = Customs(), **settings: Any) -> None:  # noqa: B008 - frozen
        self.file = file
        self.store = file.store
        self.config = _config(json.dumps({**SETTINGS, **settings}))
        self.reader, self.publisher, self.messenger = Watched(None, file), Watched(None, file), Watched(None, file)
        self.readers: dict[Network, Any] = {Network("memory"): self.reader}
        self.offset = timedelta()
        self.boots = 0
        self.started: Boot | None = None
        self.drafter: Any = None
        self.second: Any = None
        self._heard = 0
        self._listens = False
        self._roles = (self.reader, self.publisher, self.messenger)
        self._on(MemoryWorld(customs))
        self.channel = self.messenger.channel
        self.identity = self.world.reader().owner.identity
        self._begin()
        self._way: tuple[Any, ...] = (id(self.config), customs)
        self._stood, self._world = self._stands(), pickle.dumps(self.world)

    def _on(self, world: MemoryWorld) -> None:
        """It happens on this network."""
        self.world, self.net = world, world.net
        for watched, role in zip(self._roles, (world.reader(), world.publisher(), world.messenger()), strict=True):
            watched._role = role

    def _begin(self) -> None:
        """It is known who the owner is and where we talk, and what they said of late."""
        if "begun" not in self.file.scenes:
            owner = self.poll().meet_owner()
            with self.tx() as tx:
                settle_account(tx, owner, self.now)
                settle_channel(tx, self.channel, self.now, terminal=False)
                history.keep(tx, Network("memory"), Progress(Stage.DONE), self.now)
            self.file.scenes["begun"] = self.file.whole()
        self.file.put(self.file.scenes["begun"])
        self.reader.asked.clear()

    # --- the same beginnings again and again

    def kept(self) -> Kept:
        """How everything stands, to be brought back to."""
        asked = tuple(tuple(role.asked) for role in self._roles)
        return Kept(self.file.whole(), pickle.dumps(self.world), asked, self._heard, self._listens)

    def back(self, kept: Kept) -> None:
        """Everything stands as it did then."""
        self.file.put(kept.file)
        self._on(pickle.loads(kept.world))  # noqa: S301 - our own
        self._heard, self._listens = kept.heard, kept.listens
        for role, asked in zip(self._roles, kept.asked, strict=True):
            role.asked[:] = asked

    def _stands(self) -> tuple[Any, ...]:
        """What tells whether anything happened since: in the file, on the bench itself, or asked of the network."""
        here = (self.offset, self.boots, self.started, self.drafter, self.second, self._heard, self._listens)
        roles = tuple((sorted(vars(role)), role.before, len(role.asked)) for role in self._roles)
        return (*here, self.channel, *roles, self.config, tuple(self.readers), self.file.writes)

    def played(self, scene: object, play: Callable[[], Any]) -> Any:
        """Play something, or bring what it led to before, if nothing happened but what was played before it.

        Most tests begin alike, with Alice's question, many with Bob's behind it. What leads there from the same is the same;
        everything else is played. What was played twice is kept; who patches the program for a test does so behind it.
        """
        if self._stood != self._stands() or self._world != pickle.dumps(self.world):
            return play()
        way, scenes = (*self._way, scene), self.file.scenes
        if held := scenes.get(way):
            led_to, kept = held
            self.back(kept)
        else:
            led_to, kept = play(), self.kept()
            scenes[way] = (led_to, kept) if way in scenes else None
        self._way, self._stood, self._world = way, self._stands(), kept.world
        return led_to

    @contextmanager
    def tx(self) -> Iterator[Any]:
        """A transaction."""
        with self.store.begin() as tx:
            yield tx

    # --- time

    def clock(self) -> datetime:
        """The program's time, which is the network's unless somebody has set the machine's clock."""
        return self.world.now() + self.offset

    @property
    def now(self) -> datetime:
        """The same."""
        return self.clock()

    def later(self, **span: float) -> None:
        """Time passes."""
        self.world.clock.tick(timedelta(**span))

    def until(self, day: str, hour: int = 12) -> None:
        """It is that day (2026-11-22) at that hour, in Berlin (an hour before UTC in winter)."""
        self.world.clock.time = datetime.fromisoformat(f"{day}T{hour:02}:00+01:00").astimezone(UTC)

    def boot(self) -> Boot:
        """The clock that nobody can set; `boots` counts the starts of the machine."""
        return Boot(f"boot-{self.boots}", (self.world.now() - EVENING).total_seconds())

    # --- what is said, and what of it is stored

    def post(self, who: str, text: str = QUESTION, **how: Any) -> Post:
        """Somebody says something on the network; nobody has read it yet."""
        return self.seen(self.world.post(who, text, **how))

    def seen(self, uri: str) -> Post:
        """A post as it is now, as the owner sees it."""
        found = self.world.reader().find_post(uri)
        assert found is not None
        return found

    def heard(self, who: str, text: str = QUESTION, **how: Any) -> Post:
        """The same, read and stored."""

        def play() -> Post:
            post = self.post(who, text, **how)
            self.read(post)
            return post

        found: Post = self.played(("heard", who, text, repr(how)), play)
        return found

    def read(self, *found: Post) -> None:
        """Posts are stored, with what follows from them."""
        with self.tx() as tx:
            ingest.take_in(tx, found, profile(tx, self.config), self.now)

    def talked(self, who: str, times: int = 1) -> None:
        """Somebody asked the owner something, and the owner answered; so often."""

        def play() -> None:
            for number in range(times):
                asked = self.heard(who, f"Which of the {number + 2} maps do you mean?", mention=["owner"])
                self.heard("owner", f"The one from {1900 + number}, with the lighthouse on it.", reply_to=asked.uri)

        self.played(("talked", who, times), play)

    def meets(self, who: str, habits: Habits | None = None, **wishes: Any) -> Person:
        """An account is stored, with what was measured and what the owner wants."""
        account = self.world.reader().find_account(PEOPLE.get(who, who))
        assert account is not None
        with self.tx() as tx:
            known = people.meet(tx, account, now=self.now)
            if wishes:
                people.change(tx, known, **wishes)
            if habits is not None:
                people.put_habits(tx, account.key, replace(habits, measured_at=self.now), now=self.now)
            return people.person(tx, known)

    def person(self, who: str) -> Person:
        """Somebody who is stored."""
        with self.tx() as tx:
            found = people.person_of(tx, f"memory:{PEOPLE.get(who, who)}")
        assert found is not None
        return found

    # --- suggestions

    def suggest(self, post: Post, *events: SuggestionEvent, **differs: Any) -> Suggestion:
        """A suggestion about a post that was read, after these events."""
        with self.tx() as tx:
            person = people.person_of(tx, post.author.key)
            assert person is not None
            columns = {
                "post_uri": post.uri,
                "network": post.network,
                "kind": NudgeKind.QUESTION,
                "motive": Motive.NEW,
                "created_at": self.now,
                "state_at": self.now,
                "due_at": self.now,
                "expires_at": self.now + timedelta(days=2),
                "version": post.ref.version,
                "owner": self.identity,
                "reasons": (Reason("a question", 2.0, "a question"),),
                **differs,
            }
            row = suggestions.add(tx, name=person.name, person=person.id, account=post.author.key, **columns)
            for happened in events:
                assert suggestions.move(tx, row, happened, now=self.now)
                row = suggestions.get(tx, row.id)
        return row

    def _about(self, scene: str, post: Post, play: Callable[[], Suggestion]) -> Suggestion:
        found: Suggestion = self.played((scene, post), play)
        return found

    def nudged(self, post: Post, **differs: Any) -> Suggestion:
        """A suggestion whose nudge has reached the owner."""

        def play() -> Suggestion:
            row = self.suggest(post, SuggestionEvent.CLAIM, **differs)
            with self.tx() as tx:
                text = f"{post.author.name} asked this just now. [{row.code}]"
                messages.queue(tx, MessageKind.NUDGE, [text], now=self.now, suggestion=row.id, begun=True)
            self.told()
            self.listens()
            return self.row(row)

        return play() if differs else self._about("nudged", post, play)

    def shown(self, post: Post, words: str = WORDS) -> Suggestion:
        """The same, after the owner wrote words for it, which were shown back."""

        def play() -> Suggestion:
            row = self.nudged(post)
            self.says(f"{row.code}: {words}")
            return self.row(row)

        return self._about(f"shown {words}", post, play)

    def approved(self, post: Post, words: str = WORDS) -> Suggestion:
        """The same, after the owner said `send`; the receipt has reached them."""

        def play() -> Suggestion:
            row = self.shown(post, words)
            self.says(f"send {row.code}.1")
            row = self.row(row)
            assert row.state is SuggestionState.AWAITING_PUBLISH
            return row

        return self._about(f"approved {words}", post, play)

    def published(self, post: Post, words: str = WORDS) -> Suggestion:
        """The same, three minutes later: the reply stands."""

        def play() -> Suggestion:
            row = self.approved(post, words)
            self.goes_out()
            row = self.row(row)
            assert row.state is SuggestionState.PUBLISHED
            return row

        return self._about(f"published {words}", post, play)

    def goes_out(self) -> list[str]:
        """The time to undo passes, the owner is heard, and what may go out does; what the owner is told."""
        self.later(minutes=3)
        self.hears()
        self.publish().step()
        return self.told()

    def row(self, of: Suggestion | int) -> Suggestion:
        """A suggestion as it stands."""
        with self.tx() as tx:
            return suggestions.get(tx, of if isinstance(of, int) else of.id)

    def rows(self) -> list[Suggestion]:
        """All of them, oldest first."""
        with self.tx() as tx:
            return list(suggestions.in_states(tx, *SuggestionState))

    def state(self, of: Suggestion | int) -> SuggestionState:
        """Where a suggestion stands."""
        return self.row(of).state

    def holds(self, row: Suggestion) -> bool:
        """Whether an approval of it holds."""
        with self.tx() as tx:
            return approvals.live(tx, row.id) is not None

    # --- the conversation

    def told(self) -> list[str]:
        """Whatever may be said now reaches the owner; what they have received since this was last asked."""
        deliver = self.deliver()
        while deliver.step():
            pass
        received = [plain(message.text) for message in self.world.inbox("owner") if message.by == "bot"]
        new, self._heard = received[self._heard :], len(received)
        return new

    def hears(self) -> None:
        """What the owner said is read and understood; whom they and somebody known both know is asked in between."""
        job = self.answers()
        job.read()
        while job.act() or (self._asks_of_somebody_known() and self.acquaint().step()):
            pass

    def _asks_of_somebody_known(self) -> bool:
        with self.tx() as tx:
            return any(people.known(tx, wanted.address) for wanted in lookups.wanted(tx))

    def says(self, words: str, *, to: str | None = None) -> list[str]:
        """The owner says something, and it is understood; what they are told."""
        self.listens()
        self.world.message("owner", words, reply_to=to)
        self.hears()
        return self.told()

    def listens(self) -> None:
        """The conversation begins: what was said before is no answer."""
        if not self._listens:
            self.answers().read()
            self._listens = True

    def greeted(self) -> None:
        """The owner was told hello, and the first choice was made."""

        def play() -> None:
            self.greeting().step()
            self.nudging().choose()
            assert any("I write to you and to nobody else" in text for text in self.told())

        self.played("greeted", play)

    def stands_under(self) -> str | None:
        """What the owner said in the message under which our latest one stands."""
        latest = self.net.direct_messages.of(OWNER)[-1]
        return latest.reply_to and plain(self.net.direct_messages.get(latest.reply_to).text).partition(" ")[2]

    def kinds(self) -> list[MessageKind]:
        """The kinds of all messages, in order."""
        with self.tx() as tx:
            return [message.kind for message in messages.history(tx)]

    # --- the jobs

    @property
    def teller(self) -> Teller:
        """How the program speaks."""
        return Teller(
            config=self.config,
            room=self.messenger.limits,
            replies={network: reader.limits for network, reader in self.readers.items()},
            visibility={network: reader.usual_visibility for network, reader in self.readers.items()},
            carried_by=self.messenger.network,
        )

    @property
    def enrichment(self) -> Enrichment:
        """Looks closer."""
        return Enrichment(self.store, self.readers, self.config, self.clock)

    @property
    def judging(self) -> Judging:
        """Judges what was read."""
        return Judging(self.store, rules(), self.enrichment, self.config, self.clock)

    def runner(self) -> StepRunner:
        """Runs steps."""
        return StepRunner(self.store, self.clock)

    def poll(self) -> Poll:
        """Reads the network."""
        return Poll(self.store, self.reader, self.config, self.clock)

    def tidying(self) -> Tidying:
        """Drops what is kept no longer."""
        return Tidying(self.store, self.readers, self.config, self.clock)

    def unread(self) -> None:
        """What the owner said of late was not read yet."""
        with self.tx() as tx:
            sources.begin_anew(tx, history.source(Network("memory")))

    def greeting(self) -> Greeting:
        """Says hello."""
        return Greeting(self.store, self.readers, self.teller, self.clock)

    def history(self, **reach: timedelta) -> Backfill:
        """The first run."""
        return Backfill(self.store, self.reader, self.config, self.clock, **reach)

    def seeding(self) -> Seeding:
        """Brings the configured people in."""
        return Seeding(self.store, self.readers, self.config, self.clock)

    def nudging(self) -> SimpleNamespace:
        """Chooses, and writes nudges."""
        host, said = self.second.host if self.second else "", (self.enrichment, self.teller, self.config, self.clock)
        chooses = Suggesting(self.store, self.readers, self.judging, *said, host)
        writes = Nudging(self.store, self.readers, *said)
        return SimpleNamespace(choose=chooses.choose, asked_for=chooses.asked_for, compose=writes.compose)

    def closing(self) -> Closing:
        """Closes what ended by itself."""
        return Closing(self.store, self.clock)

    def shortlist(self) -> Shortlist:
        """Decides what a second reader is to read."""
        return Shortlist(self.store, self.judging, self.enrichment, self.config, self.clock)

    def second_reading(self) -> SecondReading:
        """Has it read."""
        return SecondReading(self.store, self.second, self.config, self.clock)

    def waking(self) -> Waking:
        """Looks at the clock."""
        return Waking(self.store, self.judging, self.teller, self.config, self.clock)

    def watching(self) -> Watching:
        """Watches how people converse."""
        return Watching(self.store, self.readers, self.enrichment, self.teller, self.config, self.clock)

    def pairing(self) -> Pairing:
        """Asks about pairs."""
        return Pairing(self.store, self.teller, self.config, self.clock)

    def letters(self) -> Digests:
        """Writes letters."""
        return Digests(self.store, self.readers, self.enrichment, self.teller, self.config, self.clock)

    def drafts(self) -> DraftJob:
        """Begins drafts that take their time."""
        return DraftJob(self.store, self.drafter, self.teller, self.config, self.clock)

    def deliver(self) -> Deliver:
        """Empties the outbox."""
        return Deliver(self.store, self.messenger, self.channel, self.teller, self.config, self.clock, self.boot)

    def desk(self) -> Desk:
        """What stays the same from answer to answer."""
        ids = iter(range(1, 1000))
        started = self.net.event_log.number()
        return Desk(
            self.teller,
            {Network("memory"): self.world.idempotency},
            {Network("memory"): self.identity},
            self.channel,
            self.config,
            lambda: f"approval-{started}-{next(ids)}",
        )

    def forgetting(self) -> Forgetting:
        """Forgets whom the owner wants forgotten."""
        return Forgetting(self.store, self.clock)

    def answers(self) -> Answers:
        """Listens to the owner."""
        return Answers(self.store, self.messenger, self.desk(), self.clock, self.boot)

    def acquaint(self) -> Lookups:
        """Looks up addresses."""
        return Lookups(self.store, self.readers, self.enrichment, self.teller, self.config, self.clock)

    def publish(self) -> Publish:
        """Carries out what was approved."""
        return Publish(
            self.store, self.readers, {Network("memory"): self.publisher}, self.messenger, self.channel,
            self.teller, self.config, self.clock, self.boot, self.started,
        )  # fmt: skip

    def trouble(self) -> Trouble:
        """Tells what came up."""
        return Trouble(self.store, tuple(self.readers), self.teller, self.clock)

    def verifying(self) -> Verifying:
        """Asks whose a login is."""
        rights = {Network("memory"): self.publisher.may_post}
        return Verifying(self.store, self.readers, rights, self.clock)
