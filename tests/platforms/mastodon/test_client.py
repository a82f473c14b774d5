"""Everything that can go wrong with a request becomes one of our errors, once (MC-2 to MC-18, MX-2 to MX-5)."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta

import pytest
import requests

from bot import __version__
from bot.errors import LoginEnded, PlatformError, Refused
from bot.platforms import wire
from bot.platforms.mastodon import error_translation, policies
from bot.platforms.mastodon.client import Client
from bot.platforms.mastodon.error_translation import Gone, OutOfScope
from bot.platforms.mastodon.reader import MastodonReader
from tests.platforms.mastodon.builders import a_message


def client_of(world, token=None, timeouts=(2, 2)):
    client = Client(world.base, token or world.tokens["owner"], policies.reader(), timeouts)
    world._clients.append(client)
    return client


def asking(client):
    with client.reading() as api:
        return api.timeline_home()


def test_a_redirecting_server_is_refused_with_what_to_write(mastodon):
    """A POST would become a GET there, and be lost in silence (MC-8)."""
    mastodon.server.redirect_to = "https://social.home.example"
    with pytest.raises(Refused) as refusal:
        asking(client_of(mastodon))
    assert 'write server = "https://social.home.example"' in str(refusal.value)


def test_a_redirect_on_the_same_server_is_followed_for_questions(mastodon):
    """Strict routers send a trailing slash elsewhere (MO-7)."""
    mastodon.server.slashes_redirect = True
    assert client_of(mastodon).instance.domain == "home.example"


@pytest.mark.parametrize(
    ("how", "kind", "wait"),
    [
        ("429", PlatformError, timedelta(minutes=5)),
        ("503", PlatformError, timedelta(seconds=30)),
        ("500", PlatformError, None),
        ("html", PlatformError, None),
        ("empty", PlatformError, None),
        ("before", PlatformError, None),
    ],
)
def test_a_question_that_failed_may_be_asked_again(either, how, kind, wait):
    """Nothing is unknown after a question; some answers say when to come back."""
    either.control(fault=how, on="read")
    client = client_of(either)
    with pytest.raises(kind) as failure:
        asking(client)
    assert not isinstance(failure.value, Refused)
    assert not failure.value.outcome_unknown
    assert wait is None or abs(failure.value.retry_after - wait) <= timedelta(seconds=2)
    asking(client)


def test_a_limit_that_was_reached_says_when_it_ends(mastodon):
    """By the server's own clock, whatever ours says (MC-6, ML-3)."""
    mastodon.server.limits.requests = 3
    mastodon.control(advance=86400)
    client = client_of(mastodon, mastodon.server.login(mastodon.server.network.find("owner")))
    for _ in range(3):
        asking(client)
    with pytest.raises(PlatformError) as failure:
        asking(client)
    assert timedelta() <= failure.value.retry_after <= timedelta(minutes=5)


def test_a_server_that_is_not_there_was_surely_not_reached():
    """Nobody listens: a write may be tried again at once."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        client = Client(f"http://127.0.0.1:{taken.getsockname()[1]}", "t", policies.publisher(), (1, 1))
        for way in (client.reading, client.writing):
            with pytest.raises(PlatformError) as failure, way() as api:
                api.timeline_home()
            assert not failure.value.outcome_unknown
        client.close()


def test_a_server_that_does_not_answer_in_time_may_have_done_it():
    """Somebody listens, and says nothing (MC-7)."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        client = Client(f"http://127.0.0.1:{silent.getsockname()[1]}", "t", policies.publisher(), (1, 0.05))
        with pytest.raises(PlatformError) as failure, client.writing() as api:
            api.timeline_home()
        assert failure.value.outcome_unknown
        client.close()


def test_an_address_that_is_none_is_refused():
    """In a sentence, not in a traceback."""
    client = Client("http://", "t", policies.reader(), (1, 1))
    with pytest.raises(PlatformError):
        asking(client)
    client.close()


def test_a_token_that_is_no_longer_accepted_ends_the_login(mastodon):
    """For good: tokens do not come back (MA-5)."""
    with pytest.raises(LoginEnded):
        asking(client_of(mastodon, "revoked"))


def test_a_right_that_was_not_given_does_not_end_the_login(mastodon):
    """Only this question is refused (MX-3)."""
    owner = mastodon.server.network.find("owner")
    client = client_of(mastodon, mastodon.server.login(owner, "read:accounts"))
    with pytest.raises(OutOfScope):
        asking(client)
    with client.reading() as api:
        assert api.account_verify_credentials()["username"] == "owner"


def test_what_is_not_there_is_gone(mastodon):
    """404 has a name of its own."""
    with pytest.raises(Gone), client_of(mastodon).reading() as api:
        api.status("1")


def test_the_name_of_a_file_is_no_token(mastodon, tmp_path):
    """The library would read it (MC-13)."""
    file = tmp_path / "token"
    file.write_text(mastodon.tokens["owner"])
    with pytest.raises(LoginEnded):
        asking(client_of(mastodon, str(file)))


