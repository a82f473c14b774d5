"""Find a stored post by whatever somebody has at hand: the code of a nudge, its uri, or a web address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, select

from bot.store import posts, suggestions
from bot.store.posts import StoredPost
from bot.store.schema import posts as table
from bot.store.suggestions import Suggestion

CODE = re.compile(r"\[?([a-z]\d+)(?:\.\d+)?\]?", re.IGNORECASE)
"""`t4`; the number of a draft behind it and the brackets around it do no harm."""


def named(tx: Connection, said: str) -> tuple[StoredPost | None, Suggestion | None]:
    """The stored post that this names and the suggestion made of it, each None where there is none.

    A post has a different web address on every server; those that end in the same key and name the same author count
    as one.
    """
    code = CODE.fullmatch(said.strip())
    if code:
        row = suggestions.by_code(tx, code[1])
        return (posts.get(tx, row.post_uri) if row and row.post_uri else None), row
    held = posts.get(tx, said.strip()) or _at_address(tx, said.strip())
    return held, suggestions.of_post(tx, held.post.uri) if held else None


def saying(tx: Connection, words: str, *, since: datetime) -> Iterator[StoredPost]:
    """Posts of others with these words, in any case and with any ending, the latest first."""
    stem = " ".join(words.lower().split()).removesuffix("s")
    text = table.c.post["text"].as_string()
    wanted = select(table.c.uri).where(
        table.c.created_at >= since, ~table.c.by_owner, text.icontains(stem, autoescape=True)
    )
    begins = re.compile(rf"\b{re.escape(stem)}", re.IGNORECASE)
    for uri in tx.execute(wanted.order_by(table.c.created_at.desc())).scalars().all():
        held = posts.get(tx, uri)
        if held is not None and begins.search(held.post.text):
            yield held


def _at_address(tx: Connection, address: str) -> StoredPost | None:
    key = address.split("?")[0].split("#")[0].rstrip("/").rsplit("/", 1)[-1]
    if not key or key == address:
        return None
    ending = table.c.uri.endswith(f"/{key}", autoescape=True)
    linked = table.c.post["link"].as_string() == address
    found = tx.execute(select(table.c.uri).where(ending | linked)).scalars().all()
    stored = (held for uri in found if (held := posts.get(tx, uri)))
    return next((held for held in stored if _is_of(held, address)), None)


def _is_of(held: StoredPost, address: str) -> bool:
    """Whether the address leads there: it is the link itself, or it names the author."""
    author = held.post.author
    names = (author.uid, author.address, author.address.split("@")[0])
    parts = re.split(r"[/@]", address.lower())
    return address == held.post.link or any(name.lower() in parts or f"/@{name.lower()}/" in address for name in names)
