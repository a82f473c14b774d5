"""No text of a private message names anybody: on Mastodon it would be delivered to them (MD-1, MD-2, MD-2a)."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.outbox.mention_guard import JOINER, guard

SERVERS = {
    "Mastodon 4": re.compile(r"(?<![=/\w])@([a-z0-9_]+(?:[a-z0-9_.-]+[a-z0-9_]+)?)(?:@[\w.-]+\w)?", re.IGNORECASE),
    "Mastodon 3": re.compile(r"(?:[^/\w]|^)@([a-z0-9_]+)", re.IGNORECASE),
    "Takahe": re.compile(r"(?:^|[^\w\d\-_/])@([\w\d\-_]+(?:@[\w\d\-_.]+[\w\d\-_]+)?)"),
    "GoToSocial": re.compile(r"(?:\B|^)@([\w.-]*\w)(?:@[\w.-]+)?"),
    "snac2": re.compile(r"@[a-z0-9_]+", re.IGNORECASE),
}
A_LINK = re.compile(r"(?<!\S)https?://[A-Za-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9._~%/@:+-]*)?")


def reached(text: str) -> list[str]:
    """Everybody to whom any server would deliver the text, entities looked through, twice as deep as any does."""
    seen = []
    for read in (text, html.unescape(text), html.unescape(html.unescape(text))):
        bare = A_LINK.sub(lambda link: re.sub(r"(?<=/)@[\w.-]+(?:@[\w.-]+)?", "", link.group()), read)
        seen += [f"{server}: {found.group()}" for server, names in SERVERS.items() for found in names.finditer(bare)]
        assert "@" not in re.sub(rf"@{JOINER}", "", bare), read
    return seen


UNSAFE = [
    "@alice", "@alice@ex.test", "Reply to @alice@ex.test?", "(@alice)", "\u2060@alice", "`@alice`", r"\@alice", "&#64;alice",
    "&#064;alice", "&#x40;alice", "&#X0040;alice", "&commat;alice", "&amp;#64;alice", "&amp;amp;commat;alice", "&#64alice",
    "<a href=https://ex.test/@alice>alice</a>", "ex.test/@alice", "www.ex.test/@alice/1", "https://ex.test/,@alice",
    "https://ex.test/(@alice", "https://ex.test/#@alice", "https://ex.test/x?to=@alice", "https://ex.test/\u00e9/@alice",
    "(https://ex.test/@alice)", "xhttps://ex.test/@alice", "https://ex.test@alice", "https://@alice", "https://alice@ex.test/",
    "HTTPS://EX.TEST/,@alice", "https://localhost/@alice", "@@alice", "@alice@bob@carol", "a@alice", "1@alice", "_@alice",
    "https://ex.test/@alice,@bob", "https://ex.test/@alice&@bob", "https://ex.test/&#64;alice", "\uff20alice", "\ufe6balice",
    "\n@alice\n", "\u3000@alice", "@\u00e4lice", "@alice.", ".@alice", "=@alice", "/@alice", "//@alice", "http:/@alice",
    "https://ex.test/@alice\u2060@bob", "https://ex.test/@alice\u3002@bob", "\u200b@alice", "@everyone", "https://ex.test/@a@b@c",
]  # fmt: skip


@pytest.mark.parametrize("text", UNSAFE)
def test_no_server_finds_a_name(text):
    """Whatever was tried on four real servers, and its neighbours."""
    assert reached(guard(f"Look: {text} and so on")) == []
    assert reached(guard(text)) == []


@pytest.mark.parametrize(
    "link",
    [
        "https://writers.example/@tomas@books.example/1145270",
        "https://writers.example/@tomas/1145270",
        "https://127.0.0.1:4000/@tomas@books.example:4001/1",
        "https://writers.example/web/@tomas",
        "https://bsky.example/profile/tomas.books.example/post/3l25",
    ],
)
def test_a_plain_link_to_somebodys_post_stays_as_it_is(link):
    """It opens where the owner is logged in, and every server takes the whole of it for a link."""
    assert guard(link) == link
    assert guard(f"It is out: {link}") == f"It is out: {link}"
    assert guard(f"See {link}.") == f"See {link}."
    assert reached(guard(link)) == []


def test_other_links_still_open():
    """`%40` is the same address (MD-2a)."""
    assert guard("https://ex.test/x?to=@alice") == "https://ex.test/x?to=%40alice"
    assert guard("https://ex.test/maps/@52.5,13.4,@9z") == "https://ex.test/maps/%4052.5,13.4,%409z"
    assert guard("https://medium.test/@a.b-c/title") == "https://medium.test/@a.b-c/title"


@pytest.mark.parametrize("mark", ['"', "\u201c", "\u00ab", "\u201e"])
@pytest.mark.parametrize("link", ["https://home.example/@mallory", "https://ex.test/x?to=@mallory", "https://@mallory"])
def test_words_that_begin_with_a_link_are_shown_as_they_are(mark, link):
    """Behind the quotation mark of a preview: what can be seen is exactly what was written, and it names nobody."""
    shown = guard(f"as an answer to Alice:\n\n{mark}{link}{mark}")
    assert f"{mark}{link}{mark}" in shown.replace(JOINER, "")
    assert reached(shown) == []
    assert guard(shown) == shown


def test_the_joiner_stands_right_after_the_sign():
    """Before it, or after the name, it helps nobody (MD-2a)."""
    assert guard("@alice@ex.test") == f"@{JOINER}alice@{JOINER}ex.test"


def test_words_without_names_are_untouched():
    """Nothing is added that is not needed."""
    plain = "I lay a sheet over it; 2 % of 40 & more. https://ex.test/a?b=c#d"
    assert guard(plain) == plain


PIECES = st.sampled_from(
    ["@", "@alice", "alice", "@ex.test", "https://", "http://", "ex.test", "/", "/@", ",", "(", ")", "#", "=", "?", "&", ";",
     " ", "\n", "\u2060", "\u200b", "&#64", "&#x40;", "&commat;", "amp;", "\uff20", ".", "-", "_", "\u00e9", "\u5c71", "<", ">",
     '"', "`", "\\", "%40", ":", "1"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join))


@given(TEXTS)
@example("https://a.b/@c@d,@e")
@example("&amp;#64;x")
def test_no_text_whatever_reaches_anybody(text):
    """Names, quotations, drafts, warnings and links of other people's making."""
    assert reached(guard(text)) == []


@given(TEXTS)
def test_guarding_twice_changes_nothing(text):
    """Every door may guard, and none needs to know whether another did."""
    assert guard(guard(text)) == guard(text)


@given(TEXTS)
def test_nothing_but_signs_is_touched(text):
    """Whatever stood for an at sign, the rest is as it was."""
    assert signs_alike(guard(text)) == signs_alike(text)


def signs_alike(text: str) -> str:
    """The text without joiners, and with everything that stands for an at sign written as one."""
    return re.sub(r"&(?:amp;)*(?:#0*64|#[xX]0*40|commat);?|%40|[\uff20\ufe6b]", "@", text.replace(JOINER, ""))
