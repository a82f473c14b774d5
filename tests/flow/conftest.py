"""A house on each world, where alice has asked something that the owner could answer."""

import pytest

from tests.flow.house import QUESTION, House


@pytest.fixture
def house(world, tmp_path):
    """A program that has never run, on a network where nothing was said."""
    return House(world, tmp_path)


@pytest.fixture
def asked(house):
    """The same, after alice's question has reached the owner as a nudge."""
    house.question = house.world.post("alice", QUESTION)
    house.go()
    return house
