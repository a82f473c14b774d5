"""Name what a second reader says of a post: how much it is worth, and what kind of saying it took it for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TakenFor(StrEnum):
    """The closed list of kinds that a second reader may name; our own words say them."""

    HELP = "help"
    QUESTION = "question"
    OPINION = "opinion"
    WORK = "work"
    NEWS = "news"
    TALK = "talk"
    JOKE = "joke"
    THANKS = "thanks"
    TROUBLE = "trouble"
    QUARREL = "quarrel"
    NOTICE = "notice"
    OTHER = "other"


OPENINGS = frozenset(TakenFor) - {TakenFor.THANKS, TakenFor.TROUBLE, TakenFor.QUARREL, TakenFor.NOTICE}
"""Kinds for which a reader may bring somebody forward: an ending, trouble, a quarrel or a notice is no reason."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a second reader said of one version of a post. `worth` is 0 to 2."""

    worth: float
    kind: TakenFor = TakenFor.OTHER


class Outcome(StrEnum):
    """What a second reader had to do with a suggestion."""

    BROUGHT = "brought"
    AGREED = "agreed"
    NOT_SHOWN = "not shown"
    SILENT = "silent"
    SPENT = "spent"


@dataclass(frozen=True, slots=True)
class Behind:
    """Somebody whose place was given away, and what the reader took their post for."""

    person: int
    kind: TakenFor


@dataclass(frozen=True, slots=True)
class Opinion:
    """What is noted of a suggestion while a second reader is set up: who that is, and what it did.

    `kind` is what it took the post for. `before` is whose place it gave away; None where it was free, or is forgotten.
    """

    host: str
    outcome: Outcome
    kind: TakenFor | None = None
    before: Behind | None = None
