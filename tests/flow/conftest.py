"""A house on each world, where alice has asked something that the owner could answer."""

from contextlib import ExitStack
from functools import partial

import pytest

from tests.flow.house import House
from tests.flow.scenes import Scenes, a_question


@pytest.fixture(scope="module")
def scenes():
    """What the tests of a module go on from."""
    with ExitStack() as until_the_end:
        yield Scenes(until_the_end)


@pytest.fixture
def opening(scenes):
    """Servers of our own stay open for a module."""
    return scenes.opened


@pytest.fixture
def after(scenes, world, tmp_path):
    """A house on the world, after something was played there."""
    return partial(scenes.house, world, tmp_path)


@pytest.fixture
def house(world, tmp_path):
    """A program that has never run, on a network where nothing was said."""
    return House(world, tmp_path)


@pytest.fixture
def asked(after):
    """The same, after alice's question has reached the owner as a nudge."""
    return after(a_question)
