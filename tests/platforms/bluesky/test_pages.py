"""What is not the service's own JSON is nobody's answer: of a writing it leaves everything open, a reading comes again."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from bot import __version__
from bot.errors import LoginEnded, PlatformError, Refused
from bot.platforms.bluesky.advice import advised_pause
from bot.platforms.bluesky.error_translation import TooMany
from tests.contract.platform_contract import MARGIN, approved, outgoing, post_of, reply_to
from tests.platforms.bluesky.wires import CHAT, LOGIN, READ, REFRESH, SEND, WRITE, a_named, a_session, saying
from tests.servers.atproto.faults import calls

ON_SERVERS = pytest.mark.parametrize("world", ["bluesky"], indirect=True)
STATUSES = (
    200,
    204,
    301,
    302,
    303,
    307,
    308,
    400,
    401,
    403,
    404,
    408,
    409,
    410,
    413,
    429,
    451,
    500,
    501,
    502,
    503,
    504,
    520,
)
BODIES = (
    {"html": "<!doctype html><title>One moment</title>"},
    {"text": "no such page here"},
    {"content": b""},
    {"content": b"", "headers": {"content-type": "application/json"}},
    {"text": '{"error": "InvalidRequest", "message": "in a page"}'},
    {"json": ["a list"]},
    {"json": {"status": 404, "error": "Not Found", "path": "/xrpc"}},
    {"json": {"message": "no route fits"}},
    {"json": {"error": {"code": 5}}},
    {"content": b"\xff\xfe<", "headers": {"content-type": "application/json"}},
)
SHAPES = [
    (status, body)
    for status in STATUSES
    for body in BODIES
    if not (status < 300 and isinstance(body.get("json"), dict))
]
RELAYED = [
    (400, "InvalidRequest", "Invalid Request"),
    (401, "AuthenticationRequired", "Authentication Required"),
    (403, "Forbidden", "Forbidden"),
    (404, "XRPCNotSupported", "XRPC Not Supported"),
    (413, "PayloadTooLarge", "Payload Too Large"),
    (429, "RateLimitExceeded", "Rate Limit Exceeded"),
    (501, "MethodNotImplemented", "Method Not Implemented"),
]


def is_open(failure, *, writing):
    """Whether nothing is known, and nothing was taken for a no."""
    assert not isinstance(failure, Refused | LoginEnded | TooMany)
    assert not failure.permanent
    return failure.outcome_unknown is writing


@pytest.mark.parametrize(("status", "body"), SHAPES)
def test_a_page_is_nobodys_answer(answered, status, body):
    """Whatever its status, and whatever it looks like."""
    there = answered(saying(status, **body))
    with pytest.raises(PlatformError) as written:
        there.post(WRITE, b"{}")
    with pytest.raises(PlatformError) as said:
        there.post(SEND, b"{}", proxy=CHAT)
    with pytest.raises(PlatformError) as read:
        there.get(READ)
    assert is_open(written.value, writing=True)
    assert is_open(said.value, writing=True)
    assert is_open(read.value, writing=False)


@pytest.mark.parametrize(("status", "name", "words"), RELAYED)
def test_a_page_behind_the_accounts_server_is_a_page(answered, status, name, words):
    """It passes on the status in words of its own; where it answers itself, the same words are its no."""
    there = answered(saying(status, a_named(name, words)))
    with pytest.raises(PlatformError) as said:
        there.post(SEND, b"{}", proxy=CHAT)
    with pytest.raises(PlatformError) as read:
        there.get(READ)
    assert is_open(said.value, writing=True)
    assert is_open(read.value, writing=False)
    with pytest.raises((Refused, LoginEnded, TooMany)) as own:
        there.post(WRITE, b"{}")
    assert not own.value.outcome_unknown


@pytest.mark.parametrize(
    ("status", "name"), [(400, "InvalidConvo"), (400, "InvalidRequest"), (403, "AccountSuspended")]
)
def test_a_no_of_the_service_behind_is_a_no(answered, status, name):
    """It says why."""
    with pytest.raises(Refused) as said:
        answered(saying(status, a_named(name, "for this reason"))).post(SEND, b"{}", proxy=CHAT)
    assert not said.value.outcome_unknown


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(answered, status):
    """Neither with the owner's words, nor with a password; a reading stays where it was meant too."""
    asked = []

    def elsewhere(request):
        asked.append(request.url.host)
        return httpx.Response(status, headers={"location": f"http://elsewhere.example{request.url.path}"})

    there = answered(elsewhere)
    for ask in (lambda: there.post(WRITE, b"{}"), lambda: there.get(READ)):
        with pytest.raises(PlatformError):
            ask()
    assert asked == ["pds.example"] * 2


