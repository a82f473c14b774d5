"""Say what an order is worth. Pure: chance comes from a seed, so that the same numbers come out every time."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean

PLACES = 3
"""How many people a day: what stands below is not read."""

SHUFFLES = 10
RESAMPLES = 1000
SEED = 7


@dataclass(frozen=True, slots=True)
class Scored:
    """One post of a day: what a ranking gave it, and how good it was to be there.

    `grade` is 0 for a post that the owner left, 1 for one they answered, 2 if its author answered back.
    """

    score: float
    grade: int

    @property
    def answered(self) -> bool:
        """Whether the owner answered it."""
        return self.grade > 0


@dataclass(frozen=True, slots=True)
class Worth:
    """What one order of one day is worth: the first three lie between 0 and 1.

    `answered` is how many of its first three the owner answered, `back` how many of these were answered back.
    """

    average_precision: float
    precision: float
    gain: float
    answered: float = 0.0
    back: float = 0.0


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean over days, with the bounds between which it would lie in 95 of 100 samples of as many such days."""

    mean: float
    low: float
    high: float


def average_precision(grades: Sequence[int]) -> float:
    """The mean, over the answered posts, of the share of answered ones from the top down to each.

    >>> round(average_precision([1, 0, 2]), 3)
    0.833
    """
    places = [place for place, grade in enumerate(grades, start=1) if grade > 0]
    return fmean(number / place for number, place in enumerate(places, start=1)) if places else 0.0


def precision(grades: Sequence[int], places: int = PLACES) -> float:
    """The share of answered posts among the first few; a place that nothing fills counts as a miss.

    >>> precision([1, 0, 2, 0], 2)
    0.5
    """
    return sum(grade > 0 for grade in grades[:places]) / places


def gain(grades: Sequence[int], places: int = PLACES) -> float:
    """Normalised discounted cumulative gain: grades, discounted by place, as a share of what the best order would have.

    >>> gain([2, 1, 0]), round(gain([0, 2, 1]), 3)
    (1.0, 0.67)
    """
    best = _discounted(sorted(grades, reverse=True)[:places])
    return _discounted(grades[:places]) / best if best else 0.0


def _discounted(grades: Sequence[int]) -> float:
    return sum(grade / math.log2(place + 1) for place, grade in enumerate(grades, start=1))


def worth(day: Sequence[Scored], *, seed: int = SEED) -> Worth:
    """What the order by score is worth; equal scores stand in random order, and the mean of some orders is taken."""
    ties = len({one.score for one in day}) < len(day)
    dice = Random(seed)  # noqa: S311 - seeded on purpose: no secret depends on it
    orders = [_order(day, dice) for _ in range(SHUFFLES if ties else 1)]
    measures: tuple[Callable[[Sequence[int]], float], ...] = (average_precision, precision, gain, _answered, _back)
    return Worth(*(fmean(map(measured, orders)) for measured in measures))


def _answered(grades: Sequence[int]) -> int:
    return sum(grade > 0 for grade in grades[:PLACES])


def _back(grades: Sequence[int]) -> int:
    return sum(grade > 1 for grade in grades[:PLACES])


def _order(day: Sequence[Scored], dice: Random) -> list[int]:
    shuffled = dice.sample(day, len(day))
    return [one.grade for one in sorted(shuffled, key=lambda one: -one.score)]


def interval(values: Sequence[float], *, seed: int = SEED, resamples: int = RESAMPLES) -> Interval:
    """The mean with its bootstrap interval (2.5 and 97.5 of 100), drawn from the values themselves."""
    if not values:
        return Interval(0.0, 0.0, 0.0)
    dice = Random(seed)  # noqa: S311 - seeded on purpose: no secret depends on it
    means = sorted(fmean(dice.choices(values, k=len(values))) for _ in range(resamples))
    return Interval(fmean(values), _at(means, 0.025), _at(means, 0.975))


def answered_back(worths: Sequence[Worth], *, seed: int = SEED, resamples: int = RESAMPLES) -> Interval | None:
    """Of those in the first three whom the owner answered, the share that answered back; None where there was nobody.

    Over all days together, because most days have none or one; its bounds come from drawing days anew.
    """
    share = _share(worths)
    if share is None:
        return None
    dice = Random(seed)  # noqa: S311 - seeded on purpose: no secret depends on it
    drawn = (_share(dice.choices(worths, k=len(worths))) for _ in range(resamples))
    shares = sorted(one for one in drawn if one is not None)
    return Interval(share, _at(shares, 0.025), _at(shares, 0.975))


def _share(worths: Sequence[Worth]) -> float | None:
    answered = sum(one.answered for one in worths)
    return sum(one.back for one in worths) / answered if answered else None


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def each(worths: Sequence[Worth], of: Callable[[Worth], float]) -> list[float]:
    """One number of each day."""
    return [of(one) for one in worths]
