"""Read the owner's notifications down to the mark, page by page: a few minutes of them, or what a month has left.

After a long absence there are thousands: of a page nothing is kept but what it says in our own words.
"""

from __future__ import annotations

from datetime import datetime

from bot.domain import Batch, Notice
from bot.platforms.mastodon import ask, feeds
from bot.platforms.mastodon.client import Client
from bot.platforms.mastodon.entities import Entities
from bot.platforms.mastodon.feeds import AnyPage
from bot.platforms.mastodon.fields import Entity, ident, part, when
from bot.platforms.mastodon.notices import NOTICES, ungrouped

AT_ONCE = 80
MOST_PAGES = 63
"""So many a page, and after an absence so many pages: five thousand, by a fifth of the owner's cursors (ML-2)."""

_FEED = "notices"

Told = dict[str, tuple[Notice | None, ...]]
"""What each notification says, by its id: None for one that is no act towards the owner, nothing where it means nothing."""


def read(client: Client, entities: Entities, mark: str, floor: datetime, now: datetime) -> Batch[Notice]:
    """What others did towards the owner since `mark`, filtered away or not where the server shows both."""
    before, told = feeds.read(mark).get(_FEED), Told()
    page = _understood(page_of(client), entities, told, floor)
    harvest = feeds.since(page, before, floor, now, pages=MOST_PAGES if before else feeds.PAGES)
    found = [told[ident(place)] for place in feeds.oldest_first([harvest])]
    after = {_FEED: harvest.mark} if harvest.mark else {}
    notices = tuple(notice for one in found for notice in one if notice)
    return Batch(notices, feeds.stored(after), harvest.gap, sum(not one for one in found))


def page_of(client: Client) -> AnyPage:
    """How a page of them is got: with the filtered ones on Mastodon >= 4.3, the portable way elsewhere (MN-4, MN-9)."""
    if client.instance.grouped:
        return _with_filtered(client)
    client.lacks("filtered notifications", "the server has no /api/v2/notifications")

    def page(below: str | None, most: int = AT_ONCE) -> list[Entity]:
        with client.reading() as api:
            return ask.rows(api.notifications(max_id=below, limit=most))

    return page


def _with_filtered(client: Client) -> AnyPage:
    """Each notification by itself: asking to group a type that never is grouped leaves all of them apart."""

    def page(below: str | None, most: int = AT_ONCE) -> list[Entity]:
        with client.reading() as api:
            results = api.grouped_notifications(
                max_id=below,
                limit=most,
                types=list(NOTICES),
                grouped_types=["mention"],
                expand_accounts="full",
                include_filtered=True,
            )
        return ungrouped(results)

    return page


def _understood(whole: AnyPage, entities: Entities, told: Told, floor: datetime) -> AnyPage:
    """The same pages, but what they say is left in `told`, and only their places are handed on."""

    def page(below: str | None, most: int = AT_ONCE) -> list[Entity]:
        rows = whole(below, most)
        new = [r for r in rows if ident(r) not in told and ((at := when(r, "created_at")) is None or at >= floor)]
        entities.look_up([part(row, "status") for row in new])
        told.update({ident(row): entities.notices([row]) for row in new})
        return [feeds.place(row) for row in rows]

    return page
