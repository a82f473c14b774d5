"""The last page of the demonstration says what was done, and by which word; it reproaches nobody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from bot.cli.demo import ending
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


@pytest.mark.parametrize("said", [(), (WORDS,), (WORDS, "send", "undo")])
def test_where_nothing_stands_it_says_no_more_than_that(said):
    """Whatever was approved before, and taken back."""
    with played(*said) as stage:
        assert first_line(stage.ending()) == "Posted: nothing."


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
