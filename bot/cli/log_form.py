"""How the log is written."""

from __future__ import annotations

from enum import StrEnum

VARIABLE = "NUDGE_LOG"
"""The variable that says it."""


class LogForm(StrEnum):
    """A few readable lines for people, or every event as JSON."""

    TEXT = "text"
    JSON = "json"
