"""Clean what others have written before it stands in a text of ours, so that it can never be taken for our own words.

`Cleaned` is the one door: only a cleaned string fits into a text of `wording`. It is one line, without anything that cannot be
seen, of bounded length, and nothing in it looks like a code of ours or like the words with which we ask for consent.
Cleaning twice changes nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Self

import grapheme

from bot.domain import Account, Person
from bot.wording.text.addressing import SIGN
from bot.wording.text.cutting import cut
from bot.wording.text.hidden import without_hidden
from bot.wording.text.measuring import graphemes

LINE = 200
LONGEST_NAME = 40
POINTS_EACH = 4
"""Code points that are counted as one character at most: a family of emoji has no end if nobody ends it."""

READ_EACH = 16
"""Code points that are looked at for each character that there is room for; whoever hides a name behind more has none."""

MARKS_EACH = 4
"""Marks that one letter can carry; no script needs more."""


class Cleaned(str):
    """Somebody else's words as they may stand in a text of ours: made of anything, at most `most` characters."""

    __slots__ = ()

    def __new__(cls, raw: str, most: int = LINE) -> Self:
        """Clean it."""
        return super().__new__(cls, _cleaned(raw[: most * READ_EACH], most))


class Name(Cleaned):
    """A name as it is spoken: no emoji, no shortcodes, no pronouns in brackets. In doubt the address, else "somebody".

    Who calls themselves by somebody else's address is called by their own.
    """

    __slots__ = ()

    def __new__(cls, raw: str, address: str = "") -> Self:
        """Make it of a display name, and of the account's address where nothing is left of that."""
        local = address.split("@")[0].split(".")[0]
        return super().__new__(cls, _called(raw[: LONGEST_NAME * READ_EACH], local[: LONGEST_NAME * READ_EACH]))


@lru_cache(maxsize=128)  # the same words stand in a message several times, and it is made at several lengths
def _cleaned(raw: str, most: int) -> str:
    return _settled(lambda text: _cut(_defused(_one_line(text)), most), raw)


@lru_cache(maxsize=128)
def _called(raw: str, local: str) -> str:
    names = (local, raw) if local and _is_anothers(raw, local) else (raw, local)
    return next((said for name in names if (said := _settled(_spoken, name))), "somebody")


def name(of: Person | Account | Name) -> Name:
    """What somebody is called in a sentence: the display name as it can be spoken, else the beginning of the address."""
    if isinstance(of, Person):
        return Name(of.name, of.accounts[0].address if of.accounts else "")
    if isinstance(of, Account):
        return Name(of.name, of.address)
    return of if isinstance(of, Name) else Name(of)


def first(of: Person | Account | Name) -> Name:
    """What a friend would say for short: the first word of the name, unless that is an initial or a title."""
    whole = name(of)
    start = whole.split(" ")[0]
    return whole if len(start.rstrip(".")) == 1 or start.endswith(".") else Name(start.rstrip(","))


def _settled(clean: Callable[[str], str], text: str) -> str:
    """Cleaned until nothing changes any more: what was cut can look like ours at its end."""
    while (cleaner := clean(text)) != text:
        text = cleaner
    return text


# --- one line that is seen


def _one_line(raw: str) -> str:
    bearable = without_hidden(_bearable(without_hidden(raw)))  # what stood between two may be gone
    return " ".join(unicodedata.normalize("NFC", bearable).split())


def _bearable(text: str) -> str:
    """Without private and unknown characters, towers of marks, marks on nothing, and tags; white space as blanks."""
    if text.isascii() and text.isprintable():
        return text
    kept, marks = [" "], MARKS_EACH
    for character in text:
        category = unicodedata.category(character)
        if category in ("Co", "Cn") or "\U000e0000" <= character <= "\U000e0fff":
            continue
        blank = character.isspace() or character == "\u2800"
        marks = marks + 1 if category[0] == "M" else MARKS_EACH if blank else 0
        if category[0] != "M" or marks <= MARKS_EACH:
            kept.append(" " if blank else character)
    return "".join(kept)


