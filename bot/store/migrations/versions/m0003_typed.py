"""Give every part of a suggestion's bag a column of its own, and a number that stood in a word as well.

What the bag held is read as the program of before read it: a part that is missing is what it took for granted. Columns that
no version ever wrote are taken away.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _flag(name: str, *, given: bool = False) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.true() if given else sa.false())


_OF_A_SUGGESTION: tuple[sa.Column[Any], ...] = (
    _flag("unprompted", given=True),
    _flag("counts", given=True),
    sa.Column("left", sa.Integer(), nullable=False, server_default="0"),
    sa.Column("step", sa.String()),
    sa.Column("answered_at", sa.String(length=32)),
    sa.Column("held_at", sa.String(length=32)),
    _flag("kept_back"),
    _flag("told_unclear"),
    sa.Column("draft_wish", sa.String()),
    sa.Column("draft_under", sa.String()),
)


_TAKEN_AWAY = {
    "suggestions": ("extra",),
    "messages": ("retry_at",),
    "posts": ("verdict", "verdict_at"),
    "persons": ("rest_until", "silent_said"),
}


def upgrade() -> None:
    """Add the columns, fill them, and take away where their values stood."""
    _unpack()
    _take_the_number_out()
    for name, columns in _TAKEN_AWAY.items():
        with op.batch_alter_table(name) as table:
            for column in columns:
                table.drop_column(column)


def _unpack() -> None:
    for column in _OF_A_SUGGESTION:
        op.add_column("suggestions", column)
    connection = op.get_bind()
    names = ", ".join(f'"{column.name}" = :{column.name}' for column in _OF_A_SUGGESTION)
    statement = sa.text(f"UPDATE suggestions SET {names} WHERE id = :id")  # noqa: S608  # names of ours
    for number, bag in connection.execute(sa.text("SELECT id, extra FROM suggestions")).all():
        connection.execute(statement, {"id": number, **_unpacked(json.loads(bag))})


def _take_the_number_out() -> None:
    """A question that shows two versions noted the number of the older one in what it offers: "versions beside 1"."""
    op.add_column("messages", sa.Column("beside", sa.Integer()))
    op.get_bind().execute(
        sa.text(
            "UPDATE messages SET offers = 'versions', beside = CAST(substr(offers, length('versions beside ') + 1) AS INTEGER)"
            " WHERE offers LIKE 'versions beside %'"
        )
    )


def _unpacked(bag: Mapping[str, Any]) -> dict[str, Any]:
    asked = bag.get("draft asked") or {}
    return {
        "unprompted": bool(bag.get("unprompted", True)),
        "counts": bool(bag.get("counts", True)),
        "left": int(bag.get("left", 0)),
        "step": bag.get("step"),
        "answered_at": _moment(bag.get("answered_at")),
        "held_at": _moment(bag.get("held at")),
        "kept_back": bool(bag.get("kept_back")),
        "told_unclear": bool(bag.get("told that it is unclear")),
        "draft_wish": asked.get("wish", "") if asked else None,
        "draft_under": asked.get("under"),
    }


def _moment(said: str | None) -> str | None:
    """In the one width in which columns keep a time."""
    return None if said is None else datetime.fromisoformat(said).astimezone(UTC).isoformat(timespec="microseconds")
