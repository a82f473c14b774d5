"""Break requests on their way, for real sockets: refused, lost, or answered with what is no answer.

And play what a server does to a login without waiting for it: ended, brought back, switched off.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx

Wanted = Callable[[httpx.Request], bool]
PAGE = "<!doctype html><title>Please wait</title>"

_ANSWERS: dict[str, Callable[[], httpx.Response]] = {
    "500": lambda: httpx.Response(500, json={"error": "InternalServerError", "message": "injected"}),
    "400": lambda: httpx.Response(400, json={"error": "InvalidRequest", "message": "injected"}),
    "502": lambda: httpx.Response(502, json={"error": "UpstreamFailure", "message": "injected"}),
    "429": lambda: httpx.Response(
        429, json={"error": "RateLimitExceeded", "message": "injected"}, headers={"retry-after": "30"}
    ),
    "html": lambda: httpx.Response(200, html=PAGE),
    "empty": lambda: httpx.Response(200),
    "denied": lambda: httpx.Response(401, json={"error": "AuthenticationRequired", "message": "injected"}),
    "expired": lambda: httpx.Response(400, json={"error": "ExpiredToken", "message": "Token has expired"}),
}


def public_write(request: httpx.Request) -> bool:
    """A write into somebody's repository."""
    return request.method == "POST" and "/xrpc/com.atproto.repo." in request.url.path


def calls(nsid: str) -> Wanted:
    """A call of one method."""
    return lambda request: request.url.path.endswith(f"/xrpc/{nsid}")


LOGIN = calls("com.atproto.server.createSession")


def named_by(request: httpx.Request) -> Iterator[str]:
    """The account that a request is made with, or that it would log in to."""
    if LOGIN(request):
        yield str(json.loads(request.content)["identifier"])
    token = request.headers.get("authorization", "").removeprefix("Bearer ").split(".")[1:2]
    for part in token:
        yield str(json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))["sub"])


class Faulty(httpx.BaseTransport):
    """Passes requests on, except those that were asked to fail; `sent` lists what came by."""

    def __init__(self) -> None:
        self._inner = httpx.HTTPTransport()
        self._faults: list[tuple[Wanted, str]] = []
        self.ended: set[str] = set()
        self.switched_off: set[str] = set()
        self._pages: list[tuple[Wanted, bool, httpx.Response]] = []
        self._changes: list[tuple[Wanted, Callable[[Any], Any]]] = []
        self.sent: list[httpx.Request] = []

    def alter(self, wanted: Wanted, change: Callable[[Any], Any]) -> None:
        """Change the JSON of the next fitting answer."""
        self._changes.append((wanted, change))

    def fail(self, wanted: Wanted, how: str) -> None:
        """Let the next fitting request fail: `before` or `after` it is carried out, or with a wrong answer."""
        self._faults.append((wanted, how))

    def page(self, wanted: Wanted, status: int, *, carried_out: bool = False, **page: Any) -> None:
        """Let something in between answer the next fitting request; `page` is what `httpx.Response` takes."""
        self._pages.append((wanted, carried_out, httpx.Response(status, **page)))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Fail, or pass on."""
        self.sent.append(request)
        if self.ended and self.ended & {*named_by(request)}:
            return _ANSWERS["denied" if LOGIN(request) else "expired"]()
        page = next((page for page in self._pages if page[0](request)), None)
        if page is not None:
            return self._in_between(page, request)
        fault = next((fault for fault in self._faults if fault[0](request)), None)
        if fault is None:
            return self._changed(request, self._inner.handle_request(request))
        self._faults.remove(fault)
        return self._broken(fault[1], request)

    def _in_between(self, page: tuple[Wanted, bool, httpx.Response], request: httpx.Request) -> httpx.Response:
        self._pages.remove(page)
        if page[1]:
            self._inner.handle_request(request).read()
        return page[2]

    def _changed(self, request: httpx.Request, response: httpx.Response) -> httpx.Response:
        if self.switched_off and "/xrpc/com.atproto.server." in request.url.path:
            return self._switched_off(response)
        change = next((change for change in self._changes if change[0](request)), None)
        if change is None:
            return response
        self._changes.remove(change)
        response.read()
        return httpx.Response(response.status_code, json=change[1](response.json()))

    def _switched_off(self, response: httpx.Response) -> httpx.Response:
        response.read()
        said = response.json()
        off = {"active": False, "status": "deactivated"} if said.get("did") in self.switched_off else {}
        return httpx.Response(response.status_code, json=said | off)

    def _broken(self, how: str, request: httpx.Request) -> httpx.Response:
        if how == "before":
            raise httpx.ConnectError("refused", request=request)
        if how == "after":
            self._inner.handle_request(request).read()
        if how in ("after", "disconnect"):
            raise httpx.RemoteProtocolError("Server disconnected without sending a response.", request=request)
        return _ANSWERS[how]()

    def close(self) -> None:
        """Close the sockets."""
        self._inner.close()
