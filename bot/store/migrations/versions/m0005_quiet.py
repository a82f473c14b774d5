"""Keep until when the owner asked for quiet about a person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody is muted yet."""
    op.add_column("persons", sa.Column("quiet_until", sa.String(length=32)))
