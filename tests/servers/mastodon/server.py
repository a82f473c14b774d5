"""Speak HTTP: logins, scopes, limits, faults, redirects, and a control of its own under /__control."""

from __future__ import annotations

import json
import secrets
import socket
import threading
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.servers.mastodon.clock import written
from tests.servers.mastodon.faults import Faults, On, Page
from tests.servers.mastodon.flavour import Flavour
from tests.servers.mastodon.network import Network, Refusal
from tests.servers.mastodon.oauth import Desk
from tests.servers.mastodon.people import Person
from tests.servers.mastodon.routes import ENDPOINTS, Call, Endpoint

EVERYTHING = ("read", "write", "follow")
PAGE = "<!DOCTYPE html><html><body><h1>Just a moment...</h1></body></html>"
_CURSORS = {"min_id", "max_id", "since_id"}
_OF_THE_PORT = {"http", "lock", "_thread"}


@dataclass(frozen=True)
class Login:
    """A token: whose it is, and what it may do."""

    person: Person
    scopes: tuple[str, ...] = EVERYTHING
    revoked: bool = False
    by_hand: bool = False
    """A person's own app, before which no page stands."""

    def may(self, scope: str) -> bool:
        """Whether the token covers a scope; `read` covers all that begin with it."""
        return not scope or scope in self.scopes or scope.partition(":")[0] in self.scopes


