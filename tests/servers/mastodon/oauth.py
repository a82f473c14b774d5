"""Answer what needs no login, and give tokens: applications, codes that work once and for ten minutes, PKCE, and taking tokens back (MA-1)."""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from tests.servers.mastodon.people import Person
    from tests.servers.mastodon.server import MastodonServer

OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"
LASTS = timedelta(minutes=10)
Answer = tuple[int, Any]


@dataclass(frozen=True)
class App:
    """An application, with all that it may ever ask for."""

    name: str
    secret: str
    scopes: tuple[str, ...]
    redirects: tuple[str, ...]


@dataclass(frozen=True)
class Code:
    """What the page shows to somebody who agreed."""

    app: str
    person: Person
    scopes: tuple[str, ...]
    challenge: str
    redirect: str
    until: datetime


@dataclass
class Desk:
    """The applications and codes of one server. `registrations` counts how often one was made."""

    server: MastodonServer
    apps: dict[str, App] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    made_by: dict[str, str] = field(default_factory=dict)
    registrations: int = 0
    pkce: bool = True
    several: bool = True
    """Whether an application may have several redirects, and is told which."""

    def agree(self, page: str, person: Person) -> str:
        """Somebody opens the page, agrees, and is shown a code."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(page).query).items()}
        app, scopes = self.apps[asked["client_id"]], tuple(asked["scope"].split())
        assert asked["response_type"] == "code"
        assert asked["redirect_uri"] in app.redirects
        assert set(scopes) <= set(app.scopes)
        assert asked.get("code_challenge_method", "S256") == "S256"
        code = secrets.token_urlsafe(16)
        until = self.server.network.clock.now() + LASTS
        challenge = asked.get("code_challenge", "")
        self.codes[code] = Code(asked["client_id"], person, scopes, challenge, asked["redirect_uri"], until)
        return code

    def answer(self, method: str, path: str, given: dict[str, Any]) -> Answer | None:
        """What the server says; None where this is a question for which one has to be logged in."""
        questions = {
            ("GET", "/.well-known/oauth-authorization-server"): self._discovery,
            ("GET", "/.well-known/webfinger"): self._webfinger,
            ("GET", "/api/v1/instance/rules"): self._rules,
            ("POST", "/api/v1/apps"): self._register,
            ("POST", "/oauth/token"): self._token,
            ("POST", "/oauth/revoke"): self._revoke,
        }
        if method == "GET" and path.startswith("/users/"):
            return self._actor(path.removeprefix("/users/"))
        question = questions.get((method, path))
        return question(given) if question else None

    def _discovery(self, _: dict[str, Any]) -> Answer:
        if not self.pkce:
            return 404, {"error": "Not Found"}
        return 200, {"issuer": self.server.base, "code_challenge_methods_supported": ["S256"]}

    def _rules(self, _: dict[str, Any]) -> Answer:
        return 200, [{"id": str(place), "text": text} for place, text in enumerate(self.server.network.rules)]

    def _webfinger(self, given: dict[str, Any]) -> Answer:
        name = str(given.get("resource", "")).removeprefix("acct:").partition("@")[0]
        person = self.server.network.find(f"{name}@{self.server.network.domain}")
        href = f"{self.server.base}/users/{name}"
        subject = f"acct:{name}@{self.server.network.domain}"
        told = {"subject": subject, "links": [{"rel": "self", "href": href}]}
        return (200, told) if person else (404, {"error": "Not Found"})

    def _actor(self, name: str) -> Answer:
        """An account as other servers see it; GoToSocial shows it to nobody else."""
        if self.server.network.flavour.ulids:
            return 401, {"error": "Unauthorized"}
        person = self.server.network.find(f"{name}@{self.server.network.domain}")
        return (200, {"type": "Person", "alsoKnownAs": person.aliases}) if person else (404, {"error": "Not Found"})

    def _register(self, given: dict[str, Any]) -> Answer:
        self.registrations += 1
        client_id = secrets.token_urlsafe(8)
        scopes = tuple(str(given.get("scopes", "read")).split())
        redirects = tuple(given["redirect_uris"].split("\n")) if self.several else (given["redirect_uris"],)
        self.apps[client_id] = App(given["client_name"], secrets.token_urlsafe(16), scopes, redirects)
        told = {"client_id": client_id, "client_secret": self.apps[client_id].secret, "name": given["client_name"]}
        return 200, told | ({"redirect_uris": list(redirects)} if self.several else {})

    def _token(self, given: dict[str, Any]) -> Answer:
        if not self._is_known(given):
            return 401, {"error": "invalid_client", "error_description": "Client authentication failed"}
        code = self.codes.pop(str(given.get("code")), None)
        now = self.server.network.clock.now()
        if code is None or code.app != given["client_id"] or code.until < now or not _fits(code, given):
            return 400, {"error": "invalid_grant", "error_description": "The provided authorization grant is invalid"}
        token = self.server.login(code.person, *code.scopes)
        self.made_by[token] = code.app
        return 200, {"access_token": token, "token_type": "Bearer", "scope": " ".join(code.scopes)}

    def _revoke(self, given: dict[str, Any]) -> Answer:
        token = str(given.get("token"))
        if not self._is_known(given) or self.made_by.get(token) != given["client_id"]:
            return 403, {"error": "unauthorized_client"}
        self.server.change_login(token, revoked=True)
        return 200, {}

    def _is_known(self, given: dict[str, Any]) -> bool:
        app = self.apps.get(str(given.get("client_id")))
        return app is not None and app.secret == given.get("client_secret")


def _fits(code: Code, given: dict[str, Any]) -> bool:
    digest = hashlib.sha256(str(given.get("code_verifier", "")).encode()).digest()
    if given.get("redirect_uri") != code.redirect:
        return False
    return code.challenge in ("", base64.urlsafe_b64encode(digest).decode().rstrip("="))
