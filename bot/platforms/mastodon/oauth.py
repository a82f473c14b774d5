"""Get tokens the way people do: an application of its own for each role, a page to agree on, a code to paste (MA-1).

Mastodon.py knows no PKCE, and gives an error after it has the token when fewer rights were granted (MA-3, MA-7): these
requests are our own. An application is registered once for a server and a role, and kept (MA-6).
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import socket
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bot.config import keeping
from bot.errors import PlatformError
from bot.platforms.mastodon.client import Client
from bot.platforms.mastodon.error_translation import Redirected, of_request
from bot.platforms.mastodon.policies import SigningIn
from bot.platforms.requests_library import requests
from bot.platforms.setup import NotTaken, Role

OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"
HERE = "127.0.0.1"
TIMEOUTS = (10.0, 30.0)
SCOPES: dict[Role, tuple[str, ...]] = {
    Role.READING: (
        "read:accounts", "read:statuses", "read:notifications", "read:follows", "read:filters", "read:lists",
        "read:favourites",
    ),
    Role.POSTING: ("read:accounts", "read:statuses", "write:statuses"),
    Role.BOT: (
        "read:accounts", "read:statuses", "read:notifications", "read:follows", "read:search", "write:statuses",
        "write:accounts", "write:follows",
    ),
}  # fmt: skip
NAMES = {
    Role.READING: "Nudge, reading",
    Role.POSTING: "Nudge, posting what you approve",
    Role.BOT: "Nudge, writing to you",
}
_DISCOVERY = "/.well-known/oauth-authorization-server"
_APPS, _TOKEN, _REVOKE = "/api/v1/apps", "/oauth/token", "/oauth/revoke"
_REMEMBERED = 15
_UNKNOWN_APP = "invalid_client"
_FAILED = 400
_NO = (400, 401, 403, 404, 422)


@dataclass(frozen=True, slots=True)
class App:
    """An application as a server registered it for one role."""

    client_id: str
    client_secret: str
    scopes: str
    made: tuple[str, ...] = ()
    """By which the tokens are known that it gave: a token is told to no other server (MA-9)."""
    port: int = 0
    """Where on this machine the server may send a browser, beside showing the code; 0 where it may not."""

    @property
    def address(self) -> str:
        """That place as a web address."""
        return f"http://{HERE}:{self.port}/"

    def gave(self, token: str) -> bool:
        """Whether a token is one of its own."""
        return _print(token) in self.made


def _free_port() -> int:
    with socket.socket() as found:
        found.bind((HERE, 0))
        return int(found.getsockname()[1])


def _print(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()[:32]


class KeptApps:
    """The file with the applications of every server and role; nobody but this user may read it."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def get(self, server: str, role: Role) -> App | None:
        """The one that was registered, if it has the rights of today."""
        held = self._all().get(f"{server} {role}")
        try:
            app = App(**held | {"made": tuple(held.get("made", ()))}) if isinstance(held, dict) else None
        except TypeError:
            return None
        return app if app and app.scopes == " ".join(SCOPES[role]) else None

    def asked_for(self, server: str, token: str) -> tuple[str, ...] | None:
        """The rights that were asked for when a token was made here; None of one that was made by hand."""
        for name, held in self._all().items():
            of_there = name.rpartition(" ")[0] == server and isinstance(held, dict)
            if of_there and _print(token) in held.get("made", ()):
                return tuple(str(held.get("scopes", "")).split())
        return None

    def put(self, server: str, role: Role, app: App | None) -> None:
        """Keep one, or forget it. Raises `NotWritten`."""
        kept = {name: held for name, held in self._all().items() if name != f"{server} {role}"}
        if app:
            kept[f"{server} {role}"] = asdict(app)
        keeping.put(self._file, json.dumps(kept, indent=1) + "\n")

    def _all(self) -> dict[str, Any]:
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}


