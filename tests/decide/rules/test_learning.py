"""What the owner does with suggestions moves them a little: plainly, within bounds, fading, and to be taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.decide.rules.learning import (
    BOUND_PERSON,
    BOUND_RULE,
    BOUND_TOTAL,
    HALF_LIFE,
    Learned,
    Signal,
    adjusted,
    learn,
)
from bot.domain import Reason, Verdict
from tests.decide.builders import NOW, ago

TOMAS, INES = 1, 2
ON = ("a question", "your topics")
SAID = Verdict("post", 3, (), (Reason("a question", 2, "a question"), Reason("as people talk", 1, "speaks")))


def after(*signals: Signal, person: int = TOMAS, rules=ON) -> Learned:
    """What is learned from these, one a day, the last one now."""
    learned = Learned()
    for days, signal in reversed(list(enumerate(reversed(signals)))):
        learned = learn(learned, signal, person=person, rules=rules, now=ago(days=days))
    return learned


def moved(learned: Learned, *, person: int = TOMAS, now=NOW) -> float:
    """By how much the verdict changes."""
    return adjusted(SAID, learned, person=person, now=now).score - SAID.score


@pytest.mark.parametrize("signal", list(Signal))
def test_every_answer_moves_its_way(signal):
    """Sent, edited and more of this go up; skipped and less of this go down."""
    assert (moved(after(signal)) > 0) is signal.taken
    assert moved(after(signal)) != 0


def test_one_answer_moves_a_little_and_words_about_it_more():
    """A skip may mean a busy day; less of this means what it says."""
    assert -0.5 < moved(after(Signal.SKIPPED)) < 0
    assert moved(after(Signal.LESS)) < moved(after(Signal.SKIPPED))


def test_it_is_told_with_its_evidence():
    """Visible in why: no black box."""
    learned = after(Signal.SENT, *[Signal.SKIPPED] * 4)
    told = {reason.rule: reason.because for reason in adjusted(SAID, learned, person=TOMAS, now=NOW).reasons}
    assert told["like this"] == "you skipped 4 of 5 like this"
    assert told["this person"] == "you skipped 4 of 5 from this person"


def test_the_parts_add_up_to_the_score():
    """What was learned is a reason like any other."""
    verdict = adjusted(SAID, after(Signal.SENT, Signal.SENT), person=TOMAS, now=NOW)
    assert verdict.score == pytest.approx(sum(reason.score for reason in verdict.reasons))


def test_it_is_about_the_rules_that_fired_and_about_that_person():
    """Another kind of post by another person is as it was."""
    other = Verdict("post", 1, (), (Reason("a joke", 1, "a joke"),))
    learned = after(*[Signal.LESS] * 5)
    assert adjusted(other, learned, person=INES, now=NOW) == other
    assert adjusted(other, learned, person=TOMAS, now=NOW).score < other.score
    assert adjusted(SAID, learned, person=INES, now=NOW).score < SAID.score


@given(st.lists(st.sampled_from(list(Signal)), max_size=60))
def test_it_never_leaves_its_bounds(signals):
    """However often the same is said."""
    learned = after(*signals)
    assert all(abs(weight.value) <= BOUND_RULE for weight in learned.rules.values())
    assert all(abs(weight.value) <= BOUND_PERSON for weight in learned.people.values())
    assert abs(moved(learned)) <= BOUND_TOTAL + BOUND_PERSON + 0.02


def test_it_fades():
    """Half of it is gone after sixty days, nearly all after a year."""
    learned = after(*[Signal.LESS] * 5)
    half = moved(learned, now=NOW + HALF_LIFE)
    assert half == pytest.approx(moved(learned) / 2, abs=0.02)
    assert moved(learned, now=NOW + timedelta(days=365)) == 0


def test_forgetting_takes_all_of_it_back():
    """`forget-learning` is the empty value."""
    assert adjusted(SAID, Learned(), person=TOMAS, now=NOW) == SAID


def test_the_opposite_answer_undoes_it():
    """Nothing that was learned is for ever."""
    there_and_back = after(Signal.SKIPPED, Signal.SENT)
    assert abs(moved(there_and_back)) < abs(moved(after(Signal.SKIPPED)))


def test_a_veto_is_never_learned_away():
    """What is forbidden stays forbidden, whatever was sent before."""
    forbidden = Verdict("post", 3, (Reason("a quarrel", 0, "a quarrel"),), SAID.reasons)
    assert adjusted(forbidden, after(*[Signal.MORE] * 20), person=TOMAS, now=NOW) == forbidden


def test_learning_changes_nothing_in_place():
    """State is a value: the earlier one is still there."""
    before = after(Signal.SENT)
    learn(before, Signal.LESS, person=TOMAS, rules=ON, now=NOW)
    assert before == after(Signal.SENT)


def test_a_rule_that_is_gone_is_forgotten_quietly():
    """The owner removed it: its weight counts nowhere."""
    learned = after(Signal.LESS, rules=("a rule of old",), person=INES)
    assert moved(learned) == 0
