"""Keep until when the owner asked for quiet about a person, when somebody is to be forgotten, and what commands changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody is muted yet, nobody waits to be forgotten, and nothing can be taken back."""
    for name in ("quiet_until", "forget_at"):
        op.add_column("persons", sa.Column(name, sa.String(length=32)))
    op.create_table(
        "undoable",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("person", sa.Integer(), sa.ForeignKey("persons.id", ondelete="CASCADE")),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("change", sa.JSON(), nullable=False),
    )
