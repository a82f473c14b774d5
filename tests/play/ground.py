"""Run the real program on the network in memory, and interrupt it wherever something is stored or asked.

A *boundary* is a place where the process may die: before and after a transaction is committed, before and after a request
to the network. Tests arm what shall happen at one of the next boundaries: the process is killed, the machine's clock jumps,
the owner speaks, a second process does a round of its own. What can be seen from outside is written down by a `Witness`.
"""

from __future__ import annotations

import dataclasses
import pickle
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from unittest.mock import patch

from sqlalchemy import event
from structlog.testing import capture_logs

from bot.cli.queue import queue
from bot.config import Config
from bot.decide.rules import Rules, default_pack, load
from bot.domain import Boot, Sender
from bot.platforms import memory
from bot.platforms.base import Messenger
from bot.platforms.memory import Customs
from bot.platforms.terminal import TerminalMessenger
from bot.service.workers import Parts, Program
from bot.store import Store, open_store
from tests.contract.memory_world import PEOPLE, MemoryWorld
from tests.play.witness import Witness

SETTINGS: dict[str, Any] = {
    "owner": {"timezone": "Europe/Berlin", "languages": ["en", "de"]},
    "deliver": {"at": "as-they-come", "quiet": "", "through": "terminal", "people_per_day": 10},
}
QUESTIONS = {
    "alice": "Does anyone scan old letters at home? The flatbed at the library flattens the folds and I fear for the paper.",
    "bob": "How do you keep notes on birds while walking? My paper ones come home wet and nobody reads the others again.",
    "carol": "Which paper would you take for letterpress cards? Mine curls at the edges as soon as the ink is dry.",
}
"""Alice asks everyone; bob and carol ask the owner, so that all three become suggestions on the first evening."""


SECOND_BOT = "second@bots.example"
"""Another account that the owner could let the bot use."""

BUSY = ("awaiting_publish", "publishing", "unclear")
UNDERSTANDS = "bot.jobs.inbox.job.understand"

MOST_STEPS = 5
"""So much is done in one round, that a few strangers can fill it."""


class Killed(BaseException):
    """The process died here. No `except Exception` sees it, and an open transaction is rolled back."""


class Stumbled(RuntimeError):
    """A fault of ours, in the middle of understanding."""


class Where(NamedTuple):
    """Between whom the program talks: people by their short names, an account of a bot, and what carries it."""

    owner: str = "owner"
    bot: str = PEOPLE["bot"]
    terminal: bool = False


@cache
def rules() -> Rules:
    """The built-in rules, compiled once."""
    return load(default_pack())


class Boundaries:
    """Counts the places where a process may die, and lets happen there what a test armed."""

    def __init__(self) -> None:
        self.transactions = 0
        self._armed: list[tuple[int, Callable[[], None], bool]] = []

    def arm(self, count: int, happens: Callable[[], None], *, outside: bool = False) -> None:
        """Let something happen after so many more boundaries; `outside`: where no transaction is open."""
        self._armed.append((count, happens, outside))

    def disarm(self) -> None:
        """Nothing more happens."""
        self._armed.clear()

    def passed(self) -> None:
        """The process stands at a boundary."""
        self._armed = [(count - 1, happens, outside) for count, happens, outside in self._armed]
        for armed in list(self._armed):
            count, happens, outside = armed
            if count < 0 and not (outside and self.transactions):
                self._armed.remove(armed)
                happens()


def _in_a_hurry(connection: sqlite3.Connection, _record: object) -> None:
    """Nobody pulls the plug here: a process that dies leaves behind what it wrote, on the disk or not."""
    connection.execute("PRAGMA synchronous=OFF")


class WatchedStore:
    """The store, with a boundary before and after each commit."""

    def __init__(self, path: Path, boundaries: Boundaries) -> None:
        self._store: Store = open_store(path)
        engine = self._store._engine
        event.listen(engine, "connect", _in_a_hurry)
        with closing(engine.raw_connection()) as opened:  # the one with which the file was looked at
            _in_a_hurry(opened.driver_connection, None)
        self._boundaries = boundaries
        self.path = path

    @contextmanager
    def begin(self) -> Iterator[Any]:
        """A transaction, with a boundary behind it."""
        with self._store.begin() as tx:
            self._boundaries.transactions += 1
            try:
                yield tx
                self._boundaries.passed()
            finally:
                self._boundaries.transactions -= 1
        self._boundaries.passed()

    def close(self) -> None:
        """Give the file back."""
        self._store.close()


class WatchedRole:
    """A client of the network, with a boundary before and after each request; `seen` hears of every request that ended."""

    def __init__(self, role: Any, ground: Ground, boundaries: Boundaries) -> None:
        self._role = role
        self._ground = ground
        self._boundaries = boundaries

    def __getattr__(self, name: str) -> Any:
        asked = getattr(self._role, name)
        if not callable(asked):
            return asked

        def ask(*args: Any, **kwargs: Any) -> Any:
            self._boundaries.passed()
            if self._boundaries.transactions:
                self._ground.witness.complain(f"a transaction was open while the network was asked ({name})")
            with self._ground.witness.request(name):
                answer = asked(*args, **kwargs)
            self._boundaries.passed()
            return answer

        return ask


