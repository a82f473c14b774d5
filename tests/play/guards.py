"""Take a guard out of the program, and make the moves in which it is needed.

Each guard is replaced by what the program would do without it, and nothing else is changed. Guards that stand in each other's
stead ("held four times, each alone sufficient", DESIGN 2) are taken out together, and the entry says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from tests.play.kinds import KINDS
from tests.play.machine import WORDS, Play

Moves = Callable[[Play], None]
ONE, OTHER = WORDS[:2]
BREACH = re.compile(r"stands under the owner's name|private message of the bot's")
"""What is complained about when a guard is missed: something came to stand, or reached somebody, that must not."""


@dataclass(frozen=True)
class Guard:
    """What stands in its place, by name; moves that need it; on which server, and at which places they are interrupted."""

    instead: dict[str, Any]
    moves: Moves
    customs: int = 0
    places: Sequence[int] = (0,)


@contextmanager
def without(guard: Guard) -> Iterator[None]:
    """The program with one guard taken out."""
    with ExitStack() as stack:
        for name, instead in guard.instead.items():
            stack.enter_context(patch(name, instead))
        yield


class Scene(Play):
    """The play with moves in a given order. The program may stumble in it; `place` is where it is interrupted."""

    lenient = True
    place = 0


def complaints(guard: Guard) -> Iterator[list[str]]:
    """What the play complains about, for each place at which the moves may be interrupted."""
    for place in guard.places:
        scene = Scene()
        scene.place = place
        scene.begin(which=guard.customs)
        try:
            guard.moves(scene)
            yield scene.judge.complaints()
        finally:
            scene.teardown()


# --- what stands in a guard's place


def yes(*_: Any, **__: Any) -> bool:
    """It is always so."""
    return True


def no(*_: Any, **__: Any) -> bool:
    """It is never so."""
    return False


def nothing(*_: Any, **__: Any) -> None:
    """It is not done, and nothing is found."""


# --- moves


def out(play: Play) -> None:
    """The time to undo passes, and answers are read after it."""
    play.some_minutes_pass(2, 1)


def in_turn(*moves: Moves) -> Moves:
    """One after the other."""

    def play_them(play: Play) -> None:
        for move in moves:
            move(play)

    return play_them


def move(name: str, *args: Any) -> Moves:
    """One of the moves of the play, as its random hand would make it."""
    return lambda play: getattr(play, name)(*args)


def kind(name: str) -> Moves:
    """The moves of a place where the promise once broke."""
    return KINDS[name]


def answered_and_sent(play: Play) -> None:
    """Words for Alice, shown and consented to."""
    play.owner_answers_and_sends(ONE, "a1", thumb=False)


def shown(play: Play, words: str = ONE) -> None:
    """Words for Alice, shown back."""
    play.owner_answers_a_nudge(words, "a1", "heard")
