"""Hold the data folder for one program, and open what lies in it."""

from __future__ import annotations

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from bot.clock import utc_now
from bot.config import Config, unreadable
from bot.errors import BotError
from bot.knowledge.respelling import one_spelling_each
from bot.service.heartbeat import LOCK
from bot.store import Store, open_store

BESIDE = "or use status, queue and answer beside it; a restore ends by itself"
_ANOTHER_HOLDS_IT = (errno.EWOULDBLOCK, errno.EACCES)
_TRIES, _BETWEEN = 2, 0.1
_OF_A_RESTORE = 100
"""So often it is tried where a restore may be about to end: the configuration is the last thing that it puts there."""


class CannotBeHeld(BotError):
    """The folder cannot be written by this user, or lies where nothing can be locked; no other program has it."""


class InUse(BotError):
    """Another program holds the folder."""


@contextmanager
def locked(folder: Path, *, after_a_restore: bool = False, otherwise: str = BESIDE) -> Iterator[None]:
    """Hold the data folder for one program (BS-5). Raises `BotError` when another one has it, or when it cannot be held.

    `after_a_restore`: what was waited for lies there just now, and whoever put it there may not have ended yet.
    `otherwise` is what else can be done than to stop the other one.
    """
    with _lock_of(folder) as file:
        _take(file, folder, _OF_A_RESTORE if after_a_restore else _TRIES, otherwise)
        yield


def _lock_of(folder: Path) -> IO[str]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return (folder / LOCK).open("w")
    except OSError as problem:
        raise _not_ours(folder, problem) from problem


def _not_ours(folder: Path, problem: OSError) -> CannotBeHeld:
    user = os.getuid()
    what = f"{folder} cannot be written by the user with the id {user} ({problem.strerror})."
    if not isinstance(problem, PermissionError):
        return CannotBeHeld(f"{what} It has to be a folder on a disk that can be written.")
    return CannotBeHeld(
        f"{what} {unreadable.give(folder)}. For a container, do that outside of it, with the folder that is mounted there."
    )


def _take(file: IO[str], folder: Path, tries: int, otherwise: str) -> None:
    """Twice at least: `health` and `answer` look at the lock for a moment."""
    in_use = f"Another nudge is running on {folder}. Stop it first, {otherwise}."
    for left in reversed(range(tries)):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            if problem.errno not in _ANOTHER_HOLDS_IT:
                raise _no_locks(folder, problem) from problem
            if not left:
                raise InUse(in_use) from None
            time.sleep(_BETWEEN)
        else:
            if os.fstat(file.fileno()).st_nlink:
                return
            raise InUse(in_use)  # until a moment ago, by what took the lock away with all that it had made


def _no_locks(folder: Path, problem: OSError) -> CannotBeHeld:
    return CannotBeHeld(
        f"The file system of {folder} keeps no locks ({problem.strerror}), so that two programs could work on it at once. "
        "Is it a network share? Put the folder on a disk of this machine."
    )


def open_folder(config: Config) -> Store:
    """The database of a data folder, in which every account has one spelling."""
    store = open_store(config.database)
    with store.begin() as tx:
        one_spelling_each(tx, now=utc_now())
    return store
