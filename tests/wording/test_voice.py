"""Every text that people read, held to the limits and to the rules of the voice."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import typer.main

from bot import wording
from bot.cli.main import app
from bot.domain import Person, SuggestionState
from bot.wording.english import times
from bot.wording.english.phrases import ended, listed, number, quoted
from bot.wording.text import first, graphemes, name
from tests.wording.builders import BLUESKY, MASTODON, NOW, ZONE, an_account
from tests.wording.spoken import BLUESKY_TEXTS, HELP_ALL, MASTODON_TEXTS

TEXTS = {**{f"{n}, mastodon": t for n, t in MASTODON_TEXTS.items()}, **{f"{n}, bluesky": t for n, t in BLUESKY_TEXTS.items()}, **HELP_ALL}  # fmt: skip
EVERY = [pytest.param(text, id=name) for name, parts in TEXTS.items() for text in parts]

FORBIDDEN = (
    "engage", "engagement", "audience", "reach", "content", "lead", "streak", "goal reached", "missed", "overdue",
    "don't forget", "you should", "just checking in", "friendly reminder", "great post", "oops", "unfortunately",
    "successfully", "invalid", "error",
)  # fmt: skip
QUOTATION = re.compile(r"\"[^\"]*\"|\u201c[^\u201d]*\u201d")
LINK = re.compile(r"https?://\S+")


def own_voice(text: str) -> str:
    """What we say ourselves: quotations and links taken out."""
    return LINK.sub("", QUOTATION.sub("", text))


# --- limits


@pytest.mark.parametrize("name", MASTODON_TEXTS)
def test_every_text_fits_into_one_message_on_mastodon(name):
    """500 characters with the owner's address in front, and room to spare."""
    (text,) = MASTODON_TEXTS[name]
    assert graphemes(f"@lena@writers.example {text}") <= 490


@pytest.mark.parametrize("name", BLUESKY_TEXTS)
def test_every_text_fits_into_one_message_on_bluesky(name):
    """1,000 graphemes, with room to spare."""
    (text,) = BLUESKY_TEXTS[name]
    assert graphemes(text) <= 900


def test_the_list_of_all_words_needs_one_message():
    """Also where messages are short."""
    assert len(HELP_ALL["help all"]) == 1
    assert graphemes(HELP_ALL["help all"][0]) <= MASTODON.characters < BLUESKY.characters


# --- rules


@pytest.mark.parametrize("text", EVERY)
def test_a_message_asks_one_question_at_most(text):
    """So that `yes` has one meaning (VOICE rule 2)."""
    assert own_voice(text).count("?") <= 1


@pytest.mark.parametrize("text", EVERY)
def test_nobody_is_a_he_or_a_she(text):
    """The name again, or they (VOICE rule 3)."""
    assert not re.search(r"\b(he|she|him|her|hers|his|himself|herself)\b", own_voice(text), re.IGNORECASE)


@pytest.mark.parametrize("text", EVERY)
def test_no_name_can_be_copied_with_an_at_sign_that_works(text):
    """Handles stand without their first at sign, and what is left of them is neutralised (VOICE rule 3, DESIGN 8)."""
    outside = LINK.sub("", text)
    assert not re.search(r"(?<![\w.-])@", outside)
    assert not re.search(r"@(?!\u2060)", outside)


@pytest.mark.parametrize("text", EVERY)
def test_nothing_is_cheered_dashed_or_decorated(text):
    """No exclamation marks, no dashes for drama, no emoji, no bold, no bullets (VOICE rule 7)."""
    said = own_voice(text)
    assert not re.search(r"[!\u2013\u2014*\u2022#]|\s-\s(?!takes one away)|__(?!_)|\.\.\.", said)
    assert not any(unicodedata.category(character) == "So" for character in said)


def test_a_full_stop_inside_a_quotation_ends_the_sentence():
    """Nobody writes two of them."""
    assert ended('You last spoke today, under "The lamp, and what it is for."').endswith('for."')
    assert ended('You last spoke today, under "Which lamp?"').endswith('lamp?"')
    assert ended('You last spoke today, under "the lamp"').endswith('lamp".')


@pytest.mark.parametrize("text", EVERY)
def test_the_words_that_do_not_occur_do_not_occur(text):
    """Nothing is sold, scolded or scored (VOICE, the voice)."""
    said = own_voice(text).lower()
    assert [word for word in FORBIDDEN if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said)] == []


@pytest.mark.parametrize("name", [name for name in TEXTS if name.startswith(("nudge", "preview", "words that"))])
def test_what_can_be_answered_comes_last(name):
    """And with the code by which an answer can name it."""
    assert re.search(r"\b(skip|why|none|followers)(?: [a-z]\d)?\. \[[a-z]\d(\.\d)?\]$", TEXTS[name][-1])


def test_of_every_state_it_can_be_said_how_it_stands():
    """In `list`, and of what was brought before."""
    assert set(wording.STANDS) == set(wording.BECAME) == set(SuggestionState)


def test_a_command_that_is_named_can_be_typed():
    """Whoever is sent to a terminal finds there what was named."""
    named = {verb for texts in TEXTS.values() for text in texts for verb in re.findall(r"\bnudge ([a-z-]+)", text)}
    assert named
    assert named <= set(typer.main.get_command(app).commands)


