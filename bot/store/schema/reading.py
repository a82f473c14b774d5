"""What was read of the networks: what was said and done there, and what is still to be looked for."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.store.schema.columns import UtcTime, metadata

posts = Table(
    "posts",
    metadata,
    Column("uri", String, primary_key=True),
    Column("account", String, nullable=False),
    Column("network", String, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
    Column("stored_at", UtcTime, nullable=False),
    Column("parent_uri", String),
    Column("by_owner", Boolean, nullable=False, default=False),
    Column("to_owner", Boolean, nullable=False, default=False),
    Column("post", JSON, nullable=False),
    Column("facts", Text),
    Column("silent_before", Float),  # seconds that the author had said nothing before it; NULL: not known
    Column("talk", JSON),
    Column("talk_at", UtcTime),
    Column("gone", Boolean, nullable=False, default=False),
    Index("posts_by_account", "account", "created_at"),
    Index("posts_by_time", "created_at"),
    Index("posts_by_parent", "parent_uri"),
    Index("posts_by_owner", "created_at", sqlite_where=text("by_owner = 1")),
    Index("posts_to_owner", "created_at", sqlite_where=text("to_owner = 1")),
)

seen = Table(
    "seen",  # kept apart from the posts, so that a forgotten post is not collected anew
    metadata,
    Column("hash", String(32), primary_key=True),
    Column("at", UtcTime, nullable=False),
    sqlite_with_rowid=False,  # there is one for each post of the last days, and nothing else names it
)

interactions = Table(
    "interactions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("by_owner", Boolean, nullable=False),
    Column("account", String, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("post_uri", String, nullable=False, default=""),
    Column("subject_uri", String, nullable=False, default=""),
    UniqueConstraint("kind", "by_owner", "account", "post_uri", "subject_uri", name="one_act_once"),
    Index("interactions_by_account", "account", "at"),
)

parents_tried = Table(
    "parents_tried",  # what the owner answered, asked for in the first run
    metadata,
    Column("network", String, primary_key=True),
    Column("uri", String, primary_key=True),
)

errands = Table(
    "errands",  # addresses that the networks are to be asked for, each with the answer that waits for it
    metadata,
    Column("id", Integer, primary_key=True),
    Column("address", String, nullable=False),
    Column("answer", String, nullable=False),
    Column("said", String, nullable=False),
)

not_found = Table(
    "not_found",  # addresses at which there is nobody, until that was said
    metadata,
    Column("id", Integer, primary_key=True),
    Column("address", String, nullable=False),
)

posts_wanted = Table(
    "posts_wanted",  # posts that the owner named, to be brought
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uri", ForeignKey("posts.uri", ondelete="CASCADE"), nullable=False, unique=True),
)
