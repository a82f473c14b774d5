"""What a proxy or a shield answers is not what the server says: of a post, of a login, of something written (MX-2)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import requests

from bot.domain import Retract, Visibility
from bot.errors import LoginEnded, PlatformError, Refused
from bot.platforms.mastodon import error_translation
from tests.platforms.mastodon.builders import a_message, an_approval, identity
from tests.platforms.mastodon.test_lesser import client_of
from tests.platforms.mastodon.test_publisher import answered, question, to, written

HOUR = timedelta(hours=1)
HTML = {"body": "<!DOCTYPE html><title>Checking your browser</title>", "kind": "text/html; charset=utf-8"}
PLAIN = {"body": "no such route\n", "kind": "text/plain"}
EMPTY = {"body": "", "kind": "text/html"}
OTHER_JSON = {"body": '{"message": "no Route matched"}', "kind": "application/json"}
LIST = {"body": "[]", "kind": "application/json"}
BODIES = {"html": HTML, "plain": PLAIN, "empty": EMPTY, "json": OTHER_JSON, "list": LIST}
STATUSES = (200, 204, 302, 303, 304, 400, 401, 403, 404, 405, 410, 413, 422, 429, 451, 500, 502, 503, 504, 520)
PAGES = [(status, name) for status in STATUSES for name in BODIES]
POST = "POST /api/v1/statuses"


def stand_before(world, asked, status, body, **differs):
    """Let such a page stand before the server; some say how long to wait, or where to go."""
    headers = {"Location": "https://login.shield.example/"} if status in (302, 303) else {"Retry-After": "30"}
    world.page(asked, status, **body, headers=headers, **differs)


# --- something written


@pytest.mark.parametrize("after", [False, True], ids=["kept back", "passed on"])
def test_a_reply_that_met_a_page_is_unclear(mastodon, after):
    """Whatever the page and its status: it may stand, and only looking tells."""
    since = mastodon.now()
    publisher, asked = mastodon.publisher(), question(mastodon)
    for status, name in PAGES:
        approval = to(asked, mastodon, f"I scan with the lid up ({status} {name}).")
        stand_before(mastodon, POST, status, BODIES[name], after=after)
        with pytest.raises(PlatformError) as failure:
            publisher.publish(approval)
        assert failure.value.outcome_unknown, (status, name)
        assert not isinstance(failure.value, Refused | LoginEnded), (status, name)
    assert (publisher.look(approval, since=since) is not None) == after
    assert len(mastodon.posts("owner")) == (len(PAGES) if after else 0)


def test_a_message_that_met_a_page_is_unclear(mastodon):
    """It is looked for before it is sent again; a page is no reason to send it elsewhere, or to stop."""
    since = mastodon.now()
    messenger = mastodon.messenger()
    mastodon.server.requests.clear()
    for status, name in PAGES:
        stand_before(mastodon, POST, status, BODIES[name])
        with pytest.raises(PlatformError) as failure:
            messenger.send(a_message("Good evening.", reply_to="1"))
        assert failure.value.outcome_unknown, (status, name)
        assert not isinstance(failure.value, Refused | LoginEnded), (status, name)
    assert len(written(mastodon)) == len(PAGES)
    message = a_message("Good evening.")
    stand_before(mastodon, POST, 403, HTML, after=True)
    with pytest.raises(PlatformError):
        messenger.send(message)
    assert messenger.find_sent(message, since=since) is not None


def test_a_deletion_that_met_a_page_is_unclear(mastodon):
    """404 from a proxy does not mean that the reply is gone."""
    published = mastodon.publisher().publish(answered(mastodon))
    retraction = an_approval(Retract(published.ref), identity(mastodon))
    publisher = mastodon.publisher()
    for status, name in PAGES:
        stand_before(mastodon, r"DELETE .*", status, BODIES[name])
        with pytest.raises(PlatformError) as failure:
            publisher.publish(retraction)
        assert failure.value.outcome_unknown, (status, name)
        assert not isinstance(failure.value, Refused | LoginEnded), (status, name)
    assert len(mastodon.posts("owner")) == 1


@pytest.mark.parametrize(
    ("status", "kind"), [(404, Refused), (410, Refused), (403, Refused), (422, Refused), (401, LoginEnded)]
)
def test_the_servers_own_no_is_a_no(mastodon, status, kind):
    """JSON with an error in it: then it was surely not done."""
    mastodon.page(POST, status, body='{"error": "Not like this"}', kind="application/json")
    with pytest.raises(kind) as failure:
        mastodon.publisher().publish(answered(mastodon))
    assert not failure.value.outcome_unknown


@pytest.mark.parametrize("status", [429, 503])
def test_the_servers_own_pause_is_surely_not_sent(mastodon, status):
    """And goes again after it."""
    body = {"body": '{"error": "Too many requests"}', "kind": "application/json"}
    stand_before(mastodon, POST, status, body)
    with pytest.raises(PlatformError) as failure:
        mastodon.publisher().publish(answered(mastodon))
    assert (failure.value.outcome_unknown, failure.value.retry_after) == (False, timedelta(seconds=30))


@pytest.mark.parametrize("status", [301, 307, 308])
def test_a_server_that_lives_elsewhere_did_nothing(mastodon, status):
    """It says so for good, and nothing follows it there: a POST would become a GET (MC-8)."""
    mastodon.page(POST, status, headers={"Location": "https://social.home.example/api/v1/statuses"})
    approval = answered(mastodon)
    mastodon.server.requests.clear()
    with pytest.raises(Refused, match="lives elsewhere") as failure:
        mastodon.publisher().publish(approval)
    assert not failure.value.outcome_unknown
    assert len(written(mastodon)) == 1
    assert mastodon.posts("owner") == []


# --- something asked


def test_a_question_that_met_a_page_is_asked_again(mastodon):
    """It says nothing of the post: not gone, not refused, and the login is not ended by it."""
    target = question(mastodon)
    reader = mastodon.reader()
    assert reader.fetch([target])
    for status, name in PAGES:
        stand_before(mastodon, r"GET /api/v1/statuses/\w+", status, BODIES[name])
        with pytest.raises(PlatformError) as failure:
            reader.fetch([target])
        assert not failure.value.outcome_unknown
        assert not failure.value.permanent, (status, name)
        assert not isinstance(failure.value, Refused | LoginEnded), (status, name)
    assert reader.fetch([target])


def test_whether_an_answer_stands_is_not_told_by_a_page(mastodon):
    """A proxy that restarts takes nobody's words away."""
    messenger = mastodon.messenger()
    mark = messenger.answers("").mark
    mastodon.message("owner", "send")
    (answer,) = messenger.answers(mark).items
    for status in (404, 410, 401, 403, 502):
        stand_before(mastodon, r"GET /api/v1/statuses/\w+", status, HTML)
        with pytest.raises(PlatformError) as failure:
            messenger.stands(answer)
        assert not isinstance(failure.value, Refused | LoginEnded)
    assert messenger.stands(answer)


