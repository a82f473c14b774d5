"""Leaving a suggestion: not now, not this one, already done. What may be out is found out, and never repeated."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain import SuggestionState
from bot.knowledge import candidates
from bot.outbox.teller import Told
from bot.platforms.memory import Customs
from bot.platforms.memory.faults import Request
from tests.jobs.bench import OTHER_QUESTION

ENDS = [
    ("skip", SuggestionState.SKIPPED, "Let go, this one about Alice."),
    ("done", SuggestionState.ANSWERED_ELSEWHERE, "Good. Alice is answered, then."),
]


@pytest.mark.parametrize(("word", "state", "said"), ENDS)
def test_a_nudge_is_left(bench, word, state, said):
    """With one word, and one line."""
    row = bench.nudged(bench.heard("alice"))
    assert bench.says(word) == [said]
    assert bench.state(row) is state


@pytest.mark.parametrize(("word", "state", "said"), ENDS)
def test_words_that_were_shown_are_left_with_it(bench, word, state, said):
    """Nothing of it is asked about again."""
    row = bench.shown(bench.heard("alice"))
    assert bench.says(word) == [said]
    assert bench.state(row) is state
    assert "closed" in bench.says("send a1.1")[0]


@pytest.mark.parametrize(("word", "state", "said"), ENDS)
def test_what_is_on_its_way_is_taken_back_first(bench, word, state, said):
    """When it is named."""
    row = bench.approved(bench.heard("alice"))
    taken = "The answer to Alice that was on its way is taken back, and was never sent."
    assert bench.says(f"{word} a1") == [f"{said} {taken}"]
    assert bench.state(row) is state
    assert not bench.holds(row)
    assert bench.goes_out() == []
    assert bench.world.posts("owner") == []


@pytest.mark.parametrize("said", ["skip a1", "done a1", "never alice", "forget alice"])
def test_what_may_have_gone_out_before_is_not_said_to_be_unsent(make, said):
    """Sent once more, and taken back: of the first time nobody knows."""
    bench = make(customs=Customs(repeat_harmless=None))
    row = bench.approved(bench.heard("alice"))
    bench.net.faults.add("500", Request.POST)
    bench.goes_out()
    bench.publish().step()
    bench.told()
    bench.says("send once more")
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH
    [told] = bench.says(said)
    assert "that was on its way is taken back; the first time it may have gone out." in told
    assert not bench.holds(row)


@pytest.mark.parametrize("word", ["skip", "done"])
def test_what_was_still_to_be_said_about_it_is_not_said(bench, word):
    """It is over."""
    bench.listens()
    row, teller = bench.nudged(bench.heard("alice")), bench.teller
    bench.world.message("owner", word)
    job = bench.answers()
    job.read()
    with bench.tx() as tx:
        teller.say(tx, "Something about Alice.", now=bench.world.now(), to=Told(suggestion=row.id))
    job.act()
    assert "Something about Alice." not in bench.told()


@pytest.mark.parametrize("word", ["skip", "done"])
def test_what_may_be_out_already_is_kept_back(bench, word):
    """It is said so, and it is never repeated."""
    row = bench.approved(bench.heard("alice"))
    bench.net.faults.add("500", Request.POST)
    bench.goes_out()
    assert bench.says(f"{word} a1") == ["One answer of yours to Alice may be out already; I do not send it again."]
    bench.later(minutes=1)
    bench.hears()
    bench.publish().step()
    assert bench.world.posts("owner") == []
    assert bench.row(row).kept_back


def test_what_is_out_is_not_left(bench):
    """It is said how it stands."""
    row = bench.published(bench.heard("alice"))
    assert bench.says("skip a1") == [
        "Your answer to Alice is out, and does not go out twice; undo offers to delete it."
    ]
    assert bench.state(row) is SuggestionState.PUBLISHED


def test_that_the_owner_did_something_is_known(bench):
    """A skipped nudge is no unanswered one: the pace stays."""
    for number in range(5):
        row = bench.nudged(bench.heard("alice", f"{OTHER_QUESTION} {number}"))
        bench.says(f"skip {row.code}")
        bench.later(days=1, minutes=1)
    bench.greeted()
    bench.later(minutes=31)
    bench.nudging().choose()
    assert not any("so I write less" in text for text in bench.told())


# --- later


def test_later_brings_it_again_with_tomorrows_first(make):
    """At the first hour of the day."""
    bench = make(deliver={"at": ["17:30", "09:00"], "quiet": ""})
    row = bench.nudged(bench.heard("alice"))
    assert bench.says("later") == ["Alice again tomorrow at 9:00, if it still matters then."]
    bench.until("2026-11-19", 9)
    held = bench.row(row)
    assert (held.state, held.due_at, held.returned) == (SuggestionState.AWAITING_DELIVERY, bench.now, True)
    assert held.expires_at == bench.now + timedelta(hours=24)
    bench.nudging().compose()
    assert bench.told()[0].startswith("Alice asked")


def test_later_with_a_time_is_at_that_time(bench):
    """As it was said."""
    row = bench.nudged(bench.heard("alice"))
    bench.says("later 2h")
    assert bench.row(row).due_at == bench.now + timedelta(hours=2)


def test_later_said_once_more_counts_the_last_time(bench):
    """Nothing else can be meant."""
    row = bench.nudged(bench.heard("alice"))
    bench.says("later 2h")
    assert bench.says("later 5h")[0].startswith("Alice again at 23:00")
    held = bench.row(row)
    assert (held.due_at, held.expires_at) == (bench.now + timedelta(hours=5), bench.now + timedelta(hours=29))


def test_later_with_two_that_were_put_off_is_not_guessed(bench):
    """Nothing is open that it could be about."""
    for who, text in (("alice", "Does anyone scan old letters?"), ("bob", OTHER_QUESTION)):
        row = bench.nudged(bench.heard(who, text))
        bench.says(f"later {row.code} 2h")
    before = [bench.row(row).due_at for row in bench.rows()]
    assert bench.says("later 5h")[0].startswith("Nothing is open")
    assert [bench.row(row).due_at for row in bench.rows()] == before


def test_later_by_name_does_not_move_somebody_elses(bench):
    """The name says whom."""
    bench.meets("bob")
    row = bench.nudged(bench.heard("alice"))
    bench.says("later 2h")
    due = bench.row(row).due_at
    bench.says("later bob 5h")
    assert bench.row(row).due_at == due


def test_what_is_on_its_way_is_not_put_off(bench):
    """It is said how it stands; and what was said holds it."""
    bench.approved(bench.heard("alice"))
    texts = bench.says("later a1 2h")
    assert any("on its way already" in text or "Held" in text for text in texts)


def test_an_answer_to_what_comes_again_says_when(bench):
    """Nothing happens meanwhile."""
    bench.nudged(bench.heard("alice"))
    bench.says("later 2h")
    assert bench.says("skip a1")[0].startswith("Alice comes again at 20:00, as you said, so nothing happened.")


def test_whoever_said_later_has_answered(bench):
    """It is no unanswered nudge."""
    bench.nudged(bench.heard("alice"))
    bench.says("later 2h")
    with bench.tx() as tx:
        [one] = candidates.history(tx, bench.world.now())
    assert one.met


@pytest.mark.parametrize("first", ["mute alice 3d", "pause 3d"])
def test_later_says_when_it_comes_and_not_only_what_was_asked_for(bench, first):
    """Nothing about somebody who is muted comes before that ends, and nothing at all within a pause."""
    bench.nudged(bench.heard("alice"))
    bench.says(first)
    [said] = bench.says("later a1 2h")
    assert said.startswith("Alice again on Saturday")


def test_what_was_put_off_comes_when_the_mute_has_ended(bench):
    """As was said; its time does not go by meanwhile."""
    row = bench.nudged(bench.heard("alice"))
    bench.says("mute alice 3d")
    bench.says("later a1 2h")
    bench.later(days=2, hours=20)
    bench.closing().step()
    assert bench.state(row) is SuggestionState.AWAITING_DELIVERY


def test_later_says_so_where_all_is_stopped(bench):
    """Nothing comes before `resume`."""
    bench.nudged(bench.heard("alice"))
    bench.says("stop")
    [said] = bench.says("later a1 2h")
    assert said.endswith("All is stopped: nothing goes out until you say resume.")
