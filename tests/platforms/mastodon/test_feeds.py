"""Down a feed to the mark: what counts as reached, what as a gap, and what the next mark is."""

from datetime import timedelta

import pytest

from bot.platforms.mastodon import feeds
from bot.platforms.mastodon.feeds import Mark, harvest
from tests.platforms.mastodon.builders import NOW

MINUTE = timedelta(minutes=1)
FLOOR = NOW - timedelta(days=2)


def row(number):
    """An entity that is `number` minutes old."""
    return {"id": f"id{number}", "created_at": (NOW - number * MINUTE).isoformat()}


def feed(rows, size=3):
    """A server that gives `size` entities a page."""

    def page(below):
        ids = [entity["id"] for entity in rows]
        start = ids.index(below) + 1 if below else 0
        return rows[start : start + size]

    return page


def test_reading_stops_at_the_mark():
    """The rest of its page comes along; the page after it is not asked for."""
    asked = []
    page = feed([row(number) for number in range(1, 20)])

    def counted(below):
        asked.append(below)
        return page(below)

    found = harvest(counted, Mark("id5", NOW - 5 * MINUTE), FLOOR, NOW)
    assert [entity["id"] for entity in found.entities] == [f"id{number}" for number in range(1, 7)]
    assert asked == [None, "id3"]
    assert (found.gap, found.mark) == (False, Mark("id1", NOW - MINUTE))


def test_a_short_page_at_the_top_is_followed_by_whole_ones():
    """What came within minutes is a few; where it is more, nothing between is lost."""
    asked = []
    rows = [row(number) for number in range(1, 60)]

    def page(below, most=feeds.PAGE):
        asked.append((below, most))
        return feed(rows, most)(below)

    found = feeds.since(page, Mark("id50", NOW - 50 * MINUTE), FLOOR, NOW)
    assert asked == [(None, 15), ("id15", 40)]
    assert (len(found.entities), found.gap) == (55, False)
    asked.clear()
    assert len(feeds.since(page, Mark("id2", NOW - 2 * MINUTE), FLOOR, NOW).entities) == 15
    assert asked == [(None, 15)]


def test_too_many_pages_are_a_gap():
    """The limit protects the server and the owner's day."""
    found = harvest(
        feed([row(number) for number in range(1, 100)]), Mark("id90", NOW - 90 * MINUTE), FLOOR, NOW, pages=5
    )
    assert (len(found.entities), found.gap) == (15, True)


def test_a_server_that_ignores_the_cursor_does_not_hold_us():
    """The same page again and again is the end (MO-8: snac2)."""
    found = harvest(lambda _: [row(1), row(2)], None, FLOOR, NOW)
    assert (len(found.entities), found.gap) == (2, False)


def test_an_empty_feed_leaves_the_mark():
    """And is no gap: it may only be being prepared."""
    mark = Mark("id5", NOW)
    assert harvest(lambda _: [], mark, FLOOR, NOW) == feeds.Harvest((), gap=False, mark=mark)


def test_an_empty_mark_id_stands_below_everything():
    """Nothing can be missing above it."""
    assert not harvest(feed([row(1)]), Mark("", NOW - timedelta(days=1)), FLOOR, NOW).gap


def test_a_mark_is_never_in_the_future():
    """A post from a clock that is ahead would hide what is said until then."""
    assert harvest(feed([row(-30)]), None, FLOOR, NOW).mark == Mark("id-30", NOW)


def test_entities_without_a_time_do_not_move_the_mark():
    """They are read, and the next one is the mark."""
    found = harvest(feed([{"id": "odd"}, row(2)]), None, FLOOR, NOW)
    assert found.mark == Mark("id2", NOW - 2 * MINUTE)
    assert len(found.entities) == 2


def test_marks_are_stored_as_text():
    """Of several feeds, and back again; no mark is an empty text."""
    marks = {"home": Mark("01JCX", NOW), "list/3": Mark("7", NOW - MINUTE)}
    assert marks == feeds.read(feeds.stored(marks))
    assert feeds.stored({}) == ""
    assert feeds.read("") == {}
    with pytest.raises(ValueError, match="Expecting"):
        feeds.read("not a mark")
