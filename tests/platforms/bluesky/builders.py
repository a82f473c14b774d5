"""Make the server's JSON and our values for tests of the pure parts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain import Network, PostRef, Reply

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
ALICE, BOB, OWNER, BOT = (f"did:plc:{who}" for who in ("alice", "bob", "owner", "bot"))


def iso(time: datetime) -> str:
    """A time as the servers write it."""
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def post_uri(key: str, by: str = ALICE) -> str:
    """The at-uri of a post."""
    return f"at://{by}/app.bsky.feed.post/{key}"


def a_ref(key: str = "question", by: str = ALICE) -> PostRef:
    """A reference to a post."""
    return PostRef(Network("bluesky"), post_uri(key, by), post_uri(key, by), f"cid-{key}")


def a_reply(text: str = "Wheat starch.", **fields: Any) -> Reply:
    """The owner's reply to alice's question."""
    made = {"target": a_ref(), "root": a_ref(), "text": text, "words": text, "language": "en"}
    return Reply(**{**made, **fields})


def a_view(key: str = "question", *, by: str = ALICE, at: datetime = NOON, **fields: Any) -> dict[str, Any]:
    """A post view."""
    record = {"$type": "app.bsky.feed.post", "text": "Which glue?", "createdAt": iso(at)}
    author = {"did": by, "handle": f"{by.rpartition(':')[2]}.test"}
    view = {"uri": post_uri(key, by), "cid": f"cid-{key}", "author": author, "record": record, "indexedAt": iso(at)}
    return {**view, **fields}


def an_item(key: str = "question", *, ago: timedelta = timedelta(), **fields: Any) -> dict[str, Any]:
    """An item of a feed."""
    return {"post": a_view(key, at=NOON - ago), **fields}


def a_message(number: int, *, by: str = OWNER, text: str = "send", **fields: Any) -> dict[str, Any]:
    """A message as the chat shows it; numbers are the order and the minutes after noon."""
    view = {"$type": "chat.bsky.convo.defs#messageView", "id": f"m{number}", "rev": f"r{number}"}
    at = iso(NOON + timedelta(minutes=number))
    return {**view, "text": text, "sender": {"did": by}, "sentAt": at, **fields}


def a_reaction(number: int, *, by: str = OWNER, value: str = "👍") -> dict[str, Any]:
    """A reaction as the chat shows it."""
    return {"value": value, "sender": {"did": by}, "createdAt": iso(NOON + timedelta(minutes=number))}


def an_event(kind: str, number: int, **fields: Any) -> dict[str, Any]:
    """An event of the chat's log."""
    return {"$type": f"chat.bsky.convo.defs#{kind}", "rev": f"r{number}", "convoId": "c1", **fields}
