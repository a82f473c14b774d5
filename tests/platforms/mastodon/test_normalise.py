"""What a server says becomes what we mean; each oddity is a file in tests/data/mastodon/posts."""

from __future__ import annotations

import json
from datetime import datetime
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import AccountFlag, Post, Relationship
from bot.platforms.mastodon import normalise
from bot.platforms.mastodon.above import Above
from bot.platforms.mastodon.fields import Malformed
from tests.platforms.mastodon.builders import (
    DATA,
    HOME,
    NOW,
    RECORDED,
    SMALL,
    a_status,
    an_account,
)

CASES = sorted((DATA / "posts").glob("*.json"))


def told(value: Any) -> Any:
    """A value as the files write it."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, list | tuple | frozenset):
        return sorted(map(told, value)) if isinstance(value, frozenset) else [told(one) for one in value]
    if hasattr(value, "__dataclass_fields__"):
        return [told(getattr(value, name)) for name in value.__dataclass_fields__]
    return value


def at(post: Post, path: str) -> Any:
    """The part of a post that a dotted name leads to."""
    value: Any = post
    for name in path.split("."):
        value = getattr(value, name)
    return told(value)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_status_becomes_a_post(case):
    """The file says what differs from a recorded status, and which parts of the post must follow."""
    pair = json.loads(case.read_text())
    instance = SMALL if pair.get("instance") == "gotosocial" else HOME
    post = normalise.post(a_status(**pair["status"]), instance, NOW)
    assert pair["post"] == {path: at(post, path) for path in pair["post"]}, pair["says"]


def test_every_recorded_status_is_understood():
    """As a real server sent it, without a change."""
    post = normalise.post(RECORDED["status"]["answer"], HOME, NOW)
    assert post.parent is not None
    assert post.mentions[0].uid.endswith("@home.example")


@pytest.mark.parametrize("missing", ["id", "uri", "created_at", "account"])
def test_a_status_without_what_gives_it_meaning_is_malformed(missing):
    """It stops itself, with a word about what is missing."""
    with pytest.raises(Malformed):
        normalise.post(a_status(**{missing: None}), HOME, NOW)


JUNK = st.sampled_from([None, "", "x", 0, -1, True, [], ["x"], [None], {}, {"id": 1}, 3.5, "2026-13-45"])


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(RECORDED["status"]["answer"])), JUNK, max_size=6))
def test_nothing_that_a_server_says_breaks_us(differs):
    """Any part may be missing or be something else: there is a post, or it is malformed, and nothing else happens."""
    try:
        post = normalise.post({**RECORDED["status"]["answer"], **differs}, HOME, NOW)
    except Malformed:
        return
    assert post.ref.local_id
    assert post.author.uid


# --- accounts


@pytest.mark.parametrize(
    ("differs", "flags"),
    [
        ({}, {AccountFlag.LOCKED}),
        ({"locked": False, "bot": True}, {AccountFlag.BOT}),
        ({"locked": False, "group": True}, {AccountFlag.GROUP}),
        ({"locked": False, "moved": {"id": "9", "acct": "elsewhere@x.example"}}, {AccountFlag.MOVED}),
        ({"locked": False, "suspended": True}, {AccountFlag.SUSPENDED}),
        ({"locked": False, "limited": True, "memorial": True}, {AccountFlag.LIMITED, AccountFlag.MEMORIAL}),
        (
            {"locked": False, "note": '<p>Poet. <a href="x" class="mention hashtag">#<span>NoBot</span></a></p>'},
            {AccountFlag.NOBOT},
        ),
        ({"locked": False, "fields": [{"name": "wishes", "value": "#noindex"}]}, {AccountFlag.NOBOT}),
        ({"locked": False, "note": "<p>I study #ethnobotany and say nobot a lot</p>"}, set()),
    ],
)
def test_what_speaks_against_writing_to_an_account_is_known(differs, flags):
    """Flags of the server, and the wish in words (MF-10, MF-11)."""
    assert normalise.account(an_account(**differs), HOME).flags == flags


def test_a_profile_is_its_note_and_its_fields():
    """In plain text, a line for each."""
    profile = normalise.account(RECORDED["account"]["answer"], HOME)
    assert profile.bio == "I walk funny\nbread: toasty.\nlasagna: no!!!"


def test_a_blocked_domain_is_a_block():
    """Whoever lives there is out of reach."""
    recorded = RECORDED["relationship"]["answer"]
    assert normalise.relationship(recorded) == Relationship()
    assert normalise.relationship({**recorded, "domain_blocking": True, "muting": True}) == Relationship(
        blocking=True, muting=True
    )


# --- what stands above


def test_a_reply_knows_its_line():
    """Parent, root and everybody in between, from statuses that were seen (MF-3)."""
    root = a_status(id="1", uri="https://home.example/s/1", account={"acct": "alice"})
    middle = a_status(id="2", uri="https://home.example/s/2", in_reply_to_id="1", account={"acct": "bob@coast.example"})
    lowest = a_status(id="3", in_reply_to_id="2", in_reply_to_account_id="1")
    above = Above()
    above.learn([root, middle], HOME)
    post = normalise.post(lowest, HOME, NOW, above.known)
    assert ("2", "1") == (post.parent.local_id, post.root.local_id)
    assert post.parent_uid == "bob@coast.example"
    assert post.thread_uids == ("bob@coast.example", "alice@home.example")


def test_an_unknown_parent_is_not_made_up():
    """Its author may be known from the mentions; its root is not."""
    mention = {"id": "8", "username": "tomas", "acct": "tomas@books.example", "url": ""}
    status = a_status(in_reply_to_id="1", in_reply_to_account_id="8", mentions=[mention])
    post = normalise.post(status, HOME, NOW)
    assert post.parent.local_id == "1"
    assert post.parent.uri == "https://home.example/api/v1/statuses/1"
    assert (post.parent_uid, post.root) == ("tomas@books.example", None)


def test_statuses_that_answer_one_another_in_a_circle_end():
    """No server should say so; if one does, nothing hangs."""
    one, two = a_status(id="1", in_reply_to_id="2", uri="u1"), a_status(id="2", in_reply_to_id="1", uri="u2")
    above = Above()
    above.learn([one, two], HOME)
    assert normalise.post(one, HOME, NOW, above.known).root is None


def test_memory_is_bounded():
    """The oldest are forgotten first."""
    above, status = Above(), a_status()
    above.learn(({**status, "id": str(number), "uri": f"u{number}"} for number in range(5200)), HOME)
    assert len(above.known) == 5000
    assert "5199" in above.known
