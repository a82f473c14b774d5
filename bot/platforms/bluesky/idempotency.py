"""Fix everything about an act before the first attempt, so that repeating it cannot do it twice (BW-6)."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from bot.domain import Act, PostRef, Reply, Retract, Visibility
from bot.errors import NotAllowed
from bot.platforms.bluesky import facets
from bot.platforms.bluesky.fields import node, text

COLLECTION = "app.bsky.feed.post"

_ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"
_TID_LENGTH = 13
_CLOCK_BITS = 10


def idempotency_data(act: Act, approval_id: str, now: datetime) -> str:
    """The record's key and, for a reply, the whole record with its time, as JSON.

    Raises `NotAllowed` for a reply that this network cannot carry as it was shown: with a warning, addresses in front,
    or for fewer readers than everybody.
    """
    if isinstance(act, Retract):
        return _json({"rkey": record_key(act.reply)})
    if act.warning or act.addresses or act.visibility is not Visibility.PUBLIC:
        raise NotAllowed("on Bluesky a reply is public, and has no warning and no addresses in front")
    return _json({"rkey": tid(now, approval_id), "record": record(act, _written(now))})


def uri(repo: str, rkey: str) -> str:
    """The at-uri of the record in somebody's repository."""
    return f"at://{repo}/{COLLECTION}/{rkey}"


def fits(sealed: str, act: Act) -> bool:
    """Whether it was made for exactly this act."""
    try:
        data = node(json.loads(sealed))
    except ValueError:
        return False
    if isinstance(act, Retract):
        return data == {"rkey": record_key(act.reply)}
    made_at = text(node(data.get("record")).get("createdAt"))
    fitting = (record(act, made_at), _without_tags(act, made_at))
    return data in [{"rkey": text(data.get("rkey")), "record": one} for one in fitting] and bool(
        made_at and data["rkey"]
    )


def _without_tags(reply: Reply, created_at: str) -> dict[str, Any]:
    """The record as it was sealed until 0.1, with links alone; such a seal goes out as it is."""
    made = record(reply, created_at)
    made.pop("facets", None)
    return made | ({"facets": marked} if (marked := facets.for_links(reply.text)) else {})


def record(reply: Reply, created_at: str) -> dict[str, Any]:
    """The post record of a reply. Links and hashtags become clickable, nothing else is added."""
    made: dict[str, Any] = {
        "$type": COLLECTION,
        "text": reply.text,
        "createdAt": created_at,
        "reply": {"root": _strong(reply.root), "parent": _strong(reply.target)},
    }
    if reply.language:
        made["langs"] = [reply.language]
    if marked := facets.for_reply(reply.text):
        made["facets"] = marked
    return made


def tid(now: datetime, approval_id: str) -> str:
    """A record key: 53 bits of microseconds, then 10 bits that tell two approvals of one microsecond apart (BW-7)."""
    elapsed = now.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    microseconds = (elapsed.days * 86_400 + elapsed.seconds) * 1_000_000 + elapsed.microseconds
    clock = int.from_bytes(hashlib.sha256(approval_id.encode()).digest()[:2]) % (1 << _CLOCK_BITS)
    return _base32(microseconds << _CLOCK_BITS | clock)


def _base32(number: int) -> str:
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_TID_LENGTH)))


def record_key(ref: PostRef) -> str:
    """The last part of a post's at-uri."""
    return ref.uri.rsplit("/", 1)[-1]


def _strong(ref: PostRef) -> dict[str, str]:
    return {"uri": ref.uri, "cid": ref.version}


def _written(now: datetime) -> str:
    """The time as the network writes it: UTC, milliseconds, Z (BW-5)."""
    return now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
