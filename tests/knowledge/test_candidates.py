"""Everything that is known about each post that could become a suggestion is brought together, and nothing is made up."""

from __future__ import annotations

import weakref
from dataclasses import replace
from datetime import timedelta
from typing import ClassVar

import pytest

from bot.decide.facts import PostFacts, Rung
from bot.domain import (
    Goal,
    Habits,
    Interaction,
    InteractionKind,
    Motive,
    NudgeKind,
    Published,
    Relationship,
    Stage,
    Step,
    SuggestionState,
    Talk,
    Visibility,
)
from bot.knowledge import candidates
from bot.store import approvals, interactions, people, posts, suggestions
from bot.store.posts import StoredPost
from bot.store.serialization import dump
from tests.store.builders import DAY, NOW, a_post, a_ref, an_account, an_approval, kept, suggested

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
ALICE = "memory:alice@books.example"
HABITS = Habits(40, 20, 0, 1, 5, 10, 8, 3.5, NOW)
REPLY, MENTION, LIKE = InteractionKind.REPLY, InteractionKind.MENTION, InteractionKind.LIKE


def found(tx, now=NOW):
    """The posts that could be suggested, by uri."""
    return {candidate.post.uri: candidate for candidate in candidates.candidates(tx, now)}


def only(tx, now=NOW):
    """The one candidate."""
    [one] = candidates.candidates(tx, now)
    return one


def acts(tx, *kinds, who=ALICE, at=NOW):
    """Acts of the owner's (upper case) and of theirs, a day apart, up to a moment."""
    for number, (kind, by_owner) in enumerate(reversed(kinds)):
        uri = f"{who} {number} {kind} {by_owner}"
        interactions.note(tx, [Interaction(kind, by_owner, who, at - number * DAY, uri, f"under {uri}")])


class Counted(StoredPost):
    """A stored post of which it is known whether anybody holds it."""

    __slots__ = ("__weakref__",)
    made: ClassVar[list[weakref.ref[Counted]]] = []

    def __init__(self, *columns, **named):
        super().__init__(*columns, **named)
        self.made.append(weakref.ref(self))

    @classmethod
    def alive(cls):
        """How many are held."""
        return sum(one() is not None for one in cls.made)


# --- which


@pytest.mark.parametrize(("to_owner", "span"), [(False, timedelta(hours=48)), (True, timedelta(days=7))])
def test_a_post_is_young_enough_for_two_days_or_a_week_if_it_is_to_the_owner(store, to_owner, span):
    """To the second."""
    with store.begin() as tx:
        post = kept(tx, a_post(), to_owner=to_owner)
        assert post.uri in found(tx, NOW + span)
        assert found(tx, NOW + span + SECOND) == {}


def test_only_what_others_said_and_what_stands_can_be_suggested(store):
    """Neither the owner's own nor what is gone."""
    with store.begin() as tx:
        kept(tx, a_post(by="lena"), by_owner=True)
        gone, post = kept(tx, a_post()), kept(tx, a_post())
        posts.gone(tx, gone.uri)
        assert list(found(tx)) == [post.uri]
        own = posts.get(tx, post.uri)
        assert candidates.assemble(tx, [replace(own, by_owner=True)], NOW) == ()


def test_the_oldest_comes_first(store):
    """However they were stored."""
    with store.begin() as tx:
        times = [kept(tx, a_post(created_at=NOW - hours * HOUR)).uri for hours in (1, 3, 2)]
        assert list(found(tx)) == [times[1], times[2], times[0]]


def test_of_thousands_of_posts_one_is_held(store, monkeypatch):
    """Whoever looks at them lets them go one by one; a choice among all would hold everything else twice."""
    monkeypatch.setattr(posts, "StoredPost", Counted)
    with store.begin() as tx:
        for number in range(20):
            kept(tx, a_post(str(number)))
        held = [Counted.alive() for _ in candidates.candidates(tx, NOW)]
    assert len(held) == 20
    assert 1 <= max(held) <= 2


def test_a_post_of_somebody_forgotten_is_nobodys(store):
    """Its account is not known any more."""
    with store.begin() as tx:
        post = kept(tx, a_post())
        people.forget(tx, people.person_of(tx, post.author.key).id)
        assert found(tx) == {}


# --- what is known


