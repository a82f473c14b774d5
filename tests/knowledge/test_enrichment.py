"""Looking closer at the few who could be chosen: the talk, the author, how they converse; no more calls than that takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.domain import Network, Relationship, Talk, Thread, Visibility
from bot.errors import LoginEnded
from bot.knowledge import candidates
from bot.platforms.memory.faults import Request
from bot.store import people, posts
from bot.store.serialization import load_or_none
from tests.contract.memory_world import PEOPLE
from tests.decide.builders import SOCIABLE
from tests.jobs.bench import Bench

LOOKED = {"profiles", "relationships", "thread", "posts_by"}


def candidate(bench: Bench, uri: str):
    """A stored post with everything known about it."""
    with bench.tx() as tx:
        return next(found for found in candidates.candidates(tx, bench.now) if found.post.uri == uri)


def look(bench, *uris):
    """Look closer at these posts."""
    bench.enrichment.look([candidate(bench, uri) for uri in uris])


def known(bench, who):
    """What is stored of somebody."""
    with bench.tx() as tx:
        return people.known(tx, f"memory:{PEOPLE.get(who, who)}")


def talk(bench, uri):
    """What is stored of the talk around a post."""
    with bench.tx() as tx:
        return load_or_none(Talk, posts.get(tx, uri).talk)


def asked(bench):
    """What the network was asked while somebody looked closer, in order."""
    return [name for name, _ in bench.reader.asked if name in LOOKED]


def follower(bench, name):
    """Somebody opens an account, and begins to follow the owner; the notice was read."""
    address = f"{name}@coast.example"
    bench.net.people.join(address, name.title())
    bench.net.people.follow(address, PEOPLE["owner"])
    bench.poll().notices()
    return address


# --- a look


def test_a_look_brings_the_author_the_talk_and_how_they_converse(bench):
    """Everything that the rules want to know, and nothing is asked twice."""
    uri = bench.heard("alice").uri
    bench.world.set_bio("alice", "Letters, mostly.")
    bench.world.post("bob", "With the lid up.", reply_to=uri)
    look(bench, uri)
    held = known(bench, "alice")
    assert (held.account.bio, held.relationship, held.habits.posts) == (
        "Letters, mostly.",
        Relationship(following=True),
        1,
    )
    assert talk(bench, uri).replies == 1
    assert sorted(asked(bench)) == sorted(LOOKED)


def test_authors_are_asked_for_together(bench):
    """One call for the profiles of all, and one for how the owner stands to them."""
    look(
        bench, bench.heard("alice").uri, bench.heard("bob").uri, bench.heard("alice", "And where do you keep them?").uri
    )
    assert [len(args[0]) for name, args in bench.reader.asked if name in ("profiles", "relationships")] == [2, 2]


def test_an_author_is_looked_at_once_a_day(bench):
    """Within it what was learned holds."""
    look(bench, bench.heard("alice").uri)
    bench.later(hours=23, minutes=50)
    look(bench, bench.heard("alice", "And where do you keep them?").uri)
    assert bench.reader.times("profiles") == 1
    bench.later(minutes=20)
    look(bench, bench.heard("alice", "In boxes?").uri)
    assert bench.reader.times("profiles") == 2


def test_a_talk_is_looked_at_once_in_half_an_hour(bench):
    """It changes faster than people do."""
    uri = bench.heard("alice").uri
    look(bench, uri)
    bench.later(minutes=29)
    look(bench, uri)
    assert bench.reader.times("thread") == 1
    bench.world.post("bob", "With the lid up.", reply_to=uri)
    bench.later(minutes=1)
    look(bench, uri)
    assert talk(bench, uri).replies == 1


def test_how_somebody_converses_is_measured_once_in_two_weeks(bench):
    """Habits change slowly."""
    look(bench, bench.heard("alice").uri)
    bench.later(days=13, hours=23)
    look(bench, bench.heard("alice", "And where do you keep them?").uri)
    assert bench.reader.times("posts_by") == 1
    bench.later(hours=2)
    look(bench, bench.heard("alice", "In boxes?").uri)
    assert bench.reader.times("posts_by") == 2


def test_a_post_that_is_not_stored_any_more_is_not_looked_at(bench):
    """It was forgotten meanwhile."""
    found = candidate(bench, bench.heard("alice").uri)
    with bench.tx() as tx:
        posts.forget_account(tx, found.post.author.key)
    bench.enrichment.look([found])
    assert bench.reader.times("thread") == 0


def test_a_post_that_is_gone_loses_its_words(bench):
    """Found out by looking at its talk."""
    uri = bench.heard("alice").uri
    found = candidate(bench, uri)
    bench.world.delete("alice", uri)
    bench.enrichment.look([found])
    with bench.tx() as tx:
        held = posts.get(tx, uri)
    assert (held.gone, held.post.text, held.talk) == (True, "", None)


def test_the_owners_own_answers_in_a_talk_are_stored(bench):
    """Given in any app; so it is known that it is answered. What others say to each other there is not kept."""
    uri = bench.heard("alice").uri
    mine = bench.world.post("owner", "With the lid up.", reply_to=uri)
    to_me = bench.world.post("bob", "Which lid?", reply_to=mine)
    aside = bench.world.post("carol", "Mine has no lid.", reply_to=uri)
    look(bench, uri)
    with bench.tx() as tx:
        assert [posts.get(tx, found) is not None for found in (mine, to_me, aside)] == [True, True, False]
    assert talk(bench, uri).owner_answered


def test_who_spoke_in_a_talk_is_kept_with_its_post(bench):
    """A reply may name them; each once, those above first."""
    top = bench.post("bob", "My letters came out flat.")
    uri = bench.heard("alice", "How did you do that, and with which film?", reply_to=top.uri).uri
    for who in ("carol", "bob", "carol"):
        bench.world.post(who, "With the lid up.", reply_to=uri)
    look(bench, uri)
    with bench.tx() as tx:
        assert posts.get(tx, uri).post.thread_uids == (PEOPLE["bob"], PEOPLE["carol"])


# --- what goes wrong


def test_a_network_that_fails_is_left_for_later(bench):
    """What cannot be learned stays unknown, and the others go on."""
    uri = bench.heard("alice").uri
    bench.net.faults.add("500", Request.READ)
    with capture_logs() as logs:
        look(bench, uri)
    assert [entry["event"] for entry in logs] == ["look_failed"]
    assert known(bench, "alice").habits is None


def test_a_login_that_ended_is_not_hidden(bench):
    """Whoever runs the step has to know."""
    found = candidate(bench, bench.heard("alice").uri)
    bench.net.people.end_login(PEOPLE["owner"])
    with pytest.raises(LoginEnded):
        bench.enrichment.look([found])


def test_each_network_is_asked_for_its_own_posts(bench):
    """A post of one network means nothing to another."""
    found = candidate(bench, bench.heard("alice").uri)
    bench.readers = {Network("bluesky"): bench.reader}
    bench.enrichment.look([found])
    assert asked(bench) == []


# --- how they converse


def test_what_is_measured_is_kept_with_its_time(bench):
    """And the silence before each post, from the posts themselves; what was passed on breaks no silence."""
    for days, text in ((40, "Letters again."), (2, "Back from the mountains, at last.")):
        bench.net.posts.say(PEOPLE["alice"], text, at=bench.now - timedelta(days=days))
    bobs = bench.net.posts.say(PEOPLE["bob"], "A tern.", at=bench.now - timedelta(days=21))
    bench.net.posts.reshare(PEOPLE["alice"], bobs.uri, at=bench.now - timedelta(days=20))
    bench.meets("alice")
    latest = bench.world.reader().posts_by(bench.person("alice").accounts[0])[0]
    bench.read(latest)
    found = bench.enrichment.measure(bench.reader, latest.author)
    assert len(found) == 3
    held = known(bench, "alice")
    assert (held.habits.posts, held.habits.reshares, held.habits_at) == (3, 1, bench.now)
    with bench.tx() as tx:
        assert posts.get(tx, latest.uri).silent_before == timedelta(days=38)


def test_forty_posts_are_enough_to_measure(bench):
    """One call."""
    asked = []
    bench.reader.posts_by = lambda _, *, limit: asked.append(limit) or ()
    bench.enrichment.measure(bench.reader, bench.meets("alice").accounts[0])
    assert asked == [40]


def test_ten_accounts_are_measured_in_an_hour(bench):
    """Each costs a call; the others come an hour later."""
    crowd = [bench.net.people.join(f"p{number}@x.example", f"P{number}") for number in range(13)]
    for account in crowd:
        bench.meets(account.uid)
    bench.enrichment.measure_stale(crowd)
    assert bench.reader.times("posts_by") == 10
    bench.later(minutes=59)
    bench.enrichment.measure_stale(crowd)
    assert bench.reader.times("posts_by") == 10
    bench.later(minutes=1)
    bench.enrichment.measure_stale(crowd)
    assert bench.reader.times("posts_by") == 13


def test_every_kind_of_look_shares_the_ten_of_an_hour(bench):
    """Ten is what the network is asked for, not ten for each of our reasons."""
    crowd = [bench.net.people.join(f"p{number}@x.example", f"P{number}") for number in range(9)]
    for account in crowd:
        bench.meets(account.uid)
    bench.enrichment.measure_stale(crowd)
    look(bench, bench.heard("alice").uri, bench.heard("bob").uri)
    assert bench.reader.times("posts_by") == 10


def test_only_those_of_whom_nothing_recent_is_known_are_measured(bench):
    """And only where their network can be read."""
    fresh, new = bench.meets("alice", SOCIABLE), bench.meets("bob")
    elsewhere = replace(new.accounts[0], network=Network("bluesky"))
    bench.enrichment.measure_stale([*fresh.accounts, *new.accounts, elsewhere])
    assert [args[0].uid for name, args in bench.reader.asked if name == "posts_by"] == [PEOPLE["bob"]]


def test_a_network_that_fails_while_measuring_is_left_for_later(bench):
    """Nobody else waits for it."""
    alice = bench.meets("alice").accounts
    bench.net.faults.add("500", Request.READ)
    with capture_logs() as logs:
        bench.enrichment.measure_stale(alice)
    assert [entry["event"] for entry in logs] == ["look_failed"]


# --- newcomers


def test_what_a_new_follower_said_last_is_stored(bench):
    """They are not in the owner's feed: three posts of two days, none of them an answer, passed on or old."""
    address = follower(bench, "nadia")
    for hours in (50, 40, 30, 20, 10):
        bench.net.posts.say(address, f"Tide tables, {hours} hours ago.", at=bench.now - timedelta(hours=hours))
    bench.net.posts.say(address, "With the lid up.", reply_to=bench.post("alice").uri)
    bench.net.posts.reshare(address, bench.post("bob").uri)
    bench.enrichment.meet_newcomers()
    with bench.tx() as tx:
        texts = sorted(post.text for post in posts.of_others(tx))
    assert texts == [f"Tide tables, {hours} hours ago." for hours in (10, 20, 30)]
    assert known(bench, address).habits is not None
    assert known(bench, address).relationship == Relationship(followed_by=True)


