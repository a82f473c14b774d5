"""Find the status or the account that an address names."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from mastodon import Mastodon

from bot.platforms.mastodon import ask
from bot.platforms.mastodon.client import Client
from bot.platforms.mastodon.error_translation import Gone
from bot.platforms.mastodon.fields import Entity, part, parts, text
from bot.platforms.mastodon.identity import same, uid

_OWN_STATUS = re.compile(r"/(?:@[^/]+|statuses)/(\w+)/?$")


def status_at(client: Client, url: str) -> Entity | None:
    """The status at a web address: by its id on this server, by the server's search for others, or None.

    Searching needs the scope read:search. Mastodon also finds a post by its address on a third server; others may find
    posts in which the address stands, which are not meant.
    """
    if not url.startswith(("https://", "http://")):
        return None
    own = _OWN_STATUS.search(urlsplit(url).path) if _is_here(client, url) else None
    if own:
        return ask.statuses(client, [own[1]]).get(own[1])
    found = client.asked("search", lambda api: _searched(api, url))
    exactly = (status for status in found if url in (text(status, "url"), text(status, "uri")))
    return next(exactly, next(iter(found), None) if client.instance.mastodon else None)


def account_at(client: Client, address: str) -> Entity | None:
    """The account with exactly this `user@domain`, looked for on its own server if this one does not know it yet."""
    wanted = address.removeprefix("@").lower()
    try:
        with client.reading() as api:
            return _exactly([api.account_lookup(wanted)], wanted, client)
    except Gone:
        found = client.asked("account search", lambda api: ask.rows(api.account_search(wanted, resolve=True)))
        return _exactly(found, wanted, client)


def _exactly(found: list[Any], wanted: str, client: Client) -> Entity | None:
    return next((row for row in found if part({"row": row}, "row") and same(uid(row, client.instance), wanted)), None)


def _searched(api: Mastodon, url: str) -> list[Entity]:
    return parts(api.search_v2(url, resolve=True, result_type="statuses"), "statuses")


def _is_here(client: Client, url: str) -> bool:
    return urlsplit(url).netloc in (urlsplit(client.server).netloc, client.instance.domain)
