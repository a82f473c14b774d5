"""What any server would deliver to is found, and what our guard lets through is not (MD-2, MD-2a)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.outbox.mention_guard import guard
from bot.platforms.mastodon.mentions import mentions
from tests.servers.mastodon.words import gotosocial_handles, mastodon_handles


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@alice", ("alice",)),
        ("Reply to @alice@ex.test?", ("alice@ex.test",)),
        ("(@alice), '@bob', \"@carol\"", ("alice", "bob", "carol")),
        ("`@alice`", ("alice",)),
        ("\\@alice", ("alice",)),
        ("\u2060@alice", ("alice",)),
        ("@alice\u2060", ("alice",)),
        ("@@alice", ("alice",)),
        ("é@alice", ("alice",)),
        ("_@alice", ("alice",)),
        ("&#64;alice", ("alice",)),
        ("&#x40;alice", ("alice",)),
        ("&commat;alice", ("alice",)),
        ("ex.test/@alice", ("alice",)),
        ("https://ex.test/a,@alice", ("alice",)),
        ("https://ex.test/(@alice", ("alice",)),
        ("https://ex.test/#@alice", ("alice",)),
        ("https://ex.test/?u=/@alice", ("alice",)),
        ("<a href=https://ex.test/@alice>", ("alice",)),
        ("(https://ex.test/@alice)", ("alice",)),
        ("@alice@host:8080", ("alice@host:8080",)),
        ("@alice @alice", ("alice",)),
    ],
)
def test_handles_that_reach_somebody_are_found(text, found):
    """On any of the four servers on which it was tried."""
    assert found == mentions(text)


@pytest.mark.parametrize(
    "text",
    [
        "@\u2060alice",
        "@\u2060alice@ex.test",
        "@ alice",
        "alice@ex.test",
        "\uff20alice",
        "https://ex.test/@alice/1145270",
        "https://home.example/@tomas@books.example/1145270",
        "https://ex.test/%40alice",
        "an @ alone, and @",
        "",
    ],
)
def test_what_is_safe_everywhere_is_let_through(text):
    """As measured (MD-2a)."""
    assert mentions(text) == ()


VISIBLE = r"""@ alice @alice@ex.test https:// http://ex.test ex.test / /@ ( ) , # = ? . _ é ` \ < > " :8080 %40
&#64; &#x40; &commat; &amp;"""
PIECES = st.sampled_from([*VISIBLE.split(), " ", "\n", "\u2060", "\u200b"])
TEXTS = st.lists(PIECES, max_size=14).map("".join)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_whatever_passed_the_guard_passes_the_wire(text):
    """The two were written apart; where they disagree, a message would never leave."""
    assert mentions(guard(text)) == ()


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_no_server_finds_more_than_the_wire(text):
    """Neither Mastodon's own expression nor GoToSocial's: if the wire finds nobody, they reach nobody."""
    if not mentions(text):
        assert mastodon_handles(text) == []
        assert gotosocial_handles(text) == []
