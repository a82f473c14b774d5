"""What is suggested and approved: suggestions, their words, the permission, the reply."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from bot.store.schema.columns import UtcTime, metadata

suggestions = Table(
    "suggestions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String, nullable=False, unique=True),
    Column("person", ForeignKey("persons.id"), nullable=False, index=True),
    Column("account", String, nullable=False),
    Column("post_uri", String, index=True),
    Column("network", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("lane", String, nullable=False, key="motive"),
    Column("state", String, nullable=False, index=True),
    Column("created_at", UtcTime, nullable=False),
    Column("state_at", UtcTime, nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("retry_at", UtcTime),
    Column("nudged_at", UtcTime),
    Column("version", String, nullable=False, default=""),
    Column("returned", Boolean, nullable=False, default=False),
    Column("score", Float, nullable=False, default=0.0),
    Column("reasons", JSON, nullable=False),
    Column(
        "owner", String, nullable=False, default=""
    ),  # `Account.identity` of the owner's account that it was made for
    Column("unprompted", Boolean, nullable=False, default=True),
    Column("counts", Boolean, nullable=False, default=True),  # takes one of the day's places
    Column("left", Integer, nullable=False, default=0),  # how many posts were passed over for it
    Column("step", String),
    Column("answered_at", UtcTime),
    Column("held_at", UtcTime),
    Column("kept_back", Boolean, nullable=False, default=False),  # never repeated, whatever is found out
    Column("told_unclear", Boolean, nullable=False, default=False),
    Column("draft_wish", String),  # NULL: no draft is asked for
    Column("draft_under", String),
    Index("suggestions_by_time", "created_at"),
)

drafts = Table(
    "drafts",
    metadata,
    Column("suggestion", ForeignKey("suggestions.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("words", Text, nullable=False),
    Column("by", String, nullable=False),
    Column("gap", Boolean, nullable=False, default=False),
    Column("act", JSON),
    Column("created_at", UtcTime, nullable=False),
)

approvals = Table(
    "approvals",
    metadata,
    Column("id", String, primary_key=True),
    Column("suggestion", ForeignKey("suggestions.id"), nullable=False, index=True),
    Column("draft", Integer, nullable=False),
    Column("act", JSON, nullable=False),
    Column("digest", String, nullable=False),
    Column("answer_id", String, nullable=False),
    Column("approved_at", UtcTime, nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Column("seal", Text, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("first_attempt_at", UtcTime),
    Column("retry_at", UtcTime),
    Column("attempts", Integer, nullable=False, default=0),
    Column("shown_at", UtcTime, nullable=False),
    Column("account", String, nullable=False, default=""),  # whose name it may be used under: `Account.identity`
    Column("channel", String, nullable=False, default=""),  # the conversation through which it came
    Column(
        "receipt", Integer
    ),  # the message that says when it goes out; the time to undo begins when that is delivered
    Column("told_at", UtcTime),
    Column("told_boot", String),
    Column("told_seconds", Float),
    UniqueConstraint("answer_id", "suggestion", name="one_approval_an_answer"),
)

publications = Table(
    "publications",
    metadata,
    Column("approval", ForeignKey("approvals.id"), primary_key=True),
    Column("suggestion", ForeignKey("suggestions.id"), nullable=False, index=True),
    Column("ref", JSON, nullable=False),
    Column("link", String, nullable=False),
    Column("words", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("retracted_at", UtcTime),
)

codes_beyond = Table(
    "codes_beyond",  # by letter, the highest number of a code that was seen in the conversation
    metadata,
    Column("letter", String, primary_key=True),
    Column("number", Integer, nullable=False),
)
