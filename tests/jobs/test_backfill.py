"""The first run: the owner's last months, read once, a piece at a time, and gone on with after a crash."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.decide.facts import PostFacts
from bot.domain import Account, InteractionKind, Network, Visibility
from bot.jobs import backfill
from bot.knowledge.history import Progress, Stage
from bot.knowledge.owner_preferences import owner_preferences
from bot.store import interactions, people, posts, sources
from tests.contract.memory_world import PEOPLE
from tests.jobs.bench import QUESTION

DAY = timedelta(days=1)
LIGHTHOUSES = "Another lighthouse today, number {}: the lamp of this lighthouse was built by hand."


@pytest.fixture(autouse=True)
def unread(bench):
    """Nothing of it was read yet."""
    bench.unread()


def stages(bench):
    """Every stage that is gone through, in order, until there is no more."""
    job, seen = bench.history(), [bench.history().progress().stage]
    while job.step():
        seen.append(job.progress().stage)
    return seen


def is_stored(bench, uri):
    """Whether a post is stored."""
    with bench.tx() as tx:
        return posts.get(tx, uri) is not None


def said(bench, who, text, ago, **how):
    """Somebody said something a while ago."""
    return bench.net.posts.say(PEOPLE[who], text, at=bench.now - ago, **how)


def test_it_goes_through_every_stage_once(bench):
    """And says truthfully when there is no more."""
    assert stages(bench) == ["own posts", "parents", "notices", "follows", "topics", "first posts", "done"]
    assert bench.history().finished()
    assert bench.history().step() is False


def test_it_is_not_finished_before_its_end(bench):
    """No nudge is written on half of what is known."""
    assert not bench.history().finished()
    bench.history().step()
    assert not bench.history().finished()


def test_after_a_crash_it_goes_on_where_it_stood(bench):
    """Progress is stored with what was read; another process asks nothing twice."""
    for _ in range(3):
        bench.history().step()
    assert bench.history().progress().stage == "follows"
    stages(bench)
    assert [bench.reader.times(name) for name in ("posts_by", "notices", "follows")] == [1, 1, 1]


def test_what_begins_anew_while_a_piece_is_read_begins_anew(bench):
    """Another process met another account meanwhile: its months were not read, whatever this one has just done."""
    for _ in range(3):
        bench.history().step()

    def begins_anew(name):
        if name == "follows":
            with bench.tx() as tx:
                sources.begin_network_anew(tx, "memory")

    bench.reader.before = begins_anew
    assert bench.history().step()
    assert bench.history().progress() == Progress(Stage.OWN_POSTS)


def test_the_owners_posts_of_ninety_days_are_read(bench):
    """No older ones, and at most a thousand."""
    old, young = (said(bench, "owner", "The pier in the fog.", span).uri for span in (91 * DAY, 89 * DAY))
    bench.history().step()
    assert [is_stored(bench, uri) for uri in (old, young)] == [False, True]
    assert bench.reader.asked[-1][0] == "posts_by"


def test_it_reaches_back_as_far_as_it_is_told(bench):
    """The trial reads less."""
    old = said(bench, "owner", "The pier in the fog.", 8 * DAY).uri
    bench.history(reach=timedelta(days=7)).step()
    assert not is_stored(bench, old)


def test_what_the_owner_answered_is_read_too(bench):
    """So that "you last spoke" is true from the first nudge."""
    asked = said(bench, "carol", QUESTION, 20 * DAY)
    said(bench, "owner", "With the lid up.", 19 * DAY, reply_to=asked.uri)
    bench.history().step()
    assert bench.history().progress() == Progress(Stage.PARENTS, 0, 1)
    bench.history().step()
    assert is_stored(bench, asked.uri)
    assert bench.history().progress() == Progress(Stage.PARENTS, 1, 1)
    with bench.tx() as tx:
        assert [act.kind for act in interactions.of(tx, [asked.author.key])] == [InteractionKind.REPLY]


def test_an_answered_post_that_is_gone_is_asked_for_once(bench):
    """It stays missing, and nobody waits for it."""
    asked = said(bench, "carol", QUESTION, 20 * DAY)
    said(bench, "owner", "With the lid up.", 19 * DAY, reply_to=asked.uri)
    bench.net.posts.delete(asked.uri)
    assert stages(bench)[:4] == ["own posts", "parents", "parents", "notices"]
    assert bench.reader.times("fetch") == 1


def test_answered_posts_are_read_twenty_five_at_a_time(bench):
    """A page at a time, so that a crash loses little; each is counted."""
    for number in range(27):
        asked = said(bench, "carol", f"{QUESTION} {number}", 20 * DAY)
        said(bench, "owner", "With the lid up.", 19 * DAY, reply_to=asked.uri)
    bench.history().step()
    seen = [bench.history().progress() for _ in range(2) if bench.history().step()]
    assert seen == [Progress(Stage.PARENTS, 25, 27), Progress(Stage.PARENTS, 27, 27)]
    asked = [len(args[0]) for name, args in bench.reader.asked if name == "fetch"]
    assert asked == [25, 2]


def test_what_others_did_in_that_time_is_noted(bench):
    """Their words to the owner, and since when they follow; the polls go on from there."""
    said(bench, "bob", f"@{PEOPLE['owner']} which map?", 80 * DAY)
    stages(bench)
    with bench.tx() as tx:
        assert [act.kind for act in interactions.of(tx, [f"memory:{PEOPLE['bob']}"])] == [InteractionKind.MENTION]
        mark = sources.source(tx, "memory:notices").mark
    assert mark
    bench.poll().notices()
    assert [args[0] for name, args in bench.reader.asked if name == "notices"] == ["", mark]


def test_everybody_whom_the_owner_follows_is_met(bench):
    """Also those who said nothing of late."""
    stages(bench)
    assert {bench.person(who).name for who in ("alice", "bob")} == {"Alice", "Bob"}
    with bench.tx() as tx:
        assert people.known(tx, f"memory:{PEOPLE['carol']}") is None


def test_a_long_list_of_people_is_stored_in_pages(bench):
    """All of them, and how many they are is said."""
    crowd = [Account(Network("memory"), f"p{n}@x.example", f"p{n}", f"p{n}@x.example", f"P{n}") for n in range(401)]
    bench.reader.follows = lambda: iter(crowd)
    for _ in range(4):
        bench.history().step()
    assert bench.history().progress() == Progress(Stage.TOPICS, 401, 401)
    with bench.tx() as tx:
        assert sum(key.startswith("memory:p") and key.endswith("@x.example") for key in people.all_known(tx)) == 401


def test_what_the_owner_writes_about_is_taken_from_their_own_posts(bench):
    """Words that come back in theirs and are rare in everybody's; what they passed on are not their words."""
    for number in range(4):
        said(bench, "owner", LIGHTHOUSES.format(number), (10 + number) * DAY)
        bench.read(said(bench, "bob", f"The tomatoes of this year, number {number}.", (10 + number) * DAY))
    bread = [said(bench, "alice", f"Sourdough bread again, loaf {number}.", DAY) for number in range(4)]
    for post in bread:
        bench.net.posts.reshare(PEOPLE["owner"], post.uri)
    stages(bench)
    with bench.tx() as tx:
        found = owner_preferences(tx, bench.config).topics
    assert "lighthouse" in found
    assert "sourdough" not in found


