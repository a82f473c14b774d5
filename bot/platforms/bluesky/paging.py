"""Read lists page by page, from the newest backwards: a short page is not the last one, a missing cursor is (BT-4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from bot.platforms.bluesky.fields import Node, text

MOST_PAGES = 20
"""No poll reads further back than this (DESIGN 4); the rest is a gap."""

T = TypeVar("T")


def pages(ask: Callable[[str | None], Node], *, until: str = "") -> Iterator[Node]:
    """One answer after another; `ask` is given the cursor. Ends at `until` too, and where the cursor stands still."""
    cursor: str | None = None
    while True:
        answer = ask(cursor)
        yield answer
        following = text(answer.get("cursor"))
        if following in ("", until, cursor):
            return
        cursor = following


def chunks(values: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """The values in groups of at most `size`, for calls that take so many and no more (BT-11)."""
    group: list[T] = []
    for value in values:
        group.append(value)
        if len(group) == size:
            yield tuple(group)
            group = []
    if group:
        yield tuple(group)
