"""A little is learned from what the owner does: for the kind, and for the person; and it can be said with a word."""

from __future__ import annotations

import pytest

from bot.decide.rules.learning import LIKE_THIS, THIS_PERSON
from tests.jobs.bench import OTHER_QUESTION, WORDS


def learned(bench, who="alice"):
    """What was learned says of a new question of somebody's: (of the kind, of the person)."""
    post = bench.heard(who, OTHER_QUESTION)
    [one] = [judged for judged in bench.judging.judged() if judged.candidate.post.uri == post.uri]
    scores = {reason.rule: reason.score for reason in one.verdict.reasons}
    return scores.get(LIKE_THIS, 0), scores.get(THIS_PERSON, 0)


@pytest.mark.parametrize(("word", "said", "sign"), [
    ("more like this", "More like this from now on. What spoke for it most: a question.", 1),
    ("less like this", "Fewer like this from now on. What spoke for it most: a question.", -1),
])  # fmt: skip
def test_a_wish_for_more_or_less_is_learned(bench, word, said, sign):
    """Of the rules that fired, and of the person."""
    bench.nudged(bench.heard("alice"))
    assert bench.says(word) == [said]
    kind, person = learned(bench)
    assert (kind * sign > 0, person * sign > 0) == (True, True)


def test_a_skip_says_less_than_a_word_about_it(bench):
    """Using it is half of speaking of it."""
    bench.nudged(bench.heard("alice"))
    bench.says("skip")
    skipped = learned(bench)[0]
    assert skipped < 0
    bench.nudged(bench.heard("bob", OTHER_QUESTION))
    bench.says("less like this b1")
    assert learned(bench, "carol")[0] < 2 * skipped


def test_done_teaches_nothing(bench):
    """It was answered; nobody knows why."""
    bench.nudged(bench.heard("alice"))
    bench.says("done")
    assert learned(bench) == (0, 0)


def test_what_was_sent_was_wanted(bench):
    """Also of words that were begun for the owner."""
    bench.shown(bench.heard("alice"), WORDS)
    bench.says("send")
    assert min(learned(bench)) > 0


def test_a_wish_about_two_that_are_open_is_asked_about(bench):
    """Nothing is learned before."""
    bench.nudged(bench.heard("alice"))
    bench.nudged(bench.heard("bob", OTHER_QUESTION))
    assert "Say more like this a1 or more like this b1." in bench.says("more like this")[0]
    assert learned(bench) == (0, 0)


def test_without_a_reason_none_is_named(bench):
    """It was brought because it was asked for."""
    bench.nudged(bench.heard("alice"), reasons=())
    assert bench.says("less like this") == ["Fewer like this from now on."]
