"""People and their accounts: met once, known by what their profiles said, and found by the names that the owner types."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import Account, AccountFlag, Goal, Habits, Network, Relationship
from bot.store import names, people, reminders
from bot.store.people import Known
from bot.store.reminders import Reminder
from tests.store.builders import DAY, NOW, an_account

HABITS = Habits(40, 20, 0, 1, 5, 10, 8, 3.5, NOW)
ALICE = "memory:alice@books.example"


def named(tx, *names):
    """People with these names, each with an account; their ids."""
    return [people.meet(tx, replace(an_account(f"p{n}"), name=name), now=NOW) for n, name in enumerate(names)]


def found(tx, said):
    """The ids of those who could be meant."""
    return [person.id for person in names.find(tx, said)]


# --- accounts


def test_an_account_is_met_once(store):
    """It brings a person of its name; later its newest profile is kept, and the person's name stays."""
    with store.begin() as tx:
        first = people.meet(tx, an_account(), now=NOW)
        second = people.meet(tx, replace(an_account(), name="Alice Moor", address="Alice@BOOKS.example"), now=NOW + DAY)
        person, known = people.person(tx, first), people.known(tx, ALICE)
    assert first == second == known.person
    assert (person.name, known.account.name) == ("Alice", "Alice Moor")


def test_an_account_without_a_name_is_called_by_its_address(store):
    """The part before the domain."""
    with store.begin() as tx:
        assert people.person(tx, people.meet(tx, replace(an_account(), name="  "), now=NOW)).name == "alice"


def test_nobody_is_no_account(store):
    """And an unknown id is a mistake."""
    with store.begin() as tx:
        assert people.known(tx, ALICE) is None
        assert people.person_of(tx, ALICE) is None
        with pytest.raises(KeyError):
            people.person(tx, 7)


def test_the_owners_own_accounts_are_nobody_to_be_met(store):
    """Once own, they stay so."""
    with store.begin() as tx:
        people.meet(tx, an_account(), now=NOW, own=True)
        people.meet(tx, an_account(), now=NOW)
        assert people.all_known(tx) == {}
        assert people.all_persons(tx) == {}
        assert found(tx, "alice") == found(tx, "alice@books.example") == []
        people.meet(tx, an_account("bob"), now=NOW)
        people.meet(tx, an_account("bob"), now=NOW, own=True)
        assert people.all_known(tx) == {}


def test_a_full_profile_replaces_the_one_before(store):
    """A short one keeps what it does not say: the bio, the counts and the flags."""
    full = an_account(
        bio="Letters.", flags=frozenset({AccountFlag.NOBOT}), followers=7, following=3, posts=9, created_at=NOW - DAY
    )
    with store.begin() as tx:
        people.meet(tx, full, now=NOW)
        people.meet(tx, replace(an_account(), name="Alice Moor", flags=frozenset({AccountFlag.LOCKED})), now=NOW)
        held = people.known(tx, ALICE).account
        assert held == replace(full, name="Alice Moor", flags=frozenset({AccountFlag.NOBOT, AccountFlag.LOCKED}))
        people.meet(tx, an_account(followers=0), now=NOW)
        assert people.known(tx, ALICE).account == an_account(followers=0)


def test_what_was_found_out_is_kept_with_its_time(store):
    """Profiles, relationships and habits, each with its own."""
    with store.begin() as tx:
        people.meet(tx, an_account(), now=NOW)
        people.put_profiles(tx, [an_account(bio="Letters.")], now=NOW + DAY)
        people.put_relationships(tx, {ALICE: Relationship(muting=True)}, now=NOW + 2 * DAY)
        people.put_habits(tx, ALICE, HABITS, now=NOW + 3 * DAY)
        held = people.all_known(tx)[ALICE]
    assert held == Known(
        an_account(bio="Letters."),
        held.person,
        Relationship(muting=True),
        NOW + 2 * DAY,
        HABITS,
        NOW + 3 * DAY,
        NOW + DAY,
        None,
    )


def test_how_long_somebody_was_silent_is_told_once(store):
    """Posts that came late break no silence."""
    with store.begin() as tx:
        people.meet(tx, an_account(), now=NOW)
        assert people.spoke(tx, ALICE, NOW) is None
        assert people.spoke(tx, ALICE, NOW) is None
        assert people.spoke(tx, ALICE, NOW - DAY) is None
        assert people.spoke(tx, ALICE, NOW + 5 * DAY) == 5 * DAY
        assert people.spoke(tx, ALICE, NOW + 6 * DAY) == DAY


def test_stale_habits_are_named_the_longest_first(store):
    """Those never measured before all; fresh ones and strangers not at all."""
    with store.begin() as tx:
        for name, days in (("alice", 3), ("bob", None), ("carol", 20), ("dora", 30)):
            people.meet(tx, an_account(name), now=NOW)
            if days is not None:
                people.put_habits(tx, an_account(name).key, HABITS, now=NOW - days * DAY)
        keys = [an_account(name).key for name in ("alice", "bob", "carol", "dora", "nobody")]
        stale = people.stale_habits(tx, keys, before=NOW - 14 * DAY)
        assert [account.name for account in stale] == ["Bob", "Dora", "Carol"]
        assert people.stale_habits(tx, keys[:1], before=NOW - 3 * DAY) == ()


def test_who_began_to_follow_lately_is_told(store):
    """Since that moment, others than the owner; who does not follow is nobody new."""
    with store.begin() as tx:
        for name, days in (("alice", 3), ("bob", None), ("carol", 8)):
            people.meet(tx, an_account(name), now=NOW)
            if days is not None:
                people.put_follower(tx, an_account(name).key, NOW - days * DAY)
        assert [known.account.name for known in people.followers_since(tx, NOW - 7 * DAY)] == ["Alice"]
        assert [known.account.name for known in people.followers_since(tx, NOW - 3 * DAY)] == ["Alice"]
        people.meet(tx, an_account(), now=NOW, own=True)
        assert people.followers_since(tx, NOW - 7 * DAY) == ()


