"""A store on a file of its own."""

import pytest

from bot.store import open_store


@pytest.fixture
def store(tmp_path):
    """Fresh, on a real file."""
    store = open_store(tmp_path / "nudge.db")
    yield store
    store.close()
