"""Speak through standard output and standard error, whatever they are: a full disk, or an end that knows few letters."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO, cast

from bot.errors import BotError


class NotWritten(BotError):
    """What a command says did not get through to standard output."""


class _Guarded:
    """A stream of which `_lost` says what becomes of words that do not get through; whoever closed the other end knows."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        if text != "":  # so it is asked whether this takes texts; a full disk does not even take that
            with self._getting_through():
                self._stream.write(text)
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        with self._getting_through():
            self._stream.flush()

    @contextmanager
    def _getting_through(self) -> Iterator[None]:
        try:
            yield
        except OSError as problem:
            if problem.errno == errno.EPIPE:
                raise
            self._lost(problem)

    def _lost(self, problem: OSError) -> None:
        """Nothing is left to be said where even what is wrong cannot be."""


class _Output(_Guarded):
    def _lost(self, problem: OSError) -> None:
        end(self._stream)
        raise NotWritten(
            f"Not all that this says got through to standard output ({problem.strerror}). What it did by then is kept; "
            "make room there, or send it elsewhere."
        ) from problem


@contextmanager
def guarded() -> Iterator[None]:
    """For as long as a command runs: nothing that is read or written is a fault because of where it comes from or goes to.

    What is printed raises `NotWritten`, and `BrokenPipeError` where nobody reads any more.
    """
    before = sys.stdout, sys.stderr
    for stream, errors in ((sys.stdin, "surrogateescape"), (sys.stdout, "replace"), (sys.stderr, "replace")):
        if isinstance(stream, io.TextIOWrapper) and stream.errors != errors:
            with suppress(OSError):  # one that was exchanged meanwhile
                stream.reconfigure(errors=errors)
    sys.stdout, sys.stderr = _of(_Output, sys.stdout), _of(_Guarded, sys.stderr)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
        _let_go(sys.stdout)
        _let_go(sys.stderr)


def _let_go(stream: TextIO | None) -> None:
    """What did not get through is not tried once more at the very end, where it would be another fault."""
    if stream is None:
        return
    try:
        stream.flush()
    except OSError:
        end(stream)


def _of(kind: type[_Guarded], stream: TextIO | None) -> TextIO:
    if stream is None:  # closed by whoever started us
        stream = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as long as the process lives
    return cast("TextIO", kind(stream))


def end(stream: TextIO) -> None:
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
