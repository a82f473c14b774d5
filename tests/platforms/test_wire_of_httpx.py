"""The gate of clients built on HTTPX lets go of an answer that is too large or too slow, and hands on every other as it came."""

from __future__ import annotations

import gzip

import httpx
import pytest

from bot.errors import PlatformError
from bot.platforms import wire
from bot.platforms.bluesky.error_translation import translated
from bot.platforms.wire_of_httpx import HttpxWire
from tests.platforms.bluesky.wires import Anything

PAGE = b'{"feed": []}'


class Pieces(httpx.SyncByteStream):
    """A body that comes piece by piece, and counts those that were taken."""

    def __init__(self, *pieces: bytes) -> None:
        self.pieces, self.taken, self.closed = pieces, 0, False

    def __iter__(self):
        for piece in self.pieces:
            self.taken += 1
            yield piece

    def close(self):
        """It is not read any more."""
        self.closed = True


def asked(body, **headers):
    """What a client is answered."""
    inner = httpx.MockTransport(lambda _: httpx.Response(200, headers=headers, stream=body))
    with httpx.Client(transport=HttpxWire(Anything(), inner)) as client:
        return client.get("http://pds.example/xrpc/app.bsky.feed.getTimeline")


def test_an_answer_is_handed_on_unpacked():
    """Once: what was packed is not unpacked a second time."""
    packed = gzip.compress(PAGE)
    answer = asked(Pieces(packed[:10], packed[10:]), **{"content-encoding": "gzip", "ratelimit-limit": "3000"})
    assert answer.json() == {"feed": []}
    assert answer.headers["ratelimit-limit"] == "3000"


@pytest.mark.parametrize("writing", [False, True])
@pytest.mark.parametrize("packed", [False, True])
def test_an_answer_without_an_end_is_let_go(monkeypatch, packed, writing):
    """Counted as it is once unpacked; what was written may have been done."""
    monkeypatch.setattr(wire, "LARGEST", 1_000)
    filler = bytes(2_000)
    body = Pieces(gzip.compress(filler)) if packed else Pieces(*[filler] * 50)
    with pytest.raises(PlatformError) as failure, translated(writing=writing):
        asked(body, **({"content-encoding": "gzip"} if packed else {}))
    assert str(failure.value).endswith("it sent far more than an answer holds, so the rest was not read")
    assert failure.value.outcome_unknown == writing
    assert (body.taken, body.closed) == (1, True)


@pytest.mark.parametrize("writing", [False, True])
def test_an_answer_that_drips_is_let_go(monkeypatch, writing):
    """After the time of the whole."""
    monkeypatch.setattr(wire, "LONGEST", -1)
    body = Pieces(b" ", b" ", PAGE)
    with pytest.raises(PlatformError) as failure, translated(writing=writing):
        asked(body)
    assert str(failure.value).endswith("it did not answer in time")
    assert failure.value.outcome_unknown == writing
    assert (body.taken, body.closed) == (1, True)
