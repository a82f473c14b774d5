"""The outbox: what was said to the owner, in which order, about what, and whether it stands."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain import MessageEvent, MessageKind, Offer, SuggestionEvent, SuggestionState, digest
from bot.store import answerable, messages, suggestions
from tests.store.builders import DAY, NOW, a_post, a_ref, a_reply, delivered, happened, kept, suggested

HOUR = timedelta(hours=1)
NOTICE, NUDGE, PREVIEW = MessageKind.NOTICE, MessageKind.NUDGE, MessageKind.PREVIEW


def say(tx, *texts, kind=NOTICE, **what):
    """A message into the outbox; the id of its last part."""
    return messages.queue(tx, kind, texts or ["One."], now=NOW, **what)


@pytest.fixture
def row(store):
    """A suggestion."""
    with store.begin() as tx:
        return suggested(tx, kept(tx, a_post()), owner="me")


def preview(tx, row, draft=1, *texts, **what):
    """Words that are shown for it."""
    act = a_reply(a_post(), f"Words {draft}.")
    return say(tx, *texts, kind=PREVIEW, suggestion=row.id, draft=draft, act=act, **what)


def test_a_message_is_kept_as_it_was_written(store, row):
    """The post below it hangs at the first part, everything that can be answered at the last."""
    about, act = a_ref(), a_reply(a_post())
    with store.begin() as tx:
        last = say(
            tx, "One.", "Two.", kind=PREVIEW, suggestion=row.id, draft=3, about=about, reply_to="letter-1", act=act,
            offers=Offer.ANYWAY, begun=True,
        )  # fmt: skip
        first, second = messages.get(tx, last - 1), messages.get(tx, last)
    assert [(m.text, m.part, m.parts, m.about, m.reply_to, m.draft, m.begun) for m in (first, second)] == [
        ("One.", 1, 2, about, "letter-1", 3, True), ("Two.", 2, 2, None, "letter-1", 3, True),
    ]  # fmt: skip
    assert (first.act, first.shown, first.offers) == (None, None, Offer.NOTHING)
    assert (second.act, second.shown, second.offers) == (act, digest(act), Offer.ANYWAY)
    assert (second.created_at, second.sent_at, second.left_at) == (NOW, None, None)
    assert first.key != second.key


@pytest.mark.parametrize(("left", "wanted"), [(HOUR, DAY), (3 * DAY, 3 * DAY)])
def test_what_is_shown_does_not_end_before_it_could_be_approved(store, row, left, wanted):
    """A day at least from every time that it is shown; whatever else is said of it gives it no time."""
    with store.begin() as tx:
        suggestions.change(tx, row.id, expires_at=NOW + left)
        say(tx, "Something about it.", suggestion=row.id)
        assert suggestions.get(tx, row.id).expires_at == NOW + left
        shown = preview(tx, row)
        assert suggestions.get(tx, row.id).expires_at == NOW + wanted
        messages.repeat(
            tx, messages.get(tx, shown), MessageKind.PREVIEW, now=NOW + DAY, reply_to=None, to_approve=False
        )
        assert suggestions.get(tx, row.id).expires_at == NOW + wanted
        messages.repeat(tx, messages.get(tx, shown), MessageKind.PREVIEW, now=NOW + 3 * DAY, reply_to=None)
        assert suggestions.get(tx, row.id).expires_at == NOW + 4 * DAY


def test_an_unknown_message_is_a_mistake(store):
    """Nothing is made up."""
    with store.begin() as tx, pytest.raises(KeyError):
        messages.get(tx, 7)


def test_since_when_a_message_may_have_stood_there_is_known(store):
    """Where its sending was unclear, since the first attempt; a clock that was set back makes it no earlier than sent."""
    with store.begin() as tx:
        plain, unclear, odd = (say(tx) for _ in range(3))
        assert delivered(tx, plain).left_at == NOW
        assert delivered(tx, unclear, NOW + DAY, first_attempt_at=NOW).left_at == NOW
        assert delivered(tx, odd, NOW, first_attempt_at=NOW + DAY).left_at == NOW


def test_whoever_moves_a_message_second_moves_nothing(store):
    """It is no longer where it was read."""
    with store.begin() as tx:
        held = messages.get(tx, say(tx))
        assert messages.move(tx, held, MessageEvent.CLAIM)
        assert not messages.move(tx, held, MessageEvent.CLAIM)


def test_what_was_queued_about_a_suggestion_can_be_dropped(store, row):
    """Not what left, nor what is about something else."""
    with store.begin() as tx:
        left, waits, other = say(tx, suggestion=row.id), say(tx, suggestion=row.id), say(tx)
        delivered(tx, left)
        messages.drop_for(tx, row.id)
        assert messages.waiting(tx, begun_too=True).id == other
        assert messages.get(tx, left).sent_at == NOW
        assert messages.get(tx, waits).sent_at is None


def test_only_what_has_not_left_can_be_reworded(store):
    """What was said was said."""
    with store.begin() as tx:
        waits, left = messages.get(tx, say(tx)), messages.get(tx, say(tx))
        delivered(tx, left.id)
        for message in (waits, left):
            messages.reword(tx, message, "Other.")
        assert [messages.get(tx, message.id).text for message in (waits, left)] == ["Other.", "One."]


# --- what an answer may belong to


def opened(tx, since=NOW, channel="here", owners=("me",)):
    """What can be answered."""
    return answerable.opened(tx, since=since, channel=channel, owners=owners)


def test_what_was_delivered_about_a_suggestion_can_be_answered(store, row):
    """As it stands, with the state of the suggestion as it is now."""
    with store.begin() as tx:
        last = preview(tx, row, 1, "One.", "Two.")
        for number in (last - 1, last):
            delivered(tx, number, NOW + DAY, seen_at=NOW + 2 * DAY, stands_at=NOW)
        suggestions.move(tx, row, SuggestionEvent.CLAIM, now=NOW)
        first, second = opened(tx)
    assert (second.message, second.network_id, second.kind, second.suggestion, second.code, second.draft) == (
        last, f"n{last}", PREVIEW, row.id, "a1", 1,
    )  # fmt: skip
    assert (second.state, second.sent_at, second.stands_at, second.seen_at) == (
        SuggestionState.DELIVERING, NOW + DAY, NOW, NOW + 2 * DAY,
    )  # fmt: skip
    assert (first.complete, second.complete) == (False, True)


def test_nothing_else_can_be_answered(store, row):
    """Not what waits, what is about nothing, what is old, what stood elsewhere, nor what is another account's."""
    with store.begin() as tx:
        preview(tx, row)
        delivered(tx, say(tx))
        assert opened(tx) == ()
        held = delivered(tx, preview(tx, row))
        assert [one.message for one in opened(tx)] == [held.id]
        assert opened(tx, since=NOW + timedelta(seconds=1)) == ()
        assert opened(tx, channel="elsewhere") == ()
        assert opened(tx, owners=("somebody",)) == ()


