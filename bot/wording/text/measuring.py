"""Count characters as readers do, and find what in a text is an address."""

from __future__ import annotations

import re

import grapheme

_LINK = re.compile(r"\bhttps?://[^\s<>\"\u201c\u201d\u00ab\u00bb]+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w/.@\uff20])[@\uff20]\u2060?([\w][\w.-]*(?:[@\uff20]\u2060?[\w.-]*\w)?)")
_ALONE = re.compile("[\x00-\x0c\x0e-\u02ff\u2010-\u2027\u2030-\u205e]*")
"""Latin letters and the usual marks: each is a character by itself, but for CR and LF, which are one together."""

_ENDS = ".,;:!?)]}'\u2019\u2026"


def graphemes(text: str) -> int:
    """How many characters a reader counts (UAX 29): a flag, a family and an accented letter are one each."""
    return len(text) if _ALONE.fullmatch(text) else int(grapheme.length(text))


def links(text: str) -> tuple[str, ...]:
    """The web addresses in a text, without the punctuation that follows them."""
    return tuple(found.rstrip(_ENDS) for found in _LINK.findall(text))


def without_addresses(text: str) -> str:
    """The words without web addresses and without what names an account."""
    return _HANDLE.sub(" ", _LINK.sub(" ", text))


def handles(text: str) -> tuple[str, ...]:
    """Everything that names an account with an at sign outside of links, lower case, without that sign."""
    return tuple(found.rstrip(".-").lower() for found in _HANDLE.findall(_LINK.sub(" ", text)))
