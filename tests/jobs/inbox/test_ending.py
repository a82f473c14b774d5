"""What is kept for the owner alone is ended by a word: a note, a reminder; `undo` brings it back."""

from __future__ import annotations

import pytest

from bot.domain import SuggestionState
from bot.store import reminders


@pytest.fixture
def known(bench):
    """Alice and Bob, of whom nothing is open."""
    for who in ("alice", "bob"):
        bench.meets(who)
    return bench


def note_of(bench, who):
    """What is noted of somebody."""
    return bench.person(who).note


def reminded(bench, who):
    """Whether the owner is to be reminded of somebody."""
    person = bench.person(who)
    with bench.tx() as tx:
        return reminders.of(tx, person.id) is not None


def test_a_note_is_taken_away_and_comes_back(known):
    """It is said which, and nothing called "off" is noted."""
    known.says("note alice met in Leeds")
    assert known.says("note alice off") == ['Your note about Alice is gone: "met in Leeds". undo brings it back.']
    assert note_of(known, "alice") == ""
    known.says("undo")
    assert note_of(known, "alice") == "met in Leeds"


def test_a_reminder_is_ended_and_comes_back(known):
    """With its time, so that it is seen which."""
    known.says("remind bob 3w ask about the box")
    [said] = known.says("remind bob off")
    assert said == "The reminder about Bob, on 9 December at 9:00, is gone. undo brings it back."
    assert not reminded(known, "bob")
    known.says("undo")
    assert reminded(known, "bob")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("note alice off", "You have no note about Alice, so nothing happened."),
        ("remind bob off", "No reminder about Bob is set, so nothing happened. list ahead shows what is coming."),
        ("cancel the reminder", "No reminder is kept, so nothing happened."),
        ("forget my last note", "No note is kept, so nothing happened."),
    ],
)
def test_where_nothing_is_kept_it_says_so(known, said, told):
    """Nothing changes."""
    assert known.says(said) == [told]


@pytest.mark.parametrize(
    "said", ["cancel the reminder", "forget the reminder", "remind off", "cancel my reminder about bob", "unremind bob",
             "lösch die Erinnerung an Bob", "don't remind me about bob any more"]
)  # fmt: skip
def test_the_only_reminder_is_meant_where_nobody_is_named(known, said):
    """In whatever words it is ended."""
    known.says("remind bob 3w")
    assert known.says(said)[0].startswith("The reminder about Bob")
    assert not reminded(known, "bob")


@pytest.mark.parametrize("said", ["forget my last note", "delete the note about alice", "unnote alice", "note off"])
def test_the_only_note_is_meant_where_nobody_is_named(known, said):
    """In whatever words it is taken away."""
    known.says("note alice met in Leeds")
    known.says(said)
    assert note_of(known, "alice") == ""


def test_of_several_it_is_asked_which(known):
    """With what can be said."""
    known.says("remind bob 3w")
    known.says("remind alice 2w")
    assert known.says("cancel the reminder") == [
        "I would rather ask than guess: remind alice off or remind bob off. Nothing has changed."
    ]
    assert reminded(known, "alice")
    assert reminded(known, "bob")


def test_a_code_that_was_typed_says_whose(bench):
    """Whoever else has a note."""
    bench.meets("bob")
    bench.says("note bob plays the viola")
    bench.nudged(bench.heard("alice"))
    assert bench.says("note a1 off") == ["You have no note about Alice, so nothing happened."]
    assert note_of(bench, "bob")


def test_beside_a_nudge_it_is_asked_whose_it_is_and_done_for_me(bench):
    """It could be words for somebody; the reminder is Bob's, whoever the nudge is about."""
    bench.meets("bob")
    bench.says("remind bob 3w")
    bench.nudged(bench.heard("alice"))
    [asked] = bench.says("cancel the reminder")
    assert "for me means remind off" in asked
    assert bench.says("for me")[0].startswith("The reminder about Bob")


@pytest.mark.parametrize("said", ["note alice off", "remind bob off", "cancel the reminder", "forget my last note"])
def test_it_holds_what_is_on_its_way(bench, said):
    """As whatever is newly understood does."""
    row = bench.approved(bench.heard("alice"))
    bench.meets("bob")
    bench.says(said)
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    assert not bench.holds(row)


@pytest.mark.parametrize("said", ["note alice her day off", "note alice is off"])
def test_a_note_that_ends_with_off_is_a_note(known, said):
    """Nobody is called so."""
    known.says(said)
    assert note_of(known, "alice") == said.removeprefix("note alice ")
