"""Measure time that nobody can set: seconds since the machine came up, and which coming up that was."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Boot:
    """A reading of the clock that only counts (CLOCK_BOOTTIME), with the id of the boot since which it counts."""

    id: str
    seconds: float
