"""What `nudge check` says of the second account on Bluesky is said once, and needs no login beyond its own."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import httpx
import pytest

from bot.clock import utc_now
from bot.config import Config
from bot.platforms.bluesky import finding, login_checks, setup

BOTH_FOLLOW = {"relationships": [{"followedBy": "x", "following": "y"}]}


def test_the_look_around_logs_in_nowhere(tmp_path, monkeypatch):
    """The messenger's own check has looked at the second account already (BS-10: logins are counted)."""
    monkeypatch.setattr(setup, "_skew", lambda *_: [])
    monkeypatch.setattr(setup, "_login", lambda *_: pytest.fail("it logs in once more"))
    accounts = {
        "owner": {"handle": "lena.example", "app_password": "abcd-abcd-abcd-abcd"},
        "bot": {"handle": "nudge.example", "app_password": "abcd-abcd-abcd-abcd"},
    }
    found = setup.look(Config.of({"bluesky": accounts}, tmp_path), utc_now)
    assert (found.problems, found.doubts, len(found.logins)) == ([], [], 1)


@pytest.mark.parametrize(
    ("header", "apart"),
    [
        ("Wed, 18 Nov 2026 17:31:00 GMT", 40), ("Wed, 18 Nov 2026 17:31:00 -0000", 40), ("Wed, 18 Nov 2026 18:05:00 GMT", 0),
        ("Wed, 18 Nov 20261 17:31:00 GMT", 0), ("yesterday", 0), ("", 0),
    ],
)  # fmt: skip
def test_a_clock_that_is_wrong_is_said(monkeypatch, header, apart):
    """However the service writes its date; where it says none that can be read, nothing is said."""
    answers = httpx.MockTransport(lambda _: httpx.Response(200, headers={"Date": header}))
    monkeypatch.setattr(httpx, "HTTPTransport", lambda **_: answers)
    found = list(setup._skew("https://pds.example", lambda: datetime(2026, 11, 18, 18, 11, tzinfo=UTC)))
    told = f"The time: this machine's clock and that of pds.example are {apart} minutes apart."
    assert [one.what for one in found] == ([told] if apart else [])


def test_a_missing_label_names_the_command_that_sets_it():
    """Beside the place in the app."""
    connection = SimpleNamespace(did="did:plc:x", get=lambda nsid, **_: BOTH_FOLLOW if "Relation" in nsid else {})
    chat = SimpleNamespace(probe=lambda: None, with_owner=lambda: None)
    (problem,) = login_checks.message_problems(connection, chat, "did:plc:o", "Bluesky, second account")
    assert "nudge login bluesky --bot" in problem.remedy


@pytest.mark.parametrize(
    ("endpoint", "found"),
    [
        ("https://pds.example/", "https://pds.example"),
        ("http://127.0.0.1:2583", "http://127.0.0.1:2583"),
        ("http://localhost:2583", "http://localhost:2583"),
        ("http://pds.example", ""),
        ("http://localhost.pds.example", ""),
        ("ftp://pds.example", ""),
        ("pds.example", ""),
        ("https://", ""),
        ("https://[pds", ""),
    ],
)
def test_a_service_is_taken_from_the_directory_only_where_a_password_is_safe(monkeypatch, endpoint, found):
    """Whoever has a handle writes what stands there; in clear it would be for everybody on the way."""
    service = {"type": finding._PDS, "serviceEndpoint": endpoint}
    monkeypatch.setattr(finding, "_said", lambda *_, **__: {"did": "did:plc:x", "service": [service]})
    assert finding.home("lena.example") == found
