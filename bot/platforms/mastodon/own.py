"""Look through one's own latest statuses for one that should stand there (DESIGN 2, exactly once); delete one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.errors import PlatformError, Refused
from bot.platforms.mastodon import ask, feeds, policies
from bot.platforms.mastodon.client import Client
from bot.platforms.mastodon.error_translation import Gone
from bot.platforms.mastodon.fields import Entity, ident, needed, text
from bot.platforms.wire import Armed

_CLOCKS = timedelta(minutes=5)
_PAGES = 5


def standing(
    client: Client, account_id: str, since: datetime, could_be: Callable[[Entity], bool], words: str, now: datetime
) -> Entity | None:
    """The own status with exactly these words, written after `since` by a clock that may differ from ours.

    The words are compared as they were sent (`/source`), never through HTML. Raises `PlatformError` if the server does
    not show them, or wrote too much in between to be sure.
    """
    read = feeds.harvest(
        ask.by_account(client, account_id, reshares=False, private=True), None, since - _CLOCKS, now, pages=_PAGES
    )
    for status in filter(could_be, read.entities):
        if _same(_source(client, status), words):
            return status
    if read.gap:
        raise PlatformError("this account has written too much since then to tell whether it was sent")
    return None


def latest(client: Client, account_id: str, wanted: Callable[[Entity], bool], limit: int) -> list[Entity]:
    """The newest own statuses that are wanted, newest first, each once, as far back as looking goes."""
    page = ask.by_account(client, account_id, reshares=False, private=True)
    found: dict[str, Entity] = {}
    below: str | None = None
    for _ in range(_PAGES):
        fresh = {ident(row): row for row in page(below) if ident(row) and ident(row) not in found}
        found |= fresh
        if not fresh or sum(map(wanted, found.values())) >= limit:
            break
        below = list(fresh)[-1]
    return list(filter(wanted, found.values()))[:limit]


def delete(client: Client, policy: Armed, status_id: str) -> None:
    """Delete an own status; gone already is as good. Raises `Refused` when it stands after all.

    A server may answer that there is no such thing where it only lacks the deletion.
    """
    try:
        with policy.arm(policies.deleting(status_id)), client.writing() as api:
            deleted = api.status_delete(status_id)
    except Gone as gone:
        if not is_gone(client, status_id):
            raise Refused(f"{urlsplit(client.server).netloc} deletes nothing for apps") from gone
        return
    if not isinstance(deleted, Mapping) or ident(deleted) != status_id:
        raise PlatformError("the server did not say whether it was deleted", outcome_unknown=True)


def is_gone(client: Client, status_id: str) -> bool:
    """Whether a status is no longer there."""
    try:
        with client.reading() as api:
            api.status(status_id)
    except Gone:
        return True
    return False


def _source(client: Client, status: Entity) -> str:
    try:
        with client.reading() as api:
            return text(api.status_source(needed(status, "id")), "text")
    except Refused as refused:
        raise PlatformError(f"the server does not show the words as they were written: {refused}") from refused


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()
