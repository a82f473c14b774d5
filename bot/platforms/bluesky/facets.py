"""Mark links in a text, and read what others have marked; offsets count UTF-8 bytes, the end is exclusive (BW-3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.domain import Mentioned
from bot.platforms.bluesky.fields import Node, node, nodes, text

LINK = "app.bsky.richtext.facet#link"
MENTION = "app.bsky.richtext.facet#mention"
TAG = "app.bsky.richtext.facet#tag"

_ADDRESS = re.compile(r"https?://[^\s<>\"“”]+", re.IGNORECASE)
_AFTER_A_LINK = ".,;:!?'\u2019\u2026"


def for_links(words: str) -> list[dict[str, Any]]:
    """Facets that make the links of a text clickable. Nothing else is ever marked: a mention would notify (BW-2)."""
    return [_link(words, match.start(), _trimmed(match.group())) for match in _ADDRESS.finditer(words)]


def _link(words: str, start: int, url: str) -> dict[str, Any]:
    first = len(words[:start].encode())
    index = {"byteStart": first, "byteEnd": first + len(url.encode())}
    return {"index": index, "features": [{"$type": LINK, "uri": url}]}


def _trimmed(url: str) -> str:
    """The address without the punctuation of the sentence around it."""
    while url and (url[-1] in _AFTER_A_LINK or (url[-1] == ")" and url.count("(") < url.count(")"))):
        url = url[:-1]
    return url


def links(record: Node) -> tuple[str, ...]:
    """The addresses that a post's words lead to."""
    return tuple(text(feature.get("uri")) for feature, _ in _features(record, LINK))


def tags(record: Node) -> tuple[str, ...]:
    """The hashtags inside a post's words, without the hash."""
    return tuple(text(feature.get("tag")) for feature, _ in _features(record, TAG))


def mentions(record: Node) -> tuple[Mentioned, ...]:
    """The accounts that a post names."""
    named = ((text(feature.get("did")), shown.removeprefix("@")) for feature, shown in _features(record, MENTION))
    return tuple(Mentioned(uid=did, address=shown) for did, shown in named if did)


def _features(record: Node, kind: str) -> Iterator[tuple[Node, str]]:
    """Each marking of one kind with the words that are marked."""
    raw = text(record.get("text")).encode()
    for facet in nodes(record.get("facets")):
        index = node(facet.get("index"))
        start, end = index.get("byteStart"), index.get("byteEnd")
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start <= end):
            continue
        for feature in nodes(facet.get("features")):
            if feature.get("$type") == kind:
                yield feature, raw[start:end].decode(errors="replace")
