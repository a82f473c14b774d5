"""The values that a message of the owner's is read into."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from bot.decide.commands.forms import Argument, OfSomebody


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The owner's own words, to be shown back. `said` is the whole message, `text` without a code that was named.

    `hesitant` is true when they begin with no, wait, stop, undo or cancel, `maybe_ours` when they may as well be said to this
    program, though too little so to be asked about: whatever is on its way should be held.
    """

    text: str
    said: str
    code: str | None = None
    hesitant: bool = False
    maybe_ours: bool = False


A_co = TypeVar("A_co", bound=Argument, covariant=True)


@dataclass(frozen=True, slots=True)
class Command(Generic[A_co]):
    """One thing that the owner asked for, plainly.

    `name` is the first word of its entry in `TABLE` ("later", "send once more"). `said` is the whole message. `argument` is
    what stood after the word, in the form that the table names for it. `code` is the short code that was named ("t4",
    "t4.1"), lower case. `otherwise` is set when the same words could be the owner's own ("never thought of that"): to be
    shown back when the command makes no sense where it was said. `loosely`: it was understood by its shape, not by the very
    words of the table, so that it is doubt about a reply on its way.
    """

    name: str
    said: str
    argument: A_co
    code: str | None = None
    otherwise: OwnWords | None = None
    loosely: bool = False

    @property
    def person(self) -> str:
        """Who was named; empty: whoever the answered message is about."""
        return self.argument.person if isinstance(self.argument, OfSomebody) else ""


CONSENT = ("send", "yes")
"""Entries that can permit a public write, when they answer a preview: their exact words, or what `consenting` lists."""

ACTS = (*CONSENT, "send anyway", "send once more", "delete")
"""Entries that must be said in full: a guess at one of them is never carried out on a `yes`."""


class Why(StrEnum):
    """Why a message was not plain."""

    NEAR_MISS = "near miss"  # `guess` is what may have been meant
    TWO = "two commands"
    NO_NAME = "a name is missing"
    NO_TIME = "no time that can be read"
    PAST = "that time is over"
    NO_WORDS = "words are missing"
    EMPTY = "nothing was said"
    WHOSE = "for this program, or for somebody"  # `guess` is what would be done for them, if anything
    OURS = "for this program, which knows nothing to do"
    NONE_WAITS = "for somebody, and there are no words that it was said of"


@dataclass(frozen=True, slots=True)
class Unclear:
    """Something to ask about; nothing happens.

    `guess` is the command that may have been meant, ready to be parsed again when the owner says `yes` ("later
    tomorrow"); empty when there is none. `confirm` is false when the guess must be said by the owner in full.
    `name` is the entry concerned ("remind"); `example` one of its examples. `person` was named in it ("mute tomas").
    """

    said: str
    why: Why
    guess: str = ""
    name: str = ""
    example: str = ""
    code: str | None = None
    hesitant: bool = False
    person: str = ""

    @property
    def confirm(self) -> bool:
        """Whether `yes` is enough to do what was guessed."""
        return bool(self.guess) and self.name not in ACTS


Parsed = Command[Argument] | OwnWords | Unclear
