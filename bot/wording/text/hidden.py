"""Take out of a text what nobody sees: control, bidi and invisible characters. What is seen stays to the letter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

JOINERS = "\u200c\u200d"
_BREAKS = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Letters and marks that show nothing."""

_IN_DOUBT = re.compile(f"[{''.join(sorted(_FILLERS))}\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""What is printable and yet shows nothing, or only what stands beside it in another way."""

_JOINING = (
    (0x0600, 0x08FF), (0x0900, 0x0DFF), (0x0F00, 0x109F), (0x1780, 0x18AF), (0xA800, 0xA8FF), (0xAA00, 0xAAFF),
    (0xFB50, 0xFDFF), (0xFE70, 0xFEFC), (0x10A00, 0x10FFF), (0x11000, 0x11FFF), (0x1E900, 0x1E95F),
)  # fmt: skip
"""Arabic, Persian and their kin, the scripts of India and around it, Mongolian: joiners change how their letters look."""

_FLAG_IN_TAGS = re.compile("(\U0001f3f4[\U000e0061-\U000e007a]{2,6}\U000e007f)")
"""The flags of England, Scotland and Wales, spelt in tags."""


def without_hidden(text: str) -> str:
    """The text without what nobody sees; idempotent.

    Joiners stay inside of emoji and after letters of scripts that need them, variation selectors after a picture, a digit
    or a Chinese character, tags inside of a flag. Line breaks of every kind become one kind, tabs stay.
    """
    if text.isprintable() and not _IN_DOUBT.search(text):
        return text  # most are, and each is cleaned again and again
    pieces = _FLAG_IN_TAGS.split(_BREAKS.sub("\n", text))
    return "".join(piece if place % 2 else "".join(_seen(piece)) for place, piece in enumerate(pieces))


def _seen(text: str) -> Iterator[str]:
    before = " "
    for character, after in zip(text, _followers(text), strict=True):
        if _is_seen(character, before, after):
            yield character
            before = character


def _followers(text: str) -> list[str]:
    """For each character the next one that is seen whatever stands beside it; empty where none comes."""
    after, found = "", []
    for character in reversed(text):
        found.append(after)
        if not _is_beside(character) and _is_seen_alone(character):
            after = character
    return found[::-1]


def _is_beside(character: str) -> bool:
    """Whether it shows only what stands beside it in another way: a joiner, a variation selector."""
    return character in JOINERS or "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def _is_seen(character: str, before: str, after: str) -> bool:
    if character in JOINERS:
        in_picture = character == "\u200d" and is_pictured(before) and is_pictured(after)
        return in_picture or (_needs_joiners(before) and bool(after.strip()))
    if "\ufe00" <= character <= "\ufe0f":
        return is_pictured(before) or before.isdigit() or before in "#*" or unicodedata.category(before) == "Po"
    if _is_beside(character):
        return unicodedata.category(before) == "Lo"
    return _is_seen_alone(character)


def _is_seen_alone(character: str) -> bool:
    shows = character not in _FILLERS and unicodedata.category(character) not in ("Cc", "Cf", "Cs")
    return shows or character in "\n\t"


def is_pictured(character: str) -> bool:
    """Whether a character can be part of an emoji that is put together."""
    if character == "\ufe0f":
        return True
    return "\u2000" < character != "\u2800" and unicodedata.category(character) in ("So", "Sk", "Sm")


def _needs_joiners(character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in _JOINING)


def writable(value: str) -> str:
    """The text without halves of characters, which JSON lets through (RFC 8259, 8.2) and neither a file nor a database takes."""
    return str(value) if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
