"""Find the server that holds an account, by its handle: who that is, and what the directory of accounts says of it (BI-3)."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlsplit

from bot.config.values import in_clear, web_address
from bot.platforms.bluesky.client import TIMEOUT
from bot.platforms.bluesky.fields import Node, node, nodes, text
from bot.platforms.bluesky.policies import READING
from bot.platforms.httpx_library import httpx, trusted
from bot.platforms.wire_of_httpx import HttpxWire

RESOLVER, DIRECTORY = "https://bsky.social", "https://plc.directory"
_ENTRANCE = (".bsky.social", ".bsky.network")
"""Accounts with such handles, and those on such servers, are logged in through the usual service."""

_PDS = "AtprotoPersonalDataServer"


def home(handle: str) -> str:
    """The service of an account as a whole address; empty where the usual one will do, or nobody says."""
    name = handle.removeprefix("@").lower()
    if name.endswith(_ENTRANCE):
        return ""
    try:
        transport = httpx.HTTPTransport(verify=trusted())
    except OSError:
        return ""  # the certificates that this machine names are not there; whoever is logged in is told
    with httpx.Client(transport=HttpxWire(READING, transport), timeout=TIMEOUT) as client:
        asked = f"{RESOLVER}/xrpc/com.atproto.identity.resolveHandle"
        did = text(_said(client, asked, handle=name).get("did"))
        document = _said(client, _document(did)) if did else {}
    services = (one for one in nodes(document.get("service")) if one.get("type") == _PDS)
    found = _safe(text(next(services, {}).get("serviceEndpoint")))
    return "" if (urlsplit(found).hostname or "").endswith(_ENTRANCE) else found


def _safe(endpoint: str) -> str:
    """An address to which a password may be sent; empty for any other, since whoever has a handle writes what it says."""
    try:
        address = web_address(endpoint)
    except ValueError:
        return ""
    return "" if in_clear(address) else address


def _document(did: str) -> str:
    web = did.removeprefix("did:web:")
    return f"https://{web}/.well-known/did.json" if web != did else f"{DIRECTORY}/{quote(did, safe=':')}"


def _said(client: httpx.Client, url: str, **params: str) -> Node:
    try:
        answer = client.get(url, params=params or None)
        said: Any = answer.json() if answer.is_success else {}
    except (httpx.HTTPError, httpx.InvalidURL, ValueError):
        return {}
    return node(said)
