"""Follow one answer of the owner's through the program, and count how often a reader has to climb back.

    python benchmarks/answer_way.py [--way]

plays four answers on the network in memory, each in a house of its own: own words to a nudge, `send` to the preview of them,
`later tomorrow` and `never NAME`. Each is followed (`sys.setprofile`) from the moment in which it is taken from the store
until what became of it is stored: `Answers.act`, one answer understood. `--way` prints the rooms in the order of the way.

- A *call* is the entry into a function that is written in `bot` and has a name. What a comprehension or a lambda runs is part
  of where it stands; a property is read like a field, and a data class makes itself. *Functions* are the different ones.
- A *room* is what lies directly under `bot`; of `bot.jobs` and `bot.decide`, what lies directly in them. What every room may
  use, values and the handling of plain words (`bot.domain`, `bot.errors`, `bot.wording.text`), is no room on the way.
- The *way* is the rooms in the order in which calls enter them; a room whose functions call each other stands there once.
- A *climb back* is a step of the way from a room into one that lies above it and was entered before: the reader had left it,
  and has to find the place again. Above is what the layers of `pyproject.toml` put higher; of two rooms in one layer, the
  one that imports the other.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from pathlib import Path
from types import FrameType
from typing import Any

import structlog

sys.path.append(str(Path(__file__).resolve().parents[1]))  # so that it runs in a checkout that was not installed

from bot.config import Config
from bot.decide.rules import default_pack, load
from bot.jobs.inbox import Answers
from bot.platforms.memory import (
    MEMORY,
    MemoryMessenger,
    MemoryNetwork,
    MemoryPublisher,
    MemoryReader,
    idempotency_data,
)
from bot.service.workers import Parts, Program
from bot.store import Store, open_store

ROOT = Path(__file__).resolve().parents[1]
OWNER, BOT, ALICE = "owner@home.example", "nudge@bots.example", "alice@books.example"
QUESTION = (
    "Does anyone scan old letters at home? The flatbed at the library flattens the folds and I fear for the paper."
)
WORDS = "I lay a sheet of polyester film over the open letter and scan with the lid up. The folds stay folds."
ANSWERS = {
    "own words": (WORDS,),
    "send": (WORDS, "send"),
    "later tomorrow": ("later tomorrow",),
    "never alice": ("never alice",),
}
"""What the owner says, one after the other; the last is followed."""

SETTINGS: dict[str, Any] = {
    "owner": {"timezone": "Europe/Berlin", "languages": ["en", "de"]},
    "deliver": {"at": "as-they-come", "quiet": "", "through": "terminal"},
}
EVENING = datetime(2026, 11, 18, 17, 0, tzinfo=UTC)
VALUES = ("wording.text", "domain", "errors")
"""Values, and the handling of plain words."""
OPENED = ("decide", "jobs")
"""What lies directly in these is a room by itself."""


@cache
def layers(contract: str = "layers") -> dict[str, int]:
    """How deep each room lies, by a contract."""
    held = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    order = next(found["layers"] for found in held if found["id"] == contract)
    return {room.strip(): depth for depth, layer in enumerate(order) for room in layer.replace("|", ":").split(":")}


@dataclass
class Way:
    """Every call, as it was made: the module, and the function's name in it."""

    calls: list[tuple[str, str]] = field(default_factory=list)

    @contextmanager
    def followed(self) -> Iterator[None]:
        """Note every call that is made meanwhile."""
        sys.setprofile(self._note)
        try:
            yield
        finally:
            sys.setprofile(None)

    def _note(self, frame: FrameType, event: str, _: object) -> None:
        module, name = frame.f_globals.get("__name__", ""), frame.f_code.co_qualname
        if event == "call" and module.startswith("bot.") and not name.endswith(">") and _is_written(frame):
            self.calls.append((module.removeprefix("bot."), name))

    @cached_property
    def rooms(self) -> Sequence[str]:
        """The rooms in the order in which they were entered."""
        way: list[str] = []
        for module, _ in self.calls:
            top, *below = module.split(".")
            room = ".".join((top, *below[:1])) if top in OPENED else top
            if not module.startswith(VALUES) and way[-1:] != [room]:
                way.append(room)
        return way

    @property
    def climbs(self) -> int:
        """Steps back into a room above that was entered before."""
        first = {room: place for place, room in reversed(list(enumerate(self.rooms)))}
        steps = zip(self.rooms, self.rooms[1:], range(1, len(self.rooms)), strict=False)
        return sum(first[to] < place and _above(to, left) for left, to, place in steps)

    def figures(self) -> tuple[int, ...]:
        """Calls, functions, modules, rooms, steps, climbs."""
        modules = {module for module, _ in self.calls}
        return len(self.calls), len(set(self.calls)), len(modules), len(set(self.rooms)), len(self.rooms), self.climbs


