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
