"""What an order is worth: every number here was worked out by hand."""

from __future__ import annotations

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.backtest.metrics import Scored, average_precision, gain, interval, precision, worth

GRADES = st.lists(st.integers(0, 2), min_size=1, max_size=12)


def scored(*pairs):
    return [Scored(score, grade) for score, grade in pairs]


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        ([1], 1),
        ([0, 1], 1 / 2),
        ([1, 0, 1], (1 / 1 + 2 / 3) / 2),
        ([0, 2, 0, 1, 1], (1 / 2 + 2 / 4 + 3 / 5) / 3),
        ([0, 0], 0),
        ([], 0),
    ],
    ids=str,
)
def test_average_precision_asks_at_each_answered_post_how_many_above_it_were(grades, expected):
    """The share of answered ones from the top down to each, in the mean."""
    assert average_precision(grades) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("grades", "expected"),
    [([1, 1, 2, 0], 1), ([0, 2, 0, 1], 1 / 3), ([0, 0, 0, 1], 0), ([1], 1 / 3)],
    ids=str,
)
def test_precision_looks_at_three_places(grades, expected):
    """Nobody reads further; a place that nothing fills is a miss."""
    assert precision(grades) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        ([2, 1, 0], 1),
        ([0, 2, 1], (2 / log2(3) + 1 / log2(4)) / (2 / log2(2) + 1 / log2(3))),
        ([1, 0, 0, 2], (1 / log2(2)) / (2 / log2(2) + 1 / log2(3))),
        ([0, 0, 0, 1], 0),
        ([0, 0], 0),
    ],
    ids=str,
)
def test_gain_counts_height_and_being_answered_back(grades, expected):
    """A grade of two in the second place is worth 2 / log2(3), as a share of the best order."""
    assert gain(grades) == pytest.approx(expected)


def test_the_highest_score_stands_first():
    """Whatever order the posts came in."""
    day = scored((0.1, 0), (0.9, 1), (0.5, 2), (0.7, 0))
    assert worth(day).average_precision == pytest.approx((1 / 1 + 2 / 3) / 2)
    assert worth(day).precision == pytest.approx(2 / 3)


def test_equal_scores_win_nothing_by_the_order_they_came_in():
    """A ranking that says nothing is worth what chance is worth, not what the list happened to look like."""
    first = scored(*[(0, 1)] + [(0, 0)] * 9)
    last = scored(*[(0, 0)] * 9 + [(0, 1)])
    for day in (first, last):
        assert 0 < worth(day).average_precision < 0.7


def test_the_same_day_is_always_worth_the_same():
    """Chance comes from a seed."""
    day = scored((0, 1), (0, 0), (0, 2), (1, 0))
    assert worth(day) == worth(day)


def test_an_interval_holds_its_mean_and_shrinks_with_more_days():
    """Of a hundred days one knows more than of ten."""
    few, many = interval([0, 1] * 5), interval([0, 1] * 50)
    assert few.low < few.mean == 0.5 < few.high
    assert few.low < many.low < 0.5 < many.high < few.high


def test_an_interval_of_days_that_are_all_alike_has_no_width():
    """Nothing to be unsure of; and of no days nothing is said."""
    assert (interval([0.25] * 8).low, interval([0.25] * 8).high) == (0.25, 0.25)
    assert interval([]).mean == 0


@given(GRADES)
def test_no_order_is_worth_more_than_the_best(grades):
    """Everything lies between nothing and the sorted order."""
    best = sorted(grades, reverse=True)
    for measured in (average_precision, precision, gain):
        assert 0 <= measured(grades) <= measured(best) + 1e-9 <= 1 + 2e-9
