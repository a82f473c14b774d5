"""Bring a house to where many tests begin, once in a module; each test goes on from copies of its file and its network.

What goes on is a program of the test's own, which has opened its talk with the owner, as the one that was there before had.
Where a network cannot be put back, on servers that are not ours, everything is played for each test.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.contract.memory_world import MemoryWorld
from tests.contract.world import World
from tests.flow.house import OPENED, QUESTION, House
from tests.servers.mastodon.world import MastodonWorld
from tests.worlds import Server

Play = Callable[[House], None]


def a_hello(house: House) -> None:
    """The program begins."""
    house.go()


def a_question(house: House) -> None:
    """Alice asks, and the owner is told."""
    house.question = house.world.post("alice", QUESTION)
    house.go()


@dataclass(frozen=True)
class Scene:
    """What a house had come to; nothing of it changes any more."""

    network: bytes
    file: bytes
    offset: timedelta
    question: str
    consent: str

    @classmethod
    def of(cls, play: Play, world: World) -> Scene:
        """Play it."""
        with TemporaryDirectory() as folder:
            house = House(world, Path(folder))
            play(house)
            house.store.close()
            OPENED.remove(house.store)
            file = (house.folder / "nudge.db").read_bytes()
        return cls(world.kept(), file, house.offset, house.question, house.consent)

    def goes_on(self, world: World, folder: Path) -> House:
        """A house that has come to it."""
        world.put_back(self.network)
        (folder / "nudge.db").write_bytes(self.file)
        house = House(world, folder, offset=self.offset, question=self.question, consent=self.consent)
        house.program.talking.open()
        return house


class Scenes:
    """The scenes of a module, and the servers of ours on which they are played."""

    def __init__(self, until_the_end: ExitStack) -> None:
        self._until_the_end = until_the_end
        self._worlds: dict[str, tuple[World, bytes]] = {}
        self._scenes: dict[Hashable, Scene] = {}

    @contextmanager
    def opened(self, server: Server) -> Iterator[World]:
        """A network on which nothing was said yet. A server of ours stays open, and is put back after each test."""
        if server.label not in self._worlds:
            with ExitStack() as this_test:
                world = this_test.enter_context(server.open())
                if not _is_ours(world):
                    yield world
                    return
                self._worlds[server.label] = world, world.kept()
                self._until_the_end.push(this_test.pop_all())
        world, fresh = self._worlds[server.label]
        try:
            yield world
        finally:
            world.put_back(fresh)

    def house(self, world: World, folder: Path, play: Play) -> House:
        """A house on a network on which nothing was said yet, after somebody has played this there."""
        if (like := _like(world)) is None:
            house = House(world, folder)
            play(house)
            return house
        if (like, play) not in self._scenes:
            self._scenes[like, play] = Scene.of(play, world)
        return self._scenes[like, play].goes_on(world, folder)


def _is_ours(world: World) -> bool:
    return isinstance(world, MastodonWorld) and world.server is not None


def _like(world: World) -> Hashable:
    """What is the same on two networks on which the same leads to the same; None where nothing can be put back."""
    if isinstance(world, MemoryWorld):
        return world.network, world.net.customs
    return world.base if _is_ours(world) else None
