"""Score a feed by the published formula of fedialgo 1.2.42, written anew from its description.

    score = (1 + sum of g(raw x weight x trending multiplier)) x decay

with g(x) = sign(x) |x|^(1/1.6), and decay = 1.15^-(hours^1.2). The raws are counts of many kinds; here come from it what a
login of ours may know. The trending raws and "already shown" are 0, and so are the tags that the owner follows or
liked, and reshares in the feed, which are no posts of their own here.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

DAMPENER = 1.6
DECAY = 1.5
DECAY_POWER = 1.2

DEFAULT: Mapping[str, float] = {
    "INTERACTIONS": 1,
    "MOST_REPLIED": 1,
    "MOST_RETOOTED": 1.5,
    "FAVOURITED_ACCOUNTS": 1,
    "FOLLOWED_ACCOUNTS": 1.5,
    "FOLLOWERS": 0.1,
    "MENTIONS_FOLLOWED": 2,
    "NUM_REPLIES": 1,
    "NUM_RETOOTS": 1,
    "NUM_FAVOURITES": 0,
    "RETOOTED_IN_FEED": 2,
    "PARTICIPATED_TAGS": 0.15,
    "DIVERSITY": -3,
    "AUTHOR_FOLLOWERS": -0.1,
    "CHAOS": 1,
}
"""Weights by the names that the formula gives its parts, as its preset Default has them."""

FRIENDS: Mapping[str, float] = {
    **DEFAULT,
    "INTERACTIONS": 4,
    "MOST_REPLIED": 3,
    "MOST_RETOOTED": 3,
    "MENTIONS_FOLLOWED": 3,
    "NUM_REPLIES": 0.3,
    "NUM_RETOOTS": 0.3,
}
"""The preset that goes by the relation."""

DISCUSSIONS: Mapping[str, float] = {
    **DEFAULT,
    "MOST_REPLIED": 0.15,
    "MOST_RETOOTED": 0.2,
    "FOLLOWED_ACCOUNTS": 0.3,
    "MENTIONS_FOLLOWED": 5,
    "NUM_REPLIES": 50,
    "NUM_RETOOTS": 0.2,
    "RETOOTED_IN_FEED": 6,
    "PARTICIPATED_TAGS": 0.3,
    "DIVERSITY": 0,
    "CHAOS": 0,
}
"""The preset that goes where the talk is."""


def score(raws: Mapping[str, float], weights: Mapping[str, float], *, hours: float, decaying: bool = True) -> float:
    """What a post is worth by the formula, so many hours after it was said. A raw without a weight counts nothing."""
    total = 1 + sum(dampened(raw * weights.get(name, 0)) for name, raw in raws.items())
    return total * (decay(hours) if decaying else 1.0)


def dampened(value: float) -> float:
    """Outliers drawn in: the value to the power of 1/1.6, its sign kept."""
    return math.copysign(abs(value) ** (1 / DAMPENER), value)


def decay(hours: float) -> float:
    """What is left of a score after some hours."""
    return float((1 + DECAY / 10) ** -(max(0.0, hours) ** DECAY_POWER))


def diversity(authors: Sequence[Iterable[str]]) -> list[int]:
    """For each post of a feed, oldest first, how many more of its accounts are still to come.

    `authors` names for each post its author; for a reshare the one who passed it on and the author, and there the number
    counts four times. (Raw; its weight is negative, so the last word of each account stands best.)
    """
    accounts = [tuple(of_post) for of_post in authors]
    in_all = Counter(account for of_post in accounts for account in of_post)
    so_far: Counter[str] = Counter()
    raws = []
    for of_post in accounts:
        so_far.update(of_post)
        left = sum(in_all[account] - so_far[account] for account in of_post)
        raws.append(left * (RESHARE_COUNTS if len(of_post) > 1 else 1))
    return raws


RESHARE_COUNTS = 4
_WORD = 2**32


def chaos(text: str) -> float:
    """The formula's pinch of chance: the text's 32-bit hash as a share of 2^31, from -1 to 1."""
    units = text.encode("utf-16-le")
    hashed = 0
    for low, high in zip(units[::2], units[1::2], strict=True):
        hashed = (low + 256 * high + (hashed << 5) - hashed) % _WORD
    return (hashed - _WORD if hashed >= _WORD // 2 else hashed) / (_WORD // 2)
