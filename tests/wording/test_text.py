"""Counting as readers and networks do, cutting where a reader would, comparing by the words that follow one another."""

from __future__ import annotations

import grapheme
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mastodon import Mastodon

from bot.platforms.bluesky.limits import POST as ON_BLUESKY
from bot.platforms.mastodon.limits import measure as on_mastodon
from bot.wording.text import chunks, cut, first_words, graphemes, handles, links, similarity, trigrams, words
from bot.wording.text.common import is_common, rarity
from bot.wording.text.hidden import without_hidden

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
COUNTED = {
    "plain": 5,
    "": 0,
    "\U0001f1e9\U0001f1ea": 1,  # a flag
    "\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7": 2,  # two flags
    FAMILY: 1,
    "\U0001f44d\U0001f3fd": 1,  # a skin tone
    "\u2764\ufe0f": 1,  # a variation selector
    "e\u0301": 1,  # a combining letter
    "n\u0303o\u0302": 2,
    "\u0e19\u0e49\u0e33": 1,  # Thai
    "\u5c71\u7530\u592a\u90ce": 4,  # CJK
    "\ud55c\uad6d": 2,
    "\u1112\u1161\u11ab": 1,  # Korean in its parts
    "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f": 1,  # the flag of Scotland
    "a\r\nb": 3,
}


@pytest.mark.parametrize(("text", "count"), COUNTED.items())
def test_characters_are_what_readers_count(text, count):
    """Flags, families, accents and syllables are one each (BW-1)."""
    assert graphemes(text) == count


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_text_is_counted_as_any_other(text):
    """Faster, and to the same end; a carriage return and a line feed are one."""
    assert graphemes(text) == grapheme.length(text)


@given(st.text(st.characters(max_codepoint=127)))
def test_of_plain_text_nothing_that_is_seen_is_taken_out(text):
    """As beside a letter for which each character is looked at."""
    assert without_hidden(f"{text}\u00e9") == f"{without_hidden(text)}\u00e9"


URL = "https://example.com/" + "a" * 180


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (URL, 23),
        (f"see {URL} and {URL}", 3 + 1 + 23 + 5 + 23),
        ("@tomas@books.example yes", len("@tomas yes")),
        ("@tomas yes", len("@tomas yes")),
        ("mail tomas@books.example", len("mail tomas@books.example")),
        (FAMILY * 10, 10),
        ("\u5c71" * 500, 500),
    ],
)
def test_mastodon_counts_links_and_remote_names_for_less(text, count):
    """A link is 23 however long, a remote name loses its domain (ML-4); as Mastodon.py counts."""
    assert on_mastodon(text) == count == Mastodon.get_status_length(text)


def test_bluesky_counts_everything_in_full_and_bytes_too():
    """300 graphemes and 3,000 bytes, whichever is reached first (BW-1)."""
    assert len(URL) == ON_BLUESKY.measure(URL) == 200
    assert ON_BLUESKY.measure("\u5c71" * 300) == 300
    assert ON_BLUESKY.measure(FAMILY * 120) * 10 >= len((FAMILY * 120).encode()) == 3_000
    assert ON_BLUESKY.measure(FAMILY * 120) == ON_BLUESKY.characters


# --- cutting

TWO = "The flatbed flattens the folds. I fear for the paper. And then some more of it."


def test_a_text_that_fits_is_left_alone():
    """Nothing is added to it."""
    assert cut(TWO, 200) == TWO


def test_a_text_is_cut_after_a_sentence():
    """With a sign that there is more."""
    assert cut(TWO, 60) == "The flatbed flattens the folds. I fear for the paper. \u2026"


def test_a_long_sentence_is_cut_between_words():
    """When ending at a sentence would lose more than half."""
    assert cut("A. " + "word " * 30, 30).endswith("word\u2026")


def test_a_text_without_spaces_is_cut_between_characters():
    """Never inside of one."""
    assert cut(FAMILY * 20, 10) in (FAMILY * 8 + "\u2026", FAMILY * 9 + "\u2026")
    assert cut("\u5c71\u3002" * 20, 11) == "\u5c71\u3002" * 4 + " \u2026"


@given(st.text(max_size=400), st.integers(4, 120))
def test_a_cut_text_always_fits(text, room):
    """Whatever it is made of."""
    assert graphemes(cut(text, room)) <= max(room, 0)


@given(st.text(max_size=400), st.integers(2, 90))
def test_pieces_are_the_whole(text, room):
    """And each of them fits."""
    pieces = chunks(text, room)
    assert all(graphemes(piece) <= room for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_the_first_words_name_a_post():
    """In a list, without punctuation at the end."""
    assert first_words("Does anyone scan old letters, at home?") == "Does anyone scan old letters"


# --- comparing and finding


def test_words_are_compared_without_case_and_punctuation():
    """Typographic apostrophes are apostrophes."""
    assert words("Don\u2019t PANIC, Ines-Marie!") == ("don't", "panic", "ines-marie")


def test_similarity_is_the_share_of_word_triples():
    """One changed word of ten changes three of them."""
    one = "I lay a sheet of polyester film over the open letter"
    assert similarity(one, one.upper() + "!") == 1.0
    assert similarity(one, one.replace("polyester", "plastic")) == pytest.approx(6 / 12)
    assert similarity(one, "Entirely other words that share nothing with it") == 0.0
    assert similarity("", "") == 0.0
    assert len(trigrams(one)) == 9
    assert similarity("Thank you", "thank you!") == 1.0


def test_links_and_handles_are_found_where_they_stand():
    """A link does not end in the full stop of its sentence; a name in a link is no handle."""
    text = "See https://ex.test/@bob/1. Thanks @Tomas@books.example and (@ines.example)! mail me: a@b.example"
    assert links(text) == ("https://ex.test/@bob/1",)
    assert handles(text) == ("tomas@books.example", "ines.example")


def test_words_are_rare_when_nobody_else_uses_them():
    """Small words and the words of every second post say nothing."""
    assert is_common("letters", "en") is False
    assert is_common("people", "en")
    assert is_common("leute", "de")
    assert rarity("flatbed", "en") > rarity("folds", "en") > rarity("really", "en") == 0
    assert rarity("Lindenbaum", "de") > rarity("Zeit", "de")
