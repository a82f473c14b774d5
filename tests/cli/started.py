"""A program that a test starts: it is read with a limit, and ended whatever comes."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tests import forked
from tests.forked import Forked

LONGEST = 60.0
"""Seconds after which what a test waits for does not come."""


class Started:
    """A process, and all that it has said."""

    def __init__(self, process: subprocess.Popen[bytes] | Forked, screen: int) -> None:
        """Said is what comes out of the screen, a pipe or a terminal."""
        self.process = process
        self.screen = screen
        self.said = b""
        self._ends = time.monotonic() + LONGEST

    def more(self) -> bytes:
        """What it says next; nothing at its end, and a failure when the time is up."""
        ready, _, _ = select.select([self.screen], [], [], max(0.0, self._ends - time.monotonic()))
        assert ready, f"a minute went by, and this was said: {self.said!r}"
        try:
            found = os.read(self.screen, 4096)
        except OSError:  # how a terminal ends on Linux
            found = b""
        self.said += found
        return found

    def until(self, found: Callable[[bytes], bool]) -> str:
        """Everything said, as soon as it is so."""
        while not found(self.said):
            assert self.more(), f"it ended, and this was said: {self.said!r}"
        return self.said.decode()


@contextmanager
def started(
    words: Sequence[str], folder: Path | None = None,
    *, terminal: bool = False, columns: int = 0, program: str | Sequence[str] = "bot", where: Path | None = None,
    err: int | None = None, **more: str,
) -> Iterator[Started]:  # fmt: skip
    """`nudge` with these words, its standard error read, or over a terminal of its own; killed and waited for at the end.

    `program` is what is run in its place, a module or a whole command, `where` the folder in which it is; `err` takes its standard
    error where that is not read. A terminal may have so many `columns`.
    """
    ours, theirs = pty.openpty() if terminal else os.pipe()
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), **more}
    if folder is not None:
        environ["NUDGE_FOLDER"] = str(folder)
    if columns:
        environ["COLUMNS"] = str(columns)
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    with open(os.devnull, "r+b") as nothing:  # noqa: PTH123
        stdin, stdout = (theirs, theirs) if terminal else (nothing.fileno(), nothing.fileno())
        stderr = theirs if err is None else err
        if isinstance(program, str):
            process = forked.begun(words, environ, streams=(stdin, stdout, stderr), where=where, program=program)
        else:
            process = subprocess.Popen(
                [*program, *words], stdin=stdin, stdout=stdout, stderr=stderr, env=environ, cwd=where, start_new_session=True
            )  # fmt: skip
    os.close(theirs)
    try:
        yield Started(process, ours)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # with all that it began
        process.wait()
        os.close(ours)


def waited(
    found: Callable[[], object], running: subprocess.Popen[bytes] | Forked | None = None,
    *, longest: float = LONGEST, every: float = 0.05,
) -> None:  # fmt: skip
    """Looks again and again until it is so; a failure when the time is up, or when what should do it has ended.

    `every` so many seconds: a server is not asked as often as a file.
    """
    ends = time.monotonic() + longest
    while not found():
        assert time.monotonic() < ends, "it did not come"
        assert running is None or running.poll() is None, "it ended before"
        threading.Event().wait(every)


def nobody_reads() -> int:
    """The end of a pipe of which the other is closed."""
    read, write = os.pipe()
    os.close(read)
    return write
