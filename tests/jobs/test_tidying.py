"""What is kept no longer goes: posts nobody spoke under after the configured time, marks after eight days."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain import Goal, SuggestionEvent
from bot.knowledge import joining
from bot.platforms.memory.faults import Request
from bot.store import interactions, people, posts, seen, suggestions
from tests.contract.memory_world import PEOPLE
from tests.jobs.bench import EVENING, QUESTION


def stored(bench, *uris):
    """Which of these posts are stored."""
    with bench.tx() as tx:
        return [posts.get(tx, uri) is not None for uri in uris]


def acts(bench, who):
    """What somebody and the owner did towards each other."""
    with bench.tx() as tx:
        return interactions.of(tx, [f"memory:{PEOPLE[who]}"])


def test_old_posts_and_old_marks_go(make):
    """As long as was configured, and eight days."""
    bench = make(store={"keep_posts": "3d"})
    old, talk = bench.heard("alice").uri, bench.heard("bob", "Which map?", mention=["owner"]).uri
    bench.later(days=2)
    assert bench.tidying().step() is False
    assert stored(bench, old, talk) == [True, True]
    bench.later(days=1, seconds=5)
    bench.tidying().step()
    assert stored(bench, old, talk) == [False, True]
    with bench.tx() as tx:
        assert seen.were_seen(tx, [old])
    bench.later(days=6)
    bench.tidying().step()
    with bench.tx() as tx:
        assert not seen.were_seen(tx, [old])


def test_what_a_suggestion_is_still_open_about_stays(make):
    """However long it was put off: without its post it could not be brought again. Once it has ended, the post goes."""
    bench = make(store={"keep_posts": "2d"})
    bench.greeted()
    off, skipped = (bench.heard("alice"), bench.heard("bob", "Which map?"))
    row, other = bench.nudged(off), bench.nudged(skipped)
    bench.says(f"later 3w {row.code}")
    bench.says(f"skip {other.code}")
    bench.later(days=20)
    bench.tidying().step()
    assert stored(bench, off.uri, skipped.uri) == [True, False]
    bench.later(days=2)
    bench.nudging().compose()
    assert QUESTION in bench.told()[-1]
    bench.says(f"skip {row.code}")
    bench.tidying().step()
    assert stored(bench, off.uri) == [False]


def test_a_talk_that_a_suggestion_is_open_about_stays(bench):
    """Also where what was said to each other goes; once the answer is out, it goes too."""
    talk, out = (bench.heard(who, f"And yours, {who}?", mention=["owner"]) for who in ("alice", "bob"))
    bench.nudged(talk)
    bench.published(out)
    with bench.tx() as tx:
        posts.drop_exchanges(tx, bench.now)
    assert stored(bench, talk.uri, out.uri) == [True, False]


def test_what_two_said_to_each_other_goes_when_an_end_was_set(make):
    """The words; that they spoke, and when, is still known. Without an end they stay."""
    bench = make(store={"keep_posts": "3d", "keep_exchanges": "12w"})
    talk = bench.heard("bob", "Which map?", mention=["owner"]).uri
    before = acts(bench, "bob")
    bench.later(weeks=12)
    bench.tidying().step()
    assert stored(bench, talk) == [True]
    bench.later(seconds=5)
    bench.tidying().step()
    assert stored(bench, talk) == [False]
    assert acts(bench, "bob") == before
    assert bench.config.store.keep_exchanges is not None
    assert make().config.store.keep_exchanges is None


# --- people


STRANGER = "nadia@far.example"


@pytest.fixture
def passed_on(make):
    """Alice, whom the owner follows, passed on what a stranger said, and then both said no more; posts are kept for three days."""
    bench = make(store={"keep_posts": "3d"})
    bench.net.people.join(STRANGER, "Nadia Holt")
    bench.heard("alice")
    bench.strange = bench.seen(bench.net.posts.say(STRANGER, "The tide tables of 1911 are online.").uri)
    bench.read(bench.strange)
    bench.heard("bob")
    return bench


def kept(bench, who):
    """Whether anything is known of an account."""
    with bench.tx() as tx:
        return people.known(tx, f"memory:{PEOPLE.get(who, who)}") is not None


def pass_by(bench):
    """Days go by until no post is kept."""
    bench.later(days=3, seconds=5)
    bench.tidying().step()


def test_who_is_tied_to_nobody_goes_with_what_they_said(passed_on):
    """A year of strangers whose words were passed on once does not stay in the file; whoever is followed does, however silent."""
    persons = passed_on.person(STRANGER).id
    pass_by(passed_on)
    assert [kept(passed_on, who) for who in (STRANGER, "alice", "bob")] == [False, True, True]
    with passed_on.tx() as tx, pytest.raises(KeyError):
        people.person(tx, persons)


def test_how_the_owner_stands_to_whoever_stays_is_not_asked_again_soon(passed_on):
    """One question for all of them, and the next one after three months."""
    pass_by(passed_on)
    assert passed_on.reader.times("relationships") == 1
    passed_on.later(days=89)
    passed_on.tidying().step()
    assert passed_on.reader.times("relationships") == 1
    passed_on.later(days=2)
    passed_on.tidying().step()
    assert passed_on.reader.times("relationships") == 2


def noted(**wishes):
    """The owner wants this with them."""
    return lambda bench: bench.meets(STRANGER, **wishes)


def spoke(bench):
    """They named the owner once; the words are not kept."""
    bench.read(bench.seen(bench.net.posts.say(STRANGER, f"@{PEOPLE['owner']} which map?").uri))
    with bench.tx() as tx:
        posts.drop_exchanges(tx, bench.now + timedelta(days=1))


def suggested(bench):
    """They were suggested once, to no end."""
    row = bench.suggest(bench.strange)
    with bench.tx() as tx:
        suggestions.move(tx, row, SuggestionEvent.TOO_OLD, now=bench.now)


def joined(bench):
    """The owner said that two accounts are one person."""
    one, other = bench.person(STRANGER).id, bench.meets("carol").id
    with bench.tx() as tx:
        joining.join(tx, one, other, now=bench.now)


TIES = {
    "a goal": noted(goal=Goal.GET_TO_KNOW),
    "a note": noted(note="met in Leeds"),
    "never": noted(never=True),
    "quiet": noted(quiet_until=EVENING),
    "a reminder": noted(remind_at=EVENING, remind_text="the box"),
    "is followed": lambda bench: bench.net.people.follow(PEOPLE["owner"], STRANGER),
    "follows": lambda bench: bench.net.people.follow(STRANGER, PEOPLE["owner"]),
    "was suggested": suggested,
    "spoke": spoke,
    "is one with another": joined,
}


@pytest.mark.parametrize("tie", TIES.values(), ids=list(TIES))
def test_whoever_is_tied_to_the_owner_by_anything_stays(passed_on, tie):
    """What the owner wants with them, what the two said or did, or what the network knows."""
    tie(passed_on)
    pass_by(passed_on)
    assert kept(passed_on, STRANGER)


def test_where_the_network_does_not_answer_nobody_goes(passed_on):
    """It is asked the next time."""
    passed_on.net.faults.add("500", Request.READ)
    pass_by(passed_on)
    assert kept(passed_on, STRANGER)
    passed_on.tidying().step()
    assert not kept(passed_on, STRANGER)


def test_where_the_network_says_nothing_of_anybody_nothing_is_decided(passed_on):
    """A server that answers with an empty page says of nobody that they are not followed."""
    passed_on.reader._role.relationships = lambda _: {}
    pass_by(passed_on)
    assert kept(passed_on, STRANGER)


def test_an_account_that_is_gone_from_its_network_goes(passed_on):
    """It is told of others, and not of this one."""
    real = passed_on.reader._role.relationships
    passed_on.reader._role.relationships = lambda asked: real([one for one in asked if one.address != STRANGER])
    pass_by(passed_on)
    assert [kept(passed_on, who) for who in (STRANGER, "alice", "bob")] == [False, True, True]


def test_an_id_is_never_given_twice(passed_on):
    """The newest person stays, whoever it is: what was said of one id is not said of somebody else."""
    passed_on.read(passed_on.seen(passed_on.net.posts.say(PEOPLE["carol"], "The newest.").uri))
    newest = passed_on.person("carol").id
    pass_by(passed_on)
    assert not kept(passed_on, STRANGER)
    assert kept(passed_on, "carol")
    passed_on.net.people.join("late@far.example", "Late")
    assert passed_on.meets("late@far.example").id > newest
