"""Notice what the owner did by hand in any app: likes, reshares and follows in their own repository."""

from __future__ import annotations

from bot.domain import Interaction, InteractionKind
from bot.platforms.bluesky import NETWORK
from bot.platforms.bluesky.fields import Malformed, Node, authority, moment, node, text

COLLECTIONS = {
    "app.bsky.feed.like": InteractionKind.LIKE,
    "app.bsky.feed.repost": InteractionKind.RESHARE,
    "app.bsky.graph.follow": InteractionKind.FOLLOW,
}


def own_act(item: Node, kind: InteractionKind) -> Interaction:
    """The act that one record of the owner's repository stands for."""
    value = node(item.get("value"))
    at = moment(value.get("createdAt"))
    subject_uri = text(node(value.get("subject")).get("uri"))
    whom = text(value.get("subject")) or authority(subject_uri)
    if at is None or not whom:
        raise Malformed("no time or nobody it was done to")
    return Interaction(
        kind=kind,
        by_owner=True,
        account=f"{NETWORK}:{whom}",
        at=at,
        subject_uri=subject_uri or None,
    )
