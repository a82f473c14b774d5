"""Decide whether it is time again, by a clock that may have been set meanwhile."""

from __future__ import annotations

from datetime import datetime, timedelta

LONGEST = timedelta(days=1)
"""No network asks for more patience; a time to try again that lies further ahead was noted by a clock that was wrong."""


def again_at(now: datetime, wait: timedelta) -> datetime:
    """When to try again, whatever patience was asked for: further ahead it would count as a wrong clock's."""
    return now + min(wait, LONGEST)


def put_off(until: datetime | None, now: datetime) -> bool:
    """Whether something is to be left alone until a time that was noted earlier."""
    return until is not None and now < until <= now + LONGEST


def within(at: datetime | None, now: datetime, span: timedelta) -> bool:
    """Whether something was so lately, by a clock that may have been set meanwhile."""
    return at is not None and abs(now - at) < span
