"""The three roles of the owner's side, on fresh clients; and connections without a server."""

from functools import partial

import pytest

from tests.platforms.bluesky.wires import connection


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


@pytest.fixture
def answered(tmp_path):
    """Make a connection whose requests are answered by a function; it is logged in, as the server says when asked."""
    return partial(connection, tmp_path)
