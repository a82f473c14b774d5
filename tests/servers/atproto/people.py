"""Act as somebody on the network, by plain HTTP: what the tests' people do must not go through the code under test."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx

BYPASS = {"x-ratelimit-bypass": "bypass"}
"""A stack may have the real rate limits on; people in tests are quicker than people."""


def written(time: datetime) -> str:
    """A time as the network writes it."""
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def place(uri: str) -> dict[str, str]:
    """The parts of an at-uri, as the repository's methods ask for them."""
    repo, collection, rkey = uri.removeprefix("at://").split("/")
    return {"repo": repo, "collection": collection, "rkey": rkey}


@dataclass
class Someone:
    """One account with its passwords."""

    http: httpx.Client
    pds: str
    chat: str
    did: str
    handle: str
    password: str
    access_jwt: str = ""
    app_password: str = ""
    app_password_dm: str = ""

    def get(self, nsid: str, *, proxy: str = "", **params: Any) -> dict[str, Any]:
        """The answer to a query."""
        return self._answer(self.http.get(f"{self.pds}/xrpc/{nsid}", params=params, headers=self._headers(proxy)))

    def post(self, nsid: str, body: dict[str, Any], *, proxy: str = "") -> dict[str, Any]:
        """The answer to a procedure."""
        return self._answer(self.http.post(f"{self.pds}/xrpc/{nsid}", json=body, headers=self._headers(proxy)))

    def chats(self, method: str, body: dict[str, Any] | None = None, **params: Any) -> dict[str, Any]:
        """The answer of the chat service, behind the account's own server."""
        nsid, proxy = f"chat.bsky.convo.{method}", f"{self.chat}#bsky_chat"
        return self.get(nsid, proxy=proxy, **params) if body is None else self.post(nsid, body, proxy=proxy)

    def new_app_password(self) -> str:
        """A password for apps, without the right to private messages."""
        return str(self.post("com.atproto.server.createAppPassword", {"name": secrets.token_hex(4)})["password"])

    def new_session(self) -> dict[str, Any]:
        """A login with the main password."""
        login = {"identifier": self.did, "password": self.password}
        url = f"{self.pds}/xrpc/com.atproto.server.createSession"
        return self._answer(self.http.post(url, json=login, headers=BYPASS))

    def write(self, collection: str, record: dict[str, Any], rkey: str | None = None) -> str:
        """A new record, or another one in the place of the old; its at-uri."""
        stamped = {"$type": collection, "createdAt": written(datetime.now(UTC)), **record}
        body = {"repo": self.did, "collection": collection, "record": stamped}
        nsid = "createRecord" if rkey is None else "putRecord"
        return str(self.post(f"com.atproto.repo.{nsid}", body | ({"rkey": rkey} if rkey else {}))["uri"])

    def records(self, collection: str) -> Iterator[dict[str, Any]]:
        """Everything in one collection of the account's repository, newest first."""
        cursor: dict[str, str] = {}
        while True:
            asked = {"repo": self.did, "collection": collection, "limit": 100, **cursor}
            answer = self.get("com.atproto.repo.listRecords", **asked)
            yield from answer["records"]
            if not answer.get("cursor"):
                return
            cursor = {"cursor": answer["cursor"]}

    def _headers(self, proxy: str) -> dict[str, str]:
        if not self.access_jwt:
            self.access_jwt = self.new_session()["accessJwt"]
        named = {"atproto-proxy": proxy} if proxy else {}
        return {**BYPASS, **named, "authorization": f"Bearer {self.access_jwt}"}

    @staticmethod
    def _answer(response: httpx.Response) -> dict[str, Any]:
        if response.is_error:
            raise RuntimeError(f"{response.request.url.path}: {response.status_code} {response.text}")
        return dict(response.json()) if response.content else {}