def test_the_texts_read_as_they_were_read():
    """`spoken.txt` holds every text of Mastodon's, to be read as writing; a change shows up in its difference.

    Write it anew with `python -m tests.wording.test_voice` when a text was changed on purpose.
    """
    assert Path(__file__).with_name("spoken.txt").read_text(encoding="utf-8") == written()


def written() -> str:
    """All texts, one under another, the joiners left out."""
    blocks = [f"== {title}\n\n" + "\n\n-- next message\n\n".join(parts) for title, parts in MASTODON_TEXTS.items()]
    return "\n\n\n".join(blocks).replace("\u2060", "") + "\n"


# --- times in words

LISBON, NEW_YORK = ZONE, ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (timedelta(minutes=1), "just now"),
        (timedelta(minutes=7), "seven minutes ago"),
        (timedelta(minutes=22), "20 minutes ago"),
        (timedelta(minutes=55), "an hour ago"),
        (timedelta(minutes=90), "an hour and a half ago"),
        (timedelta(hours=2), "two hours ago"),
        (timedelta(hours=5, minutes=59), "six hours ago"),
        (timedelta(hours=8), "this morning"),
        (timedelta(days=1), "yesterday"),
        (timedelta(days=3), "on Sunday"),
        (timedelta(days=9), "on 9 November"),
        (timedelta(days=700), "on 18 December 2024"),
    ],
)
def test_how_long_ago_is_said_as_exactly_as_it_is(then, said):
    """An hour ago only when it is (VOICE rule 1)."""
    assert times.ago(NOW - then, NOW, LISBON) == said


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (datetime(2026, 11, 18, 17, 42, tzinfo=UTC), "at 17:42"),
        (datetime(2026, 11, 19, 9, 0, tzinfo=UTC), "tomorrow at 9:00"),
        (datetime(2026, 11, 21, 9, 0, tzinfo=UTC), "on Saturday at 9:00"),
        (datetime(2026, 12, 2, 9, 0, tzinfo=UTC), "on 2 December at 9:00"),
        (datetime(2027, 3, 3, 9, 5, tzinfo=UTC), "on 3 March 2027 at 9:05"),
    ],
)
def test_when_is_said_in_words(when, said):
    """The year only when it is another one (VOICE rule 8)."""
    assert times.at(when, NOW, LISBON) == said


def test_days_are_the_owners_days():
    """Half past midnight in Lisbon is still yesterday evening in New York."""
    late = datetime(2026, 11, 19, 0, 30, tzinfo=UTC)
    assert times.at(late, NOW, LISBON) == "tomorrow at 0:30"
    assert times.at(late, NOW, NEW_YORK) == "at 19:30"


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(seconds=70), "a minute"),
        (timedelta(minutes=6), "six minutes"),
        (timedelta(hours=2), "two hours"),
        (timedelta(days=3), "three days"),
        (timedelta(days=7), "a week"),
        (timedelta(days=14), "two weeks"),
        (timedelta(days=50), "seven weeks"),
        (timedelta(days=130), "four months"),
        (timedelta(days=800), "two years"),
    ],
)
def test_lengths_are_whole_units_that_have_passed(length, said):
    """Never more than there was."""
    assert times.span(length) == said


# --- names

NAMES = {
    "Tomas Reed": ("Tomas Reed", "Tomas"),
    "R. J. Hale": ("R. J. Hale", "R. J. Hale"),
    "Dr. Ada Byron": ("Dr. Ada Byron", "Dr. Ada Byron"),
    "Ines 🌻 Duarte (she/her)": ("Ines Duarte", "Ines"),
    ":blobcat: Sam :verified:": ("Sam", "Sam"),
    "Zoë\nBeck": ("Zoë Beck", "Zoë"),
    "@everyone": ("quiet", "quiet"),  # somebody else's address, or nobody's: their own instead
    "Jürgen | Bücher": ("Jürgen", "Jürgen"),
    "🦊🦊🦊": ("quiet", "quiet"),
    "": ("quiet", "quiet"),
    "山田太郎": ("山田太郎", "山田太郎"),
    "x" * 200: ("x" * 40, "x" * 40),
}


@pytest.mark.parametrize(("shown", "spoken"), NAMES.items())
def test_names_are_spoken_as_a_friend_would(shown, spoken):
    """Other people choose their names; none of it may break a sentence, reach anybody, or be read out as signs."""
    account = an_account(shown, "quiet@moss.example")
    assert (name(account), first(account)) == spoken
    assert name(Person(1, shown, (account,))) == spoken[0]


def test_lists_and_numbers_are_said_in_words():
    """Up to twelve."""
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed("abc")] == ["", "a", "a and b", "a, b and c"]
    assert [number(0), number(12), number(13), number(1_500)] == ["no", "twelve", "13", "1,500"]


@pytest.mark.parametrize("words", ["plain", 'She said "go"', '"a" and \u201cb\u201d', "two\n\nlines  "])
def test_quoted_words_are_never_touched(words):
    """What is approved is what is shown."""
    shown = quoted(words)
    assert shown[1:-1] == words
    assert shown[0] not in words
    assert str(wording.Frame("head ", words, " tail")) == f"head {shown} tail"


if __name__ == "__main__":
    Path(__file__).with_name("spoken.txt").write_text(written(), encoding="utf-8")
