"""Cut pages out of lists as Mastodon does, with the holes that this leaves (MT-1, MT-5)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from tests.servers.mastodon.clock import order

T = TypeVar("T")


def page(
    items: Sequence[T],
    given_id: Callable[[T], str],
    cursors: dict[str, str],
    limit: int,
    swallowed: Collection[str] = (),
) -> list[T]:
    """A page of a list that comes newest first.

    `max_id`: below it. `since_id`: the newest above it, so that the middle is skipped. `min_id`: the ones right above
    it. `swallowed` are ids that take up room on their page and are left out of the answer afterwards.
    """
    found = list(items)
    if max_id := cursors.get("max_id"):
        found = [one for one in found if order(given_id(one)) < order(max_id)]
    if above := cursors.get("since_id") or cursors.get("min_id"):
        found = [one for one in found if order(given_id(one)) > order(above)]
    found = found[-limit:] if cursors.get("min_id") and limit else found[:limit]
    return [one for one in found if given_id(one) not in swallowed]


def link(url: str, ids: Sequence[str]) -> str:
    """The Link header of a page, empty for an empty one."""
    if not ids:
        return ""
    return f'<{url}?max_id={ids[-1]}>; rel="next", <{url}?min_id={ids[0]}>; rel="prev"'
