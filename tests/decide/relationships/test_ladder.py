"""Towards somebody admired: one small step at a time, and never words out of nothing."""

from __future__ import annotations

import pytest

from bot.decide.facts import Approach, Rung
from bot.decide.relationships import may_comment, next_step
from bot.domain import Interaction, InteractionKind, Relationship, Step
from tests.decide.builders import LOUDSPEAKER, NOW, SOCIABLE, account, ago

NADIA = account("nadia")
FOLLOW, LIKE, RESHARE = InteractionKind.FOLLOW, InteractionKind.LIKE, InteractionKind.RESHARE
REPLY = InteractionKind.REPLY


def did(kind: InteractionKind, days: float, *, by_owner: bool = True) -> Interaction:
    """Something that the owner did, so many days ago."""
    return Interaction(kind, by_owner, NADIA.key, ago(days=days))


def approach(*acts: Interaction, proposed=(20,), following: bool = False, habits=SOCIABLE) -> Approach:
    """Where the owner stands, with one step proposed twenty days ago."""
    times = [ago(days=days) for days in proposed]
    return next_step(acts, relationship=Relationship(following=following), habits=habits, proposed=times, now=NOW)


def test_it_begins_with_something_to_read():
    """The very first step asks nothing of anybody."""
    assert approach(proposed=()) == Approach(Rung.NOTICED, Step.READ)
    assert approach(proposed=(), following=True) == Approach(Rung.FOLLOWED, Step.READ)


LADDER = [
    ((), False, Rung.NOTICED, Step.FOLLOW),
    ((), True, Rung.FOLLOWED, Step.LIKE),
    ((did(FOLLOW, 40),), False, Rung.FOLLOWED, Step.LIKE),
    ((did(FOLLOW, 40), did(LIKE, 30)), True, Rung.LIKED, Step.COMMENT),
    ((did(LIKE, 30),), True, Rung.LIKED, Step.RESHARE),
    ((did(LIKE, 30), did(RESHARE, 20)), True, Rung.RESHARED, Step.COMMENT),
    ((did(RESHARE, 20),), True, Rung.RESHARED, Step.LIKE),
    ((did(LIKE, 30), did(LIKE, 25), did(REPLY, 20)), True, Rung.COMMENTED, Step.COMMENT),
]


@pytest.mark.parametrize(("acts", "following", "rung", "step"), LADDER)
def test_only_the_next_small_step_is_proposed(acts, following, rung, step):
    """Noticed, followed, liked, reshared, commented; what was done by hand was noticed."""
    assert approach(*acts, following=following) == Approach(rung, step)


def test_at_most_one_step_in_ten_days():
    """It can take months."""
    assert approach(proposed=(20, 9)).step is None
    assert approach(proposed=(20, 10)).step is Step.FOLLOW


def test_no_words_to_a_stranger_before_two_lighter_steps_over_seven_days():
    """Two likes of this week are not yet an acquaintance."""
    assert not may_comment([did(LIKE, 30)], NOW)
    assert not may_comment([did(LIKE, 6), did(LIKE, 1)], NOW)
    assert may_comment([did(LIKE, 7), did(LIKE, 1)], NOW)
    assert approach(did(LIKE, 6), did(LIKE, 1)).step is Step.RESHARE


def test_who_wrote_first_may_be_answered_at_once():
    """No ladder is needed to answer."""
    wrote = did(REPLY, 1, by_owner=False)
    assert may_comment([wrote], NOW)
    assert approach(wrote).step is Step.COMMENT


def test_in_conversation_there_is_no_ladder_any_more():
    """The two talk: it is theirs now."""
    assert approach(did(REPLY, 20), did(REPLY, 19, by_owner=False)) == Approach(Rung.IN_CONVERSATION, None)


def test_an_account_that_answers_nobody_is_said_once():
    """Perhaps other people write there; no step is proposed."""
    assert approach(habits=LOUDSPEAKER) == Approach(Rung.NOTICED, None, answers_nobody=True)
    assert not approach(habits=None).answers_nobody


def test_what_others_did_is_no_step_of_the_owners():
    """Their likes are theirs."""
    assert approach(did(LIKE, 20, by_owner=False)).rung is Rung.NOTICED


def test_without_ties_the_ledger_is_believed():
    """Nobody has looked who follows whom."""
    made = next_step([did(FOLLOW, 40)], relationship=None, habits=None, proposed=[ago(days=20)], now=NOW)
    assert made == Approach(Rung.FOLLOWED, Step.LIKE)
