"""Play at random for long, or find out how soon the hand misses a guard.

python -m tests.play --plays 10000 --steps 40 [--seed N] [--jobs 2]    fresh seeds; ends with 1 if the promise broke
python -m tests.play --plays 1 --seed N --shorten                      one play again, with as few moves as break it
python -m tests.play --guards [--limit 300] [--only WORD]              plays until a removed guard is missed, in a table
"""

from __future__ import annotations

import argparse
import multiprocessing
import secrets
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

from tests import memory
from tests.play.events import EVENTS
from tests.play.hand import Played, play, shortened

LEAST = 0.02
"""The share of plays in which every new event must happen while a reply is on its way, or its end is not known."""


def main() -> int:
    """Do what the command line says."""
    asked = _arguments()
    memory.keep_files_there()
    seed = secrets.randbelow(10**9) if asked.seed is None else asked.seed
    if asked.guards:
        from tests.play.search import table  # noqa: PLC0415 - the guards are the tests' and need pytest

        return table(seed, asked.steps, asked.limit, _say, only=asked.only)
    began, inside, anywhere, breaches = time.monotonic(), Counter[str](), Counter[str](), []
    for number, found in enumerate(_played(seed, asked), start=1):
        anywhere.update(list(found.happened))
        inside.update(what for what, while_busy in found.happened.items() if while_busy)
        if found.breach:
            breaches.append(found)
            _tell(shortened(found) if asked.shorten else found)
        if number % 500 == 0:
            _say(f"{number} plays, {time.monotonic() - began:.0f} seconds, {len(breaches)} breaches")
    took = time.monotonic() - began
    _say(f"{asked.plays} plays of {asked.steps} steps from seed {seed}, {took:.0f} seconds, {len(breaches)} breaches")
    _shares(inside, anywhere, asked.plays)
    return 1 if breaches else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.play")
    parser.add_argument("--plays", type=int, default=100)
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--seed", type=int, help="of the first play; each further one has the next number")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--blind", action="store_true", help="count the events, and judge nothing")
    parser.add_argument("--shorten", action="store_true", help="leave out moves as long as it still breaks")
    parser.add_argument("--guards", action="store_true", help="remove each guard, and play until that is seen")
    parser.add_argument("--only", default="", help="those guards whose name has this in it")
    parser.add_argument("--limit", type=int, default=300, help="plays for each guard")
    return parser.parse_args()


def _played(seed: int, asked: argparse.Namespace) -> Iterator[Played]:
    """Every play, in whatever order they end."""
    once: Callable[[int], Played] = partial(play, steps=asked.steps, blind=asked.blind)
    seeds = range(seed, seed + asked.plays)
    if asked.jobs == 1:
        yield from map(once, seeds)
        return
    with multiprocessing.get_context("spawn").Pool(asked.jobs) as pool:
        yield from pool.imap_unordered(once, seeds, chunksize=8)


def _tell(found: Played) -> None:
    _say(f"\nseed {found.seed}: {found.breach}\n    begin(which={found.which})")
    for name, choices in found.moves:
        _say(f"    {name}({', '.join(f'{key}={value!r}' for key, value in choices.items())})")


def _shares(inside: Counter[str], anywhere: Counter[str], plays: int) -> None:
    """How often each new event happened while it mattered."""
    _say("\nshare of plays in which it happened while a reply was on its way or its end not known (and at all)")
    for what in EVENTS:
        share = inside[what] / plays
        short = "   too seldom" if share < LEAST else ""
        _say(f"  {100 * share:5.1f} %  ({100 * anywhere[what] / plays:5.1f} %)  {what}{short}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
