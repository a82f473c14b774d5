"""What the owner sent back is kept in the order in which it arrived, and what became of it."""

from __future__ import annotations

from bot.domain import Answer, Sender
from bot.store import answers
from tests.store.builders import DAY, NOW

ME = Sender("owner", "1")


def received(tx, *ids, now=NOW):
    """These arrived."""
    answers.receive(tx, [Answer(name, ME, NOW, f"words of {name}") for name in ids], now=now, channel="here")


def next_id(tx):
    """Whose turn it is."""
    held = answers.next_answer(tx)
    return held and held.answer.id


def heard(tx, outcome):
    """The next is understood."""
    held = answers.next_answer(tx)
    answers.handled(tx, held.row, now=NOW)
    answers.became(tx, held.row, outcome)


def test_answers_are_heard_in_the_order_of_their_arrival(store):
    """Whatever their ids."""
    with store.begin() as tx:
        received(tx, "b", "a")
        received(tx, "c")
        for name in ("b", "a", "c"):
            assert next_id(tx) == name
            heard(tx, "help")
        assert next_id(tx) is None


def test_each_look_at_an_answer_is_counted(store):
    """So that none can block those behind it."""
    with store.begin() as tx:
        received(tx, "a")
        assert [answers.next_answer(tx).attempts for _ in range(3)] == [0, 1, 2]
        assert answers.next_answer(tx).received_at == NOW


def test_an_answer_is_found_by_its_id(store):
    """As it was read."""
    with store.begin() as tx:
        received(tx, "a")
        assert answers.get(tx, "a") == Answer("a", ME, NOW, "words of a")
        assert answers.get(tx, "b") is None
        assert (answers.was_received(tx, "a"), answers.was_received(tx, "b")) == (True, False)


def test_an_answer_can_be_heard_again_as_it_was_understood(store):
    """With its attempts begun anew, and no outcome."""
    with store.begin() as tx:
        received(tx, "a", "b")
        for _ in range(2):
            heard(tx, "looked up")
        assert answers.unheard(tx) == 0
        answers.hear_again(tx, "a", "meet ada.example")
        assert answers.unheard(tx) == 1
        held = answers.next_answer(tx)
        assert (held.answer.text, held.answer.id, held.attempts) == ("meet ada.example", "a", 0)
        assert answers.get(tx, "b").text == "words of b"


def test_when_the_owner_was_last_heard_is_known(store):
    """Not from strangers, nor from what nobody has understood yet."""
    with store.begin() as tx:
        assert answers.last_answer_at(tx) is None
        received(tx, "a")
        heard(tx, "help")
        received(tx, "b", now=NOW + DAY)
        assert answers.last_answer_at(tx) == NOW
        heard(tx, "stranger")
        assert answers.last_answer_at(tx) == NOW
        received(tx, "c", now=NOW + 2 * DAY)
        heard(tx, "list")
        assert answers.last_answer_at(tx) == NOW + 2 * DAY
