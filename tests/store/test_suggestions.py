"""Suggestions and their drafts: moved by the table only, found by what the owner says, and numbered once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain import Motive, Network, NudgeKind, SuggestionEvent, SuggestionState, WrittenBy
from bot.store import drafts, messages, suggestions
from tests.store.builders import DAY, NOW, a_post, a_reply, kept, suggested

HOUR = timedelta(hours=1)


@pytest.fixture
def row(store):
    """A suggestion."""
    with store.begin() as tx:
        return suggested(tx, kept(tx, a_post()))


def again(store, row):
    """The same as it stands now."""
    with store.begin() as tx:
        return suggestions.get(tx, row.id)


def test_a_suggestion_waits_for_its_delivery(store, row):
    """With what is said of it, and nothing that has not happened."""
    assert (row.state, row.code, row.network, row.kind, row.motive) == (
        SuggestionState.AWAITING_DELIVERY, "a1", Network("memory"), NudgeKind.QUESTION, Motive.NEW,
    )  # fmt: skip
    assert (row.retry_at, row.nudged_at, row.version, row.returned, row.score, row.owner) == (
        None, None, "", False, 0.0, "",
    )  # fmt: skip
    assert row.reasons[0].rule == "a question"
    assert not row.kept_back


def test_in_no_state_there_is_none(store, row):
    """Whoever asks for none is not given all."""
    with store.begin() as tx:
        assert suggestions.in_states(tx) == ()
        assert suggestions.in_states(tx, *SuggestionState) == (row,)


def test_an_unknown_suggestion_is_a_mistake(store):
    """Nothing is made up."""
    with store.begin() as tx, pytest.raises(KeyError):
        suggestions.get(tx, 7)


def test_a_move_notes_when_and_what(store, row):
    """And lets it be tried at once."""
    with store.begin() as tx:
        suggestions.change(tx, row.id, retry_at=NOW)
        assert suggestions.move(tx, row, SuggestionEvent.CLAIM, now=NOW + HOUR, version="v2")
    held = again(store, row)
    assert (held.state, held.state_at, held.retry_at, held.version) == (
        SuggestionState.DELIVERING,
        NOW + HOUR,
        None,
        "v2",
    )


def test_codes_go_on_beyond_what_was_seen_elsewhere(store):
    """By letter; the highest counts, of words too."""
    with store.begin() as tx:
        suggestions.go_on_beyond(tx, ["a4", "a2.7", "b1"])
        suggestions.go_on_beyond(tx, ["a3"])
        codes = [suggested(tx, kept(tx, a_post(by=who))).code for who in ("alice", "alice", "bob", "carol")]
    assert codes == ["a5", "a6", "b2", "c1"]


def test_a_suggestion_is_found_by_its_code(store, row):
    """However it is written."""
    with store.begin() as tx:
        assert suggestions.by_code(tx, "A1").id == row.id
        assert suggestions.by_code(tx, "a2") is None


def test_suggestions_are_found_by_state_time_person_and_post(store, row):
    """Oldest first."""
    with store.begin() as tx:
        other = suggested(tx, kept(tx, a_post(by="bob")), created_at=NOW - DAY)
        third = suggested(tx, kept(tx, a_post()))
        suggestions.move(tx, third, SuggestionEvent.NEVER, now=NOW)
        assert [r.id for r in suggestions.in_states(tx, SuggestionState.AWAITING_DELIVERY)] == [row.id, other.id]
        assert [r.id for r in suggestions.in_states(tx, *SuggestionState)] == [row.id, other.id, third.id]
        assert [r.id for r in suggestions.recent(tx, since=NOW)] == [row.id, third.id]
        assert [r.id for r in suggestions.open_for(tx, row.person)] == [row.id]
        assert [r.id for r in suggestions.of_person(tx, row.person)] == [row.id, third.id]
        assert suggestions.of_post(tx, other.post_uri).id == other.id
        assert suggestions.of_post(tx, "elsewhere") is None
        assert suggestions.count_in(tx, SuggestionState.AWAITING_DELIVERY, SuggestionState.WITHDRAWN) == 3
        assert suggestions.count_in(tx, SuggestionState.WITHDRAWN) == 1


# --- held, kept back, forgotten


def test_an_answer_to_a_hold_leaves_the_rest_as_it_was(store, row):
    """Also where nothing was held."""
    before = row
    with store.begin() as tx:
        suggestions.answered_hold(tx, row.id)
        assert suggestions.get(tx, row.id) == before
        suggestions.hold(tx, row.id, now=NOW)
        assert suggestions.get(tx, row.id) != before
        suggestions.answered_hold(tx, row.id)
        assert suggestions.get(tx, row.id) == before


def test_what_is_kept_back_stays_held_too(store, row):
    """Both are known."""
    with store.begin() as tx:
        suggestions.hold(tx, row.id, now=NOW)
        suggestions.keep_back(tx, suggestions.get(tx, row.id))
        assert suggestions.get(tx, row.id).kept_back
        suggestions.answered_hold(tx, row.id)
        assert suggestions.get(tx, row.id).kept_back


def test_whoever_is_forgotten_leaves_only_when_something_was(store, row):
    """No words, no reasons, no post; of others nothing is taken."""
    with store.begin() as tx:
        other = suggested(tx, kept(tx, a_post(by="bob")))
        for one in (row, other):
            act = a_reply(a_post())
            drafts.add(tx, one.id, "Words.", by=WrittenBy.OWNER, gap=False, act=act, now=NOW)
            messages.queue(
                tx, messages.MessageKind.PREVIEW, ["Shown."], now=NOW, suggestion=one.id, act=act, about=act.target
            )
        suggestions.forget_person(tx, row.person)
        gone, stays = suggestions.get(tx, row.id), suggestions.get(tx, other.id)
        assert (gone.reasons, gone.account, gone.post_uri, gone.created_at) == ((), "", None, NOW)
        assert (stays.reasons, stays.account, stays.post_uri) == (other.reasons, other.account, other.post_uri)
        assert [drafts.get(tx, one.id, 1).words for one in (row, other)] == ["", "Words."]
        first, second = messages.history(tx)
        assert (first.text, first.act, first.shown, first.about) == ("", None, None, None)
        assert (second.text, second.act is not None, second.shown is not None) == ("Shown.", True, True)


# --- drafts


def test_words_are_numbered_for_each_suggestion(store, row):
    """From one on."""
    with store.begin() as tx:
        other = suggested(tx, kept(tx, a_post(by="bob")))
        assert drafts.latest(tx, row.id) is None
        assert drafts.next_number(tx, row.id) == 1
        for one, words, by, gap in (
            (row, "A ___", WrittenBy.STARTER, True), (row, "B", WrittenBy.MODEL, False), (other, "C", WrittenBy.OWNER, False),
            (row, "D", WrittenBy.MODEL, False),
        ):  # fmt: skip
            drafts.add(tx, one.id, words, by=by, gap=gap, act=None, now=NOW)
        assert drafts.next_number(tx, row.id) == 4
        assert (drafts.latest(tx, row.id).words, drafts.latest(tx, other.id).number) == ("D", 1)
        first = drafts.get(tx, row.id, 1)
        assert (first.suggestion, first.number, first.words, first.by, first.gap) == (
            row.id,
            1,
            "A ___",
            WrittenBy.STARTER,
            True,
        )
        with pytest.raises(KeyError):
            drafts.get(tx, row.id, 4)


def test_whose_words_they_are_is_known(store, row):
    """In order, of this suggestion."""
    with store.begin() as tx:
        other = suggested(tx, kept(tx, a_post(by="bob")))
        for one, words, by in (
            (row, "A", WrittenBy.MODEL),
            (row, "B", WrittenBy.OWNER),
            (row, "C", WrittenBy.MODEL),
            (other, "D", WrittenBy.MODEL),
        ):
            drafts.add(tx, one.id, words, by=by, gap=False, act=None, now=NOW)
        assert drafts.words_by(tx, row.id, WrittenBy.MODEL) == ("A", "C")
        assert (
            drafts.count_by(tx, row.id, WrittenBy.MODEL),
            drafts.count_by(tx, row.id, WrittenBy.STARTER),
        ) == (2, 0)
