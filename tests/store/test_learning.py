"""What was learned comes back as it was, and goes when it is to be forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.decide.rules.learning import Learned, Signal, Weight, learn
from bot.store import learning, people
from tests.decide.rules.test_learning import ON, after, moved
from tests.store.builders import NOW, an_account


def test_what_was_learned_is_kept(store):
    """It comes back the same; nothing stored is nothing learned."""
    with store.begin() as tx:
        assert learning.learned(tx) == Learned()
        person = people.meet(tx, an_account(), now=NOW)
        learned = after(Signal.SENT, Signal.SKIPPED, Signal.LESS, person=person)
        learning.put(tx, learned)
        back = learning.learned(tx)
    assert moved(back, person=person) == pytest.approx(moved(learned, person=person), abs=0.001)
    assert (back.rules.keys(), back.people.keys()) == (learned.rules.keys(), learned.people.keys())
    assert [weight.at for weight in back.rules.values()] == [weight.at for weight in learned.rules.values()]


def test_what_is_learned_next_takes_the_place_of_what_was(store):
    """Weights move; none stands twice, and what was never learned has no time."""
    with store.begin() as tx:
        person = people.meet(tx, an_account(), now=NOW)
        learning.put(tx, Learned({"a question": Weight()}))
        assert learning.learned(tx).rules == {"a question": Weight()}
        learned = Learned()
        for days in (2, 1):
            learned = learn(learned, Signal.MORE, person=person, rules=ON, now=NOW - timedelta(days=days))
            learning.put(tx, learned)
        assert learning.learned(tx).people[person].taken == 2
        assert set(learning.learned(tx).rules) == set(ON)


def test_all_of_it_can_be_forgotten(store):
    """Of rules and of people."""
    with store.begin() as tx:
        person = people.meet(tx, an_account(), now=NOW)
        learning.put(tx, learn(Learned(), Signal.MORE, person=person, rules=ON, now=NOW))
        learning.forget(tx)
        assert learning.learned(tx) == Learned()
