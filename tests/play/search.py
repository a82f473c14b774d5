"""Find out how soon the random hand misses each guard: the plays from fresh seeds until the promise breaks without it."""

from __future__ import annotations

from collections.abc import Callable

from tests.play.guards import BREACH, Guard, without
from tests.play.hand import play
from tests.play.machine import Play
from tests.play.removed import GUARDS


class Stumbling(Play):
    """The play of a program with a guard taken out; it may stumble."""

    lenient = True


def until_missed(guard: Guard, seed: int, steps: int, limit: int) -> int | None:
    """How many plays it takes until the breach is seen; None if that many are not enough."""
    with without(guard):
        for number in range(limit):
            if BREACH.search(play(seed + number, steps, Stumbling).breach):
                return number + 1
    return None


def table(seed: int, steps: int, limit: int, say: Callable[[str], None], *, only: str = "") -> int:
    """One line for each guard, or for those with a word in their name; 1 if one of them was not missed."""
    say(f"plays of {steps} steps from seed {seed} until each removed guard is missed, at most {limit}")
    missing = 0
    chosen = {name: guard for name, guard in GUARDS.items() if only in name}
    for name, guard in chosen.items():
        found = until_missed(guard, seed, steps, limit)
        missing += found is None
        say(f"  {found or f'more than {limit}':>14}  {name}")
    say(f"{len(chosen)} guards, {missing} not missed within {limit} plays")
    return 1 if missing else 0
