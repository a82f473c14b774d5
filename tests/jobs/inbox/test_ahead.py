"""`list ahead`: what is coming, in time order, and nothing that nobody asked for."""

from __future__ import annotations

import pytest

from tests.jobs.bench import OTHER_QUESTION, OTHER_WORDS


def at_nine(make):
    """One whose owner named hours: the next look is tomorrow at nine."""
    return make(deliver={"at": ["09:00"], "quiet": "", "through": "terminal"})


def ahead(bench):
    """The lines of it."""
    [said] = bench.says("list ahead")
    head, *lines = said.split("\n\n")[0:2]
    return lines[0].split("\n") if head == "Ahead:" else [said]


def test_what_is_coming_stands_in_time_order(make):
    """The next look, what was put off, reminders with their words, and about when a reason for a word is looked for."""
    bench = at_nine(make)
    bench.talked("bob")
    bench.nudged(bench.heard("alice"))
    bench.says("later 2h")
    bench.says("keep bob 6w")
    bench.says("remind alice on 20 november ask how the move went")
    assert ahead(bench) == [
        "at 20:00, Alice again, if it still matters then",
        "tomorrow at 9:00, the next look",
        'Friday at 9:00, Alice: "ask how the move went"',
        "about 30 December, a reason for a word with Bob",
    ]


def test_with_nothing_ahead_that_is_said(bench):
    """As they come: no hour is made up."""
    assert ahead(bench) == ["Nothing is planned. list shows what is open now."]


def test_of_whom_nothing_is_wanted_nothing_is_ahead(bench):
    """`never` ends what was asked for."""
    bench.meets("alice")
    bench.says("remind alice 2h the box")
    bench.says("never alice")
    assert ahead(bench) == ["Nothing is planned. list shows what is open now."]


def test_of_somebody_muted_it_comes_when_that_is_over(bench):
    """Not before."""
    bench.meets("alice")
    bench.says("remind alice 1h the box")
    bench.says("mute alice 2h")
    assert ahead(bench) == ['at 20:00, Alice: "the box"']


def test_what_was_put_off_comes_when_its_person_may_be_spoken_of(bench):
    """In `list` as in `list ahead`."""
    bench.nudged(bench.heard("alice"))
    bench.says("later 1h")
    bench.says("mute alice 3h")
    assert ahead(bench) == ["at 21:00, Alice again, if it still matters then"]
    assert "a1, Alice: comes again at 21:00" in bench.says("list")[0]
    assert bench.says(f"a1: {OTHER_WORDS}") == [
        "Alice comes again at 21:00, so nothing happened. later and a time changes it."
    ]


def test_in_a_pause_nothing_comes_before_its_end(bench):
    """What was put off, in `list` as in `list ahead`, and what was asked for of people."""
    bench.nudged(bench.heard("alice"))
    bench.says("later 1h")
    bench.says("remind alice 2h the box")
    bench.says("pause 3h")
    assert ahead(bench) == [
        "at 21:00, the rest ends",
        "at 21:00, Alice again, if it still matters then",
        'at 21:00, Alice: "the box"',
    ]
    assert "a1, Alice: comes again at 21:00" in bench.says("list")[0]


@pytest.mark.parametrize(("rest", "says"), [("pause 2w", "the rest ends"), ("stop", "until you say resume")])
def test_at_rest_the_end_of_it_is_ahead(make, rest, says):
    """And no look before."""
    bench = at_nine(make)
    bench.says(rest)
    [said] = bench.says("list ahead")
    assert says in said
    assert "the next look" not in said


def test_two_of_one_name_are_told_apart(bench):
    """By the address."""
    bench.nudged(bench.heard("alice"))
    bench.meets("bob", name="Alice")
    bench.says("later 1h")
    bench.says("remind bob@coast.example 2h the box")
    assert ahead(bench) == [
        "at 19:00, alice@books.example again, if it still matters then",
        'at 20:00, bob@coast.example: "the box"',
    ]


def test_eight_lines_at_most(make):
    """The nearest of them."""
    bench = at_nine(make)
    for number in range(9):
        address = f"n{number}@coast.example"
        bench.net.people.join(address, f"Number {number}")
        bench.meets(address)
        bench.says(f"remind {address} {number + 2}d")
    assert len(ahead(bench)) == 8
    assert ahead(bench)[0] == "tomorrow at 9:00, the next look"


def test_it_holds_a_reply_that_is_on_its_way(bench):
    """Nothing new is harmless in the time to undo."""
    row = bench.approved(bench.heard("alice"))
    bench.says("list ahead")
    assert not bench.holds(row)


def test_a_reply_on_its_way_stands_there_with_its_time(bench):
    """Asking holds it, which is said in the same line; under a message about somebody else it goes on."""
    row = bench.approved(bench.heard("alice"))
    bench.nudged(bench.heard("bob", OTHER_QUESTION))
    nudge = bench.world.inbox("owner")[-1]
    [said] = bench.says("list ahead", to=nudge.id)
    assert said.startswith("Ahead:\n\nat 18:02, your answer to Alice, until then undo takes it back\n\n")
    assert bench.holds(row)
    assert bench.says("list ahead")[0].startswith("Ahead:\n\nat 18:02, your answer to Alice, held now that you ask\n\n")
    assert not bench.holds(row)
