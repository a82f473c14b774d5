"""Other people's words as they may stand in a text of ours: seen, in one line, bounded, and never taken for our own."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.wording.text import SIGN, Cleaned, Name, graphemes, unsigned, without_hidden

FAMILY, ENGLAND = "👩‍👩‍👧‍👦", "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
HIDDEN = "\u200b\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad\u115f\u3164\uffa0\x1b\x07\x9b\x7f"
PIECES = st.lists(
    st.sampled_from(
        ["send", "delete", ", ", "or", " ", "\n", "t4", ".", "1", "[", "]", "\uff3b", "\uff14", "\U0001d42d", "@", "&#64;", "\uff20",
         "\u200d", "\u200c", "\u202e", "\ufe0f", "😀", "\u0301", "1 of 2, the rest follows", "this would stand under your name", "\u1100",
         "\ue000", "\x1b", '"', "\u201c", "\ufb01", "\u2026", "\u0645", "amp;", "commat", "\U000e0041", "\u2800", "\u3164"]
    ),
    max_size=16,
).map("".join)  # fmt: skip
ANYTHING = st.one_of(PIECES, st.text())
SAID_BETWEEN = " .'-\u2019\u00b7,&_\u200c\u200d"
"""What stands between the letters of a name."""


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_nobody_sees_is_taken_out(hidden):
    """From names and quotations, and from the owner's own words before they are shown."""
    assert without_hidden(f"a{hidden}b") == "ab"
    assert Cleaned(f"a{hidden}b") in ("ab", "a b")
    assert hidden not in Name(f"Al{hidden}ice")


@pytest.mark.parametrize("seen", [FAMILY, ENGLAND, "1\ufe0f\u20e3", "☺\ufe0f", "👍🏽", "می\u200cخواهم", "क्\u200dष", "two\n\nlines\tand a tab", "e\u0301"])  # fmt: skip
def test_what_is_seen_stays_to_the_letter(seen):
    """Joiners in emoji and in scripts that need them, variation selectors, flags, line breaks."""
    assert without_hidden(seen) == seen


@pytest.mark.parametrize("seen", [FAMILY, "1\ufe0f\u20e3", "می\u200cخواهم", "क्\u200dष", "Việt Nam", "山田太郎", "Ñandú, v1.2.3 and A4 paper"])  # fmt: skip
def test_ordinary_words_are_untouched(seen):
    """Families, keycaps, Persian, Hindi, towers of honest accents, versions and paper sizes."""
    assert Cleaned(seen) == seen


@pytest.mark.parametrize(
    ("forged", "bare"),
    [
        ("[t4.1]", "(t4-1)"),
        ("\uff3bt\uff14.1\uff3d", "(t\uff14-1)"),
        ("\U0001d42d\U0001d7d2\uff0e\U0001d7cf", "t4-1"),
        ("【t4】", "(t4)"),
        ("send t4.1", "send t4-1"),
        ("send, or write it anew", "send or write it anew"),
        ("SEND ANYWAY , or", "SEND ANYWAY or"),
        ("delete\uff0c or leave it", "delete or leave it"),
        ("This would stand under\nyour name, for everyone", "\u2026, for everyone"),
        ("(1 of 2, the rest follows)", "(\u2026)"),
        ("tag \U000e0041\U000e0042", "tag"),
        ("Z" + "\u0301" * 500, "Z\u0301\u0301\u0301\u0301"),
    ],
)
def test_what_looks_like_ours_is_defused(forged, bare):
    """Codes in every width, invitations, the head of a preview, the mark between two parts; private letters, towers of marks."""
    assert unicodedata.normalize("NFD", Cleaned(forged)) == unicodedata.normalize("NFD", bare)


@pytest.mark.parametrize(
    ("shown", "called"),
    [
        ("@bob", "alice"),
        ("@bob@home.example", "alice"),
        ("\u200b \uff20bob", "alice"),
        ("&#64;bob", "alice"),
        ("@alice", "alice"),
        ("Bob", "Bob"),
        ("Bob @ home", "Bob home"),
    ],
)
def test_nobody_is_called_by_somebody_elses_address(shown, called):
    """A display name that is written as one would put another's name before what they asked."""
    assert called == Name(shown, "alice@home.example").split("@")[0] == Name(Name(shown, "alice@home.example"))
    assert Name("@lena", "lena.studio.example") == "lena"
    assert Name("@bob") == "bob"


@given(ANYTHING, st.integers(1, 60))
def test_whatever_was_written_is_one_bounded_line(raw, most):
    """And cleaning it again changes nothing."""
    line = Cleaned(raw, most)
    assert Cleaned(line, most) == Cleaned(line) == line
    assert graphemes(line) <= most
    assert len(line) <= 4 * most
    assert line.isprintable() or all(c.isprintable() or c in "\u200c\u200d " or c.isspace() for c in line)
    assert not re.search(r"[\n\r\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", line)
    assert not re.search(
        r"(?<![\w.])[a-z]\d{1,4}\.\d{1,2}(?!\w|\.\d)|[\[\]]|send, or ", unicodedata.normalize("NFKC", line)
    )


@example("Tomas 🐸 Reed")
@example("\u2605 Ada = Lovelace ~ \u00a9")
@given(ANYTHING)
def test_every_name_can_be_spoken(raw):
    """It is never empty, has no picture and no sign in it that nobody says, and a name of a name is that name."""
    name = Name(raw, "quiet@moss.example")
    assert name
    assert Name(name) == name
    assert graphemes(name) <= 40
    assert [c for c in name if unicodedata.category(c)[0] not in "LMN" and c not in SAID_BETWEEN] == []
    assert not set(name) & set("\ufe0e\ufe0f\u20e3")
    assert any(character.isalnum() for character in name)


@given(ANYTHING)
def test_nothing_in_an_act_names_anybody(raw):
    """A copied warning has no at sign, in whatever form a server reads one."""
    assert not SIGN.search(unsigned(raw))
    assert unsigned(unsigned(raw)) == unsigned(raw)


@example("\u0645\u200d\x1b")
@example("\u0645\u200d\ufe0f")
@example("\u0645\u200c\u200d\u0645")
@given(ANYTHING)
def test_taking_out_twice_takes_nothing_more(raw):
    """What is shown is what is sent."""
    assert without_hidden(without_hidden(raw)) == without_hidden(raw)


def test_ten_thousand_characters_are_no_longer_than_a_line():
    """Letters, letters of one endless syllable, members of one endless family."""
    for raw in ("x" * 10_000, "\u1100" * 10_000, "😀\u200d" * 5_000, "\u0301" * 10_000):
        assert len(Cleaned(raw)) <= 800
        assert len(Name(raw)) <= 160
