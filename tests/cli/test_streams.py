"""Whatever a command's words go to, nothing of it is a fault of the program: a full disk, a reader who left, few letters."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from bot.store import open_store
from tests.cli.conftest import CONFIG
from tests.cli.started import started

FULL = "No space left on device"
SAYS = (
    "--help",
    "version",
    "health",
    "status",
    "queue",
    "people",
    "log",
    "rules",
    "rules facts",
    "check",
    "export",
    "demo",
    "set -h",
)
needs_a_full_disk = pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Somebody's, in which there is nothing yet."""
    folder = tmp_path_factory.mktemp("somebodys")
    (folder / "config.toml").write_text(CONFIG)
    (folder / "config.toml").chmod(0o600)
    open_store(folder / "nudge.db").close()
    return folder


def typed(line, folder, program="-m bot", **environ):
    """A line of a shell, with its ends as they were written."""
    known = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), "NUDGE_FOLDER": str(folder)}
    whole = line.replace("nudge ", f"{shlex.quote(sys.executable)} {program} ", 1)
    return subprocess.run(
        ["sh", "-c", whole], env=known | environ, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60
    )


@needs_a_full_disk
@pytest.mark.parametrize(
    ("words", "unbuffered"), [*((words, "") for words in SAYS), ("--help", "1"), ("version", "1"), ("export", "1")]
)
def test_where_there_is_no_room_for_its_words_a_command_says_so_in_one_sentence(folder, words, unbuffered):
    """Every command, and also where its container has Python write at once."""
    ended = typed(f"nudge {words} > /dev/full", folder, PYTHONUNBUFFERED=unbuffered)
    said = ended.stderr.decode()
    assert (ended.returncode, len(said.splitlines()), FULL in said) == (2, 1, True), said


@pytest.mark.parametrize("words", ["--help", "rules facts", "rules --json"])
def test_a_reader_who_has_seen_enough_hears_nothing_of_it(folder, words):
    """As with every other program."""
    ended = typed(f"nudge {words} | head -1", folder)
    assert (len(ended.stdout.splitlines()), ended.stderr) == (1, b"")


@needs_a_full_disk
def test_where_even_what_is_wrong_cannot_be_said_the_code_says_it(folder):
    """Nothing is left to be said."""
    assert typed("nudge set deliver.at never 2> /dev/full", folder).returncode == 2
    assert typed("nudge version > /dev/full 2> /dev/full", folder).returncode == 2


def test_a_command_whose_output_was_closed_does_its_work(folder):
    """A shell can do that; nobody wants to read anything."""
    ended = typed("nudge set deliver.people_per_day 2 >&-", folder)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert "people_per_day = 2" in (folder / "config.toml").read_text()


@needs_a_full_disk
def test_a_service_goes_on_where_its_log_is_full(tmp_path):
    """What it could not write down is lost, and nothing else."""
    program = ["sh", "-c", f"exec {shlex.quote(sys.executable)} -m bot run --sandbox 2> /dev/full"]
    with started([], tmp_path, program=program, TMPDIR=str(tmp_path)) as running:
        for _ in range(600):
            if (tmp_path / "heartbeat.json").exists():
                break
            assert running.process.poll() is None
            with pytest.raises(subprocess.TimeoutExpired):
                running.process.wait(0.1)
        assert typed("nudge health", tmp_path).stdout == b"Alive.\n"


@pytest.mark.parametrize("words", ["look --sandbox", "demo", "check", "look -h", "backtest --sandbox"])
def test_where_few_letters_are_known_the_others_are_replaced(folder, words):
    """A terminal that is set to ASCII, or to Latin letters alone; what is printed is read all the same."""
    for letters in ("ascii", "latin-1"):
        ended = typed(f"nudge {words}", folder, PYTHONIOENCODING=letters)
        assert (b"fault of its own" in ended.stderr, b"bytes that are no letters" in ended.stderr) == (False, False)
        assert len(ended.stdout.splitlines()) > 5, ended.stderr


def test_a_program_gets_every_letter_wherever_it_reads(lena):
    """In JSON each can be written with few signs."""
    plain, few = (typed("nudge export", lena.folder, PYTHONIOENCODING=name).stdout for name in ("utf-8", "ascii"))
    assert few.isascii()
    assert not plain.isascii()
    assert json.loads(few)["tables"] == json.loads(plain)["tables"]
    rules = [typed("nudge rules --json", lena.folder, PYTHONIOENCODING=name).stdout for name in ("utf-8", "ascii")]
    assert json.loads(rules[0]) == json.loads(rules[1])


def test_what_is_typed_in_letters_that_are_not_known_is_no_fault_either(tmp_path):
    """It is not taken for something else."""
    ended = typed(
        "printf '\\303\\251\\n' | nudge init --no-login --timezone Lisbon", tmp_path, PYTHONIOENCODING="ascii"
    )
    assert b"fault of its own" not in ended.stderr
    assert not (tmp_path / "config.toml").exists()


def test_a_fault_of_a_command_is_one_sentence(tmp_path):
    """However deep it lies; what reads the command line would show where."""
    (tmp_path / "faulty.py").write_text("import bot\ndel bot.__version__\nfrom bot.__main__ import main\nmain()\n")
    ended = typed("nudge version", tmp_path, program=str(tmp_path / "faulty.py"))
    assert (ended.returncode, ended.stderr.decode().splitlines()[0]) == (
        1, "Nudge stopped because of a fault of its own (AttributeError: module 'bot' has no attribute '__version__').",
    )  # fmt: skip
    assert b"Traceback" not in ended.stderr
