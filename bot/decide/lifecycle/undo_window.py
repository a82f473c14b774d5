"""Decide when the time to take an approval back ends, and whether it is over: now, or when the owner was heard (DESIGN 2, undo).

The time begins when the receipt is delivered. It passes by the machine's own clock, which nobody can set. Where the
machine was started anew meanwhile, or such a clock is not known, it is over at the later of the time that was named and
the service's start and as long as there is to undo: whoever could not be heard while nothing ran gets that time again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import Boot


@dataclass(frozen=True, slots=True)
class Window:
    """The time to undo of one approval: from `told_at` (None: the owner was not told yet) to `due_at`, both UTC.

    `told` is `told_at` by the machine's own clock, None where that is not known.
    """

    due_at: datetime
    told_at: datetime | None
    told: Boot | None


@dataclass(frozen=True, slots=True)
class Now:
    """A moment by both clocks. `started` is when the service began, None for a single round (`nudge once`)."""

    wall: datetime
    boot: Boot | None
    started: Boot | None
    undo: timedelta


def goes_out_at(approved_at: datetime, undo: timedelta) -> datetime:
    """When an approved act goes out: after the time to undo, rounded up to the minute that the receipt names."""
    exact = approved_at + undo
    whole = exact.replace(second=0, microsecond=0)
    return whole if whole == exact else whole + timedelta(minutes=1)


def over(window: Window, at: Now) -> bool:
    """Whether that time had passed at a moment: now, or when a reading of the owner's answers began."""
    if window.told_at is None:
        return False
    if window.told is not None and at.boot is not None and window.told.id == at.boot.id:
        return at.boot.seconds - window.told.seconds >= (window.due_at - window.told_at).total_seconds()
    return at.wall >= window.due_at and _runs_long_enough(at)


def _runs_long_enough(at: Now) -> bool:
    if at.started is None:
        return True
    same = at.boot is not None and at.boot.id == at.started.id
    return same and at.boot.seconds - at.started.seconds >= at.undo.total_seconds()  # type: ignore[union-attr]  # `same`


def ended_before_the_start(window: Window, started: Boot) -> bool:
    """Whether all of that time passed while this service did not run, so that nobody could be heard in it."""
    if window.told_at is None:
        return False
    if window.told is None or window.told.id != started.id:
        return True
    return started.seconds - window.told.seconds >= (window.due_at - window.told_at).total_seconds()
