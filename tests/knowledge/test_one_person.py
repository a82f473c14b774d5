"""Two become one: whatever was noted of either is kept, and every row that named the other names the one (`same`)."""

from __future__ import annotations

import itertools
from dataclasses import fields, replace

import pytest
from sqlalchemy import insert, select

from bot.decide.relationships.merging import joined
from bot.decide.rules.learning import Learned, Signal, Weight, learn
from bot.domain import Goal, PersonNotes, SuggestionEvent, SuggestionState
from bot.knowledge import joining
from bot.store import faces, learning, merging, people, people_questions, reminders, suggestions, told
from bot.store.faces import Face
from bot.store.schema import metadata, persons
from bot.wording.text import Name
from tests.contract.memory_world import MemoryWorld
from tests.flow.house import QUESTION, WORDS, House
from tests.store.builders import DAY, NOW, a_post, an_account, kept, suggested

CANARY = 471_147
ONE = PersonNotes(id=1, name="Ada", created_at=NOW)
OTHER = PersonNotes(id=2, name="Countess", created_at=NOW - DAY)
KEEPS = {"goal": Goal.KEEP_IN_TOUCH}
MEETS = {"goal": Goal.GET_TO_KNOW}

RULES = {
    "id": [({}, {}, 1)],
    "name": [({}, {}, "Ada"), ({"name": ""}, {}, "Countess")],
    "created_at": [({}, {}, NOW - DAY)],
    "goal": [
        ({}, {}, Goal.NONE),
        (MEETS, {}, Goal.GET_TO_KNOW),
        ({}, KEEPS, Goal.KEEP_IN_TOUCH),
        (MEETS, KEEPS, Goal.KEEP_IN_TOUCH),
    ],
    "every_days": [
        ({}, {}, None),
        (MEETS, {**KEEPS, "every_days": 42.0}, 42.0),
        ({**KEEPS, "every_days": 14.0}, {**KEEPS, "every_days": 42.0}, 14.0),
        ({**KEEPS, "every_days": 42.0}, {**MEETS, "every_days": 7.0}, 42.0),
        ({"every_days": 7.0}, MEETS, None),
    ],
    "note": [
        ({"note": "met in Leeds"}, {"note": "writes on Sundays"}, "met in Leeds\nwrites on Sundays"),
        ({}, {"note": "writes on Sundays"}, "writes on Sundays"),
        ({"note": "the same"}, {"note": "the same"}, "the same"),
    ],
    "never": [({}, {}, False), ({"never": True}, {}, True), ({}, {"never": True}, True)],
    "remind_at": [
        ({}, {}, None),
        ({}, {"remind_at": NOW + DAY}, NOW + DAY),
        ({"remind_at": NOW + 2 * DAY}, {"remind_at": NOW + DAY}, NOW + DAY),
    ],
    "remind_text": [
        ({}, {"remind_at": NOW, "remind_text": "the box"}, "the box"),
        (
            {"remind_at": NOW + DAY, "remind_text": "the letter"},
            {"remind_at": NOW, "remind_text": "the box"},
            "the box; the letter",
        ),
    ],
    "remind_asked_at": [
        ({}, {}, None),
        ({"remind_asked_at": NOW}, {}, None),
        ({"remind_at": NOW + DAY, "remind_asked_at": NOW}, {"remind_at": NOW, "remind_asked_at": NOW - DAY}, NOW - DAY),
        ({"remind_at": NOW, "remind_asked_at": NOW}, {"remind_at": NOW + DAY, "remind_asked_at": NOW - DAY}, NOW),
    ],
    "forget_at": [
        ({}, {}, None),
        ({}, {"forget_at": NOW + DAY}, NOW + DAY),
        ({"forget_at": NOW + 2 * DAY}, {"forget_at": NOW + DAY}, NOW + DAY),
    ],
    "quiet_until": [
        ({}, {}, None),
        ({}, {"quiet_until": NOW + DAY}, NOW + DAY),
        ({"quiet_until": NOW + 2 * DAY}, {"quiet_until": NOW + DAY}, NOW + 2 * DAY),
    ],
}


