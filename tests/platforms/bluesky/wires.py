"""Connections that are logged in, and whose requests are answered by a function instead of a server."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from bot.platforms.bluesky.client import TIMEOUT, Connection
from bot.platforms.bluesky.login import Login
from bot.platforms.bluesky.session import SessionFile
from tests.platforms.bluesky.builders import NOON, OWNER

PDS, HANDLE = "http://pds.example", "owner.test"
SESSION, REFRESH, LOGIN = (f"com.atproto.server.{name}Session" for name in ("get", "refresh", "create"))
READ, WRITE, SEND = "app.bsky.feed.getTimeline", "com.atproto.repo.putRecord", "chat.bsky.convo.sendMessage"
CHAT = "did:web:chat.example#bsky_chat"

Answer = Callable[[httpx.Request], httpx.Response]


class Anything:
    """A policy that lets everything pass."""

    def check(self, request: object) -> None:
        """Allow."""


def a_token() -> str:
    """A token that holds for a thousand years, as far as the client can read it."""
    parts = ({"alg": "none"}, {"exp": 32_503_680_000, "sub": OWNER})
    coded = (base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts)
    return ".".join((*coded, "c2lnbmF0dXJl"))


def a_session() -> dict[str, str]:
    """What a server answers to a login and to a renewal."""
    return {"did": OWNER, "handle": HANDLE, "accessJwt": a_token(), "refreshJwt": a_token()}


def connection(folder: Path, answer: Answer, *, now: Any = lambda: NOON) -> Connection:
    """One whose session is asked about first, and is the owner's; `answer` says the rest."""
    token = a_token()
    kept = SessionFile(folder / "session", PDS, HANDLE, "pw")
    kept.save(f"{HANDLE}:::{OWNER}:::{token}:::{token}:::{PDS}")

    def answered(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith(SESSION):
            return httpx.Response(200, json={"did": OWNER, "handle": HANDLE})
        return answer(request)

    transport = httpx.MockTransport(answered)
    return Connection(Login(PDS, HANDLE, "pw", kept.path, now, TIMEOUT, transport), Anything())


def raising(error: type[httpx.RequestError]) -> Answer:
    """A wire that breaks."""

    def broken(request: httpx.Request) -> httpx.Response:
        raise error("broken", request=request)

    return broken


def saying(status: int, body: object = None, **settings: Any) -> Answer:
    """A server that answers."""
    return lambda _request: httpx.Response(status, **({"json": body} if body is not None else settings))


def a_named(name: str, message: str = "why") -> dict[str, str]:
    """An error as the lexicons name it."""
    return {"error": name, "message": message}
