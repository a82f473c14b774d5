"""How far back home is read, and what of it is new (BT-1 to BT-5)."""

from datetime import timedelta

import pytest

from bot.platforms.bluesky.home import HomeMark, HomeRun
from bot.platforms.bluesky.paging import pages
from bot.platforms.bluesky.preferences import Preferences
from tests.platforms.bluesky.builders import ALICE, BOB, NOON, an_item

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def a_page(*keys, ago=timedelta(), **fields):
    """One answer with these posts, newest first, a minute apart."""
    return {"feed": [an_item(key, ago=ago + number * MINUTE) for number, key in enumerate(keys)], **fields}


def run(*answers, mark="", known=(), floor=NOON - DAY, most=20):
    """Read these answers; which of them were asked for, and what came of it."""
    asked = []

    def give():
        for answer in answers:
            asked.append(answer)
            yield answer

    def seen(uris):
        return frozenset(uri for uri in uris if uri.rpartition("/")[2] in known)

    batch = HomeRun(HomeMark.read(mark), floor, seen, Preferences()).read(give(), most)
    return batch, len(asked)


def keys(batch):
    """The posts of a batch by their keys."""
    return [post.uri.rpartition("/")[2] for post in batch.items]


def the_mark(ago, start=""):
    """A mark of an earlier run."""
    return HomeMark(NOON - ago, start).written()


def test_new_posts_come_oldest_first():
    """And the mark is the newest of them."""
    batch, _ = run(a_page("c", "b", "a"))
    assert keys(batch) == ["a", "b", "c"]
    assert HomeMark.read(batch.mark).at == NOON


def test_one_page_is_enough_when_something_on_it_is_known():
    """The unseen ones on it are new, those below the mark too: they came late (BT-3)."""
    batch, asked = run(a_page("new", "known", "late"), a_page("older"), mark=the_mark(MINUTE), known={"known"})
    assert (keys(batch), asked, batch.gap) == (["late", "new"], 1, False)


def test_further_pages_are_read_while_a_whole_page_was_unseen():
    """Also behind a page that the server left empty (BT-4)."""
    answers = a_page("d", "c"), {"feed": []}, a_page("b", "known", ago=5 * MINUTE), a_page("older")
    batch, asked = run(*answers, mark=the_mark(6 * MINUTE), known={"known"})
    assert (keys(batch), asked, batch.gap) == (["b", "c", "d"], 3, False)


def test_reading_stops_at_the_floor():
    """What lies below it is left out; below the mark that is no gap, above it one."""
    answers = a_page("c"), a_page("b", ago=2 * DAY), a_page("a", ago=3 * DAY)
    first, asked = run(*answers)
    assert (keys(first), asked, first.gap) == (["c"], 2, False)
    after_a_stop, _ = run(*answers, mark=the_mark(4 * DAY))
    assert (keys(after_a_stop), after_a_stop.gap) == (["c"], True)


def test_no_run_reads_more_than_its_pages():
    """What is left then is a gap, told and logged."""
    batch, asked = run(*(a_page(f"p{n}", ago=n * MINUTE) for n in range(30)), mark=the_mark(DAY / 2), most=20)
    assert (asked, len(batch.items), batch.gap) == (20, 20, True)


def test_a_feed_that_ends_above_the_mark_is_a_gap():
    """The server could not give everything."""
    batch, _ = run(a_page("new"), mark=the_mark(MINUTE * 5))
    assert batch.gap


def test_nothing_new_is_no_gap_and_keeps_the_mark():
    """An empty home, or one that has lost its newest post."""
    mark = the_mark(MINUTE)
    assert run({"feed": []}, mark=mark)[0].mark == mark
    assert not run({"feed": []}, mark=mark)[0].gap
    assert run({"feed": []})[0].mark == ""
    assert run(a_page("old", ago=DAY / 2), mark=mark, known={"old"})[0].mark == mark


def test_a_server_that_names_places_is_asked_from_there():
    """Its answer ends at the mark by itself: no gap, although nothing known was met (BT-1)."""
    batch, _ = run(a_page("new", startCursor="place-2"), mark=the_mark(MINUTE, "place-1"))
    assert (keys(batch), batch.gap) == (["new"], False)
    assert HomeMark.read(batch.mark).start == "place-2"


def test_a_post_and_its_reshare_are_two_items_and_each_comes_once():
    """By whom it was passed on is part of what it is (BT-2)."""
    reason = {"$type": "app.bsky.feed.defs#reasonRepost", "by": {"did": BOB}, "indexedAt": "2026-11-18T12:00:00Z"}
    feed = [an_item("a", reason=reason), an_item("a"), an_item("a")]
    batch, _ = run({"feed": feed})
    assert [(post.author.uid, post.reshared_by and post.reshared_by.uid) for post in batch.items] == [
        (ALICE, None),
        (ALICE, BOB),
    ]


def test_a_broken_item_is_skipped_and_counted():
    """The page and the mark are as if it were not there."""
    answer = a_page("b", "a")
    answer["feed"].insert(1, {"post": {"uri": "at://x"}})
    batch, _ = run(answer)
    assert (keys(batch), batch.skipped) == (["a", "b"], 1)


@pytest.mark.parametrize("mark", ["", "{", "[]", '{"at": "yesterday"}', "17"])
def test_an_unreadable_mark_stands_before_everything(mark):
    """Then the floor bounds the run."""
    assert HomeMark.read(mark).written() == ""
    assert keys(run(a_page("a"), mark=mark)[0]) == ["a"]


def test_paging_ends_without_a_cursor_at_the_mark_and_where_it_stands_still():
    """And at nothing else (BT-4)."""
    given = {None: {"cursor": "1"}, "1": {"cursor": "2", "items": []}, "2": {"cursor": "since"}, "since": {}}
    assert len(list(pages(given.__getitem__))) == 4
    assert len(list(pages(given.__getitem__, until="since"))) == 3
    assert len(list(pages(lambda _cursor: {"cursor": "same"}))) == 2
