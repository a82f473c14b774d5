"""A plain logistic regression over signs, with a penalty: standard library only, the same result on every machine."""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

ROUNDS, RATE, SHRINK = 20, 0.3, 1.5
SEEN = 3
LEAST = 0.03
"""A smaller weight is left out."""

Example = tuple[tuple[str, ...], bool]


def common(made: Sequence[Example], rare: Collection[str]) -> list[Example]:
    """The examples without signs of these kinds that are seen too rarely to count."""
    uses = Counter(sign for found, _ in made for sign in found)
    return [
        (tuple(sign for sign in found if uses[sign] >= SEEN or sign.split()[0] not in rare), wanted)
        for found, wanted in made
    ]


def weights_of(made: Iterable[Example], rounds: int = ROUNDS) -> dict[str, float]:
    """What each sign counts for an example to be wanted."""
    weights, pace = defaultdict[str, float](float), defaultdict[str, float](float)
    order, chance = list(made), random.Random(1)  # noqa: S311 - an order of examples, no secrets
    shrink = {sign: SHRINK / number for sign, number in Counter(sign for found, _ in order for sign in found).items()}
    for _ in range(rounds):
        chance.shuffle(order)
        for found, wanted in order:
            _step(weights, pace, shrink, found, float(wanted))
    return {sign: round(number, 2) for sign, number in weights.items() if abs(number) >= LEAST}


def _step(
    weights: dict[str, float], pace: dict[str, float], shrink: dict[str, float], found: Sequence[str], wanted: float
) -> None:
    margin = weights["always"] + sum(weights[sign] for sign in found)
    error = 1 / (1 + math.exp(-max(-30.0, min(30.0, margin)))) - wanted
    for sign in ("always", *found):
        slope = error + shrink.get(sign, 0) * weights[sign]
        pace[sign] += slope * slope
        weights[sign] -= RATE * slope / math.sqrt(pace[sign] + 1e-8)
