"""Queues, logs and open questions: what goes in comes out once, in order, and goes when whom it is about goes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.knowledge import joining
from bot.platforms.bluesky import NETWORK as BLUESKY
from bot.platforms.mastodon import NETWORK as MASTODON
from bot.platforms.memory.network import MEMORY
from bot.store import (
    faces,
    lookups,
    news,
    ownership,
    people,
    people_questions,
    posts,
    progress,
    questions,
    sources,
    told,
)
from bot.store.faces import Face
from bot.store.lookups import Lookup
from bot.store.news import AnotherAccount, AnotherChannel, Moved, NobodyCouldTakeItBack, OldCopy, Renamed
from bot.store.questions import Asked, Question
from bot.wording.text import Name
from tests.store.builders import DAY, NOW, a_post, an_account, kept, suggested

HOUR = timedelta(hours=1)


@pytest.fixture
def tx(store):
    """One transaction."""
    with store.begin() as tx:
        yield tx


def met(tx, name):
    """The id of somebody who was met."""
    return people.meet(tx, an_account(name), now=NOW)


# --- questions


def test_a_question_is_open_until_the_next_answer(tx):
    """The last of its kind; whatever is said then, it is asked no more."""
    assert questions.answered(tx, Question.WHICH) is None
    questions.ask(tx, Question.WHICH, "skip", now=NOW)
    questions.ask(tx, Question.WHICH, "why", now=NOW + HOUR)
    questions.ask(tx, Question.GUESS, "undo", now=NOW)
    assert questions.answered(tx, Question.WHICH) == Asked("why", NOW + HOUR)
    assert questions.answered(tx, Question.WHICH) is None
    assert questions.answered(tx, Question.GUESS) == Asked("undo", NOW)


def test_of_two_questions_about_people_the_last_is_open(tx):
    """Whichever kind it is."""
    ada, other = met(tx, "ada"), met(tx, "lovelace")
    pair = people_questions.Pair(an_account("ada").key, an_account("lovelace").key)
    assert people_questions.asked(tx) is None
    for offer in (people_questions.Watch(ada), pair, people_questions.Watch(other)):
        people_questions.put(tx, offer)
        assert people_questions.asked(tx) == offer
    people_questions.answered(tx)
    assert people_questions.asked(tx) is None


@pytest.mark.parametrize("who", ["ada", "lovelace"])
def test_a_question_about_somebody_who_is_forgotten_is_open_no_more(tx, who):
    """Of two accounts it is enough that one is forgotten."""
    ids = {name: met(tx, name) for name in ("ada", "lovelace")}
    people_questions.put(tx, people_questions.Watch(ids[who]))
    people.forget(tx, ids[who])
    assert people_questions.asked(tx) is None
    ids[who] = met(tx, who)
    people_questions.put(tx, people_questions.Pair(an_account("ada").key, an_account("lovelace").key))
    people.forget(tx, ids[who])
    assert people_questions.asked(tx) is None


# --- told and asked once


def test_of_whom_something_was_said_is_known(tx):
    """Each of them, and no longer than it is so."""
    ada, other = met(tx, "ada"), met(tx, "lovelace")
    for person in (ada, other, ada):
        told.note_silent(tx, person)
    assert told.silent(tx) == {ada, other}
    told.no_longer_silent(tx, ada)
    assert told.silent(tx) == {other}


def test_two_of_whom_the_same_was_said_can_become_one(tx):
    """It was said of that one."""
    ada, other = met(tx, "ada"), met(tx, "lovelace")
    told.note_silent(tx, ada)
    told.note_silent(tx, other)
    joining.join(tx, ada, other, now=NOW)
    assert told.silent(tx) == {ada}


def test_a_pair_is_asked_about_once(tx):
    """Two accounts, as long as both are known."""
    ids = [met(tx, name) for name in ("ada", "lovelace", "byron")]
    ada, lovelace, byron = (an_account(name).key for name in ("ada", "lovelace", "byron"))
    for other in (lovelace, byron, lovelace):
        told.note_asked_about(tx, ada, other)
    assert told.asked_about(tx) == {(ada, lovelace), (ada, byron)}
    people.forget(tx, ids[2])
    assert told.asked_about(tx) == {(ada, lovelace)}


def test_logins_that_ended_stand_in_the_order_in_which_they_are_said(tx):
    """The latest list is the one that counts."""
    assert told.ended_logins(tx) == ()
    told.put_ended_logins(tx, ["mastodon", "bluesky"])
    assert told.ended_logins(tx) == ("mastodon", "bluesky")
    told.put_ended_logins(tx, ["bluesky:publisher", "bluesky"])
    assert told.ended_logins(tx) == ("bluesky:publisher", "bluesky")
    told.put_ended_logins(tx, [])
    assert told.ended_logins(tx) == ()


# --- to be fetched and shown


def test_an_address_is_looked_up_in_its_turn(tx):
    """The oldest first; one that is done is wanted no more."""
    first, second = (Lookup("vera@notes.example", answer, "who vera@notes.example") for answer in ("1", "2"))
    lookups.put(tx, first)
    lookups.put(tx, second)
    assert lookups.wanted(tx) == [first, second]
    lookups.done(tx, first, in_vain=False)
    assert lookups.wanted(tx) == [second]
    assert not lookups.was_in_vain(tx, first.address)


def test_that_nobody_was_found_is_said_once(tx):
    """And remembered of the latest addresses only."""
    last = lookups.IN_VAIN_REMEMBERED
    for number in range(last + 1):
        lookups.done(tx, Lookup(f"{number}@notes.example", "1", "who"), in_vain=True)
    assert not lookups.was_in_vain(tx, "0@notes.example")
    assert lookups.was_in_vain(tx, "1@notes.example")
    assert not lookups.was_in_vain(tx, "1@notes.example")
    assert lookups.was_in_vain(tx, f"{last}@notes.example")


def test_posts_are_brought_in_the_order_in_which_they_were_named(tx):
    """Each once; one that is stored no more is brought no more."""
    first, second, third = (kept(tx, a_post()) for _ in range(3))
    for post in (first, second, first, third):
        lookups.bring(tx, post.uri)
    assert lookups.to_bring(tx) == [first.uri, second.uri, third.uri]
    lookups.brought(tx, first.uri)
    posts.drop_old(tx, NOW + DAY)
    assert lookups.to_bring(tx) == []


def test_who_had_no_room_in_a_letter_is_shown_once(tx):
    """In order, and not when a letter came since, or when they were forgotten."""
    person = met(tx, "ada")
    ada = Face(person, Name("Ada"), ("engines",), "She answers.")
    old = Face(None, Name("Ruth Lind"), (), "")
    faces.put(tx, [old])
    faces.put(tx, [ada, old])
    assert faces.taken(tx) == (ada, old)
    assert faces.taken(tx) == ()
    faces.put(tx, [ada, old])
    people.forget(tx, person)
    assert faces.taken(tx) == (old,)


# --- how far work has come


def test_what_was_done_is_not_done_again(tx):
    """By entry, and by network and post."""
    progress.note_seeded(tx, "0f1e")
    progress.note_seeded(tx, "0f1e")
    assert progress.seeded(tx) == {"0f1e"}
    progress.note_tried(tx, MASTODON, ["a", "b"])
    progress.note_tried(tx, MASTODON, ["b", "c"])
    progress.note_tried(tx, BLUESKY, ["d"])
    progress.note_tried(tx, BLUESKY, [])
    assert progress.tried(tx, MASTODON) == {"a", "b", "c"}
    progress.drop_tried(tx, MASTODON)
    assert (progress.tried(tx, MASTODON), progress.tried(tx, BLUESKY)) == (set(), {"d"})


def test_what_begins_anew_on_a_network_begins_with_nothing_tried(tx):
    """There, and nowhere else."""
    for network in (MASTODON, BLUESKY):
        progress.note_tried(tx, network, ["a"])
        sources.read_well(tx, f"{network}:home", mark="7", began=NOW, now=NOW)
    sources.begin_network_anew(tx, MASTODON)
    assert (progress.tried(tx, MASTODON), progress.tried(tx, BLUESKY)) == (set(), {"a"})
    assert [source.name for source in sources.all_sources(tx)] == ["bluesky:home"]


def test_measurements_are_counted_within_their_hour(tx):
    """One that lies an hour back counts no more, and is not kept."""
    for minutes in (0, 30, 60):
        at = NOW + timedelta(minutes=minutes)
        assert progress.measured_since(tx, at - HOUR) == min(minutes // 30, 1)
        progress.note_measured(tx, at, keep_since=at - HOUR)
    assert progress.measured_since(tx, NOW - DAY) == 2


# --- whose, and what the owner has to hear of it


def test_the_account_behind_a_login_is_the_last_that_was_verified(tx):
    """With what was learnt of it, which may be nothing."""
    assert ownership.verified(tx, MEMORY) is None
    assert ownership.learnt(tx, MEMORY) == ""
    for name in ("ada", "lovelace"):
        ownership.put_verified(tx, an_account(name))
        ownership.put_learnt(tx, MEMORY, f"limits of {name}")
    assert ownership.verified(tx, MEMORY) == ownership.Verified(
        an_account("lovelace").identity, an_account("lovelace").address
    )
    assert ownership.learnt(tx, MEMORY) == "limits of lovelace"
    assert ownership.verified(tx, MASTODON) is None


def test_a_login_that_only_reads_is_known_until_it_may_post(tx):
    """By its account, noted as often as one likes."""
    for only in (False, True, True):
        ownership.put_only_reads(tx, "memory:ada", only=only)
    assert ownership.only_reads(tx, "memory:ada")
    assert not ownership.only_reads(tx, "memory:lovelace")
    ownership.put_only_reads(tx, "memory:ada", only=False)
    assert not ownership.only_reads(tx, "memory:ada")


def test_news_is_told_in_order_and_once(tx):
    """Whatever kind it is, with the suggestions that it is about in their order."""
    one, other = (suggested(tx, kept(tx, a_post())).id for _ in range(2))
    happened = [
        AnotherAccount(MASTODON),
        Renamed(BLUESKY, "ada.example", "lovelace.example"),
        Moved(MASTODON, "ada@writers.example", "ada@poets.example"),
        AnotherChannel((other, one)),
        AnotherChannel(()),
        OldCopy(NOW),
        NobodyCouldTakeItBack((one,)),
        AnotherAccount(MASTODON),
    ]
    assert {type(what) for what in happened} == set(news.News.__args__)
    assert news.to_tell(tx) == []
    for what in happened:
        news.tell_later(tx, what)
    assert news.to_tell(tx) == happened
    news.told(tx)
    assert news.to_tell(tx) == []
    news.tell_later(tx, AnotherChannel(()))
    assert news.to_tell(tx) == [AnotherChannel(())]