class Authorisation:
    """One login in one role on one server, from the page to the token."""

    def __init__(self, server: str, role: Role, apps: KeptApps) -> None:
        self._client = Client(server, "", SigningIn(), TIMEOUTS)
        self._server, self._role, self._apps = self._client.server, role, apps
        self._verifier = secrets.token_urlsafe(48)
        self._app: App | None = None

    @property
    def port(self) -> int:
        """Where a browser on this machine may bring the code; 0 where the server sends none."""
        return self._app.port if self._app else 0

    def page(self, state: str = "") -> str:
        """The address on which the owner of the account agrees, and is shown a code; with a `state`, sent here with both."""
        app = self._registered()
        asked = {
            "response_type": "code",
            "client_id": app.client_id,
            "redirect_uri": app.address if state else OUT_OF_BAND,
            "scope": app.scopes,
        } | ({"state": state} if state else {})
        if self._role is Role.BOT:
            asked["force_login"] = "true"  # the browser is logged in as the owner
        if self._offers_pkce():
            asked |= {"code_challenge": self._challenge(), "code_challenge_method": "S256"}
        return f"{self._server}/oauth/authorize?{urlencode(asked)}"

    def token(self, code: str, *, brought: bool = False) -> str:
        """Change the code for a token; `brought` by a browser, or shown. Raises `NotTaken` when the server knows none such."""
        app = self._registered()
        status, said = self._post(
            _TOKEN,
            grant_type="authorization_code",
            code=code,
            client_id=app.client_id,
            client_secret=app.client_secret,
            redirect_uri=app.address if brought else OUT_OF_BAND,
            scope=app.scopes,
            code_verifier=self._verifier,
        )
        if token := said.get("access_token"):
            self._gave(app, str(token))
            return str(token)
        if said.get("error") == _UNKNOWN_APP:
            self._apps.put(self._server, self._role, None)
            self._app = None
            raise NotTaken("the server has forgotten this application; begin again")
        if status in _NO:
            raise NotTaken("a code works once, and for a few minutes")
        raise PlatformError(f"the server answered {status}")

    def revoke(self, token: str) -> bool:
        """Take a token of this application back; False where it was made by another one, or on another server (MA-9)."""
        app = self._apps.get(self._server, self._role)
        if app is None or not app.gave(token):
            return False
        return self._taken_back(app, token)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def _gave(self, app: App, token: str) -> None:
        self._app = replace(app, made=(*app.made[-_REMEMBERED:], _print(token)))
        try:
            self._apps.put(self._server, self._role, self._app)
        except keeping.NotWritten:  # nobody could say of it later that it was made here
            with suppress(PlatformError):
                self._taken_back(app, token)
            raise

    def _taken_back(self, app: App, token: str) -> bool:
        status, _ = self._post(_REVOKE, client_id=app.client_id, client_secret=app.client_secret, token=token)
        return status == int(requests.codes.ok)

    def _registered(self) -> App:
        self._app = self._app or self._apps.get(self._server, self._role) or self._register()
        return self._app

    def _register(self) -> App:
        app = self._registered_for(_free_port()) or self._registered_for(0)
        if app is None:
            raise PlatformError("no application could be registered there (it gave none)")
        self._apps.put(self._server, self._role, app)
        return app

    def _registered_for(self, port: int) -> App | None:
        """One for both ways, or with 0 for the shown code alone; None where the server does not say that it took both.

        Servers that know one address only keep two as one that fits nothing, without a word (MA-10).
        """
        app = App("", "", " ".join(SCOPES[self._role]), port=port)
        ways = [OUT_OF_BAND, *([app.address] if port else [])]
        status, said = self._post(
            _APPS, client_name=NAMES[self._role], redirect_uris="\n".join(ways), scopes=app.scopes
        )
        if status == requests.codes.too_many:
            raise PlatformError("this server registers no more applications for now; try again in ten minutes")
        if port and (status in _NO or (said.get("client_id") and said.get("redirect_uris") != ways)):
            return None
        if not said.get("client_id") or not said.get("client_secret"):
            if status >= _FAILED and status != requests.codes.not_implemented:
                raise PlatformError(f"no application could be registered there (it answered {status})")
            raise PlatformError("that server does not answer as Mastodon does; is its address right?")
        return replace(app, client_id=str(said["client_id"]), client_secret=str(said["client_secret"]))

    def _offers_pkce(self) -> bool:
        try:
            answer = self._client.session.get(self._server + _DISCOVERY, timeout=TIMEOUTS, allow_redirects=False)
            said = answer.json() if answer.ok else {}
        except (requests.RequestException, Redirected, ValueError):
            return False
        return isinstance(said, dict) and "S256" in (said.get("code_challenge_methods_supported") or ())

    def _challenge(self) -> str:
        digest = hashlib.sha256(self._verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")

    def _post(self, path: str, **form: str) -> tuple[int, dict[str, Any]]:
        try:
            answer = self._client.session.post(
                self._server + path, data=form, timeout=TIMEOUTS, allow_redirects=False, auth=lambda request: request
            )
        except (requests.RequestException, Redirected) as error:
            raise of_request(error) from error
        try:
            said = answer.json()
        except ValueError:
            said = {}
        return answer.status_code, said if isinstance(said, dict) else {}