def test_every_request_says_who_comes(answered):
    """Name and version, also of what a login needs; the library's own name is not it (MC-14)."""
    ask, asked = ended(login=saying(200, a_session()))
    said = []

    def heard(request):
        said.append(request.headers["user-agent"])
        return ask(request)

    there = answered(heard)
    there.get(READ)
    there.post(WRITE, b"{}")
    there.post(SEND, b"{}", proxy=CHAT)
    assert {LOGIN, REFRESH, READ, WRITE, SEND} <= set(asked)
    assert set(said) == {f"nudge-bot/{__version__} (the assistant of one person)"}


@pytest.mark.parametrize(("status", "body"), [one for one in SHAPES if one[0] in (200, 400, 401, 403)])
def test_only_the_service_ends_a_session(answered, status, body):
    """A write that a page refuses is not sent again, and no new login is made."""
    asked = []

    def page(request):
        asked.append(request.url.path)
        return saying(status, **body)(request)

    with pytest.raises(PlatformError):
        answered(page).post(WRITE, b"{}")
    assert asked == [f"/xrpc/{WRITE}"]


# --- where the login meets a page


EXPIRED = saying(400, a_named("ExpiredToken"))


def ended(*, login, refresh=EXPIRED):
    """A server at which the session has ended until there is a new one; `asked` are the calls."""
    asked, sessions = [], []

    def answer(request):
        name = request.url.path.rpartition("/")[2]
        asked.append(name)
        if name not in (REFRESH, LOGIN):
            return httpx.Response(200, json={}) if sessions else EXPIRED(request)
        given = (refresh if name == REFRESH else login)(request)
        sessions.extend([True] * ("accessJwt" in given.text))
        return given

    return answer, asked


@pytest.mark.parametrize("status", [401, 403, 400, 404, 429, 503, 200, 302])
def test_a_login_that_meets_a_page_has_not_ended(answered, status):
    """Nor was it refused: as soon as the page is gone, the same client goes on."""
    pages = [httpx.Response(status, html="<h1>Back soon</h1>") for _ in range(3)]

    def login(_request):
        return pages.pop() if pages else httpx.Response(200, json=a_session())

    answer, asked = ended(login=login)
    there = answered(answer)
    for _ in range(3):
        with pytest.raises(PlatformError) as failure:
            there.get(READ)
        assert is_open(failure.value, writing=False)
    assert there.get(READ) == {}
    assert asked.count(LOGIN) == 4


@pytest.mark.parametrize("status", [401, 403, 400])
def test_a_renewal_that_meets_a_page_makes_no_login(answered, status):
    """The refresh token is as good as before."""
    answer, asked = ended(refresh=saying(status, html="<h1>Back soon</h1>"), login=saying(200, a_session()))
    with pytest.raises(PlatformError) as failure:
        answered(answer).get(READ)
    assert is_open(failure.value, writing=False)
    assert LOGIN not in asked


def test_a_no_to_the_login_is_not_one_to_the_question(answered):
    """A suspended account is an ended login; that the post is gone was never said."""
    answer, _ = ended(login=saying(400, a_named("AccountTakedown")))
    with pytest.raises(LoginEnded, match="AccountTakedown"):
        answered(answer).get(READ)


# --- for how long

NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)
LATER = "Thu, 26 Nov 2026 10:05:00 GMT"


