"""A full disk is a sentence wherever something is set up or taken along, and what was there before stays whole."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from bot.store import open_store
from tests import forked
from tests.cli.somebody import plays
from tests.cli.started import nobody_reads
from tests.cli.test_login import agreed, set_up
from tests.servers.mastodon.world import open_world

SAID = "the disk is full. Make some room, and run this again; what was there before is as it was."


@pytest.fixture
def world():
    with open_world() as found:
        yield found


@pytest.fixture
def folder(new_folder):
    return new_folder


@pytest.fixture
def full(monkeypatch):
    """From now on nothing more fits."""

    def fills():
        def no_room(_file):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr("os.fsync", no_room)

    return fills


def contents(folder):
    return {file.name: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_when_it_is_full_from_the_beginning(folder, full):
    """Nothing half is there."""
    full()
    given = ["--address", "lena@writers.example", "--server", "https://writers.example", "--timezone", "Europe/Lisbon"]
    code, screen = plays(folder, "init", *given, "--no-login")
    assert (code, screen.endswith(f"{SAID}\n")) == (2, True), screen
    assert contents(folder) == {}


@pytest.mark.parametrize("command", ["set", "login"])
def test_when_it_is_full_later(world, folder, full, command):
    """The settings and the login that were there go on."""
    set_up(world, folder)
    before = contents(folder)
    full()
    if command == "set":
        code, screen = plays(folder, "set", "deliver.people_per_day", "2")
    else:
        code, screen = plays(folder, "login", answers=[("Code:", agreed(world))])
    assert (code, screen.endswith(f"{SAID}\n")) == (2, True), screen
    kept = contents(folder)
    assert {name: kept[name] for name in before if name != "mastodon_apps.json"} == {
        name: held for name, held in before.items() if name != "mastodon_apps.json"
    }


def test_when_a_backup_does_not_fit(world, folder, full, tmp_path):
    """No half of one lies there."""
    set_up(world, folder)
    open_store(folder / "nudge.db").close()
    full()
    target = tmp_path / "kept.backup"
    code, screen = plays(folder, "backup", str(target), "--no-secrets")
    assert (code, SAID in screen, list(tmp_path.glob("*kept*"))) == (2, True, [])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("to", [lambda: Path("/dev/full"), nobody_reads], ids=["a full disk", "a pipe that ends"])
def test_when_a_backup_does_not_get_through(world, folder, to):
    """One sentence, in the pipe as well."""
    set_up(world, folder)
    open_store(folder / "nudge.db").close()
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), "NUDGE_FOLDER": str(folder)}
    ended = forked.ran(["backup", "-", "--no-secrets"], environ, out=to())
    assert "The backup did not get through to standard output: " in ended.stderr
    assert "Traceback" not in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.parametrize("to", ["-", "kept.backup"])
def test_when_a_secret_cannot_be_read_the_backup_says_which(world, folder, tmp_path, to):
    """It is no fault of where it was to go."""
    set_up(world, folder)
    open_store(folder / "nudge.db").close()
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), "NUDGE_FOLDER": str(folder)}
    ended = forked.ran(["backup", to, "--secrets"], environ, where=tmp_path, program="tests.cli.unreadable")
    assert (
        ended.stderr == f"{folder}/secrets/mastodon_owner cannot be read (Permission denied), so there is no backup.\n"
    )
    assert (ended.returncode, (tmp_path / "kept.backup").exists()) == (2, False)
