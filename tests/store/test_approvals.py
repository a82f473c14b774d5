"""Approvals as they were given, how far each has come, and the replies that stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain import Boot, Published, Retract
from bot.store import approvals
from tests.store.builders import DAY, NOW, a_post, a_ref, an_approval, kept, suggested


@pytest.fixture
def row(store):
    """A suggestion."""
    with store.begin() as tx:
        return suggested(tx, kept(tx, a_post()))


def given(tx, row, answer="answer-1", **differs):
    """An approval of it."""
    approval = an_approval(row.id, a_post(), answer)
    what = {"draft": 2, "due_at": NOW + DAY, "shown_at": NOW - DAY, "channel": "here", **differs}
    approvals.add(tx, approval, **what)
    return approval


def test_an_approval_is_kept_with_what_it_is_bound_to(store, row):
    """Nothing was tried, and nobody was told."""
    with store.begin() as tx:
        approval = given(tx, row, receipt=7)
        held = approvals.live(tx, row.id)
    assert (held.approval, held.draft, held.due_at, held.shown_at, held.channel, held.receipt) == (
        approval, 2, NOW + DAY, NOW - DAY, "here", 7,
    )  # fmt: skip
    assert (held.first_attempt_at, held.retry_at, held.attempts, held.told_at, held.told) == (None, None, 0, None, None)


def test_the_newest_that_holds_is_the_one(store, row):
    """One that was revoked holds no longer."""
    with store.begin() as tx:
        given(tx, row)
        approvals.revoke(tx, row.id)
        assert approvals.live(tx, row.id) is None
        second = given(tx, row, "answer-2")
        assert approvals.live(tx, row.id).approval == second
        assert approvals.live(tx, row.id + 1) is None
        assert [held.approval for held in approvals.all_live(tx)] == [second]


def test_when_it_goes_out_is_told_by_both_clocks(store, row):
    """Where there is a second one."""
    with store.begin() as tx:
        given(tx, row)
        held = approvals.live(tx, row.id)
        approvals.announced_by(tx, held, 9)
        approvals.due(tx, held, NOW + 2 * DAY)
        assert approvals.by_receipt(tx, 9).due_at == NOW + 2 * DAY
        assert approvals.by_receipt(tx, 8) is None
        approvals.told(tx, held, now=NOW, boot=None, due_at=NOW + 3 * DAY)
        held = approvals.live(tx, row.id)
        assert (held.told_at, held.told, held.due_at, held.receipt) == (NOW, None, NOW + 3 * DAY, 9)
        approvals.told(tx, held, now=NOW, boot=Boot("b", 7.0), due_at=NOW)
        assert approvals.live(tx, row.id).told == Boot("b", 7.0)


def test_what_is_put_back_is_tried_later(store, row):
    """It still holds."""
    with store.begin() as tx:
        given(tx, row)
        approvals.put_back(tx, approvals.live(tx, row.id), retry_at=NOW + DAY)
        assert approvals.live(tx, row.id).retry_at == NOW + DAY


def test_approvals_of_an_older_version_are_adopted(store, row):
    """Those that noted no conversation."""
    with store.begin() as tx:
        other = suggested(tx, kept(tx, a_post(by="bob")))
        given(tx, row, channel="")
        given(tx, other, channel="elsewhere")
        approvals.adopt(tx, "here")
        assert [approvals.live(tx, one.id).channel for one in (row, other)] == ["here", "elsewhere"]


def test_a_reply_that_stands_is_kept_with_its_words(store, row):
    """By the network's time, else by ours; the latest of a suggestion, and all since then."""
    with store.begin() as tx:
        for number, at in ((1, NOW), (2, None)):
            given(tx, row, f"answer-{number}")
            held = approvals.live(tx, row.id)
            approvals.publish(
                tx, held, Published(a_ref(number), f"link {number}", at), f"Words {number}.", now=NOW + DAY
            )
            approvals.revoke(tx, row.id)
        latest = approvals.publication(tx, row.id)
        assert (latest.suggestion, latest.words, latest.published) == (
            row.id, "Words 2.", Published(a_ref(2), "link 2", NOW + DAY),
        )  # fmt: skip
        assert [one.words for one in approvals.published_since(tx, NOW)] == ["Words 1.", "Words 2."]
        assert [one.words for one in approvals.published_since(tx, NOW + DAY)] == ["Words 2."]
        assert approvals.publication(tx, row.id + 1) is None


def test_of_somebody_forgotten_no_words_stay_and_the_rows_do(store, row):
    """That it was approved, what became of it and where the owner's own reply stands; of anybody else's everything."""
    with store.begin() as tx:
        other = suggested(tx, kept(tx, a_post(by="bob")))
        for one in (row, other):
            given(tx, one, f"answer-{one.id}", receipt=one.id)
            approvals.publish(tx, approvals.live(tx, one.id), Published(a_ref(one.id), "link", NOW), "Words.", now=NOW)
        delete = replace(an_approval(row.id, a_post(), "answer-9"), id="delete", act=Retract(a_ref(9)))
        approvals.add(tx, delete, draft=1, due_at=NOW, shown_at=NOW, channel="here", receipt=9)
        approvals.forget_person(tx, row.person)
        reply, stays, deleting = (approvals.by_receipt(tx, number).approval for number in (row.id, other.id, 9))
        assert (reply.act.text, reply.act.words, reply.act.target.uri, reply.act.root.uri) == ("", "", "", "")
        assert (reply.digest, reply.idempotency, reply.answer_id) == ("", "", f"answer-{row.id}")
        assert "" not in (stays.act.words, stays.digest, stays.idempotency)
        assert deleting.act == Retract(a_ref(9))
        assert [one.words for one in approvals.published_since(tx, NOW)] == ["", "Words."]
        assert approvals.publication(tx, row.id).published.link == "link"
