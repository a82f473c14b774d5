"""Give what every round asks for an index of its own, so that a round costs the same with many posts as with few."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_INDEXES = (
    ("posts_by_owner", "posts", ("created_at",), "by_owner = 1"),
    ("posts_to_owner", "posts", ("created_at",), "to_owner = 1"),
    ("accounts_of_the_owner", "accounts", ("key",), "own = 1"),
    ("persons_to_remind_of", "persons", ("remind_at",), "remind_at IS NOT NULL"),
    ("persons_to_forget", "persons", ("forget_at",), "forget_at IS NOT NULL"),
    ("answers_to_hear", "answers", ("row",), "handled_at IS NULL"),
    ("answers_by_time", "answers", ("received_at",), None),
    ("messages_by_time", "messages", ("state", "sent_at"), None),
    ("suggestions_by_time", "suggestions", ("created_at",), None),
)


def upgrade() -> None:
    """Make them."""
    for name, table, columns, only in _INDEXES:
        op.create_index(name, table, list(columns), sqlite_where=sa.text(only) if only else None)
