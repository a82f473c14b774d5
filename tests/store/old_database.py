"""Databases that earlier versions wrote (`tests/data/databases`), and what stands in a file, row by row."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from bot.store import migrate

Rows = tuple[Mapping[str, Any], ...]
"""Several tests look at the same ones: nobody can change them."""

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


TAKEN_FOR_GRANTED = {
    "unprompted": True,
    "counts": True,
    "left": 0,
    "step": None,
    "answered_at": None,
    "held at": None,
    "kept_back": False,
    "told that it is unclear": False,
    "draft asked": None,
}
"""What the program of before took for granted where the bag of a suggestion did not say it."""


def bag(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the bag of a suggestion held, by the names that it had there, put together from the columns of now."""
    wish = row["draft_wish"]
    return {
        "unprompted": bool(row["unprompted"]),
        "counts": bool(row["counts"]),
        "left": row["left"],
        "step": row["step"],
        "answered_at": row["answered_at"] and datetime.fromisoformat(row["answered_at"]),
        "held at": row["held_at"] and datetime.fromisoformat(row["held_at"]),
        "kept_back": bool(row["kept_back"]),
        "told that it is unclear": bool(row["told_unclear"]),
        "draft asked": None if wish is None else {"under": row["draft_under"], "wish": wish},
    }


def old_bag(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the bag of an old suggestion held, with what was taken for granted."""
    held = {**TAKEN_FOR_GRANTED, **json.loads(row["extra"])}
    moments = {name: held[name] and datetime.fromisoformat(held[name]) for name in ("answered_at", "held at")}
    return {**held, **moments}


def copied(name: str, folder: Path) -> Path:
    """An old file, put where a program may change it."""
    return Path(shutil.copy(FOLDER / f"{name}.db", folder / "nudge.db"))


def content(path: Path) -> dict[str, Rows]:
    """Every row of every table, by the names of its columns, in the order in which they were written."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as file:
        file.row_factory = sqlite3.Row
        names = file.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        tables = [name for (name,) in names]
        rows = {name: file.execute(f"SELECT * FROM {name} ORDER BY {_order(name)}") for name in tables}  # noqa: S608
        return {name: tuple(MappingProxyType(dict(row)) for row in found) for name, found in rows.items()}


@cache
def written(name: str) -> Mapping[str, Rows]:
    """What the earlier version wrote into an old file."""
    return MappingProxyType(content(FOLDER / f"{name}.db"))


def _order(table: str) -> str:
    """Marks of what was seen have no number any more, and nobody asks which came first."""
    return "hash" if table == "seen" else "rowid"


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
