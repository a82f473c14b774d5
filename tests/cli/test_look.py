"""`nudge look` says whom, and of everybody else why not."""

from __future__ import annotations

from functools import cache
from unittest.mock import patch

from typer.testing import CliRunner

from bot.cli.main import app


@cache
def look(*words, width=None):
    """What it says in a window so wide, or in none; looked at once."""
    with patch("bot.cli.output.columns", lambda _: width):
        ended = CliRunner().invoke(app, ["look", "--sandbox", *words], catch_exceptions=False)
    assert ended.exit_code == 0
    return ended.stdout


def test_everything_that_was_left_alone_has_its_reason():
    """As many lines with a reason as posts were left."""
    said = look("--why")
    count = int(said.split(" posts looked at and left alone:")[0].split()[-1])
    reasons = [line for line in said.splitlines() if line.startswith("      ")]
    assert len(reasons) == count > 20
    assert "      said to somebody else" in reasons
    assert "Among the people who follow you" not in said


def test_followers_are_shown_when_asked_for():
    """One line each, and nothing is followed by itself."""
    said = look("--followers")
    assert "Among the people who follow you, " in said
    assert "  Jonah Park" in said
    assert said.endswith(
        "Nothing was written to any network. These people are invented; nudge demo lets you answer them.\n"
    )


def test_what_it_advises_can_be_typed_as_it_stands():
    """On the invented network it is another command than on one's own."""
    assert "left alone; nudge look --sandbox --why has the reason for each." in look()
    assert "posts looked at and left alone:" in look("--why")


def test_it_keeps_to_the_width_of_the_window_and_breaks_no_word():
    """However narrow; an address stays whole, so that it can be opened."""
    said = [line for line in look(width=50).splitlines() if "http" not in line]
    wide = [line for line in said if line.startswith("    ") and len(line) > 50]
    assert wide == []
    words = {word for line in look().splitlines() for word in line.split()}
    assert {word for line in said for word in line.split()} <= words
