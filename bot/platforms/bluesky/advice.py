"""Read for how long a server asks to be left alone, in whichever of the many ways it says so. Nothing here raises."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from bot.platforms.clocks import http_time

_LEAST, _MOST = timedelta(seconds=1), timedelta(days=1)
_NO_TIME = timedelta(days=366)


def advised_pause(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """A second at least and a day at most; None when nothing usable was said. Header names are in lower case."""
    asked = _retry_after(headers.get("retry-after", ""), http_time(headers.get("date", "")) or now)
    left = _until_reset(headers.get("ratelimit-reset", ""), now) if asked is None else asked
    return None if left is None else min(max(left, _LEAST), _MOST)


def _retry_after(value: str, now: datetime) -> timedelta | None:
    """Seconds, or a date by the server's own clock."""
    try:
        seconds = float(value)
    except ValueError:
        until = http_time(value)
        return until - now if until else None
    return timedelta(seconds=min(seconds, _MOST.total_seconds())) if math.isfinite(seconds) and seconds > -1 else None


def _until_reset(value: str, now: datetime) -> timedelta | None:
    """The end of the server's window in seconds since 1970 (BW-8); what is no year of ours was no time in seconds."""
    try:
        left = timedelta(seconds=int(value)) - (now - datetime(1970, 1, 1, tzinfo=UTC))
    except (ValueError, OverflowError):
        return None
    return left if left <= _NO_TIME else None
