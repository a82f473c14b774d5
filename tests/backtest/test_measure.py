"""All of it together, on a small month whose outcome can be counted on the fingers."""

from __future__ import annotations

from datetime import time
from zoneinfo import ZoneInfo

import pytest

from bot.backtest import measure
from bot.backtest.measure import NUDGE, POPULARITY
from bot.decide.rules import default_pack, load
from bot.decide.schedule import Schedule
from tests.backtest.builders import ALICE, BOB, DAY, HOUR, NOON, OWNER, Month, a_post, an_act, four_posts

RULES = load(default_pack())
PACE = Schedule(ZoneInfo("UTC"), at=(time(9),), people_per_day=3)


def a_month(days=5):
    """Alice, a friend who talks with people, asks every day and is answered every time; on the last day she answers back."""
    month, asked = Month(), a_post(BOB)
    for n in range(20):
        month.post(ALICE, "Quite.", NOON - (12 + n) * DAY + n * HOUR / 7, to=asked)
    month.acts = [an_act(ALICE, by_owner=n % 2 == 0, at=NOON - (10 + n) * DAY) for n in range(30)]
    for ago in range(days):
        posts = four_posts(month, NOON - ago * DAY)
        answer = month.lena_answers(posts[0])
        if ago == 0:
            month.answer_back(answer, ALICE)
    return month


def measured(month, **values):
    return measure([month.record(**values)], OWNER, RULES, PACE)


def row(outcome, name):
    return next(row for row in outcome.rows if row.name == name)


def test_what_was_there_is_counted():
    """Five days, four posts on each, one more on the last; three people; one answered back."""
    found = measured(a_month())
    assert (found.days, found.posts, found.authors, found.answered, found.answered_back) == (5, 21, 3, 5, 1)


def test_a_ranking_that_is_always_right_is_worth_everything():
    """The one answered post stands first every day: MAP and nDCG 1, and one of three places is right."""
    ours = row(measured(a_month()), NUDGE)
    assert (ours.average_precision.mean, ours.gain.mean) == (1, 1)
    assert ours.precision.mean == pytest.approx(1 / 3)
    assert ours.ours_better_by is None


def test_newest_first_is_wrong_by_as_much_as_it_is():
    """The answered post is the oldest of four, on the last day of five: 1/4 four times and 1/5 once."""
    newest = row(measured(a_month()), "newest first")
    expected = (4 * 1 / 4 + 1 / 5) / 5
    assert newest.average_precision.mean == pytest.approx(expected)
    assert newest.ours_better_by.mean == pytest.approx(1 - expected)


def test_what_would_have_been_brought_is_what_the_choosing_code_brings():
    """Alice every day, by the very post, once a day, and at most three people."""
    found = measured(a_month()).brought
    assert (found.people, found.people_brought, found.posts, found.posts_brought) == (5, 5, 5, 5)
    assert found.days_with_one == 5
    assert found.suggestions <= 3 * 5


def test_somebody_brought_by_another_post_is_somebody_brought():
    """The person is the unit: of Alice's two posts that were answered one would have been brought."""
    month = a_month(days=1)
    month.lena_answers(next(post for post in month.said if post.text == "Soup."))
    found = measured(month).brought
    assert (found.people, found.people_brought) == (1, 1)
    assert (found.posts, found.posts_brought) == (2, 1)


def test_days_are_independent_of_one_another():
    """Nobody is passed over because they would have been suggested the day before."""
    assert measured(a_month(days=6)).brought.people_brought == 6


def test_an_archive_says_nothing_about_popularity_and_about_what_would_have_been_brought():
    """It has neither counts nor words."""
    found = measured(a_month(), wordless=True)
    assert POPULARITY not in [row.name for row in found.rows]
    assert found.brought is None


def test_nothing_to_measure_is_no_fault():
    """No rows, and nothing is divided by nothing."""
    found = measured(Month())
    assert (found.days, found.rows) == (0, ())


def test_two_networks_are_measured_together():
    """The days of both."""
    one, other = a_month(days=2), a_month(days=3)
    assert measure([one.record(), other.record()], OWNER, RULES, PACE).days == 5


def test_the_same_record_always_measures_the_same():
    """Whoever runs it again gets these numbers again."""
    month = a_month()
    month.post(BOB, "Soup.", NOON + 2 * HOUR)
    assert measured(month) == measured(month)
