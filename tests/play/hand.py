"""A random hand: it plays from a seed that repeats the play, without searching and without shrinking unless it is asked to."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.play.machine import Play
from tests.play.moves import Move, moves_of

Made = tuple[str, dict[str, Any]]
RARE, OFTEN = 0.15, 3.0


@dataclass(frozen=True, slots=True)
class Played:
    """One play: its seed, the moves that were made, what broke, and which events happened while a reply was on its way."""

    seed: int
    which: int
    moves: tuple[Made, ...]
    breach: str = ""
    happened: dict[str, bool] = field(default_factory=dict)


def play(seed: int, steps: int, kind: type[Play] = Play, *, blind: bool = False) -> Played:
    """Play once; it ends at the first breach. `blind`: nothing is judged, only counted."""
    random = Random(seed)  # noqa: S311 - to be repeated, not to be secret
    which, known = random.randrange(len(kind.customs)), list(moves_of(kind))
    weights = [one.weight * random.choice((RARE, 1, 1, OFTEN)) for one in known]
    chosen = random.choices(known, weights, k=steps)
    return replay(seed, which, [(one.name, _choices(random, one)) for one in chosen], kind, blind=blind)


def _choices(random: Random, one: Move) -> dict[str, Any]:
    return {name: random.choice(values) for name, values in one.choices.items()}


def replay(seed: int, which: int, moves: Sequence[Made], kind: type[Play] = Play, *, blind: bool = False) -> Played:
    """Make these moves on a new evening, until the promise breaks."""
    hand, made = kind(), []
    hand.begin(which=which)
    gc.disable()  # a play is short, and leaves nothing behind
    try:
        for name, choices in moves:
            made.append((name, choices))
            getattr(hand, name)(**choices)
            if not blind:
                hand.the_promise_holds()
    except AssertionError as breach:
        return Played(seed, which, tuple(made), str(breach), hand.happened)
    else:
        return Played(seed, which, tuple(made), "", hand.happened)
    finally:
        hand.teardown()
        gc.enable()
        gc.collect(1)


def shortened(found: Played, kind: type[Play] = Play) -> Played:
    """The same breach with as few moves as leaving out many at once, then fewer, then one after another gives."""
    best, span = found, max(len(found.moves) // 2, 1)
    while span:
        place = len(best.moves) - 1 - span
        while place >= 0:
            shorter = replay(found.seed, found.which, [*best.moves[:place], *best.moves[place + span :]], kind)
            best = shorter if shorter.breach else best
            place = min(place, len(best.moves) - 1) - span
        span //= 2
    return best
