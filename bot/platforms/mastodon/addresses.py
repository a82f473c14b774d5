"""Find the status or the account that an address names, in whichever form (MO-12)."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from bot.platforms.mastodon import ask
from bot.platforms.mastodon.client import Client
from bot.platforms.mastodon.error_translation import Gone
from bot.platforms.mastodon.fields import Entity, part, parts, single, text
from bot.platforms.mastodon.identity import same, uid
from bot.platforms.mastodon.library import Mastodon

_OWN_STATUS = re.compile(r"/(?:@[^/]+(?:/posts|/statuses)?|statuses|posts|notice|notes|p/[^/]+|s)/([\w-]+)/?$")
"""How servers of several kinds, and apps that show them, name a status by its id: Mastodon, Takahe, GoToSocial, Pleroma,
Misskey, Pixelfed, Elk, Phanpy. Other addresses, such as `/objects/UUID`, are found by the server's own search."""


def status_at(client: Client, url: str) -> Entity | None:
    """The status at a web address: by its id on this server, by the server's search for others, or None.

    Searching needs the scope read:search. Mastodon also finds a post by its address on a third server; others may find
    posts in which the address stands, which are not meant.
    """
    if not url.startswith(("https://", "http://")):
        return None
    place = _here(client, url)
    if (own := _OWN_STATUS.search(place)) and (named := ask.statuses(client, [own[1]])):
        return next(iter(named.values()))
    found = client.asked("search", lambda api: _searched(api, url))
    exactly = (s for s in found if _plain(url) in (_plain(text(s, "url")), _plain(text(s, "uri"))))
    return next(exactly, next(iter(found), None) if client.instance.mastodon else None)


def account_at(client: Client, address: str) -> Entity | None:
    """The account with exactly this `user@domain`, looked for on its own server if this one does not know it yet."""
    wanted = address.removeprefix("@").lower()
    try:
        with client.reading() as api:
            return _exactly([api.account_lookup(wanted)], wanted, client)
    except Gone:
        return _searched_for(client, f"@{wanted}", wanted) or _searched_for(client, wanted, wanted)


def _searched_for(client: Client, words: str, wanted: str) -> Entity | None:
    """GoToSocial asks another server only where a sign stands in front of the name; others know no such sign."""
    found = client.asked("account search", lambda api: ask.rows(api.account_search(words, resolve=True)))
    return _exactly(found, wanted, client)


def _exactly(found: list[Any], wanted: str, client: Client) -> Entity | None:
    return next((row for row in found if part({"row": row}, "row") and same(uid(row, client.instance), wanted)), None)


def _searched(api: Mastodon, url: str) -> list[Entity]:
    return parts(single(api.search_v2(url, resolve=True, result_type="statuses")), "statuses")


def _here(client: Client, url: str) -> str:
    """The path of an address on this server, also as an app shows it behind the server's name; else nothing."""
    hosts = {urlsplit(client.server).netloc.lower(), client.instance.domain.lower()}
    parts_ = urlsplit(url)
    if parts_.netloc.lower() in hosts:
        return parts_.path
    for path in (parts_.path, parts_.fragment):
        host, _, rest = path.lstrip("/").partition("/")
        if host.lower() in hosts:
            return f"/{rest}"
    return ""


def _plain(url: str) -> str:
    """An address without what may differ between two spellings of it: the slash at the end, a fragment, the host's case."""
    given = urlsplit(url)
    return f"{given.netloc.lower()}{given.path.rstrip('/')}?{given.query}" if given.netloc else url
