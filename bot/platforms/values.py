"""What a number in a server's JSON has to be before it is believed."""

from __future__ import annotations

LARGEST = 2**53 - 1
"""The largest whole number that JSON's readers agree on (RFC 8259, 6); SQLite keeps no larger one than 2**63 - 1."""


def whole_number(value: object) -> int | None:
    """The number, or None for anything else and for one that cannot be kept."""
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if -LARGEST <= value <= LARGEST else None
