"""Tell what seems to be said to this program where neither the table nor a shape knows it: by signs that were weighed.

The signs of a message are its words, pairs and triples of them, what stands around a word, what follows on the first, the
pieces of its words, how many they are and how many of them are new: whoever tells somebody something has more to speak of than
whoever speaks to a program. What each counts stands in `seeming.bin`, learnt from invented lines by `benchmarks/fit_seeming.py`;
a sign that was not learnt counts nothing. What comes of it is one question and nothing else: whose it is. In doubt a message is
the owner's own words.
"""

from __future__ import annotations

import mmap
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from math import fsum, sqrt
from zlib import crc32

from bot.decide.commands.shapes import spoken

SHORT = 8
"""Words of a short message."""

LONGEST = 14
"""Words of the longest that can seem to be a request."""

SURE = 1.5
"""The sum of weights from which a short message is asked about, and any that calls this program by its name."""

MORE_A_WORD = 0.5
"""So much more is asked of a longer one, for each word beyond a short one's: what takes more words is rather told to somebody."""

MOST_STRANGE = 2
"""Words that were never learnt from: with more of them somebody is told something, however much the rest sounds like a request."""

EVEN = 0.0
"""The sum from which a message is as likely said to this program as to somebody."""

UNLIKE_A_REQUEST = -0.5
"""The sum below which what only resembles a request is none."""

UNLIKE_A_SLIP = -1.0
"""The sum below which what is nearly a command, in words that were all learnt from, is none mistyped."""

STEPS = 32
"""A weight of 1 is so many steps of a signed byte."""

MOST_WORDS, SHORTEST_PIECE, LONGEST_PIECE = 3, 2, 6
"""Words that make a sign together, and letters of the pieces of a word."""

HALF = 0.5
"""The share of what the first word and a later one count together: there are many of these."""

NAME, WORDS = "NAME", "words"
_ADDRESSED = re.compile(r"(?:(?:hey|hi|hello|hallo|ok|okay|dear|so|no|yes) )?nudge\b")
_TOKEN = re.compile(r"[\w']+|[^\w\s]")
_DIGITS = re.compile(r"\d+")
_HANDED_OVER = re.compile(r"https?://|(?<![\w@])[@#]\w|\n\s*\n")

MOST_NEW = 4

Knows = Callable[[str], bool] | None


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """The numbers of the signs that were learnt, in order, and what each of these signs counts, `STEPS` to 1."""

    signs: memoryview
    counts: memoryview

    def counted(self, sign: str) -> float:
        """What a sign counts."""
        at = self._place(sign)
        return 0.0 if at is None else self.counts[at] / STEPS

    def knows(self, word: str) -> bool:
        """Whether it was learnt: it was in several of the lines."""
        return self._place(f"{WORDS} {word}") is not None

    def _place(self, sign: str) -> int | None:
        number, held = numbered(sign), self.signs
        at = bisect_left(held, number)
        return at if at < len(held) and held[at] == number else None


def seems_asked(text: str, knows: Knows = None, weights: Weights | None = None) -> bool:
    """Whether a message is more likely said to this program than to somebody; links, tags, handles, paragraphs are for somebody."""
    said, known = spoken(text), weights or read()
    words = len(said.split())
    if not 0 < words <= LONGEST or _HANDED_OVER.search(text) or _new(tokens(text, knows), known) > MOST_STRANGE:
        return False
    beyond = 0 if _ADDRESSED.match(said) else max(0, words - SHORT)
    return weighed(text, knows, known) >= SURE + MORE_A_WORD * beyond


def may_be_asked(text: str, knows: Knows = None) -> bool:
    """Whether a message is as likely said to this program as to somebody, however long it is: too little to ask whose it is."""
    return weighed(text, knows, read()) >= EVEN


def seems_told(text: str, knows: Knows = None) -> bool:
    """Whether a message is rather said to somebody, though it resembles a request ("übersetzung oder original?")."""
    return len(spoken(text).split()) > 1 and weighed(text, knows, read()) < UNLIKE_A_REQUEST


