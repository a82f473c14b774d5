"""A program that is forked is given the same, and tells the same, as one that is started."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

import pytest

from tests import forked
from tests.cli.started import started, waited


@pytest.fixture(params=["forked", "started"])
def ways(request, monkeypatch):
    """Both ways."""
    monkeypatch.setenv(forked.REAL, str(int(request.param == "started")))
    return request.param


def environ(**more):
    return {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), **more}


def ran(*words, **more):
    return forked.ran(words, environ(), program="tests.said_back", **more)


def test_words_environment_folder_and_input_arrive(ways, tmp_path):
    """And nothing beside: no variable of the test's, none of the server's."""
    given = environ(NUDGE_FOLDER="here", TZ="Asia/Tokyo")
    ended = forked.ran(["0", "two words"], given, said="told\n", where=tmp_path, program="tests.said_back")
    words, seen, *rest = json.loads(ended.stdout)
    assert (ended.returncode, ended.stderr, words) == (0, "0\n", ["0", "two words"])
    assert {name: value for name, value in seen.items() if name != "LC_CTYPE"} == given  # Python's own (PEP 538)
    assert rest == [str(tmp_path), str(tmp_path), "told\n", "JST"]


STREAMS = [
    {}, {"PYTHONIOENCODING": "LATIN1"}, {"PYTHONIOENCODING": "ascii:replace"}, {"PYTHONIOENCODING": ":replace"},
    {"PYTHONUNBUFFERED": "1"}, {"PYTHONUNBUFFERED": "0"}, {"PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "ascii"},
]  # fmt: skip


@pytest.mark.parametrize("more", STREAMS, ids=str)
@pytest.mark.parametrize("terminal", [False, True], ids=["a pipe", "a terminal"])
def test_streams_are_opened_as_python_opens_them(monkeypatch, more, terminal):
    """Letters, what becomes of those that are not known, and when something is written."""
    said = []
    for real in "01":
        monkeypatch.setenv(forked.REAL, real)
        with started(["streams"], terminal=terminal, program="tests.said_back", **more) as running:
            while running.more():
                pass
            assert running.process.wait(60) == 0
        said.append(running.said)
    assert said[0] == said[1]
    assert b"TextIOWrapper" in said[0]


@pytest.mark.parametrize("closed", [0, 1])
def test_what_is_closed_is_none(ways, closed):
    """As after `<&-` or `>&-` in a shell."""
    ended = ran("streams", closed=closed)
    assert [line == "None" for line in ended.stderr.splitlines()] == [number == closed for number in range(3)]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_what_was_said_last_and_found_no_room_is_told_by_the_code(ways):
    """As Python tells it: the words were only collected until the end."""
    ended = ran("0", out=Path("/dev/full"))
    assert (ended.returncode, ended.stderr.splitlines()[-1]) == (120, "OSError: [Errno 28] No space left on device")


def test_nothing_of_one_is_there_for_the_next(ways, tmp_path):
    """Each begins where the program begins."""
    ran("3", where=tmp_path)
    assert json.loads(ran("0").stdout)[2] == os.getcwd()  # noqa: PTH109


@pytest.mark.parametrize("code", [0, 1, 2, 130])
def test_what_it_ends_with_arrives(ways, code):
    """By its own words."""
    assert ran(str(code)).returncode == code


@pytest.mark.parametrize(("how", "code", "said"), [("words", 1, "It ends."), ("nothing", 0, "at the end")])
def test_what_python_does_at_the_end_is_done(ways, how, code, said):
    """Words in place of a code are said, and whoever asked for it is called."""
    ended = ran(how)
    assert (ended.returncode, ended.stderr.splitlines()[1:]) == (code, [said])


def test_a_fault_is_a_traceback_and_a_one(ways):
    """As Python says it."""
    ended = ran("breaks")
    assert (ended.returncode, ended.stderr.splitlines()[-1]) == (1, "KeyError: 'breaks'")
    assert "Traceback (most recent call last)" in ended.stderr


def test_a_warning_is_an_error_where_that_is_asked_for(ways):
    """And is not where it is not."""
    ended = forked.ran(["warns"], environ(**forked.STRICT), program="tests.said_back")
    assert (ended.returncode, ended.stderr.splitlines()[-1]) == (1, "UserWarning: warns")
    assert ran("warns").returncode == 0


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL, signal.SIGUSR1, signal.SIGINT])
def test_a_signal_ends_it_and_is_told(ways, tmp_path, how):
    """The number, with a minus, as `subprocess` tells it."""
    with (tmp_path / "out").open("wb") as out, open(os.devnull, "rb") as nothing:  # noqa: PTH123
        streams = (nothing.fileno(), out.fileno(), out.fileno())
        process = forked.begun(["waits"], environ(), streams=streams, program="tests.said_back")
        waited(lambda: b"waits\n" in (tmp_path / "out").read_bytes())
        assert process.poll() is None
        process.send_signal(how)
        assert (process.wait(60), process.poll()) == (-how, -how)


def test_a_reader_hears_the_end_of_what_it_said(ways):
    """Nobody else holds the pipe open."""
    read, write = os.pipe()
    with open(os.devnull, "rb") as nothing, open(read, "rb") as heard:  # noqa: PTH123
        process = forked.begun(["0"], environ(), streams=(nothing.fileno(), write, write), program="tests.said_back")
        os.close(write)
        assert b"0\n" in heard.read()
    assert process.wait(60) == 0
