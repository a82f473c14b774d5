"""What each role may send, decided on the request as it would leave (DESIGN 2, on the wire)."""

from urllib.parse import urlencode

import pytest

from bot.errors import NotAllowed
from bot.platforms.mastodon import policies
from bot.platforms.wire import Request

STATUSES = "https://home.example/api/v1/statuses"
FORM = {"content-type": "application/x-www-form-urlencoded"}
OWNER = "lena@writers.example"


def a_post(url=STATUSES, headers=FORM, method="POST", **fields):
    return Request(method, url, headers, urlencode(fields).encode())


def a_message(**differs):
    return a_post(**{"status": f"@{OWNER} Tomas asked.", "visibility": "direct", **differs})


def allowed(policy, request):
    try:
        policy.check(request)
    except NotAllowed:
        return False
    return True


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_reader_never_writes(method):
    """Whatever the path."""
    for url in (STATUSES, "https://home.example/api/v1/notifications/clear", "https://home.example/oauth/revoke"):
        assert not allowed(policies.reader(), a_post(url=url, method=method))


def test_every_role_may_ask():
    """Questions change nothing (MN-10)."""
    question = Request("GET", "https://home.example/api/v1/timelines/home?limit=40", {}, b"")
    for policy in (policies.reader(), policies.publisher(), policies.messenger(OWNER)):
        assert allowed(policy, question)


@pytest.mark.parametrize(
    "request_",
    [
        a_message(),
        a_message(status=f"@{OWNER.upper()} Tomas asked."),
        a_message(in_reply_to_id="7", language="en"),
        a_message(status=f"@{OWNER} see https://writers.example/@tomas@books.example/1 and @\u2060tomas"),
    ],
)
def test_a_messenger_may_write_to_the_owner(request_):
    """A direct status that names the owner in front and nobody else."""
    assert allowed(policies.messenger(OWNER), request_)


@pytest.mark.parametrize(
    "request_",
    [
        a_message(visibility="public"),
        a_message(visibility="private"),
        a_message(visibility="Direct"),
        a_post(status=f"@{OWNER} no visibility at all"),
        a_message(status="no address in front"),
        a_message(status=f" @{OWNER} a space before it"),
        a_message(status=f"@{OWNER}"),
        a_message(status=f"@{OWNER}.evil.example hello"),
        a_message(status=f"@{OWNER} and @{OWNER} again"),
        a_message(status=f"@{OWNER} @tomas"),
        a_message(status=f"@{OWNER} hello", spoiler_text="@tomas"),
        a_message(**{"media_ids[]": "1"}),
        a_message(scheduled_at="2030-01-01T00:00:00Z"),
        a_message(quoted_status_id="1"),
        a_message(_method="put"),
        a_message(url=STATUSES + "?visibility=public"),
        a_message(url=STATUSES + "/7"),
        a_message(url=STATUSES + "/7", method="PUT"),
        a_message(url=STATUSES + "/7", method="DELETE"),
        a_message(url="https://home.example/api/v1/accounts/7/follow"),
        a_message(headers={"content-type": "application/json"}),
        Request("POST", STATUSES, FORM, b"status=x&visibility=direct&visibility=public"),
        Request("POST", STATUSES, FORM, b"\xff\xfe"),
        Request("POST", STATUSES, FORM, b""),
    ],
)
def test_a_messenger_may_write_nothing_else(request_):
    """Not to others, not in public, not by another door, and no edit (MD-2b)."""
    assert not allowed(policies.messenger(OWNER), request_)


def test_deleting_is_armed_for_one_status():
    """And only once."""
    policy = policies.messenger(OWNER)
    gone = Request("DELETE", STATUSES + "/7", {}, b"")
    with policy.arm(policies.deleting("7")):
        assert not allowed(policy, Request("DELETE", STATUSES + "/8", {}, b""))
        assert allowed(policy, gone)
        assert not allowed(policy, gone)
    assert not allowed(policy, gone)


def test_an_armed_post_needs_its_key():
    """The key is what makes a repeat harmless (MD-8)."""
    form = {"status": "x", "visibility": "public"}
    request = Request("POST", STATUSES, {**FORM, "idempotency-key": "k"}, urlencode(form).encode())
    assert policies.posting(form, "k")(request)
    assert not policies.posting(form, "other")(request)
    assert not policies.posting({**form, "status": "y"}, "k")(request)
