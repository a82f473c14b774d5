"""Put the owner into a situation: each is played once on the memory network, and every message is said in a copy of it."""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from bot.config import Config
from bot.decide.rules import default_pack, load
from bot.platforms import memory
from bot.service.workers import Program
from bot.store import Store, open_store, suggestions
from tests.contract.memory_world import PEOPLE, MemoryWorld
from tests.contract.world import Seen
from tests.flow.house import PLAIN, QUESTION, WORDS, House
from tests.owner.manners import Standing

TOMAS, INES, NADIA, HALE = "tomas@books.example", "ines@porto.example", "nadia@poets.example", "rjhale@press.example"
FRIENDS = {TOMAS: "Tomas Reed", INES: "Ines Duarte"}
STRANGERS = {
    NADIA: "Nadia Holt", "jonah@coast.example": "Jonah Park", "sam@orr.example": "Sam Orr", HALE: "R. J. Hale",
    "ada@lab.example": "Ada Lovelace", "ada.example": "The Countess", "ada@example.social": "Notes on Engines",
}  # fmt: skip
PIANO = "Does anybody know how to carry a piano down four flights of stairs? The movers refuse, and I fear for the lid."
WORDS_FOR_INES = "Ours went out through the window, on a Sunday, with half of the street watching."
TALKS = (
    ("The archive in Hull opens the boxes only on Tuesdays, and the catalogue is a shoe box.", "Ask for the second box.",
     "The second box it was. I owe you a coffee."),
    ("A whole evening of letters, and not one of them dated.", "Look at the stamps, they know.",
     "They do. October, then, and a wet one."),
)  # fmt: skip
"""What the owner and two friends said to each other in earlier weeks."""


class Street(MemoryWorld):
    """The memory network with more people on it, all followed by the owner: two friends, and some never spoken with."""

    def __init__(self) -> None:
        super().__init__(memory.Customs(mentions_reach=True))
        for address, name in {**FRIENDS, **STRANGERS}.items():
            self.net.people.join(address, name)
            self.net.people.follow(PEOPLE["owner"], address)
        self.net.people.follow(TOMAS, PEOPLE["owner"])
        for friend in FRIENDS:
            for said, answered, thanked in TALKS:
                self.clock.tick(timedelta(days=9))
                first = self.says(friend, said)
                second = self.says(PEOPLE["owner"], f"@{friend} {answered}", under=first)
                self.says(friend, f"@{PEOPLE['owner']} {thanked}", under=second)
        for stranger in STRANGERS:
            self.says(stranger, "Rain again, and the good umbrella is on a train to Lyon.")
        self.clock.tick(timedelta(days=20))

    def says(self, who: str, text: str, under: str | None = None) -> str:
        """Somebody says something in public; gives its uri."""
        self.clock.tick()
        return self.net.posts.say(who, text, reply_to=under, language="en").uri


@cache
def built_in_rules():
    """The rules of the package."""
    return load(default_pack())


@cache
def plain_config():
    """The same for every home; its folder would only be asked for secrets, and there are none."""
    return Config.of(PLAIN, Path())


@cache
def new_file() -> tuple[Store, bytes]:
    """Where a file is held in memory, one at a time, and such a file as the program makes it at its first start."""
    store = open_store(None)
    return store, whole(store)


def whole(store: Store) -> bytes:
    """What a file that is held in memory holds now."""
    with closing(store._engine.raw_connection()) as lent:
        return held(lent.driver_connection).serialize()


def held(connection: object) -> sqlite3.Connection:
    """The one connection to such a file, which whoever asks for any is lent."""
    assert isinstance(connection, sqlite3.Connection)
    return connection


@dataclass
class Unhurried(House):
    """The whole program, with rules that were compiled once for all, on a file that is held in memory: nothing starts it again."""

    file: bytes = b""
    """What it begins with, if not a new file."""

    def rules(self):
        """Nobody counts here how often they fire."""
        return built_in_rules()

    def start(self) -> Program:
        """Everything that it knows is in the file: what the last one left there is gone."""
        opened, new = new_file()
        store = Store(opened._engine, None)
        store.close()
        with closing(store._engine.raw_connection()) as lent:
            held(lent.driver_connection).deserialize(self.file or new)
        return self.start_on(store)


