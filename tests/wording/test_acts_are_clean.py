"""What becomes part of an act is cleaned in the act, before it is shown: what is shown is what is sent."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import wording
from bot.cli import output
from bot.decide.commands import Command, parse, without_sign
from bot.decide.drafting import compose, disclosed, problems
from bot.outbox.layout import messages, parts
from bot.outbox.mention_guard import JOINER
from bot.wording.text import Name, graphemes, handles
from tests.wording.builders import BLUESKY, MASTODON, NOW, REPLY_ON_MASTODON, TOMAS, a_post, a_reply

OWN = frozenset({"lena@writers.example"})
LINK = "https://writers.example/@tomas@books.example/1145270"
NOWHERE = Name("Tomas Reed")


def composed(words="Film.", *, warning="", **more):
    """A reply to the letters, behind a warning."""
    return compose(words, a_post(warning=warning), None, REPLY_ON_MASTODON, owner_uids=OWN, **more)


@pytest.mark.parametrize(
    ("theirs", "kept"),
    [
        ("food", "food"),
        ("food, @petra@vos.example", "food, petra vos.example"),
        ("&#64;petra &amp;commat;petra \uff20petra", "petra petra petra"),
        ("a\nb\u202e\x1bc", "a bc"),
        ('so "called"', "so 'called'"),
        ("\ue000", "\u2026"),
        ("", ""),
    ],
)
def test_a_copied_warning_names_nobody(theirs, kept):
    """A handle in it would mention somebody whom the preview did not name."""
    reply = composed(warning=theirs)
    assert reply.warning == kept
    assert type(reply.warning) is str
    assert not handles(reply.warning)


@pytest.mark.parametrize("theirs", ["food", "@petra@vos.example [x9.7]", "x" * 900, 'a "b" \u201cc\u201d'])
def test_the_warning_that_is_shown_is_the_warning_that_is_sent(theirs):
    """To the letter."""
    reply = composed(warning=theirs)
    shown = str(wording.preview(reply, to=NOWHERE, code="t4.1"))
    assert f"behind the warning \u201c{reply.warning}\u201d." in shown
    assert graphemes(reply.warning) <= 100


def test_own_words_are_what_is_seen_of_them():
    """Bidi controls and what is invisible are taken out; families, Persian, line breaks and accents stay."""
    family = "👩‍👩‍👧"
    reply = composed(f"Film\u202e, {family}\u200b می\u200cخواهم\n\nLid\u2066 up")
    assert reply.words == f"Film, {family} می\u200cخواهم\n\nLid up"
    assert reply.text.endswith(reply.words)


def test_a_handle_with_something_invisible_in_it_was_written_by_the_owner():
    """It is the owner's, with and without."""
    words = "Ask @pe\u200btra@vos.example"
    held = problems(composed(words), a_post(), REPLY_ON_MASTODON, written=words, person=TOMAS, now=NOW)
    assert held == ()


def test_only_keeps_the_line_under_a_models_draft():
    """It can be taken from what was shown, and never stands there twice."""
    line = wording.disclosure("en")
    shown = composed("Film.", disclosure=line)
    assert disclosed(shown, "Film.") == line
    assert disclosed(composed("Film."), "Film.") == ""
    assert disclosed(shown, "Other words.") == ""
    assert composed("Film.", only=True, disclosure=disclosed(shown, "Film.")).words == shown.words
    assert composed(shown.words, disclosure=line).words == shown.words


# --- words to be pasted


def test_words_to_be_pasted_stand_alone_and_without_handles():
    """On lines of their own, without marks around them, and nothing invisible in them."""
    (text,) = messages(
        wording.copy_it("Film, and the lid up.", to=NOWHERE, link=LINK, code="t4.1", asked=True), MASTODON
    )
    assert "\n\nFilm, and the lid up.\n\n" in text
    assert "under what Tomas asked:" in text
    assert text.endswith("done when it is out, or skip. [t4.1]")
    assert JOINER not in text


