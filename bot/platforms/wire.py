"""Stop every request that a role does not allow, before a byte leaves (DESIGN 2, "on the wire").

A policy looks at the whole request as it would go out. Two transports stand at the last place before the socket,
one for each HTTP library that our networks' clients are built on (the other in `wire_of_httpx`); redirects pass through them
again.
What the requests of a network look like is that network's knowledge: its policies live in its own package.
An answer has an end on this side, too: both read it whole, and let go of one that is too large or does not come to its end.

    reader      GET; session calls
    publisher   GET; session calls; one write while armed, compared in method, path, body and key, then disarmed
    messenger   GET; session calls; a private message to exactly the owner
    setup       the few set-up writes of `login` and `check`, after a typed yes
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

from urllib3.exceptions import DecodeError, HTTPError, ProtocolError, ReadTimeoutError

from bot import __version__
from bot.errors import NotAllowed
from bot.platforms.reach import TooMuch
from bot.platforms.requests_library import requests

USER_AGENT = f"nudge-bot/{__version__} (the assistant of one person)"
"""What every request to a network says of its sender (MC-14)."""


LARGEST = 32_000_000
"""Bytes of the largest answer, unpacked; a page of posts is a few hundred thousand."""

LONGEST = 120.0
"""Seconds after which an answer has to be there, however busily it drips."""

PIECE = 65_536


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it would leave: header names in lower case, `path` without the query."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        """The path part of the address."""
        return urlsplit(self.url).path


class Policy(Protocol):
    """Decides about one request."""

    def check(self, request: Request) -> None:
        """Return if the request may leave, raise `NotAllowed` otherwise."""


@dataclass(frozen=True, slots=True)
class ReadOnly:
    """GET, and the calls that keep a session alive (exact method and path)."""

    session_calls: frozenset[tuple[str, str]] = frozenset()

    def check(self, request: Request) -> None:
        """Refuse everything that is not reading."""
        if request.method in ("GET", "HEAD") or (request.method, request.path) in self.session_calls:
            return
        raise NotAllowed(f"this login only reads: {request.method} {request.path} was stopped")


Write = Callable[[Request], bool]
"""Tells whether a request is the one that was allowed (method, path, body and key compared)."""


class Armed:
    """Reading, and exactly one write while armed."""

    def __init__(self, reading: Policy) -> None:
        self._reading = reading
        self._write: Write | None = None
        self._lock = threading.Lock()

    @contextmanager
    def arm(self, write: Write) -> Iterator[None]:
        """Allow one request for which `write` is true; whatever happens, nothing is allowed afterwards."""
        with self._lock:
            self._write = write
        try:
            yield
        finally:
            with self._lock:
                self._write = None

    def check(self, request: Request) -> None:
        """Let reading pass, and the armed write once."""
        with self._lock:
            if self._write is not None and self._write(request):
                self._write = None
                return
        self._reading.check(request)


class Measured:
    """An answer while it is read. `clock` counts seconds, from when it was asked."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.body = bytearray()
        self._clock = clock
        self._until = clock() + LONGEST

    def takes(self, piece: bytes) -> None:
        """Keep a piece. Raises `TooMuch`, or TimeoutError."""
        self.body += piece
        if len(self.body) > LARGEST:
            raise TooMuch(f"more than {LARGEST} bytes")
        if self._clock() > self._until:
            raise TimeoutError(f"not at its end after {LONGEST} seconds")


class FarTooMuch(TooMuch, requests.RequestException):
    """The same, among the errors of the library."""


class RequestsWire(requests.adapters.HTTPAdapter):
    """The gate for clients built on requests; mount it for both `http://` and `https://`."""

    def __init__(self, policy: Policy, **settings: Any) -> None:
        self._policy = policy
        super().__init__(**settings)

    def send(self, request: requests.PreparedRequest, *args: Any, **settings: Any) -> requests.Response:
        """Check, then pass on."""
        body = request.body or b""
        headers = {name.lower(): str(value) for name, value in request.headers.items()}
        raw = body.encode() if isinstance(body, str) else bytes(body)
        self._policy.check(Request(request.method or "", request.url or "", headers, raw))
        measured = Measured()
        response = super().send(request, *args, **settings)
        try:
            _read(response, measured)
        except TooMuch as end:
            raise FarTooMuch(str(end), request=request) from end
        except (TimeoutError, ReadTimeoutError) as end:
            raise requests.ReadTimeout(str(end), request=request) from end
        except DecodeError as end:
            raise requests.exceptions.ContentDecodingError(end, request=request) from end
        except ProtocolError as end:
            raise requests.exceptions.ChunkedEncodingError(end, request=request) from end
        except HTTPError as end:
            raise requests.ConnectionError(end, request=request) from end
        return response


def _read(response: requests.Response, measured: Measured) -> None:
    """Take the answer whole, in pieces as they come; the library would wait for each to be full."""
    with ExitStack() as cut_off:
        cut_off.callback(response.raw.close)
        while piece := response.raw.read1(PIECE, decode_content=True):
            measured.takes(piece)
        cut_off.pop_all()
    response.raw.release_conn()
    response._content = bytes(measured.body)  # noqa: SLF001
