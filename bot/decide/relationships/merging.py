"""Make one person of two: what was noted of either is kept, and of two wishes the stronger holds."""

from __future__ import annotations

from bot.domain import Goal, PersonNotes

WEAKER_FIRST = (Goal.NONE, Goal.GET_TO_KNOW, Goal.KEEP_IN_TOUCH)


def joined(kept: PersonNotes, other: PersonNotes) -> PersonNotes:
    """The two as one person, who keeps the id and the name of the first."""
    wish = max(kept.goal, other.goal, key=WEAKER_FIRST.index)
    due = [one for one in (kept, other) if one.remind_at is not None]
    due.sort(key=lambda one: one.remind_at or one.created_at)
    return PersonNotes(
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
        forget_at=min((one.forget_at for one in (kept, other) if one.forget_at is not None), default=None),
        quiet_until=max((one.quiet_until for one in (kept, other) if one.quiet_until is not None), default=None),
    )


def _each_once(between: str, *texts: str) -> str:
    return between.join(dict.fromkeys(text for text in texts if text))
