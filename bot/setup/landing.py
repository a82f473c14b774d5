"""Take the code of a login from a browser on this machine, beside the prompt for it: an address that answers once (MA-1)."""

from __future__ import annotations

import hmac
import secrets
import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import parse_qs

HOST = "127.0.0.1"
PATIENCE = 2.0
"""Seconds that a visitor has to say what it wants: browsers open connections that they may need later."""

_LONGEST = 16_384
_ANSWER = (
    "HTTP/1.1 {}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n"
    "Referrer-Policy: no-referrer\r\nCache-Control: no-store\r\n\r\n"
)


@dataclass(frozen=True, slots=True)
class Landed:
    """What a browser brought: a code, or none where its owner did not agree."""

    code: str


class Landing:
    """Listens on this machine alone, until one visitor comes who knows the word that stood in the page's address."""

    def __init__(self, port: int, words: str) -> None:
        """`words` are what that visitor reads. Raises `OSError` where the port is somebody else's now."""
        self.state = secrets.token_urlsafe(24)
        self._words = words
        self._socket = socket.create_server((HOST, port))
        self._socket.settimeout(PATIENCE)

    def fileno(self) -> int:
        """For `select`: it can be read from when somebody knocks."""
        return self._socket.fileno()

    @property
    def is_open(self) -> bool:
        """Whether it still listens."""
        return self._socket.fileno() != -1

    def visit(self) -> Landed | None:
        """Let one visitor in. The right one is answered, and is the last; None for anybody else."""
        try:
            visitor, _ = self._socket.accept()
        except OSError:
            return None
        with visitor:
            landed = self._landed(_asked(visitor))
            words = self._words if landed else ""
            with suppress(OSError):
                body = words.encode()
                visitor.sendall(_ANSWER.format("200 OK" if landed else "404 Not Found", len(body)).encode() + body)
        if landed:
            self.close()
        return landed

    def close(self) -> None:
        """Listen no longer."""
        self._socket.close()

    def _landed(self, target: str) -> Landed | None:
        asked = target.partition("?")[2]  # not by `urlsplit`, which raises at what is no address
        said = {name: values[0] for name, values in parse_qs(asked).items()}
        if not hmac.compare_digest(said.get("state", "").encode(), self.state.encode()):
            return None
        return Landed(said.get("code", ""))


def _asked(visitor: socket.socket) -> str:
    """The target of a GET; empty where that is not what was said, or not in time."""
    ends, head = time.monotonic() + PATIENCE, b""
    while b"\r\n\r\n" not in head and len(head) < _LONGEST:
        visitor.settimeout(max(ends - time.monotonic(), 0.01))
        try:
            more = visitor.recv(4096)
        except OSError:
            return ""
        if not more:
            return ""
        head += more
    method, _, rest = head.partition(b"\r\n")[0].decode("ascii", errors="replace").partition(" ")
    return rest.partition(" ")[0] if method == "GET" else ""