@pytest.mark.parametrize("status", [404, 410])
def test_the_servers_own_absence_is_one(mastodon, status):
    """The post is gone; the answer does not stand."""
    target = question(mastodon)
    mastodon.page(r"GET /api/v1/statuses/\w+", status, body='{"error": "Record not found"}', kind="application/json")
    assert mastodon.reader().fetch([target]) == {}


# --- nothing of it sticks


@pytest.mark.parametrize("status", [200, 403, 404, 502])
def test_a_page_instead_of_the_instance_is_forgotten(mastodon, status):
    """Domain, limits and what may be repeated are asked again; nothing is taken for granted meanwhile."""
    client = client_of(mastodon)
    for path in ("/api/v2/instance", "/api/v1/instance"):
        mastodon.page(f"GET {path}", status)
    with pytest.raises(PlatformError) as failure:
        _ = client.instance
    assert not failure.value.permanent
    assert (client.instance.domain, client.instance.idempotent) == ("home.example", True)


def test_a_page_before_the_newer_question_only_is_forgotten(mastodon):
    """A server of this version would have answered it: the older answer is not taken instead."""
    client = client_of(mastodon)
    mastodon.page("GET /api/v2/instance", 404)
    said = '{"uri": "home.example", "version": "4.6.4"}'
    mastodon.page("GET /api/v1/instance", 200, body=said, kind="application/json")
    with pytest.raises(PlatformError):
        _ = client.instance
    assert client.instance.idempotent


