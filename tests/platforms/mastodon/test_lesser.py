"""Servers that speak less of the API than Mastodon, or speak it otherwise (MO-1 to MO-9): nothing is taken for granted.

Our own server answers, and what it said is told anew in the shape in which another software says it; that of snac 2.75
was looked at on a running one.
"""

from __future__ import annotations

import json
import re
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from structlog.testing import capture_logs

from bot.domain import InteractionKind, Retract, Visibility
from bot.errors import LoginEnded, NotAllowed, PlatformError, Refused
from bot.platforms.mastodon import policies
from bot.platforms.mastodon.client import Client
from bot.platforms.mastodon.instance import Instance, instance
from bot.platforms.mastodon.normalise import post
from tests.platforms.mastodon.builders import NOW, a_message, a_status, an_approval, identity
from tests.platforms.mastodon.test_messenger import direct, posted
from tests.platforms.mastodon.test_publisher import answered
from tests.servers.mastodon.network import MISSING

HOUR = timedelta(hours=1)
PAGE = "<h1>404 Not Found (snac/2.75)</h1>"
SNAC = {
    "uri": "home.example",
    "domain": "home.example",
    "version": "4.0.0 (not true; really snac/2.75)",
    "configuration": {"statuses": {"characters_reserved_per_url": 32, "max_characters": 100000}},
}


def retold(role, asked, tell):
    """Let this role hear other answers to what fits `asked`: `tell` makes a status and an answer of what was said."""
    client = role if isinstance(role, Client) else role._client

    def hook(response, **_):
        if re.fullmatch(asked, f"{response.request.method} {urlsplit(response.url).path.rstrip('/')}"):
            response.status_code, answer = tell(response.json())
            response._content = (answer if isinstance(answer, str) else json.dumps(answer)).encode()

    client.session.hooks["response"].insert(0, hook)
    return role


def without(role, asked):
    """Let this role meet a page where an answer should be: the server knows no such question."""
    return retold(role, asked, lambda _: (404, PAGE))


def on_snac(role):
    """Let this role hear what snac says of itself, and of posts that are not public."""
    without(role, "GET /api/v2/instance")
    retold(role, "GET /api/v1/instance", lambda _: (200, SNAC))
    return retold(
        role,
        r"(GET|POST) /api/v1/(statuses|timelines|notifications|accounts/\w+/statuses).*",
        lambda said: (200, levelled(said)),
    )


def levelled(said):
    """Private messages and posts for followers under one name, everything in English."""
    text = json.dumps(said).replace('"visibility": "direct"', '"visibility": "private"')
    return json.loads(re.sub(r'"language": ("\w+"|null)', '"language": "en"', text))


def client_of(world, who="owner"):
    client = Client(world.base, world.tokens[who], policies.reader(), (2, 2))
    world._clients.append(client)
    return client


def home(world, reader):
    return reader.new_posts("", seen=lambda _: (), floor=world.now() - HOUR).items


# --- what a server says of itself


def test_a_server_that_knows_the_first_question_only_is_asked_that(mastodon):
    """Its domain and its limits are its own; nothing that only Mastodon does is counted on."""
    client = on_snac(client_of(mastodon))
    with capture_logs() as logs:
        known = client.instance
    assert (known.domain, known.characters, known.per_url) == ("home.example", 100000, 32)
    assert not any((known.mastodon, known.idempotent, known.grouped, known.bulk, known.own_view))
    assert logs == []


def test_an_old_answer_is_not_enough_for_a_harmless_repeat(mastodon):
    """Whatever version it claims: who repeats there posts twice (MO-10)."""
    client = without(client_of(mastodon), "GET /api/v2/instance")
    retold(client, "GET /api/v1/instance", lambda _: (200, {"uri": "https://home.example", "version": "4.6.4"}))
    assert (client.instance.domain, client.instance.idempotent) == ("home.example", False)


def test_a_server_that_says_nothing_of_itself_is_said_so_once(mastodon):
    """The smallest limits, the address's own domain, one line."""
    client = without(client_of(mastodon), "GET /api/v[12]/instance")
    with capture_logs() as logs:
        assert client.instance is client.instance
    assert client.instance == Instance(client.server, urlsplit(client.server).netloc)
    assert [line["event"] for line in logs] == ["mastodon_feature_missing"]


@pytest.mark.parametrize("really", ["not true; really snac/2.75", "compatible; Pleroma 2.9", "compatible; Sharkey"])
def test_what_a_server_says_in_brackets_is_what_it_is(really):
    """A version of Mastodon's in front is for apps that ask for one."""
    assert not instance({"version": f"4.3.0 ({really})", "api_versions": {"mastodon": 2}}, "https://x.example").mastodon


