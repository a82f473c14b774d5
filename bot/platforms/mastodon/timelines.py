"""Where the owner's home comes from, page by page: home itself, and the lists that are kept out of it."""

from __future__ import annotations

import structlog

from bot.platforms.mastodon import ask
from bot.platforms.mastodon.client import Client
from bot.platforms.mastodon.feeds import PAGE, AnyPage
from bot.platforms.mastodon.fields import Entity, flag, ident

log = structlog.get_logger()


def home(client: Client) -> dict[str, AnyPage]:
    """Home, and the lists whose members the owner keeps out of home (MT-7), by the names of their feeds."""
    lists = client.asked("lists", lambda api: ask.rows(api.lists()))
    names = ["home", *(f"list/{ident(row)}" for row in lists if flag(row, "exclusive"))]
    return {name: _timeline(client, name) for name in names}


def _timeline(client: Client, name: str) -> AnyPage:
    def page(below: str | None, most: int = PAGE) -> list[Entity]:
        with client.reading() as api:
            rows = ask.rows(api.timeline(name, max_id=below, limit=most))
        if client.preparing:
            log.info("mastodon_feed_not_ready", feed=name, server=client.server)
        return rows

    return page
