"""Compare two texts by the words that follow one another."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
Trigram = tuple[str, ...]


def words(text: str) -> tuple[str, ...]:
    """The words in lower case, without punctuation, apostrophes straight."""
    return tuple(found.lower().replace("\u2019", "'") for found in _WORD.findall(text))


def trigrams(text: str) -> frozenset[Trigram]:
    """Every three words in a row; of a shorter text the whole of it."""
    said = words(text)
    if len(said) < 3:
        return frozenset({said} if said else ())
    return frozenset(said[start : start + 3] for start in range(len(said) - 2))


def similarity(one: str, other: str) -> float:
    """Jaccard index of the word trigrams, 0 to 1; two texts without words are not alike."""
    mine, theirs = trigrams(one), trigrams(other)
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0
