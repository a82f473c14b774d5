"""Describe the tables. Times are UTC, stored as ISO text in one fixed width, so that they compare as text."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData()


class UtcTime(TypeDecorator[datetime]):
    """A timezone-aware moment; naive ones are refused, for they hide a mistake."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002  # the base's signature
        """Write in UTC with microseconds."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # the base's signature
        """Read back as UTC."""
        return None if value is None else datetime.fromisoformat(value)


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

seen = Table(
    "seen",  # kept apart from the posts, so that a forgotten post is not collected anew
    metadata,
    Column("hash", String(32), primary_key=True),
    Column("at", UtcTime, nullable=False),
)

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
)

forgotten = Table(
    "forgotten",  # a mark that nothing about this account may be collected anew
    metadata,
    Column("hash", String(32), primary_key=True),
    Column("at", UtcTime, nullable=False),
)

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

questions = Table(
    "questions",  # what we asked last of each kind, while the answer may be a word that says nothing by itself
    metadata,
    Column("kind", String, primary_key=True),
    Column("about", String, nullable=False),
    Column("asked_at", UtcTime, nullable=False),
)

offers = Table(
    "offers",  # the last question about people: whether to watch one, or whether two accounts are one
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", ForeignKey("persons.id", ondelete="CASCADE")),
    Column("one", ForeignKey("accounts.key", ondelete="CASCADE")),
    Column("other", ForeignKey("accounts.key", ondelete="CASCADE")),
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

told_silent = Table(
    "told_silent",  # people of whom it was said that their account answers nobody
    metadata,
    Column("person", ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True),
)

asked_pairs = Table(
    "asked_pairs",  # accounts of which it was asked whether they are one person
    metadata,
    Column("one", ForeignKey("accounts.key", ondelete="CASCADE"), primary_key=True),
    Column("other", ForeignKey("accounts.key", ondelete="CASCADE"), primary_key=True),
)

told_logins = Table(
    "told_logins",  # logins of which it was said that they ended
    metadata,
    Column("id", Integer, primary_key=True),
    Column("login", String, nullable=False, unique=True),
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

codes_beyond = Table(
    "codes_beyond",  # by letter, the highest number of a code that was seen in the conversation
    metadata,
    Column("letter", String, primary_key=True),
    Column("number", Integer, nullable=False),
)

seeded_people = Table(
    "seeded_people",  # entries of the configuration that were looked up
    metadata,
    Column("entry", String, primary_key=True),
)

parents_tried = Table(
    "parents_tried",  # what the owner answered, asked for in the first run
    metadata,
    Column("network", String, primary_key=True),
    Column("uri", String, primary_key=True),
)

measurements = Table(
    "measurements",  # when somebody's habits were measured of late
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcTime, nullable=False),
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

learned_rules = Table(
    "learned_rules",
    metadata,
    Column("rule", String, primary_key=True),
    Column("value", Float, nullable=False),
    Column("at", UtcTime),
    Column("taken", Integer, nullable=False),
    Column("passed", Integer, nullable=False),
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

counts = Table(
    "counts",
    metadata,
    Column("name", String, primary_key=True),
    Column("of", String, primary_key=True),
    Column("count", Integer, nullable=False),
)
