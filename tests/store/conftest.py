"""A store on a file of its own."""

import pytest

from bot.store import open_store


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    """A file in which nothing is, as it is made at the first start."""
    path = tmp_path_factory.mktemp("empty") / "nudge.db"
    open_store(path).close()
    return path.read_bytes()


@pytest.fixture
def store(tmp_path, empty):
    """Fresh, on a real file."""
    path = tmp_path / "nudge.db"
    path.write_bytes(empty)
    store = open_store(path)
    yield store
    store.close()
