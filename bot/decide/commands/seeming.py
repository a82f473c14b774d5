"""Tell what seems to be said to this program where neither the table nor a shape knows it: by signs that were weighed.

The signs of a message (its words and pairs of them, the kinds of words of `leanings`, length, marks) are counted with the
weights of `seeming.txt`, which `benchmarks/fit_seeming.py` makes from invented lines. What comes of it is one question and
nothing else: whose it is. In doubt a message is the owner's own words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import combinations, pairwise
from math import fsum

from bot.decide.commands.leanings import kinds_of, leans_to_nobody
from bot.decide.commands.shapes import spoken
from bot.decide.facts.owed import Weights, parsed

LONGEST = 12
"""Words of the longest message that can seem to be a request."""

SURE = 1.7
"""The sum of weights from which a message is asked about."""

MOST_STRANGE = 2
"""Words of no kind that a request can have: with more of them somebody is told something."""

NAME, NUMBER = "NAME", "NUMBER"
_LENGTHS = (1, 2, 3, 4, 6, 8)
_STEM = 5
_DIGITS = re.compile(r"\d+(?::\d+)?(?:am|pm|h|d|th)?")
_LOUD = re.compile("[!\U0001f000-\U0001faff\u2600-\u27bf]")
_MOST_NEW = 4

Knows = Callable[[str], bool] | None


def seems_asked(text: str, knows: Knows = None, weights: Weights | None = None) -> bool:
    """Whether a message is more likely said to this program than to somebody."""
    said = [_plain(word, knows) for word in spoken(text).split()]
    short = 0 < len(said) <= LONGEST and len(_strange(said)) <= MOST_STRANGE
    return short and weighed(text, knows, weights or read()) >= SURE


def weighed(text: str, knows: Knows, weights: Weights) -> float:
    """What its signs add up to: the higher, the more it is said to this program."""
    return weights.signs.get("always", 0) + fsum(weights.signs.get(sign, 0) for sign in signs(text, knows))


def signs(text: str, knows: Knows = None) -> tuple[str, ...]:
    """Every sign of a message, each once."""
    said = [_plain(word, knows) for word in spoken(text).split()]
    return tuple(dict.fromkeys((*_of_words(said), *_of_kinds(said), *_of_marks(text))))


def _plain(word: str, knows: Knows) -> str:
    """A name and a number are any other."""
    if knows and knows(word.removesuffix("'s")):
        return NAME
    return NUMBER if _DIGITS.fullmatch(word) else word


def _of_words(said: Sequence[str]) -> Iterator[str]:
    yield f"words {next((most for most in _LENGTHS if len(said) <= most), 'many')}"
    yield from (f"word {word}" for word in said)
    yield from (f"stem {word[:_STEM]}" for word in said if len(word) > _STEM)
    yield from (f"pair {one} {other}" for one, other in pairwise(("^", *said, "$")))


def _of_kinds(said: Sequence[str]) -> Iterator[str]:
    kinds = [kinds_of(word) for word in said]
    found = sorted(set().union(*kinds))
    yield from (f"kind {kind}" for kind in found)
    yield from (f"both {one} {other}" for one, other in combinations(found, 2))
    for first in sorted(kinds[0]) if kinds else ():
        yield f"first {first}"
        yield from (f"first {first} with {kind}" for kind in sorted(set().union(*kinds[1:])))
    strange = _strange(said)
    yield f"new {min(len(strange), _MOST_NEW)}"
    yield f"share of new {round(4 * len(strange) / max(len(said), 1))}"


def _strange(said: Sequence[str]) -> list[str]:
    """The words that are of no kind."""
    return [word for word in said if word not in (NAME, NUMBER) and not kinds_of(word) and not leans_to_nobody(word)]


def _of_marks(text: str) -> Iterator[str]:
    if "?" in text:
        yield "mark ?"
    if _LOUD.search(text):
        yield "mark !"


@cache
def read() -> Weights:
    """The weights that come with the program."""
    return parsed(files("bot.decide.commands").joinpath("seeming.txt").read_text(encoding="utf-8"))