class Ground:
    """One program on one network. True time is the network's; the machine's clock may be wrong by `offset`."""

    def __init__(self, folder: Path, customs: Customs = Customs(), **settings: Any) -> None:  # noqa: B008 - frozen
        self.world, stored = opening(customs)
        self.folder = folder
        self.offset = timedelta()
        self.settings = {**SETTINGS, **settings}
        self.where = Where()
        self.path = folder / "nudge.db"
        self.path.write_bytes(stored)
        self.witness = Witness(self.world, self.clock)
        self.failures: list[str] = []
        self.boundaries = Boundaries()
        self.deaths = 0
        self.stumbles = 0
        self._stumbled = 0
        self._boots = 0
        self._booted_at = self.world.now() - timedelta(hours=3)
        self._copy: tuple[bytes, int] | None = None
        self._start()

    def clock(self) -> datetime:
        """What the machine says that it is, UTC."""
        return self.world.now() + self.offset

    def boot(self) -> Boot:
        """The clock that nobody can set; it begins anew with each boot."""
        return Boot(f"boot-{self._boots}", (self.world.now() - self._booted_at).total_seconds())

    def _start(self) -> None:
        self.boundaries.transactions = 0
        self.config = Config.of(self.settings, self.folder)
        self.store = WatchedStore(self.path, self.boundaries)
        self.program = self._program(self.store, self.boundaries)

    def _program(self, store: WatchedStore, boundaries: Boundaries) -> Program:
        network, net, owner = self.world.network, self.world.net, PEOPLE[self.where.owner]

        def watched(role: Any) -> Any:
            return WatchedRole(role, self, boundaries)

        return Program.of(
            Parts(
                store=store,  # type: ignore[arg-type]  # it does what a store does
                config=self.config,
                clock=self.clock,
                rules=rules(),
                readers={network: watched(memory.MemoryReader(net, owner))},
                recheckers={network: watched(memory.MemoryReader(net, owner))},
                publishers={network: watched(memory.MemoryPublisher(net, owner))},
                idempotency={network: self.world.idempotency},
                messenger=lambda: watched(self._messenger()),
                **_second_clock(self.boot),
            )
        )

    def _messenger(self) -> Messenger:
        if self.where.terminal:
            return TerminalMessenger(self.clock)
        return memory.MemoryMessenger(self.world.net, bot=self.where.bot, owner=PEOPLE[self.where.owner])

    # --- what the program does

    def round(self, *, read: bool | None = True) -> None:
        """Hear, understand, answer, publish: once."""
        self._run(lambda: self.program.talking.round(read=read))

    def everything(self) -> None:
        """Everything once, in the order of the flow."""
        self._run(self.program.once)

    def beside(self) -> None:
        """A second process on the same folder does a round: what the lock on the folder is there to prevent."""
        boundaries = Boundaries()
        store = WatchedStore(self.path, boundaries)
        try:
            with self.witness.beside():
                self._program(store, boundaries).talking.round(read=True)
        finally:
            store.close()

    def listens(self) -> None:
        """A second process hears and understands, and publishes nothing."""
        with patch("bot.jobs.publish.job.Publish.step", lambda _: False):
            self.beside()

    def _run(self, work: Callable[[], None]) -> None:
        try:
            with capture_logs() as logs, patch("bot.service.workers.parts.MOST_STEPS", MOST_STEPS), self._stumbling():
                work()
        except Killed:
            self.deaths += 1
            self.restart()
        failed = [entry for entry in logs if entry["event"] == "step_failed"]
        while self._stumbled and (asked_for := next((e for e in failed if e["source"] == "understand"), None)):
            failed.remove(asked_for)
            self._stumbled -= 1
        self.failures += [str(entry) for entry in failed]

    @contextmanager
    def _stumbling(self) -> Iterator[None]:
        """Understand nothing of the owner's, as often as was armed."""
        if not self.stumbles:
            yield
            return
        module, _, name = UNDERSTANDS.rpartition(".")
        real = getattr(__import__(module, fromlist=[name]), name)

        def understand(turn: Any, owner: Sender) -> Any:
            if self.stumbles and turn.answer.sender.uid == PEOPLE[self.where.owner]:
                self.stumbles -= 1
                self._stumbled += 1
                raise Stumbled
            return real(turn, owner)

        with patch(UNDERSTANDS, understand):
            yield

    # --- what the owner of a terminal sees

    def prints(self) -> None:
        """The owner asks for the conversation on the machine itself: what is printed was seen."""
        lines: list[str] = []

        @contextmanager
        def opened(_folder: Path, *, sandbox: bool) -> Iterator[tuple[Config, Any]]:
            yield self.config, self.store._store

        class Clock(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
                return self.clock().astimezone(tz)

        with (
            patch("bot.cli.queue.stored", opened),
            patch("bot.cli.queue.datetime", Clock),
            patch("bot.cli.output.say", lambda line, _stream=None: lines.append(line)),
        ):
            queue(self.folder)
        for line in lines:
            dated, _, text = line.partition("\n")
            self.witness.printed(dated, text.strip())

    # --- what happens to it

    def restart(self) -> None:
        """Nothing but the file is left."""
        self.store.close()
        self._start()

    def set_up_anew(self, where: Where | None = None, *, publish: bool = True) -> None:
        """The owner changes the configuration: whose it is, through what it talks, whether it may post."""
        self.settings = {**self.settings, "publish": {"enabled": publish}}
        self.where = where or self.where
        self.witness.set_up(PEOPLE[self.where.owner], self.where.bot, terminal=self.where.terminal, publish=publish)
        self.restart()

    def reboot(self) -> None:
        """The machine goes down and comes up: another boot, whose clock begins near zero."""
        self._boots += 1
        self._booted_at = self.world.now() - timedelta(seconds=9)
        self.restart()

    def keep_copy(self) -> None:
        """Somebody copies the database, as a backup does."""
        target = self.folder / "copy.db"
        target.unlink(missing_ok=True)
        with closing(sqlite3.connect(self.path)) as file, closing(sqlite3.connect(target)) as kept:
            file.backup(kept)
        self._copy = (target.read_bytes(), len(self.witness.seen))

    def put_copy_back(self) -> bool:
        """Somebody puts the copy in the place of the database and starts again; False if there is none."""
        if self._copy is None:
            return False
        self.store.close()
        for name in ("nudge.db-wal", "nudge.db-shm"):
            (self.folder / name).unlink(missing_ok=True)
        self.path.write_bytes(self._copy[0])
        self.witness.restored(self._copy[1])
        self._start()
        return True

    def busy(self) -> bool:
        """Whether a reply is on its way or its end is not known: for counting, never for judging."""
        return any(state in BUSY for state in self.states().values())

    def states(self) -> dict[str, str]:
        """How it stands with each, by its code: for choosing what to do next, and never for judging."""
        with closing(self.store._store._engine.raw_connection()) as held:
            return dict(held.driver_connection.execute("SELECT code, state FROM suggestions").fetchall())

    def close(self) -> None:
        """Give the file back."""
        self.boundaries.disarm()
        self.store.close()

    def kill(self) -> None:
        """As `kill -9` does."""
        raise Killed

    def passes(self, **span: float) -> None:
        """True time passes."""
        self.world.clock.tick(timedelta(**span))

    def jumps(self, span: timedelta) -> None:
        """The machine's clock is set, while true time stays."""
        self.offset += span
        self.witness.jumped()


def _second_clock(boot: Callable[[], Boot]) -> dict[str, Any]:
    """The clock that nobody can set, for a program that knows of one."""
    known = {field.name for field in dataclasses.fields(Parts)}
    return {"boot": boot, "started": boot()} if {"boot", "started"} <= known else {}


@cache
def _opened(customs: Customs) -> tuple[bytes, bytes]:
    """The network and the database after the first evening: three people have asked, and the owner was told of each."""
    world = MemoryWorld(customs)
    world.net.people.join(SECOND_BOT, "Second")
    for one, other in ((PEOPLE["owner"], SECOND_BOT), (PEOPLE["bob"], PEOPLE["bot"]), (PEOPLE["bob"], SECOND_BOT)):
        world.net.people.follow(one, other)
        world.net.people.follow(other, one)
    with TemporaryDirectory(prefix="nudge-play-") as name:
        folder = Path(name)
        store = open_store(folder / "nudge.db")
        program = Program.of(
            Parts(
                store=store,
                config=Config.of(SETTINGS, folder),
                clock=world.now,
                rules=rules(),
                readers={world.network: world.reader()},
                recheckers={world.network: world.reader()},
                publishers={world.network: world.publisher()},
                idempotency={world.network: world.idempotency},
                messenger=world.messenger,
                **_second_clock(lambda: Boot("boot-0", world.clock.time.timestamp())),
            )
        )
        with capture_logs():
            world.post("alice", QUESTIONS["alice"])
            program.once()
            for who in ("bob", "carol"):
                world.post(who, QUESTIONS[who], mention=["owner"])
            for _ in range(3):
                world.clock.tick(timedelta(minutes=80))
                program.once()
        store.close()
        return pickle.dumps(world), (folder / "nudge.db").read_bytes()


def opening(customs: Customs) -> tuple[MemoryWorld, bytes]:
    """A copy of that first evening, to be played on."""
    world, stored = _opened(customs)
    return pickle.loads(world), stored  # noqa: S301 - our own


OWNER, BOT = PEOPLE["owner"], PEOPLE["bot"]
