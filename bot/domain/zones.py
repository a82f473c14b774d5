"""Know a time zone by its name."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def zone_or(named: str | None, otherwise: ZoneInfo) -> ZoneInfo:
    """A zone by its name. Another machine, onto which a folder was put, may not know it: then the other one holds."""
    try:
        return ZoneInfo(named) if named else otherwise
    except (ZoneInfoNotFoundError, ValueError):
        return otherwise
