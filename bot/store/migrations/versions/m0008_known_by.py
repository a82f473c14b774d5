"""Make room for whom the owner and somebody both know: who follows an account, and when the network was asked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A column and a table, with nothing in them yet."""
    op.add_column("accounts", sa.Column("known_by_at", sa.String(length=32), nullable=True))
    account = sa.ForeignKey("accounts.key", ondelete="CASCADE")
    follower = sa.ForeignKey("accounts.key", ondelete="CASCADE")
    op.create_table(
        "known_by",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("account", sa.String(), account, nullable=False),
        sa.Column("follower", sa.String(), follower, nullable=False),
    )
    op.create_index("ix_known_by_account", "known_by", ["account"])
    op.create_index("ix_known_by_follower", "known_by", ["follower"])
