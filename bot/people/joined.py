"""Make one person of two: what was noted of either is kept, and of two wishes the stronger holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain import Goal

WEAKER_FIRST = (Goal.NONE, Goal.GET_TO_KNOW, Goal.KEEP_IN_TOUCH)


@dataclass(frozen=True, slots=True)
class Noted:
    """Everything that is noted of a person: one field for each column of the table, and no other."""

    id: int
    name: str
    created_at: datetime
    goal: Goal = Goal.NONE
    every_days: float | None = None
    note: str = ""
    never: bool = False
    remind_at: datetime | None = None
    remind_text: str = ""
    remind_asked_at: datetime | None = None


def joined(kept: Noted, other: Noted) -> Noted:
    """The two as one person, who keeps the id and the name of the first."""
    wish = max(kept.goal, other.goal, key=WEAKER_FIRST.index)
    due = [one for one in (kept, other) if one.remind_at is not None]
    due.sort(key=lambda one: one.remind_at or one.created_at)
    return Noted(
        id=kept.id,
        name=kept.name or other.name,
        created_at=min(kept.created_at, other.created_at),
        goal=wish,
        every_days=min((o.every_days for o in (kept, other) if o.goal is wish and o.every_days), default=None),
        note=_each_once("\n", kept.note, other.note),
        never=kept.never or other.never,
        remind_at=due[0].remind_at if due else None,
        remind_text=_each_once("; ", *(one.remind_text for one in due)),
        remind_asked_at=due[0].remind_asked_at if due else None,
    )


def _each_once(between: str, *texts: str) -> str:
    return between.join(dict.fromkeys(text for text in texts if text))
