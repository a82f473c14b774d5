"""Who there is: persons, their accounts, and what was asked and told about them."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text, text

from bot.store.schema.columns import UtcTime, metadata

persons = Table(
    "persons",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("goal", String, nullable=False, default="none"),
    Column("every_days", Float),
    Column("note", Text, nullable=False, default=""),
    Column("never", Boolean, nullable=False, default=False),
    Column("remind_at", UtcTime),
    Column("remind_text", Text, nullable=False, default=""),
    Column("remind_asked_at", UtcTime),
    Column("quiet_until", UtcTime),
    Column("forget_at", UtcTime),
    Column("created_at", UtcTime, nullable=False),
    Index("persons_to_remind_of", "remind_at", sqlite_where=text("remind_at IS NOT NULL")),
    Index("persons_to_forget", "forget_at", sqlite_where=text("forget_at IS NOT NULL")),
)

accounts = Table(
    "accounts",
    metadata,
    Column("key", String, primary_key=True),
    Column("person", ForeignKey("persons.id"), nullable=False, index=True),
    Column("address", String, nullable=False, index=True),
    Column("account", JSON, nullable=False),
    Column("profile_at", UtcTime),
    Column("ties", JSON),
    Column("ties_at", UtcTime),
    Column("habits", JSON),
    Column("habits_at", UtcTime),
    Column("follower_since", UtcTime),
    Column("last_post_at", UtcTime),
    Column("own", Boolean, nullable=False, default=False),
    Column("known_by_at", UtcTime),
    Index("accounts_of_the_owner", "key", sqlite_where=text("own = 1")),
)

known_by = Table(
    "known_by",  # who of those whom the owner follows follows an account, whom the owner knows best first; goes after a week
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account", ForeignKey("accounts.key", ondelete="CASCADE"), nullable=False, index=True),
    Column("follower", ForeignKey("accounts.key", ondelete="CASCADE"), nullable=False, index=True),
)

forgotten = Table(
    "forgotten",  # a mark that nothing about this account may be collected anew
    metadata,
    Column("hash", String(32), primary_key=True),
    Column("at", UtcTime, nullable=False),
)

learned_people = Table(
    "learned_people",
    metadata,
    Column("person", ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True),
    Column("value", Float, nullable=False),
    Column("at", UtcTime),
    Column("taken", Integer, nullable=False),
    Column("passed", Integer, nullable=False),
)

offers = Table(
    "offers",  # the last question about people: whether to watch one, or whether two accounts are one
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", ForeignKey("persons.id", ondelete="CASCADE")),
    Column("one", ForeignKey("accounts.key", ondelete="CASCADE")),
    Column("other", ForeignKey("accounts.key", ondelete="CASCADE")),
)

asked_pairs = Table(
    "asked_pairs",  # accounts of which it was asked whether they are one person
    metadata,
    Column("one", ForeignKey("accounts.key", ondelete="CASCADE"), primary_key=True),
    Column("other", ForeignKey("accounts.key", ondelete="CASCADE"), primary_key=True),
)

told_silent = Table(
    "told_silent",  # people of whom it was said that their account answers nobody
    metadata,
    Column("person", ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True),
)

faces = Table(
    "faces",  # those who had no room in the letter of the week
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", ForeignKey("persons.id", ondelete="CASCADE")),  # NULL: noted before this was known
    Column("who", String, nullable=False),
    Column("topics", JSON, nullable=False),
    Column("evidence", String, nullable=False),
)

seeded_people = Table(
    "seeded_people",  # entries of the configuration that were looked up
    metadata,
    Column("entry", String, primary_key=True),
)

measurements = Table(
    "measurements",  # when somebody's habits were measured of late
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcTime, nullable=False),
)