@pytest.mark.parametrize("status", [400, 422])
def test_a_token_that_is_refused_with_another_answer_is_no_login(mastodon, status):
    """Not every server answers 401 to a token that it does not know (MO-8)."""
    reader = retold(
        mastodon.reader(), r"GET .*/accounts/verify_credentials", lambda _: (status, {"error": "The token is unknown"})
    )
    (problem,) = reader.check()
    assert "does not accept this login" in problem.what
    with pytest.raises(LoginEnded):
        _ = reader.owner


# --- private messages that are none


def test_nothing_is_sent_where_private_messages_can_be_read(mastodon):
    """Not even the first: it could not be deleted, and everyone with its address could read it."""
    messenger = on_snac(mastodon.messenger())
    mastodon.server.requests.clear()
    for _ in range(2):
        with pytest.raises(Refused, match="shows private messages to others"):
            messenger.send(a_message("For you alone."))
    assert posted(mastodon) == 0


def test_check_says_that_private_messages_can_be_read(mastodon):
    """And what to do instead."""
    (problem,) = on_snac(mastodon.messenger()).check()
    assert "shows private messages to others" in problem.what
    assert "another server" in problem.remedy
    assert "terminal" in problem.remedy


def test_a_server_that_was_seen_to_show_one_gets_no_second(mastodon):
    """Whatever it calls itself: a message that comes back under another name than `direct` is the last."""
    messenger = retold(mastodon.messenger(), "POST /api/v1/statuses", lambda said: (200, levelled(said)))
    with pytest.raises(NotAllowed, match="deleted at once"):
        messenger.send(a_message("For you alone."))
    assert mastodon.posts("bot") == mastodon.inbox("owner") == []
    mastodon.server.requests.clear()
    with pytest.raises(Refused, match="shows private messages to others"):
        messenger.send(a_message("And another."))
    assert posted(mastodon) == 0


def cannot_delete(world):
    """Let the server answer every deletion with 404, and leave what stands."""

    def stays(_status):
        raise MISSING

    world.server.network.delete = stays


def test_what_could_not_be_taken_back_is_not_said_to_be(mastodon):
    """One line names it, without a traceback."""
    messenger = retold(mastodon.messenger(), "POST /api/v1/statuses", lambda said: (200, levelled(said)))
    cannot_delete(mastodon)
    with capture_logs() as logs, pytest.raises(NotAllowed, match="could not be deleted: http"):
        messenger.send(a_message("For you alone."))
    (line,) = logs
    assert line["event"] == "mastodon_message_not_taken_back"
    assert "deletes nothing" in line["why"]
    assert "exc_info" not in line


def test_what_a_server_calls_private_is_no_consent(mastodon):
    """An answer that may be for followers is not an answer in private, however the server means it."""
    messenger = mastodon.messenger()
    mark = messenger.answers("").mark
    retold(messenger, "GET /api/v1/notifications", lambda said: (200, levelled(said)))
    direct(mastodon, "send")
    (answer,) = messenger.answers(mark).items
    assert not answer.private


def test_only_what_somebody_said_is_an_answer(mastodon):
    """Some servers tell of every type whatever was asked for, and a like of our message shows the message."""
    messenger = mastodon.messenger()
    mark = messenger.answers("").mark
    sent = messenger.send(a_message("Good evening."))
    api = mastodon._api["bot"]
    retold(messenger, "GET /api/v1/notifications", lambda _: (200, api.get("/api/v1/notifications")))
    mastodon._api["owner"].post(f"/api/v1/statuses/{sent.id}/favourite")
    mastodon._towards("alice", "bot", "follow")
    said = direct(mastodon, "later")
    with capture_logs() as logs:
        batch = messenger.answers(mark)
    assert [answer.id for answer in batch.items] == [said]
    assert (batch.skipped, logs) == (0, [])


# --- deleting, and looking


def test_a_reply_that_still_stands_is_not_said_to_be_deleted(mastodon):
    """404 says that the thing is gone, or that there is no deletion here: what stands decides."""
    published = mastodon.publisher().publish(answered(mastodon))
    cannot_delete(mastodon)
    with pytest.raises(Refused, match="deletes nothing for apps"):
        mastodon.publisher().publish(an_approval(Retract(published.ref), identity(mastodon)))
    assert [seen.id for seen in mastodon.posts("owner")] == [published.ref.uri]


def test_a_reply_is_found_under_a_post_that_has_another_id_by_now(mastodon):
    """Ids that are made anew when a post is edited, as on snac; its address stays."""
    approval, since = answered(mastodon), mastodon.now()
    first = mastodon.publisher().publish(approval)
    target = approval.act.target
    publisher = mastodon.publisher()
    for asked in (f"GET /api/v1/statuses/{target.local_id}", r"GET /api/v1/accounts/\w+/statuses"):
        retold(
            publisher,
            asked,
            lambda said: (200, json.loads(json.dumps(said).replace(f'"{target.local_id}"', '"999777"'))),
        )
    assert publisher.look(approval, since=since).ref == first.ref