def test_a_new_follower_is_met_once(bench):
    """Measured, they are no news."""
    follower(bench, "nadia")
    bench.enrichment.meet_newcomers()
    before = len(asked(bench))
    bench.enrichment.meet_newcomers()
    assert len(asked(bench)) == before


def test_whoever_follows_for_longer_than_a_week_is_no_newcomer(bench):
    """Nor is whoever does not follow."""
    follower(bench, "nadia")
    bench.meets("alice")
    bench.later(days=7, minutes=1)
    bench.enrichment.meet_newcomers()
    assert asked(bench) == []


def test_of_many_newcomers_ten_are_met_in_an_hour(bench):
    """A wave of followers costs no more than a quiet day."""
    for number in range(12):
        follower(bench, f"n{number}")
    bench.enrichment.meet_newcomers()
    assert bench.reader.times("posts_by") == 10


def test_newcomers_are_met_where_they_are(bench):
    """Each network is asked about its own."""
    follower(bench, "nadia")
    other = replace(known(bench, "nadia@coast.example").account, network=Network("bluesky"))
    with bench.tx() as tx:
        people.meet(tx, other, now=bench.now)
        people.put_follower(tx, other.key, bench.now)
    bench.enrichment.meet_newcomers()
    measured = [args[0].network for name, args in bench.reader.asked if name == "posts_by"]
    assert set(measured) == {Network("memory")}


def test_a_network_that_fails_brings_its_newcomers_later(bench):
    """The choice goes on without them."""
    follower(bench, "nadia")
    bench.net.faults.add("500", Request.READ)
    with capture_logs() as logs:
        bench.enrichment.meet_newcomers()
    assert [entry["event"] for entry in logs] == ["look_failed"]
    bench.enrichment.meet_newcomers()
    assert known(bench, "nadia@coast.example").habits is not None


def test_a_talk_for_followers_only_is_kept_without_its_words(bench):
    """What is looked at closer is no more anybody's than before."""
    uri = bench.heard("alice", visibility=Visibility.FOLLOWERS).uri
    thread = Thread(bench.seen(uri), (), ())
    bench.enrichment.keep_thread(thread.post, thread)
    with bench.tx() as tx:
        assert posts.get(tx, uri).post.text == ""
    assert talk(bench, uri).replies == 0


def test_a_failed_look_is_a_failure_of_the_network_only(bench):
    """A mistake of ours is not hidden as one."""
    found = candidate(bench, bench.heard("alice").uri)
    bench.reader.profiles = lambda _: 1 / 0
    with pytest.raises(ZeroDivisionError):
        bench.enrichment.look([found])
