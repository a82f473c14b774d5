"""A talk is closed to the owner where somebody who began or carried it keeps apart from them (BP-11)."""

from __future__ import annotations

import pytest

from bot.platforms.bluesky.preferences import Preferences
from bot.platforms.bluesky.threads import conversation

NOON = "2026-11-18T12:00:00.000Z"


def view(who, key):
    """A post as a thread shows it."""
    uri = f"at://did:plc:{who}/app.bsky.feed.post/{key}"
    record = {"$type": "app.bsky.feed.post", "text": "Which paste keeps?", "createdAt": NOON}
    author = {"did": f"did:plc:{who}", "handle": f"{who}.test"}
    return {"uri": uri, "cid": "cid", "author": author, "record": record, "indexedAt": NOON, "viewer": {}}


def place(who, key, **differs):
    """Where it stands in the thread."""
    return {"$type": "app.bsky.feed.defs#threadViewPost", "post": view(who, key), **differs}


def blocked(**viewer):
    """A place whose author and the reader, or whose author and the next speaker, keep apart."""
    author = {"did": "did:plc:first", "viewer": viewer}
    return {
        "$type": "app.bsky.feed.defs#blockedPost",
        "uri": "at://did:plc:first/app.bsky.feed.post/1",
        "author": author,
    }


@pytest.mark.parametrize(
    ("viewer", "closed"),
    [
        ({"blockedBy": True}, True),
        ({"blocking": "at://did:plc:owner/app.bsky.graph.block/1"}, True),
        ({"blockedBy": False}, False),
        ({}, False),
    ],
)
@pytest.mark.parametrize("between", [0, 1])
def test_a_talk_whose_first_author_keeps_apart_from_the_owner_is_closed(viewer, closed, between):
    """Also where others speak in between; a block among others closes nothing."""
    above = blocked(**viewer)
    for number in range(between):
        above = place("second", f"between{number}", parent=above)
    found = conversation({"thread": place("alice", "answer", parent=above)}, Preferences())
    assert found.post.replies_closed == closed


def test_a_talk_among_people_who_may_read_each_other_is_open():
    """Nothing is closed without a reason."""
    found = conversation({"thread": place("alice", "answer", parent=place("second", "first"))}, Preferences())
    assert not found.post.replies_closed
    assert [post.author.address for post in found.above] == ["second.test"]
