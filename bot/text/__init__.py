"""Measure, cut and compare texts: what readers count as one character, where a sentence ends, how alike two texts are."""

from bot.text.addressing import unaddressed, without_names
from bot.text.alike import similarity, trigrams, words
from bot.text.cutting import chunks, cut, first_words
from bot.text.measuring import graphemes, handles, links

__all__ = [
    "chunks",
    "cut",
    "first_words",
    "graphemes",
    "handles",
    "links",
    "similarity",
    "trigrams",
    "unaddressed",
    "without_names",
    "words",
]
