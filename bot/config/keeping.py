"""Write config.toml and secrets so that a reader beside us finds the old file or the new one, whole, and nobody else does."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.config import unreadable
from bot.errors import BotError
from bot.wording.text import writable

OURS_ALONE, OUR_FOLDER = 0o600, 0o700
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
FULL = "the disk is full. Make some room, and run this again; what was there before is as it was."


class NotWritten(BotError):
    """A file could not be put where it belongs; what was there before is untouched."""


def text_of(file: Path) -> str:
    """What somebody wrote into a file; some editors put a mark first, which is left out.

    Raises `OSError` also for what is no file: a pipe would be waited for without an end.
    """
    if not file.is_file() and file.exists() and not file.is_dir():
        raise OSError(errno.EINVAL, unreadable.NO_FILE)
    return file.read_text(encoding="utf-8-sig")


def ready(path: Path) -> None:
    """See that a file can lie there, before anybody is asked for what belongs into it. Raises `NotWritten`."""
    if path.is_dir():
        raise refused(path, IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)))
    if unreadable.no_folder(path.parent):
        raise refused(path, NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)))
    above = next(one for one in _place(path).absolute().parents if one.is_dir())
    if not os.access(above, os.W_OK | os.X_OK):
        raise refused(above, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))


def make(folder: Path) -> None:
    """A folder for us alone, if there is none yet. Raises `NotWritten`."""
    try:
        folder.mkdir(mode=OUR_FOLDER, parents=True, exist_ok=True)
    except OSError as problem:
        raise refused(folder, problem) from problem


def put(path: Path, content: str) -> None:
    """Replace a file as a whole (0600), in a folder that is made where it is missing (0700). Raises `NotWritten`."""
    with draft(path, content) as whole:
        move(whole, path)


@contextmanager
def draft(path: Path, content: str) -> Iterator[Path]:
    """All of a file beside its place, to be moved there: no room is missed any more then. Raises `NotWritten`."""
    path = _place(path)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    make(path.parent)
    try:
        _write(beside, writable(content).encode(), path)
        yield beside
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _write(draft: Path, content: bytes, path: Path) -> None:
    try:
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OURS_ALONE), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as problem:
        raise refused(path, problem) from problem


def move(source: Path, target: Path) -> None:
    """Give a file another name, also one that is another file's. Raises `NotWritten`."""
    try:
        source.replace(_place(target))
    except OSError as problem:
        raise refused(target, problem) from problem


def _place(path: Path) -> Path:
    """Where a file lies: a link stays what it is, and what it leads to is written, lest there be two of it."""
    return Path(os.path.realpath(path)) if path.is_symlink() else path  # also of a link that leads to itself


def refused(path: Path, problem: OSError) -> NotWritten:
    """What kept a file from being written, and what to do about it."""
    if problem.errno in NO_ROOM:
        return NotWritten(f"{path} cannot be written: {FULL}")
    if problem.errno in unreadable.ANOTHER_KIND:
        why = unreadable.why(path, problem)
        return NotWritten(f"{path} cannot be written ({why}). {unreadable.remedy(path, problem)}")
    folder = path if path.is_dir() else path.parent
    ours = problem.errno in (errno.EACCES, errno.EPERM)
    remedy = unreadable.give(folder) if ours else "Is it mounted read-only? --folder names another one."
    return NotWritten(f"{path} cannot be written by the user with the id {os.getuid()} ({problem.strerror}). {remedy}")


def why(problem: OSError) -> str:
    """What a system says in brackets, and of a full disk what to do about it."""
    return FULL if problem.errno in NO_ROOM else f"{problem.strerror}."
