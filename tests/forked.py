"""Begin `nudge` in a process that has loaded what the program loads: by itself each takes half a second to get there.

For tests that look at what the program does. Each process of the suite has one server for it, with a single thread, which forks;
the child is given words, environment, folder and streams, and becomes `python -m bot`, in a session of its own. A process of its own
from the beginning has whatever Python itself would read from the environment, but for how streams are opened, and whoever looks at
what is loaded or held; and all of them with NUDGE_REAL_PROCESSES=1, as in the second run of CI, and elsewhere than on Linux.
"""

from __future__ import annotations

import atexit
import codecs
import contextlib
import gc
import importlib
import io
import json
import os
import random
import runpy
import select
import signal
import socket
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

REAL = "NUDGE_REAL_PROCESSES"
STRICT = {"PYTHONWARNINGS": "error"}
"""What makes warnings errors."""

HANDED_ON = (
    "COLUMNS", "DISPLAY", "HOME", "PATH", "PYTHONIOENCODING", "PYTHONPATH", "PYTHONUNBUFFERED", "SSH_CONNECTION", "TERM", "TMPDIR",
    "TZ",
)  # fmt: skip
"""What a child may be given beside NUDGE_… and STRICT: nothing that was read while the server began, and is not read anew."""

LOADED = (
    "bot.cli.main", "bot.cli.history", "bot.cli.keeping", "bot.cli.queue", "bot.cli.service", "bot.cli.status", "bot.keeping",
    "bot.platforms.mastodon.messenger", "bot.platforms.mastodon.publisher", "bot.platforms.mastodon.reader",
    "bot.service.sandbox", "bot.service.scheduler", "bot.setup.check", "bot.setup.logins",
)  # fmt: skip
"""In the order of the program, which hides some libraries from others. Few speak to Bluesky, of which the library is large."""

NUMBER = 4
"""Bytes of a process's id, and of what it ended with."""


class Forked:
    """What `subprocess.Popen` tells of a process, of a child of the server."""

    def __init__(self, args: Sequence[str], told: socket.socket) -> None:
        self.args = args
        self.returncode: int | None = None
        self._told = told
        self.pid = self._number()

    def _number(self) -> int:
        said = self._told.recv(NUMBER)
        assert said, "whoever waited for it ended first"
        return int.from_bytes(said, "big", signed=True)

    def _ended(self, seconds: float | None) -> int | None:
        if self.returncode is None and select.select([self._told], [], [], seconds)[0]:
            self.returncode = self._number()
            self._told.close()
        return self.returncode

    def poll(self) -> int | None:
        """What it ended with, or None while it goes on."""
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """The same, when it has. Raises `subprocess.TimeoutExpired`."""
        if (code := self._ended(timeout)) is None:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        return code

    def send_signal(self, number: int) -> None:
        """Unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Tell it to end."""
        self.send_signal(signal.SIGTERM)


def begun(
    words: Sequence[str], environ: Mapping[str, str],
    *, streams: Sequence[int | None], where: Path | None = None, program: str = "bot",
) -> subprocess.Popen[bytes] | Forked:  # fmt: skip
    """`python -m` a program, with standard input, output and error, in a session of its own; what is None of them is closed."""
    more = environ.items() - STRICT.items()
    as_it_began = all(name in HANDED_ON or name.startswith("NUDGE_") for name, _ in more)
    if os.environ.get(REAL) == "1" or sys.platform != "linux" or not as_it_began:
        stdin, stdout, stderr = streams
        line = [sys.executable, "-m", program, *words]
        if closed := " ".join(f"{number}>&-" for number, stream in enumerate(streams) if stream is None):
            line = ["sh", "-c", f'exec "$@" {closed}', "sh", *line]
        return subprocess.Popen(
            line, env=environ, stdin=stdin, stdout=stdout, stderr=stderr, cwd=where, start_new_session=True
        )
    ours, theirs = socket.socketpair()
    closed = [number for number, stream in enumerate(streams) if stream is None]
    asked = json.dumps([program, list(words), dict(environ), str(where or Path.cwd()), closed]).encode()
    with theirs:
        given = [theirs.fileno() if stream is None else stream for stream in streams]
        socket.send_fds(_server(), [asked], [*given, theirs.fileno()])
    return Forked([program, *words], ours)


def ran(
    words: Sequence[str], environ: Mapping[str, str],
    *, said: str = "", out: Path | int | None = None, err: Path | int | None = None, closed: int | None = None,
    letters: str = "utf-8", timeout: float = 60, **more: Path | str | None,
) -> subprocess.CompletedProcess[str]:  # fmt: skip
    """The same to its end, with what it said in these `letters`; `said` is what it is told.

    What goes to a file or an end of a pipe that is given, in place of standard output or error, is not read. The stream with the
    number `closed` is.
    """
    with TemporaryFile() as told, _written(out) as stdout, _written(err) as stderr:
        told.write(said.encode())
        told.seek(0)
        streams = [None if number == closed else one.fileno() for number, one in enumerate((told, stdout, stderr))]
        process = begun(words, environ, streams=streams, **more)
        try:
            code = process.wait(timeout)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            raise
        texts = [
            "" if given is not None else _read(stream).decode(letters)
            for given, stream in ((out, stdout), (err, stderr))
        ]
    return subprocess.CompletedProcess(process.args, code, *texts)


