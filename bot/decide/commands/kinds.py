"""The values that a message of the owner's is read into."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The owner's own words, to be shown back. `said` is the whole message, `text` without a code that was named.

    `hesitant` is true when they begin with no, wait, stop, undo or cancel: whatever is on its way should be held.
    """

    text: str
    said: str
    code: str | None = None
    hesitant: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that the owner asked for, plainly.

    `name` is the first word of its entry in `TABLE` ("later", "send once more"). `said` is the whole message. `code` is
    the short code that was named ("t4", "t4.1"), lower case. `argument` is what stood after the word, as typed, code
    taken off. `person` is the part of the argument that names somebody (for `note` the whole argument: see
    `split_name`); empty: whoever the answered message is about. `words` is the free text after it. `until` is a time
    asked for (UTC); `whole_day` means that a day was named without an hour, and `until` is its morning. `span` is a
    length of time ("6w"). `times` are times of day, `number` a count. `off` is true for "keep ines off", "weekly off".
    `add` and `drop` are the topics of `topics + x - y`. `otherwise` is set when the same words could be the owner's own
    ("never thought of that"): to be shown back when the command makes no sense where it was said.
    """

    name: str
    said: str
    code: str | None = None
    argument: str = ""
    person: str = ""
    words: str = ""
    until: datetime | None = None
    whole_day: bool = False
    span: timedelta | None = None
    times: tuple[time, ...] = ()
    number: int | None = None
    off: bool = False
    add: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    otherwise: OwnWords | None = None


CONSENT = ("send", "yes")
"""Entries that can permit a public write, when they answer a preview. Nothing but their exact words is read as one."""

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


@dataclass(frozen=True, slots=True)
class Unclear:
    """Something to ask about; nothing happens.

    `guess` is the command that may have been meant, ready to be parsed again when the owner says `yes` ("later
    tomorrow"); empty when there is none. `confirm` is false when the guess must be said by the owner in full.
    `name` is the entry concerned ("remind"); `example` one of its examples.
    """

    said: str
    why: Why
    guess: str = ""
    name: str = ""
    example: str = ""
    code: str | None = None
    hesitant: bool = False

    @property
    def confirm(self) -> bool:
        """Whether `yes` is enough to do what was guessed."""
        return bool(self.guess) and self.name not in ACTS


Parsed = Command | OwnWords | Unclear
