"""Translate notifications into what somebody did towards the owner (BN-1, BN-4)."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain import InteractionKind, Notice, Post
from bot.platforms.bluesky.fields import Malformed, Node, authority, moment, node, required, text
from bot.platforms.bluesky.normalise import account

SPOKEN = frozenset({"mention", "reply", "quote"})
"""Reasons whose notification is a post."""

_SILENT = {
    "like": InteractionKind.LIKE,
    "repost": InteractionKind.RESHARE,
    "follow": InteractionKind.FOLLOW,
}


def tells_something(item: Node) -> bool:
    """Whether this kind of notification is one of ours; the set of reasons is open (BN-1)."""
    return text(item.get("reason")) in SPOKEN | _SILENT.keys()


def notice(item: Node, posts: Mapping[str, Post], owner_did: str) -> Notice | None:
    """The notice, or None when its post is gone meanwhile; `posts` are the posts as they are now, by uri."""
    uri, reason = required(item, "uri"), text(item.get("reason"))
    at = moment(item.get("indexedAt"))
    if at is None:
        raise Malformed("no indexedAt")
    if reason in SPOKEN and uri not in posts:
        return None
    said = posts.get(uri) if reason in SPOKEN else None
    return Notice(
        id=uri,
        kind=_spoken(reason, said, owner_did) if said else _SILENT[reason],
        account=account(node(item.get("author"))),
        at=at,
        post=said,
        subject_uri=_subject(item, said, owner_did),
    )


def _spoken(reason: str, said: Post, owner_did: str) -> InteractionKind:
    """What a post is towards the owner.

    The reason alone does not tell (BN-4): one who answers the owner and names them too arrives as a mention, and
    everybody up to five posts above is told of a reply. Only a direct answer is a REPLY; a reply to somebody else
    deeper in the owner's thread is a MENTION, as it is where replies carry the names of everyone above:
    `Post.parent_uid` tells whom it answers.
    """
    if said.parent_uid == owner_did:
        return InteractionKind.REPLY
    return InteractionKind.QUOTE if reason == "quote" else InteractionKind.MENTION


def _subject(item: Node, said: Post | None, owner_did: str) -> str | None:
    """The owner's post that it is about."""
    if said and said.parent and authority(said.parent.uri) == owner_did:
        return said.parent.uri
    return text(item.get("reasonSubject")) or None
