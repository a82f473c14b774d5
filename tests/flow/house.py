"""Run the whole program on a world: the real store, rules, jobs and clients, with a clock that tests move."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import event

from bot.config import Config
from bot.decide.rules import Rules, default_pack, load
from bot.decide.rules.engine import Rule
from bot.decide.rules.expression import Language
from bot.domain import MessageKind, SuggestionState, Visibility
from bot.service.wiring import drafter_of
from bot.service.workers import Parts, Program
from bot.store import Store, approvals, messages, open_store, suggestions
from bot.store.database import ONLY_THE_OWNER
from tests.contract.memory_world import MemoryWorld
from tests.contract.world import Seen, World
from tests.opened import OPENED

QUESTION = (
    "Does anyone scan old letters at home? The flatbed at the library flattens the folds and I fear for the paper."
)
WORDS = "I lay a sheet of polyester film over the open letter and scan with the lid up. The folds stay folds."
PLAIN: dict[str, Any] = {
    "owner": {"timezone": "Europe/Berlin", "languages": ["en", "de"]},
    "deliver": {"at": "as-they-come", "quiet": "", "through": "terminal"},
}


@cache
def built_in() -> tuple[Sequence[Rule], Language]:
    """The rules of the package, compiled once."""
    rules = load(default_pack())
    return rules._rules, rules._language


@cache
def nothing_yet() -> bytes:
    """A file as the program makes it at its first start, made once."""
    with TemporaryDirectory() as folder:
        open_store(Path(folder) / "nudge.db").close()
        return (Path(folder) / "nudge.db").read_bytes()


def _in_a_hurry(connection: sqlite3.Connection, _record: object) -> None:
    """Nobody pulls the plug here: a process that dies leaves behind what it wrote, on the disk or not."""
    connection.execute("PRAGMA synchronous=OFF")


@dataclass
class House:
    """A program on a world. `go()` is one round of everything; `later()` moves the program's clock."""

    world: World
    folder: Path
    settings: dict[str, Any] = field(default_factory=dict)
    offset: timedelta = timedelta(0)
    question: str = ""
    """What alice has asked, where the test begins with that; `consent` is what the owner has said to words."""
    consent: str = ""

    def __post_init__(self):
        self.ids = itertools.count(1)
        self.config = Config.of({**PLAIN, **self.settings}, self.folder)
        self.program = self.start()

    def clock(self):
        """The program's time."""
        return self.world.now() + self.offset

    def rules(self) -> Rules:
        """The rules of the package, which count anew how often they fire."""
        return Rules(*built_in())

    def start(self) -> Program:
        """A fresh process on the same folder: everything it knows is in the file."""
        path = self.folder / "nudge.db"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=ONLY_THE_OWNER)
            path.write_bytes(nothing_yet())
        store = open_store(path)
        event.listen(store._engine, "connect", _in_a_hurry)
        with closing(store._engine.raw_connection()) as already:
            _in_a_hurry(already.driver_connection, already)
        return self.start_on(store)

    def start_on(self, store: Store) -> Program:
        """The same on a store that a test has opened."""
        self.store = store
        OPENED.append(store)
        world, network = self.world, self.world.network
        return Program.of(
            Parts(
                store=self.store,
                config=self.config,
                clock=self.clock,
                rules=self.rules(),
                readers={network: world.reader()},
                recheckers={network: world.reader()},
                publishers={network: world.publisher()},
                idempotency={network: world.idempotency},
                messenger=world.messenger,
                drafter=drafter_of(self.config),
            )
        )

    def restart(self) -> None:
        """As after a crash: nothing but the file is left."""
        self.store.close()
        self.program = self.start()

    def go(self, rounds: int = 1) -> None:
        """Everything once, after the network has settled."""
        for _ in range(rounds):
            self.world.settle()
            self.program.once()
            self.world.settle()

    def later(self, **span: float) -> None:
        """Time passes for the program; the world's own clock stays."""
        self.offset += timedelta(**span)

    def passes(self, **span: float) -> None:
        """Time passes for everybody; on a network whose time is the world's own, for the program alone."""
        if isinstance(self.world, MemoryWorld):
            self.world.clock.tick(timedelta(**span))
        elif getattr(self.world, "server", None):
            self.world.control(advance=timedelta(**span).total_seconds())
        else:
            self.later(**span)

    # --- what the owner sees and says

    @property
    def received(self) -> list[Seen]:
        """Every private message from the bot to the owner, oldest first."""
        return [message for message in self.world.inbox("owner") if message.by == "bot"]

    @property
    def last(self) -> Seen:
        """The latest of them."""
        return self.received[-1]

    def said(self, words: str, *, to: Seen | None = None) -> None:
        """The owner answers a message of the bot's, and the program hears it."""
        self.world.message("owner", words, reply_to=to.id if to else None)
        self.go()

    def nudge(self) -> Seen:
        """The message that carries the nudge."""
        with self.store.begin() as tx:
            held = [m for m in messages.history(tx) if m.kind is MessageKind.NUDGE and m.network_id]
        return next(message for message in self.received if message.id == held[-1].network_id)

    def preview(self) -> Seen:
        """The latest preview."""
        with self.store.begin() as tx:
            held = [m for m in messages.history(tx) if m.kind is MessageKind.PREVIEW and m.network_id]
        return next(message for message in self.received if message.id == held[-1].network_id)

    # --- what stands

    def replies(self) -> list[Seen]:
        """Everything public under the owner's name."""
        return [post for post in self.world.posts("owner") if post.visibility is not Visibility.DIRECT]

    def states(self) -> list[str]:
        """The state of every suggestion, in order."""
        with self.store.begin() as tx:
            return [row.state.value for row in suggestions.in_states(tx, *SuggestionState)]

    def kinds(self) -> list[str]:
        """The kinds of all messages, in order."""
        with self.store.begin() as tx:
            return [message.kind.value for message in messages.history(tx)]

    def publications(self) -> int:
        """How many replies the store knows of."""
        with self.store.begin() as tx:
            return len(approvals.published_since(tx, self.clock() - timedelta(days=3650)))


def plain(text: str) -> str:
    """A private message without what the guard put into it."""
    return text.replace("\u2060", "")


def change_acts(folder: Path) -> None:
    """As a bad disk might: another word at the end of every act that a message shows."""
    more = "json_set(act, '$.text', json_extract(act, '$.text') || ' Surely.', '$.words', json_extract(act, '$.words') || ' Surely.')"
    with closing(sqlite3.connect(folder / "nudge.db", isolation_level=None)) as file:
        file.execute(f"UPDATE messages SET act = {more} WHERE act IS NOT NULL")  # noqa: S608 - nothing from outside
