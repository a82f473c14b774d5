"""A folder with a database, a configuration and secrets, and its backup put back elsewhere."""

from __future__ import annotations

import io
import os
from datetime import UTC, datetime

import pytest

from bot.config import load
from bot.keeping import backup, restore
from bot.store import open_store

NOW = datetime(2026, 11, 18, 17, 31, tzinfo=UTC)
CONFIG = """
# Mine, with a comment.
[owner]
timezone = "Europe/Lisbon"
[mastodon.owner]
address = "lena@writers.example"
token_file = "secrets/mastodon-owner"
[bluesky.owner]
handle = "lena.example.com"
app_password = "abcd-efgh-ijkl-mnop"
"""
TOKEN = "kH7vQ2xN9pLsW4tRzB8mY3cF6dJ1gUaE5oXiTnKqVwS"


@pytest.fixture
def folder(tmp_path):
    """Lena's."""
    folder = tmp_path / "lena"
    (folder / "secrets").mkdir(parents=True, mode=0o700)
    (folder / "config.toml").write_text(CONFIG)
    (folder / "secrets/mastodon-owner").write_text(TOKEN)
    (folder / "secrets/bluesky-owner.session").write_text("a session")
    open_store(folder / "nudge.db").close()
    return folder


@pytest.fixture
def other(tmp_path):
    """Where it is put back: there is nothing yet."""
    return tmp_path / "other"


def kept(folder, *, secrets=False):
    """Its backup, as bytes."""
    stream = io.BytesIO()
    backup.write(load(folder, {}, secrets=False), stream, NOW, secrets=secrets)
    return stream.getvalue()


def put_back(content, folder):
    """Into that folder."""
    return restore.restore(io.BytesIO(content), folder, os.environ, NOW)