def test_everything_that_is_noted_of_a_person_has_a_rule():
    """A column that comes to the table needs a field, and a field a line in the table above."""
    columns = {column.name for column in persons.columns}
    assert columns == {field.name for field in fields(PersonNotes)} == set(RULES)
    assert columns - {"id", "created_at"} == set(people.NOBODY)


@pytest.mark.parametrize(
    ("field", "one", "other", "wanted"), [(field, *row) for field, rows in RULES.items() for row in rows]
)
def test_each_thing_that_was_noted_is_kept_by_its_rule(field, one, other, wanted):
    """The name of the first; the stronger wish with its shorter time; both notes; the earlier reminder with both texts."""
    assert getattr(joined(replace(ONE, **one), replace(OTHER, **other)), field) == wanted


def test_what_is_noted_of_one_alone_is_kept_whichever_that_is():
    """Joined with somebody of whom nothing is noted, a person keeps everything."""
    full = PersonNotes(3, "Ada", NOW - DAY, Goal.KEEP_IN_TOUCH, 42.0, "Leeds", True, NOW, "the box", NOW, NOW, NOW)
    empty = PersonNotes(4, "Ada", NOW)
    assert joined(full, empty) == full
    assert replace(joined(empty, full), id=3) == full


# --- in the file


def a_canary(tx, name="lovelace"):
    """A person whose id stands nowhere by chance, with an account."""
    tx.execute(insert(persons).values(id=CANARY, name=name.title(), created_at=NOW - DAY))
    person = people.meet(tx, an_account(name), now=NOW)
    tx.execute(metadata.tables["accounts"].update().where(people.accounts.c.person == person).values(person=CANARY))


def everything_about_the_canary(tx):
    """Whatever the program writes with a person's id."""
    post = kept(tx, a_post(by="lovelace"))
    suggested(tx, post)
    people.change(
        tx,
        CANARY,
        goal=Goal.KEEP_IN_TOUCH,
        every_days=42.0,
        quiet_until=NOW + DAY,
        forget_at=NOW + DAY,
    )
    reminders.put(tx, CANARY, "the box", at=NOW + DAY, asked_at=NOW)
    told.note_silent(tx, CANARY)
    faces.put(tx, [Face(CANARY, Name("Lovelace"), (), "")])
    learning.put(tx, learn(Learned(), Signal.MORE, person=CANARY, rules=["a"], now=NOW))
    people_questions.put(tx, people_questions.Watch(CANARY))


def places(tx, what):
    """Every row, as text, in which this stands."""
    rows = ((name, row) for name, table in metadata.tables.items() for row in tx.execute(select(table)))
    return [(name, tuple(row)) for name, row in rows if str(what) in str(tuple(row))]


def test_after_two_became_one_nothing_names_the_other(store):
    """Suggestions, reminders, what was said and asked and learned: all of it is about the one; the emptied row is empty."""
    with store.begin() as tx:
        a_canary(tx)
        everything_about_the_canary(tx)
        assert {name for name, _ in places(tx, CANARY)} == {
            "persons",
            "accounts",
            "suggestions",
            "offers",
            "told_silent",
            "faces",
            "learned_people",
        }
        keep = people.meet(tx, an_account("ada"), now=NOW)
        joining.join(tx, keep, CANARY, now=NOW)
        ((table, row),) = places(tx, CANARY)
        assert (table, dict(zip(persons.columns.keys(), row, strict=True))) == (
            "persons",
            {"id": CANARY, "created_at": NOW - DAY, **people.NOBODY},
        )
        one = merging.noted(tx, keep)
        assert (one.every_days, one.remind_at, one.remind_text) == (42.0, NOW + DAY, "the box")
        assert one.remind_asked_at == NOW
        assert told.silent(tx) == {keep}
        assert people_questions.asked(tx) == people_questions.Watch(keep)
        assert learning.learned(tx).people[keep].taken == 1
        assert [row.person for row in suggestions.recent(tx, since=NOW)] == [keep]


def test_after_somebody_was_forgotten_nothing_is_noted_of_them(store):
    """What is left is the emptied row, and the suggestions that name it."""
    with store.begin() as tx:
        a_canary(tx)
        everything_about_the_canary(tx)
        people.forget(tx, CANARY)
        assert {name for name, _ in places(tx, CANARY)} == {"persons", "suggestions"}
        assert merging.noted(tx, CANARY) == PersonNotes(CANARY, "someone forgotten", NOW - DAY, never=True)


