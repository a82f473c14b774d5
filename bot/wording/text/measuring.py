"""Count characters as readers do, and find what in a text is an address."""

from __future__ import annotations

import re

import grapheme

_LINK = re.compile(r"\bhttps?://[^\s<>\"\u201c\u201d\u00ab\u00bb]+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w/.@\uff20])[@\uff20]\u2060?([\w][\w.-]*(?:[@\uff20]\u2060?[\w.-]*\w)?)")
_ENDS = ".,;:!?)]}'\u2019\u2026"


def graphemes(text: str) -> int:
    """How many characters a reader counts (UAX 29): a flag, a family and an accented letter are one each."""
    plain = text.isascii() and "\r" not in text  # of plain characters only CR and LF are one together
    return len(text) if plain else int(grapheme.length(text))


def links(text: str) -> tuple[str, ...]:
    """The web addresses in a text, without the punctuation that follows them."""
    return tuple(found.rstrip(_ENDS) for found in _LINK.findall(text))


def handles(text: str) -> tuple[str, ...]:
    """Everything that names an account with an at sign outside of links, lower case, without that sign."""
    return tuple(found.rstrip(".-").lower() for found in _HANDLE.findall(_LINK.sub(" ", text)))
