"""A browser on this machine brings the code of a login while the prompt for it stays open; whichever comes first counts."""

from __future__ import annotations

import os
import socket
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from bot.cli import browser
from bot.config import load
from bot.setup import landing
from bot.setup.landing import Landed, Landing
from tests.cli.started import started, waited
from tests.servers.mastodon.world import open_world

SECONDS = 10


@pytest.fixture
def open_one(monkeypatch):
    monkeypatch.setattr(landing, "PATIENCE", 0.05)
    found = Landing(0, "It is done.")
    yield found
    found.close()


def knock(one, said):
    """Somebody comes, and says this; what they are answered is read from the socket that comes back."""
    visitor = socket.create_connection(one._socket.getsockname(), SECONDS)
    visitor.sendall(said.encode())
    return visitor


def test_the_right_visitor_is_answered_and_is_the_last(open_one):
    """It listens on this machine alone, and no longer than that."""
    assert open_one._socket.getsockname()[0] == "127.0.0.1"
    visitor = knock(open_one, f"GET /?code=abc&state={open_one.state} HTTP/1.1\r\nHost: here\r\n\r\n")
    assert open_one.visit() == Landed("abc")
    assert not open_one.is_open
    answer = visitor.recv(4096).decode()
    visitor.close()
    assert (answer.startswith("HTTP/1.1 200"), answer.endswith("It is done.")) == (True, True)


@pytest.mark.parametrize(
    "said",
    [
        "GET /?code=abc&state=guessed HTTP/1.1\r\n\r\n", "GET /?code=abc HTTP/1.1\r\n\r\n", "GET /favicon.ico HTTP/1.1\r\n\r\n",
        "POST /?state={} HTTP/1.1\r\n\r\n", "GET /?state={}", "", "\x16\x03\x01\r\n\r\n",
        "GET //[ HTTP/1.1\r\n\r\n", "GET //[?code=abc&state=guessed HTTP/1.1\r\n\r\n", "GET http://[ HTTP/1.1\r\n\r\n",
        "GET //a\u2100b?state=%ff%00 HTTP/1.1\r\n\r\n", "GET ?state=%ED%A0%80;&=&& HTTP/1.1\r\n\r\n", "GET\r\n\r\n", "\r\n\r\n",
    ],
)  # fmt: skip
def test_whoever_does_not_know_the_word_is_nobody(open_one, said):
    """A page that guesses the port, a browser that only connects: it goes on listening, and does not wait for them."""
    visitor = knock(open_one, said.format(open_one.state))
    assert open_one.visit() is None
    visitor.close()
    assert open_one.is_open
    visitor = knock(open_one, f"GET /?error=access_denied&state={open_one.state} HTTP/1.1\r\n\r\n")
    assert open_one.visit() == Landed("")
    visitor.close()


HERE = {"DISPLAY": ":0", "PATH": "/bin"}


@pytest.mark.parametrize(
    ("environ", "opens"),
    [
        (HERE, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({}, False),
        ({"TERM": "xterm", "BROWSER": "w3m"}, False),
        ({**HERE, "SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}, False),
        ({**HERE, "container": "podman"}, False),
    ],
)
def test_a_browser_is_opened_only_where_somebody_sees_it(monkeypatch, environ, opens):
    """Not over SSH, not in a container, not without a display; and it is never one of text."""
    monkeypatch.setattr(browser, "CONTAINERS", ())
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    monkeypatch.setattr("sys.platform", "linux")
    assert browser.opener(environ) == ("/bin/xdg-open" if opens else "")


def test_none_is_opened_in_a_container(monkeypatch, tmp_path):
    """It would be the container's, if it had one."""
    monkeypatch.setattr(browser, "CONTAINERS", (tmp_path,))
    assert browser.opener(HERE) == ""


# --- the command itself, over a terminal of its own, with a browser that a test moves


@pytest.fixture
def world():
    with open_world() as found:
        yield found


@pytest.fixture
def a_browser(tmp_path):
    """`xdg-open` as a program that only writes down what it was to open, and whether it has a terminal."""
    program, opened = tmp_path / "bin" / "xdg-open", tmp_path / "opened"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\ntest -t 0 -o -t 1 || echo "$1" > {opened}.draft && mv {opened}.draft {opened}\n')
    program.chmod(0o755)
    return opened


def init(world, folder, a_browser, **more):
    """The first command at a desk, all but the login given."""
    given = ["--address", world.address("owner"), "--server", world.base, "--timezone", "Europe/Lisbon"]
    path = f"{a_browser.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    seen = {"DISPLAY": ":0", "TERM": "xterm", "NUDGE_FOLDER": str(folder), "PATH": path}
    return started(["init", *given], terminal=True, program="tests.cli.at_a_desk", **(seen | more))


def code_of(world, page):
    return world.server.oauth.agree(page, world.server.network.find(world.address("owner")))


def back(page):
    """Where that page sends the browser, and the word that it says there."""
    asked = parse_qs(urlsplit(page).query)
    return asked["redirect_uri"][0], asked["state"][0]


def whose(world, folder):
    return world.server.logins[load(folder, {}).secret("mastodon.owner")].person.username


def test_what_the_browser_brings_ends_the_prompt(world, tmp_path, a_browser):
    """Nothing is pasted; the browser reads that it can be closed, and nothing listens any more."""
    folder = tmp_path / "nudge"
    with init(world, folder, a_browser) as running:
        running.until(lambda said: said.endswith(b"Code: "))
        waited(a_browser.exists, running.process)
        page = a_browser.read_text().strip()
        address, word = back(page)
        answered = requests.get(address, {"code": code_of(world, page), "state": word}, timeout=SECONDS)
        seen = running.until(lambda said: b"Next: " in said)
        assert running.process.wait(SECONDS) == 0
    assert (answered.status_code, answered.text) == (200, browser.LANDED)
    assert (browser.ALSO in seen, "urn%3Aietf" in seen) == (True, True)
    assert whose(world, folder) == "owner"
    with pytest.raises(requests.ConnectionError):
        requests.get(address, timeout=SECONDS)


def test_what_is_pasted_ends_the_listening(world, tmp_path, a_browser):
    """The prompt is open all the while; the code that is shown wins, and the process ends by itself."""
    folder = tmp_path / "nudge"
    with init(world, folder, a_browser) as running:
        said = running.until(lambda said: said.endswith(b"Code: "))
        waited(a_browser.exists, running.process)
        address, _ = back(a_browser.read_text().strip())
        shown = next(word for word in said.split() if "/oauth/authorize?" in word)
        code = code_of(world, shown)
        os.write(running.screen, f"{code}\n".encode())
        seen = running.until(lambda said: b"Next: " in said)
        assert running.process.wait(SECONDS) == 0
    assert (code in seen, whose(world, folder)) == (False, "owner")
    with pytest.raises(requests.ConnectionError):
        requests.get(address, timeout=SECONDS)


def test_over_ssh_only_the_prompt_is_there(world, tmp_path, a_browser):
    """A browser on that machine would be seen by nobody."""
    with init(world, tmp_path / "nudge", a_browser, SSH_CONNECTION="10.0.0.1 1 10.0.0.2 22") as running:
        said = running.until(lambda said: said.endswith(b"Code: "))
    assert (browser.ALSO in said, a_browser.exists()) == (False, False)
