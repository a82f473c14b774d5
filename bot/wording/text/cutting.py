"""Cut texts where a reader would: at a sentence, else between words, never inside a character."""

from __future__ import annotations

import re
from collections.abc import Callable

import grapheme

from bot.wording.text.measuring import graphemes

Measure = Callable[[str], int]
ELLIPSIS = "\u2026"
_SENTENCE_END = re.compile(r"(?<![.!?\u2026])[.!?\u2026]+[\"'\u201d\u2019)\]]*(?=\s)|[\u3002\uff01\uff1f]+|(?=\n)")
_GAP = re.compile(r"\s+")


def cut(text: str, room: int, measure: Measure = graphemes) -> str:
    """The text if it fits, else its beginning with an ellipsis, at most `room` long.

    Ends at a sentence when that keeps at least half of what would fit, else between two words.
    """
    if measure(text) <= room:
        return text
    within = _longest(text, room - measure(f" {ELLIPSIS}"), measure)
    sentence = max((end.end() for end in _SENTENCE_END.finditer(text) if end.end() <= len(within)), default=0)
    if sentence * 2 >= len(within) > 0:
        return f"{text[:sentence].rstrip()} {ELLIPSIS}"
    return f"{_between_words(text, within)}{ELLIPSIS}" if within else ""


def _longest(text: str, room: int, measure: Measure) -> str:
    """The longest beginning of whole characters that measures at most `room`."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(text[:middle]) <= room else (low, middle - 1)
    safe = int(grapheme.safe_split_index(text, low)) if low < len(text) else low
    return text[:safe]


def _between_words(text: str, within: str) -> str:
    """`within` without the word that it tears apart, unless that is all there is."""
    if text[len(within) : len(within) + 1].isspace():
        return within.rstrip(" \n\t,;:")
    gaps = list(_GAP.finditer(within))
    if not gaps or gaps[-1].start() * 2 < len(within):
        return within
    return within[: gaps[-1].start()].rstrip(" \n\t,;:")


def chunks(text: str, room: int, measure: Measure = graphemes) -> tuple[str, ...]:
    """The whole text in pieces that measure at most `room`, cut at sentences or words.

    Nothing is lost but white space where a cut was made. `room` must hold at least one character.
    """
    pieces, rest = [], text.strip()
    while rest and measure(rest) > room:
        piece = _piece(rest, room, measure)
        pieces.append(piece.rstrip())
        rest = rest[len(piece) :].lstrip()
    return (*pieces, rest) if rest else tuple(pieces)


def _piece(rest: str, room: int, measure: Measure) -> str:
    within = _longest(rest, room, measure) or next(iter(grapheme.graphemes(rest)))
    if rest[len(within) : len(within) + 1].isspace():
        return within
    ends = [end.end() for end in _SENTENCE_END.finditer(rest) if end.end() <= len(within)]
    gaps = [gap.end() for gap in _GAP.finditer(within)]
    for places in (ends, gaps):
        if places and places[-1] * 2 >= len(within):
            return rest[: places[-1]]
    return within


def first_words(text: str, most: int = 5) -> str:
    """The first words of a text in one line, for a list: no ellipsis, no punctuation at the end."""
    return " ".join(text.split()[:most])[:60].rstrip(" .,;:!?")
