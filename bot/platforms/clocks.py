"""Read a server's clock from what it answers, and hold this machine's against it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from bot.errors import Problem

SKEW = timedelta(minutes=15)


def http_time(header: str) -> datetime | None:
    """The time in a header such as Date; None if there is none."""
    try:
        moment = parsedate_to_datetime(header)
    except (ValueError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def skew(there: datetime | None, now: datetime, host: str) -> Iterator[Problem]:
    """Whether this machine's clock is right, by that of a server; nothing where that was silent."""
    if there is None or abs(now - there) <= SKEW:
        return
    minutes = round(abs(now - there).total_seconds() / 60)
    what = f"The time: this machine's clock and that of {host} are {minutes} minutes apart."
    yield Problem("", what, "Set the clock, or let the machine set it (timedatectl set-ntp true).")
