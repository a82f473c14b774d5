"""Tell whether a reply owes a word: it asks, offers something to take up, or turns to the owner by a request.

Short assent, thanks, praise, laughter and farewells owe nothing, in any wording. The signs of a reply are counted with the
weights of `owed.txt`, which `benchmarks/fit_owed.py` makes from invented replies. In doubt a reply is brought.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import fsum

from bot.decide.facts.saying import Saying
from bot.decide.facts.signs import ASKED, KINDS, POLITE

MOST_WORDS = 40
"""A longer reply tells something, whatever its words are."""

SURE = -0.6
"""The sum of weights below which a reply owes nothing; above it asks or tells, or it is doubtful."""

LONG = 8
MOST_NEW, MOST_NEW_OF_LONG = 3, 1
"""Words that endings do not have: more of them tell something, and in a longer reply two do."""

ASKS_FIRST = "question verb"
"""Begins a part with "did you" or "kannst du": brought, whatever else it says."""

A_LINE = 12
"""Words from which a reply is more than a line: a question without its mark is no longer the point of it."""

SHORT = 7
"""A question word begins a question in a part of so few words; in a longer one it often tells."""

_REPEATED = re.compile(r"(\w)\1{2,}")
_LAUGHTER = re.compile(r"a?(?:ha|he|hi|ho){2,}h?a?|lo+l+|lmao|rofl")
_PART = re.compile(r"[.!?;,:\n()\u2026\u2013\u2014]+|\s-\s")
_MARKS = {
    "!": re.compile("!"),
    "picture": re.compile(r"[\U0001f000-\U0001faff\u2600-\u27bf]|[:;]-?[)DP]"),
    ":": re.compile(r":(?!-?[)DP])"),
    "number": re.compile(r"\d"),
}
_LOUD = ("!", "picture")
_LENGTHS = (0, 1, 2, 3, 5, 8, 12, 20, MOST_WORDS)


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign counts, and the words that replies which owe nothing are made of."""

    signs: dict[str, float]
    known: frozenset[str]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a reply between two marks: its words, and whether something in it is only polite."""

    words: tuple[str, ...]
    polite: bool


def words(saying: Saying) -> tuple[str, ...]:
    """Its words in their shortest spelling: "sooo" is "so", all laughter is one."""
    return tuple(_plain(word) for word in saying.all_words)


def _plain(word: str) -> str:
    short = _REPEATED.sub(r"\1", word)
    return "haha" if _LAUGHTER.fullmatch(short) else short


def parts(saying: Saying) -> tuple[Part, ...]:
    """Its parts that hold a word."""
    made = (words(Saying(piece)) for piece in _PART.split(saying.bare))
    return tuple(Part(said, _polite(" ".join(said))) for said in made if said)


def _polite(said: str) -> bool:
    return any(KINDS[name].search(said) for name in POLITE)


def fixed_signs(saying: Saying) -> Iterator[str]:
    """The signs that need no list of known words: words, pairs of them, kinds, length, marks."""
    said = words(saying)
    yield f"words {next((most for most in _LENGTHS if len(said) <= most), 'many')}"
    yield from (f"word {word}" for word in said)
    row = ("^", *said, "$")
    yield from (f"pair {one} {other}" for one, other in pairwise(row))
    yield from _kinds(" ".join(said))
    yield from (f"mark {name}" for name, mark in _MARKS.items() if mark.search(saying.bare))


def _kinds(said: str) -> Iterator[str]:
    for name, kind in KINDS.items():
        found = [match.start() for match in kind.finditer(said)]
        if found:
            yield f"kind {name}"
        if len(found) > 1:
            yield f"twice {name}"
        if 0 in found:
            yield f"first {name}"


def news_signs(saying: Saying, known: Callable[[str], bool]) -> Iterator[str]:
    """The signs of news: words that replies which owe nothing do not have, in all and by part."""
    said, pieces = sorted(set(words(saying))), parts(saying)
    new = sum(not known(word) for word in said)
    yield f"new {min(new, 5)}"
    if said:
        yield f"share of new {round(4 * new / len(said))}"
    for piece in pieces:
        yield from _of_part(piece, known)
    if pieces and not any(piece.polite for piece in pieces):
        yield from ("plain", f"plain and new {min(new, 3)}")


def _of_part(piece: Part, known: Callable[[str], bool]) -> Iterator[str]:
    new = sum(not known(word) for word in piece.words)
    if not piece.polite:
        yield f"plain part of {min(len(piece.words), 6)}"
    yield f"{'polite' if piece.polite else 'plain'} part with new {min(new, 3)}"


def signs(saying: Saying, known: Callable[[str], bool]) -> tuple[str, ...]:
    """Every sign of a reply, each once."""
    return tuple(dict.fromkeys((*fixed_signs(saying), *news_signs(saying, known))))


def weighed(saying: Saying, weights: Weights) -> float:
    """What its signs add up to: the higher, the more is wanted."""
    found = signs(saying, weights.known.__contains__)
    return weights.signs.get("always", 0) + fsum(weights.signs.get(sign, 0) for sign in found)


def owes_nothing(saying: Saying, weights: Weights | None = None) -> bool:
    """Whether a reply is surely none that asks, tells or requests: "ha, thanks", "gorgeous!", one emoji."""
    said = words(saying)
    if not said:
        return True
    if saying.questions or len(said) > MOST_WORDS or _asks_by_shape(parts(saying)):
        return False
    weights = weights or read()
    new = sum(word not in weights.known for word in said)
    if new == len(said) and not _polite(" ".join(said)) and not any(_MARKS[name].search(saying.bare) for name in _LOUD):
        return False
    if new > (MOST_NEW if len(said) <= LONG else MOST_NEW_OF_LONG):
        return False
    return weighed(saying, weights) < SURE


def asks_unmarked(saying: Saying) -> bool:
    """Whether it has the shape of a question without its mark: "did yours fade", "wo gibt es das"."""
    pieces = parts(saying)
    last = pieces[-1].words if pieces else ()
    shaped = _asks_by_shape(pieces) or (len(last) <= SHORT and bool(ASKED.match(" ".join(last))))
    return shaped and len(words(saying)) < A_LINE and weighed(saying, read()) > 0


def _asks_by_shape(pieces: Sequence[Part]) -> bool:
    return any(KINDS[ASKS_FIRST].match(" ".join(piece.words)) for piece in pieces)


@cache
def read() -> Weights:
    """The weights that come with the program."""
    return parsed(files("bot.decide.facts").joinpath("owed.txt").read_text(encoding="utf-8"))


def parsed(text: str) -> Weights:
    """The weights as written: a sign and its number a line, and after "known:" the known words."""
    counted, _, known = text.partition("\nknown:\n")
    lines = (line.rsplit("\t", 1) for line in counted.splitlines() if line and not line.startswith("#"))
    return Weights({sign: float(number) for sign, number in lines}, frozenset(known.split()))
