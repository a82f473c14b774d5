"""The last question about people is remembered until it is answered; a newer one takes its place."""

from __future__ import annotations

import pytest

from bot.store import people, people_questions
from bot.store.people_questions import Pair, Watch
from tests.store.builders import NOW, an_account


@pytest.fixture
def watch(store):
    """Whether to watch Ada."""
    with store.begin() as tx:
        return Watch(people.meet(tx, an_account("ada"), now=NOW))


@pytest.fixture
def pair(store):
    """Whether Ada and Lovelace are one."""
    ada, lovelace = an_account("ada"), an_account("lovelace")
    with store.begin() as tx:
        for account in (ada, lovelace):
            people.meet(tx, account, now=NOW)
    return Pair(ada.key, lovelace.key)


@pytest.mark.parametrize("asked", ["watch", "pair"])
def test_a_question_is_remembered_until_it_is_answered(store, request, asked):
    """As it was asked."""
    offer = request.getfixturevalue(asked)
    with store.begin() as tx:
        assert people_questions.asked(tx) is None
        people_questions.put(tx, offer)
        assert people_questions.asked(tx) == offer
        people_questions.answered(tx)
        assert people_questions.asked(tx) is None


def test_a_newer_question_takes_the_place_of_the_one_before(store, watch, pair):
    """A short answer is to the last."""
    with store.begin() as tx:
        people_questions.put(tx, pair)
        people_questions.put(tx, watch)
        assert people_questions.asked(tx) == watch
