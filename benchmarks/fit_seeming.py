r"""Fit the weights by which a message seems to be said to the program where no shape knows it.

    python benchmarks/fit_seeming.py tests/data/sayings/understanding.tsv tests/data/sayings/whose.tsv \
        --frames tests/data/sayings/frames.tsv --answers tests/data/owed/written.tsv \
        --remarks tests/data/sayings/remarks.txt > bot/decide/commands/seeming.txt

Each table has `request` or `words`, a tab and what was said; of the frames some lines are drawn (`frames.py`). The replies in the
last column of `--answers` and the lines of `--remarks` are said to somebody, too. `--folds` prints instead what comes out on parts
of the tables that were left out of the fit.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # so that it runs in a checkout that was not installed

from fitting import common, weights_of
from frames import spelt_out
from understanding import PEOPLE, table

from bot.decide.commands.seeming import LONGEST, SURE, signs, weighed
from bot.decide.commands.shapes import spoken
from bot.decide.facts.owed import Weights

FOLDS, EVERY = 5, 4
"""Of the answers every so manyth is taken: they are many, and of few frames."""

EACH = {"request": 12, "words": 24}
"""Lines of a frame."""

WRITTEN = 3
"""What was written counts so many times as much as what was drawn from a frame."""

LEAST = 0.1
"""A smaller weight is left out."""

ROUNDS = 30
RARE = ("word", "stem", "pair", "both")
KNOWN = frozenset(part for name in PEOPLE.lower().split(", ") for part in (name, *name.split()))
HEAD = """\
# What each sign of a message counts: above 0 it is said to this program, below it to somebody. Made by benchmarks/fit_seeming.py.
"""
Line = tuple[str, bool, int]
"""What was said, whether to the program, and how many times it counts."""


def lines(tables: list[Path], frames: Path | None, answers: Path | None, remarks: Path | None) -> list[Line]:
    """Everything that was said; what is too long to be asked about is left out."""
    read = [(text, kind == "request") for path in tables for kind, text in table(path)]
    drawn = [(text, kind == "request") for kind, text in (spelt_out(frames, EACH) if frames else [])]
    replies = answers.read_text(encoding="utf-8").splitlines()[::EVERY] if answers else []
    drawn += [(line.split("\t")[-1], False) for line in replies]
    drawn += [(line, False) for line in (remarks.read_text(encoding="utf-8").splitlines() if remarks else []) if line]
    once = {**{text: (asked, 1) for text, asked in drawn}, **{text: (asked, WRITTEN) for text, asked in read}}
    return [(text, *rest) for text, rest in once.items() if len(spoken(text).split()) <= LONGEST]


def fitted(said: list[Line]) -> Weights:
    """The weights for these lines."""
    made = [example for text, asked, times in said for example in [(signs(text, KNOWN.__contains__), asked)] * times]
    weights = weights_of(common(made, RARE), ROUNDS)
    return Weights({sign: number for sign, number in weights.items() if abs(number) >= LEAST}, frozenset())


def folds(said: list[Line]) -> list[tuple[str, bool, float]]:
    """Every line of the tables with what it weighs by weights that were fitted without its fold."""
    order = random.Random(3).sample(said, len(said))  # noqa: S311 - an order of examples, no secrets
    judged = []
    for fold in range(FOLDS):
        weights = fitted([line for place, line in enumerate(order) if place % FOLDS != fold])
        left_out = [(text, asked) for text, asked, times in order[fold::FOLDS] if times == WRITTEN]
        judged += [(text, asked, weighed(text, KNOWN.__contains__, weights)) for text, asked in left_out]
    return judged


def report(judged: list[tuple[str, bool, float]]) -> str:
    """The figures, and every line that would be held up though it is said to somebody."""
    requests = [weight for _, asked, weight in judged if asked]
    words = [(weight, text) for text, asked, weight in judged if not asked]
    held = [(weight, text) for weight, text in words if weight >= SURE]
    known = sum(weight >= SURE for weight in requests)
    return "\n".join(
        [
            f"requests known: {known} of {len(requests)}, {100 * known / len(requests):.1f} %",
            f"words held up: {len(held)} of {len(words)}, {100 * len(held) / len(words):.2f} %",
            *(f"    {weight:+.2f} {text}" for weight, text in sorted(held, reverse=True)),
            "",
        ]
    )


def written(weights: Weights) -> str:
    """The weights as the program reads them: signs of a kind together, the heaviest first."""
    order = sorted(weights.signs.items(), key=lambda item: (item[0].split()[0], -item[1], item[0]))
    return HEAD + "".join(f"{sign}\t{number:+.2f}\n" for sign, number in order)


def main() -> None:
    """Read the command line, print the weights or the report on the folds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path, nargs="+")
    parser.add_argument("--frames", type=Path)
    parser.add_argument("--answers", type=Path)
    parser.add_argument("--remarks", type=Path)
    parser.add_argument("--folds", action="store_true")
    asked = parser.parse_args()
    said = lines(asked.table, asked.frames, asked.answers, asked.remarks)
    print(report(folds(said)) if asked.folds else written(fitted(said)), end="")


if __name__ == "__main__":
    main()
