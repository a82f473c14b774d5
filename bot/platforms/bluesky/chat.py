"""Reach the chat service through the account's own server, and keep quiet when it asks for quiet (BD-1, BD-12)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from http import HTTPStatus
from typing import Any, TypeVar

import structlog

from bot.errors import PlatformError
from bot.platforms.bluesky.client import Connection
from bot.platforms.bluesky.error_translation import Denied, Page, TooMany
from bot.platforms.bluesky.fields import Node, listed, node, nodes, required, text
from bot.platforms.bluesky.paging import pages
from bot.platforms.bluesky.policies import OwnerOnly

log = structlog.get_logger()

_QUIET = timedelta(hours=1)
"""After a 429: the hint that comes with it is the wrong server's (BD-18)."""
_ASKED_FOR_QUIET = "the chat service asked for quiet"
_PAGE = 100

T = TypeVar("T")


class Chat:
    """The bot's conversations. Everything that leaves here passes the messenger's policy on the wire."""

    def __init__(
        self, connection: Connection, policy: OwnerOnly, *, service: str, owner_did: str, now: Callable[[], datetime]
    ) -> None:
        self._connection = connection
        self._policy = policy
        self._service = service
        self._owner_did = owner_did
        self._now = now
        self._with_owner = ""
        self._quiet_until: datetime | None = None

    def with_owner(self) -> str:
        """The id of the one conversation with the owner, made on the first call if need be (BD-2).

        Raises `NotAllowed` if anybody else is in it, and `Denied` when the owner's settings do not let us in.
        """
        if not self._with_owner:
            convo = node(self._get("getConvoForMembers", members=[self._owner_did]).get("convo"))
            self._policy.open(convo, self._connection.did)
            self._with_owner = required(convo, "id")
            log.info("conversation_found", conversation=self._with_owner)
        return self._with_owner

    def send(self, message: dict[str, Any]) -> Node:
        """Put a message into the owner's conversation."""
        body = json.dumps({"convoId": self.with_owner(), "message": message}, ensure_ascii=False).encode()
        send = partial(self._connection.post, "chat.bsky.convo.sendMessage", body, proxy=self._service)
        try:
            return self._politely(send)
        except Denied as refusal:
            if refusal.name == "InvalidConvo":
                self._with_owner = ""  # left or deleted on the other side; the next call asks for it anew
            raise

    def messages(self) -> Iterator[tuple[Node, ...]]:
        """The owner's conversation, page by page, newest first (BD-6)."""
        convo = self.with_owner()
        answers = pages(lambda cursor: self._get("getMessages", convoId=convo, limit=_PAGE, cursor=cursor))
        return (listed(answer, "messages") for answer in answers)

    def events(self, cursor: str | None) -> Node:
        """One page of the log after the cursor; without one only the place where the log stands now (BD-5)."""
        return self._get("getLog", cursor=cursor)

    def others(self, conversation: str, *known: str) -> tuple[str, ...]:
        """The handles of everybody who is in a conversation now, but the known DIDs."""
        members = nodes(node(self._get("getConvo", convoId=conversation).get("convo")).get("members"))
        return tuple(text(one.get("handle")) or text(one.get("did")) for one in members if one.get("did") not in known)

    def probe(self) -> None:
        """Raise `LoginEnded` when the app password lacks the right to private messages (BD-16, BD-19)."""
        self._get("listConvos", limit=1)

    def _get(self, method: str, **params: Any) -> Node:
        return self._politely(partial(self._connection.get, f"chat.bsky.convo.{method}", proxy=self._service, **params))

    def _politely(self, call: Callable[[], T]) -> T:
        """Call, unless the service asked for quiet within the last hour."""
        now = self._now()
        if self._quiet_until and timedelta() < self._quiet_until - now <= _QUIET:
            raise PlatformError(_ASKED_FOR_QUIET, retry_after=self._quiet_until - now)
        try:
            return call()
        except (TooMany, Page) as refusal:
            if isinstance(refusal, Page) and refusal.status != HTTPStatus.TOO_MANY_REQUESTS:
                raise
            self._quiet_until = now + _QUIET
            log.warning("chat_asked_for_quiet", minutes=60)
            unknown = refusal.outcome_unknown
            raise PlatformError(_ASKED_FOR_QUIET, retry_after=_QUIET, outcome_unknown=unknown) from refusal
