"""Speak through standard output and standard error, whatever they are: a full disk, or an end that knows few letters."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO

from bot.errors import BotError


class NotWritten(BotError):
    """What a command says did not get through to standard output."""


class Guarded(io.FileIO):
    """A file of the system's, of which `lost` says what becomes of what does not get through."""

    def write(self, content: Any, /) -> int:
        """How much of it is done with."""
        try:
            written: int | None = super().write(content)
            if written is None:  # what takes no more for now, and waits for nobody
                raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        except OSError as problem:
            self.lost(problem)
            return len(memoryview(content))
        return written

    def lost(self, problem: OSError) -> None:
        """Nothing is left to be said where even what is wrong cannot be."""


class _Output(Guarded):
    def lost(self, problem: OSError) -> None:
        if problem.errno == errno.EPIPE:  # whoever closed the other end knows
            raise problem
        end(self)
        raise NotWritten(
            f"Not all that this says got through to standard output ({problem.strerror}). What it did by then is kept; "
            "make room there, or send it elsewhere."
        ) from problem


class _Words(io.TextIOWrapper):
    """Letters that are not known there are replaced; what lies below is not shown, for click writes UTF-8 to it then."""

    buffer: Any = None


@contextmanager
def guarded() -> Iterator[None]:
    """For as long as a command runs: nothing that is read or written is a fault because of where it comes from or goes to.

    What is printed raises `NotWritten`, and `BrokenPipeError` where nobody reads any more.
    """
    if isinstance(sys.stdin, io.TextIOWrapper):
        with suppress(OSError):  # one that was exchanged meanwhile
            sys.stdin.reconfigure(errors="surrogateescape")
    before, ours = (sys.stdout, sys.stderr), (_of(_Output, sys.stdout), _of(Guarded, sys.stderr))
    sys.stdout, sys.stderr = ours
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
        for stream in ours:
            _let_go(stream)


def _let_go(stream: TextIO) -> None:
    """What did not get through is not tried once more at the very end, where it would be another fault."""
    try:
        stream.flush()
    except (OSError, NotWritten):
        end(stream)


def _of(kind: type[Guarded], stream: TextIO | None) -> TextIO:
    if stream is None:  # closed by whoever started us
        return Path(os.devnull).open("w", encoding="utf-8")
    if not isinstance(stream, io.TextIOWrapper):  # what somebody put in its place
        return stream
    try:
        file = kind(stream.fileno(), "w", closefd=False)
    except io.UnsupportedOperation:
        return stream
    at_once = stream.line_buffering or stream.write_through
    return _Words(io.BufferedWriter(file), encoding=stream.encoding, errors="replace", line_buffering=at_once)


def end(stream: TextIO | io.FileIO) -> None:
    """What is left to be written there has a place to go."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def shows(text: str, stream: TextIO) -> bool:
    """Whether every letter of a text is shown there as it is, and none in its place."""
    try:
        text.encode(getattr(stream, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def knows_every_letter(stream: TextIO | None) -> bool:
    """Whether whatever people write can be written there."""
    return (getattr(stream, "encoding", None) or "utf-8").lower().startswith("utf")
