"""What the program knows of itself: settings, sources, logins, what the rules have learnt, counts."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Float, Integer, String, Table, Text

from bot.store.schema.columns import UtcTime, metadata

settings = Table(
    "settings",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", JSON, nullable=False),
)

sources = Table(
    "sources",  # one row a source that is polled: its mark, and how it is
    metadata,
    Column("name", String, primary_key=True),
    Column("mark", Text, nullable=False, default=""),
    Column("ok_at", UtcTime),
    Column("read_began_at", UtcTime),
    Column("problem", Text),
    Column("login_ended", Boolean, nullable=False, default=False),
    Column("retry_at", UtcTime),
    Column("read_boot", String),  # the same moment by the machine's own clock: which start of it, and seconds
    Column("read_seconds", Float),
)

owner_accounts = Table(
    "owner_accounts",  # the owner's account on each network, as it was verified last
    metadata,
    Column("network", String, primary_key=True),
    Column("identity", String, nullable=False),
    Column("address", String, nullable=False),
    Column("learnt", String, nullable=False, default=""),  # of it and the server, in the words of that network's reader
)

read_only_logins = Table(
    "read_only_logins",  # accounts (their identity) whose login for posting has no right to post
    metadata,
    Column("owner", String, primary_key=True),
)

told_logins = Table(
    "told_logins",  # logins of which it was said that they ended
    metadata,
    Column("id", Integer, primary_key=True),
    Column("login", String, nullable=False, unique=True),
)

learned_rules = Table(
    "learned_rules",
    metadata,
    Column("rule", String, primary_key=True),
    Column("value", Float, nullable=False),
    Column("at", UtcTime),
    Column("taken", Integer, nullable=False),
    Column("passed", Integer, nullable=False),
)

counts = Table(
    "counts",
    metadata,
    Column("name", String, primary_key=True),
    Column("of", String, primary_key=True),
    Column("count", Integer, nullable=False),
)
