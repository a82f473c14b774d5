"""See whether an account moved to another: the old one has to say so, and the new one to name it as an alias (MA-11)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from bot.config import Config, MastodonOwner
from bot.errors import BotError, ConfigError, LoginEnded, PlatformError
from bot.platforms.mastodon import NETWORK, normalise, policies
from bot.platforms.mastodon.client import Client
from bot.platforms.mastodon.error_translation import Redirected, of_request
from bot.platforms.mastodon.fields import Entity, part, single, text
from bot.platforms.mastodon.identity import address
from bot.platforms.mastodon.oauth import TIMEOUTS
from bot.platforms.mastodon.setup import own_page
from bot.platforms.requests_library import requests
from bot.platforms.setup import Move

_ACTOR = "application/activity+json"


def look(before: Config, after: Config, secret: str) -> Move:
    """What the two say; each is asked of its own server."""
    was, now = before.mastodon.owner, after.mastodon.owner
    if was is None or now is None:
        raise BotError(f"{NETWORK} has no such account in config.toml")
    try:
        kept = before.secret("mastodon.owner")
    except ConfigError:
        kept = ""
    try:
        identity, to, names = _old(was, kept)
    except LoginEnded:
        identity, to, names = _old(was, "")
    return Move(identity, to, _named(now, secret, names))


def _old(was: MastodonOwner, token: str) -> tuple[str, str, frozenset[str]]:
    """The old account's identity, where it says that it moved to, and by what an alias would name it."""
    client = Client(was.server, token, policies.reader(), TIMEOUTS)
    try:
        with client.reading() as api:
            found = single(api.account_lookup(was.address))
        moved = part(found, "moved")
        names = {text(found, "uri"), text(found, "url"), _own_page(client, was.address)} - {""}
        to = address(moved, client.instance).lower() if moved else ""
        return normalise.account(found, client.instance).identity, to, frozenset(map(_plain, names))
    finally:
        client.close()


def _named(now: MastodonOwner, secret: str, names: frozenset[str]) -> bool | None:
    """Whether the new account names one of these as an alias; None where its server does not say which it has."""
    client = Client(now.server, secret, policies.reader(), TIMEOUTS)
    try:
        told = _told_to_itself(client) if secret else None
        aliases = told if told is not None else _told_to_all(client, now)
    finally:
        client.close()
    return None if aliases is None else bool(names & {_plain(alias) for alias in aliases})


def _told_to_itself(client: Client) -> list[str] | None:
    """As GoToSocial tells whoever is logged in."""
    with client.reading() as api:
        source = part(single(api.account_verify_credentials()), "source") or {}
    return _texts(source["also_known_as_uris"]) if "also_known_as_uris" in source else None


def _told_to_all(client: Client, now: MastodonOwner) -> list[str] | None:
    """As the account's own page says for other servers; some servers show it to these only."""
    page = _own_page(client, now.address)
    if urlsplit(page).netloc != urlsplit(client.server).netloc:
        return None
    said = _said(client, page)
    return _texts(said.get("alsoKnownAs", [])) if said else None


def _own_page(client: Client, account: str) -> str:
    try:
        return own_page(client, account)
    except (requests.RequestException, Redirected, ValueError):
        return ""


def _said(client: Client, page: str) -> Entity:
    try:
        answer = client.session.get(
            page, headers={"Accept": _ACTOR}, timeout=TIMEOUTS, auth=lambda request: request, allow_redirects=False
        )
    except (requests.RequestException, Redirected) as error:
        raise of_request(error) from error
    try:
        said: Any = answer.json() if answer.ok else {}
    except ValueError:
        raise PlatformError(f"{urlsplit(page).netloc} did not show the account as servers see it") from None
    return said if isinstance(said, dict) else {}


def _texts(said: Any) -> list[str]:
    listed = said if isinstance(said, list) else [said]
    return [one for one in listed if isinstance(one, str)]


def _plain(name: str) -> str:
    return name.rstrip("/").casefold()
