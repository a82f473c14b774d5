"""What the bot says and the owner answers: the outbox, the answers, what was asked, what is still to be told."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, text

from bot.store.schema.columns import UtcTime, metadata

messages = Table(
    "messages",  # the outbox: every private message to the owner is a row before it is sent
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("suggestion", ForeignKey("suggestions.id"), index=True),
    Column("draft", Integer),
    Column("part", Integer, nullable=False, default=1),
    Column("parts", Integer, nullable=False, default=1),
    Column("text", Text, nullable=False),
    Column("about", JSON),
    Column("reply_to", String),
    Column("key", String, nullable=False, unique=True),
    Column("state", String, nullable=False, index=True),
    Column("network_id", String, index=True),
    Column("act", JSON),
    Column("shown", String),  # the digest of the act whose complete text this message shows or offers
    Column("offers", String, nullable=False, default=""),
    Column("beside", Integer),  # the number of the words that are offered beside those of `draft`
    Column("begun", Boolean, nullable=False, default=False),  # the bot began it, so quiet hours bind it
    Column("created_at", UtcTime, nullable=False),
    Column("first_attempt_at", UtcTime),
    Column("sent_at", UtcTime),
    Column("stands_at", UtcTime),  # the same by the network's clock, which also dates the answers
    Column("channel", String, nullable=False, default=""),  # the conversation in which it was delivered
    Column("seen_at", UtcTime),  # in the terminal: when all of it had been printed
    Index("messages_by_time", "state", "sent_at"),
)

answers = Table(
    "answers",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("answer", JSON, nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("handled_at", UtcTime),
    Column("outcome", String, nullable=False, default=""),
    Column("channel", String, nullable=False, default=""),  # the conversation in which it was read
    Index("answers_by_time", "received_at"),
    Index("answers_to_hear", "row", sqlite_where=text("handled_at IS NULL")),
)

questions = Table(
    "questions",  # what we asked last of each kind, while the answer may be a word that says nothing by itself
    metadata,
    Column("kind", String, primary_key=True),
    Column("about", String, nullable=False),
    Column("asked_at", UtcTime, nullable=False),
)

news = Table(
    "news",  # what the owner has not been told yet
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("network", String),
    Column("before", String),
    Column("now", String),
    Column("until", UtcTime),
)

news_about = Table(
    "news_about",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("news", ForeignKey("news.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("suggestion", ForeignKey("suggestions.id", ondelete="CASCADE"), nullable=False),
)

undoable = Table(
    "undoable",  # what the owner's commands of the last day changed, and how it was before
    metadata,
    Column("id", Integer, primary_key=True),
    Column("said", String, nullable=False),
    Column("person", ForeignKey("persons.id", ondelete="CASCADE")),
    Column("at", UtcTime, nullable=False),
    Column("change", JSON, nullable=False),
)
