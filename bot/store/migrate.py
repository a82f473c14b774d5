"""Run the migrations. Imported only when the schema differs, because Alembic is slow to import."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to the newest schema, in one transaction."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with _unreferenced(engine) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


@contextmanager
def _unreferenced(engine: Engine) -> Iterator[Connection]:
    """A connection on which a table can be made anew while others refer to it; SQLite takes that word outside of a
    transaction only.
    """
    with engine.connect() as connection:
        file = connection.connection.cursor()
        file.execute("PRAGMA foreign_keys=OFF")
        try:
            yield connection
        finally:
            file.execute("PRAGMA foreign_keys=ON")
            file.close()