# --- reading


def test_what_cannot_be_told_from_a_private_message_is_none_of_ours(mastodon):
    """Neither as a post, nor with its words as a notice, nor in a thread."""
    asked = mastodon.post("alice", "Does anyone scan old letters?")
    whisper = mastodon.post("alice", "Tell nobody.", mention=["owner"], visibility=Visibility.DIRECT)
    mastodon.post("alice", "For those who follow me.", visibility=Visibility.FOLLOWERS)
    reader = on_snac(mastodon.reader())
    (post_of_alice,) = home(mastodon, reader)
    assert post_of_alice.uri == asked
    notices = reader.notices("", floor=mastodon.now() - HOUR).items
    (message,) = (notice for notice in notices if notice.kind is not InteractionKind.FOLLOW)
    assert (message.kind, message.post) == (InteractionKind.MESSAGE, None)
    assert whisper not in str(notices)
    answer = mastodon.post("owner", "Yes.", reply_to=asked, visibility=Visibility.DIRECT, mention=["alice"])
    (below,) = reader.thread(post_of_alice.ref).below
    assert (below.uri, below.text, below.visibility) == (answer, "", Visibility.DIRECT)


def test_elsewhere_a_post_for_followers_stays_one(mastodon):
    """The owner may read it, and answer there."""
    mastodon.post("alice", "For those who follow me.", visibility=Visibility.FOLLOWERS)
    (post_of_alice,) = home(mastodon, mastodon.reader())
    assert post_of_alice.visibility is Visibility.FOLLOWERS


def test_a_language_that_a_server_says_of_every_post_is_none():
    """Otherwise an owner who reads no English would be brought nothing."""
    snac = Instance("https://x.example", "x.example", SNAC["version"])
    assert post(a_status(language="en"), snac, NOW).language is None


def test_whom_a_server_left_out_is_asked_for_again(mastodon):
    """Only the first of many is told on snac: a block of another must not be overlooked (MF-12)."""
    uris = [mastodon.post(who, f"I am {who}.") for who in ("alice", "bob")]
    reader = retold(mastodon.reader(), "GET /api/v1/accounts/relationships", lambda said: (200, said[:1]))
    posts = home(mastodon, reader)
    relationship = reader.relationships([post.author for post in posts])
    assert [tie.following for tie in relationship.values()] == [True, True]
    mastodon.block("owner", "bob")
    assert set(reader.fetch([post.ref for post in posts])) == {uris[0]}


def test_a_search_that_finds_the_address_in_a_text_finds_nothing(mastodon):
    """The post that names an address is not the post at that address; only Mastodon looks behind one."""
    url = "https://far.example/@dora/1"
    mastodon.post("alice", f"Read {url} today.")
    (wrong,) = home(mastodon, mastodon.reader())
    found = {
        "accounts": [],
        "hashtags": [],
        "statuses": [mastodon._api["owner"].get(f"/api/v1/statuses/{wrong.ref.local_id}")],
    }
    reader = retold(on_snac(mastodon.reader()), "GET /api/v2/search", lambda _: (200, found))
    assert reader.find_post(url) is None
    assert reader.find_post(wrong.uri).uri == wrong.uri


def test_what_others_reshared_is_no_act_of_the_owners(mastodon):
    """On snac a post that somebody reshared stands among one's own as that person's reshare."""
    mine = mastodon.post("owner", "Mine.")
    mastodon.reshare("alice", mine)
    other = mastodon._api["alice"].get(f"/api/v1/accounts/{mastodon._accounts['alice']['id']}/statuses")
    theirs = mastodon.post("bob", "Theirs.")
    mastodon.reshare("owner", theirs)
    reader = retold(mastodon.reader(), r"GET /api/v1/accounts/\w+/statuses", lambda said: (200, [*other, *said]))
    acts = reader.own_acts(since=mastodon.now() - HOUR)
    assert [act.subject_uri for act in acts if act.kind is InteractionKind.RESHARE] == [theirs]


# --- connections


