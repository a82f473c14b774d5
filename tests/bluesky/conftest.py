"""The three roles of the owner's side, on fresh clients."""

import pytest


@pytest.fixture
def reader(world):
    """Reads as the owner."""
    return world.reader()


@pytest.fixture
def messenger(world):
    """Writes private messages as the bot."""
    return world.messenger()


@pytest.fixture
def publisher(world):
    """Writes as the owner, with approvals."""
    return world.publisher()