def test_a_message_is_found_by_the_networks_id(store):
    """In whatever conversation, or in this one."""
    with store.begin() as tx:
        held = delivered(tx, say(tx))
        assert messages.by_network_id(tx, "n1").id == held.id
        assert messages.by_network_id(tx, "n1", channel="here").id == held.id
        assert messages.by_network_id(tx, "n1", channel="elsewhere") is None
        assert messages.by_network_id(tx, "n2") is None
        assert messages.known_ids(tx, ("n1", "n2")) == {"n1"}


def test_what_was_tried_and_may_stand_is_unfinished(store):
    """Also what was given up; not what surely stands or was never tried."""
    with store.begin() as tx:
        tried, given_up, sent, _ = (say(tx) for _ in range(4))
        for number in (tried, given_up, sent):
            happened(tx, number, MessageEvent.CLAIM, MessageEvent.LOST, first_attempt_at=NOW)
        happened(tx, given_up, MessageEvent.GIVEN_UP)
        happened(tx, sent, MessageEvent.DELIVERED)
        assert [message.id for message in messages.unfinished(tx)] == [tried, given_up]


def test_what_was_printed_was_seen_the_first_time(store):
    """Printing it again changes nothing."""
    with store.begin() as tx:
        one, two = say(tx), say(tx)
        messages.mark_seen(tx, [one], now=NOW)
        messages.mark_seen(tx, [one], now=NOW + DAY)
        assert [messages.get(tx, number).seen_at for number in (one, two)] == [NOW, None]


