"""The random play has teeth: with any one guard taken out, a few of its moves break the promise, and the play sees it.

The same moves are made with the whole program first: it is the guard that holds, not the luck of the moment.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.play.guards import BREACH, Guard, complaints, without
from tests.play.removed import GUARDS, NEWER

TOGETHER = [(name, kept) for name, guard in NEWER.items() if len(guard.instead) > 1 for kept in guard.instead]


def missed(guard: Guard) -> bool:
    """Whether something comes to stand, or reaches somebody, that must not, without it."""
    with without(guard):
        return any(BREACH.search(found) for made in complaints(guard) for found in made)


@pytest.mark.parametrize("name", GUARDS)
def test_the_play_misses_every_guard(name):
    """Without it, something stands under the owner's name, or reaches somebody, that must not; with it, nothing does."""
    assert not any(complaints(GUARDS[name]))
    assert missed(GUARDS[name])


@pytest.mark.parametrize(("name", "kept"), TOGETHER)
def test_of_those_that_are_taken_out_together_each_alone_holds(name, kept):
    """They stand in each other's stead: only without all of them something comes to stand."""
    others = {one: instead for one, instead in NEWER[name].instead.items() if one != kept}
    assert not missed(replace(NEWER[name], instead=others))
