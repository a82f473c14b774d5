"""A watcher hears that the service is alive; its own troubles are its own."""

from __future__ import annotations

import http.server
import threading

import pytest

from bot.platforms.ping import ping


@pytest.fixture
def watcher():
    """A watcher on the loopback that remembers what reached it and answers as `answer` says."""

    class Watcher(http.server.BaseHTTPRequestHandler):
        seen = []
        answer = 200

        def do_GET(self):
            Watcher.seen.append((self.path, dict(self.headers)))
            self.send_response(Watcher.answer)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_):
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Watcher)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    Watcher.address = f"http://127.0.0.1:{server.server_port}/ping/abc"
    yield Watcher
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_ping_carries_nothing_but_itself(watcher):
    """The watcher learns that we live, and nothing of whom we serve."""
    assert ping(watcher.address)
    ((path, headers),) = watcher.seen
    assert path == "/ping/abc"
    assert headers["user-agent"] == "nudge"
    assert "cookie" not in headers


def test_a_watcher_that_says_no_is_only_logged(watcher):
    """The service goes on."""
    watcher.answer = 500
    assert not ping(watcher.address)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/x", "http://[broken"])
def test_a_watcher_that_is_not_there_is_only_logged(address):
    """Nothing is raised, whatever the address."""
    assert not ping(address)


def test_a_file_of_certificates_that_is_not_there_is_only_logged(watcher, monkeypatch, tmp_path):
    """The environment names one that was moved."""
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "moved.pem"))
    assert not ping(watcher.address)