def test_every_request_says_who_comes(either):
    """Name and version, in reading and in writing, for admins to see (MC-14); the library's own name is not it."""
    reader, messenger = either.reader(), either.messenger()
    either.server.requests.clear()
    either.server.clients.clear()
    reader.verify()
    reader.find_post("https://far.example/@dora/1")
    messenger.send(a_message("Which glue?"))
    assert {method for method, _ in either.server.requests} == {"GET", "POST"}
    assert either.server.clients == {f"nudge-bot/{__version__} (the assistant of one person)"}


def test_a_failing_server_is_not_stormed(mastodon):
    """Without a given version the library asks for the instance a thousand times (MC-18)."""
    mastodon.control(fault="500", on="read", times=50)
    mastodon.server.requests.clear()
    with pytest.raises(PlatformError):
        mastodon.reader().find_post("https://far.example/@dora/1")
    assert len(mastodon.server.requests) <= 2


def test_tokens_and_words_are_in_no_error(mastodon):
    """Neither in the sentence nor in the values of it."""
    mastodon.control(fault="html", on="read")
    client = client_of(mastodon)
    with pytest.raises(PlatformError) as failure:
        asking(client)
    assert mastodon.tokens["owner"] not in str(failure.value)
    assert "Just a moment" not in str(failure.value)


def test_a_disabled_login_is_ended():
    """It is answered with 403, like a missing right, but says something else (MX-3)."""
    answer = requests.Response()
    answer.status_code, answer.url = 403, "https://home.example/api/v1/timelines/home"
    answer._content = b'{"error": "Your login is currently disabled"}'
    error = error_translation.MastodonError()
    assert isinstance(error_translation.translated(error, answer, writing=False), LoginEnded)
    answer._content = b'{"error": "This action is not allowed"}'
    assert isinstance(error_translation.translated(error, answer, writing=True), Refused)


@pytest.mark.parametrize(
    ("header", "moment"),
    [
        ("2026-08-01T13:50:00.389821Z", datetime(2026, 8, 1, 13, 50, 0, 389821, tzinfo=UTC)),
        ("1785592200", datetime(2026, 8, 1, 13, 50, tzinfo=UTC)),
        ("2026-08-01T13:50:00", datetime(2026, 8, 1, 13, 50, tzinfo=UTC)),
        ("soon", None),
        ("", None),
    ],
)
def test_the_end_of_a_limit_is_read_in_both_ways(header, moment):
    """ISO 8601 on Mastodon, seconds on GoToSocial."""
    assert moment == error_translation.reset_at(header)


def test_times_are_utc_wherever_the_program_runs(mastodon):
    """The library gives them in whatever zone it likes (MR-5)."""
    mastodon.post("alice", "One.")
    reader = MastodonReader(server=mastodon.base, token=mastodon.tokens["owner"], address="")
    (post,) = reader.new_posts("", seen=lambda _: (), floor=mastodon.now() - timedelta(minutes=5)).items
    assert post.created_at.tzinfo is UTC
    reader.close()


# --- an answer without an end


@contextmanager
def endless(body, kept=None):
    """A server that answers with these pieces, as long as anybody takes them; its client, which may write."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer():
            with suppress(OSError), listening.accept()[0] as asked:
                asked.recv(65_536)
                asked.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
                for piece in body:
                    asked.sendall(piece)
                    if kept is not None:
                        kept.append(len(piece))

        answering = threading.Thread(target=answer, daemon=True)
        answering.start()
        client = Client(f"http://127.0.0.1:{listening.getsockname()[1]}", "t", policies.publisher(), (2, 2))
        yield client
        client.close()
        answering.join(5)
        assert not answering.is_alive(), "the connection was not closed"


@pytest.mark.parametrize("way", ["reading", "writing"])
def test_an_answer_without_an_end_is_let_go(monkeypatch, way):
    """With its own sentence; what was written may have been done."""
    monkeypatch.setattr(wire, "LARGEST", 100_000)
    sent = []
    body = (b" " * 50_000 for _ in range(1_000))
    with endless(body, sent) as client, pytest.raises(PlatformError) as failure, getattr(client, way)() as api:
        api.timeline_home()
    assert str(failure.value).endswith(
        "did not answer: it sent far more than an answer holds, so the rest was not read"
    )
    assert failure.value.outcome_unknown == (way == "writing")
    assert not isinstance(failure.value, Refused)
    assert sum(sent) < 50_000_000


@pytest.mark.parametrize("way", ["reading", "writing"])
def test_an_answer_that_drips_is_let_go(monkeypatch, way):
    """However short each pause is: the whole has to be there in its time."""
    monkeypatch.setattr(wire, "LONGEST", 0)
    with endless([b" "] * 3) as client, pytest.raises(PlatformError) as failure, getattr(client, way)() as api:
        api.timeline_home()
    assert str(failure.value).endswith("did not answer: it did not answer in time")
    assert failure.value.outcome_unknown == (way == "writing")


def test_the_time_is_looked_at_with_each_piece(monkeypatch):
    """However small it is: a byte each half second goes on for days."""
    monkeypatch.setattr(wire, "LONGEST", 2.5)
    read = wire.Measured(iter(range(10)).__next__)
    read.takes(b"[")
    read.takes(b"1")
    with pytest.raises(TimeoutError):
        read.takes(b"]")
