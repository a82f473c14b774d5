"""Watching those whom the owner would like to know: one line when an account answers nobody, one when that changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain import Network
from bot.store import people, people_questions
from tests.decide.builders import LOUDSPEAKER, SOCIABLE

FAR = datetime(2099, 1, 1, tzinfo=UTC)
WISH = {"goal": "get-to-know"}
SILENT = "not one answers anybody"


@pytest.fixture
def begun(bench):
    """The owner was told hello."""
    bench.greeted()
    return bench


def watch(bench, **later):
    """Time passes, and then it is looked at; what the owner is told."""
    bench.later(**later)
    assert bench.watching().step() is False
    return bench.told()


def measured(bench, who, habits):
    """How somebody converses turns out to be another way."""
    account = bench.person(who).accounts[0]
    with bench.tx() as tx:
        people.put_habits(tx, account.key, replace(habits, measured_at=bench.now), now=bench.now)


def asked_about(bench):
    """What the owner was asked last."""
    with bench.tx() as tx:
        return people_questions.asked(tx)


def test_an_account_that_answers_nobody_is_said_once(begun):
    """With how many posts that shows; and the owner may say that it is watched."""
    alice = begun.meets("alice", LOUDSPEAKER, **WISH)
    [said] = watch(begun)
    assert said.startswith(f"Alice, alice@books.example. In the last {LOUDSPEAKER.posts} posts {SILENT}")
    assert asked_about(begun) == people_questions.Watch(alice.id)
    assert watch(begun, days=2) == []


def test_an_account_that_converses_is_no_news(begun):
    """Nobody is praised."""
    begun.meets("alice", SOCIABLE, **WISH)
    assert watch(begun) == []
    assert asked_about(begun) is None


def test_when_that_changes_it_is_said_once(begun):
    """And should it change back, that is said again."""
    begun.meets("alice", LOUDSPEAKER, **WISH)
    watch(begun)
    measured(begun, "alice", SOCIABLE)
    assert watch(begun, days=1) == [
        "Alice has begun to answer people. I look out for a post of Alice's that is worth a word of yours."
    ]
    assert watch(begun, days=1) == []
    measured(begun, "alice", LOUDSPEAKER)
    assert SILENT in watch(begun, days=1)[0]


def test_whoever_was_never_said_to_be_silent_does_not_begin_to_answer(begun):
    """Nothing has changed."""
    begun.meets("alice", SOCIABLE, **WISH)
    watch(begun)
    measured(begun, "alice", SOCIABLE)
    assert watch(begun, days=1) == []


@pytest.mark.parametrize(
    "wishes", [{}, {"goal": "keep-in-touch"}, {**WISH, "never": True}, {**WISH, "quiet_until": FAR}]
)
def test_only_those_whom_the_owner_would_like_to_know_are_watched(begun, wishes):
    """The others are nobody's business."""
    begun.meets("alice", LOUDSPEAKER, **wishes)
    assert watch(begun) == []
    assert begun.reader.times("posts_by") == 0


def test_whoever_was_not_measured_of_late_is_measured(begun):
    """Unknown is not silent."""
    begun.meets("alice", **WISH)
    assert watch(begun) == []
    assert begun.reader.times("posts_by") == 1


def test_it_is_looked_once_an_hour(begun):
    """In between nothing is even asked."""
    begun.meets("alice", **WISH)
    watch(begun)
    begun.meets("bob", **WISH)
    watch(begun, minutes=59, seconds=59)
    assert begun.reader.times("posts_by") == 1
    watch(begun, seconds=1)
    assert begun.reader.times("posts_by") == 2


def test_one_thing_is_said_in_a_day(begun):
    """The second person waits, and is said then."""
    for who in ("alice", "bob"):
        begun.meets(who, LOUDSPEAKER, **WISH)
    first = watch(begun)
    assert len(first) == 1
    assert watch(begun, hours=23, minutes=59) == []
    second = watch(begun, minutes=1)
    assert sorted(text.split(",")[0] for text in (*first, *second)) == ["Alice", "Bob"]


def test_before_hello_nothing_is_said(bench):
    """The first message is hello."""
    bench.meets("alice", LOUDSPEAKER, **WISH)
    assert watch(bench) == []
    bench.greeted()
    assert len(watch(bench)) == 1


@pytest.mark.parametrize("rest", ["stop", "pause 2d"])
def test_at_rest_nothing_is_begun(begun, rest):
    """Not even looked at."""
    begun.meets("alice", LOUDSPEAKER, **WISH)
    begun.says(rest)
    watch(begun)
    begun.says("resume")
    assert len(watch(begun)) == 1


def test_in_quiet_hours_nothing_is_begun(make):
    """It waits for the morning."""
    bench = make(deliver={"at": "as-they-come", "quiet": "22:00-07:00"})
    bench.greeted()
    bench.meets("alice", LOUDSPEAKER, **WISH)
    bench.until("2026-11-18", 23)
    watch(bench)
    bench.until("2026-11-19", 7)
    assert len(watch(bench)) == 1


def test_of_two_accounts_of_somebody_both_must_be_silent(begun):
    """Whoever answers on the other network answers."""
    alice = begun.meets("alice", LOUDSPEAKER, **WISH)
    second = replace(alice.accounts[0], network=Network("bluesky"), uid="did:plc:alice", address="alice.example")
    with begun.tx() as tx:
        people.meet(tx, second, now=begun.now)
        tx.execute(people.accounts.update().where(people.accounts.c.key == second.key).values(person=alice.id))
        people.put_habits(tx, second.key, replace(SOCIABLE, measured_at=begun.now), now=begun.now)
    assert watch(begun) == []
    with begun.tx() as tx:
        people.put_habits(tx, second.key, replace(LOUDSPEAKER, posts=77, measured_at=begun.now), now=begun.now)
    assert f"In the last {max(77, LOUDSPEAKER.posts)} posts" in watch(begun, hours=1)[0]


def test_what_is_said_of_one_is_kept_of_the_others(begun):
    """Each of them is told once."""
    for who in ("alice", "bob"):
        begun.meets(who, LOUDSPEAKER, **WISH)
    watch(begun)
    watch(begun, days=1)
    measured(begun, "alice", SOCIABLE)
    assert watch(begun, days=1)[0].startswith("Alice has begun")
    assert watch(begun, days=1) == []
    measured(begun, "bob", SOCIABLE)
    assert watch(begun, days=1)[0].startswith("Bob has begun")
