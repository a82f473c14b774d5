"""Ask a server which software it is, where what it says to apps leaves that open (MO-11)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from bot.platforms.mastodon.error_translation import Redirected
from bot.platforms.mastodon.fields import Entity, part, parts, text
from bot.platforms.requests_library import requests

_WELL_KNOWN = "/.well-known/nodeinfo"


def software(session: requests.Session, server: str, timeouts: tuple[float, float]) -> str:
    """The name of the software in lower case; empty where that cannot be told now.

    The token stays at home: nobody needs one to ask this. Only the path of the link is followed, on the same server.
    """
    links = parts(_asked(session, server + _WELL_KNOWN, timeouts), "links")
    paths = [urlsplit(text(link, "href")).path for link in links if "nodeinfo" in text(link, "rel")]
    told = _asked(session, server + paths[-1], timeouts) if paths and paths[-1].startswith("/") else {}
    return text(part(told, "software"), "name").lower()


def _asked(session: requests.Session, url: str, timeouts: tuple[float, float]) -> Entity:
    try:
        answer = session.get(url, timeout=timeouts, auth=lambda request: request)
        said: Any = answer.json() if answer.ok else None
    except (requests.RequestException, Redirected):
        return {}
    return said if isinstance(said, dict) else {}
