"""A service that is begun plainly lies in memory without what reads a command line, and does all that it did with it."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

from bot.cli import serving
from bot.cli.health import plainly
from bot.service import data_folder, heartbeat
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


def wrong(place):
    """A key that there is not."""
    (place / "config.toml").write_text("[deliver]\nquite = 1\n")


def overwritten(place):
    """What lies in place of the database is none."""
    (place / "nudge.db").write_text("no database at all, " * 400)


def logged_out(place):
    """The file of a login is gone."""
    (place / "secrets" / "mastodon_owner").unlink()


def emptied(place):
    """There is a folder, and nothing in it."""
    shutil.rmtree(place)
    place.mkdir()


def a_file(place):
    """There is no folder."""
    shutil.rmtree(place)
    place.touch()


def ended(words, place, told, by):
    """With which code it ends, told so by a signal when it has said that much, and what it has said."""
    with started(words, place) as running:
        if by:
            running.until(lambda said: told in said)
            waited(lambda: heartbeat.waits(place) or heartbeat.is_held(place), running.process)
            running.process.send_signal(by)
        while running.more():
            pass
        return running.process.wait(LONGEST), running.said.decode()


@pytest.mark.parametrize(
    ("lies_there", "told", "by", "code"),
    [
        (wrong, b"", 0, 2), (overwritten, b"", 0, 2), (logged_out, b"", 0, 2), (a_file, b"", 0, 2),
        (emptied, b"waits for it", signal.SIGTERM, 143), (emptied, b"waits for it", signal.SIGINT, 130),
    ],
    ids=["wrong", "overwritten", "logged out", "a file", "waits, and is ended", "waits, and is interrupted"],
)  # fmt: skip
def test_what_is_begun_plainly_says_what_the_long_way_says(place, lies_there, told, by, code):
    """Word for word, and with the same code at its end."""
    lies_there(place)
    plainly_begun, otherwise = (ended(words, place, told, by) for words in (["run"], ["run", "--log", "text"]))
    assert plainly_begun == otherwise
    assert (plainly_begun[0], plainly_begun[1].count("fault of its own")) == (code, 0)


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("words", [["run"], ["run", "--log", "text"]], ids=["plainly", "otherwise"])
def test_a_service_ends_alike_however_it_was_begun(place, words, by):
    """With the first and the last line, and with nothing to complain about."""
    code, said = ended(words, place, b"could not be reached", by)
    first, *_, last = said.splitlines()
    assert (code, first, last) == (0, "Running as lena@home.example.", "Stopped.")


def test_a_service_ends_in_order_when_its_terminal_is_closed(place):
    """Whoever runs the tests may have begun them with `nohup`: the program begins as at a terminal."""
    at_a_terminal = "import signal; signal.signal(signal.SIGHUP, signal.SIG_DFL); from bot.__main__ import main; main()"
    with started(["run"], place, program=[sys.executable, "-c", at_a_terminal]) as running:
        running.until(lambda said: b"could not be reached" in said)
        running.process.send_signal(signal.SIGHUP)
        assert running.until(lambda said: b"Stopped." in said)
        assert running.process.wait(LONGEST) == 0


def test_beside_another_it_says_what_the_long_way_says(place):
    """It is refused, and says what can be done."""
    with data_folder.locked(place):
        plainly_begun, otherwise = (ended(words, place, b"", 0) for words in (["run"], ["run", "--log", "text"]))
    assert plainly_begun == otherwise
    assert (plainly_begun[0], "Another nudge is running" in plainly_begun[1]) == (2, True)


def test_what_is_to_be_typed_elsewhere_can_be_typed(tmp_path):
    """The folder that it waits in stands there as a shell takes it."""
    folder = tmp_path / "of mine"
    folder.mkdir()
    _, said = ended(["run"], folder, b"waits for it", signal.SIGTERM)
    assert said.endswith(f"nudge init --folder '{folder}'\n")


def test_bytes_that_are_no_letters_get_a_second_look(tmp_path):
    """A sentence says so, whatever lies there."""
    odd = os.fsdecode(bytes(tmp_path) + b"/od\xff")
    Path(odd).mkdir()
    assert plainly(["--folder", odd], {}) is None
    assert plainly([], {"NUDGE_FOLDER": odd}) is None
