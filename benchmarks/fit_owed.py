"""Fit the weights by which a reply is told to owe nothing.

    python benchmarks/fit_owed.py tests/data/owed/written.tsv > bot/decide/facts/owed.txt

A plain logistic regression with a penalty, standard library only, the same result on every machine. A word is known if
another reply that owes nothing has it; so a reply never knows its own words. `--folds` prints instead what comes out on
parts of the table that were left out of the fit.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # so that it runs in a checkout that was not installed

from fitting import Example, common, weights_of
from owed import Reply, replies, report

from bot.decide.facts.owed import Weights, owes_nothing, signs, words
from bot.decide.facts.saying import Saying

RARE = ("word", "pair")
"""Kinds of signs that must be seen often enough to count."""

FOLDS = 5


def known_to(table: Sequence[Reply]) -> Callable[[Reply], Callable[[str], bool]]:
    """For a reply of the table, which words others that owe nothing have: its own use does not count."""
    uses = Counter(word for reply in table if not reply.owed for word in set(words(Saying(reply.text))))
    return lambda reply: lambda word: uses[word] > (not reply.owed)


def examples(table: Sequence[Reply]) -> list[Example]:
    """Every reply as its signs, without those that are too rare to count."""
    known = known_to(table)
    return common([(signs(Saying(reply.text), known(reply)), reply.owed) for reply in table], RARE)


def fitted(table: Sequence[Reply]) -> Weights:
    """The weights for a table."""
    uses = {word for reply in table if not reply.owed for word in words(Saying(reply.text))}
    return Weights(weights_of(examples(table)), frozenset(uses))


def folds(table: Sequence[Reply]) -> list[tuple[Reply, bool]]:
    """Every reply with whether it is left alone by weights that were fitted without its fold."""
    order = random.Random(3).sample(table, len(table))  # noqa: S311 - an order of examples, no secrets
    judged = []
    for fold in range(FOLDS):
        weights = fitted([reply for place, reply in enumerate(order) if place % FOLDS != fold])
        judged += [(reply, owes_nothing(Saying(reply.text), weights)) for reply in order[fold::FOLDS]]
    return judged


HEAD = """\
# What each sign of a reply counts: above 0 it wants a word, below it owes none. Made by benchmarks/fit_owed.py.
# The words after "known:" are those of replies that owe nothing; any other is new."""
WORDS_A_LINE = 20


def written(weights: Weights) -> str:
    """The weights as the program reads them: signs of a kind together, the heaviest first; then the known words."""
    order = sorted(weights.signs.items(), key=lambda item: (_kind(item[0]), -item[1], item[0]))
    lines = (f"{sign}\t{number:+.2f}" for sign, number in order)
    return "\n".join([HEAD, *lines, "", "known:", *_wrapped(sorted(weights.known)), ""])


def _kind(sign: str) -> tuple[bool, str]:
    return sign.split()[0] in RARE, sign.split()[0]


def _wrapped(known: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(known), WORDS_A_LINE):
        yield " ".join(known[start : start + WORDS_A_LINE])


def main() -> None:
    """Read the command line, print the weights or the report on the folds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path, nargs="+")
    parser.add_argument("--folds", action="store_true")
    asked = parser.parse_args()
    table = [reply for path in asked.table for reply in replies(path)]
    print("\n".join(report(folds(table))) if asked.folds else written(fitted(table)), end="")


if __name__ == "__main__":
    main()
