"""A single key is changed in config.toml, and everything else in it stays as its owner wrote it."""

from __future__ import annotations

import stat
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.config import keeping, writing

FILE = """# mine
[owner]
timezone = "Europe/Lisbon"  # where I live

[deliver]
# twice a day
at = [
  "09:00",
  "17:30",
]
quiet = "22:00-07:00"

[[people]]
name = "Ada"
"""


def test_a_value_is_replaced_where_it_stands():
    """On all of its lines; comments and order stay."""
    changed = writing.put(FILE, ("deliver", "at"), '["10:00"]')
    assert changed == FILE.replace('[\n  "09:00",\n  "17:30",\n]', '["10:00"]')


def test_a_key_that_is_new_comes_to_its_section():
    """At the end of it, and not into the next one."""
    changed = writing.put(FILE, ("deliver", "people_per_day"), "2")
    assert tomllib.loads(changed)["deliver"]["people_per_day"] == 2
    assert changed.replace("people_per_day = 2\n", "") == FILE


def test_a_section_that_is_new_comes_to_the_end():
    """Also into an empty file."""
    assert writing.put("", ("publish", "enabled"), "false") == "[publish]\nenabled = false\n"
    assert writing.put(FILE, ("publish", "enabled"), "false") == FILE + "\n[publish]\nenabled = false\n"


@given(some.text())
def test_any_text_can_be_quoted(text):
    """It comes back as it was."""
    if not any("\ud800" <= letter <= "\udfff" for letter in text):
        assert tomllib.loads(f"x = {writing.quoted(text)}")["x"] == text


@pytest.mark.parametrize(
    ("typed", "likeliest"),
    [
        ("3", "3"),
        ("true", "true"),
        ("22:00-07:00", '"22:00-07:00"'),
        ('["9:00"]', '["9:00"]'),
        ("terminal", '"terminal"'),
    ],
)
def test_what_is_typed_means_what_toml_would_say(typed, likeliest):
    """And is a text otherwise; a text with commas may be a list."""
    found = list(writing.literals(typed))
    assert found[0] == likeliest
    assert next(writing.literals("9:00, 17:30")) == '["9:00", "17:30"]'


def test_a_file_is_for_us_alone_and_whole(tmp_path):
    """Its folder is made the same way, and nothing is left beside it."""
    keeping.put(tmp_path / "secrets" / "one", "a\n")
    keeping.put(tmp_path / "secrets" / "one", "b\n")
    file = tmp_path / "secrets" / "one"
    assert (file.read_text(), stat.S_IMODE(file.stat().st_mode)) == ("b\n", 0o600)
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert list(file.parent.iterdir()) == [file]


def test_a_place_that_cannot_be_written_is_said(tmp_path):
    """With what to do, and what was there stays."""
    (tmp_path / "secrets").write_text("a file where a folder should be")
    with pytest.raises(keeping.NotWritten, match="secrets is a file, and should be a folder"):
        keeping.put(tmp_path / "secrets" / "one", "a\n")
