"""What works beside a running service, without input, and before anything heavy is loaded."""

from __future__ import annotations

import os
import sys

from bot.service import data_folder
from bot.store import open_store
from tests import forked
from tests.cli.conftest import CONFIG
from tests.cli.test_cli import nudge


def test_look_works_beside_the_service_and_keeps_nothing(tmp_path):
    """On a copy: it gets as far as the network, which is not there, and says so."""
    config = CONFIG.replace("[mastodon.owner]", '[mastodon.owner]\nserver = "http://127.0.0.1:9"\ntoken = "t"')
    (tmp_path / "config.toml").write_text(config)
    open_store(tmp_path / "nudge.db").close()
    before = (tmp_path / "nudge.db").read_bytes()
    with data_folder.locked(tmp_path):
        ended = nudge("look", folder=tmp_path)
    assert ended.stderr.startswith("Nudge runs here. This looks with a copy of what it knows, and keeps nothing.\n")
    assert "127.0.0.1:9 could not be reached" in ended.stderr
    assert ended.returncode == 2
    assert (tmp_path / "nudge.db").read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir() if "-" not in file.name) == [
        ".nudge.lock",
        "config.toml",
        "nudge.db",
    ]


def test_the_demonstration_plays_without_any_input(tmp_path):
    """`nudge demo <&-`: the end of the input lets it end; nothing is a fault."""
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)}
    played = forked.ran(["demo"], environ, closed=0, timeout=100, where=tmp_path)
    assert (played.returncode, played.stderr) == (0, "")
    assert "Posted: nothing.\n" in played.stdout


def test_a_line_too_long_for_a_message_does_not_end_the_demonstration(tmp_path):
    """It is refused in a sentence, and the evening goes on with what is said next."""
    words = ("lid up " * 200).strip()
    long = "".join(f"{begins}{words}\n" for begins in ("", "note tomas ", "topics + "))
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), "COLUMNS": "200"}
    played = forked.ran(["demo"], environ, said=f"{long}Iron them.\nsend\n", timeout=100, where=tmp_path)
    assert (played.returncode, played.stderr) == (0, "")
    refused = "characters, and a private message here holds 1,000, so nothing happened."
    assert " ".join(played.stdout.split()).count(refused) == 3
    assert "Posted: one answer, to Tomas Reed" in played.stdout
