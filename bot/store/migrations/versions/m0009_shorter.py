"""Keep the marks of what was seen in one tree instead of two; from here on a post does not say what its columns say."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The same marks in a table without row numbers. Posts stay as they are: they are read either way, and grow old."""
    op.rename_table("seen", "seen_before")
    op.create_table(
        "seen",
        sa.Column("hash", sa.String(length=32), primary_key=True, nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO seen (hash, at) SELECT hash, at FROM seen_before ORDER BY hash")
    op.drop_table("seen_before")
