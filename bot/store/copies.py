"""Copy the database file, and keep the newest copies from before changes of its schema."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from bot.errors import StoreError
from bot.store.trouble import sentence

ONLY_THE_OWNER = 0o600
"""Other users of the machine have no business with what people said."""

COPIES_KEPT = 2
"""So many copies from before changes of the schema stay; they hold what was forgotten since."""


def back_up(path: Path, version: str) -> None:
    """Copy the file beside it, and drop the oldest copies."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    copied(path, path.with_name(f"{path.name}.{version}-{stamp}.bak"))
    for old in copies(path)[:-COPIES_KEPT]:
        old.unlink(missing_ok=True)


def copies(path: Path) -> list[Path]:
    """The copies that were made before changes of the schema, oldest first."""
    return sorted(
        path.parent.glob(f"{path.name}.[0-9]*-[0-9]*.bak"), key=lambda file: file.name.rpartition(".")[0][-15:]
    )


def copied(path: Path, target: Path) -> None:
    """Copy the file by SQLite's own backup, which is whole even while somebody writes. Raises `sqlite3.Error`."""
    target.touch(mode=ONLY_THE_OWNER)
    source, copy = sqlite3.connect(path), sqlite3.connect(target)
    try:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # complete by itself, in one file
    except sqlite3.Error:
        target.unlink()  # half a backup is none
        raise
    finally:
        copy.close()
        source.close()


def copy_to(path: Path, target: Path) -> None:
    """The same for whoever keeps copies elsewhere. Raises `StoreError`."""
    try:
        copied(path, target)
    except sqlite3.Error as problem:
        raise StoreError(sentence(str(problem))) from problem
