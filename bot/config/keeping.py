"""Write config.toml and secrets so that a reader beside us finds the old file or the new one, whole, and nobody else does."""

from __future__ import annotations

import os
from pathlib import Path

from bot.errors import BotError
from bot.wording.text import writable

OURS_ALONE, OUR_FOLDER = 0o600, 0o700


class NotWritten(BotError):
    """A file could not be put where it belongs; what was there before is untouched."""


def make(folder: Path) -> None:
    """A folder for us alone, if there is none yet. Raises `NotWritten`."""
    try:
        folder.mkdir(mode=OUR_FOLDER, parents=True, exist_ok=True)
    except OSError as problem:
        raise refused(folder, problem) from problem


def put(path: Path, content: str) -> None:
    """Replace a file as a whole (0600), in a folder that is made where it is missing (0700). Raises `NotWritten`."""
    raw = writable(content).encode()
    make(path.parent)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OURS_ALONE), "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as problem:
        draft.unlink(missing_ok=True)
        raise refused(path, problem) from problem


def refused(path: Path, problem: OSError) -> NotWritten:
    """What kept a file from being written, and what to do about it."""
    mend = "Is it mounted read-only?" if problem.errno != 13 else f"Give it to this user: sudo chown -R {os.getuid()} "  # noqa: PLR2004
    folder = path if path.is_dir() else path.parent
    remedy = f"{mend}{folder}" if mend.endswith(" ") else mend
    return NotWritten(f"{path} cannot be written by the user with the id {os.getuid()} ({problem.strerror}). {remedy}")
