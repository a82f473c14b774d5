"""Ask an OpenAI-compatible chat endpoint one thing, and hear what it says: words, or one line of what went wrong."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import structlog

from bot.errors import PlatformError

if TYPE_CHECKING:
    from bot.platforms.httpx_library import httpx

log = structlog.get_logger()

LARGEST = 256 * 1024
"""Bytes that are read of an answer (HX-10)."""

LONGEST_PAUSE = 5.0
"""Seconds between two pieces of an answer that has begun; `timeout` is for the whole (HX-1)."""

CONNECTED_WITHIN = 10.0
BYTES_A_TOKEN = 4
"""Roughly, where an endpoint does not count them."""

MOST_TOKENS = 1_000_000
"""More than that is no count."""


class ModelError(PlatformError):
    """A model gave nothing that can be used; the message is one line for the owner."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a model answered, and how many tokens that took both ways, as it says or as they are estimated."""

    words: str
    tokens: int


@dataclass(frozen=True, slots=True)
class ChatModel:
    """A model behind `url` (".../v1"). `timeout` is for a whole request, `called` what it is to the owner."""

    url: str
    name: str
    key: str = field(default="", repr=False)
    timeout: timedelta = timedelta(seconds=60)
    monotonic: Callable[[], float] = time.monotonic
    called: str = "drafting model"

    def ask(self, system: str, material: object) -> Said:
        """What it says to an instruction and to material, which goes as JSON. Raises `ModelError` with one clear line."""
        request = {
            "model": self.name,
            "messages": [
                {"role": "system", "content": system},
                {"role": "user", "content": json.dumps(material, ensure_ascii=False)},
            ],
            "stream": False,
        }
        answer = self._asked(request)
        return Said(self._words(answer), _tokens(request, answer))

    @property
    def host(self) -> str:
        """How the endpoint is named to the owner."""
        return re.sub(r"^[a-z+]*://(?:[^/@]*@)?|/.*$", "", self.url, flags=re.IGNORECASE) or self.url

    def _asked(self, request: Mapping[str, Any]) -> bytes:
        """The answer's body. Every failure is one line; none of them quotes what came back."""
        from bot.platforms.httpx_library import httpx  # noqa: PLC0415  # loaded where a model is asked

        began = self.monotonic()
        try:
            answer = self._streamed(request, deadline=began + self.timeout.total_seconds())
        except httpx.TimeoutException:
            raise ModelError(f"Your {self.called} ({self.host}) did not answer in time.") from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError):
            raise ModelError(f"Your {self.called} ({self.host}) cannot be reached.") from None
        log.info("model_asked", host=self.host, seconds=round(self.monotonic() - began, 1), bytes=len(answer))
        return answer

    def _streamed(self, request: Mapping[str, Any], *, deadline: float) -> bytes:
        whole = self.timeout.total_seconds()
        from bot.platforms.httpx_library import httpx, trusted  # noqa: PLC0415  # the same

        limits = httpx.Timeout(whole, connect=min(CONNECTED_WITHIN, whole))
        headers = {"Accept-Encoding": "identity"}  # a small answer must not unfold into a huge one
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        with httpx.Client(verify=trusted(), timeout=limits, headers=headers) as client:
            asked = client.build_request("POST", f"{self.url.rstrip('/')}/chat/completions", json=dict(request))
            answer = client.send(asked, stream=True)
            try:
                self._check(answer.status_code)
                # The body's pauses are read from here when its first byte is asked for: shorter than the whole, so that
                # an answer that begins and then falls silent does not take twice its time.
                asked.extensions["timeout"]["read"] = min(LONGEST_PAUSE, whole)
                return self._body(answer, deadline)
            finally:
                answer.close()

    def _body(self, answer: httpx.Response, deadline: float) -> bytes:
        body = bytearray()
        for piece in answer.iter_raw():
            body += piece
            if len(body) > LARGEST:
                raise ModelError(f"Your {self.called} ({self.host}) answered with far too much.")
            if self.monotonic() > deadline:
                raise ModelError(f"Your {self.called} ({self.host}) did not answer in time.")
        return bytes(body)

    def _check(self, status: int) -> None:
        if status == HTTPStatus.OK:
            return
        reasons = {
            401: "does not accept the key",
            403: "does not accept the key",
            404: f"does not know {self.name!r}, or is not at that address",
            429: "has too much to do",
        }
        said = reasons.get(status, f"answered with status {status}")
        raise ModelError(f"Your {self.called} ({self.host}) {said}.", permanent=status in (401, 403, 404))

    def _words(self, body: bytes) -> str:
        try:
            content = json.loads(body)["choices"][0]["message"]["content"]
        except (ValueError, LookupError, TypeError, RecursionError):
            content = None
        if isinstance(content, list):  # some endpoints answer in parts
            content = "".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
        if not isinstance(content, str):
            raise ModelError(f"Your {self.called} ({self.host}) did not answer as a chat endpoint does.")
        return content


def _tokens(request: Mapping[str, Any], answer: bytes) -> int:
    """As the endpoint counted them; else by the length of both ways."""
    try:
        counted = json.loads(answer)["usage"]["total_tokens"]
    except (ValueError, LookupError, TypeError, RecursionError):
        counted = None
    if type(counted) is int and 0 < counted < MOST_TOKENS:
        return counted
    return (len(json.dumps(request, ensure_ascii=False).encode()) + len(answer)) // BYTES_A_TOKEN
