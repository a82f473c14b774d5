"""Where the promise once broke, it holds: a few moves for each kind."""

from __future__ import annotations

import pytest

from tests.play.kinds import KINDS
from tests.play.machine import Play


class Scene(Play):
    """The play with moves in a given order."""


@pytest.mark.parametrize("which", range(len(Play.customs)))
@pytest.mark.parametrize("name", KINDS)
def test_the_promise_holds_where_it_broke(name, which):
    """On every kind of server: whatever stands was consented to, and nothing was said against it that was heard."""
    scene = Scene()
    scene.begin(which=which)
    try:
        KINDS[name](scene)
        scene.the_promise_holds()
    finally:
        scene.teardown()
