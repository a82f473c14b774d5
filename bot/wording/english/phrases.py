"""Say names, numbers, quotations and lists the way that every message does.

Names and quotations are other people's text: only what is cleaned stands in a sentence (`bot.wording.text.cleaning`), and nobody's
pronouns are guessed. `quoted` is for the owner's own words, which are never touched; `cited` and `aside` for everybody else's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.domain import Exchange, Person
from bot.wording.text import Cleaned, first, name, single_marks, without_hidden

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
LONGEST_SAID = 60
LONGEST_TOPIC = 60
LONGEST_ADDRESS = 120
LONGEST_LINK = 400
LONGEST_CITED = 600
LONGEST_ASIDE = 200

_WEB = re.compile(r"https?://[^\s<>\"\u201c\u201d\u00ab\u00bb]+", re.IGNORECASE)
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


class Paste(Frame):
    """A message with words to be copied: they stand on lines of their own, without quotation marks."""

    __slots__ = ()

    def __str__(self) -> str:
        return f"{self.head}\n\n{self.body}\n\n{self.tail}"


def quoted(text: str) -> str:
    """The owner's text in quotation marks that do not occur in it; the text itself is never touched."""
    for opening, closing in _MARKS:
        if opening not in text and closing not in text:
            return f"{opening}{text}{closing}"
    return f'"{text}"'


def cited(text: str, most: int = LONGEST_CITED) -> str:
    """Somebody else's words in quotation marks: one line, and no mark in it can close the quotation."""
    return f'"{single_marks(Cleaned(text, most))}"'


def aside(text: str, most: int = LONGEST_ASIDE) -> str:
    """The same in a message that can be approved: in other marks than the owner's words, which come first."""
    return f"\u201c{single_marks(Cleaned(text, most))}\u201d"


def marked(text: str) -> str:
    """What the owner wrote down, bare where it is one line; of several, each stands under the other with a mark in front."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "".join(f"\n> {line}" for line in lines) if len(lines) > 1 else text.strip()


def noted(text: str) -> str:
    """The same, in quotation marks where it is one line."""
    said = marked(text)
    return said if "\n" in said else quoted(said)


def one_line(text: str) -> str:
    """The text with its lines in one."""
    return " ".join(text.split())


def web(link: str) -> str:
    """A link as it can be opened; nothing, where it is none."""
    bare = without_hidden(link).strip().replace("[", "%5B").replace("]", "%5D")
    return bare if _WEB.fullmatch(bare) and len(bare) <= LONGEST_LINK else ""


def shortened(said: str) -> str:
    """The words in one line, their beginning only when they are long: to be quoted in a question about them."""
    line = one_line(said)
    return line if len(line) <= LONGEST_SAID else f"{line[:LONGEST_SAID].rsplit(' ', 1)[0]} \u2026"


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


def subjects(topics: Sequence[str], most: int = 3) -> str:
    """What somebody often writes about, by the words of their own posts."""
    return series([Cleaned(topic, LONGEST_TOPIC) for topic in topics[:most]])


def capital(sentence: str) -> str:
    """The sentence with its first letter as a capital."""
    return sentence[:1].upper() + sentence[1:]


def ended(sentence: str) -> str:
    """The sentence with a full stop, unless it ends in a mark already, be it inside a quotation."""
    trimmed = sentence.rstrip()
    bare = trimmed.rstrip("".join(closing for _, closing in _MARKS))
    return trimmed if not bare or bare[-1] in ".?!\u2026:" else f"{trimmed}."


def explained(because: str) -> str:
    """A reason that stands behind a colon: what it explains behind one of its own stands in brackets.

    >>> explained("not said to you: private, or closed")
    'not said to you (private, or closed)'
    """
    reason, _, more = because.rstrip(".").partition(": ")
    return f"{reason} ({more})" if more else because


def paragraphs(*blocks: str) -> str:
    """The blocks that say something, with an empty line between them."""
    return "\n\n".join(block for block in blocks if block)


def wrote(person: Person, last: Exchange, when: str) -> str:
    """Words of one of the two, and none of the other's: who wrote to whom, as a clause."""
    return f"{first(person)} wrote to you {when}" if last.theirs_last else f"you wrote to {first(person)} {when}"


def follow_too(person: Person, known_by: Sequence[Person]) -> str:
    """`Ines and Tomas follow Jonah too.`; nothing where nobody is known to."""
    short = [first(one) for one in known_by]
    unlike = len({*short, first(person)}) > len(short)
    who = listed(short if unlike else [name(one) for one in known_by])
    return f"{who} {'follows' if len(short) == 1 else 'follow'} {first(person)} too." if short else ""


def sentences(*spoken: str) -> str:
    """The sentences that are there, in one paragraph."""
    return " ".join(sentence for sentence in spoken if sentence)


def tagged(text: str, code: str) -> str:
    """The text with the short code by which an answer can name it."""
    return f"{text} [{code}]" if code else text


def taken(word: str, code: str, *, alone: bool) -> str:
    """A word as it is taken where it is advised: `alone`, or with the code, where it could be said of something else, too."""
    return word if alone or not code else f"{word} {code}"


def anew(asked: str, code: str, *, alone: bool) -> str:
    """What is asked for is words: `alone`, or with whose they are in front."""
    return asked if alone else f"{asked} with {of(code)}: in front"


def of(code: str) -> str:
    """What the words of a code are for: `t4` of `t4.1`."""
    return code.partition(".")[0]


def if_it_works(what: str, when: str) -> str:
    """What becomes of that which waits for the login for posting; `when` it is late enough to be shown again ("by 17:42")."""
    return f"{what} goes out if the login works again {when}, else I show it again; undo takes it back."
