"""Translate Bluesky's answers into our values. Pure; raises nothing but `Malformed`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

import structlog

from bot.domain import Account, AccountFlag, Link, Post, PostRef, Relationship
from bot.platforms.bluesky import NETWORK, embeds, facets
from bot.platforms.bluesky.fields import (
    Malformed,
    Node,
    authority,
    count,
    moment,
    node,
    required,
    text,
    words,
)
from bot.platforms.bluesky.identity import NAMELESS
from bot.platforms.bluesky.labels import BOT, HIDDEN, LOGGED_IN_ONLY, label_values
from bot.platforms.bluesky.preferences import Preferences
from bot.platforms.wishes import no_bots

log = structlog.get_logger()

WEB = "https://bsky.app"
_CLOCKS = timedelta(days=1)
NOTHING_HIDDEN = Preferences()

T = TypeVar("T")


def account(view: Node) -> Account:
    """An account from any of the profile views; the shorter ones carry no bio and no counts."""
    did = required(view, "did")
    return Account(
        network=NETWORK,
        uid=did,
        local_id=did,
        address=handle if (handle := text(view.get("handle"))) not in NAMELESS else "",
        name=text(view.get("displayName")),
        url=f"{WEB}/profile/{did}",
        bio=text(view.get("description")),
        flags=_flags(view),
        followers=count(view.get("followersCount")),
        following=count(view.get("followsCount")),
        posts=count(view.get("postsCount")),
        created_at=moment(view.get("createdAt")),
    )


def _flags(view: Node) -> frozenset[AccountFlag]:
    labels = label_values(view)
    signs = {
        AccountFlag.BOT: BOT in labels,  # BP-8
        AccountFlag.NOBOT: no_bots(text(view.get("displayName")), text(view.get("description"))),
        AccountFlag.LIMITED: bool(labels & HIDDEN),
    }
    return frozenset(flag for flag, stands in signs.items() if stands)


def relationship(view: Node) -> Relationship:
    """How the reader stands to an account, from its viewer state (BP-5); empty for who is not logged in (BM-6)."""
    viewer = node(view.get("viewer"))
    return Relationship(
        following=bool(viewer.get("following")),
        followed_by=bool(viewer.get("followedBy")),
        blocking=bool(viewer.get("blocking") or viewer.get("blockingByList")),
        blocked_by=bool(viewer.get("blockedBy")),
        muting=bool(viewer.get("muted") or viewer.get("mutedByList")),
    )


def post(view: Node, hide: Preferences = NOTHING_HIDDEN) -> Post:
    """A post from a post view; `hide` is what the owner has set to be hidden (BT-8)."""
    uri = required(view, "uri")
    author_view, record, embed = node(view.get("author")), node(view.get("record")), node(view.get("embed"))
    author = account(author_view)
    created_at, seen_at = _times(view, record)
    labels = label_values(view) | label_values(author_view)
    reply = node(record.get("reply"))
    parent, root = strong_ref(reply.get("parent")), strong_ref(reply.get("root"))
    quoted, languages = embeds.quotation(embed), _languages(record)
    said = Post(
        ref=PostRef(NETWORK, uri, uri, required(view, "cid")),
        author=author,
        text=text(record.get("text")),
        created_at=created_at,
        seen_at=seen_at,
        link=web_link(uri),
        language=next(iter(languages), None),
        other_languages=languages[1:],
        links=_links(record, embed),
        media=embeds.media(embed),
        hashtags=_distinct((*facets.tags(record), *words(record.get("tags")))),
        mentions=facets.mentions(record),
        parent=parent,
        parent_uid=authority(parent.uri) or None if parent else None,
        root=root or parent,
        thread_uids=_distinct(authority(ref.uri) for ref in (root, parent) if ref),
        quoted=quoted.words if quoted else "",
        quotes_uri=quoted.uri if quoted else None,
        replies=count(view.get("replyCount")),
        likes=count(view.get("likeCount")),
        reshares=count(view.get("repostCount")),
        replies_closed=node(view.get("viewer")).get("replyDisabled") is True,  # BP-4: None when no gate applies
        logged_in_only=LOGGED_IN_ONLY in labels,
        labels=labels,
        via=text(record.get("via")),
    )
    return _filtered(said, hide, view)


def _times(view: Node, record: Node) -> tuple[datetime, datetime]:
    """When it was said, as its author claims, and when the network had it; where one is missing, the other.

    A claim that lies far behind its arrival is none.
    """
    said, seen = moment(record.get("createdAt")), moment(view.get("indexedAt"))
    said = None if said and seen and said > seen + _CLOCKS else said
    known = said or seen
    if known is None:
        raise Malformed("no time")
    return said or known, seen or known


def _filtered(said: Post, hide: Preferences, view: Node) -> Post:
    """The post with its `filtered` mark set from the owner's settings."""
    viewer = node(view.get("viewer"))
    followed = relationship(node(view.get("author"))).following
    texts = (said.text, said.quoted, *said.media, *(link.title for link in said.links))
    hidden = (
        viewer.get("threadMuted") is True
        or said.uri in hide.hidden_posts
        or bool(said.labels & hide.hidden_labels)
        or hide.mutes(texts, said.hashtags, language=said.language, followed=followed)
    )
    return replace(said, filtered=True) if hidden else said


