"""Keep one login on disk, so that a restart does not log in again, and space logins out (BS-1, BS-5)."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog

from bot.errors import PlatformError

log = structlog.get_logger()

_PAUSES = (timedelta(), timedelta(minutes=1), timedelta(minutes=5))
"""A server takes 300 logins of an account a day and 30 in five minutes (BS-1); one every five minutes makes 288. So a
login that was refused and works again is back within minutes. Where fewer are allowed, the 429 says until when."""
_CALM = timedelta(hours=2)
_SEPARATOR = ":::"


@dataclass(frozen=True, slots=True)
class SessionFile:
    """The file that holds the login of one account in one role; nobody but this user may read it.

    A session outlives the password on disk, so that it is bound to the one that made it, by a keyed hash.
    """

    path: Path
    service: str
    handle: str
    app_password: str = field(repr=False)

    def load(self) -> str | None:
        """The kept session, or None if there is none for this account on this service, made by this password."""
        kept = self._kept()
        return str(kept["session"]) if kept and self._is_bound(kept) is not False else None

    @property
    def did(self) -> str:
        """Whose session was kept last, also when it has ended since; only what was compared before is ever kept (BS-2)."""
        named = str((self._kept() or {}).get("session", "")).split(_SEPARATOR)[1:2]
        return named[0] if named and named[0].startswith("did:") else ""

    def _kept(self) -> dict[str, Any] | None:
        try:
            kept = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        belongs = isinstance(kept, dict) and (kept.get("service"), kept.get("handle")) == (self.service, self.handle)
        session = kept.get("session") if belongs else None
        return kept if isinstance(session, str) and session else None

    def _is_bound(self, kept: dict[str, Any]) -> bool | None:
        """Whether this password made it; None for a file of an earlier version, which is bound when it is next kept."""
        key, made = kept.get("key"), kept.get("made_with")
        if made is None:
            return None
        return hmac.compare_digest(str(made), self._hash(str(key)))

    def _hash(self, key: str) -> str:
        return hmac.new(key.encode(), self.app_password.encode(), hashlib.sha256).hexdigest()

    def save(self, session: str) -> None:
        """Keep a session, whole or not at all. Never raises: the login in memory is good all the same (BS-6)."""
        kept, key = self._kept(), secrets.token_hex(16)
        if kept and kept["session"] == session and self._is_bound(kept):
            return
        made = {"service": self.service, "handle": self.handle, "session": session}
        try:
            self._write(json.dumps(made | {"key": key, "made_with": self._hash(key)}))
        except OSError as error:
            log.error("session_not_kept", file=self.path.name, reason=error.strerror)  # noqa: TRY400  (no tokens in logs)

    def _write(self, content: str) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.path)


class LoginPauses:
    """Spaces the password logins of one account, until two hours went without one.

    One more at once, for a session that was ended; the next after a minute, then every five. After a refusal a minute.
    """

    def __init__(self) -> None:
        self._logins = 0
        self._last: datetime | None = None
        self._pause = timedelta()
        self._met: PlatformError | None = None

    def check(self, now: datetime) -> None:
        """Raise if it is too early to log in again: what the last login met, or for how long to wait."""
        if self._last is None or now < self._last or now - self._last >= max(_CALM, self._pause):
            self._logins = 0
            return
        left = self._last + self._pause - now
        if left > timedelta():
            if self._met:
                raise self._met.with_traceback(None)
            raise PlatformError("two logins in a row; waiting before the next", retry_after=left)

    def count(self, now: datetime, *, met: PlatformError | None = None, least: timedelta = timedelta()) -> None:
        """Note a login that the server answered: what it met, and for how long at least the server wants none."""
        self._logins += 1
        self._last = now
        pause = _PAUSES[min(self._logins, len(_PAUSES)) - 1]
        self._pause = max(pause, _PAUSES[1] if met else pause, least)
        self._met = met