def _cut(text: str, most: int) -> str:
    """At most `most` characters, none of them longer than they can honestly be."""
    return cut(text[: most * POINTS_EACH + 1], most, _length)


def _length(text: str) -> int:
    return max(graphemes(text), -(-len(text) // POINTS_EACH))


# --- nothing that looks like ours

_BRACKETS = str.maketrans(
    {
        **dict.fromkeys("[\uff3b\u301a\u27e6\u2045\u2772\u3010\u3014\u3016\u298b\ufe47\ufe5d", "("),
        **dict.fromkeys("]\uff3d\u301b\u27e7\u2046\u2773\u3011\u3015\u3017\u298c\ufe48\ufe5e", ")"),
    }
)
"""What stands around a code of ours, in every width: in foreign words they are round."""

_CODE = re.compile(r"(?<![\w.])([^\W\d_])(\d{1,4})[.\u00b7\u2022\u2219\u22c5\u3002\u06d4](\d{1,2})(?!\w|\.\d)")
_INVITES = re.compile(r"\b(send(?:\W+once\W+more|\W+anyway)?|delete)\s*[,\u060c\u3001\u201a]\s*(?=or\b)", re.IGNORECASE)
_PREVIEW = re.compile(
    r"\bthis\W+would\W+stand\W+under\W+your\W+name\b|\b\d+\W+of\W+\d+\W+the\W+rest\W+follows\b", re.IGNORECASE
)


def _defused(line: str) -> str:
    """Codes with a hyphen, our brackets round, an invitation without its comma, our sentences left out.

    What only looks like one once compatible characters are made equal (full-width, bold, in a circle) is made equal.
    """
    bare = _without_ours(line)
    folded = unicodedata.normalize("NFKC", bare)
    plain = _without_ours(folded)
    return bare if plain == folded else _one_line(plain)


def _without_ours(line: str) -> str:
    bare = _CODE.sub(r"\1\2-\3", line.translate(_BRACKETS))
    return _PREVIEW.sub("\u2026", _INVITES.sub(r"\1 ", bare))


# --- names

_SHORTCODE = re.compile(r":[a-z0-9_]+:", re.IGNORECASE)
_BRACKETED = re.compile(r"[(\[{|/].*$", re.DOTALL)


_ADDRESS = re.compile(rf"\s*(?:{SIGN.pattern})\s*([\w-]+)")


def _is_anothers(raw: str, local: str) -> bool:
    """Whether a display name begins as an address does, and not as that of the account."""
    address = _ADDRESS.match(without_hidden(raw))
    return address is not None and address[1].casefold() != local.casefold()


def _spoken(raw: str) -> str:
    bare = _BRACKETED.sub("", _SHORTCODE.sub("", _defused(_one_line(raw))).strip())
    kept = _one_line("".join(c if _speakable(c) else " " for c in bare))
    name = _beginning(kept, LONGEST_NAME).strip(" ,-_'")
    return name if any(character.isalnum() for character in name) else ""


def _beginning(text: str, most: int) -> str:
    if text.isascii() and "\r" not in text:
        return text[:most]
    kept = ""
    for character in grapheme.graphemes(text[: most * POINTS_EACH]):
        if _length(kept + character) > most:
            break
        kept += character
    return kept


def _speakable(character: str) -> bool:
    letters = unicodedata.category(character)[0] in "LMN" and character not in "\ufe0e\ufe0f\u20e3"
    return letters or character in " .'-\u2019\u00b7,&_\u200c\u200d"


# --- what becomes part of an act


def unsigned(raw: str, most: int = LINE) -> Cleaned:
    """Somebody else's words for an act of the owner's: whatever a server reads in them, they name nobody."""
    said = Cleaned(raw, most)
    while (bare := Cleaned(single_marks(SIGN.sub(" ", said)), most)) != said:
        said = bare
    return said


_DOUBLE = str.maketrans(
    dict.fromkeys('"\u201c\u201d\u201e\u201f\u00ab\u00bb\u300c\u300d\u300e\u300f\uff02\u301d\u301e\u301f', "'")
)


def single_marks(line: str) -> str:
    """With single marks only, so that a quotation around it ends where it ends."""
    return line.translate(_DOUBLE)
