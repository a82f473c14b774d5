"""A store on a file of its own."""

from functools import cache

import pytest

from bot.store import open_store
from tests.store.old_database import copied


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


@pytest.fixture(scope="session")
def opened(tmp_path_factory):
    """Gives a folder with a copy of an old file, opened once by this version and closed again; whoever works on it makes a copy."""

    @cache
    def folder_of(name):
        folder = tmp_path_factory.mktemp(name)
        open_store(copied(name, folder)).close()
        return folder

    return folder_of