def _is_written(frame: FrameType) -> bool:
    """Whether it is a function as one reads it: not made by a data class, and no property."""
    code, whose = frame.f_code, type(frame.f_locals.get("self"))
    return not code.co_filename.startswith("<") and not isinstance(getattr(whose, code.co_name, None), property)


def _above(room: str, other: str) -> bool:
    (one, _, inner), (two, _, outer) = room.partition("."), other.partition(".")
    depths = (layers()[one], layers()[two])
    if one == two == "decide":
        depths = (layers("decide")[inner], layers("decide")[outer])
    return depths[0] < depths[1] or (depths[0] == depths[1] and other in imported_by(room))


@cache
def imported_by(room: str) -> frozenset[str]:
    """The rooms of the same layer that a room imports."""
    place = ROOT / "bot" / room.replace(".", "/")
    files = place.rglob("*.py") if place.is_dir() else [place.with_suffix(".py")]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    found = re.findall(r"^\s*from bot\.(\w+)(?:\.(\w+))? import", text, re.MULTILINE)
    return frozenset(f"{top}.{below}" if top in OPENED else top for top, below in found)


# --- the house


@dataclass
class House:
    """A program in which Alice has asked something, and the owner has heard of it."""

    store: Store
    folder: Path
    now: datetime = EVENING

    def __post_init__(self) -> None:
        self.network = MemoryNetwork(lambda: self.now)
        for who in (OWNER, BOT, ALICE):
            self.network.people.join(who, who.partition("@")[0].title())
        for who, whom in ((OWNER, BOT), (BOT, OWNER), (OWNER, ALICE)):
            self.network.people.follow(who, whom)
        self.network.posts.say(ALICE, QUESTION, language="en")
        self.program = Program.of(self._parts())
        self.passes()
        self.program.once()

    def _parts(self) -> Parts:
        return Parts(
            store=self.store,
            config=Config.of(SETTINGS, self.folder),
            clock=lambda: self.now,
            rules=load(default_pack()),
            readers={MEMORY: MemoryReader(self.network, OWNER)},
            recheckers={MEMORY: MemoryReader(self.network, OWNER)},
            publishers={MEMORY: MemoryPublisher(self.network, OWNER)},
            idempotency={MEMORY: idempotency_data},
            messenger=lambda: MemoryMessenger(self.network, bot=BOT, owner=OWNER),
        )

    def passes(self) -> None:
        """A minute."""
        self.now += timedelta(minutes=1)

    def says(self, words: str) -> Way:
        """The owner answers the latest message; the way of that answer."""
        latest = [letter for letter in self.network.direct_messages.of(OWNER) if letter.by == BOT][-1]
        self.passes()
        self.network.direct_messages.write(OWNER, f"@{BOT} {words}", to=(BOT,), reply_to=latest.id)
        self.passes()
        jobs = self.program.talking._jobs  # noqa: SLF001 - the very job that the service runs
        answers: Answers = jobs.answers  # type: ignore[union-attr]  # opened by the first round
        answers.read()
        way = Way()
        with way.followed():
            answers.act()
        self.program.talking.round(read=False)
        return way


def followed(*said: str) -> Way:
    """The way of the last of these answers, in a house of their own."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        store = open_store(folder / "nudge.db")
        stack.callback(store.close)
        house = House(store, folder)
        stack.callback(house.program.close)
        return [house.says(words) for words in said][-1]


def main() -> None:
    """Print the figures of each answer."""
    parser = argparse.ArgumentParser(description="Follow one answer of the owner's through the program.")
    parser.add_argument("--way", action="store_true", help="print the rooms in the order of the way")
    asked = parser.parse_args()
    structlog.configure(processors=[], logger_factory=structlog.ReturnLoggerFactory())
    print(f"{'':16}{'calls':>9}{'functions':>11}{'modules':>9}{'rooms':>7}{'steps':>7}{'climbs back':>13}")
    for name, said in ANSWERS.items():
        way = followed(*said)
        calls, functions, modules, rooms, steps, climbs = way.figures()
        print(f"{name:16}{calls:9}{functions:11}{modules:9}{rooms:7}{steps:7}{climbs:13}")
        if asked.way:
            print(f"  {' > '.join(way.rooms)}\n")


if __name__ == "__main__":
    main()
