"""Two accounts become one person only when the owner says so; and the answers to our questions about people."""

from __future__ import annotations

import pytest

from bot.domain import Account, Goal, Network
from bot.store import people, people_questions
from tests.contract.memory_world import PEOPLE

ADA = Account(Network("bluesky"), "did:plc:ada", "did:plc:ada", "ada.example", "Ada L.")


def offered(bench, offer):
    """The owner was asked this."""
    with bench.tx() as tx:
        people_questions.put(tx, offer)


def open_question(bench):
    """What was asked and not answered."""
    with bench.tx() as tx:
        return people_questions.asked(tx)


def pair(bench):
    """Alice, and an account that may be hers; the owner was asked about them."""
    alice = bench.meets("alice", goal="get-to-know")
    with bench.tx() as tx:
        people.meet(tx, ADA, now=bench.world.now())
    offered(bench, people_questions.Pair(alice.accounts[0].key, ADA.key))
    return alice


def test_same_makes_one_person_of_two(bench):
    """The first keeps the name, and what is wanted of either is wanted of the one."""
    alice = bench.meets("alice")
    bench.meets("bob", goal="get-to-know")
    assert bench.says(f"same alice {PEOPLE['bob']}") == [
        "From now on bob@coast.example and Alice are one person to me."
    ]
    person = bench.person("bob")
    assert (person.id, person.name, person.goal) == (alice.id, "Alice", Goal.GET_TO_KNOW)
    assert len(person.accounts) == 2


def test_same_with_somebody_unknown_joins_nobody(bench):
    """The address is looked up first; a name that nobody has is said."""
    bench.meets("alice")
    assert bench.says(f"same zacharias {PEOPLE['alice']}")[0].startswith("I know nobody")
    assert bench.says("same alice zacharias.example") == []
    assert bench.acquaint().wanted()
    assert len(bench.person("alice").accounts) == 1


def test_one_person_joins_the_two_that_were_asked_about(bench):
    """And answers the question."""
    alice = pair(bench)
    assert bench.says("one person") == ["From now on ada.example and Alice are one person to me."]
    assert [account.key for account in bench.person("alice").accounts] == [ADA.key, alice.accounts[0].key]
    assert open_question(bench) is None
    assert bench.says("one person")[0].startswith("one person answers nothing")


def test_one_person_of_somebody_forgotten_meanwhile_joins_nobody(bench):
    """There is nobody any more."""
    pair(bench)
    bench.says("forget alice")
    assert bench.says("one person")[0].startswith("one person answers nothing")
    assert bench.says("same alice ada.example")[0].startswith("I know nobody by the name of Alice")


def test_let_it_be_leaves_two_as_two(bench):
    """And is not asked again."""
    pair(bench)
    assert bench.says("let it be") == ["They stay two. I do not ask again."]
    assert open_question(bench) is None
    assert len(bench.person("alice").accounts) == 1


def test_keep_watching_watches(bench):
    """The owner would like to know them."""
    alice = bench.meets("alice")
    offered(bench, people_questions.Watch(alice.id))
    assert bench.says("keep watching") == ["I keep an eye on Alice and say so if that changes."]
    assert bench.person("alice").goal is Goal.GET_TO_KNOW
    assert open_question(bench) is None


def test_let_it_be_ends_a_wish_to_know(bench):
    """They stay as before."""
    alice = bench.meets("alice", goal="get-to-know")
    offered(bench, people_questions.Watch(alice.id))
    assert bench.says("let it be") == ["Let be. Alice stays as before."]
    assert bench.person("alice").goal is Goal.NONE


@pytest.mark.parametrize("word", ["keep watching", "one person", "let it be"])
def test_without_a_question_nothing_is_offered(bench, word):
    """Nothing happens."""
    assert bench.says(word) == [
        f"{word} answers nothing that I said lately, so nothing happened. list shows what is open."
    ]


@pytest.mark.parametrize(("word", "which"), [("keep watching", "pair"), ("one person", "watch")])
def test_an_answer_to_another_question_answers_nothing(bench, word, which):
    """The question stays."""
    alice = pair(bench)
    if which == "watch":
        offered(bench, people_questions.Watch(alice.id))
    before = open_question(bench)
    assert bench.says(word)[0].startswith(f"{word} answers nothing that I said lately")
    assert open_question(bench) == before
