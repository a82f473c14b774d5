"""What a notification says of somebody becomes what they did towards the owner, or nothing (MN-1, MN-2, MN-9)."""

from __future__ import annotations

import pytest

from bot.domain import InteractionKind
from bot.platforms.mastodon import notices
from bot.platforms.mastodon.above import Above
from bot.platforms.mastodon.fields import Malformed
from tests.platforms.mastodon.builders import HOME, NOW, RECORDED, a_notification, a_status, the_owner


def notice_of(**differs):
    return notices.notice(a_notification(**differs), HOME, NOW, the_owner())


@pytest.mark.parametrize(
    "kind", ["poll", "status", "update", "admin.sign_up", "follow_request", "pleroma:emoji_reaction", None]
)
def test_types_that_are_no_act_towards_the_owner_are_passed_over(kind):
    """Unknown ones included (MN-1)."""
    assert notice_of(type=kind) is None


@pytest.mark.parametrize(
    ("kind", "ours"),
    [("favourite", InteractionKind.LIKE), ("reblog", InteractionKind.RESHARE)],
)
def test_silent_acts_name_the_owners_post(kind, ours):
    """And carry no post of theirs."""
    notice = notice_of(type=kind, status={"uri": "https://home.example/s/1"})
    assert (ours, "https://home.example/s/1", None) == (notice.kind, notice.subject_uri, notice.post)


def test_a_follow_needs_no_status():
    """It is about nobody's post."""
    assert notice_of(type="follow", status="-").kind is InteractionKind.FOLLOW


def test_a_mention_without_its_status_is_malformed():
    """The status was deleted between two questions (MR-8)."""
    with pytest.raises(Malformed):
        notice_of(type="mention", status=None)


def test_a_mention_arrived_when_the_server_says_so():
    """A late mention is as fresh as its notification, whatever its author's clock said."""
    notice = notice_of(
        type="mention", created_at="2026-11-18T16:00:00.000Z", status={"created_at": "2026-11-18T11:00:00.000Z"}
    )
    assert notice.post.seen_at.hour == 16
    assert notice.post.created_at.hour == 11


def test_a_private_mention_is_a_message_without_words():
    """Of somebody's private message only the fact is told (MN-2)."""
    notice = notice_of(type="mention", status={"visibility": "direct", "content": "<p>between us</p>"})
    assert (InteractionKind.MESSAGE, None) == (notice.kind, notice.post)


def test_a_reply_to_the_owner_is_told_from_a_mention():
    """By its parent's author, not by the handle in its words."""
    above = Above()
    above.learn([a_status(id="1", uri="https://home.example/s/1", account={"acct": "lena"})], HOME)
    entity = a_notification(type="mention", status={"in_reply_to_id": "1"})
    notice = notices.notice(entity, HOME, NOW, the_owner(), above.known)
    assert (InteractionKind.REPLY, "https://home.example/s/1") == (notice.kind, notice.subject_uri)


def test_a_quote_of_the_owners_names_what_it_quotes():
    """It is no mention (MN-2)."""
    quoted = {"id": "1", "uri": "https://home.example/s/1", "visibility": "public", "content": "<p>x</p>"}
    notice = notice_of(type="quote", status={"quote": {"state": "accepted", "quoted_status": quoted}})
    assert (InteractionKind.QUOTE, "https://home.example/s/1") == (notice.kind, notice.subject_uri)


def test_ungrouped_notifications_are_as_those_of_the_first_version():
    """Accounts and statuses are put back where they belong (MN-9)."""
    (entity,) = notices.ungrouped(RECORDED["grouped"]["answer"])
    notice = notices.notice(entity, HOME, NOW, the_owner())
    group = RECORDED["grouped"]["answer"]["notification_groups"][0]
    assert str(group["most_recent_notification_id"]) == notice.id
    assert notice.post.ref.local_id == group["status_id"]
