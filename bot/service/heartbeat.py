"""Say in a small file of the data folder that the service lives, what it works on, and what keeps it from it.

`run` writes it, and takes it away when it is told to end; `health`, `status` and `answer` read it. Whether anything runs at
all is told by the lock on the folder, which ends with its process, however that ends.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

FILE = "heartbeat.json"
INVENTED = "sandbox.db"
"""The database of an invented network, which lies in a place of its own as long as `nudge run --sandbox` runs."""

STOPPED = "stopped.json"
LOCK = ".nudge.lock"
TAKEN = "taken"
"""Under this the heartbeat says what was taken up last."""

STILL_ALIVE = timedelta(minutes=3)
"""How old a beat may be while its service is alive. `nudge health` goes by it, and so does the container (`Dockerfile`)."""

Said = Mapping[str, Any]


def begun(folder: Path, database: Path | None, now: datetime) -> Said:
    """The least that is said: when it was, and which database is worked on."""
    return {"at": now.isoformat(), "database": named(folder, database) if database else None}


def write(folder: Path, said: Said) -> None:
    """Replace the file whole; where there is no room for a second one, write over it. Raises `OSError`.

    What cannot do its work is dated back to when it last could, so that it grows as old as that of a service that is gone.
    """
    file, draft = folder / FILE, folder / f"{FILE}.tmp"
    written = json.dumps(said)
    try:
        draft.write_text(written, encoding="utf-8")
        draft.replace(file)
    except OSError:
        with suppress(OSError):
            draft.unlink()
        _write_over(file, written)
    if ill := said.get("store"):
        since = datetime.fromisoformat(ill["since"]).timestamp()
        os.utime(file, (since, since))


def _write_over(file: Path, written: str) -> None:
    """What stands there already takes no new room on a full disk."""
    with file.open("r+", encoding="utf-8") as held:
        room = len(held.read())
        held.seek(0)
        held.write(written.ljust(room))  # blanks at the end of JSON say nothing
        held.truncate()


def stopped(folder: Path, said: Said) -> None:
    """Say as the last word that the service was told to end, and take the file away: no beat is none. Raises `OSError`."""
    try:
        write(folder, {**said, "stopped": True})
    finally:
        (folder / FILE).replace(folder / STOPPED)


def read(folder: Path) -> Said | None:
    """What was said last; None where nothing was, or something that we did not write."""
    file = folder / FILE
    try:
        said = json.loads((file if file.exists() else folder / STOPPED).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return said if isinstance(said, dict) else None


def named(folder: Path, database: Path) -> str:
    """How a database is named: by its place in the folder, which may have another name inside a container."""
    whole, home = database.resolve(), folder.resolve()
    return str(whole.relative_to(home)) if whole.is_relative_to(home) else str(whole)


def is_held(folder: Path) -> bool | None:
    """Whether a program holds the folder right now; None where no program ever did, or that cannot be told."""
    try:
        with (folder / LOCK).open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return None
    return False


@contextmanager
def waiting(folder: Path) -> Iterator[Callable[[], None]]:
    """While a service waits to be set up: what it calls says so, by a lock on the folder itself, in which it leaves nothing."""
    held: list[int] = []

    def show() -> None:
        with suppress(OSError):
            held.extend([] if held else [os.open(folder, os.O_RDONLY)])
            fcntl.flock(held[0], fcntl.LOCK_EX | fcntl.LOCK_NB)  # who asks has it for a moment

    try:
        yield show
    finally:
        for one in held:
            os.close(one)


def waits(folder: Path) -> bool:
    """Whether a service runs that waits for what it is to run with."""
    try:
        place = os.open(folder, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(place, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(place)
    return False
