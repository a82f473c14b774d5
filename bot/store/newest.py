"""Make the tables of a new file at once, as every migration one after another would have left them.

`newest.sql` is what they leave, written down by `python -m tests.store.walked`; a test compares both to the letter.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, text

_SCHEMA = Path(__file__).with_name("newest.sql")


def is_empty(tx: Connection) -> bool:
    """Whether nothing was ever made in the file."""
    return tx.execute(text("SELECT 1 FROM sqlite_master LIMIT 1")).scalar() is None


def make(tx: Connection, version: str) -> None:
    """Make every table, and note the version that the file has with them."""
    for statement in _SCHEMA.read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            tx.exec_driver_sql(statement)
    tx.execute(text("INSERT INTO alembic_version (version_num) VALUES (:version)"), {"version": version})
