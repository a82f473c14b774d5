"""Speak of what is coming, and of who spoke of something: stored facts in a line each, and nothing to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain import Person
from bot.wording.english.phrases import capital, cited, ended, noted, paragraphs, sentences, shortened, web
from bot.wording.english.times import at, day, since
from bot.wording.text import Cleaned, Name, first, name

LONGEST_SPOKEN = 70
"""Characters of what each of three people said."""


@dataclass(frozen=True, slots=True)
class Coming:
    """One thing that comes at a time; `about`: then or a little later, when there is an occasion."""

    at: datetime
    what: str
    about: bool = False


@dataclass(frozen=True, slots=True)
class Spoke:
    """Who said what, when, and where it stands."""

    who: Name
    words: str
    at: datetime
    link: str


def list_ahead(coming: Sequence[Coming], now: datetime, zone: ZoneInfo, *, rest: str = "") -> str:
    """`list ahead`. `rest` says that all is stopped."""
    if not coming:
        return sentences("Nothing is planned.", rest or "list shows what is open now.")
    lines = "\n".join(f"{_when(one, now, zone)}, {one.what}" for one in coming)
    return paragraphs("Ahead:", lines, sentences(rest, "list shows what is open now."))


def _when(one: Coming, now: datetime, zone: ZoneInfo) -> str:
    if not one.about:
        return at(one.at, now, zone).removeprefix("on ")
    return "from now on" if one.at <= now else f"about {since(one.at, now, zone)}"


def next_look() -> str:
    """The next delivery, in `list ahead`."""
    return "the next look"


def rest_ends() -> str:
    """The end of `pause`, in `list ahead`."""
    return "the rest ends"


def goes_out_then(to: Name, *, held: bool = False) -> str:
    """A reply on its way, in `list ahead`; `held`: asking about it has just held it."""
    return f"your answer to {first(to)}, {'held now that you ask' if held else 'until then undo takes it back'}"


def again_then(who: Name, *, called: Cleaned | None = None) -> str:
    """What was put off, in `list ahead`. `called`: here and below, what tells them from others of that name."""
    return f"{called or first(who)} again, if it still matters then"


def reminded_then(person: Person, words: str, *, called: Cleaned | None = None) -> str:
    """What was asked for with `remind`, in `list ahead`."""
    whom = called or first(person)
    return f"{whom}: {noted(words)}" if words.strip() else f"{whom}, as you asked"


def reason_for_a_word(person: Person, *, called: Cleaned | None = None) -> str:
    """What was asked for with `keep`, in `list ahead`."""
    return f"a reason for a word with {called or first(person)}"


def spoke_of(topic: str, found: Sequence[Spoke], now: datetime, zone: ZoneInfo) -> str:
    """`about TOPIC`."""
    if not found:
        return f"Of those I read for you, nobody spoke of {shortened(topic)} in the last two weeks."
    lines = (
        f"{name(one.who)}, {day(one.at, now, zone)}: {cited(one.words, LONGEST_SPOKEN)} {web(one.link)}"
        for one in found
    )
    return paragraphs(*(ended(capital(line)) if not web(line.split()[-1]) else line for line in lines))
