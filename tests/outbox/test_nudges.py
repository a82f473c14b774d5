"""What a nudge says about a post and its author: each part from a stored fact, and nothing where nothing is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import NudgeKind, Reason, SuggestionEvent, Visibility
from bot.outbox.nudges import describe, describe_choice
from bot.store import posts
from tests.contract.memory_world import PEOPLE
from tests.decide.builders import SOCIABLE
from tests.jobs.bench import QUESTION

DAY = timedelta(days=1)
ASKS = "Which of the two maps of the harbour do you mean?"


def described(bench, post, **differs):
    """What is said about a suggestion of this post."""
    row, teller = bench.suggest(post, SuggestionEvent.CLAIM, **differs), bench.teller
    with bench.tx() as tx:
        return describe(tx, teller, row, post, bench.now)


def written(bench, post, **differs):
    """The nudge as the owner reads it."""
    bench.suggest(post, **differs)
    bench.nudging().compose()
    return bench.told()[-1]


def test_it_names_the_suggestion_the_person_the_account_and_the_reasons(bench):
    """All of them of this one row."""
    bench.meets("alice", SOCIABLE)
    post = bench.heard("alice")
    said = described(bench, post)
    assert (said.code, said.kind, said.person.name, said.account.uid, said.link) == (
        "a1", NudgeKind.QUESTION, "Alice", PEOPLE["alice"], post.link,
    )  # fmt: skip
    assert said.reasons == (Reason("a question", 2.0, "a question"),)
    assert said.habits == replace(SOCIABLE, measured_at=bench.world.clock.time - timedelta(seconds=1))
    assert said.way_in


def test_nobody_is_addressed_in_what_is_repeated(bench):
    """The names in front of an answer are for the network."""
    said = described(bench, bench.heard("alice", ASKS, mention=["owner"]))
    assert said.post.text == ASKS


def test_the_way_in_is_about_the_matter_and_not_about_the_owner(bench):
    """Whoever is spoken to is not what it is about."""
    post = bench.heard("alice", "Owner, which lamp was in the lighthouse?", mention=["owner"])
    assert "owner" not in described(bench, post).way_in.lower()
    assert described(bench, post).way_in


# --- who has answered


def test_that_nobody_has_answered_is_said_where_somebody_looked(bench):
    """And never of a talk that nobody looked at."""
    assert "and nobody has answered yet" in written(bench, bench.heard("alice"))
    assert not described(bench, bench.heard("bob")).unanswered


def test_where_somebody_has_answered_it_is_not_said(bench):
    """One is enough."""
    post = bench.heard("alice")
    bench.world.post("bob", "With the lid up.", reply_to=post.uri)
    assert "nobody has answered" not in written(bench, post)


def test_whether_it_was_said_to_the_owner_is_known(bench):
    """It makes the first sentence."""
    assert "Alice asked you" in written(bench, bench.heard("alice", ASKS, mention=["owner"]))
    assert "asked you" not in written(bench, bench.heard("bob"))


# --- what was before


def test_the_last_words_of_the_two_are_brought_back(bench):
    """The post that is the occasion is no part of them."""
    bench.talked("alice")
    bench.later(days=40)
    said = described(bench, bench.heard("alice", ASKS, mention=["owner"]))
    assert said.last.yours == "The one from 1900, with the lighthouse on it."
    assert said.last.theirs == "Which of the 2 maps do you mean?"


def test_the_first_words_have_nothing_before_them(bench):
    """Nothing is made up."""
    assert described(bench, bench.heard("alice", ASKS, mention=["owner"])).last is None


def test_after_a_long_silence_it_says_how_long(bench):
    """From the posts themselves."""
    bench.heard("alice", "Good night, all.")
    bench.later(days=50)
    post = bench.heard("alice", "Back from the mountains, at last.")
    assert described(bench, post).silent_for == post.created_at - (post.created_at - timedelta(days=50, seconds=1))
    assert "is back, after seven weeks without a post" in written(bench, post, kind=NudgeKind.BACK)


# --- what the owner wrote about


@pytest.fixture
def about_letters(make):
    """The owner has said that they talk about letters."""
    return make(owner={"timezone": "Europe/Berlin", "languages": ["en"], "topics": ["letters"]})


def test_what_the_owner_wrote_about_the_same_is_brought_back(about_letters):
    """With its month, so that the owner remembers; the newest."""
    bench = about_letters
    for days in (200, 100):
        bench.read(bench.net.posts.say(PEOPLE["owner"], "Old Letters, flattened.", at=bench.now - days * DAY))
    said = described(bench, bench.heard("alice"))
    assert (said.subject, said.subject_at) == ("letters", bench.world.now() - 100 * DAY - timedelta(seconds=1))
    assert "In August you wrote about letters, so you may have what Alice needs." in written(
        bench, bench.heard("alice")
    )


@pytest.mark.parametrize("ago", [timedelta(hours=24), timedelta(hours=2)])
def test_what_the_owner_wrote_today_is_not_brought_back(about_letters, ago):
    """They know."""
    bench = about_letters
    post = bench.heard("alice")
    bench.read(bench.net.posts.say(PEOPLE["owner"], "Old letters, flattened.", at=bench.now - ago))
    assert described(bench, post).subject == ""


def test_an_answer_of_the_owners_is_nothing_they_wrote_about(about_letters):
    """It was somebody else's matter."""
    bench = about_letters
    post = bench.heard("bob", "A tern.")
    bench.read(bench.net.posts.say(PEOPLE["owner"], "No letters here.", reply_to=post.uri, at=bench.now))
    bench.later(days=3)
    assert described(bench, bench.heard("alice")).subject == ""


