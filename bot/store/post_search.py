"""Find a stored post by whatever somebody has at hand: the code of a nudge, its uri, or a web address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from bot.store import posts, suggestions
from bot.store.posts import StoredPost
from bot.store.schema import posts as table
from bot.store.suggestions import Suggestion
from bot.wording.text import without_addresses

CODE = re.compile(r"\[?([a-z]\d+)(?:\.\d+)?\]?", re.IGNORECASE)
"""`t4`; the number of a draft behind it and the brackets around it do no harm."""

SHORT = 3
"""Letters of a word with which too many others begin."""


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


def saying(tx: Connection, words: Sequence[str], *, since: datetime) -> Iterator[StoredPost]:
    """Posts of others with all these words, in any case and form, the latest first; an address is none of what is said."""
    text = table.c.post["text"].as_string()
    wanted = select(table.c.uri).where(
        table.c.created_at >= since,
        ~table.c.by_owner,
        *(text.icontains(_stem(word), autoescape=True) for word in words),
    )
    found = [_form(word) for word in words]
    for uri in tx.execute(wanted.order_by(table.c.created_at.desc())).scalars().all():
        held = posts.get(tx, uri)
        if held is not None and all(form.search(without_addresses(held.post.text)) for form in found):
            yield held


def _stem(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > SHORT else word


def _form(word: str) -> re.Pattern[str]:
    """The word with any ending; a short one, with which many others begin, with none but that of the plural."""
    stem = _stem(word)
    ending = "" if len(stem) > SHORT else r"s?(?!\w)"
    return re.compile(rf"(?<!\w){re.escape(stem)}{ending}", re.IGNORECASE)


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
