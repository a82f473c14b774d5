"""Keep a post as columns, and as JSON what they do not say of it; a year of them is most of the file.

The columns and the JSON of a row are always of the same reading. In rows that earlier versions wrote the JSON says everything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping

from bot.domain import Post
from bot.store.serialization import dump_short, load

NAMES = ("account", "network", "created_at", "seen_at", "post")
"""What is written together, and read together with the uri."""

_PARTS = ("ref", "author")
"""What of a post is an object of its own; the columns say some of each."""


def written(post: Post) -> dict[str, Any]:
    """A post by these names. What its author's profile says besides stands with their account, once."""
    author = replace(post.author, bio="", following=None, posts=None, created_at=None)
    rest = dump_short(replace(post, author=author))
    del rest["created_at"], rest["seen_at"]
    said = _said(post.uri, author.key, post.network, post.created_at, post.seen_at)
    return {
        "account": author.key,
        "network": post.network,
        "created_at": post.created_at,
        "seen_at": post.seen_at,
        "post": _without(rest, said),
    }


def read(row: RowMapping) -> Post:
    """The whole of it again."""
    rest = row["post"]
    said = _said(row["uri"], row["account"], row["network"], row["created_at"], row["seen_at"])
    return load(Post, {**said, **rest, **{part: {**said[part], **rest.get(part, {})} for part in _PARTS}})


def _said(uri: str, account: str, network: str, created_at: datetime, seen_at: datetime) -> dict[str, Any]:
    """What the columns say, unless the JSON says otherwise: what they hold, and what is often the same."""
    uid = account.removeprefix(f"{network}:")
    return {
        "ref": {"network": network, "uri": uri, "local_id": uri},
        "author": {"network": network, "uid": uid, "local_id": uid, "address": uid},
        "link": uri,
        "created_at": created_at,
        "seen_at": seen_at,
    }


def _without(rest: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """What is left of it when all that was said is left out."""
    left = {name: _without(one, said[name]) if name in _PARTS else one for name, one in rest.items()}
    return {name: one for name, one in left.items() if one != ({} if name in _PARTS else said.get(name))}
