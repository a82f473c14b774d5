"""Databases that earlier versions wrote (`tests/data/databases`), and what stands in a file, row by row."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from bot.store import migrate

Rows = list[dict[str, Any]]

FOLDER = Path(__file__).parent.parent / "data" / "databases"
OLD = tuple(sorted(path.stem for path in FOLDER.glob("*.db")))

LENA = {
    "mastodon": "mastodon:lena@writers.example#109384573920174652",
    "bluesky": "bluesky:did:plc:l3nam4rshwr1tesn0vels2a5",
}
"""How the owner's accounts are named for good; what the old files hold is written out here, not computed."""

OWNERS = {
    "mastodon": LENA,
    "bluesky": {"bluesky": LENA["bluesky"]},
    "terminal": LENA,
    "two-accounts": {},  # with two accounts on one network nobody can say whose an old row is
}


def copied(name: str, folder: Path) -> Path:
    """An old file, put where a program may change it."""
    return Path(shutil.copy(FOLDER / f"{name}.db", folder / "nudge.db"))


def content(path: Path) -> dict[str, Rows]:
    """Every row of every table, by the names of its columns, in the order in which they were written."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as file:
        file.row_factory = sqlite3.Row
        names = file.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        tables = [name for (name,) in names]
        return {name: [dict(row) for row in file.execute(f"SELECT * FROM {name} ORDER BY rowid")] for name in tables}  # noqa: S608


def said(path: Path, pragma: str) -> list[Any]:
    """What SQLite itself says of a file."""
    with closing(sqlite3.connect(path)) as file:
        return file.execute(f"PRAGMA {pragma}").fetchall()


def brought_to(version: str, path: Path) -> None:
    """As far as an earlier version of the program would have brought this file."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
    engine.dispose()


def put_settings(path: Path, values: dict[str, Any]) -> None:
    """Write settings as they were written before each was declared."""
    with closing(sqlite3.connect(path)) as file, file:
        rows = [(name, json.dumps(value)) for name, value in values.items()]
        file.executemany("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", rows)