# --- persons


def test_a_person_is_read_with_every_account_and_wish(store):
    """In the order of their keys."""
    other = Account(Network("bluesky"), "did:plc:alice", "did:plc:alice", "alice.example", "Alice")
    with store.begin() as tx:
        one = people.meet(tx, an_account(), now=NOW)
        people.meet(tx, other, now=NOW)
        tx.execute(people.accounts.update().values(person=one))
        people.change(tx, one, goal=Goal.KEEP_IN_TOUCH, every_days=42.0, note="Leeds", never=True)
        person = people.person_of(tx, other.key)
        assert person == people.person(tx, one)
        together = people.all_persons(tx)[one]
    assert replace(together, accounts=person.accounts) == person
    assert set(together.accounts) == set(person.accounts)
    assert person.accounts == (other, an_account())
    assert (person.goal, person.every, person.note, person.never) == (
        Goal.KEEP_IN_TOUCH, timedelta(weeks=6), "Leeds", True,
    )  # fmt: skip


def test_those_around_some_accounts_are_read_whole(store):
    """Every account of theirs, and nobody else; the owner's own belong to nobody."""
    other = Account(Network("bluesky"), "did:plc:alice", "did:plc:alice", "alice.example", "Alice")
    with store.begin() as tx:
        one = people.meet(tx, an_account(), now=NOW)
        people.meet(tx, other, now=NOW)
        tx.execute(people.accounts.update().values(person=one))
        named(tx, "B")
        people.meet(tx, an_account("lena"), now=NOW, own=True)
        known, persons = people.around(tx, [other.key, an_account("lena").key, "elsewhere"])
        assert known == {key: people.all_known(tx)[key] for key in (ALICE, other.key)}
        assert persons == {one: people.all_persons(tx)[one]}
        assert people.around(tx, []) == ({}, {})


def test_without_a_time_there_is_no_time(store):
    """Not every none days."""
    with store.begin() as tx:
        one = people.meet(tx, an_account(), now=NOW)
        assert people.person(tx, one).every is None


def test_reminders_come_when_they_are_due(store):
    """To the moment."""
    with store.begin() as tx:
        one, two, _ = named(tx, "A", "B", "C")
        reminders.put(tx, one, "the box", at=NOW, asked_at=NOW - DAY)
        reminders.put(tx, two, "the letter", at=NOW + timedelta(seconds=1), asked_at=NOW - DAY)
        assert reminders.due(tx, now=NOW) == {one: Reminder("the box", NOW - DAY)}


def test_whoever_is_forgotten_leaves_an_empty_row(store):
    """For the suggestions that name it; nobody else loses anything."""
    with store.begin() as tx:
        one, other = named(tx, "Ada", "Bo")
        people.change(tx, one, goal=Goal.GET_TO_KNOW, note="Leeds")
        reminders.put(tx, one, "the box", at=NOW, asked_at=NOW)
        people.forget(tx, one)
        left = people.person(tx, one)
        assert (left.name, left.accounts, left.goal, left.note, left.never) == (
            "someone forgotten", (), Goal.NONE, "", True,
        )  # fmt: skip
        assert reminders.due(tx, now=NOW) == {}
        assert set(people.all_persons(tx)) == {other}
        assert found(tx, "ada") == found(tx, "someone forgotten") == []


# --- finding


def test_a_person_is_found_by_an_address(store):
    """With or without the sign, however it is written; and then by nothing else."""
    with store.begin() as tx:
        one = people.meet(tx, an_account(), now=NOW)
        people.meet(tx, replace(an_account("bob"), name="alice@books.example"), now=NOW)
        for said in ("alice@books.example", " @Alice@BOOKS.example "):
            assert found(tx, said) == [one]


@pytest.mark.parametrize(("said", "whom"), [
    ("ada", [0]), ("ADA", [0]), ("lovelace", [1]), ("ada lovelace", [1]), ("love", [1]), ("lo", []), ("ad", []),
    ("mira", [2]), ("mira stone", [2]), ("zoe", []), ("", []), ("  ", []),
])  # fmt: skip
def test_whole_names_come_before_words_and_words_before_parts(store, said, whom):
    """Two letters are no part of a name."""
    with store.begin() as tx:
        ids = named(tx, "Ada", "Ada Lovelace", "Mira \U0001f33f Stone")
        assert found(tx, said) == [ids[n] for n in whom]


def test_several_of_a_name_are_all_found(store):
    """In the order in which they were met."""
    with store.begin() as tx:
        ids = named(tx, "Ada Stone", "Bo", "Ada Reed")
        assert found(tx, "ada") == [ids[0], ids[2]]


def test_of_two_accounts_that_are_one_either_name_is_theirs(store):
    """And the one that the owner knows them by."""
    with store.begin() as tx:
        one = people.meet(tx, an_account(), now=NOW)
        people.meet(tx, replace(an_account("lovelace"), name="Countess"), now=NOW)
        tx.execute(people.accounts.update().values(person=one))
        people.change(tx, one, name="Ada")
        assert found(tx, "ada") == found(tx, "alice") == found(tx, "countess") == [one]


def test_whoever_has_no_name_is_not_found_by_none(store):
    """Signs alone are nobody's name."""
    with store.begin() as tx:
        named(tx, "\U0001f33f", "\U0001f332")
        assert found(tx, "\U0001f33f") == []
