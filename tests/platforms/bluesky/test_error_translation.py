"""Every way in which a request can fail, translated once (BC-4, BC-5)."""

from datetime import timedelta

import httpx
import pytest

from bot.errors import LoginEnded, PlatformError, Refused
from bot.platforms.bluesky.error_translation import NO_DM_RIGHT
from tests.platforms.bluesky.wires import READ, WRITE, a_named, raising, saying

UNCLEAR = [
    raising(httpx.ReadTimeout),
    raising(httpx.WriteTimeout),
    raising(httpx.ReadError),
    raising(httpx.RemoteProtocolError),
    raising(httpx.DecodingError),
    saying(500, a_named("InternalServerError")),
    saying(502, a_named("UpstreamFailure")),
    saying(503, content=b"<h1>Down</h1>"),
    saying(504),
    saying(200, html="<h1>Please wait</h1>"),
    saying(200, content=b"{", headers={"content-type": "application/json"}),
    saying(200, ["a list"]),
]
NOT_SENT = [raising(httpx.ConnectError), raising(httpx.ConnectTimeout), raising(httpx.PoolTimeout)]
NO = [
    saying(400, a_named("InvalidRequest")),
    saying(400, a_named("InvalidSwap")),
    saying(403, a_named("Forbidden")),
    saying(404, a_named("NotFound")),
    saying(413, a_named("PayloadTooLarge")),
    saying(501, a_named("MethodNotImplemented")),
]


@pytest.mark.parametrize("answer", UNCLEAR)
def test_an_unclear_end_of_a_write_is_called_unclear(answered, answer):
    """It may have been done; of a reading nothing can be unclear."""
    with pytest.raises(PlatformError) as written:
        answered(answer).post(WRITE, b"{}")
    with pytest.raises(PlatformError) as read:
        answered(answer).get(READ)
    assert (written.value.outcome_unknown, read.value.outcome_unknown) == (True, False)
    assert not written.value.permanent


@pytest.mark.parametrize("answer", NOT_SENT)
def test_what_never_reached_the_server_was_surely_not_done(answered, answer):
    """It can be sent again."""
    with pytest.raises(PlatformError) as failure:
        answered(answer).post(WRITE, b"{}")
    assert (failure.value.outcome_unknown, failure.value.permanent) == (False, False)


@pytest.mark.parametrize("answer", NO)
def test_a_no_is_a_no(answered, answer):
    """Nothing was done, and repeating changes nothing."""
    with pytest.raises(Refused) as failure:
        answered(answer).post(WRITE, b"{}")
    assert (failure.value.outcome_unknown, failure.value.permanent) == (False, True)


@pytest.mark.parametrize(
    ("headers", "pause"),
    [
        ({"retry-after": "90"}, timedelta(seconds=90)),
        ({"retry-after": "0"}, timedelta(seconds=1)),
        ({"ratelimit-reset": "1"}, timedelta(seconds=1)),
        ({}, timedelta(minutes=5)),
    ],
)
def test_too_many_requests_say_when_to_come_back(answered, headers, pause):
    """Surely not done; without advice five minutes."""
    with pytest.raises(PlatformError) as failure:
        answered(lambda _request: httpx.Response(429, json=a_named("RateLimitExceeded"), headers=headers)).post(
            WRITE, b""
        )
    assert (failure.value.retry_after, failure.value.outcome_unknown) == (pause, False)


@pytest.mark.parametrize("message", ["Bad token method", "Bad token scope"])
def test_a_missing_right_is_no_expired_token(answered, message):
    """It looks like one; logging in again would not help (BI-1)."""
    paths = []

    def answer(request):
        paths.append(request.url.path)
        return httpx.Response(400, json=a_named("InvalidToken", message))

    with pytest.raises(LoginEnded, match=NO_DM_RIGHT):
        answered(answer).get("chat.bsky.convo.listConvos")
    assert paths == ["/xrpc/chat.bsky.convo.listConvos"]


def test_a_refused_login_is_ended(answered):
    """401 on everything, the login included."""
    with pytest.raises(LoginEnded):
        answered(saying(401, a_named("AuthenticationRequired"))).get(READ)
    with pytest.raises(LoginEnded):
        answered(saying(400, a_named("ExpiredToken"))).get(READ)


def test_a_failing_login_is_never_taken_for_an_unclear_write(answered):
    """While the session could not be renewed, nothing had left yet."""

    def answer(request):
        if request.url.path.endswith(WRITE):
            return httpx.Response(400, json=a_named("ExpiredToken"))
        return httpx.Response(500)

    with pytest.raises(PlatformError) as failure:
        answered(answer).post(WRITE, b"{}")
    assert not failure.value.outcome_unknown
