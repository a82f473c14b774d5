"""The random play has teeth: with any one guard taken out, a few of its moves break the promise, and the play sees it.

The same moves are made with the whole program first: it is the guard that holds, not the luck of the moment.
"""

from __future__ import annotations

import pytest

from tests.play.guards import BREACH, complaints, without
from tests.play.removed import GUARDS


@pytest.mark.parametrize("name", GUARDS)
def test_the_play_misses_every_guard(name):
    """Without it, something stands under the owner's name, or reaches somebody, that must not; with it, nothing does."""
    guard = GUARDS[name]
    assert not any(complaints(guard))
    with without(guard):
        assert any(BREACH.search(found) for made in complaints(guard) for found in made)
