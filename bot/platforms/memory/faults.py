"""Let the next requests go wrong in the ways in which real ones do."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from typing import TypeVar

from bot.errors import PlatformError, Refused

T = TypeVar("T")


class Request(StrEnum):
    """What kind of request goes wrong."""

    READ = "read"
    POST = "post"
    MESSAGE = "message"


FAULTS: dict[str, Callable[[], PlatformError]] = {
    "before": lambda: PlatformError("the connection was refused"),
    "after": lambda: PlatformError("the connection broke before the answer came", outcome_unknown=True),
    "500": lambda: PlatformError("the server answered 500", outcome_unknown=True),
    "429": lambda: PlatformError("too many requests", retry_after=timedelta(minutes=5)),
    "html": lambda: PlatformError("the server answered with a page instead of an answer", outcome_unknown=True),
    "page": lambda: PlatformError("a page came instead of an answer, from somewhere in between", outcome_unknown=True),
    "refused": lambda: Refused("the server understood and said no"),
}
CARRIED_OUT = ("after", "page")
"""Faults behind which the request was carried out all the same."""


class Faults:
    """The faults to come, first in, first out, for each kind of request."""

    def __init__(self) -> None:
        self._next: dict[Request, deque[str]] = defaultdict(deque)

    def add(self, how: str, on: Request = Request.POST, times: int = 1) -> None:
        """Let the next requests fail: one of `FAULTS`. Only those of `CARRIED_OUT` are carried out."""
        if how not in FAULTS:
            raise ValueError(f"unknown fault {how!r}; known: {', '.join(FAULTS)}")
        self._next[on].extend([how] * times)

    def carry(self, on: Request, act: Callable[[], T]) -> T:
        """Carry a request out, or fail in its place."""
        fault = self._next[on].popleft() if self._next[on] else None
        if fault is None:
            return act()
        if fault in CARRIED_OUT:
            act()
        error = FAULTS[fault]()
        raise error
