"""One more look at the world right before a reply goes out: what stands against it, and nothing else does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain import AccountFlag, SuggestionEvent
from bot.errors import PlatformError
from bot.jobs.publish.recheck import Found, look_again
from bot.platforms.memory.faults import Request
from bot.store import approvals
from tests.contract.memory_world import PEOPLE
from tests.jobs.bench import QUESTION

DAY = timedelta(days=1)


@pytest.fixture
def asked(bench):
    """Alice asked, and words for her were approved; ten seconds later."""
    bench.post = bench.heard("alice")
    bench.approval = bench.approved(bench.post)
    bench.later(seconds=10)
    return bench


def look(bench):
    """What is found now."""
    with bench.tx() as tx:
        held = approvals.live(tx, bench.approval.id)
    return look_again(bench.reader, held, held.approval.act, bench.now)


def test_where_nothing_changed_nothing_stands_against_it(asked):
    """The post as it is now comes with it."""
    assert look(asked) == Found(None, asked.seen(asked.post.uri))


def deleted(bench):
    """The post is gone."""
    bench.world.delete("alice", bench.post.uri)


def closed(bench):
    """Nobody may answer any more."""
    bench.net.posts.close(bench.post.uri)


def left(bench):
    """The author has left; the post is shown from some cache."""
    shown = bench.seen(bench.post.uri)
    bench.reader.fetch = lambda _: {shown.uri: shown}
    bench.reader.profiles = lambda _: {}


def nobot(bench):
    """The author wants to be left alone by bots."""
    bench.net.people.change(PEOPLE["alice"], flags=[AccountFlag.NOBOT])


def blocking(bench):
    """The owner blocks the author; the post is shown from some cache."""
    shown = bench.seen(bench.post.uri)
    bench.reader.fetch = lambda _: {shown.uri: shown}
    bench.world.block("owner", "alice")


def blocked(bench):
    """The author blocks the owner; the post is shown from some cache."""
    shown = bench.seen(bench.post.uri)
    bench.reader.fetch = lambda _: {shown.uri: shown}
    bench.world.block("alice", "owner")


@pytest.mark.parametrize(("happens", "gone"), [
    (deleted, True), (closed, False), (left, False), (nobot, False), (blocking, False), (blocked, False),
])  # fmt: skip
def test_whatever_keeps_an_answer_from_being_wanted_is_one_finding(asked, happens, gone):
    """The reason is nobody's business; only what is deleted loses its words."""
    happens(asked)
    assert look(asked) == Found(SuggestionEvent.WORLD_CHANGED, gone=gone)


def test_a_mute_keeps_nobody_from_answering(asked):
    """It is the owner's own quiet."""
    asked.net.people.mute(PEOPLE["owner"], PEOPLE["alice"])
    assert look(asked).event is None


def test_an_answer_of_the_owners_from_another_app_stands_against_it(asked):
    """Their own last posts tell."""
    asked.world.post("owner", "With the lid up.", reply_to=asked.post.uri)
    assert look(asked).event is SuggestionEvent.ANSWERED_ELSEWHERE


def test_an_older_answer_of_the_owners_is_found_in_the_talk(asked):
    """Behind their last twenty posts."""
    asked.world.post("owner", "With the lid up.", reply_to=asked.post.uri)
    for number in range(21):
        asked.world.post("owner", f"The pier in the fog, {number}.")
    assert look(asked).event is SuggestionEvent.ANSWERED_ELSEWHERE


def test_where_the_talk_is_not_shown_the_owners_last_twenty_posts_tell(asked):
    """One call; the post itself was seen a moment ago."""
    asked.world.post("owner", "With the lid up.", reply_to=asked.post.uri)
    asked.reader.thread = lambda _: None
    assert look(asked).event is SuggestionEvent.ANSWERED_ELSEWHERE
    for number in range(20):
        asked.world.post("owner", f"The pier in the fog, {number}.")
    assert look(asked).event is None


def test_an_answer_of_the_owners_to_somebody_else_there_is_none_to_this(asked):
    """Two people may be answered in one talk."""
    bobs = asked.world.post("bob", "With the lid up.", reply_to=asked.post.uri)
    asked.world.post("owner", "Which lid?", reply_to=bobs)
    assert look(asked).event is None


def test_that_the_owner_passed_it_on_is_no_answer(asked):
    """A reshare of an answer by somebody else is not the owner's word."""
    bobs = asked.world.post("bob", "With the lid up.", reply_to=asked.post.uri)
    asked.world.reshare("owner", bobs)
    assert look(asked).event is None


def test_a_changed_post_is_another_one(asked):
    """It is shown as it is now."""
    asked.world.edit("alice", asked.post.uri, "Does anyone still scan letters?")
    found = look(asked)
    assert (found.event, found.post.text) == (SuggestionEvent.EDITED, "Does anyone still scan letters?")


def test_a_talk_in_which_the_author_went_on_has_moved(asked):
    """How many said something since, and how many of these the author."""
    asked.world.post("bob", "With the lid up.", reply_to=asked.post.uri)
    assert (look(asked).event, look(asked).answers_since) == (None, 1)
    asked.world.post("alice", "I found a way: with the lid up.", reply_to=asked.post.uri)
    found = look(asked)
    assert (found.event, found.answers_since, found.by_author) == (SuggestionEvent.TOO_OLD, 2, 1)


def test_what_the_author_said_before_the_words_were_shown_is_no_news(bench):
    """The owner could read it."""
    bench.post = bench.heard("alice")
    bench.world.post("alice", "In boxes, mostly.", reply_to=bench.post.uri)
    bench.approval = bench.approved(bench.post)
    assert (look(bench).event, look(bench).by_author, look(bench).answers_since) == (None, 0, 0)


def test_what_the_owner_said_in_the_talk_since_is_no_news(asked):
    """They know."""
    bobs = asked.world.post("bob", "With the lid up.", reply_to=asked.post.uri)
    asked.world.post("owner", "Which lid?", reply_to=bobs)
    assert look(asked).answers_since == 1


def test_words_are_good_for_a_day(asked):
    """From when they were approved, and no longer."""
    asked.later(seconds=-10)
    asked.later(hours=24)
    assert look(asked).event is None
    asked.later(seconds=1)
    found = look(asked)
    assert (found.event, found.by_author, found.post.text) == (SuggestionEvent.TOO_OLD, 0, QUESTION)


def test_a_changed_post_counts_before_its_age(asked):
    """What it reads now is what matters."""
    asked.later(days=2)
    asked.world.edit("alice", asked.post.uri, "Does anyone still scan letters?")
    assert look(asked).event is SuggestionEvent.EDITED


@pytest.mark.parametrize("which", range(5))
def test_where_it_cannot_be_known_nothing_goes_out(asked, which):
    """Each of the five questions must be answered."""
    asked.reader.asked.clear()
    look(asked)
    assert [name for name, _ in asked.reader.asked] == ["fetch", "profiles", "relationships", "thread", "posts_by"]
    asked_for = iter(range(5))
    asked.reader.before = lambda _: asked.net.faults.add("500", Request.READ) if next(asked_for) == which else None
    with pytest.raises(PlatformError):
        look(asked)