@pytest.mark.parametrize(
    ("headers", "pause"),
    [
        ({"retry-after": LATER}, timedelta(minutes=5)),
        ({"retry-after": LATER, "date": "Thu, 26 Nov 2026 10:03:00 GMT"}, timedelta(minutes=2)),
        ({"retry-after": LATER, "date": "some time"}, timedelta(minutes=5)),
        ({"retry-after": "Thu, 26 Nov 2026 09:00:00 GMT"}, timedelta(seconds=1)),
        ({"retry-after": "2.5"}, timedelta(seconds=2.5)),
        ({"retry-after": "99999999999999"}, timedelta(days=1)),
        ({"retry-after": "-7"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "Thu, 99 Nov 2026 99:99:99 GMT"}, None),
        ({"ratelimit-reset": str(int(NOW.timestamp()) + 90)}, timedelta(seconds=90)),
        ({"ratelimit-reset": str(int(NOW.timestamp()) + 3 * 86400)}, timedelta(days=1)),
        ({"ratelimit-reset": str(int(NOW.timestamp()) * 1000)}, None),
        ({"ratelimit-reset": "9" * 30}, None),
        ({"ratelimit-reset": "9" * 5000}, None),
        ({"ratelimit-reset": "2026-11-26T10:05:00Z"}, None),
        ({"retry-after": "soon", "ratelimit-reset": str(int(NOW.timestamp()) + 90)}, timedelta(seconds=90)),
        ({}, None),
    ],
)
def test_a_pause_is_read_however_it_is_written(headers, pause):
    """A second at least, a day at most; what cannot be read says nothing."""
    assert advised_pause(headers, NOW) == pause


@pytest.mark.parametrize("value", ["Thu, 26 Nov 2026 10:05:00 GMT", "99999999999999", "soon", "\u0661", "1e999"])
@pytest.mark.parametrize("name", ["retry-after", "ratelimit-reset"])
def test_an_odd_header_breaks_nothing(answered, name, value):
    """Whether the service asks for a pause, or a page does."""
    headers = {name: value.encode()}
    for status, body, kind in ((429, a_named("RateLimitExceeded"), TooMany), (503, "a page", PlatformError)):
        with pytest.raises(kind) as failure:
            answered(lambda _request, s=status, b=body: httpx.Response(s, json=b, headers=headers)).post(WRITE, b"")
        assert failure.value.retry_after is None or timedelta() < failure.value.retry_after <= timedelta(days=1)


# --- on the real servers


@pytest.fixture
def approval(world, reader):
    """The owner's approval of a reply to alice's question."""
    uri = world.post("alice", "Does anyone scan old letters at home?")
    world.settle()
    return approved(world, reply_to(world, reader, post_of(world, reader, "alice", uri), "With the lid up."))


@ON_SERVERS
@pytest.mark.parametrize("carried_out", [True, False])
@pytest.mark.parametrize("status", [200, 403, 404, 429])
def test_a_reply_that_meets_a_page_is_looked_for(world, publisher, approval, status, carried_out):
    """The look tells whether it stands, and the repeat is harmless (BW-6)."""
    world.wire.page(calls("com.atproto.repo.putRecord"), status, carried_out=carried_out, html="<h1>No</h1>")
    with pytest.raises(PlatformError) as failure:
        publisher.publish(approval)
    assert is_open(failure.value, writing=True)
    assert (publisher.look(approval, since=world.now() - MARGIN) is not None) is carried_out
    publisher.publish(approval)
    assert len(world.posts("owner")) == 1


@ON_SERVERS
@pytest.mark.parametrize(
    "fault", [{"status": 403}, {"status": 404, "when": "after"}, {"status": 429}, {"status": 410, "type": ""}]
)
def test_a_message_that_meets_a_page_is_looked_for(world, messenger, fault):
    """The page stands before the chat service, behind the account's server (BD-17)."""
    since = world.now()
    world.control("/chat/fault", {"lxm": SEND, "page": "<h1>No</h1>", **fault})
    message = outgoing("Alice asked this.")
    with pytest.raises(PlatformError) as failure:
        messenger.send(message)
    assert is_open(failure.value, writing=True)
    found = world.messenger().find_sent(message, since=since)
    assert (found is not None) is (fault.get("when") == "after")


@ON_SERVERS
@pytest.mark.parametrize(("page", "status"), [("<h1>No</h1>", 401), ("<h1>No</h1>", 404), ("", 200), ("{}", 200)])
def test_answers_that_meet_a_page_are_not_heard(world, messenger, page, status):
    """Nothing was read, the log is not lost, and the next reading has them."""
    mark = messenger.answers("").mark
    world.message("owner", "undo")
    messenger.answers(mark)
    fault = {
        "lxm": "chat.bsky.convo.getLog",
        "page": page,
        "status": status,
        "type": "application/json" if page == "{}" else "text/html",
    }
    world.control("/chat/fault", fault)
    with pytest.raises(PlatformError) as failure:
        messenger.answers(mark)
    assert is_open(failure.value, writing=False)
    assert [answer.text for answer in messenger.answers(mark).items] == ["undo"]
