"""`more` and `look`: one more person, or the very post that the owner names."""

from __future__ import annotations

import pytest

from bot.domain import SuggestionState
from bot.errors import PlatformError
from bot.platforms.memory.faults import Request
from bot.store import posts
from tests.jobs.bench import OTHER_QUESTION, QUESTION


def asked_for(bench):
    """About whom there are suggestions after what was asked for was looked at."""
    job = bench.nudging()
    while job.asked_for():
        pass
    return [row.code for row in bench.rows()]


def test_look_alone_is_more(bench):
    """One more person."""
    bench.greeted()
    assert bench.says("look") == []
    bench.nudging().choose()
    assert bench.told() == ["Nobody whom I would bring you now."]


def test_look_twice_in_five_minutes_says_the_same(bench):
    """Nobody else is brought by it; later it looks anew."""
    bench.greeted()
    for _ in range(2):
        bench.says("look")
        bench.nudging().choose()
    assert bench.told() == []
    bench.heard("alice")
    assert bench.says("look") == ["Nobody whom I would bring you now."]
    bench.later(minutes=6)
    bench.says("look")
    bench.nudging().choose()
    bench.nudging().compose()
    [brought] = bench.told()
    bench.heard("bob", OTHER_QUESTION)
    assert bench.says("look") == [brought]
    bench.nudging().choose()
    assert [row.code for row in bench.rows()] == ["a1"]


def test_look_twice_in_five_minutes_names_the_same_who_have_just_written(bench):
    """Unless the owner has asked for quiet about them since."""
    bench.greeted()
    bench.talked("alice", 2)
    bench.heard("alice", "Which of the maps do you mean?", mention=["owner"])
    bench.says("look")
    bench.nudging().choose()
    [said] = bench.told()
    assert "What Alice wrote" in said
    assert bench.says("look") == [said]
    bench.says("never alice")
    assert bench.says("look") == ["Nobody whom I would bring you now."]


def test_look_twice_does_not_say_that_there_is_nobody_while_somebody_comes(bench):
    """Their network failed, and is asked again in minutes."""
    bench.greeted()
    bench.heard("alice")
    bench.says("look")
    bench.nudging().choose()
    bench.net.faults.add("before", Request.READ)
    with pytest.raises(PlatformError):
        bench.nudging().compose()
    assert bench.says("look") == []
    bench.later(minutes=6)
    bench.nudging().compose()
    assert [said.split()[0] for said in bench.told()] == ["Alice"]


def test_look_twice_is_answered_where_the_one_who_was_chosen_comes_in_the_morning(make):
    """In quiet hours only who is asked for comes, and `stop` takes that back."""
    bench = make(deliver={"at": "as-they-come", "quiet": "22:00-07:00"})
    bench.greeted()
    bench.until("2026-11-18", 23)
    bench.heard("alice")
    bench.says("look")
    bench.nudging().choose()
    assert bench.says("look") == []
    bench.says("stop")
    bench.says("resume")
    assert bench.says("look") == ["Nobody whom I would bring you now."]
    assert bench.nudging().compose() is False
    assert bench.told() == []


def test_look_twice_in_five_minutes_repeats_nothing_that_is_known_to_be_deleted(bench):
    """The network has said meanwhile that it is gone."""
    bench.greeted()
    post = bench.heard("alice")
    bench.says("look")
    bench.nudging().choose()
    bench.nudging().compose()
    assert len(bench.told()) == 1
    with bench.tx() as tx:
        posts.gone(tx, post.uri)
    assert bench.says("look") == ["Nobody whom I would bring you now. list shows what is open."]


def test_a_stored_post_is_brought(bench):
    """By its address, once, though it is said twice."""
    post = bench.heard("alice")
    for _ in range(2):
        assert bench.says(f"look {post.link}") == []
    assert bench.nudging().asked_for() is False
    assert [row.code for row in bench.rows()] == ["a1"]


def test_two_posts_are_brought_both(bench):
    """In order."""
    for who in ("bob", "alice"):
        bench.says(f"look {bench.heard(who).link}")
    assert asked_for(bench) == ["b1", "a1"]


def test_a_post_that_nobody_knows_is_looked_up(bench):
    """And heard again then."""
    post = bench.post("carol")
    assert bench.says(f"look {post.link}") == []
    assert bench.acquaint().wanted()
    bench.acquaint().step()
    bench.hears()
    assert asked_for(bench) == ["c1"]


def test_the_owners_own_post_is_not_brought(bench):
    """It is said so."""
    post = bench.heard("owner", "The pier in the fog.")
    assert bench.says(f"look {post.link}") == ["That is a post of your own, so nothing happened."]
    assert asked_for(bench) == []


def test_a_post_that_was_brought_before_is_said_how_it_stands(bench):
    """With how to see it again, if it was ever shown."""
    post, other = bench.heard("alice"), bench.heard("bob", f"{QUESTION} 2")
    bench.nudged(post)
    bench.suggest(other)
    assert bench.says(f"look {post.link}") == [
        "I brought you this one by Alice before, and it is open. show brings it again. [a1]"
    ]
    assert bench.says(f"look {other.link}") == ["I have chosen this one by Bob already: comes later. [b1]"]
    bench.says("skip a1")
    assert bench.says(f"look {post.link}") == [
        "I brought you this one by Alice before, and you let it go. show a1 brings it again. [a1]"
    ]
    assert asked_for(bench) == ["a1", "b1"]


def test_a_post_that_was_brought_and_is_known_to_be_deleted_is_not_offered_to_be_shown(bench):
    """`show` would refuse it."""
    post = bench.heard("alice")
    bench.nudged(post)
    with bench.tx() as tx:
        posts.gone(tx, post.uri)
    [said] = bench.says(f"look {post.link}")
    assert said == bench.says("show a1")[0]
    assert said.startswith("When I last looked, that post of Alice's could no longer be answered")


def test_an_address_alone_asks_for_that_post(bench):
    """Where nothing else is awaited."""
    post = bench.heard("alice")
    bench.says(post.link)
    assert asked_for(bench) == ["a1"]


def test_an_address_alone_is_an_answer_where_one_is_awaited(bench):
    """The words are shown back."""
    row = bench.nudged(bench.heard("alice"))
    other = bench.heard("bob", f"{QUESTION} 2")
    assert bench.says(other.link)[0].startswith("This would stand under your name")
    assert asked_for(bench) == ["a1"]
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
