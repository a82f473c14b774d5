"""Let the next requests go wrong in the ways in which real ones do."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from dataclasses import dataclass, field
from enum import StrEnum


class On(StrEnum):
    """Which requests go wrong: what is read, direct statuses, or everything else that is written."""

    READ = "read"
    MESSAGE = "message"
    WRITE = "write"


HOWS = ("before", "after", "500", "503", "429", "html", "206", "empty", "nonsense")
"""`before` breaks the connection unread; `after` carries the request out and then breaks it; the others answer so."""


@dataclass
class Page:
    """What a proxy in front of the server answers to chosen requests: `asked` is a pattern for "METHOD /path".

    `after`: the request was carried out all the same, and only its answer is lost behind this one.
    """

    asked: str
    status: int
    body: str = "<html><body>Back in a moment.</body></html>"
    kind: str = "text/html"
    headers: dict[str, str] = field(default_factory=dict)
    after: bool = False
    times: int = 1

    def fits(self, asked: str) -> bool:
        """Whether this comes instead of the answer to that request."""
        return self.times > 0 and re.fullmatch(self.asked, asked) is not None


class Faults:
    """The faults to come, first in, first out, for each kind of request; and the pages for chosen ones."""

    def __init__(self) -> None:
        self._next: dict[On, deque[str]] = defaultdict(deque)
        self._pages: list[Page] = []

    def answer_with(self, page: Page) -> None:
        """Let a page stand before the answers to some requests."""
        self._pages.append(page)

    def page(self, asked: str) -> Page | None:
        """The page for a request that comes now."""
        found = next((page for page in self._pages if page.fits(asked)), None)
        if found is not None:
            found.times -= 1
        return found

    def add(self, how: str, on: On = On.WRITE, times: int = 1) -> None:
        """Let the next requests fail."""
        if how not in HOWS:
            raise ValueError(f"unknown fault {how!r}; known: {', '.join(HOWS)}")
        self._next[on].extend([how] * times)

    def take(self, on: On) -> str:
        """The fault for a request that comes now, or the empty text."""
        return self._next[on].popleft() if self._next[on] else ""