def test_where_nothing_is_shared_nothing_is_brought_back(bench):
    """A post without the owner's topics."""
    bench.read(bench.net.posts.say(PEOPLE["owner"], "Old letters, flattened.", at=bench.now - 9 * DAY))
    assert described(bench, bench.heard("alice")).subject == ""


# --- where no draft is offered


def test_where_a_draft_may_be_made_it_is_offered(bench):
    """As one of the words that can be answered."""
    assert "draft, later, skip, why" in written(bench, bench.heard("alice"))


@pytest.mark.parametrize("settings", [{"drafts": {"by": "off"}}, {"servers": {"books.example": {"drafts": "off"}}}])
def test_where_drafts_are_off_none_is_offered(make, settings):
    """Everywhere, or on the author's server."""
    bench = make(**settings)
    assert "draft" not in written(bench, bench.heard("alice"))


def test_under_sad_news_there_is_no_draft_and_no_way_in(bench):
    """The words are the owner's own, or none."""
    post = bench.heard("alice", "My father died on Sunday. I do not know what to say.")
    said = described(bench, post, kind=NudgeKind.SAD)
    assert said.way_in == ""
    assert "I have no draft for this" in written(bench, post, kind=NudgeKind.SAD)


def test_what_may_not_be_repeated_has_no_way_in(bench):
    """A way in would repeat it."""
    post = bench.heard("alice", QUESTION, visibility=Visibility.FOLLOWERS)
    assert described(bench, post).way_in == ""
    text = written(bench, post, kind=NudgeKind.FOLLOWERS_ONLY)
    assert "for followers only, so I do not repeat it here" in text
    assert "flatbed" not in text


def test_what_a_followers_only_post_asks_is_known_without_its_words(bench):
    """The facts were computed before the words were dropped."""
    post = bench.heard("alice", QUESTION, visibility=Visibility.FOLLOWERS)
    assert "Alice asked something" in written(bench, post, kind=NudgeKind.FOLLOWERS_ONLY)


# --- followers and steps


def test_since_when_a_follower_follows_is_said(bench):
    """With how they converse."""
    bench.world.follow("alice", "owner")
    bench.poll().notices()
    bench.meets("alice", SOCIABLE)
    text = written(bench, bench.heard("alice"), kind=NudgeKind.FOLLOWER)
    assert text.startswith("Alice began to follow you today")


def test_a_small_step_is_named(bench):
    """What was chosen is what the nudge says."""
    bench.greeted()
    bench.later(minutes=30)
    bench.meets("alice", SOCIABLE, goal="get-to-know")
    bench.heard("alice")
    bench.nudging().choose()
    bench.nudging().compose()
    assert "Nothing to say yet: reading along is enough for now." in bench.told()[0]


# --- before it is a suggestion


def test_a_choice_says_the_same_before_it_is_a_suggestion(bench):
    """For `look`: from the stored post, and without a code."""
    post = bench.heard("alice")
    [choice] = bench.judging.deliberate().choices
    teller = bench.teller
    with bench.tx() as tx:
        said = describe_choice(tx, teller, choice, bench.now)
    assert (said.code, said.kind, said.person.name, said.link) == ("", NudgeKind.QUESTION, "Alice", post.link)
    assert said.reasons == choice.judged.verdict.reasons


def test_a_choice_whose_post_is_not_stored_is_described_all_the_same(bench):
    """The trial stores nothing."""
    post = bench.heard("alice")
    [choice] = bench.judging.deliberate().choices
    with bench.tx() as tx:
        posts.forget_account(tx, post.author.key)
    teller = bench.teller
    with bench.tx() as tx:
        said = describe_choice(tx, teller, choice, bench.now)
    assert said.post.text == QUESTION
    assert (said.last, said.silent_for, said.unanswered) == (None, None, False)
