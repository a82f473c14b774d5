"""The gate of `wire` for clients built on HTTPX, apart from it: who speaks with Mastodon alone does not load that library."""

from __future__ import annotations

from bot.platforms.httpx_library import httpx
from bot.platforms.reach import TooMuch
from bot.platforms.wire import Measured, Policy, Request

_AS_IT_CAME = frozenset({"content-encoding", "content-length", "transfer-encoding"})


class FarTooMuch(TooMuch, httpx.ReadError):
    """The same, among the errors of the library."""


class HttpxWire(httpx.BaseTransport):
    """The gate; `inner` is the transport that has the socket."""

    def __init__(self, policy: Policy, inner: httpx.BaseTransport) -> None:
        self._policy = policy
        self._inner = inner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Check, then pass on."""
        headers = {name.lower(): value for name, value in request.headers.items()}
        self._policy.check(Request(request.method, str(request.url), headers, request.read()))
        measured = Measured()
        return _whole(self._inner.handle_request(request), measured)

    def close(self) -> None:
        """Close the inner transport."""
        self._inner.close()


def _whole(answer: httpx.Response, measured: Measured) -> httpx.Response:
    """The answer, read and unpacked."""
    try:
        for piece in answer.iter_bytes():
            measured.takes(piece)
    except TooMuch as end:
        raise FarTooMuch(str(end)) from end
    except TimeoutError as end:
        raise httpx.ReadTimeout(str(end)) from end
    finally:
        answer.close()
    headers = [(name, value) for name, value in answer.headers.raw if name.decode().lower() not in _AS_IT_CAME]
    return httpx.Response(
        answer.status_code, headers=headers, content=bytes(measured.body), extensions=answer.extensions
    )
