"""Say what a variable of the rules is, and count so that "unknown" stays unknown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.decide.facts.candidate import Candidate

Value = bool | int | str | list[str]

UNKNOWN = -1
"""What a count is while nobody has looked."""

NEVER = 10_000
"""Days since something that never happened."""

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Variable:
    """One name that a rule may use. `value` computes it; `formula` says how, for people; `words` names its languages."""

    name: str
    type: str  # "bool", "int", "string" or "list"
    value: Callable[[Candidate, datetime], Value]
    formula: str
    example: str
    words: str = "any"


def days(since: datetime | None, now: datetime) -> int:
    """Whole days since a moment; NEVER if there was none."""
    return NEVER if since is None else max(0, (now - since) // DAY)


def percent(part: int, whole: int) -> int:
    """A share as a whole number from 0 to 100; UNKNOWN of nothing."""
    return round(100 * part / whole) if whole > 0 else UNKNOWN


def or_unknown(value: int | None) -> int:
    """A count, or UNKNOWN."""
    return UNKNOWN if value is None else value
