"""A service that is begun plainly lies in memory without what reads a command line, and does all that it did with it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from bot.cli import serving
from bot.cli.health import plainly
from tests.cli.started import LONGEST, started, waited
from tests.flow.house import nothing_yet

CONFIG = """
[owner]
timezone = "Europe/Lisbon"
languages = ["en"]
[deliver]
through = "terminal"
[mastodon.owner]
server = "http://127.0.0.1:9"
address = "lena@home.example"
"""
NOT_FOR_A_SERVICE = ("bot.cli.main", "bot.platforms.memory", "bot.platforms.sandbox", "rich", "typer")
SERVED = f"""
import os, sys, threading, time
from pathlib import Path
folder = Path(os.environ["NUDGE_FOLDER"])
def tells():
    while not (folder / "asked").exists():
        time.sleep(0.05)
    loaded = [name for name in {NOT_FOR_A_SERVICE!r} if sys.modules.get(name)]
    (folder / "loaded").write_text(" ".join(loaded) or "none")
threading.Thread(target=tells, daemon=True).start()
from bot.__main__ import main
main()
"""


@pytest.fixture
def place(tmp_path):
    """Somebody has set up; their server cannot be reached."""
    (tmp_path / "config.toml").write_text(CONFIG)
    (tmp_path / "secrets").mkdir(mode=0o700)
    (tmp_path / "secrets" / "mastodon_owner").touch(mode=0o600)
    (tmp_path / "secrets" / "mastodon_owner").write_text("secret")
    (tmp_path / "nudge.db").write_bytes(nothing_yet())
    return tmp_path


def test_a_service_that_is_begun_plainly_takes_nothing_along_that_it_never_asks(place):
    """Not what reads a command line, and not what stands in for networks."""
    loaded = place / "loaded"
    with started(["run"], place, program=[sys.executable, "-c", SERVED]) as running:
        running.until(lambda said: b"could not be reached" in said)
        (place / "asked").touch()
        waited(lambda: loaded.exists() and loaded.read_text(), running.process)
        running.process.terminate()
        assert running.process.wait(LONGEST) == 0
    assert loaded.read_text() == "none"


@pytest.mark.parametrize(
    ("words", "form"),
    [(["--sandbox"], ""), (["--log", "json"], ""), (["-h"], ""), (["--json"], ""), (["now"], ""), ([], "loud"), (["--folder"], "")],
)  # fmt: skip
def test_whatever_else_is_said_gets_a_second_look(tmp_path, monkeypatch, words, form):
    """By what reads a command line, and says what is wrong with it."""
    monkeypatch.setattr(serving, "serve", None)
    assert not serving.at_once(words, {"NUDGE_FOLDER": str(tmp_path), "NUDGE_LOG": form})


@pytest.mark.parametrize(("form", "meant"), [(None, "text"), ("", "text"), ("text", "text"), ("json", "json")])
def test_the_log_is_as_the_variable_says(tmp_path, monkeypatch, form, meant):
    """As in a container, where nobody types it."""
    served = []
    monkeypatch.setattr(serving, "serve", lambda folder, **how: served.append((folder, how)))
    said = {"NUDGE_FOLDER": str(tmp_path)} | ({} if form is None else {"NUDGE_LOG": form})
    assert serving.at_once([], said)
    assert serving.at_once(["--folder", str(tmp_path)], said)
    assert served == [(tmp_path, {"sandbox": False, "log": meant})] * 2


def test_bytes_that_are_no_letters_get_a_second_look(tmp_path):
    """A sentence says so, whatever lies there."""
    odd = os.fsdecode(bytes(tmp_path) + b"/od\xff")
    Path(odd).mkdir()
    assert plainly(["--folder", odd], {}) is None
    assert plainly([], {"NUDGE_FOLDER": odd}) is None
