"""Lena's evening on the invented network, kept in a folder as a service that ran once leaves it."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

import pytest

from bot.platforms.sandbox import build, live
from bot.service import sandbox
from bot.store import open_store
from tests.contract import memory_world  # noqa: F401 - by which a network can be pickled

NOW = datetime(2026, 11, 18, 17, 31, tzinfo=UTC)
CONFIG = """
[owner]
timezone = "Europe/Lisbon"
languages = ["en", "de"]
[mastodon.owner]
address = "lena@writers.example"
"""


@pytest.fixture
def nothing_given(tmp_path, monkeypatch):
    """Neither a folder nor a zone comes from the machine that runs the tests."""
    for name in ("NUDGE_FOLDER", "NUDGE_ADDRESS", "NUDGE_TIMEZONE", "NUDGE_SERVER", "NUDGE_LOG", "TZ"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("bot.cli.init.ETC_TIMEZONE", tmp_path / "none")
    monkeypatch.setattr("bot.cli.init.LOCALTIME", tmp_path / "none")


@pytest.fixture
def new_folder(tmp_path, nothing_given):
    """Where a folder is to be made."""
    return tmp_path / "nudge"


def now():
    """It stays this evening."""
    return NOW


@cache
def _evening():
    """The file and the network that a first round leaves, played once; each copy is another file, and another network."""
    network = build(NOW, now)
    live(network, NOW)
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "nudge.db")
        sandbox.program(sandbox.settings(Path(folder)), store, now, network).once()
        store.close()
        return (Path(folder) / "nudge.db").read_bytes(), pickle.dumps(network)


@pytest.fixture(scope="module")
def lena(tmp_path_factory):
    """A folder with config.toml and the database of an evening; `program` goes on from there, `network` is what was read."""
    tmp_path = tmp_path_factory.mktemp("lena")
    file, network = _evening()
    (tmp_path / "config.toml").write_text(CONFIG)
    (tmp_path / "nudge.db").write_bytes(file)
    network, store = pickle.loads(network), open_store(tmp_path / "nudge.db")  # noqa: S301 - our own
    config = sandbox.settings(tmp_path)
    program = sandbox.program(config, store, now, network)
    yield SimpleNamespace(folder=tmp_path, program=program, network=network, store=store, config=config)
    store.close()


@pytest.fixture(scope="module")
def said(lena):
    """Finds what somebody said on Lena's network by a part of it."""
    return lambda words: next(post for post in lena.network.posts.all() if words in post.text)
