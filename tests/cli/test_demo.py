"""The last page of the demonstration says what was done, and by which word; it reproaches nobody."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from rich.console import Console

from bot.cli.demo import LAST, Play, ending
from bot.cli.opening import bar
from bot.cli.stage import SEND, YES, Ending, Posted, Stage

NOW = datetime(2026, 11, 18, 17, 31, tzinfo=UTC)
WORDS = "I lay a sheet of polyester film over the open letter and scan with the lid up. The folds stay folds."


@contextmanager
def played(*said: str) -> Iterator[Stage]:
    """An evening on which Lena says this, and then nothing more."""
    stage = Stage(NOW)
    try:
        stage.hello()
        stage.read_history()
        stage.go()
        for words in said:
            stage.say(words)
        yield stage
    finally:
        stage.close()


def first_line(of: Ending) -> str:
    """What was posted."""
    return ending(of).splitlines()[0]


@pytest.mark.parametrize(("word", "named"), [("send", "after your send"), ("Send it.", "after your send"), ("ok", YES)])
def test_it_names_the_word_that_approved(word, named):
    """`ok` is a yes to the words, and nobody has said `send` then."""
    with played(WORDS, word) as stage:
        stage.let_pass()
        line = first_line(stage.ending())
    assert line.startswith("Posted: one answer, to Tomas Reed, your words, after your ")
    assert named in line
    assert ("send" in line) is (word != "ok")


@pytest.fixture(scope="module")
def taken_back():
    """The first lines of the last page on one evening: after each thing that Lena said, and before the first."""
    with played() as stage:
        lines = {"": first_line(stage.ending())}
        for words in (WORDS, "send", "undo"):
            stage.say(words)
            lines[words] = first_line(stage.ending())
    return lines


@pytest.mark.parametrize("last", ["", WORDS, "undo"])
def test_where_nothing_stands_it_says_no_more_than_that(taken_back, last):
    """Whatever was approved before, and taken back."""
    assert taken_back[last] == "Posted: nothing."


def test_several_are_named_together():
    """With the word that holds for each."""
    two = [Posted("Tomas Reed", "your words", SEND), Posted("Ines Duarte", "your words", SEND)]
    assert "each after your send." in first_line(Ending(posted=two))
    two[1] = Posted("Ines Duarte", "your words", YES)
    assert "each after your yes to it." in first_line(Ending(posted=two))


@pytest.mark.parametrize(
    ("still", "said"),
    [
        (["t4, Tomas Reed"], "it would go away by itself"),
        (["t4, Tomas Reed", "d7, Ines Duarte"], "they would go away by themselves"),
    ],
)
def test_what_is_open_waits_for_nobody(still, said):
    """It ends by itself, as in real life."""
    assert f"In real life {said} after a while." in ending(Ending(open=still))


def test_the_evening_does_not_end_unannounced(monkeypatch):
    """Whoever lets time pass is told at the last delivery, which can still be answered, and only there."""
    console = Console(file=io.StringIO(), width=200)
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n" * 9))
    with played() as stage:
        Play(stage, console, interactive=True).run()
    said = " ".join(console.file.getvalue().split())
    before, _, after = said.partition(LAST)
    assert (said.count(LAST), after.count("Lena:"), "Posted: nothing." in after) == (1, 1, True)
    assert before.rstrip().endswith("]")


@pytest.mark.parametrize("width", [60, 80])
def test_no_word_of_the_last_page_is_broken_at_its_hyphen(monkeypatch, width):
    """Neither is any other of the demonstration."""
    console = Console(file=io.StringIO(), width=width)
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    with played() as stage:
        Play(stage, console, interactive=False).run()
    assert not [line for line in console.file.getvalue().splitlines() if line.endswith("-")]


def test_in_a_narrow_window_it_is_seen_how_far_the_reading_is():
    """The share stands there whole, without the time that is left."""
    console = Console(file=io.StringIO(), width=60, force_terminal=True, color_system=None)
    with bar(console, "Reading your last 90 days on the invented network") as told:
        told(1, 3)
    said = console.file.getvalue()
    assert ("33%" in said, "…" in said, "-:--" in said) == (True, False, False)
