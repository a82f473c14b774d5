"""Look whether a database can be used as it is, without changing it (`nudge check`)."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.errors import Problem
from bot.store import database
from bot.store.database import written_by_newer
from bot.store.trouble import of_another, sentence

ROOM = 8 * 1024 * 1024
"""Bytes that must be free on the disk; a day of posts takes less."""

PATIENCE = 5.0


def database_problems(path: Path) -> list[Problem]:
    """What is wrong with the file, as one problem at most for what it holds. No file is fine: the first run makes one."""
    problems = [*_room(path)]
    if not path.exists():
        return problems
    try:
        with closing(_opened(path)) as file:
            found = _damage(file) or _anothers(file) or _newer(file) or _unwritable(file)
    except sqlite3.Error as problem:
        found = sentence(str(problem))
    return [_problem(path, found), *problems] if found else problems


def _problem(path: Path, found: str) -> Problem:
    """Its last piece is what to do, where SQLite's trouble is one that we know."""
    what, between, remedy = found.rpartition("; ")
    if not between:
        return Problem(path.name, found)
    return Problem(path.name, what, f"{remedy[0].upper()}{remedy[1:]}{'' if remedy.endswith('?') else '.'}")


def _opened(path: Path) -> sqlite3.Connection:
    where = f"{path.absolute().as_uri()}?mode=rw"
    return sqlite3.connect(where, uri=True, timeout=PATIENCE, isolation_level=None)


def _damage(file: sqlite3.Connection) -> str:
    found = file.execute("PRAGMA quick_check(1)").fetchone()[0]
    return "" if found == "ok" else sentence("malformed")


def _anothers(file: sqlite3.Connection) -> str:
    table = database.anothers(file)
    return of_another(table) if table else ""


def _newer(file: sqlite3.Connection) -> str:
    if not file.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
        return ""
    row = file.execute("SELECT version_num FROM alembic_version").fetchone()
    if row is None or row[0] in {*database.KNOWN, database.HEAD}:
        return ""
    return f"{written_by_newer(row[0])}; update nudge, or put back the backup that stands beside the file"


def _unwritable(file: sqlite3.Connection) -> str:
    """Writes what stands there already, and takes it back; SQLite refuses here what it would refuse later."""
    file.execute("BEGIN IMMEDIATE")
    version = file.execute("PRAGMA user_version").fetchone()[0]
    file.execute(f"PRAGMA user_version = {int(version)}")
    file.execute("ROLLBACK")
    return ""


def _room(path: Path) -> list[Problem]:
    place = next((folder for folder in path.absolute().parents if folder.exists()), None)
    if place is None or shutil.disk_usage(place).free >= ROOM:
        return []
    return [
        Problem(
            path.name, "the disk is full, so nothing more can be stored", "Make room; everything goes on where it was."
        )
    ]
