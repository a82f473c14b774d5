"""Where the owner's reading comes from, page by page: home, lists that are kept out of it, notifications."""

from __future__ import annotations

import structlog

from bot.platforms.mastodon import ask
from bot.platforms.mastodon.client import Client
from bot.platforms.mastodon.feeds import NOTICES_AT_ONCE, PAGE, AnyPage
from bot.platforms.mastodon.fields import Entity, flag, ident
from bot.platforms.mastodon.normalise import NOTICES, ungrouped

log = structlog.get_logger()


def home(client: Client) -> dict[str, AnyPage]:
    """Home, and the lists whose members the owner keeps out of home (MT-7), by the names of their feeds."""
    lists = client.asked("lists", lambda api: ask.rows(api.lists()))
    names = ["home", *(f"list/{ident(row)}" for row in lists if flag(row, "exclusive"))]
    return {name: _timeline(client, name) for name in names}


def notifications(client: Client) -> AnyPage:
    """Notifications: with the filtered ones on Mastodon >= 4.3, the portable way elsewhere (MN-4, MN-9)."""
    if client.instance.grouped:
        return _with_filtered(client)
    client.lacks("filtered notifications", "the server has no /api/v2/notifications")

    def page(below: str | None, most: int = NOTICES_AT_ONCE) -> list[Entity]:
        with client.reading() as api:
            return ask.rows(api.notifications(max_id=below, limit=most))

    return page


def _timeline(client: Client, name: str) -> AnyPage:
    def page(below: str | None, most: int = PAGE) -> list[Entity]:
        with client.reading() as api:
            rows = ask.rows(api.timeline(name, max_id=below, limit=most))
        if client.preparing:
            log.info("mastodon_feed_not_ready", feed=name, server=client.server)
        return rows

    return page


def _with_filtered(client: Client) -> AnyPage:
    """Each notification by itself: asking to group a type that never is grouped leaves all of them apart."""

    def page(below: str | None, most: int = NOTICES_AT_ONCE) -> list[Entity]:
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
