"""The reasons for one suggestion: from what is stored, the weightiest first, seven at most, and nothing against anybody."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain import NudgeKind, Reason
from bot.store import posts
from tests.contract.memory_world import PEOPLE
from tests.decide.builders import LOUDSPEAKER, SOCIABLE
from tests.jobs.bench import OTHER_QUESTION, QUESTION

DAY = timedelta(days=1)
TOPICS = {"owner": {"timezone": "Europe/Berlin", "languages": ["en"], "topics": ["letters"]}}


def why(bench, post, **differs):
    """The lines of `why` for a nudge about this post."""
    differs.setdefault("reasons", ())
    row = bench.nudged(post, **differs)
    [said] = bench.says(f"why {row.code}")
    return said.split("\n\n")[1].splitlines() if said.count("\n\n") > 1 else []


# --- of the post


def test_what_was_said_and_when_comes_first(bench):
    """A question, or a post."""
    assert why(bench, bench.heard("alice"))[0] == "a question from a moment ago"
    assert why(bench, bench.heard("bob", "A tern over the pier."))[0] == "a post from a moment ago"


def test_how_many_have_answered_is_said_where_somebody_looked(bench):
    """And not under sad news."""
    post = bench.heard("alice")
    bench.world.post("bob", "With the lid up.", reply_to=post.uri)
    bench.enrichment.keep_thread(post, bench.reader.thread(post.ref))
    assert why(bench, post)[0] == "a question from a moment ago, one answer so far"
    sad = bench.heard("bob", "My father died on Sunday. I do not know what to say.")
    bench.enrichment.keep_thread(sad, bench.reader.thread(sad.ref))
    assert "answer" not in why(bench, sad, kind=NudgeKind.SAD)[0]


def test_what_was_said_to_the_owner_is_said_so(bench):
    """How long it stands open is no reason."""
    assert why(bench, bench.heard("alice", QUESTION, mention=["owner"]))[0] == "a question to you, from a moment ago"


def test_a_long_silence_before_it_is_a_reason(bench):
    """A month at least."""
    for who, days in (("alice", 31), ("bob", 29)):
        bench.heard(who, "Good night, all.")
        bench.later(days=days)
        lines = why(bench, bench.heard(who))
        assert any(line.startswith("the first post after") for line in lines) is (days == 31)


def test_what_the_owner_wrote_about_the_same_is_a_reason(make):
    """How often, and since when; answers do not count."""
    bench = make(**TOPICS)
    for days in (40, 20):
        bench.read(bench.net.posts.say(PEOPLE["owner"], "Old Letters, flattened.", at=bench.now - days * DAY))
    bobs = bench.heard("bob", "A tern.")
    bench.heard("owner", "No letters here.", reply_to=bobs.uri)
    assert "you wrote about letters in two posts, first in October" in why(bench, bench.heard("alice"))


def test_a_post_that_is_not_stored_any_more_has_no_words_to_speak_of(bench):
    """The rest is said."""
    post = bench.heard("alice")
    row = bench.nudged(post)
    with bench.tx() as tx:
        posts.forget_account(tx, post.author.key)
    [said] = bench.says(f"why {row.code}")
    assert "a question from" not in said


# --- of the two


@pytest.mark.parametrize(("wish", "line"), [
    ({"goal": "get-to-know"}, "you would like to get to know Alice"),
    ({"goal": "keep-in-touch", "every_days": 42.0}, "you would like to stay in touch with Alice"),
])  # fmt: skip
def test_what_the_owner_wants_is_a_reason(bench, wish, line):
    """They asked for it."""
    bench.meets("alice", **wish)
    assert line in why(bench, bench.heard("alice"))


def test_what_the_two_have_had_is_a_reason(bench):
    """In how many threads, or that they have never spoken."""
    assert "you two have never spoken" in why(bench, bench.heard("bob"))
    bench.talked("alice", 2)
    assert "you two have talked in two threads" in why(bench, bench.heard("alice"))


@pytest.mark.parametrize(("by", "told"), [("alice", "Alice wrote to you today"), ("owner", "you wrote to Alice today")])
def test_words_of_one_alone_are_told_alike_in_the_nudge_and_in_why(bench, by, told):
    """One truth for both: who wrote last without an answer; neither that they spoke, nor that they never did."""
    before = bench.heard("alice", "Which map is it?", mention=["owner"] if by == "alice" else [])
    if by == "owner":
        bench.heard("owner", "The one with the lighthouse.", reply_to=before.uri)
    bench.later(minutes=1)
    row = bench.suggest(bench.heard("alice", OTHER_QUESTION))
    bench.nudging().compose()
    nudge = bench.told()[-1]
    bench.listens()
    [lines] = bench.says(f"why {row.code}")
    assert told in lines.splitlines()
    assert "you two have never spoken" not in lines
    assert told[1:] in nudge
    assert "You last spoke" not in nudge


def test_the_first_words_to_the_owner_are_a_reason(bench):
    """Once."""
    assert "Alice's first words to you" in why(bench, bench.heard("alice", QUESTION, mention=["owner"]))
    assert "Alice's first words to you" not in why(bench, bench.heard("alice", OTHER_QUESTION, mention=["owner"]))


def test_since_when_somebody_follows_is_a_reason_for_a_follower(bench):
    """And for nobody else."""
    bench.world.follow("alice", "owner")
    bench.poll().notices()
    assert "Alice began to follow you today" in why(bench, bench.heard("alice"), kind=NudgeKind.FOLLOWER)
    assert "Alice began to follow you today" not in why(bench, bench.heard("alice", OTHER_QUESTION))


@pytest.mark.parametrize(("habits", "said"), [(SOCIABLE, True), (LOUDSPEAKER, False)])
def test_that_somebody_answers_people_is_a_reason(bench, habits, said):
    """With its count; that somebody does not is not said."""
    bench.meets("alice", habits)
    lines = why(bench, bench.heard("alice"))
    assert any("answers people:" in line for line in lines) is said
    assert not any("answers nobody" in line for line in lines)


def test_a_long_quiet_from_us_is_a_reason(bench):
    """A week at least; this nudge itself is none."""
    bench.nudged(bench.heard("alice"))
    assert not any("nothing from me" in line for line in why(bench, bench.heard("alice", OTHER_QUESTION)))
    bench.later(days=8)
    lines = why(bench, bench.heard("alice", f"{OTHER_QUESTION} 2"))
    assert any(line.startswith("nothing from me about Alice for") for line in lines)


# --- of the rules


def test_what_else_the_rules_say_comes_last_and_the_weightiest_first(bench):
    """Nothing that speaks against, nothing that is said more exactly, nothing without words."""
    reasons = (
        Reason("news or work of their own", 1.0, "good news"),
        Reason("speaks your language", 2.0, "in your language"),
        Reason("a question", 2.0, "a question of the rules"),
        Reason("a joke", -1.0, "a joke"),
        Reason("silent rule", 3.0, ""),
    )
    lines = why(bench, bench.heard("alice"), reasons=reasons)
    assert lines[-2:] == ["in your language", "good news"]
    assert not {"a joke", "a question of the rules", ""} & set(lines)


def test_what_was_learned_is_said_of_the_person(bench):
    """Once is no habit."""
    reasons = (
        Reason("this person", 0.4, "you took up 3 of 4 from this person"),
        Reason("like this", 0.3, "you took up one like this"),
    )
    lines = why(bench, bench.heard("alice"), reasons=reasons)
    assert "you took up 3 of 4 from Alice" in lines
    assert "you took up one like this" not in lines


def test_seven_lines_are_enough(bench):
    """The weightiest."""
    reasons = tuple(Reason(f"rule {n}", float(n), f"reason {n}") for n in range(1, 10))
    lines = why(bench, bench.heard("alice"), reasons=reasons)
    assert len(lines) == 7
    assert lines[-1] == "reason 5"
