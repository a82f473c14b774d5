"""The promise held by words: what an approval covers, and what may be one at all (DESIGN 2, 8)."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.decide.commands import TABLE
from bot.decide.lifecycle.binding import Ambiguous, Bound, Unbound, bind, may_consent
from bot.decide.lifecycle.consent import approve, preview_is_fresh, reaction_consents
from bot.decide.lifecycle.undo_window import goes_out_at
from bot.domain import (
    Draft,
    MessageKind,
    Network,
    OpenMessage,
    PostRef,
    Reply,
    Retract,
    SuggestionState,
    Visibility,
    digest,
)
from bot.errors import NotAllowed
from bot.jobs.inbox.handlers import HANDLERS

at_leisure = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
NOW = datetime(2026, 11, 18, 17, 0, 30, tzinfo=UTC)
TARGET = PostRef(Network("mastodon"), "https://books.example/1", "1", "v1")
REPLY = Reply(
    TARGET, TARGET, "@alice@books.example Film, and the lid up.", "Film, and the lid up.", ("alice@books.example",)
)
CHANGES = {
    "target": PostRef(Network("mastodon"), "https://books.example/2", "2", "v1"),
    "root": PostRef(Network("mastodon"), "https://books.example/2", "2", "v1"),
    "text": "@alice@books.example Film, and the lid up!",
    "words": "Film, and the lid up!",
    "addresses": ("alice@books.example", "bob@coast.example"),
    "visibility": Visibility.UNLISTED,
    "warning": "paper",
    "language": "de",
}


def approval_of(act, shown, draft=None):
    """What an answer to a message that showed `shown` permits."""
    held = draft or Draft(suggestion=1, number=1, words="Film, and the lid up.")
    return approve(
        approval_id="a",
        draft=held,
        act=act,
        shown=shown,
        answer_id="m",
        idempotency="{}",
        account="memory:owner@home.example",
        now=NOW,
    )


# --- what it covers


def test_every_part_of_a_reply_is_covered():
    """A field that is added to a reply has to be added here, and changes the hash."""
    assert set(CHANGES) == {field.name for field in fields(Reply)}


@pytest.mark.parametrize("part", CHANGES)
def test_one_changed_part_is_not_what_was_shown(part):
    """Words, handles, visibility, warning, language, and what is answered, in which version."""
    with pytest.raises(NotAllowed):
        approval_of(replace(REPLY, **{part: CHANGES[part]}), digest(REPLY))


def test_another_version_of_the_same_post_is_another_post():
    """An edited target is not the one that was shown."""
    assert digest(replace(REPLY, target=replace(TARGET, version="v2"))) != digest(REPLY)


def test_taking_back_is_no_reply():
    """Consent to one kind of act is none to the other."""
    with pytest.raises(NotAllowed):
        approval_of(Retract(TARGET), digest(REPLY))


@at_leisure
@given(st.text(min_size=1), st.text(min_size=1))
def test_different_words_have_different_hashes(one, other):
    """Whatever the words are."""
    same = digest(replace(REPLY, text=one, words=one)) == digest(replace(REPLY, text=other, words=other))
    assert same == (one == other)


@pytest.mark.parametrize("draft", [Draft(1, 1, "It is ___.", gap=True)])
def test_words_with_a_gap_cannot_be_approved(draft):
    """Even if somebody showed them."""
    with pytest.raises(NotAllowed):
        approval_of(REPLY, digest(REPLY), draft)


def test_nothing_cannot_be_approved():
    """A reply of addresses alone says nothing."""
    empty = replace(REPLY, text="@alice@books.example ", words="  ")
    with pytest.raises(NotAllowed):
        approval_of(empty, digest(empty))


# --- what it answers


def message(number, suggestion=1, kind=MessageKind.PREVIEW, state=SuggestionState.AWAITING_OWNER, ago=60, **differs):
    """A delivered message of ours."""
    return OpenMessage(
        message=number, network_id=f"n{number}", kind=kind, suggestion=suggestion, code=f"t{suggestion}", state=state,
        draft=1, sent_at=NOW - timedelta(minutes=ago), **differs,
    )  # fmt: skip


MESSAGES = st.lists(
    st.builds(
        message,
        st.integers(1, 9),
        suggestion=st.integers(1, 3),
        kind=st.sampled_from(list(MessageKind)),
        state=st.sampled_from(list(SuggestionState)),
        ago=st.integers(0, 90),
    ),
    max_size=6,
    unique_by=lambda m: m.message,
)


@at_leisure
@given(MESSAGES, st.sampled_from(["n1", "n5", "n99"]), st.sampled_from([None, "t1", "t2", "t1.1", "x9"]))
def test_a_reference_binds_to_that_message_or_to_none(messages, reply_to, code):
    """Never to another one; contradicting references are doubt."""
    binding = bind(messages, reply_to=reply_to, code=code)
    referred = next((m for m in messages if m.network_id == reply_to), None)
    if isinstance(binding, Bound) and referred is not None:
        assert binding.to.suggestion == referred.suggestion
    if referred is not None and code is None:
        assert binding == Bound(referred)


@at_leisure
@given(MESSAGES)
def test_without_a_reference_it_is_bound_only_where_one_is_open(messages):
    """Two that wait are doubt, none is nothing."""
    waiting = {m.suggestion for m in messages if m.state in (SuggestionState.AWAITING_OWNER, SuggestionState.UNCLEAR)}
    binding = bind(messages, reply_to=None, code=None)
    expected = {0: Unbound, 1: Bound}.get(len(waiting), Ambiguous)
    assert isinstance(binding, expected)


@at_leisure
@given(MESSAGES, st.integers(1, 9))
def test_a_bare_word_is_consent_only_to_the_one_open_preview(messages, number):
    """And only if nothing about somebody else was delivered in the two minutes before (DESIGN 4)."""
    bound = next((m for m in messages if m.message == number), None)
    if bound is None or not may_consent(bound, messages, explicit=False, now=NOW):
        return
    others = [m for m in messages if m.suggestion != bound.suggestion]
    assert not any(m.kind is MessageKind.PREVIEW and m.state is SuggestionState.AWAITING_OWNER for m in others)
    assert not any(NOW - m.sent_at < timedelta(minutes=2) for m in others)


# --- when


@at_leisure
@given(st.datetimes(timezones=st.just(UTC)).filter(lambda at: at.year < 9000), st.integers(0, 3600))
def test_it_goes_out_at_a_whole_minute_not_before_the_time_to_undo(approved_at, seconds):
    """The receipt names a minute, and until then `undo` counts."""
    undo = timedelta(seconds=seconds)
    at = goes_out_at(approved_at, undo)
    assert at.second == at.microsecond == 0
    assert undo <= at - approved_at < undo + timedelta(minutes=1)


@at_leisure
@given(st.integers(-200_000, 200_000))
def test_a_preview_can_be_approved_for_a_day(age):
    """Not longer; and one from the future, by a clock that was set back, not at all."""
    assert preview_is_fresh(NOW - timedelta(seconds=age), NOW) == (0 <= age <= 86400)


@pytest.mark.parametrize("sign", ["👍", "👍🏻", "👍🏿", "👍️", "✅"])
def test_two_signs_consent(sign):
    """Thumb up in any skin, and the check mark, with or without their variation selector (BD-8)."""
    assert reaction_consents(sign)


@pytest.mark.parametrize("sign", ["👎", "❤️", "🎉", "👍👍", "", "✔️", "🆗", "send"])
def test_no_other_sign_consents(sign):
    """Whatever it may mean to somebody."""
    assert not reaction_consents(sign)


# --- what is done about it


def test_every_command_has_one_hand_that_does_it():
    """The table of what can be said, and the table of what is done: the same words, and what stands after them in the same form."""
    assert {word: handler.form for word, handler in HANDLERS.items()} == {entry.word: entry.form for entry in TABLE}