def test_messages_of_an_older_version_are_adopted(store):
    """Those that were delivered without a note of the conversation."""
    with store.begin() as tx:
        old, elsewhere, waits = say(tx), say(tx), say(tx)
        delivered(tx, old, channel="")
        delivered(tx, elsewhere, channel="elsewhere")
        messages.adopt(tx, "here")
        assert [messages.get(tx, number).channel for number in (old, elsewhere, waits)] == ["here", "elsewhere", ""]


# --- the latest


def test_the_newest_preview_is_the_one_that_can_be_approved(store, row):
    """Whether it came or not; a draft with a gap shows nothing, nor does another suggestion's."""
    with store.begin() as tx:
        assert answerable.newest_preview(tx, row.id) is None
        first, second = preview(tx, row, 1), preview(tx, row, 2)
        say(tx, kind=PREVIEW, suggestion=row.id, draft=3)
        say(tx, kind=MessageKind.OFFER, suggestion=row.id, draft=4, act=a_reply(a_post()))
        preview(tx, suggested(tx, kept(tx, a_post(by="bob"))), 9)
        assert answerable.newest_preview(tx, row.id).id == second
        assert answerable.preview_of(tx, row.id, 1).id == first
        assert answerable.preview_of(tx, row.id, 3) is None
        again = preview(tx, row, 1)
        assert answerable.preview_of(tx, row.id, 1).id == again
        assert answerable.preview_of(tx, row.id + 1, 1) is None


def test_the_latest_offer_is_the_one_that_stands_or_comes(store, row):
    """Not one that was dropped, nor of another thing."""
    with store.begin() as tx:
        first, second = (say(tx, suggestion=row.id, offers=Offer.RETRACT) for _ in range(2))
        say(tx, suggestion=row.id, offers=Offer.RESEND)
        assert answerable.latest_offer(tx, row.id, Offer.RETRACT).id == second
        happened(tx, second, MessageEvent.CLAIM, MessageEvent.REFUSED)
        assert answerable.latest_offer(tx, row.id, Offer.RETRACT).id == first
        assert answerable.latest_offer(tx, row.id + 1, Offer.RETRACT) is None


def test_the_latest_that_showed_words_is_found(store, row):
    """A preview, or an offer."""
    with store.begin() as tx:
        assert answerable.latest_showing(tx, row.id) is None
        preview(tx, row, 1)
        offer = say(tx, kind=MessageKind.OFFER, suggestion=row.id, act=a_reply(a_post()))
        say(tx, kind=NUDGE, suggestion=row.id)
        assert answerable.latest_showing(tx, row.id).id == offer


def test_the_nudge_of_a_suggestion_is_its_latest(store, row):
    """It may have come again."""
    with store.begin() as tx:
        assert answerable.nudge_for(tx, row.id) is None
        _, second = (say(tx, kind=NUDGE, suggestion=row.id) for _ in range(2))
        preview(tx, row)
        assert answerable.nudge_for(tx, row.id).id == second


def test_the_texts_of_all_parts_are_one_message(store, row):
    """And not of those before it."""
    with store.begin() as tx:
        say(tx, "Before.")
        last = messages.get(tx, preview(tx, row, 1, "One.", "Two."))
        assert messages.all_parts(tx, last) == ("One.", "Two.")


def test_what_was_sent_last_is_known_by_our_clock(store):
    """Of two at the same time the later one; of all, or of those that the bot began."""
    with store.begin() as tx:
        assert (messages.last_sent(tx), messages.last_sent_at(tx), messages.last_stands_at(tx)) == (None, None, None)
        first, second, third, begun, _ = (say(tx, begun=n == 3) for n in range(5))
        for number, days in ((first, 2), (second, 3), (third, 3), (begun, 1)):
            delivered(tx, number, NOW + days * DAY, stands_at=NOW - days * DAY)
        assert messages.last_sent(tx).id == third
        assert messages.last_sent_at(tx) == NOW + 3 * DAY
        assert messages.last_sent_at(tx, begun=True) == NOW + DAY
        assert messages.last_stands_at(tx) == NOW - DAY


def test_the_conversation_is_read_oldest_first(store):
    """The latest of it, or what came after a message."""
    with store.begin() as tx:
        assert messages.last_id(tx) == 0
        ids = [say(tx) for _ in range(4)]
        assert [m.id for m in messages.history(tx, limit=2)] == ids[2:]
        assert [m.id for m in messages.after(tx, ids[1])] == ids[2:]
        assert messages.last_id(tx) == ids[-1]
