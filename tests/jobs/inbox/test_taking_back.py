"""What is on its way is taken back in time; what is out may be deleted; and `no` to something else is about that."""

from __future__ import annotations

import pytest

from bot.domain import SuggestionState
from bot.platforms.memory import Customs
from bot.platforms.memory.faults import Request
from bot.store import approvals, messages, suggestions
from tests.jobs.bench import OTHER_QUESTION, OTHER_WORDS

OFFER = "I can delete it from your server, and ask the others to do the same. delete, or leave it."
NOTHING = "Nothing is on its way, so there is nothing to take back."


def lost(bench, post=None):
    """A reply of which nobody knows whether it arrived."""
    row = bench.approved(post or bench.heard("alice"))
    bench.net.faults.add("500", Request.POST)
    bench.goes_out()
    return row


def preview(bench):
    """The network's id of the latest preview."""
    with bench.tx() as tx:
        return messages.newest_preview(tx, 1).network_id


# --- in time


@pytest.mark.parametrize("word", ["undo", "no", "wait", "cancel"])
def test_in_time_it_is_taken_back(bench, word):
    """It was never sent, and the words are kept."""
    row = bench.approved(bench.heard("alice"))
    bench.says(word)
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    assert not bench.holds(row)
    bench.goes_out()
    assert bench.world.posts("owner") == []


def test_undo_says_which_words_were_taken_back(bench):
    """By their code."""
    bench.approved(bench.heard("alice"))
    assert bench.says("undo") == ["Taken back. It was never sent, and your words are kept. [a1.1]"]


def test_undo_takes_back_everything_on_its_way(bench):
    """Which one was meant is not guessed."""
    rows = [bench.approved(bench.heard("alice")), bench.approved(bench.heard("bob", OTHER_QUESTION), OTHER_WORDS)]
    assert len(bench.says("undo")) == 2
    assert [bench.state(row) for row in rows] == [SuggestionState.AWAITING_OWNER] * 2


def test_undo_of_one_that_is_named_takes_back_that_one(bench):
    """The other goes out."""
    rows = [bench.approved(bench.heard("alice")), bench.approved(bench.heard("bob", OTHER_QUESTION), OTHER_WORDS)]
    bench.says("undo b1")
    assert [bench.state(row) for row in rows] == [SuggestionState.AWAITING_PUBLISH, SuggestionState.AWAITING_OWNER]


def test_undo_of_one_that_is_not_on_its_way_takes_back_what_is(bench):
    """Better one too many."""
    bench.shown(bench.heard("alice"))
    leaving = bench.approved(bench.heard("bob", OTHER_QUESTION), OTHER_WORDS)
    bench.says("undo a1")
    assert bench.state(leaving) is SuggestionState.AWAITING_OWNER


@pytest.mark.parametrize("code", ["", " a1"])
def test_what_may_be_out_is_kept_back(bench, code):
    """It is said, and it is never repeated."""
    row = lost(bench)
    assert bench.says(f"undo{code}") == [
        "It is leaving at this very moment. Say undo again in a minute, and I offer to delete it."
    ]
    assert bench.row(row).kept_back
    bench.later(minutes=1)
    bench.hears()
    bench.publish().step()
    assert bench.world.posts("owner") == []


def test_what_was_asked_about_already_is_not_leaving(make):
    """No approval of it holds."""
    bench = make(customs=Customs(repeat_harmless=None))
    lost(bench)
    bench.publish().step()
    bench.told()
    assert "leaving at this very moment" not in bench.says("undo")[0]


# --- afterwards


def test_afterwards_deleting_is_offered(bench):
    """With how long it was out, and how far that reaches; nothing is deleted."""
    row = bench.published(bench.heard("alice"))
    bench.later(minutes=20)
    [said] = bench.says("undo")
    assert said.startswith("It was out for 20 minutes,")
    assert OFFER in said
    assert said.endswith("[a1.1]")
    assert bench.state(row) is SuggestionState.PUBLISHED
    assert bench.stands_under() == "undo"
    with bench.tx() as tx:
        held = messages.last_sent(tx)
        assert held.act.reply == approvals.publication(tx, row.id).published.ref


def test_deleting_is_offered_however_long_it_is_out(bench):
    """Where the owner says `undo`; `no` is about something of today."""
    bench.published(bench.heard("alice"))
    bench.later(minutes=61)
    assert bench.says("no") == [NOTHING]
    assert OFFER in bench.says("undo")[0]


