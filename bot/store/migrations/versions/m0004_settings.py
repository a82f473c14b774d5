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
    _counters(connection)


def _set(connection: sa.Connection, name: str, value: Any) -> None:
    connection.execute(sa.update(_SETTINGS).where(_SETTINGS.c.name == name).values(value=value))


def _letters(connection: sa.Connection, held: dict[str, Any]) -> None:
    """Weeks and months are days now, by which they begin."""
    if held.get("letter of the week") == "none yet":
        _set(connection, "letter of the week", "0001-01-01")
    if "letter of the month" in held:
        _set(connection, "letter of the month", f"{held['letter of the month']}-01")


_COUNTERS = {"rule:": "rule fired", "rule failed:": "rule failed", "scheduler:": "job missed"}


def _counters(connection: sa.Connection) -> None:
    """What is counted, and of what, stood in one name."""
    counts = op.create_table(
        "counts",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("of", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", "of"),
    )
    for name, count in connection.execute(sa.text("SELECT name, count FROM counters")).all():
        begins = next((begins for begins in _COUNTERS if name.startswith(begins)), None)
        what = {"name": _COUNTERS[begins], "of": name.removeprefix(begins)} if begins else {"name": name, "of": ""}
        connection.execute(sa.insert(counts).values(**what, count=count))
    op.drop_table("counters")