@dataclass
class Home(Unhurried):
    """The whole program on that street."""

    world: Street
    folder: Path = Path()

    def __post_init__(self):
        self.config = plain_config()
        self.program = self.start()

    def minutes_pass(self, minutes: float) -> None:
        """Time passes, and the program runs."""
        self.later(minutes=minutes)
        self.go()

    def hears(self, words: str, *, to: Seen | None = None) -> None:
        """The owner says something, and the program hears it and answers."""
        self.world.message("owner", words, reply_to=to.id if to else None)
        self.talk()

    def waits(self, **span: float) -> None:
        """Time passes, and the program hears and speaks as it does every few seconds."""
        self.later(**span)
        self.world.settle()
        self.program.talking.round(read=True)

    def talk(self) -> None:
        """One round of everything but reading the network, where nobody says anything meanwhile."""
        self.world.settle()
        self.program.talking.round(read=True)
        self.program.reading.first_run()  # only to know whose program this is
        self.program.reading.nudge()
        self.program.drafting.round()
        self.program.talking.round(read=False)

    def codes(self) -> dict[str, str]:
        """The code of each suggestion, by the address of whom it is about."""
        with self.store.begin() as tx:
            rows = suggestions.recent(tx, since=self.clock() - timedelta(days=30))
            return {row.account.rpartition(":")[2]: row.code for row in rows}


@dataclass(frozen=True)
class Scene:
    """A situation at one moment: the network, the file, and how late the program's clock says it is.

    `heard` messages had come by then, and `standing` is what could change. Network and file are kept as they are copied.
    """

    street: bytes
    file: bytes
    offset: timedelta
    heard: int
    codes: dict[str, str]
    standing: Standing

    @contextmanager
    def entered(self) -> Iterator[Home]:
        """The program on a copy of everything, as after a restart."""
        street = pickle.loads(self.street)  # noqa: S301 - our own
        home = Home(street, file=self.file, offset=self.offset)
        try:
            yield home
        finally:
            home.store.close()


# --- the situations: each begins where another one ended


def nudge_open(home: Home) -> None:
    """Tomas has asked something, and the owner has just been told."""
    home.world.says(TOMAS, QUESTION)
    home.go()
    home.minutes_pass(4)


def nothing_open(home: Home) -> None:
    """The owner has let that one go."""
    home.said("skip")
    home.minutes_pass(50)


def preview_open(home: Home) -> None:
    """The owner has written words for Tomas, and they were shown back."""
    home.said(WORDS)
    home.minutes_pass(1)


def preview_a_day_old(home: Home) -> None:
    """A night and a day have passed since then."""
    for _ in range(5):
        home.minutes_pass(5 * 60)


def nudge_and_preview_open(home: Home) -> None:
    """An hour later Ines has asked something, and the owner has just been told."""
    home.later(hours=1)
    home.world.says(INES, PIANO)
    home.go()
    home.minutes_pass(4)


def two_previews_open(home: Home) -> None:
    """The owner has answered that message in own words, which were shown back."""
    home.said(WORDS_FOR_INES, to=home.nudge())
    home.minutes_pass(4)


def asked_which_one(home: Home) -> None:
    """The owner has said `send`, which could mean either."""
    home.said("send")
    home.minutes_pass(1)


def on_its_way(home: Home) -> None:
    """The words for Tomas are approved, and go out in a minute."""
    home.said("send")
    home.later(seconds=15)


def out(home: Home) -> None:
    """The words for Tomas stand."""
    for _ in range(2):
        home.minutes_pass(2)


def stopped(home: Home) -> None:
    """The owner has said `stop`."""
    home.said("stop")
    home.minutes_pass(1)


STEPS: dict[str, tuple[str, Callable[[Home], None]]] = {
    "nudge open": ("", nudge_open),
    "nothing open": ("nudge open", nothing_open),
    "preview open": ("nudge open", preview_open),
    "preview a day old": ("preview open", preview_a_day_old),
    "nudge and preview open": ("preview open", nudge_and_preview_open),
    "two previews open": ("nudge and preview open", two_previews_open),
    "asked which one": ("two previews open", asked_which_one),
    "on its way": ("preview open", on_its_way),
    "out": ("on its way", out),
    "stopped": ("preview open", stopped),
}


@cache
def scene(name: str) -> Scene:
    """A situation, played at most once."""
    before, play = STEPS[name]
    with _beginning(before) as home:
        play(home)
        heard, codes, standing = len(home.received), home.codes(), Standing.of(home)
        return Scene(pickle.dumps(home.world), whole(home.store), home.offset, heard, codes, standing)


@contextmanager
def _beginning(before: str) -> Iterator[Home]:
    if before:
        with scene(before).entered() as home:
            yield home
    else:
        yield Home(Street())


def last_words(home: Home, scene: Scene) -> list[Seen]:
    """What the bot has said since the scene began."""
    return home.received[scene.heard :]
