"""Whatever is pasted where a login is asked for is taken, or a sentence says why not; three times at most."""

from __future__ import annotations

import getpass
import os
import sys
from contextlib import closing

import pytest

from bot.cli import asking, signing_in
from bot.errors import BotError, WrongAccount

OTHER = WrongAccount(found="carol@writers.example", wanted="lena@writers.example")


class Server:
    """Says of some pastes at once that they are somebody else's, and of others when it is asked whose they are."""

    page = "https://writers.example/oauth/authorize"

    def __init__(self):
        self.revoked = []

    def take(self, pasted):
        """The secret of it, if nothing is known against it yet."""
        if pasted == "at once":
            raise OTHER
        return f"secret of {pasted}"

    def whose(self, _secret):
        """Somebody else's, whatever it is."""
        raise OTHER

    def revoke(self, secret):
        """Noted."""
        self.revoked.append(secret)
        return True


@pytest.mark.parametrize(
    ("pastes", "revoked"),
    [(["at once"], []), (["one", "at once"], ["secret of one"]), (["one", "two"], ["secret of one", "secret of two"])],
)
def test_of_what_is_somebody_elses_each_is_taken_back_once(monkeypatch, pastes, revoked):
    """Whenever the server says so: before there is a secret there is nothing to take back, and nothing twice."""
    said, server, given = [], Server(), iter([*pastes, *["at once"] * 3])
    monkeypatch.setattr(asking, "hidden", lambda *_, **__: next(given))
    monkeypatch.setattr(asking, "say", said.append)
    with pytest.raises(BotError, match="nudge login mastodon begins again"):
        signing_in._taken(server, None, "Code", "nudge login mastodon")
    assert server.revoked == revoked
    assert len(said) == 3
    assert all(line.startswith("This is a login of carol@writers.example") for line in said)


@pytest.fixture
def desk(monkeypatch):
    """The other end of a terminal at which somebody sits."""
    theirs, ours = os.openpty()
    with os.fdopen(ours) as stdin, closing(os.fdopen(theirs, "wb", buffering=0)) as keys:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield keys


def test_what_was_typed_while_nothing_was_asked_allows_nothing(desk):
    """Who is asked to answer in the app and types it here has not said that their account may post."""
    desk.write(b"yes\n")
    asking.forget_typed()
    desk.write(b"no\n")
    assert not asking.agrees("Shall I post there what you approve?")


def test_ctrl_c_at_a_secret_leaves_a_line_of_its_own(desk, monkeypatch, capsys):
    """The shell's prompt does not stand behind the question."""
    assert desk

    def left(_question):
        raise KeyboardInterrupt

    monkeypatch.setattr(getpass, "getpass", left)
    with pytest.raises(KeyboardInterrupt):
        asking.hidden("App password:")
    assert capsys.readouterr().out == "\n"