def is_no_slip(text: str, knows: Knows = None) -> bool:
    """Whether a message is far rather said to somebody, in words that were all learnt from: no command mistyped ("donuts")."""
    return _new(tokens(text, knows), read()) == 0 and weighed(text, knows, read()) < UNLIKE_A_SLIP


def weighed(text: str, knows: Knows, weights: Weights) -> float:
    """What its signs add up to: the higher, the more it is said to this program."""
    return _weighed(tuple(tokens(text, knows)), weights)


@lru_cache(maxsize=16)  # a message is weighed several times while it is read
def _weighed(said: tuple[str, ...], weights: Weights) -> float:
    return fsum(count for _, count in _counted(said, weights))


def counted(text: str, knows: Knows, weights: Weights) -> Iterator[tuple[str, float]]:
    """Every sign of a message with what it counts."""
    return _counted(tokens(text, knows), weights)


def _counted(said: Sequence[str], weights: Weights) -> Iterator[tuple[str, float]]:
    found = signs(said, _new(said, weights))
    return ((sign, weights.counted(sign) * share) for sign, share in found)


def tokens(text: str, knows: Knows = None) -> list[str]:
    """The words and marks of a message; a name and a number are any other."""
    return [_plain(token, knows) for token in _TOKEN.findall(text.lower().replace("\u2019", "'"))]


def _new(said: Sequence[str], weights: Weights) -> int:
    return sum(not weights.knows(word) for word in said)


def signs(said: Sequence[str], new: int) -> Iterator[tuple[str, float]]:
    """Every sign of a message, each once, with the share of its weight that counts: the more pieces, the less each.

    `new` of its words were not among the lines that were learnt from.
    """
    yield "always", 1
    yield f"new {min(new, MOST_NEW)}", 1
    yield f"long {len(said)}", 1
    yield from ((sign, 1) for sign in dict.fromkeys(_of_words(["^", *said, "$"])))
    yield from ((f"first {said[0]} then {word}", HALF) for word in dict.fromkeys(said[1:]))
    pieces = dict.fromkeys(_of_pieces(said))
    yield from ((piece, 1 / sqrt(len(pieces))) for piece in pieces)


def numbered(sign: str) -> int:
    """The number of a sign, the same on every machine; hardly ever that of another one."""
    return crc32(sign.encode())


def _plain(word: str, knows: Knows) -> str:
    return NAME if knows and knows(word.removesuffix("'s")) else _DIGITS.sub("0", word)


def _of_words(said: list[str]) -> Iterator[str]:
    for many in range(1, MOST_WORDS + 1):
        yield from (f"{WORDS} {' '.join(said[at : at + many])}" for at in range(len(said) - many + 1))
    yield from (f"around {one} {other}" for one, other in zip(said, said[2:], strict=False))


def _of_pieces(said: Sequence[str]) -> Iterator[str]:
    for word in said:
        padded = f" {word} "
        for long in range(SHORTEST_PIECE, min(LONGEST_PIECE, len(padded)) + 1):
            yield from (f"piece {padded[at : at + long]}" for at in range(len(padded) - long + 1))


@cache
def read() -> Weights:
    """The weights that come with the program; of the file no more is held than was looked at."""
    with as_file(files("bot.decide.commands").joinpath("seeming.bin")) as path, path.open("rb") as kept:
        return unpacked(mmap.mmap(kept.fileno(), 0, access=mmap.ACCESS_READ))


def packed(weights: Weights) -> bytes:
    """As they are kept in a file: the numbers, four bytes each, the lowest first, and a byte for what each counts."""
    return bytes(weights.signs) + bytes(weights.counts)


def unpacked(kept: bytes | mmap.mmap) -> Weights:
    """The weights of a file."""
    whole = memoryview(kept)
    many = len(whole) // 5
    return Weights(whole[: 4 * many].cast("I"), whole[4 * many :].cast("b"))
