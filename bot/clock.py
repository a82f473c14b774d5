"""Tell time in two ways: the wall clock, which may be set, and the machine's own clock since it was started, which may not."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from bot.domain import Boot

__all__ = ["Boot", "BootClock", "Clock", "boot_now", "utc_now"]

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


Clock = Callable[[], datetime]
BootClock = Callable[[], Boot]


def utc_now() -> datetime:
    """The wall clock, in UTC."""
    return datetime.now(UTC)


def boot_now() -> Boot:
    """The machine's own clock now. Where the system has none, every process counts as a start of its own."""
    return Boot(_boot_id(), time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)))


@cache
def _boot_id() -> str:
    try:
        return BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return f"process {uuid.uuid4()}"
