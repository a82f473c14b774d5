"""Say what each role may send to Bluesky; the wire refuses the rest before a byte leaves (DESIGN 2)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.errors import NotAllowed
from bot.platforms.bluesky import facets
from bot.platforms.bluesky.fields import Node, node, nodes, text
from bot.platforms.wire import ReadOnly, Request, Write

PROXY = "atproto-proxy"

SESSION_CALLS = frozenset(
    {
        ("POST", "/xrpc/com.atproto.server.createSession"),
        ("POST", "/xrpc/com.atproto.server.refreshSession"),
    }
)

READING = ReadOnly(SESSION_CALLS)
"""What a reader may do, and a publisher while it is not armed."""

_CONVERSATION = "/xrpc/chat.bsky.convo.getConvoForMembers"
_SEND = "/xrpc/chat.bsky.convo.sendMessage"


def exactly(nsid: str, body: bytes) -> Write:
    """The one write that an approval allows: this procedure with these bytes, to the owner's own server."""

    def is_the_approved_write(request: Request) -> bool:
        return (
            request.method == "POST"
            and request.path == f"/xrpc/{nsid}"
            and request.body == body
            and PROXY not in request.headers
        )

    return is_the_approved_write


class OwnerOnly:
    """What a messenger may do: read, and send plain messages into the conversation with the owner."""

    def __init__(self, owner_did: str, chat_service: str) -> None:
        self._owner_did = owner_did
        self._chat_service = chat_service
        self._conversation = ""

    def open(self, conversation: Node, bot_did: str) -> None:
        """Allow messages into this conversation. Raises `NotAllowed` unless owner and bot are alone in it (BD-14)."""
        members = sorted(text(member.get("did")) for member in nodes(conversation.get("members")))
        if members != sorted([self._owner_did, bot_did]):
            raise NotAllowed("the conversation has other members than the owner and the bot account")
        self._conversation = text(conversation.get("id"))

    def check(self, request: Request) -> None:
        """Refuse messages to anybody else, and every other write."""
        if request.path == _CONVERSATION and _members(request) != [self._owner_did]:
            raise NotAllowed("a conversation with somebody else than the owner was asked for")
        if (request.method, request.path) == ("POST", _SEND):
            return self._check_message(request)
        return READING.check(request)

    def _check_message(self, request: Request) -> None:
        body = _json(request.body)
        if not self._conversation or body.get("convoId") != self._conversation:
            raise NotAllowed("a private message outside the owner's conversation was stopped")
        if request.headers.get(PROXY) != self._chat_service:
            raise NotAllowed("a private message to another service than the chat's was stopped")
        if not _marks_links_only(node(body.get("message"))):
            raise NotAllowed("a private message that names somebody was stopped")


def _members(request: Request) -> list[str]:
    return parse_qs(urlsplit(request.url).query).get("members", [])


def _marks_links_only(message: Node) -> bool:
    features = (feature for facet in nodes(message.get("facets")) for feature in nodes(facet.get("features")))
    return all(feature.get("$type") == facets.LINK for feature in features)


def _json(body: bytes) -> Mapping[str, Any]:
    try:
        return node(json.loads(body))
    except ValueError:
        return {}
