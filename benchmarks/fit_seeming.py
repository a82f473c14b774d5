r"""Fit the weights by which a message seems to be said to the program where no shape knows it.

    python benchmarks/fit_seeming.py tests/data/sayings/invented.tsv tests/data/sayings/whose.tsv \
        tests/data/sayings/understanding.tsv --frames tests/data/sayings/frames.tsv \
        --remarks tests/data/sayings/remarks.txt --to bot/decide/commands/seeming.bin

Each table has `request` or `words`, a tab and what was said; the first counts most, for it was written by many hands and spread
over everything that is said. Of the frames some lines are drawn (`frames.py`); the lines of `--remarks` are said to somebody, too.
`--folds` prints instead what comes out on parts of the first table that were left out of the fit, `--explain TEXT` what each sign
of a message counts in the weights that come with the program. The same lines make the same weights on every machine.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # so that it runs in a checkout that was not installed

from frames import spelt_out
from understanding import PEOPLE, table

from bot.decide.commands.seeming import (
    LONGEST,
    SHORT,
    STEPS,
    SURE,
    Weights,
    counted,
    numbered,
    packed,
    read,
    signs,
    tokens,
    weighed,
)
from bot.decide.commands.shapes import spoken

FOLDS = 5
EACH = {"request": 12, "words": 24}
"""Lines of a frame."""

FIRST, OTHER, DRAWN = 1.0, 0.5, 0.2
"""What a line counts of the first table, of the others and of what is long, and of what was drawn from frames."""

SEEN = 2
"""A sign that is in fewer lines is left out: it would be learnt by heart."""

ROUNDS, RATE = 9, 0.1

LEFT_OUT = 0.4
"""The share of the signs of a line that it is learnt without each time, so that it hangs on no few (Srivastava et al. 2014)."""

MOST = 127
Found = tuple["array[int]", "array[float]"]
"""The signs of a line: which, and what share of its weight each counts; more where others are left out."""

KNOWN = frozenset(part for name in PEOPLE.lower().split(", ") for part in (name, *name.split()))


@dataclass(frozen=True, slots=True)
class Line:
    """What was said, whether to the program, and what it counts."""

    text: str
    asked: bool
    counts: float


def lines(tables: Sequence[Path], frames: Path | None, remarks: Path | None) -> list[Line]:
    """Everything that was said, each text once; what is too long to be asked about is left out."""
    read_first, *others = ([(text, kind == "request") for kind, text in table(path)] for path in tables)
    drawn = [(text, kind == "request") for kind, text in (spelt_out(frames, EACH) if frames else [])]
    remarked = [line for line in (remarks.read_text(encoding="utf-8").splitlines() if remarks else []) if line]
    once = {text: Line(text, asked, DRAWN) for text, asked in drawn}
    once |= {text: Line(text, asked, OTHER) for each in others for text, asked in each}
    once |= {text: Line(text, asked, FIRST) for text, asked in [*read_first, *((text, False) for text in remarked)]}
    lengths = ((line, len(spoken(line.text).split())) for line in once.values())
    return [
        replace(line, counts=min(line.counts, OTHER)) if long > SHORT else line
        for line, long in lengths
        if long <= LONGEST
    ]


def fitted(said: Sequence[Line]) -> Weights:
    """The weights for these lines: a logistic regression, by steps that grow smaller."""
    words = [tokens(line.text, KNOWN.__contains__) for line in said]
    met = Counter(word for each in words for word in set(each))
    found = [_found(each, sum(met[word] == 1 for word in each)) for each in words]
    uses = Counter(number for numbers, _ in found for number in numbers)
    learnt = sorted(number for number, times in uses.items() if times >= SEEN)
    places = {number: at for at, number in enumerate(learnt)}
    kept = [_kept(numbers, shares, places) for numbers, shares in found]
    weights, pace = array("d", bytes(8 * len(learnt))), array("d", [1e-8]) * len(learnt)
    order, chance = list(range(len(said))), random.Random(1)  # noqa: S311 - an order of examples, no secrets
    for _ in range(ROUNDS):
        chance.shuffle(order)
        for one in order:
            heard = [(at, share) for at, share in zip(*kept[one], strict=True) if chance.random() >= LEFT_OUT]
            _step(weights, pace, heard, said[one])
    counts = array("b", (max(-MOST, min(MOST, round(STEPS * each))) for each in weights))
    return Weights(memoryview(array("I", learnt)), memoryview(counts))


def _found(said: list[str], new: int) -> Found:
    each = list(signs(said, new))
    return array("L", [numbered(sign) for sign, _ in each]), array("d", [share / (1 - LEFT_OUT) for _, share in each])


def _kept(numbers: array[int], shares: array[float], places: dict[int, int]) -> Found:
    """The same of the signs that are learnt, by their places."""
    each = [(places[number], share) for number, share in zip(numbers, shares, strict=True) if number in places]
    return array("L", [at for at, _ in each]), array("d", [share for _, share in each])


def _step(weights: array[float], pace: array[float], heard: list[tuple[int, float]], line: Line) -> None:
    margin = sum([weights[at] * share for at, share in heard])
    error = line.counts * (1 / (1 + math.exp(-max(-30.0, min(30.0, margin)))) - line.asked)
    for at, share in heard:
        slope = error * share
        pace[at] += slope * slope
        weights[at] -= RATE * slope / math.sqrt(pace[at])


def folds(said: list[Line]) -> list[tuple[Line, float]]:
    """Every line of the first table with what it weighs by weights that were fitted without its fold."""
    order = random.Random(3).sample(said, len(said))  # noqa: S311 - an order of examples, no secrets
    judged = []
    for fold in range(FOLDS):
        weights = fitted([line for at, line in enumerate(order) if at % FOLDS != fold])
        left_out = [line for line in order[fold::FOLDS] if line.counts == FIRST]
        judged += [(line, weighed(line.text, KNOWN.__contains__, weights)) for line in left_out]
    return judged


def report(judged: Iterable[tuple[Line, float]]) -> str:
    """What is known and what is held up at several sums, and every line that would be held up though it is said to somebody."""
    requests = [weight for line, weight in judged if line.asked]
    words = sorted(((weight, line.text) for line, weight in judged if not line.asked), reverse=True)
    sums = [SURE, *(step / 2 for step in range(9))]
    return "\n".join(
        [
            *(
                f"from {least:.1f}: {_share(requests, least)} of requests known, {_share([weight for weight, _ in words], least)} "
                "of words held up"
                for least in sums
            ),
            *(f"    {weight:+.2f} {text}" for weight, text in words if weight >= SURE),
        ]
    )


def _share(weights: Sequence[float], least: float) -> str:
    return f"{100 * sum(weight >= least for weight in weights) / max(1, len(weights)):.1f} %"


def explained(text: str) -> str:
    """What each sign of a message counts, the heaviest first."""
    each = sorted(counted(text, None, read()), key=lambda one: -abs(one[1]))
    return "\n".join(
        [f"{sum(count for _, count in each):+.2f} {text}", *(f"    {count:+.2f} {sign}" for sign, count in each)]
    )


def main() -> None:
    """Read the command line, write the weights or print the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path, nargs="*")
    parser.add_argument("--frames", type=Path)
    parser.add_argument("--remarks", type=Path)
    parser.add_argument("--to", type=Path)
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--explain", metavar="TEXT")
    asked = parser.parse_args()
    if asked.explain:
        print(explained(asked.explain))
        return
    said = lines(asked.table, asked.frames, asked.remarks)
    if asked.folds:
        print(report(folds(said)))
    if asked.to:
        asked.to.write_bytes(packed(fitted(said)))


if __name__ == "__main__":
    main()