@dataclass
class Limits:
    """How many requests a login may make in five minutes, and how many with a cursor in fifteen (ML-1, ML-2)."""

    requests: int = 300
    pages: int = 300
    used: Counter[tuple[str, str, int]] = field(default_factory=Counter)

    def remaining(self, token: str, now: datetime, *, cursor: bool) -> tuple[int, datetime]:
        """Count a request; how many are left of the scarcer allowance, and when its window ends (ML-3)."""
        five, fifteen = timedelta(minutes=5), timedelta(minutes=15)
        counts = [self._count("requests", token, now, five, self.requests)]
        if cursor:
            counts.append(self._count("pages", token, now, fifteen, self.pages))
        return min(counts)

    def _count(self, what: str, token: str, now: datetime, span: timedelta, most: int) -> tuple[int, datetime]:
        window = int(now.timestamp() // span.total_seconds())
        self.used[what, token, window] += 1
        ends = datetime.fromtimestamp((window + 1) * span.total_seconds(), UTC)
        return most - self.used[what, token, window], ends


class MastodonServer:
    """A server on a port of the loopback, with `network` open for what only a test can do."""

    def __init__(self, flavour: Flavour, domain: str = "home.example") -> None:
        self.http = _Http(("127.0.0.1", 0), _Handler)
        self.http.owner = self
        self.base = f"http://127.0.0.1:{self.http.server_port}"
        self.network = Network(flavour, domain, self.base)
        self.logins: dict[str, Login] = {}
        self.faults = Faults()
        self.oauth = Desk(self)
        self.limits = Limits()
        self.redirect_to = ""
        self.bad_reset_header = False
        self.slashes_redirect = False
        self.slashes_are_missing = False
        self.hidden_paths: set[str] = set()
        self.requests: list[tuple[str, str]] = []
        self.clients: set[str] = set()
        self.swallowed: set[str] = set()
        self.lock = threading.RLock()
        self._thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def start(self) -> None:
        """Listen."""
        self._thread.start()

    def stop(self) -> None:
        """Hang up."""
        self.http.shutdown()
        self.http.server_close()
        self._thread.join()

    def __getstate__(self) -> dict[str, Any]:
        """What has happened here, without the port on which it did."""
        return {name: value for name, value in vars(self).items() if name not in _OF_THE_PORT}

    def put_back(self, kept: MastodonServer) -> None:
        """Nothing has happened here but what had when this was kept."""
        with self.lock:
            vars(self).update(kept.__getstate__())
            self.oauth.server = self

    def login(self, person: Person, *scopes: str) -> str:
        """A token for somebody."""
        token = secrets.token_urlsafe(16)
        self.logins[token] = Login(person, scopes or EVERYTHING)
        return token

    def change_login(self, token: str, **differs: Any) -> None:
        """Another `person` than before stands behind a token, it covers other `scopes`, or it is `revoked`."""
        self.logins[token] = replace(self.logins[token], **differs)

    def control(self, do: dict[str, Any]) -> dict[str, Any]:
        """What a test asks of the server itself; the network's people cannot."""
        if fault := do.get("fault"):
            self.faults.add(fault, On(do.get("on", "write")), int(do.get("times", 1)))
        if page := do.get("page"):
            self.faults.answer_with(Page(**page))
        self.network.clock.ahead += timedelta(seconds=float(do.get("advance", 0)))
        self.redirect_to = do.get("redirect_to", self.redirect_to)
        answer: dict[str, Any] = {"now": written(self.network.clock.now())}
        if late := do.get("late"):
            answer["uri"] = self._late(late)
        return answer

    def _late(self, said: dict[str, str]) -> str:
        """A post arrives now that was made earlier, as posts of other servers do (MT-3)."""
        author = self.network.people[said["author"]]
        made_at = datetime.fromisoformat(said["created_at"])
        text, shown_to = said["text"], said.get("visibility", "public")
        return self.network.say(
            author,
            text,
            created_at=made_at,
            visibility=shown_to,
            language=said.get("language"),
            warning=said.get("warning", ""),
        ).uri


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    owner: MastodonServer

    def __init__(self, *args: Any) -> None:
        self._open: set[socket.socket] = set()
        super().__init__(*args)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Know who is connected."""
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """And who is no more."""
        self._open.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        """Nobody stays connected with a server that is gone."""
        super().server_close()
        for connection in tuple(self._open):
            with suppress(OSError):  # it went by itself
                connection.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    server: _Http
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # an answer goes out in one piece

    def handle_any(self) -> None:
        """Answer one request; the connection stays for the next one, unless there was no answer."""
        owner = self.server.owner
        self.answered = False
        with owner.lock:
            _Exchange(self, owner).run()
        self.close_connection |= not self.answered

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any  # noqa: N815 - names of the standard library

    def log_message(self, *_: object) -> None:
        """Stay silent."""


class _Exchange:
    """One request and its answer."""

    def __init__(self, handler: _Handler, owner: MastodonServer) -> None:
        self.handler = handler
        self.owner = owner
        self.method = handler.command
        self.path = urlsplit(handler.path).path
        self.headers = {name.lower(): value for name, value in handler.headers.items()}
        self.token = self.headers.get("authorization", "").removeprefix("Bearer ")
        body = handler.rfile.read(int(self.headers.get("content-length", 0)))
        self.given = _parameters(urlsplit(handler.path).query, body, self.headers.get("content-type", ""))
        self.reply: dict[str, str] = {}

    def run(self) -> None:
        """Answer, or fail as a test asked."""
        if self.path == "/__control":
            return self._send(200, self.owner.control(self.given))
        self.owner.requests.append((self.method, self.path))
        self.owner.clients.add(self.headers.get("user-agent", ""))
        if self.owner.redirect_to:
            self.reply["Location"] = self.owner.redirect_to + self.handler.path
            return self._send(301, {})
        if self.owner.slashes_redirect and self.path.endswith("/"):
            self.reply["Location"] = self.path.rstrip("/")
            return self._send(308, {})
        if self.owner.slashes_are_missing and self.path.endswith("/"):
            return self._send(404, {"error": "Not Found"})
        if page := self._page():
            return self._stand_before(page)
        fault = self.owner.faults.take(self._kind())
        if fault not in ("", "after"):
            return self._fail(fault)
        status, answer = self._answer()
        return None if fault == "after" else self._send(status, answer)

    def _page(self) -> Page | None:
        login = self.owner.logins.get(self.token)
        by_hand = login is not None and login.by_hand
        return None if by_hand else self.owner.faults.page(f"{self.method} {self.path.rstrip('/')}")

    def _stand_before(self, page: Page) -> None:
        """Answer as a proxy does, with or without passing the request on."""
        if page.after:
            self._answer()
            self.reply.clear()
        self.reply |= page.headers
        self._send(page.status, page.body, page.kind)

    def _kind(self) -> On:
        if self.method == "GET":
            return On.READ
        return On.MESSAGE if self.given.get("visibility") == "direct" else On.WRITE

    def _answer(self) -> tuple[int, Any]:
        if given := self.owner.oauth.answer(self.method, self.path, self.given):
            return given
        try:
            endpoint, path = self._endpoint()
            return 200, endpoint.answer(self._call(endpoint, path))
        except Refusal as refusal:
            return refusal.status, {"error": refusal.sentence}

    def _endpoint(self) -> tuple[Endpoint, tuple[str, ...]]:
        if self.path.rpartition("/")[2] in self.owner.hidden_paths:
            raise Refusal(404, "Not Found")
        for endpoint in ENDPOINTS:
            match = endpoint.path.match(self.path)
            if match and endpoint.method == self.method and self.owner.network.flavour in endpoint.on:
                return endpoint, match.groups()
        raise Refusal(404, "Not Found")

    def _call(self, endpoint: Endpoint, path: tuple[str, ...]) -> Call:
        login = self.owner.logins.get(self.token)
        network = self.owner.network
        if login is None or login.revoked:
            raise Refusal(401, "The access token is invalid")
        self._limit(network.clock.now())
        if not login.may(endpoint.scope):
            raise Refusal(403, "This action is outside the authorized scopes")
        url = self.owner.base + self.path
        return Call(
            network,
            login.person,
            list(login.scopes),
            url,
            path,
            self.given,
            self.headers,
            self.reply,
            self.owner.swallowed,
        )

    def _limit(self, now: datetime) -> None:
        remaining, ends = self.owner.limits.remaining(self.token, now, cursor=bool(_CURSORS & set(self.given)))
        self._limit_headers(max(remaining, 0), ends)
        if remaining < 0:
            raise Refusal(429, "Too many requests")

    def _limit_headers(self, remaining: int, ends: datetime) -> None:
        reset = str(int(ends.timestamp())) if self.owner.network.flavour.ulids else str(written(ends))
        self.reply |= {
            "X-RateLimit-Limit": str(self.owner.limits.requests),
            "X-RateLimit-Remaining": str(remaining),
            "X-RateLimit-Reset": "soon" if self.owner.bad_reset_header else reset,
        }

    def _fail(self, how: str) -> None:
        """Answer as a broken server does; `before` says nothing at all."""
        if how == "429":
            self._limit_headers(0, self.owner.network.clock.now() + timedelta(minutes=5))
            return self._send(429, {"error": "Too many requests"})
        if how == "503":
            self.reply["Retry-After"] = "30"
            return self._send(503, {"error": "Throttled"})
        if how == "500":
            return self._send(500, {"error": "Something went wrong on our end"})
        pages = {"html": (200, PAGE), "206": (206, []), "empty": (200, ""), "nonsense": (200, {"weather": "fine"})}
        return self._send(*pages[how]) if how in pages else None

    def _send(self, status: int, answer: Any, kind: str = "") -> None:
        text = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
        kind = kind or ("text/html" if isinstance(answer, str) else "application/json")
        body = text.encode()
        self.handler.send_response_only(status)
        self.handler.send_header("Date", format_datetime(self.owner.network.clock.now(), usegmt=True))
        self.handler.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.handler.send_header("Content-Length", str(len(body)))
        for name, value in self.reply.items():
            if value:
                self.handler.send_header(name, value)
        self.handler.end_headers()
        self.handler.wfile.write(body)
        self.handler.answered = True


def _parameters(query: str, body: bytes, kind: str) -> dict[str, Any]:
    """Query and body as one; a name that ends in `[]`, or comes twice, is a list."""
    given: dict[str, Any] = {}
    pairs = parse_qsl(query, keep_blank_values=True)
    if kind.startswith("application/json"):
        given |= json.loads(body or b"{}")
    else:
        pairs += parse_qsl(body.decode(), keep_blank_values=True)
    for name, value in pairs:
        if name.endswith("[]"):
            given.setdefault(name[:-2], []).append(value)
        elif name in given and name == "id":
            given[name] = [*(given[name] if isinstance(given[name], list) else [given[name]]), value]
        else:
            given[name] = value
    return given
