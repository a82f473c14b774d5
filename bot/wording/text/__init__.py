"""Clean, measure, cut and compare texts.

What nobody sees, what could be taken for ours, what readers count as one character, where a sentence ends, how alike two are.
"""

from bot.wording.text.addressing import SIGN, unaddressed, without_names
from bot.wording.text.alike import similarity, trigrams, words
from bot.wording.text.cleaning import Cleaned, Name, first, name, single_marks, unsigned
from bot.wording.text.cutting import chunks, cut, first_words
from bot.wording.text.domains import one_spelling, other_spelling
from bot.wording.text.hidden import without_hidden, writable
from bot.wording.text.measuring import graphemes, handles, links, without_addresses

__all__ = [
    "SIGN",
    "Cleaned",
    "Name",
    "chunks",
    "cut",
    "first",
    "first_words",
    "graphemes",
    "handles",
    "links",
    "name",
    "one_spelling",
    "other_spelling",
    "similarity",
    "single_marks",
    "trigrams",
    "unaddressed",
    "unsigned",
    "without_addresses",
    "without_hidden",
    "without_names",
    "words",
    "writable",
]
