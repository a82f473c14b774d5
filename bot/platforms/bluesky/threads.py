"""Lay a thread out flat: what stands above a post, and every reply below it (BP-1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.domain import Post, Thread
from bot.platforms.bluesky.fields import Node, node, nodes, text
from bot.platforms.bluesky.normalise import post, readable, relationship
from bot.platforms.bluesky.preferences import Preferences


def conversation(answer: Node, hide: Preferences) -> Thread | None:
    """The thread in an answer of `app.bsky.feed.getPostThread`; None when its post is gone or blocked."""
    middle = node(answer.get("thread"))
    found = _readable([middle], hide)
    if not found:
        return None
    above = _readable(_above(middle), hide)
    below = _readable(_below(middle), hide)
    closed = found[0].replies_closed or any(map(_kept_apart, _above(middle)))
    return Thread(
        post=replace(found[0], replies_closed=closed),
        above=tuple(reversed(above)),
        below=tuple(sorted(below, key=lambda said: (said.created_at, said.uri))),
    )


def _kept_apart(place: Node) -> bool:
    """Whether whoever spoke there blocks the reader or is blocked: the network hides an answer in that talk (BP-11)."""
    between = relationship(node(place.get("author")))
    return text(place.get("$type")).endswith("#blockedPost") and (between.blocking or between.blocked_by)


def _readable(places: list[Node] | Iterator[Node], hide: Preferences) -> list[Post]:
    """The posts that can be shown; places that are gone or blocked hold none (BT-7)."""
    views = (node(place.get("post")) for place in places if text(place.get("$type")).endswith("#threadViewPost"))
    return readable(views, lambda view: post(view, hide), of="thread")[0]


def _above(place: Node) -> Iterator[Node]:
    """The posts that are answered, from the nearest up."""
    while place := node(place.get("parent")):
        yield place


def _below(place: Node) -> Iterator[Node]:
    """Every known reply, and the replies to it."""
    for reply in nodes(place.get("replies")):
        yield reply
        yield from _below(reply)
