"""Read what hangs below a post's words: pictures, link cards, a quoted post (BP-9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain import Link
from bot.platforms.bluesky.fields import Node, authority, node, nodes, text
from bot.platforms.bluesky.labels import LOGGED_IN_ONLY, label_values


@dataclass(frozen=True, slots=True)
class Quotation:
    """The post that a post quotes: where it stands, and its words if they may be repeated."""

    uri: str
    words: str


def media(view: Node) -> tuple[str, ...]:
    """One alt text for each picture or video, empty where its author wrote none."""
    return tuple(text(item.get("alt")) for part in _parts(view) for item in _pictures(part))


def _pictures(part: Node) -> tuple[Node, ...]:
    """The single pictures of an images, gallery or video view."""
    kind = text(part.get("$type"))
    if kind.startswith("app.bsky.embed.video"):
        return (part,)
    if kind.startswith(("app.bsky.embed.images", "app.bsky.embed.gallery")):
        return nodes(part.get("images")) or nodes(part.get("items"))
    return ()


def cards(view: Node) -> tuple[Link, ...]:
    """The link cards, with their titles."""
    external = (node(part.get("external")) for part in _parts(view))
    return tuple(Link(text(card.get("uri")), text(card.get("title"))) for card in external if text(card.get("uri")))


def quotation(view: Node) -> Quotation | None:
    """The quoted post, if there is one."""
    record = node(view.get("record"))
    quoted = node(record.get("record")) if not record.get("uri") and record.get("record") else record
    uri = text(quoted.get("uri"))
    if "/app.bsky.feed.post/" not in uri or not authority(uri):
        return None
    return Quotation(uri, _quotable_words(quoted))


def _quotable_words(quoted: Node) -> str:
    """The words, unless the post is gone, blocked, detached, or not meant for people without an account (BP-7)."""
    author = node(quoted.get("author"))
    labels = label_values(quoted) | label_values(author)
    if not text(quoted.get("$type")).endswith("#viewRecord") or LOGGED_IN_ONLY in labels:
        return ""
    return text(node(quoted.get("value")).get("text"))


def _parts(view: Node) -> Iterator[Node]:
    """The embed itself, and the media that come along with a quoted post."""
    yield view
    if "media" in view:
        yield node(view.get("media"))