def test_what_was_said_and_done_is_read_of_a_few_at_once(store, monkeypatch):
    """However many they are, each stands as they stand."""
    monkeypatch.setattr(candidates, "LEDGERS_AT_ONCE", 2)
    names = ["alice", "bob", "carol", "dora", "emil"]
    with store.begin() as tx:
        for name in names:
            kept(tx, a_post(by=name))
            acts(tx, (LIKE, False), who=an_account(name).key)
        stages = [one.standing.stage for one in found(tx).values()]
    assert stages == [Stage.NOTICED] * 5


def test_a_candidate_brings_everything_that_is_known(store):
    """As it is stored, with the author as they are known now."""
    talk = Talk(replies=2, people=2)
    with store.begin() as tx:
        post = kept(tx, a_post())
        people.put_profiles(tx, [an_account(bio="Letters.")], now=NOW)
        people.put_relationships(tx, {ALICE: Relationship(following=True)}, now=NOW)
        people.put_habits(tx, ALICE, HABITS, now=NOW)
        people.put_follower(tx, ALICE, NOW - DAY)
        posts.save(tx, post, facts=PostFacts(question=True).to_json(), by_owner=False, to_owner=False, now=NOW)
        posts.put_talk(tx, post.uri, talk, NOW)
        posts.put_silence(tx, post.uri, 40 * DAY)
        one = only(tx)
    assert (one.post, one.account.bio) == (replace(post, author=an_account(bio="Letters.")), "Letters.")
    assert (one.facts.question, one.person.name, one.habits, one.relationship) == (
        True,
        "Alice",
        HABITS,
        Relationship(following=True),
    )
    assert (one.talk, one.silent_before, one.follower_since, one.seen_today) == (talk, 40 * DAY, NOW - DAY, 1)
    assert one.approach is None


def test_what_nobody_has_looked_at_is_not_known(store):
    """And that is said."""
    with store.begin() as tx:
        kept(tx, a_post())
        one = only(tx)
    assert (one.talk, one.habits, one.relationship, one.silent_before, one.follower_since) == (None,) * 5
    assert one.standing.stage is Stage.STRANGER


@pytest.mark.parametrize("looked", [False, True])
def test_what_the_owner_has_answered_is_answered(store, looked):
    """Also where nobody has looked at the talk."""
    with store.begin() as tx:
        post = kept(tx, a_post())
        if looked:
            posts.put_talk(tx, post.uri, Talk(replies=3), NOW)
        kept(tx, a_post("mine", by="lena", parent=post.ref), by_owner=True)
        talk = only(tx).talk
    assert talk.owner_answered
    assert talk.replies == (3 if looked else None)


def test_how_many_posts_of_somebody_came_today_is_counted(store):
    """By when the owner's server had them."""
    with store.begin() as tx:
        for hours in (0, 5, 24):
            kept(tx, a_post(seen_at=NOW - hours * HOUR))
        kept(tx, a_post(by="bob", seen_at=NOW - 30 * HOUR))
        assert sorted((one.account.name, one.seen_today) for one in found(tx).values()) == [
            ("Alice", 2), ("Alice", 2), ("Alice", 2), ("Bob", 1),
        ]  # fmt: skip


def test_a_person_stands_by_the_acts_of_all_their_accounts(store):
    """On all networks together."""
    with store.begin() as tx:
        post = kept(tx, a_post())
        kept(tx, a_post(by="lovelace", created_at=NOW - 90 * DAY))
        tx.execute(people.accounts.update().values(person=people.person_of(tx, ALICE).id))
        acts(tx, (REPLY, True), (MENTION, False))
        acts(tx, (REPLY, False), (REPLY, True), who="memory:lovelace@books.example")
        assert found(tx)[post.uri].standing.stage is Stage.KNOWN
        person = people.person_of(tx, ALICE)
        assert candidates.standing_now(tx, person, NOW).stage is Stage.KNOWN


def test_nobody_owes_for_words_that_ask_for_none(store):
    """A "thanks" ends a talk; known from the stored facts."""
    with store.begin() as tx:
        post = kept(tx, a_post())
        interactions.note(tx, [Interaction(REPLY, False, ALICE, NOW, post.uri, "mine")])
        assert only(tx).standing.waiting_since == NOW
        posts.save(tx, post, facts=PostFacts(closes=True).to_json(), by_owner=False, to_owner=True, now=NOW)
        assert only(tx).standing.waiting_since is None