def home_post(item: Node, hide: Preferences = NOTHING_HIDDEN) -> Post:
    """A post from an item of a feed, with who passed it on and who else speaks in its thread (BT-6)."""
    said = post(node(item.get("post")), hide)
    reason, reply = node(item.get("reason")), node(item.get("reply"))
    reshared = text(reason.get("$type")).endswith("#reasonRepost")
    grandparent = text(node(reply.get("grandparentAuthor")).get("did"))
    return replace(
        said,
        reshared_by=account(node(reason.get("by"))) if reshared else None,
        thread_uids=_distinct((*said.thread_uids, grandparent)),
    )


def sort_time(item: Node) -> datetime | None:
    """Where an item stands in a feed: the earlier of said and seen, or when it was passed on (BT-3)."""
    reason, view = node(item.get("reason")), node(item.get("post"))
    if text(reason.get("$type")).endswith("#reasonRepost"):
        return moment(reason.get("indexedAt"))
    times = (moment(node(view.get("record")).get("createdAt")), moment(view.get("indexedAt")))
    return min((time for time in times if time), default=None)


def strong_ref(value: object) -> PostRef | None:
    """A reference to one version of a post."""
    ref = node(value)
    uri = text(ref.get("uri"))
    return PostRef(NETWORK, uri, uri, text(ref.get("cid"))) if uri else None


def web_link(uri: str) -> str:
    """Where a post opens for somebody who is logged in (BI-3)."""
    return f"{WEB}/profile/{authority(uri)}/post/{uri.rsplit('/', 1)[-1]}"


def readable(items: Iterable[Node], translate: Callable[[Node], T], *, of: str) -> tuple[list[T], int]:
    """Everything that can be translated, and how many items could not: each is logged, none fails its page."""
    harvest: list[T] = []
    skipped = 0
    for item in items:
        try:
            harvest.append(translate(item))
        except Malformed as reason:
            skipped += 1
            log.warning("item_skipped", of=of, uri=_some_uri(item), reason=str(reason))
    return harvest, skipped


def _some_uri(item: Node) -> str:
    return text(item.get("uri")) or text(node(item.get("post")).get("uri"))


def _languages(record: Node) -> tuple[str, ...]:
    """The languages that the author named, without their regions."""
    return _distinct(named.split("-")[0].lower() for named in words(record.get("langs")))


def _links(record: Node, embed: Node) -> tuple[Link, ...]:
    """Links in the words and in the cards, each once, with the card's title where there is one."""
    titles = {link.url: link for link in embeds.cards(embed)}
    in_words = (titles.pop(url, Link(url)) for url in _distinct(facets.links(record)))
    return (*in_words, *titles.values())


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
