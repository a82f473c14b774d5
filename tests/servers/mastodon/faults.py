"""Let the next requests go wrong in the ways in which real ones do."""

from __future__ import annotations

from collections import defaultdict, deque
from enum import StrEnum


class On(StrEnum):
    """Which requests go wrong: what is read, direct statuses, or everything else that is written."""

    READ = "read"
    MESSAGE = "message"
    WRITE = "write"


HOWS = ("before", "after", "500", "503", "429", "html", "206", "empty", "nonsense")
"""`before` breaks the connection unread; `after` carries the request out and then breaks it; the others answer so."""


class Faults:
    """The faults to come, first in, first out, for each kind of request."""

    def __init__(self) -> None:
        self._next: dict[On, deque[str]] = defaultdict(deque)

    def add(self, how: str, on: On = On.WRITE, times: int = 1) -> None:
        """Let the next requests fail."""
        if how not in HOWS:
            raise ValueError(f"unknown fault {how!r}; known: {', '.join(HOWS)}")
        self._next[on].extend([how] * times)

    def take(self, on: On) -> str:
        """The fault for a request that comes now, or the empty text."""
        return self._next[on].popleft() if self._next[on] else ""
