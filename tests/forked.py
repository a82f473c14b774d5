"""Begin `nudge` in a process that has loaded what the program loads: by itself each takes half a second to get there.

For tests that look at what the program does. Each process of the suite has one server for it, with a single thread, which forks;
the child is given words, environment, folder and streams, and becomes `python -m bot`. A process of its own from the beginning has
whatever Python itself would read from the environment, whoever looks at a terminal, at what is loaded or held, or kills on the way;
and all of them with NUDGE_REAL_PROCESSES=1, as in the second run of CI, and elsewhere than on Linux.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import json
import os
import random
import runpy
import select
import signal
import socket
import subprocess
import sys
import time
import warnings
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile

REAL = "NUDGE_REAL_PROCESSES"
STRICT = {"PYTHONWARNINGS": "error"}
"""What makes warnings errors."""

HANDED_ON = ("HOME", "PATH", "PYTHONPATH", "TERM", "TMPDIR", "TZ")
"""What a child may be given beside NUDGE_… and STRICT: nothing that was read while the server began."""

LOADED = (
    "bot.cli.main", "bot.cli.history", "bot.cli.keeping", "bot.cli.queue", "bot.cli.service", "bot.cli.status", "bot.keeping",
    "bot.platforms.mastodon.messenger", "bot.platforms.mastodon.publisher", "bot.platforms.mastodon.reader",
    "bot.service.sandbox", "bot.service.scheduler", "bot.setup.check",
)  # fmt: skip
"""In the order of the program, which hides some libraries from others."""

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
    *, streams: tuple[int, int, int], where: Path | None = None, program: str = "bot",
) -> subprocess.Popen[bytes] | Forked:  # fmt: skip
    """`python -m` a program, with standard input, output and error."""
    more = environ.items() - STRICT.items()
    as_it_began = all(name in HANDED_ON or name.startswith("NUDGE_") for name, _ in more)
    if os.environ.get(REAL) == "1" or sys.platform != "linux" or not as_it_began:
        stdin, stdout, stderr = streams
        line = [sys.executable, "-m", program, *words]
        return subprocess.Popen(line, env=environ, stdin=stdin, stdout=stdout, stderr=stderr, cwd=where)
    ours, theirs = socket.socketpair()
    asked = json.dumps([program, list(words), dict(environ), str(where or Path.cwd())]).encode()
    with theirs:
        socket.send_fds(_server(), [asked], [*streams, theirs.fileno()])
    return Forked([program, *words], ours)


def ran(
    words: Sequence[str], environ: Mapping[str, str], *, said: str = "", timeout: float = 60, **more: Path | str | None
) -> subprocess.CompletedProcess[str]:
    """The same to its end, with what it said; `said` is what it is told."""
    with TemporaryFile() as told, TemporaryFile() as out, TemporaryFile() as err:
        told.write(said.encode())
        told.seek(0)
        process = begun(words, environ, streams=(told.fileno(), out.fileno(), err.fileno()), **more)
        try:
            code = process.wait(timeout)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            raise
        texts = [(stream.seek(0), stream.read().decode())[1] for stream in (out, err)]
    return subprocess.CompletedProcess(process.args, code, *texts)


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
    """Fork for whatever is asked; returns in the children alone, with the program that they are to become."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who wait for the children
    gc.freeze()
    while True:
        said, streams, _, _ = socket.recv_fds(asked, 1 << 20, 4)
        if not said:
            os._exit(0)
        if not os.fork():
            asked.close()
            _waits_for_a_child(streams)
            return _becomes(*json.loads(said), streams)
        for stream in streams:
            os.close(stream)


def _waits_for_a_child(streams: list[int]) -> None:
    """Returns in the child alone; its parent says who it is, and what it ended with."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    told = streams.pop()
    if pid := os.fork():
        for stream in streams:
            os.close(stream)
        os.write(told, pid.to_bytes(NUMBER, "big"))
        _, status = os.waitpid(pid, 0)
        with contextlib.suppress(BrokenPipeError):  # whoever asked is gone
            os.write(told, os.waitstatus_to_exitcode(status).to_bytes(NUMBER, "big", signed=True))
        os._exit(0)
    os.close(told)


def _becomes(program: str, words: list[str], environ: dict[str, str], where: str, streams: list[int]) -> str:
    """Everything as Python would have found it at its start."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    for name, number, mode in (("stdin", 0, "r"), ("stdout", 1, "w"), ("stderr", 2, "w")):
        was = getattr(sys, name)
        opened = open(number, mode, encoding=was.encoding, errors=was.errors, closefd=False)  # noqa: SIM115
        setattr(sys, name, opened)
        setattr(sys, f"__{name}__", opened)
    sys.stderr.reconfigure(line_buffering=True)
    os.chdir(where)
    os.environ.clear()
    os.environ.update(environ)
    time.tzset()
    random.seed()
    if environ.items() >= STRICT.items():
        warnings.simplefilter("error")
    sys.path[0], sys.argv[1:] = where, words
    return program


if __name__ == "__main__":
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # for those children that are strict: they load nothing of it any more
        for name in LOADED:
            importlib.import_module(name)
    runpy.run_module(_served(socket.socket(fileno=int(sys.argv[1]))), run_name="__main__", alter_sys=True)
