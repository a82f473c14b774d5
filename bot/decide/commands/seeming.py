"""Tell what seems to be said to this program where neither the table nor a shape knows it: by signs that were weighed.

The signs of a message are its words, pairs and triples of them, what stands around a word, what follows on the first, the
pieces of its words, how many they are and how many of them are new: whoever tells somebody something has more to speak of than
whoever speaks to a program. Each has a place in `seeming.bin` (hashing in place of a vocabulary: Weinberger et al. 2009), where
`benchmarks/fit_seeming.py` put what it counts, learnt from invented lines. What comes of it is one question and nothing else:
whose it is. In doubt a message is the owner's own words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import fsum, sqrt
from zlib import crc32

from bot.decide.commands.shapes import spoken

SHORT = 8
"""Words of a short message."""

LONGEST = 14
"""Words of the longest that can seem to be a request."""

SURE = 1.2
"""The sum of weights from which a short message is asked about, and any that calls this program by its name."""

MOST_STRANGE = 2
"""Words that were never learnt from: with more of them somebody is told something, however much the rest sounds like a request."""

MORE_A_WORD = 0.7
"""So much more is asked of a longer one, for each word beyond those: what takes more words is rather told to somebody."""

EVEN = 0.0
"""The sum from which a message is as likely said to this program as to somebody."""

UNLIKE_A_REQUEST = -0.5
"""The sum below which what only resembles a request is none."""

UNLIKE_A_SLIP = -1.0
"""The sum below which what is nearly a command, in words that were all learnt from, is none mistyped."""

PLACES = 1 << 20
"""Places for weights; signs that share one share its weight."""

STEPS = 32
"""A weight of 1 is so many steps of a signed byte."""

MOST_WORDS, SHORTEST_PIECE, LONGEST_PIECE = 3, 2, 6
"""Words that make a sign together, and letters of the pieces of a word."""

HALF = 0.5
"""The share of what the first word and a later one count together: there are many of these."""

NAME = "NAME"
_ADDRESSED = re.compile(r"(?:(?:hey|hi|hello|hallo|ok|okay|dear|so|no|yes) )?nudge\b")
_TOKEN = re.compile(r"[\w']+|[^\w\s]")
_DIGITS = re.compile(r"\d+")
_POINTS = re.compile(r"https?://|(?<![\w@])[@#]\w")

MOST_NEW = 4

Knows = Callable[[str], bool] | None


@dataclass(frozen=True, slots=True)
class Weights:
    """What the sign of each place counts, a signed byte each, `STEPS` to 1; and whether a word learnt from has it, a bit each."""

    counts: memoryview
    met: bytes

    def knows(self, word: str) -> bool:
        """Whether it was among the lines that were learnt from."""
        at = place(word)
        return bool(self.met[at // 8] >> at % 8 & 1)


def seems_asked(text: str, knows: Knows = None, weights: Weights | None = None) -> bool:
    """Whether a message is more likely said to this program than to somebody; a link, a tag, a handle is handed to somebody."""
    said, known = spoken(text), weights or read()
    words = len(said.split())
    if not 0 < words <= LONGEST or _POINTS.search(text) or _new(tokens(text, knows), known) > MOST_STRANGE:
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
    return fsum(count for _, count in counted(text, knows, weights))


def counted(text: str, knows: Knows, weights: Weights) -> Iterator[tuple[str, float]]:
    """Every sign of a message with what it counts."""
    said = tokens(text, knows)
    found = signs(said, _new(said, weights))
    return ((sign, weights.counts[place(sign)] * share / STEPS) for sign, share in found)


def tokens(text: str, knows: Knows = None) -> list[str]:
    """The words and marks of a message; a name and a number are any other."""
    return [_plain(token, knows) for token in _TOKEN.findall(text.lower().replace("\u2019", "'"))]


def _new(said: list[str], weights: Weights) -> int:
    return sum(not weights.knows(word) for word in said)


def signs(said: list[str], new: int) -> Iterator[tuple[str, float]]:
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


def place(sign: str) -> int:
    """Where the weight of a sign stands, the same on every machine."""
    return crc32(sign.encode()) % PLACES


def _plain(word: str, knows: Knows) -> str:
    return NAME if knows and knows(word.removesuffix("'s")) else _DIGITS.sub("0", word)


def _of_words(said: list[str]) -> Iterator[str]:
    for many in range(1, MOST_WORDS + 1):
        yield from (f"words {' '.join(said[at : at + many])}" for at in range(len(said) - many + 1))
    yield from (f"around {one} {other}" for one, other in zip(said, said[2:], strict=False))


def _of_pieces(said: list[str]) -> Iterator[str]:
    for word in said:
        padded = f" {word} "
        for long in range(SHORTEST_PIECE, min(LONGEST_PIECE, len(padded)) + 1):
            yield from (f"piece {padded[at : at + long]}" for at in range(len(padded) - long + 1))


@cache
def read() -> Weights:
    """The weights that come with the program."""
    return unpacked(files("bot.decide.commands").joinpath("seeming.bin").read_bytes())


def packed(weights: Weights) -> bytes:
    """As they are kept in a file."""
    return bytes(weights.counts) + weights.met


def unpacked(kept: bytes) -> Weights:
    """The weights of a file."""
    return Weights(memoryview(kept)[:PLACES].cast("b"), kept[PLACES:])
