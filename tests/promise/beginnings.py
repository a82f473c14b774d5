"""Bring a house to where many tests begin, once; each test goes on from a copy of its network and its file.

What goes on is a program of the test's own, which knows whose it is and talks with the owner, as the one before did.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.platforms.memory import Customs
from tests.contract.memory_world import MemoryWorld
from tests.flow.house import QUESTION, WORDS, House

Play = Callable[[Any], None]

_BEFORE: dict[Play, Play] = {}


def begins_with(before: Play) -> Callable[[Play], Play]:
    """What is played goes on from another play."""

    def declared(play: Play) -> Play:
        _BEFORE[play] = before
        return play

    return declared


def alice_asks(house: House) -> None:
    """And the owner is told."""
    house.world.post("alice", QUESTION)
    house.go()


@begins_with(alice_asks)
def words_are_shown(house: House) -> None:
    """The owner has written words for her, and has them before them."""
    house.said(WORDS, to=house.nudge())


@begins_with(words_are_shown)
def send_is_said(house: House) -> None:
    """Just now: they go out when the time to undo is over."""
    house.said("send", to=house.preview())
    assert house.states() == ["awaiting_publish"]


def after(play: Play, folder: Path, kind: Callable[..., Any] = House, customs: Customs = Customs()) -> Any:  # noqa: B008 - frozen
    """A house in which that has happened, on such a server.

    Its program has made no round, and knows what one has learnt that did: whose logins it has, what stands in its conversation.
    """
    world, file = _come_to(play, kind, customs)
    folder.mkdir(exist_ok=True)
    (folder / "nudge.db").write_bytes(file)
    house = kind(world.copied(), folder)
    assert house.program.talking.open()
    assert house.program.reading.meet_owner(house.world.network)
    return house


@cache
def _come_to(play: Play, kind: Callable[..., Any], customs: Customs) -> tuple[MemoryWorld, bytes]:
    """The network and the file; only copies of them are changed."""
    with TemporaryDirectory() as name:
        folder, before = Path(name), _BEFORE.get(play)
        house = after(before, folder, kind, customs) if before else kind(MemoryWorld(customs), folder)
        play(house)
        house.store.close()
        return house.world, (folder / "nudge.db").read_bytes()