# --- towards somebody the owner would like to know


def wanted(tx, **habits):
    """Alice, whom the owner would like to know, with a post."""
    post = kept(tx, a_post())
    people.change(tx, people.person_of(tx, ALICE).id, goal=Goal.GET_TO_KNOW)
    if habits:
        people.put_habits(tx, ALICE, replace(HABITS, **habits), now=NOW)
    return post


def test_the_next_small_step_is_known_for_those_whom_the_owner_would_like_to_know(store):
    """From what the two did, and how they are tied."""
    with store.begin() as tx:
        post = wanted(tx)
        assert (only(tx).approach.rung, only(tx).approach.step) == (Rung.NOTICED, Step.READ)
        people.put_relationships(tx, {ALICE: Relationship(following=True)}, now=NOW)
        acts(tx, (LIKE, True))
        assert only(tx).approach.rung is Rung.LIKED
        people.change(tx, people.person_of(tx, post.author.key).id, goal=Goal.KEEP_IN_TOUCH)
        assert only(tx).approach is None


def test_towards_an_account_that_answers_nobody_there_is_no_step(store):
    """It is measured."""
    with store.begin() as tx:
        wanted(tx, answers=0, answered_back=0)
        assert only(tx).approach.answers_nobody


@pytest.mark.parametrize(("days", "step"), [(9, None), (10, Step.FOLLOW)])
def test_one_step_in_ten_days(store, days, step):
    """From when the last one was delivered, or chosen where it never was."""
    with store.begin() as tx:
        post = wanted(tx)
        suggested(tx, post, created_at=NOW - 12 * DAY, nudged_at=NOW - days * DAY)
        assert only(tx).approach.step is step
    with store.begin() as tx:
        suggestions.change(tx, 1, created_at=NOW - days * DAY, nudged_at=None)
        assert only(tx).approach.step is step


# --- what was before


def test_what_was_suggested_is_what_the_pace_sees(store):
    """Of ninety days."""
    with store.begin() as tx:
        post = kept(tx, a_post())
        row = suggested(
            tx, post, created_at=NOW - 89 * DAY, nudged_at=NOW - 88 * DAY, motive=Motive.OWED, kind=NudgeKind.SAD
        )
        waiting = suggested(tx, post, created_at=NOW - 2 * DAY)
        suggested(tx, post, created_at=NOW - 91 * DAY)
        first, second = candidates.history(tx, NOW)
    assert (first.person, first.uri, first.motive, first.kind, first.at, first.state) == (
        row.person, post.uri, Motive.OWED, NudgeKind.SAD, NOW - 88 * DAY, SuggestionState.AWAITING_DELIVERY,
    )  # fmt: skip
    assert (second.at, second.unprompted, second.counts, second.answered_at) == (waiting.created_at, True, True, None)


def test_a_suggestion_whose_post_is_gone_is_still_a_past_one(store):
    """Without a uri."""
    with store.begin() as tx:
        suggested(tx, kept(tx, a_post()), post_uri=None)
        assert candidates.history(tx, NOW)[0].uri == ""


def test_the_owners_replies_of_the_last_months_are_known(store):
    """The words, to whom, and when; not those that were deleted."""
    with store.begin() as tx:
        for days, who in ((91, "alice"), (80, "bob"), (3, "carol"), (2, "dora")):
            post = kept(tx, a_post(by=who))
            row = suggested(tx, post)
            approvals.add(tx, an_approval(row.id, post), draft=1, due_at=NOW, shown_at=NOW, channel="memory")
            published = Published(a_ref(), "link", NOW - days * DAY)
            approvals.publish(tx, approvals.live(tx, row.id), published, f"To {who}.", now=NOW)
        approvals.retracted(tx, row.id, now=NOW)
        before = candidates.sent_before(tx, NOW)
    assert [(one.words, str(one.to), one.at) for one in before] == [
        ("To bob.", "Bob", NOW - 80 * DAY), ("To carol.", "Carol", NOW - 3 * DAY),
    ]  # fmt: skip


# --- the last exchange


