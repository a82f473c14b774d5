"""The gate of `wire` for clients built on HTTPX, apart from it: who speaks with Mastodon alone does not load that library."""

from __future__ import annotations

import httpx

from bot.platforms.wire import Policy, Request


class HttpxWire(httpx.BaseTransport):
    """The gate; `inner` is the transport that has the socket."""

    def __init__(self, policy: Policy, inner: httpx.BaseTransport) -> None:
        self._policy = policy
        self._inner = inner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Check, then pass on."""
        headers = {name.lower(): value for name, value in request.headers.items()}
        self._policy.check(Request(request.method, str(request.url), headers, request.read()))
        return self._inner.handle_request(request)

    def close(self) -> None:
        """Close the inner transport."""
        self._inner.close()
