"""Whatever a command's words go to, nothing of it is a fault of the program: a full disk, a reader who left, few letters."""

from __future__ import annotations

import json
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from bot.store import open_store
from tests import forked
from tests.cli.conftest import CONFIG
from tests.cli.started import started, waited

FULL = "No space left on device"
FULL_DISK = Path("/dev/full")
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
needs_a_full_disk = pytest.mark.skipif(not FULL_DISK.exists(), reason="this system has no /dev/full")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Somebody's, in which there is nothing yet."""
    folder = tmp_path_factory.mktemp("somebodys")
    (folder / "config.toml").write_text(CONFIG)
    (folder / "config.toml").chmod(0o600)
    open_store(folder / "nudge.db").close()
    return folder


def known(folder, **environ):
    return {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), "NUDGE_FOLDER": str(folder), **environ}


def nudge(words, folder, *, said="", out=None, err=None, closed=None, **environ):
    """A command that is told something, and whose words go to these files."""
    letters = environ.get("PYTHONIOENCODING", "utf-8")
    ends = {"said": said, "out": out, "err": err, "closed": closed}
    return forked.ran(words.split(), known(folder, **environ), letters=letters, **ends)


@needs_a_full_disk
@pytest.mark.parametrize(
    ("words", "environ"),
    [
        *((words, {}) for words in SAYS),
        *((words, {"PYTHONUNBUFFERED": "1"}) for words in ("--help", "version", "export")),
        *(
            (words, {"PYTHONIOENCODING": "ascii"})
            for words in ("--help", "version", "export", "init -h", "rules --help")
        ),
        *((words, {"PYTHONIOENCODING": "ascii", "PYTHONUNBUFFERED": "1"}) for words in ("--help", "init -h", "export")),
    ],
)
def test_where_there_is_no_room_for_its_words_a_command_says_so_in_one_sentence(folder, words, environ):
    """Every command, also where its container has Python write at once, where few letters are known, or both."""
    ended = nudge(words, folder, out=FULL_DISK, **environ)
    said = ended.stderr
    assert (ended.returncode, len(said.splitlines()), FULL in said) == (2, 1, True), said


@pytest.mark.parametrize("words", ["--help", "rules facts", "rules --json"])
def test_a_reader_who_has_seen_enough_hears_nothing_of_it(folder, words):
    """As with every other program."""
    reads, writes = os.pipe()
    with Path(os.devnull).open("rb") as nothing, TemporaryFile() as said:
        process = forked.begun(words.split(), known(folder), streams=(nothing.fileno(), writes, said.fileno()))
        os.close(writes)
        with open(reads, "rb") as reader:  # noqa: PTH123
            line = reader.readline()
        process.wait(60)
        said.seek(0)
        assert (line[-1:], said.read()) == (b"\n", b"")


@needs_a_full_disk
@pytest.mark.parametrize("letters", ["utf-8", "ascii"])
@pytest.mark.parametrize(
    ("words", "out"),
    [
        ("set deliver.at never", None), ("frobnicate", None), ("status --nothing", None),
        ("version", FULL_DISK), ("--help", FULL_DISK),
    ],
)  # fmt: skip
def test_where_even_what_is_wrong_cannot_be_said_the_code_says_it(folder, words, out, letters):
    """Nothing is left to be said."""
    assert nudge(words, folder, out=out, err=FULL_DISK, PYTHONIOENCODING=letters).returncode == 2


def test_what_takes_no_more_for_now_is_no_fault(folder):
    """A pipe that somebody has told to wait for nobody."""
    reads, writes = os.pipe()
    os.set_blocking(writes, False)
    with suppress(BlockingIOError):
        while os.write(writes, b" " * 4096):
            pass
    ended = nudge("--help", folder, out=writes)
    os.close(reads)
    assert (ended.returncode, "did not" in ended.stderr or "Not all that this says" in ended.stderr) == (2, True)


@pytest.mark.parametrize("words", ["look --\u00fcber", "fr\u00f6b", "init -h"])
def test_what_the_command_line_says_comes_in_letters_that_are_known(folder, words):
    """The other letters are replaced there, too."""
    ended = nudge(words, folder, PYTHONIOENCODING="ascii")  # what is none of these could not be read here
    assert "?" in ended.stdout + ended.stderr


