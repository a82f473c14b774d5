"""What is kept no longer goes: posts nobody spoke under after the configured time, marks after eight days."""

from __future__ import annotations

from bot.store import posts, seen
from tests.contract.memory_world import PEOPLE
from tests.jobs.bench import QUESTION


def stored(bench, *uris):
    """Which of these posts are stored."""
    with bench.tx() as tx:
        return [posts.get(tx, uri) is not None for uri in uris]


def acts(bench, who):
    """What somebody and the owner did towards each other."""
    with bench.tx() as tx:
        return posts.ledger(tx, [f"memory:{PEOPLE[who]}"])


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