class Leaving(ThreadingHTTPServer):
    """A server that keeps each connection open, and leaves it at the second question that comes over it."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, answers=1):
        super().__init__(("127.0.0.1", 0), _Left)
        self.base = f"http://127.0.0.1:{self.server_port}"
        self.answers = answers
        self.asked = []
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()
        self._thread.join()


class _Left(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    answered = 0

    def answer(self):
        """Answer without a word about the connection, or say nothing at all."""
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append(self.command)
        if self.answered == self.server.answers:
            self.close_connection = True
            return
        self.answered += 1
        self.send_response_only(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"[]")

    do_GET = do_POST = answer  # noqa: N815 - names of the standard library


def asking(client, times=1):
    for _ in range(times):
        with client.reading() as api:
            assert api.timeline_home() == []


def test_a_question_over_a_connection_that_was_left_is_asked_again():
    """Without a word in the answer before, as snac does it."""
    with Leaving() as server:
        client = Client(server.base, "t", policies.reader(), (2, 2))
        asking(client, 3)
        client.close()
    assert server.asked == ["GET"] * 5


def test_a_question_over_a_new_connection_that_breaks_is_not():
    """That is a server that is not well."""
    with Leaving(answers=0) as server:
        client = Client(server.base, "t", policies.reader(), (2, 2))
        with pytest.raises(PlatformError, match="did not answer"):
            asking(client)
        client.close()
    assert server.asked == ["GET"]


def test_what_is_written_goes_over_a_new_connection():
    """Over one that was left it would stay open whether it was done."""
    with Leaving() as server:
        client = Client(server.base, "t", policies.messenger("o@x.example"), (2, 2))
        asking(client)
        with client.writing() as api:
            api.status_post("@o@x.example hello", visibility="direct", sensitive=None)
        client.close()
    assert server.asked == ["GET", "POST"]


def test_a_page_says_nothing_of_a_login(mastodon):
    """A proxy may answer anything with any status: only the server's own words end a login."""
    for status in (400, 401, 403, 422):
        reader = retold(
            mastodon.reader(), r"GET .*/accounts/verify_credentials", lambda _, it=status: (it, "<h1>No</h1>")
        )
        (problem,) = reader.check()
        assert "did not answer as Mastodon does" in problem.what
        with pytest.raises(PlatformError) as failure:
            _ = reader.owner
        assert not isinstance(failure.value, LoginEnded)


def test_a_page_that_names_its_server_is_an_answer(mastodon):
    """So answers snac when a post is gone, and no proxy signs with that name. A write stays unclear all the same."""
    reader = without(mastodon.reader(), r"GET /api/v1/statuses/\w+")
    post_of_alice = mastodon.post("alice", "Soon gone.")
    (found,) = home(mastodon, reader)
    assert found.uri == post_of_alice
    assert reader.fetch([found.ref]) == {}
    publisher = without(mastodon.publisher(), "POST /api/v1/statuses")
    with pytest.raises(PlatformError) as failure:
        publisher.publish(answered(mastodon))
    assert failure.value.outcome_unknown


def test_what_a_lesser_server_lacks_may_be_said_by_a_page(mastodon):
    """One that knows the first question only often has no better words for it; it is asked once."""
    reader = on_snac(mastodon.reader())
    mastodon.page("GET /api/v1/lists", 404, times=9)
    uri = mastodon.post("alice", "Read all the same.")
    assert [found.uri for found in home(mastodon, reader)] == [uri]


# --- whom both know


def test_a_server_that_does_not_tell_whom_both_know_knows_nobody(gotosocial):
    """Asked once; in the log it stands once as well (MF-13)."""
    reader = gotosocial.reader()
    carol = reader.find_account(gotosocial.address("carol"))
    with capture_logs() as logs:
        assert [reader.known_by(carol) for _ in range(2)] == [(), ()]
    assert [(entry["event"], entry["feature"]) for entry in logs] == [
        ("mastodon_feature_missing", "familiar followers")
    ]


def test_who_hides_whom_they_follow_is_left_out_by_us_as_well(mastodon):
    """Not every server leaves them out."""
    for who in ("alice", "bob"):
        mastodon.follow(who, "carol")

    def tell(said):
        hiding = [{**one, "hide_collections": one["username"] == "bob"} for one in said[0]["accounts"]]
        return 200, [{**said[0], "accounts": hiding}]

    reader = retold(mastodon.reader(), "GET /api/v1/accounts/familiar_followers", tell)
    carol = reader.find_account(mastodon.address("carol"))
    assert [account.uid for account in reader.known_by(carol)] == [mastodon.uid("alice")]


@pytest.mark.parametrize("told", ["a page", {"id": "1"}, [], [{"id": "1"}], [{"accounts": ["x", {"id": "1"}]}], [None]])
def test_a_strange_answer_to_whom_both_know_is_nobody_or_no_answer(mastodon, told):
    """It names nobody, whatever it is."""
    reader = retold(mastodon.reader(), "GET /api/v1/accounts/familiar_followers", lambda _: (200, told))
    carol = reader.find_account(mastodon.address("carol"))
    try:
        assert reader.known_by(carol) == ()
    except PlatformError:
        assert not isinstance(told, list)
