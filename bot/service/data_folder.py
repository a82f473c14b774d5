"""Hold the data folder for one program, and open what lies in it."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from bot.config import Config
from bot.errors import BotError
from bot.service.heartbeat import LOCK
from bot.store import Store, open_store


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the data folder for one program (BS-5). Raises `BotError` when another one has it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as file:
        _take(file, folder)
        yield


def _take(file: IO[str], folder: Path) -> None:
    """Twice: `health` and `answer` look at the lock for a moment."""
    for last in (False, True):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if last:
                raise BotError(
                    f"Another nudge is running on {folder}. Stop it first, or use status, queue and answer beside it."
                ) from None
            time.sleep(0.1)
        else:
            return


def open_folder(config: Config) -> Store:
    """The database of a data folder."""
    return open_store(config.database)
