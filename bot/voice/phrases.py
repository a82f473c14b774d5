"""Say names, numbers, quotations and lists the way that every message does.

Names are other people's text: they are cleaned before they stand in a sentence, and nobody's pronouns are guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.domain import Account, Person

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
LONGEST_NAME = 40
LONGEST_SAID = 60

_SHORTCODE = re.compile(r":[a-z0-9_]+:", re.IGNORECASE)
_BRACKETED = re.compile(r"[(\[{|/].*$", re.DOTALL)
_MARKS = (('"', '"'), ("\u201c", "\u201d"), ("\u00ab", "\u00bb"))


class Frame(NamedTuple):
    """A message that shows words: what stands before them, the words (not quoted yet), what stands after.

    Only `body` may be long. `delivery.parts(*frame, limits)` makes it leave; `str(frame)` is the whole, for a terminal.
    """

    head: str
    body: str
    tail: str

    def __str__(self) -> str:
        return f"{self.head}{quoted(self.body)}{self.tail}"


def quoted(text: str) -> str:
    """The text in quotation marks that do not occur in it; the text itself is never touched."""
    for opening, closing in _MARKS:
        if opening not in text and closing not in text:
            return f"{opening}{text}{closing}"
    return f'"{text}"'


def shortened(said: str) -> str:
    """What the owner said, in one line, its beginning only when it was long: to be quoted in a question about it."""
    line = " ".join(said.split())
    return line if len(line) <= LONGEST_SAID else f"{line[:LONGEST_SAID].rsplit(' ', 1)[0]} \u2026"


def name(of: Person | Account | str, fallback: str = "") -> str:
    """A display name as it can be spoken: no emoji, no shortcodes, no pronouns in brackets, one line, 40 characters."""
    if isinstance(of, Person):
        return name(of.name, of.accounts[0].address if of.accounts else "")
    if isinstance(of, Account):
        return name(of.name, of.address)
    return _spoken(of) or _spoken(fallback.split("@")[0].split(".")[0]) or "somebody"


def _spoken(raw: str) -> str:
    bare = _BRACKETED.sub("", _SHORTCODE.sub("", raw).strip())
    kept = "".join(c if _speakable(c) else " " for c in unicodedata.normalize("NFC", bare))
    return " ".join(kept.split())[:LONGEST_NAME].strip(" ,-_'")


def _speakable(character: str) -> bool:
    letters = unicodedata.category(character)[0] in "LMN" and character not in "\ufe0e\ufe0f\u20e3"
    return letters or character in " .'-\u2019\u00b7,&_"


def first(of: Person | Account | str, fallback: str = "") -> str:
    """What a friend would say for short: the first word of the name, unless that is an initial or a title."""
    whole = name(of, fallback)
    start = whole.split(" ")[0]
    return whole if len(start.rstrip(".")) == 1 or start.endswith(".") else start.rstrip(",")


def number(count: int) -> str:
    """Up to twelve in words, then in figures."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else f"{count:,}"


def some(count: int, one: str, many: str = "") -> str:
    """`no posts`, `one post`, `three posts`."""
    return f"{number(count)} {one if count == 1 else many or f'{one}s'}"


def listed(things: Iterable[str], *, last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    *before, end = list(things) or [""]
    return f"{', '.join(before)} {last} {end}" if before else end


def series(things: Sequence[str]) -> str:
    """`a, b, c`: for things that are only named."""
    return ", ".join(things)


def capital(sentence: str) -> str:
    """The sentence with its first letter as a capital."""
    return sentence[:1].upper() + sentence[1:]


def ended(sentence: str) -> str:
    """The sentence with a full stop, unless it ends in a mark already, be it inside a quotation."""
    trimmed = sentence.rstrip()
    bare = trimmed.rstrip("".join(closing for _, closing in _MARKS))
    return trimmed if not bare or bare[-1] in ".?!\u2026:" else f"{trimmed}."


def paragraphs(*blocks: str) -> str:
    """The blocks that say something, with an empty line between them."""
    return "\n\n".join(block for block in blocks if block)


def sentences(*spoken: str) -> str:
    """The sentences that are there, in one paragraph."""
    return " ".join(sentence for sentence in spoken if sentence)


def tagged(text: str, code: str) -> str:
    """The text with the short code by which an answer can name it."""
    return f"{text} [{code}]" if code else text
