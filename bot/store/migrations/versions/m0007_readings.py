"""Make the tables of the second reader: what it read, when it was asked, and what it had to do with a suggestion."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Four tables, with nothing in them yet."""
    op.create_table(
        "readings",
        sa.Column("uri", sa.String(), sa.ForeignKey("posts.uri", ondelete="CASCADE"), primary_key=True, nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("wanted_at", sa.String(length=32), nullable=False),
        sa.Column("worth", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
    )
    op.create_table(
        "reading_requests",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("posts", sa.Integer(), nullable=False),
        sa.Column("tokens", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
    )
    op.create_index("ix_reading_requests_at", "reading_requests", ["at"])
    suggestion = sa.ForeignKey("suggestions.id", ondelete="CASCADE")
    op.create_table(
        "opinions",
        sa.Column("suggestion", sa.Integer(), suggestion, primary_key=True, nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
    )
    opinion = sa.ForeignKey("opinions.suggestion", ondelete="CASCADE")
    op.create_table(
        "opinions_before",
        sa.Column("suggestion", sa.Integer(), opinion, primary_key=True, nullable=False),
        sa.Column("person", sa.Integer(), sa.ForeignKey("persons.id", ondelete="CASCADE"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
    )