def _written(to: Path | int | None) -> IO[bytes]:
    return TemporaryFile() if to is None else open(to, "wb", 0)  # noqa: PTH123


def _read(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


# --- the server


@cache
def _server() -> socket.socket:
    """Begun when it is first asked for; it ends when this process does."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)}
    with theirs:
        server = subprocess.Popen(
            [sys.executable, "-m", __name__, str(theirs.fileno())], env=environ, pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    atexit.register(lambda: (ours.close(), server.wait()))
    return ours


def _served(asked: socket.socket) -> str:
    """Fork for whatever is asked, and say how each child ended; returns in the children alone, with the program that they become."""
    told_by: dict[int, int] = {}
    ended, wakes = socket.socketpair()
    wakes.setblocking(False)
    signal.set_wakeup_fd(wakes.fileno())
    signal.signal(signal.SIGCHLD, lambda *_: None)  # it wakes, and that is all
    gc.freeze()
    while True:
        ready, _, _ = select.select([asked, ended], [], [])
        if ended in ready:
            ended.recv(1 << 12)
            _say_who_ended(told_by)
        if asked not in ready:
            continue
        said, streams, _, _ = socket.recv_fds(asked, 1 << 20, 4)
        if not said:
            os._exit(0)
        told = streams.pop()
        if pid := os.fork():
            told_by[pid] = told
            for stream in streams:
                os.close(stream)
            continue
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for end in (asked, ended, wakes):
            end.close()
        _says_who_it_is(told, told_by.values())
        return _becomes(*json.loads(said), streams)


def _say_who_ended(told_by: dict[int, int]) -> None:
    """To whoever asked for it, with what it ended."""
    with contextlib.suppress(ChildProcessError):  # there is none any more
        while (found := os.waitpid(-1, os.WNOHANG))[0]:
            pid, status = found
            told = told_by.pop(pid)
            with contextlib.suppress(BrokenPipeError):  # whoever asked is gone
                os.write(told, os.waitstatus_to_exitcode(status).to_bytes(NUMBER, "big", signed=True))
            os.close(told)


def _says_who_it_is(told: int, of_others: Iterable[int]) -> None:
    """A child, as soon as whoever asked for it can end it with all that it begins."""
    os.setsid()
    os.write(told, os.getpid().to_bytes(NUMBER, "big"))
    for end in (told, *of_others):
        os.close(end)


def _becomes(
    program: str, words: list[str], environ: dict[str, str], where: str, closed: list[int], streams: list[int]
) -> str:
    """Everything as Python would have found it at its start."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if number in closed:
            os.close(number)
        opened = None if number in closed else _opened(number, name, environ)
        setattr(sys, name, opened)
        setattr(sys, f"__{name}__", opened)
    os.chdir(where)
    os.environ.clear()
    os.environ.update(environ)
    time.tzset()
    random.seed()
    if environ.items() >= STRICT.items():
        warnings.simplefilter("error")
    sys.path[0], sys.argv[1:] = where, words
    return program


def _opened(number: int, name: str, environ: Mapping[str, str]) -> io.TextIOWrapper:
    """A stream as Python opens it at its start, by what stands in its environment."""
    was, writes = getattr(sys, name), name != "stdin"
    named, _, errors = environ.get("PYTHONIOENCODING", "").partition(":")
    encoding = codecs.lookup(named).name if named else was.encoding
    if name == "stderr" or not (named or errors):
        errors = was.errors
    at_once = environ.get("PYTHONUNBUFFERED", "0") not in ("", "0")
    file = open(number, "wb" if writes else "rb", 0 if at_once and writes else -1, closefd=False)  # noqa: SIM115
    getattr(file, "raw", file).name = f"<{name}>"
    by_line = not at_once and (name == "stderr" or file.isatty())
    opened = io.TextIOWrapper(file, encoding, errors or "strict", "\n", line_buffering=by_line, write_through=at_once)
    opened.mode = "w" if writes else "r"
    return opened


def _to_its_end(program: str) -> None:
    """As Python ends, but whatever was loaded is not taken apart, which takes longer than most commands."""
    code: str | int | None = 0
    try:
        runpy.run_module(program, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        code = end.code
    if code is None or isinstance(code, int):
        threading._shutdown()
        atexit._run_exitfuncs()
        with contextlib.suppress(Exception):  # what cannot be written is said by Python itself
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit((code or 0) & 0xFF)
    sys.exit(code)


if __name__ == "__main__":
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # for those children that are strict: they load nothing of it any more
        for name in LOADED:
            importlib.import_module(name)
    _to_its_end(_served(socket.socket(fileno=int(sys.argv[1]))))