def test_whatever_refers_to_a_person_goes_with_them_or_is_taken_away():
    """A new table says of itself that it lasts no longer; the accounts go first, and the suggestions are emptied."""
    stay = {
        table.name
        for table in metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table is persons and key.ondelete != "CASCADE"
    }
    assert stay == {"accounts", "suggestions"}


def test_every_table_that_refers_to_a_person_is_moved():
    """Those of today; one that comes is found by the schema, without a word here."""
    found = {column.table.name for column in merging._naming_persons()}
    assert found == {
        table.name for table in metadata.tables.values() for key in table.foreign_keys if key.column.table is persons
    }
    assert {"accounts", "suggestions"} <= found


def test_the_time_of_asking_belongs_to_the_reminder_that_comes_first(store):
    """It is said with the reminder: "On Monday you asked me to bring up Ada"."""
    for mine, theirs in itertools.permutations((1, 2)):
        with store.begin() as tx:
            keep, other = (people.meet(tx, an_account(f"{name}{mine}"), now=NOW) for name in ("ada", "lovelace"))
            for who, days in ((keep, mine), (other, theirs)):
                reminders.put(tx, who, "", at=NOW + days * DAY, asked_at=NOW - days * DAY)
            joining.join(tx, keep, other, now=NOW)
            assert merging.noted(tx, keep).remind_asked_at == NOW - DAY


def test_what_was_learned_of_both_is_added_within_its_bound():
    """Two small likings are one larger; none grows beyond what one person can weigh."""
    both = Learned(people={1: Weight(1.0, NOW, 2, 1), 2: Weight(1.0, NOW, 1, 0), 3: Weight(0.5, NOW, 1, 0)})
    assert both.joined(1, 2).people == {1: Weight(1.5, NOW, 3, 1), 3: Weight(0.5, NOW, 1, 0)}
    assert both.joined(4, 2).people[4] == both.people[2]
    assert both.joined(5, 6) == both


def test_whoever_is_joined_with_somebody_of_whom_nothing_is_wanted_is_left_in_peace(store):
    """What was open about the one ends, as if `never` had been said of both."""
    with store.begin() as tx:
        post = kept(tx, a_post(by="lovelace"))
        row = suggested(tx, post)
        suggestions.move(tx, row, SuggestionEvent.CLAIM, now=NOW)
        suggestions.move(tx, suggestions.get(tx, row.id), SuggestionEvent.DELIVERED, now=NOW)
        keep = people.meet(tx, an_account("ada"), now=NOW)
        people.change(tx, keep, never=True)
        joining.join(tx, keep, row.person, now=NOW)
        assert suggestions.get(tx, row.id).state is SuggestionState.WITHDRAWN


# --- as the owner lives it


@pytest.fixture
def on_its_way(tmp_path):
    """A reply to alice that waits for its time; bob, whom the owner will name too, has an account of his own."""
    house = House(MemoryWorld(), tmp_path)
    house.world.follow("owner", "bob")
    house.world.post("bob", "Good morning from the harbour.")
    house.world.post("alice", QUESTION)
    house.go()
    house.said(WORDS, to=house.nudge())
    house.said("send", to=house.preview())
    return house


def test_never_reaches_the_reply_to_an_account_that_was_joined(on_its_way):
    """`same bob ALICE`, then `never bob`: nothing goes to alice, whose account is bob's now."""
    house = on_its_way
    assert house.states() == ["awaiting_publish"]
    house.said(f"same bob {house.world.address('alice')}")
    house.said("never bob")
    house.passes(minutes=5)
    house.go(2)
    assert house.replies() == []
    assert house.states() == ["withdrawn"]


def test_joining_with_somebody_of_whom_nothing_is_wanted_keeps_the_reply_back(on_its_way):
    """`never bob`, then `same bob ALICE`: the same in the other order."""
    house = on_its_way
    house.said("never bob")
    house.said(f"same bob {house.world.address('alice')}")
    house.passes(minutes=5)
    house.go(2)
    assert house.replies() == []