def test_no_more_than_eight_topics_are_taken(bench):
    """A hello that names twenty says nothing."""
    words = "lighthouse harbour sextant compass barometer anchor rigging tidewater keel foghorn"
    for number in range(3):
        said(bench, "owner", f"{words}, number {number}.", DAY)
    bench.read(*(said(bench, "bob", f"Tomatoes, number {number}.", DAY) for number in range(4)))
    stages(bench)
    with bench.tx() as tx:
        assert len(owner_preferences(tx, bench.config).topics) == 8


def test_another_network_has_a_progress_of_its_own(bench):
    """What was answered there is not asked for here."""
    elsewhere = replace(bench.post("alice").ref, network=Network("bluesky"), uri="at://did:plc:a/app.bsky.feed.post/1")
    mine = replace(bench.post("owner", "An answer on the other network."), parent=elsewhere)
    bench.read(replace(mine, ref=replace(mine.ref, network=Network("bluesky"), uri="at://mine")))
    bench.history().step()
    assert bench.history().source == "memory:history"
    assert bench.history().progress() == Progress(Stage.PARENTS, 0, 0)


# --- what was polled before


def lighthouses(bench):
    """Somebody whose posts say what they talk about."""
    for number in range(4):
        said(bench, "owner", LIGHTHOUSES.format(number), (10 + number) * DAY)
        bench.read(said(bench, "bob", f"The tomatoes of this year, number {number}.", (10 + number) * DAY))


def topics_of(bench, post):
    """What of the owner's a stored post is about."""
    with bench.tx() as tx:
        return PostFacts.from_json(posts.get(tx, post.uri).facts).topics


def test_what_was_polled_before_the_topics_were_known_is_read_for_them(bench):
    """The first poll waits for nothing, and loses nothing by it: neither in public words nor in those that are not kept."""
    lighthouses(bench)
    public = said(bench, "alice", "The old lighthouse is open on Sunday.", timedelta(hours=20))
    among_followers = said(
        bench, "alice", "My lighthouse keeper is in hospital.", timedelta(hours=20), visibility=Visibility.FOLLOWERS
    )
    bench.net.people.follow(PEOPLE["owner"], PEOPLE["alice"])
    bench.poll().home()
    assert [topics_of(bench, post) for post in (public, among_followers)] == [(), ()]
    stages(bench)
    assert ["lighthouse" in topics_of(bench, post) for post in (public, among_followers)] == [True, True]
    with bench.tx() as tx:
        assert posts.get(tx, among_followers.uri).post.text == ""


def test_what_was_edited_meanwhile_is_what_its_new_words_say(bench, monkeypatch):
    """Somebody else may store it while it is read for the topics: what they found counts."""
    lighthouses(bench)
    public = said(bench, "alice", "The old lighthouse is open on Sunday.", timedelta(hours=20))
    bench.poll().home()
    edited = replace(bench.seen(public.uri), text="The old mill is open on Sunday.")
    real = backfill.topics_in

    def edits(post, owner):
        if post.uri == public.uri and post.text != edited.text:
            bench.read(edited)
        return real(post, owner)

    monkeypatch.setattr(backfill, "topics_in", edits)
    stages(bench)
    assert topics_of(bench, public) == ()


def test_nothing_is_asked_again_where_every_word_is_kept(bench):
    """Other people's servers are asked once."""
    lighthouses(bench)
    public = said(bench, "alice", "The old lighthouse is open on Sunday.", timedelta(hours=20))
    bench.poll().home()
    stages(bench)
    assert topics_of(bench, public)
    assert bench.reader.times("fetch") == 0


def test_topics_are_taken_once_all_of_it_is_there(bench):
    """Where there are two networks, the other one's part is waited for."""
    while bench.history().gather():
        pass
    assert bench.history().progress().stage == "topics"
    assert bench.history().gather() is False
