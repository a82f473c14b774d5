"""The formula gives the published numbers."""

from __future__ import annotations

import math

import pytest

from bot.backtest.fedialgo import DEFAULT, DISCUSSIONS, FRIENDS, chaos, dampened, decay, diversity, score

RAWS = {"NUM_REPLIES": 4, "INTERACTIONS": 3, "FOLLOWED_ACCOUNTS": 1}


@pytest.mark.parametrize(
    ("weights", "hours", "expected"),
    [
        (DEFAULT, 0, 6.653846328),
        (DEFAULT, 1, 5.785953329),
        (DEFAULT, 6, 2.004159905),
        (FRIENDS, 0, 8.135056749),
        (DISCUSSIONS, 0, 30.883026034),
    ],
)
def test_known_posts_get_their_known_scores(weights, hours, expected):
    """Three presets, three ages."""
    assert score(RAWS, weights, hours=hours) == pytest.approx(expected, abs=1e-8)


def test_without_ageing_only_the_sum_counts():
    """The part in the middle, at any age."""
    assert score(RAWS, FRIENDS, hours=100, decaying=False) == score(RAWS, FRIENDS, hours=0)


@pytest.mark.parametrize(("hours", "expected"), [(0, 1), (1, 0.8696), (6, 0.3012), (24, 0.001776), (-1, 1)])
def test_posts_age_fast(hours, expected):
    """After a day next to nothing is left."""
    assert decay(hours) == pytest.approx(expected, rel=1e-3)


def test_outliers_are_drawn_in_and_keep_their_sign():
    """32 to the power of 5/8 is 2 to the power of 25/8."""
    assert dampened(32) == pytest.approx(2**3.125)
    assert dampened(-32) == -dampened(32)
    assert dampened(0) == 0


def test_who_has_more_to_come_counts_for_each_post():
    """a, a, b, a, and b passes on a."""
    assert diversity([["a"], ["a"], ["b"], ["a"], ["b", "a"]]) == [3, 2, 1, 1, 0]


def test_a_reshare_counts_four_times():
    """One more of each is to come: two, four times."""
    assert diversity([["b", "a"], ["a"], ["b"]]) == [8, 0, 0]


def test_the_pinch_of_chance_is_the_texts_own():
    """The same on every machine, within its bounds, also for letters outside the first plane."""
    assert chaos("hello") == 0.04617605451494455
    assert chaos("") == 0
    assert chaos("🐦 bird") == chaos("🐦 bird")
    assert all(-1 <= chaos("tick " * times) < 1 for times in range(50))


def test_a_raw_that_has_no_weight_counts_nothing():
    """What the formula does not name, it does not count."""
    assert score({"MOON": math.pi}, FRIENDS, hours=0) == 1
