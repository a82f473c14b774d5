"""Say whose every row is that can lead to a write, in which conversation it stands, and by which clock time was counted.

Rows of before are given to the one account of the owner's on their network; where there are several or none, nobody can
say whose they were, and they are laid to rest when that network is next met.
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False, server_default="")


_COLUMNS: dict[str, tuple[sa.Column[Any], ...]] = {
    "sources": (sa.Column("read_boot", sa.String()), sa.Column("read_seconds", sa.Float())),
    "suggestions": (_text("owner"),),
    "messages": (_text("channel"), sa.Column("seen_at", sa.String(length=32))),
    "answers": (_text("channel"),),
    "approvals": (
        _text("account"),
        _text("channel"),
        sa.Column("receipt", sa.Integer()),
        sa.Column("told_at", sa.String(length=32)),
        sa.Column("told_boot", sa.String()),
        sa.Column("told_seconds", sa.Float()),
    ),
}


def upgrade() -> None:
    """Add the columns, and fill them with what can be known."""
    for table, columns in _COLUMNS.items():
        for column in columns:
            op.add_column(table, column)
    connection = op.get_bind()
    for network, identity in _own(connection).items():
        connection.execute(
            sa.text("UPDATE suggestions SET owner = :owner WHERE network = :network"),
            {"owner": identity, "network": network},
        )
    for statement in _FILL:
        connection.execute(sa.text(statement))


_FILL = (
    "UPDATE approvals SET account = (SELECT owner FROM suggestions WHERE suggestions.id = approvals.suggestion)",
    # a message in the terminal is delivered under its own key
    "UPDATE messages SET channel = 'terminal' WHERE network_id = key",
    "UPDATE approvals SET channel = COALESCE((SELECT channel FROM messages WHERE messages.suggestion = approvals.suggestion"
    " AND messages.state = 'sent' AND messages.shown = approvals.digest ORDER BY messages.id DESC LIMIT 1), '')",
    "UPDATE approvals SET receipt = (SELECT MAX(id) FROM messages WHERE messages.suggestion = approvals.suggestion"
    " AND messages.kind = 'receipt' AND messages.created_at >= approvals.approved_at)",
    "UPDATE approvals SET told_at = (SELECT sent_at FROM messages WHERE messages.id = approvals.receipt)",
)


def _own(connection: sa.Connection) -> dict[str, str]:
    """`Account.identity` of the owner's account, by network, where there is exactly one."""
    found: dict[str, set[str]] = {}
    for data in connection.execute(sa.text("SELECT account FROM accounts WHERE own")).scalars():
        account = json.loads(data)
        key = f"{account['network']}:{account['uid']}"
        identity = key if account["local_id"] == account["uid"] else f"{key}#{account['local_id']}"
        found.setdefault(account["network"], set()).add(identity)
    return {network: identities.pop() for network, identities in found.items() if len(identities) == 1}