@pytest.mark.parametrize("words", ["backup -", "export"])
def test_what_is_to_be_kept_is_not_sent_nowhere(folder, words):
    """It would be said to be kept, and be nowhere."""
    ended = nudge(words, folder, closed=1)
    assert ended.returncode == 2
    assert (
        ended.stderr
        == f"Standard output is closed, so nothing would be kept. Send it somewhere: nudge {words} > FILE\n"
    )


def test_a_command_whose_output_was_closed_does_its_work(folder):
    """A shell can do that; nobody wants to read anything."""
    ended = nudge("set deliver.people_per_day 2", folder, closed=1)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "people_per_day = 2" in (folder / "config.toml").read_text()


@needs_a_full_disk
def test_a_service_goes_on_where_its_log_is_full(tmp_path):
    """What it could not write down is lost, and nothing else."""
    with (
        FULL_DISK.open("wb", 0) as full,
        started(["run", "--sandbox"], tmp_path, err=full.fileno(), TMPDIR=str(tmp_path)) as running,
    ):
        waited(lambda: ", Lena. I write to you" in nudge("queue --sandbox", tmp_path).stdout, running.process)
        assert nudge("health", tmp_path).stdout == "Alive.\n"


def test_a_service_goes_on_where_nobody_reads_its_log_any_more(tmp_path):
    """Whoever read it has ended; the service has other things to do."""
    with started(["run", "--sandbox"], tmp_path, TMPDIR=str(tmp_path)) as running:
        running.until(lambda said: b"\n" in said)
        devnull = os.open(os.devnull, os.O_RDONLY)
        os.dup2(devnull, running.screen)
        os.close(devnull)
        waited(lambda: ", Lena. I write to you" in nudge("queue --sandbox", tmp_path).stdout, running.process)
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(60) == 0


@pytest.mark.parametrize("words", ["look --sandbox", "demo", "check", "look -h", "backtest --sandbox"])
def test_where_few_letters_are_known_the_others_are_replaced(folder, words):
    """A terminal that is set to ASCII, or to Latin letters alone; what is printed is read all the same."""
    for letters in ("ascii", "latin-1"):
        ended = nudge(words, folder, PYTHONIOENCODING=letters)
        assert ("fault of its own" in ended.stderr, "bytes that are no letters" in ended.stderr) == (False, False)
        assert len(ended.stdout.splitlines()) > 5, ended.stderr


def test_a_program_gets_every_letter_wherever_it_reads(lena):
    """In JSON each can be written with few signs."""
    plain, few = (nudge("export", lena.folder, PYTHONIOENCODING=name).stdout for name in ("utf-8", "ascii"))
    assert few.isascii()
    assert not plain.isascii()
    assert json.loads(few)["tables"] == json.loads(plain)["tables"]
    rules = [nudge("rules --json", lena.folder, PYTHONIOENCODING=name).stdout for name in ("utf-8", "ascii")]
    assert json.loads(rules[0]) == json.loads(rules[1])


def test_what_is_typed_in_letters_that_are_not_known_is_no_fault_either(tmp_path):
    """It is not taken for something else."""
    ended = nudge("init --no-login --timezone Lisbon", tmp_path, said="\u00e9\n", PYTHONIOENCODING="ascii")
    assert "fault of its own" not in ended.stderr
    assert not (tmp_path / "config.toml").exists()


def test_a_fault_of_a_command_is_one_sentence(tmp_path):
    """However deep it lies; what reads the command line would show where."""
    (tmp_path / "faulty.py").write_text("import bot\ndel bot.__version__\nfrom bot.__main__ import main\nmain()\n")
    ended = forked.ran(["version"], known(tmp_path), where=tmp_path, program="faulty")
    assert (ended.returncode, ended.stderr.splitlines()[0]) == (
        1, "Nudge stopped because of a fault of its own (AttributeError: module 'bot' has no attribute '__version__').",
    )  # fmt: skip
    assert "Traceback" not in ended.stderr
