"""Keep one login: take it from disk, renew it when it ends, make it anew, and hold it against the configured account.

A session is used only after its account was compared with the configured handle: one that was loaded is asked about
first, a login and a renewal bring the account along. That a server could not be asked is no answer: then nothing is done.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog

from bot.errors import LoginEnded, PlatformError, WrongAccount
from bot.platforms.bluesky.advice import advised_pause
from bot.platforms.bluesky.error_translation import Denied, content, error_name, is_expired, is_no, translated
from bot.platforms.bluesky.fields import required
from bot.platforms.bluesky.identity import Identity, hold_against, wrong
from bot.platforms.bluesky.library import AtProtocolError, Client, Session
from bot.platforms.bluesky.library import exceptions as sdk
from bot.platforms.bluesky.session import LoginPauses, SessionFile
from bot.platforms.httpx_library import httpx

log = structlog.get_logger()

_GET_SESSION = "com.atproto.server.getSession"
_RESOLVE_HANDLE = "com.atproto.identity.resolveHandle"


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


class KeptLogin:
    """The session of one client. Whoever calls holds the connection's lock."""

    def __init__(self, login: Login, client: Client) -> None:
        self._login = login
        self._client = client
        self._file = SessionFile(login.session_file, login.service, login.handle, login.app_password)
        self._pauses = LoginPauses(self._file, login.app_password)
        self._whose: Identity | None = None
        self._seen = ""

    def ready(self, *, afresh: bool = False) -> Identity:
        """Whose session this is: the one in memory, else the one on disk, else a new one; renewed before it ends.

        `afresh` asks the server of it now, whatever is known.
        """
        if self._session is None and not self._resume():
            return self._log_in()
        if self._client._should_refresh_session():  # noqa: SLF001  (here, so that a failure is not taken for the write's)
            return self.renew()
        return (None if afresh else self._whose) or self._asked()

    def _asked(self) -> Identity:
        try:
            response = self._client.invoke_query(_GET_SESSION, ignore_session_check=True)
        except AtProtocolError as error:
            if is_expired(error) or (isinstance(error, sdk.UnauthorizedError) and error_name(error)):
                return self.renew()
            raise
        return self._compared(Identity.read(content(response, writing=False)))

    def renew(self) -> Identity:
        """Use the refresh token, and the password when the server says that it has ended too (BS-9)."""
        self._whose = None
        try:
            said = self._client._refresh_and_set_session()  # noqa: SLF001  (the SDK only refreshes ahead of time)
        except (sdk.BadRequestError, sdk.UnauthorizedError) as error:
            if not error_name(error):
                raise
            return self._log_in()
        return self._compared(_named(said))

    @property
    def _session(self) -> Session | None:
        return self._client._session  # noqa: SLF001  (`me` is None without a profile, BS-7)

    @property
    def _kept(self) -> str:
        """The DID that was found behind the configured handle before; empty when there is none."""
        return self._seen or self._file.did

    def _resume(self) -> bool:
        """Take the session from disk. A garbled one counts as none (BS-8)."""
        kept = self._file.load()
        if kept is None:
            return False
        try:
            readable = Session.decode(kept).access_jwt_payload.exp is not None
        except (ValueError, AtProtocolError):
            return False
        if readable:
            self._whose = None
            self._client.login(session_string=kept, fetch_bsky_profile=False)
        return readable

    def _log_in(self) -> Identity:
        """Log in with the password; by the DID where it is known, whoever has the handle meanwhile (BI-3)."""
        self._pauses.check(self._login.now())
        self._whose = None
        self._client.update_base_url(self._login.service)
        try:
            said = self._client._get_and_set_session(self._kept or self._login.handle, self._login.app_password)  # noqa: SLF001
        except sdk.RequestErrorBase as error:
            self._failed(error)
            raise
        return self._first_compared(_named(said))

    def _first_compared(self, said: Identity) -> Identity:
        try:
            found = self._compared(said)
        except WrongAccount as other:
            self._pauses.count(self._login.now(), met=other)
            raise
        self._pauses.count(self._login.now())
        log.info("logged_in", handle=self._login.handle)
        return found

    def _failed(self, error: sdk.RequestErrorBase) -> None:
        """Count what the server answered to a login; a page in between counts as nothing. Raises what a no means."""
        if error.response is None or not error_name(error):
            return None
        if not is_no(error.response.status_code):
            least = advised_pause(error.response.headers, self._login.now()) or timedelta()
            return self._pauses.count(self._login.now(), least=least)
        refusal = self._refusal(error)
        self._pauses.count(self._login.now(), met=refusal)
        raise refusal from error

    def _refusal(self, error: sdk.RequestErrorBase) -> PlatformError:
        """What a refused password means: the login has ended, or it is that of whoever has taken the handle over."""
        kept, holder = self._kept, ""
        if kept:
            with suppress(PlatformError):
                holder = self.holder()
        if holder not in ("", kept):
            return wrong(Identity(kept, ""), self._login.handle)
        return LoginEnded(f"the login was refused ({error_name(error)})")

    def _compared(self, said: Identity) -> Identity:
        """Keep a session of the configured account; drop any other. Raises `WrongAccount`."""
        session = self._session
        if session is None:
            raise LoginEnded("there is no login")
        try:
            hold_against(said, wanted=self._login.handle, kept=self._kept, holder=self.holder)
        except WrongAccount as other:
            log.error("login_of_another_account", found=other.found, wanted=other.wanted)  # noqa: TRY400
            self._whose = self._client._session_dispatcher._session = None  # noqa: SLF001  (there is no other way out)
            raise
        session.did = said.did  # what the file said is only a label
        self._file.save(session.encode())
        self._seen, self._whose = said.did, said
        return said

    def holder(self) -> str:
        """The DID behind the configured handle now, as its own service says; empty when nobody has it."""
        service = self._login.service.rstrip("/").removesuffix("/xrpc")
        asked = {
            "url": f"{service}/xrpc/{_RESOLVE_HANDLE}",
            "params": {"handle": self._login.handle.strip().lstrip("@")},
        }
        try:
            with translated(writing=False):
                return required(content(self._client.request.get(**asked), writing=False), "did")
        except Denied:
            return ""


def _named(said: Any) -> Identity:
    """Out of the SDK's answer to a login or a renewal."""
    return Identity(str(said.did), str(said.handle), said.active is not False)
