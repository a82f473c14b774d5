"""Hold one login and send requests with it: renew it when it ends, keep it on disk, never log in twice in a row."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import structlog
from atproto import Client, Session, SessionEvent
from atproto import exceptions as sdk
from atproto_client.models.base import ParamsModelBase
from atproto_client.request import Request, Response
from atproto_core.exceptions import AtProtocolError

from bot.errors import LoginEnded
from bot.platforms.bluesky.failures import error_name, is_expired, no_answer, translated
from bot.platforms.bluesky.fields import Node
from bot.platforms.bluesky.policies import PROXY
from bot.platforms.bluesky.session import LoginPauses, SessionFile
from bot.platforms.wire import HttpxWire, Policy

log = structlog.get_logger()

TIMEOUT = httpx.Timeout(30, connect=10)
"""Ours, because the SDK's five seconds end before a slow server answers (BC-2)."""

Ask = Callable[[], Response]
Gate = Callable[[], AbstractContextManager[None]]


def utc_now() -> datetime:
    """The clock on the wall; tests pass their own."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Login:
    """Everything needed to open one account in one role."""

    service: str
    handle: str
    app_password: str = field(repr=False)
    session_file: Path
    now: Callable[[], datetime]
    timeout: httpx.Timeout
    transport: httpx.BaseTransport | None


class Connection:
    """One account in one role. Makes no request before the first call; calls wait for one another (BS-4).

    Queries are read raw (BM-2), and the chat is reached by a header instead of a clone, so that there is one session,
    one lock and one pool (BC-3, BD-1).
    """

    def __init__(self, login: Login, policy: Policy) -> None:
        self._login = login
        self._kept = SessionFile(login.session_file, login.service, login.handle)
        self._pauses = LoginPauses()
        self._lock = threading.RLock()
        wire = HttpxWire(policy, login.transport or httpx.HTTPTransport())
        self._client = Client(login.service, request=Request(timeout=login.timeout, transport=wire))
        self._client.on_session_change(self._keep)

    @property
    def did(self) -> str:
        """The account's own DID. The first call may log in."""
        with self._lock, translated(writing=False):
            return str(self._session().did)

    def get(self, nsid: str, *, proxy: str = "", **params: Any) -> Node:
        """The answer to a query, as plain JSON. A stale connection is tried once more (BC-6)."""
        given = ParamsModelBase(**{name: value for name, value in params.items() if value is not None})

        def ask() -> Response:
            return self._client.invoke_query(nsid, params=given, headers=_headers(proxy))

        with translated(writing=False):
            try:
                response = self._authorised(ask)
            except httpx.RemoteProtocolError:
                response = self._authorised(ask)
            return _content(response, writing=False)

    def post(self, nsid: str, body: bytes, *, proxy: str = "", gate: Gate = nullcontext) -> Node:
        """The answer to a procedure, sent as exactly these bytes; `gate` is entered for each attempt that leaves."""
        headers = _headers(proxy) | {"Content-Type": "application/json"}

        def ask() -> Response:
            with gate():
                return self._client.invoke_procedure(nsid, content=body, headers=headers)

        with translated(writing=True):
            return _content(self._authorised(ask), writing=True)

    def close(self) -> None:
        """Close the sockets."""
        self._client.request.close()

    def _authorised(self, ask: Ask) -> Response:
        """Ask with a session; if it turns out to have ended, once more with a new one (BS-3: the SDK does not)."""
        with self._lock:
            with translated(writing=False):
                self._session()
            try:
                return ask()
            except AtProtocolError as error:
                if not is_expired(error):
                    raise
                log.info("session_ended", handle=self._login.handle, reason=error_name(error))
            with translated(writing=False):
                self._renew()
            return ask()

    def _session(self) -> Session:
        """A session that holds: the one in memory, else the one on disk, else a new one."""
        if self._client._session is None and not self._resume():  # noqa: SLF001  (`me` is None without a profile, BS-7)
            self._log_in(self._login.handle)
        if self._client._should_refresh_session():  # noqa: SLF001  (here, so that a failure is not taken for the write's)
            self._renew()
        session = self._client._session  # noqa: SLF001
        if session is None:
            raise LoginEnded("there is no login")
        return session

    def _resume(self) -> bool:
        """Take the session from disk. A garbled one counts as none (BS-8)."""
        kept = self._kept.load()
        if kept is None:
            return False
        try:
            readable = Session.decode(kept).access_jwt_payload.exp is not None
        except (ValueError, AtProtocolError):
            return False
        if readable:
            self._client.login(session_string=kept, fetch_bsky_profile=False)
        return readable

    def _renew(self) -> None:
        """Use the refresh token, and the password when that has ended too (BS-9).

        The password login names the DID: whoever has taken the handle over meanwhile is never followed (BI-3).
        """
        session = self._client._session  # noqa: SLF001
        try:
            self._client._refresh_and_set_session()  # noqa: SLF001  (the SDK only refreshes ahead of time)
        except (sdk.BadRequestError, sdk.UnauthorizedError):
            self._log_in(session.did if session else self._login.handle)

    def _log_in(self, identifier: str) -> None:
        self._pauses.check(self._login.now())
        self._client.update_base_url(self._login.service)
        try:
            self._client.login(identifier, self._login.app_password, fetch_bsky_profile=False)
        except sdk.RequestErrorBase as error:
            refused = isinstance(error, sdk.UnauthorizedError)
            if error.response is not None:
                self._pauses.count(self._login.now(), refused=refused)
            if refused:
                raise LoginEnded(f"the login was refused ({error_name(error) or 'wrong password'})") from error
            raise
        self._pauses.count(self._login.now())
        log.info("logged_in", handle=self._login.handle)

    def _keep(self, event: SessionEvent, session: Session) -> None:
        """Write the file and nothing else: the SDK holds its lock here (BS-6)."""
        if event in (SessionEvent.CREATE, SessionEvent.REFRESH):
            self._kept.save(session.encode())


def _headers(proxy: str) -> dict[str, str]:
    return {PROXY: proxy} if proxy else {}


def _content(response: Response, *, writing: bool) -> Node:
    """The JSON object of an answer; a page with status 200 is none (BC-4)."""
    if isinstance(response.content, dict):
        return response.content
    if not response.content:
        return {}
    raise no_answer(writing=writing)