@pytest.mark.parametrize(("minutes", "offered"), [(59, True), (61, False)])
def test_no_within_the_hour_is_about_what_went_out(bench, minutes, offered):
    """Later it is about nothing."""
    row = bench.published(bench.heard("alice"))
    bench.later(seconds=-(bench.now - bench.row(row).state_at).total_seconds())
    bench.later(minutes=minutes)
    assert (OFFER in bench.says("no")[0]) is offered


def test_the_latest_that_is_out_is_offered(bench):
    """Or the one that is named."""
    bench.published(bench.heard("alice"))
    bench.published(bench.heard("bob", OTHER_QUESTION), OTHER_WORDS)
    assert bench.says("undo")[0].endswith("[b1.1]")
    assert bench.says("undo a1")[0].endswith("[a1.1]")


def test_undo_of_nothing_says_so(bench):
    """Nothing happens."""
    assert bench.says("undo") == [NOTHING]


def test_what_was_deleted_is_not_offered_again(bench):
    """It is gone."""
    bench.published(bench.heard("alice"))
    for words in ("undo", "delete"):
        bench.says(words)
    bench.publish().step()
    assert bench.says("undo")[-1] == NOTHING


def test_what_went_out_for_another_account_is_not_offered(bench):
    """It is not this owner's."""
    row = bench.published(bench.heard("alice"))
    with bench.tx() as tx:
        suggestions.change(tx, row.id, owner="memory:eve@home.example#m9")
    assert bench.says("undo") == [NOTHING]


# --- no, to something else


def test_no_to_words_that_were_shown_leaves_them(bench):
    """Nothing was sent, and it says what can be done."""
    row = bench.shown(bench.heard("alice"))
    assert bench.says("no") == [
        "Nothing was sent, and the words for Alice stay as I showed them. send, later, skip, or new words. [a1.1]"
    ]
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


@pytest.mark.parametrize(
    ("settings", "draft"), [({}, "or draft, later, skip"), ({"drafts": {"by": "off"}}, "or later, skip")]
)
def test_no_to_a_nudge_says_what_can_be_done(make, settings, draft):
    """With `draft` only where there may be one."""
    bench = make(**settings)
    bench.nudged(bench.heard("alice"))
    assert bench.says("no") == [f"Nothing was sent. For Alice: your own words, {draft}. [a1]"]


def test_undo_with_a_nudge_open_is_about_what_went_out_today(bench):
    """Not about the nudge; tomorrow it is."""
    bench.published(bench.heard("alice"))
    bench.nudged(bench.heard("bob", OTHER_QUESTION))
    assert OFFER in bench.says("undo")[0]
    bench.later(days=1)
    assert bench.says("undo")[0].startswith("Nothing was sent. For Bob:")


def test_no_to_held_words_settles_them(bench):
    """They are not asked about again."""
    bench.greeted()
    bench.approved(bench.heard("alice"))
    bench.says("hmm, not sure about that")
    bench.says("undo")
    bench.later(hours=1)
    bench.nudging().choose()
    assert not any(text.startswith("Held") for text in bench.told())


# --- a thumb taken away


def test_a_thumb_that_is_taken_away_takes_back(bench):
    """As `undo` does."""
    row = bench.shown(bench.heard("alice"))
    at = preview(bench)
    bench.world.react(at, "👍")
    bench.hears()
    bench.told()
    bench.world.react(at, "👍", remove=True)
    bench.hears()
    assert bench.told() == ["Taken back. It was never sent, and your words are kept. [a1.1]"]
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    assert not bench.holds(row)


def test_a_thumb_that_is_taken_away_too_late_keeps_back(bench):
    """It may be out."""
    row = bench.shown(bench.heard("alice"))
    at = preview(bench)
    bench.world.react(at, "👍")
    bench.hears()
    bench.told()
    bench.net.faults.add("500", Request.POST)
    bench.goes_out()
    bench.world.react(at, "👍", remove=True)
    bench.hears()
    assert bench.told()[0].startswith("It is leaving at this very moment.")
    assert bench.row(row).kept_back


def test_a_thumb_that_is_taken_away_from_what_is_out_changes_nothing(bench):
    """It stands."""
    row = bench.published(bench.heard("alice"))
    bench.world.react(preview(bench), "👍", remove=True)
    bench.hears()
    assert bench.told() == []
    assert bench.state(row) is SuggestionState.PUBLISHED