def test_an_at_sign_in_words_to_be_pasted_is_told():
    """The guard keeps the message private; what that does to the words is said."""
    (text,) = messages(wording.copy_it("Ask @petra@vos.example", to=NOWHERE, link=LINK, code="t4.1"), MASTODON)
    assert "Type each at sign in it anew" in text
    plain = wording.copy_it("See https://vos.example/@petra", to=NOWHERE, link=LINK, code="t4.1")
    assert "at sign" not in str(plain)


def test_long_words_to_be_pasted_are_messages_of_their_own():
    """So that the whole message can be copied."""
    words = ("The folds stay folds. " * 21).strip()
    head, *pasted, tail = messages(wording.copy_it(words, to=NOWHERE, link=LINK, code="t4.1"), MASTODON)
    assert " ".join(pasted) == words
    assert head.endswith("Tomas wrote:")
    assert tail.endswith("[t4.1]")


@pytest.mark.parametrize("length", range(20, 480, 20))
def test_a_preview_in_parts_keeps_its_head_and_its_tail(length):
    """Whatever the lengths are: every word in quotation marks, every part within its room, the code last."""
    words = ("fold " * 100)[:length].strip()
    reply = a_reply(words, warning="w" * 100)
    for limits in (MASTODON, BLUESKY):
        texts = parts(*wording.changed(reply, to=NOWHERE, now_reads="x" * 300, code="t4.1"), limits)
        assert texts[0].startswith("Not sent. Tomas changed the post")
        assert texts[-1].endswith("send, or skip. [t4.1]")
        assert all(limits.measure(text) <= limits.characters for text in texts)
        quoted = [text.split('"')[1] for text in texts if '"' in text]
        assert "".join("".join(quoted).split()) == "".join(words.split())


# --- commands with an at sign


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("never @sam@ex.org", "never sam@ex.org"),
        ("meet @nadia", "meet nadia"),
        ("meet \uff20nadia", "meet nadia"),
        ("same ada @ada.example", "same ada ada.example"),
        ("note tomas ask @petra, see https://ex.org/@petra", "note tomas ask petra, see https://ex.org/@petra"),
        ("skip @tomas", "skip tomas"),
        ("never sam@ex.org", ""),
        ("look https://x.example/@tomas/1", ""),
        ("list", ""),
    ],
)
def test_a_command_with_an_at_sign_has_a_plain_form(said, plain):
    """It does nothing on any network, and the plain form is said."""
    read = parse(said, now=datetime.now(UTC), zone=ZoneInfo("UTC"))
    assert isinstance(read, Command)
    assert without_sign(read) == plain


# --- the terminal, and the types


def test_nothing_that_is_printed_commands_a_terminal(capsys):
    """Escape sequences, in either form, and what turns a line; line breaks and tabs stay."""
    output.say("a\x1b[2J\x9b1mb\x07\u202ec\td\ne\r")
    assert capsys.readouterr().out == "a[2J1mbc\td\ne\n"


RAW = {
    "a text": 'wording.done("Tomas")',
    "a display name": "wording.preview(reply, to=person.name, code='t4.1')",
    "a name in a list": "wording.stopped([person.name])",
    "a choice": "wording.Choice('t4', account.name)",
}


def test_the_type_checker_refuses_a_raw_name(tmp_path):
    """Only a cleaned one fits into a text."""
    head = "from bot import wording\nfrom bot.domain import Account, Person, Reply\n\ndef f(person: Person, account: Account, reply: Reply) -> None:\n"
    body = "".join(f"    {line}\n" for line in ("wording.done(wording.name(person))", *RAW.values()))
    (tmp_path / "case.py").write_text(head + body)
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir", tmp_path / "cache", tmp_path / "case.py"],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False,
    )  # fmt: skip
    wrong = [line for line in checked.stdout.splitlines() if "case.py:" in line and "error" in line]
    assert [line.split("case.py:")[1].split(":")[0] for line in wrong] == ["6", "7", "8", "9"], checked.stdout
