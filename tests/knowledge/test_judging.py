"""Judging what was read: everything that may still be suggested, closer looks for the likeliest, and the choice."""

from __future__ import annotations

import gc
from datetime import timedelta

from structlog.testing import capture_logs

from bot.decide.facts import Candidate
from bot.decide.rules import RuleSpec, default_pack, load
from bot.decide.rules.learning import THIS_PERSON
from bot.domain import Motive
from bot.knowledge.judging import Judging, likeliest
from bot.store import rule_counts
from tests.jobs.bench import OTHER_QUESTION, QUESTION

REMARK = "A tern."


def alive(kind):
    """How many of a kind are held by anybody."""
    gc.collect()
    return sum(isinstance(one, kind) for one in gc.get_objects())


def uris(judged):
    """Which posts these are."""
    return {one.candidate.post.uri for one in judged}


def test_everything_that_was_read_is_judged(bench):
    """Each post with its verdict and its lane."""
    question, remark = bench.heard("alice"), bench.heard("bob", REMARK)
    judged = {one.candidate.post.uri: one for one in bench.judging.judged()}
    assert set(judged) == {question.uri, remark.uri}
    assert judged[question.uri].rank > judged[remark.uri].rank
    assert judged[question.uri].motive is Motive.NEW


def test_with_a_wish_for_young_posts_older_ones_are_left_out(bench):
    """The first run brings nothing older than a day."""
    old = bench.heard("alice")
    bench.later(hours=24)
    day = bench.now - old.created_at
    assert uris(bench.judging.judged(day)) == {old.uri}
    young = bench.heard("bob", OTHER_QUESTION)
    assert uris(bench.judging.judged(day)) == {young.uri}
    assert uris(bench.judging.judged()) == {old.uri, young.uri}


def test_what_was_suggested_in_the_last_two_weeks_is_not_judged_again(bench):
    """Whatever became of it."""
    post = bench.heard("alice", "Which map do you mean?", mention=["owner"])
    bench.suggest(post, created_at=bench.now - timedelta(days=13, hours=23))
    assert bench.judging.judged() == []
    bench.later(hours=2)
    assert uris(bench.judging.judged()) == {post.uri}


def test_what_was_learned_counts(bench):
    """`more like this` says something about the person, too."""
    row = bench.nudged(bench.heard("alice"))
    bench.says(f"more like this {row.code}")
    bench.heard("alice", OTHER_QUESTION)
    [one] = bench.judging.judged()
    assert THIS_PERSON in {reason.rule for reason in one.verdict.reasons}


def test_of_the_likeliest_twelve_are_looked_at_closer(bench):
    """Best first; nobody who is vetoed, and nobody without a reason."""
    for number in range(14):
        address = f"p{number}@x.example"
        bench.net.people.join(address, f"P{number}")
        bench.read(bench.net.posts.say(address, f"{QUESTION} {number}"))
    bench.heard("bob", "Buy my new book about birds, 20% off until Sunday: https://shop.example/birds", language="en")
    best = likeliest(bench.judging.judged())
    assert len(best) == 12
    assert [one.rank for one in best] == sorted((one.rank for one in best), reverse=True)
    assert not any(one.verdict.vetoed or one.motive is None for one in best)


def test_whoever_is_vetoed_is_not_looked_at_closer(bench):
    """A call for somebody who is left alone is one too many."""
    bench.world.set_bio("alice", "#nobot")
    bench.heard("alice")
    assert len(bench.judging.judged()) == 1
    assert likeliest(bench.judging.judged()) == []


def test_a_deliberation_meets_newcomers_and_looks_closer_first(bench):
    """So that it decides on what is known by then."""
    bench.net.people.follow("carol@press.example", "owner@home.example")
    bench.world.post("carol", OTHER_QUESTION)
    bench.poll().notices()
    uri = bench.heard("alice").uri
    bench.world.post("bob", "With the lid up.", reply_to=uri)
    decided = bench.judging.deliberate()
    found = {choice.candidate.person.name: choice.candidate for choice in decided.choices}
    assert found["Alice"].talk.replies == 1
    assert bench.person("carol")


