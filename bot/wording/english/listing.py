"""Say what is open, and what becomes of a post that the owner points at (`list`, `look`, `more`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain import Person
from bot.wording.english.phrases import Frame, ended, explained, listed, of, paragraphs, sentences, tagged, taken
from bot.wording.english.times import span
from bot.wording.text import Cleaned, Name, first, name

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of `list`: the code, whose it is, and where it stands ("open", "goes out at 17:42", "done elsewhere")."""

    code: str
    who: Name
    stands: str


def list_open(items: Sequence[Listed], *, rest: str = "", muted: Sequence[str] = ()) -> str:
    """`list`. `rest` says that all is stopped, or until when I rest; `muted` until when I am quiet about whom."""
    rest = sentences(rest, *muted)
    if not items:
        return sentences("Nothing is open, and nothing is on its way.", rest)
    lines = "\n".join(f"{item.code}, {name(item.who)}: {item.stands}" for item in items)
    return paragraphs(lines, sentences("show and a code brings one up again.", rest))


def leaves_alone(person: Person, because: str) -> str:
    """`look ADDRESS`, when a rule says to leave that post alone."""
    alone = f"I leave this one of {first(person)}'s alone: {ended(explained(Cleaned(because)))}"
    return f"{alone} If you see it otherwise, open it in your app."


def brought_before(to: Name, stands: str, *, code: str, shown: bool = True, alone: bool = True) -> str:
    """`look ADDRESS`, of a post that was chosen already. `shown`: it reached the owner; `stands` is then one of `BECAME`, else
    of `STANDS`.
    """
    if not shown:
        return tagged(f"I have chosen this one by {first(to)} already: {stands}.", code)
    show = taken("show", of(code), alone=alone)
    return tagged(f"I brought you this one by {first(to)} before, and {stands}. {show} brings it again.", code)


def quotes_no_more(to: Name, *, code: str, waits: bool = True, alone: bool = True) -> str:
    """`show`, `look ADDRESS`, of a nudge whose post was found gone or closed: it is not quoted again. `waits`: for an answer."""
    return tagged(sentences(_not_repeated(to), _skip(code, alone=alone) if waits else ""), code)


def only_words(words: str, *, to: Name, code: str, waits: bool = True, alone: bool = True) -> Frame:
    """The same of words that were shown, perhaps beside what the post said. `waits`: they are not on their way."""
    tail = _skip(code, alone=alone) if waits else ""
    return Frame(f"{_not_repeated(to)} Your words were:\n\n", words, tagged(f"\n\n{tail}" if tail else "", code))


def _skip(code: str, *, alone: bool) -> str:
    return f"{taken('skip', of(code), alone=alone)} lets it go."


def _not_repeated(to: Name) -> str:
    return f"When I last looked, that post of {first(to)}'s could no longer be answered, so I do not repeat it."


def your_own_post() -> str:
    """`look ADDRESS`, of the owner's own post."""
    return "That is a post of your own, so nothing happened."


def no_such_post() -> str:
    """`look ADDRESS`, when nothing is found there."""
    return "I found no post at that address, so nothing happened. look takes the address of a post's own page."


def nobody_more(just_wrote: Sequence[Name], left_for: timedelta, *, others_open: bool = False) -> str:
    """`more` or `look`, when there is nobody good enough; what the day still brings is not known.

    What `just_wrote` said to the owner is `left_for` so long to their app. `others_open`: who was brought before is.
    """
    others = ["others"] if len(just_wrote) > MOST_NAMED else []
    who = listed([*map(first, just_wrote[:MOST_NAMED]), *others])
    left = f"What {who} wrote to you I leave to your app for its first {span(left_for)}"
    told = f"{left}, and bring it later, if it still matters." if just_wrote else ""
    there = "list shows what is open." if others_open else ""
    return sentences("Nobody whom I would bring you now.", told, there)
