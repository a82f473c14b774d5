"""What a second reader was asked, and what it had to do with a choice."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from bot.store.schema.columns import UtcTime, metadata

readings = Table(
    "readings",  # what a second reader is to read, or has read: one version of a post; goes when the post goes
    metadata,
    Column("uri", ForeignKey("posts.uri", ondelete="CASCADE"), primary_key=True),
    Column("version", String, nullable=False),
    Column("wanted_at", UtcTime, nullable=False),
    Column("worth", Integer),  # NULL: not read yet
    Column("kind", String),
)
reading_requests = Table(
    "reading_requests",  # each time that a second reader was asked, or was not because the day's requests were used up
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcTime, nullable=False, index=True),
    Column("posts", Integer, nullable=False),
    Column("tokens", Integer, nullable=False),
    Column("outcome", String, nullable=False),
)

opinions = Table(
    "opinions",  # what a second reader had to do with a suggestion
    metadata,
    Column("suggestion", ForeignKey("suggestions.id", ondelete="CASCADE"), primary_key=True),
    Column("host", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("kind", String),
)

opinions_before = Table(
    "opinions_before",  # whose place a second reader gave away for a suggestion
    metadata,
    Column("suggestion", ForeignKey("opinions.suggestion", ondelete="CASCADE"), primary_key=True),
    Column("person", ForeignKey("persons.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String, nullable=False),
)