@pytest.mark.parametrize("body", ['{"weather": "fine"}', "[]"])
def test_an_instance_that_says_nothing_of_itself_is_asked_again(mastodon, body):
    """JSON, but no server's."""
    client = client_of(mastodon)
    mastodon.page("GET /api/v2/instance", 200, body=body, kind="application/json")
    with pytest.raises(PlatformError):
        _ = client.instance
    assert client.instance.domain == "home.example"


def test_replies_do_not_become_public_because_of_a_page(mastodon):
    """How the owner's posts usually are is not known until the server says it."""
    said = '{"posting:default:visibility": "private"}'
    mastodon.page("GET /api/v1/preferences", 403)
    mastodon.page("GET /api/v1/preferences", 200, body=said, kind="application/json")
    reader = mastodon.reader()
    with pytest.raises(PlatformError):
        _ = reader.usual_visibility
    assert reader.usual_visibility is Visibility.FOLLOWERS


def test_lists_are_read_although_a_page_came_first(mastodon):
    """Whoever is kept out of home is not lost until the next start."""
    owner, alice = mastodon._api["owner"], mastodon._accounts["alice"]["id"]
    made = owner.post("/api/v1/lists", title="Letters", exclusive=True)
    owner.post(f"/api/v1/lists/{made['id']}/accounts", account_ids=[alice])
    uri = mastodon.post("alice", "Kept out of home.")
    reader = mastodon.reader()
    mastodon.page("GET /api/v1/lists", 404)
    with pytest.raises(PlatformError):
        reader.recent_posts(since=mastodon.now() - HOUR)
    assert [post.uri for post in reader.recent_posts(since=mastodon.now() - HOUR).items] == [uri]


# --- how long to wait


def answer(status, **headers):
    """An answer with such headers, as a server gives it."""
    made = requests.Response()
    made.status_code, made.url = status, "https://home.example/api/v1/statuses"
    made.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    made._content = b'{"error": "Later"}'
    return made


NOON = "Wed, 18 Nov 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry_After": "90"}, timedelta(seconds=90)),
        ({"Retry_After": " 90 "}, timedelta(seconds=90)),
        ({"Retry_After": "Wed, 18 Nov 2026 12:07:00 GMT", "Date": NOON}, timedelta(minutes=7)),
        ({"Retry_After": "Wed, 18 Nov 2026 11:07:00 GMT", "Date": NOON}, timedelta()),
        ({"Retry_After": "Fri, 18 Nov 2033 12:07:00 GMT", "Date": NOON}, timedelta(days=1)),
        ({"Retry_After": "9" * 14}, timedelta(days=1)),
        ({"Retry_After": "9" * 5000}, timedelta(days=1)),
        ({"Retry_After": "Wed, 18 Nov 2026 12:07:00 GMT"}, None),
        ({"Retry_After": "Wed, 18 Nov 2026 12:07:00 GMT", "Date": "at noon"}, None),
        ({"Retry_After": "-5"}, None),
        ({"Retry_After": "soon"}, None),
        ({"X_RateLimit_Reset": "2026-11-18T12:03:00Z", "Date": NOON}, timedelta(minutes=3)),
        ({"X_RateLimit_Reset": "2026-11-18T12:03:00Z", "Date": "at noon"}, None),
        ({"X_RateLimit_Reset": "1795003200000", "Date": NOON}, None),
        ({"X_RateLimit_Reset": "9" * 5000, "Date": NOON}, None),
    ],
)
def test_a_pause_is_read_in_every_taste_and_never_breaks(headers, wait):
    """A day at most; what cannot be read is no pause, and no error either."""
    failure = error_translation.translated(error_translation.MastodonError(), answer(429, **headers), writing=True)
    assert (failure.retry_after, failure.outcome_unknown) == (wait, False)


@pytest.mark.parametrize("differs", [{"X-RateLimit-Reset": "1795003200000"}, {"X-RateLimit-Reset": "9" * 400}])
def test_a_header_in_other_units_hides_no_answer(mastodon, differs):
    """The library would trip over it, on a good answer too (MC-5)."""
    mastodon.page("GET /api/v1/timelines/home", 200, body="[]", kind="application/json", headers=differs)
    with client_of(mastodon).reading() as api:
        assert api.timeline_home() == []
