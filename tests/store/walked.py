"""What the migrations leave when a new file walks through all of them: `python -m tests.store.walked` writes it down.

The file that it writes, `bot/store/newest.sql`, is how the program makes a new database.
"""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from bot.store import newest
from tests.store.old_database import brought_to

NEWEST = Path(newest.__file__).with_name("newest.sql")


def walked(path: Path) -> Path:
    """A new file that went through every migration."""
    path.touch()
    brought_to("head", path)
    return path


def statements(path: Path) -> list[str]:
    """What makes everything in a file, its tables before their indexes."""
    with closing(sqlite3.connect(path)) as file:
        made = file.execute("SELECT sql FROM sqlite_master WHERE sql <> '' ORDER BY type DESC, name")
        return [sql for (sql,) in made]


def described(path: Path) -> tuple[list[list[str]], dict[str, Any]]:
    """Everything that a file says of its tables and indexes: the lines that made each, and its columns in their order.

    Where a table was made anew by a migration, chance decides in which order its constraints stand.
    """
    lines = [sorted(line.strip(" ,") for line in made.splitlines()) for made in statements(path)]
    with closing(sqlite3.connect(path)) as file:
        tables = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return lines, {name: file.execute(f"PRAGMA table_xinfo({name})").fetchall() for name in tables}


def as_sql(path: Path) -> str:
    """Statements that make the same in another file."""
    return "".join(f"{statement};\n" for statement in statements(path))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        NEWEST.write_text(as_sql(walked(Path(folder) / "nudge.db")), encoding="utf-8")
