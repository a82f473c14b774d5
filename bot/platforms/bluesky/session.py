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

from bot.errors import LoginEnded, PlatformError, WrongAccount

log = structlog.get_logger()

_PAUSES = (timedelta(), timedelta(minutes=1), timedelta(minutes=5))
"""A server takes 300 logins of an account a day and 30 in five minutes (BS-1); one every five minutes makes 288. So a
login that was refused and works again is back within minutes. Where fewer are allowed, the 429 says until when."""
_CALM = timedelta(hours=2)
_SEPARATOR = ":::"
_KEPT = ("session", "key", "made_with", "pauses")


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

    def pauses(self) -> Any:
        """What `keep_pauses` kept of the logins of this account; None if nothing was."""
        return self._held().get("pauses")

    def _kept(self) -> dict[str, Any] | None:
        kept = self._held()
        session = kept.get("session")
        return kept if isinstance(session, str) and session else None

    def _held(self) -> dict[str, Any]:
        try:
            kept = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        belongs = isinstance(kept, dict) and (kept.get("service"), kept.get("handle")) == (self.service, self.handle)
        return kept if belongs else {}

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
        try:
            self._put({"session": session, "key": key, "made_with": self._hash(key)})
        except OSError as error:
            log.error("session_not_kept", file=self.path.name, reason=error.strerror)  # noqa: TRY400  (no tokens in logs)

    def keep_pauses(self, pauses: dict[str, Any]) -> None:
        """Keep them beside the session. Never raises: a pause in memory is one all the same."""
        try:
            self._put({"pauses": pauses})
        except OSError as error:
            log.warning("pauses_not_kept", file=self.path.name, reason=error.strerror)

    def _put(self, new: dict[str, Any]) -> None:
        held = {name: value for name, value in self._held().items() if name in _KEPT}
        _write(self.path, json.dumps({"service": self.service, "handle": self.handle, **held, **new}))


def _write(path: Path, content: str) -> None:
    """Whole or not at all, for this user only. Raises `OSError`."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


class LoginPauses:
    """Spaces the password logins of one account, until two hours went without one.

    One more at once, for a session that was ended; the next after a minute, then every five. After a refusal a minute. Kept
    in a file, so that a program that is started again and again asks no more often; with another password it begins anew.
    """

    def __init__(self, file: SessionFile | None = None, password: str = "") -> None:
        """Without a file nothing is kept. The password never is: only what tells whether it is still the same."""
        self._file, self._password = file, password
        self._logins = 0
        self._last: datetime | None = None
        self._pause = timedelta()
        self._met: PlatformError | None = None
        self._recall()

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
        self._keep(now)

    def _recall(self) -> None:
        """What an earlier process met; what cannot be understood says nothing."""
        try:
            kept = self._file.pauses() if self._file else None
            if kept and kept["of"] == _mark(self._password, kept["salt"]):
                last, pause, said = datetime.fromisoformat(kept["last"]), timedelta(seconds=kept["pause"]), kept["met"]
                self._met = (WrongAccount.noted(said) or LoginEnded(said)) if said else None
                self._logins, self._last, self._pause = int(kept["logins"]), last, pause
        except (ValueError, KeyError, TypeError):
            self._met = None

    def _keep(self, last: datetime) -> None:
        if self._file is not None:
            salt = secrets.token_hex(16)
            self._file.keep_pauses(
                {
                    "of": _mark(self._password, salt),
                    "salt": salt,
                    "logins": self._logins,
                    "last": last.isoformat(),
                    "pause": self._pause.total_seconds(),
                    "met": str(self._met) if self._met else "",
                }
            )


def _mark(password: str, salt: str) -> str:
    return hashlib.blake2b(password.encode(), key=bytes.fromhex(salt)).hexdigest()
