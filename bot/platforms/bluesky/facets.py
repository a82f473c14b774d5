"""Mark links in a text, and read what others have marked; offsets count UTF-8 bytes, the end is exclusive (BW-3)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from bot.domain import Marks, Mentioned
from bot.platforms.bluesky.fields import Node, node, nodes, text

LINK = "app.bsky.richtext.facet#link"
MENTION = "app.bsky.richtext.facet#mention"
TAG = "app.bsky.richtext.facet#tag"

_ADDRESS = re.compile(r"https?://[^\s<>\"“”]+", re.IGNORECASE)
_AFTER_A_LINK = ".,;:!?'\u2019\u2026"
_BARE = re.compile(
    r"(?<![^\s(])(?P<host>[a-z0-9](?:[a-z0-9\-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9\-]*[a-z0-9])?)+)"
    r"(?![\w@\-])(?!\.\w)(?::\d+)?(?:[/?#][^\s<>\"“”]*)?",
    re.IGNORECASE,
)
_ENDS = frozenset(
    "com org net edu gov info io dev app social blog art page site online club cafe shop store xyz eu "
    "at au be br ca ch cn co cz de dk ee es fi fr gr hr hu ie in is it jp kr lt lu lv me mx nl no nz pt se si uk us za".split()
)
"""Where a bare address ends that people mean as one. Not `md`, `py`, `sh` and their like: so end the names of files."""
_NAMES = (".bsky.social",)
_HANDLE = re.compile(r"(?<![\w.])@[a-z0-9\-]+(?:\.[a-z0-9\-]+)+", re.IGNORECASE)
_TAG = re.compile(r"(?<!\S)[#\uff03](?!\ufe0f)[^\s\u00ad\u2060\u200a-\u200d\u20e2]+")
_LONGEST_TAG = 64


def for_links(words: str) -> list[dict[str, Any]]:
    """Facets that make the links of a text clickable. Nothing else is ever marked: a mention would notify (BW-2)."""
    return [_facet(words, start, url, LINK, url) for start, url in _addresses(words)]


def for_reply(words: str) -> list[dict[str, Any]]:
    """The same for the owner's own words, with bare addresses and hashtags, as the app marks them; never a name (BW-9)."""
    found: list[tuple[int, str, str, str]] = []
    for one in (
        *((start, url, LINK, url) for start, url in _addresses(words)),
        *((start, shown, LINK, f"https://{shown}") for start, shown in _bare(words)),
        *((start, shown, TAG, shown[1:]) for start, shown in _tags(words)),
    ):
        if not any(_overlap(one, other) for other in found):  # facets must not (BW-3); what comes first here stays
            found.append(one)
    return [_facet(words, *one) for one in sorted(found)]


def _overlap(one: tuple[int, str, str, str], other: tuple[int, str, str, str]) -> bool:
    return one[0] < other[0] + len(other[1]) and other[0] < one[0] + len(one[1])


def marks(words: str) -> Marks:
    """What of a reply's words becomes a link without looking like one, and which names stay plain words."""
    raw = words.encode()
    spans = [(facet["index"]["byteStart"], facet["index"]["byteEnd"]) for facet in for_reply(words)]
    shown = (raw[start:end].decode() for start, end in spans)
    linked = tuple(dict.fromkeys(one for one in shown if not _ADDRESS.match(one)))
    return Marks(linked, tuple(dict.fromkeys(match.group() for match in _HANDLE.finditer(words))))


def _addresses(words: str) -> Iterator[tuple[int, str]]:
    return ((match.start(), _trimmed(match.group())) for match in _ADDRESS.finditer(words))


def _bare(words: str) -> Iterator[tuple[int, str]]:
    """Addresses without a scheme. A name on the network's own domain is nobody's website."""
    for match in _BARE.finditer(words):
        host = match["host"].lower()
        if host.rpartition(".")[2] in _ENDS and not host.endswith(_NAMES):
            yield match.start(), _trimmed(match.group())


def _tags(words: str) -> Iterator[tuple[int, str]]:
    """Hashtags, without the punctuation behind them; digits alone are a number."""
    for match in _TAG.finditer(words):
        shown = match.group()
        while len(shown) > 1 and _is_punctuation(shown[-1]):
            shown = shown[:-1]
        named = any(not letter.isdigit() and not _is_punctuation(letter) for letter in shown[1:])
        if named and len(shown) <= _LONGEST_TAG + 1:
            yield match.start(), shown


def _is_punctuation(letter: str) -> bool:
    return unicodedata.category(letter).startswith("P")


def _facet(words: str, start: int, shown: str, kind: str, value: str) -> dict[str, Any]:
    first = len(words[:start].encode())
    index = {"byteStart": first, "byteEnd": first + len(shown.encode())}
    return {"index": index, "features": [{"$type": kind, "tag" if kind == TAG else "uri": value}]}


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
