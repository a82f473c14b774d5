"""Give every queue, log and open question a table of its own; a setting is one value of one type.

They were values in the table of settings, under names in prose. What is declared as a setting keeps its name.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0002"
branch_labels = None
depends_on = None


_SETTINGS = sa.table("settings", sa.column("name", sa.String), sa.column("value", sa.JSON))


def upgrade() -> None:
    """Make the tables, and move into them what the settings held."""
    connection = op.get_bind()
    held = {row.name: row.value for row in connection.execute(sa.select(_SETTINGS))}
    _letters(connection, held)


def _set(connection: sa.Connection, name: str, value: Any) -> None:
    connection.execute(sa.update(_SETTINGS).where(_SETTINGS.c.name == name).values(value=value))


def _letters(connection: sa.Connection, held: dict[str, Any]) -> None:
    """Weeks and months are days now, by which they begin."""
    if held.get("letter of the week") == "none yet":
        _set(connection, "letter of the week", "0001-01-01")
    if "letter of the month" in held:
        _set(connection, "letter of the month", f"{held['letter of the month']}-01")