@pytest.fixture
def talk(store):
    """The owner said something; Alice answered; the owner answered her. Oldest first."""
    top = a_post("Old maps, unfolded.", by="lena", created_at=NOW - 3 * DAY)
    theirs = a_post("@lena@books.example How?", created_at=NOW - 2 * DAY, parent=top.ref, root=top.ref)
    yours = a_post("@alice@books.example With steam.", by="lena", created_at=NOW - DAY, parent=theirs.ref, root=top.ref)
    with store.begin() as tx:
        kept(tx, top, by_owner=True)
        kept(tx, theirs, to_owner=True)
        kept(tx, yours, by_owner=True)
        interactions.note(tx, [
            Interaction(REPLY, False, ALICE, theirs.created_at, theirs.uri, top.uri),
            Interaction(REPLY, True, ALICE, yours.created_at, yours.uri, theirs.uri),
        ])  # fmt: skip
    store.said = top, theirs, yours
    return store


def last(store, before=NOW, **leave):
    """The last words that the two had."""
    with store.begin() as tx:
        return candidates.last_exchange(tx, people.person_of(tx, ALICE), before=before, **leave)


def test_the_last_words_are_both_sides(talk):
    """Without the names in front, and under what it was."""
    exchange = last(talk)
    assert (exchange.theirs, exchange.yours, exchange.under) == ("How?", "With steam.", "Old maps, unfolded.")
    assert (exchange.at, exchange.theirs_last) == (NOW - DAY, False)


def test_who_spoke_last_is_known(talk):
    """Before the owner's answer it was Alice, to the owner's own words."""
    exchange = last(talk, NOW - DAY)
    assert (exchange.theirs, exchange.yours, exchange.theirs_last) == ("How?", "Old maps, unfolded.", True)


def test_the_occasion_is_no_part_of_what_was_before(talk):
    """It is left out."""
    assert last(talk, leave_out=talk.said[2].uri).theirs_last


def test_without_words_there_was_no_exchange(talk):
    """Signs are none; and nothing was before the beginning."""
    assert last(talk, NOW - 2 * DAY) is None
    with talk.begin() as tx:
        tx.execute(posts.interactions.delete())
        interactions.note(tx, [Interaction(LIKE, False, ALICE, NOW - DAY, None, "mine")])
    assert last(talk) is None


def test_words_that_are_not_kept_are_not_brought_back(talk):
    """Nor is anything put in their place."""
    with talk.begin() as tx:
        tx.execute(posts.posts.delete())
    exchange = last(talk)
    assert (exchange.theirs, exchange.yours, exchange.under, exchange.at) == ("", "", "", NOW - DAY)


def test_words_for_few_are_not_brought_back(talk):
    """The owner's own are theirs."""
    _, theirs, yours = talk.said
    with talk.begin() as tx:
        for post in (theirs, yours):
            own = post is yours
            posts.save(tx, replace(post, logged_in_only=True), facts="{}", by_owner=own, to_owner=not own, now=NOW)
        tx.execute(posts.posts.update().where(posts.posts.c.uri == theirs.uri).values(
            post=dump(replace(theirs, visibility=Visibility.FOLLOWERS))))  # fmt: skip
    exchange = last(talk)
    assert (exchange.theirs, exchange.yours) == ("", "With steam.")
    assert last(talk, NOW - DAY).theirs == ""


def test_a_talk_that_somebody_else_began_has_no_title(talk):
    """Only the owner's own post gives one; and the words themselves are no title of theirs."""
    with talk.begin() as tx:
        tx.execute(posts.posts.update().where(posts.posts.c.uri == talk.said[0].uri).values(by_owner=False))
    assert last(talk).under == ""
    first = a_post("@alice@books.example Hello.", by="lena", created_at=NOW - HOUR)
    with talk.begin() as tx:
        kept(tx, first, by_owner=True)
        interactions.note(tx, [Interaction(MENTION, True, ALICE, first.created_at, first.uri)])
    assert (last(talk).yours, last(talk).under, last(talk).theirs) == ("Hello.", "", "")


def test_words_to_somebody_else_in_between_are_not_theirs(talk):
    """What the owner answered was Bob's."""
    bobs = a_post("And where?", by="bob", created_at=NOW - 3 * HOUR)
    mine = a_post("@bob @alice In the cellar.", by="lena", created_at=NOW - HOUR, parent=bobs.ref)
    with talk.begin() as tx:
        kept(tx, bobs)
        kept(tx, mine, by_owner=True)
        interactions.note(tx, [Interaction(REPLY, True, ALICE, mine.created_at, mine.uri, bobs.uri)])
    assert last(talk).theirs == ""
