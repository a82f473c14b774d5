"""SQLite as SQLAlchemy speaks it, with transactions that begin by BEGIN IMMEDIATE (SQ-1).

By the dialect, not by an event: with one listener, every statement of every transaction looks for listeners.
"""

from __future__ import annotations

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.pool import PoolProxiedConnection

SCHEME = "sqlite+immediate"


class Immediate(SQLiteDialect_pysqlite):
    """The driver must not open transactions of its own: its isolation level is None."""

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: PoolProxiedConnection) -> None:
        """Nobody else writes from here to the end."""
        dbapi_connection.cursor().execute("BEGIN IMMEDIATE")


registry.register(SCHEME.replace("+", "."), __name__, Immediate.__name__)
