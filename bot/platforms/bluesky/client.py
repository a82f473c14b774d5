"""Send requests with one login, and with nothing that it may not be used for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from typing import Any

import structlog

from bot.platforms.bluesky.error_translation import content, error_name, is_expired, of_a_login, translated
from bot.platforms.bluesky.fields import Node
from bot.platforms.bluesky.identity import Identity
from bot.platforms.bluesky.library import AtProtocolError, Client, ParamsModelBase, Request, Response
from bot.platforms.bluesky.login import KeptLogin, Login
from bot.platforms.bluesky.policies import PROXY
from bot.platforms.httpx_library import httpx, trusted
from bot.platforms.wire import USER_AGENT, Policy
from bot.platforms.wire_of_httpx import HttpxWire

log = structlog.get_logger()

TIMEOUT = httpx.Timeout(30, connect=10)
"""Ours, because the SDK's five seconds end before a slow server answers (BC-2)."""

_OWN = "com.atproto."
"""What the account's server answers itself; the rest it passes on, also without being asked to."""

Ask = Callable[[], Response]
Gate = Callable[[], AbstractContextManager[None]]


def utc_now() -> datetime:
    """The clock on the wall; tests pass their own."""
    return datetime.now(UTC)


class Connection:
    """One account in one role. Makes no request before the first call; calls wait for one another (BS-4).

    Queries are read raw (BM-2), and the chat is reached by a header instead of a clone, so that there is one session,
    one lock and one pool (BC-3, BD-1). No redirect is followed: what is written goes to the address that was meant.
    """

    def __init__(self, login: Login, policy: Policy) -> None:
        self._login = login
        self._lock = threading.RLock()
        wire = HttpxWire(policy, login.transport or httpx.HTTPTransport(verify=trusted()))
        request = Request(timeout=login.timeout, transport=wire)
        request._client.follow_redirects = False  # noqa: SLF001  (the SDK follows them with words and passwords, BC-2)
        request.add_additional_header("User-Agent", USER_AGENT)
        self._client = Client(login.service, request=request)
        self._kept = KeptLogin(login, self._client)

    @property
    def whose(self) -> Identity:
        """The account that this writes and reads as; never another than the configured one. The first call may log in."""
        with self._lock, of_a_login():
            return self._kept.ready()

    @property
    def did(self) -> str:
        """The account's own DID. The first call may log in."""
        return self.whose.did

    def verify(self) -> Identity:
        """The same, asked of the server now."""
        with self._lock, of_a_login():
            return self._kept.ready(afresh=True)

    def holder(self) -> str:
        """The DID behind the configured handle now; empty when nobody has it. Needs no login."""
        with self._lock:
            return self._kept.holder()

    def get(self, nsid: str, *, proxy: str = "", **params: Any) -> Node:
        """The answer to a query, as plain JSON. A stale connection is tried once more (BC-6)."""
        given = ParamsModelBase(**{name: value for name, value in params.items() if value is not None})

        def ask() -> Response:
            headers = _headers(proxy)
            return self._client.invoke_query(nsid, params=given, headers=headers, ignore_session_check=True)

        with translated(writing=False, relayed=_relayed(nsid, proxy)):
            try:
                response = self._authorised(ask)
            except httpx.RemoteProtocolError:
                response = self._authorised(ask)
            return content(response, writing=False)

    def post(self, nsid: str, body: bytes, *, proxy: str = "", gate: Gate = nullcontext) -> Node:
        """The answer to a procedure, sent as exactly these bytes; `gate` is entered for each attempt that leaves."""
        headers = _headers(proxy) | {"Content-Type": "application/json"}

        def ask() -> Response:
            with gate():
                return self._client.invoke_procedure(nsid, content=body, headers=headers, ignore_session_check=True)

        with translated(writing=True, relayed=_relayed(nsid, proxy)):
            return content(self._authorised(ask), writing=True)

    def close(self) -> None:
        """Close the sockets."""
        self._client.request.close()

    def _authorised(self, ask: Ask) -> Response:
        """Ask with a session; if the service itself says that it has ended, once more with a new one (BS-3)."""
        with self._lock:
            with of_a_login():
                self._kept.ready()
            try:
                return ask()
            except AtProtocolError as error:
                if not is_expired(error):
                    raise
                log.info("session_ended", handle=self._login.handle, reason=error_name(error))
            with of_a_login():
                self._kept.renew()
            return ask()


def _headers(proxy: str) -> dict[str, str]:
    return {PROXY: proxy} if proxy else {}


def _relayed(nsid: str, proxy: str) -> bool:
    return bool(proxy) or not nsid.startswith(_OWN)