def test_each_post_is_judged_once_and_once_more_only_where_something_was_learned(bench, monkeypatch):
    """Most are not looked at closer, and stand as they stood; the rules are what a choice costs."""
    for number in range(20):
        address = f"p{number}@x.example"
        bench.net.people.join(address, f"P{number}")
        bench.read(bench.net.posts.say(address, f"{QUESTION} {number}" if number < 3 else REMARK))
    judged, rules = [], bench.judging.rules
    real = rules.judge
    monkeypatch.setattr(rules, "judge", lambda variables: judged.append(1) or real(variables))
    decided = bench.judging.deliberate()
    assert len(judged) == 20 + 12
    again = {one.candidate.post.uri: one.verdict for one in bench.judging.judged()}
    assert {choice.candidate.post.uri: choice.judged.verdict for choice in decided.choices}.items() <= again.items()


def test_what_stands_as_it_stood_is_held_once(bench, monkeypatch):
    """There may be thousands of posts, and a choice looks at them twice."""
    for number in range(20):
        bench.heard("alice", f"{QUESTION} {number}")
    first, held = bench.judging.judged(), []
    real = Judging.judge
    monkeypatch.setattr(
        Judging, "judge", lambda judging, found: held.append((len(found), alive(Candidate))) or real(judging, found)
    )
    bench.heard("bob", REMARK)
    assert len(bench.judging.judged(before=first)) == 21
    assert held == [(1, 21)]


def test_only_young_posts_are_looked_at_where_only_these_may_be_chosen(bench):
    """Of old ones nothing is asked."""
    bench.heard("alice")
    bench.later(hours=25)
    assert bench.judging.deliberate(young=timedelta(hours=24)).choices == ()
    assert bench.reader.times("thread") == 0


def test_who_would_be_chosen_is_known_by_name(bench):
    """For a line about what still matters."""
    assert bench.judging.names() == []
    bench.heard("alice")
    assert bench.judging.names() == ["Alice"]


def test_the_pace_and_what_was_suggested_bind_the_choice(make):
    """One a day is one a day; `more` adds a place."""
    bench = make(deliver={"at": "as-they-come", "quiet": "", "people_per_day": 1})
    bench.nudged(bench.heard("alice"))
    bench.talked("bob", 2)
    bench.later(hours=1)
    bench.heard("bob", OTHER_QUESTION)
    assert bench.judging.names() == []
    assert [c.candidate.person.name for c in bench.judging.deliberate(extra=1).choices] == ["Bob"]


def test_any_word_of_the_owners_restores_the_pace(bench):
    """Four nudges in a row without an answer slow it; whoever says something is there."""
    for number in range(4):
        bench.nudged(bench.heard("alice", f"{QUESTION} {number}"))
        bench.later(days=1)
    bench.later(hours=1)
    bench.heard("bob", OTHER_QUESTION)
    assert bench.judging.names() == []
    bench.says("hello")
    assert bench.judging.names() == ["Bob"]


def test_how_often_each_rule_fired_is_counted(bench):
    """For `rules`: each deliberation counts once."""
    bench.heard("alice")
    bench.judging.deliberate()
    with bench.tx() as tx:
        kept = rule_counts.kept(tx)
    assert kept.judged == 1
    assert kept.fired["a question"] == 1
    assert kept.failed == {}


def test_a_rule_that_cannot_be_evaluated_is_logged_once(bench):
    """With its place; how often it failed is counted."""
    bench.heard("alice")
    words = bench.judging.judged()[0].candidate.facts.words
    when = f"100 / (post.words - {words}) > 1"
    broken = RuleSpec(name="broken", when=when, score=1, because="never", where="line 7")
    rules = load(default_pack(), [broken])
    judging = type(bench.judging)(bench.store, rules, bench.enrichment, bench.config, bench.clock)
    with capture_logs() as logs:
        judging.deliberate()
        judging.deliberate()
    assert [entry["where"] for entry in logs if entry["event"] == "rule_failed"] == ["line 7"]
    with bench.tx() as tx:
        assert rule_counts.kept(tx).failed == {"broken": 2}
