"""Endings are understood: who only says thanks is not answered, who asks is never silenced."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bot.decide.facts import of_post
from tests.decide.builders import OWNER, candidate, judged, to_owner

TABLE = tomllib.loads((Path(__file__).parent / "endings.toml").read_text(encoding="utf-8"))


def silenced(text: str) -> bool:
    """Whether an answer to the owner is left alone as an ending."""
    return any(veto.rule == "nothing is owed" for veto in judged(candidate(to_owner(text))).verdict.vetoes)


def test_the_table_is_large_enough_to_say_something():
    """At least two hundred mentions."""
    assert sum(map(len, TABLE.values())) >= 200
    assert all(len(set(texts)) == len(texts) for texts in TABLE.values())


def test_nine_of_ten_endings_are_left_alone():
    """After thanks, the kindest answer is none."""
    missed = [text for text in TABLE["closers"] if not silenced(text)]
    assert len(missed) <= 0.1 * len(TABLE["closers"]), missed


def test_hardly_a_question_is_silenced():
    """Whoever asks is heard, even behind a thank you."""
    lost = [text for text in TABLE["questions"] if silenced(text)]
    assert len(lost) <= 0.02 * len(TABLE["questions"]), lost


def test_what_says_something_is_no_ending():
    """A story told back to the owner is not swept away with the thanks."""
    assert [] == [text for text in TABLE["others"] if silenced(text)]


def test_questions_are_known_as_questions_to_the_owner():
    """With a question mark always, without one nearly always: that is what brings them to the top."""
    unknown = [text for text in TABLE["questions"] if not of_post(to_owner(text), OWNER).asks_me]
    assert [] == [text for text in unknown if "?" in text]
    assert len(unknown) <= 0.02 * len(TABLE["questions"]), unknown


@pytest.mark.parametrize("text", ["thanks", "👍", "Danke!"])
def test_an_ending_in_passing_is_no_ending_for_the_owner(text):
    """Only words to the owner can end a talk with the owner."""
    said = to_owner(text, mentions=(), parent=None, parent_uid=None)
    assert "nothing is owed" not in {veto.rule for veto in judged(candidate(said)).verdict.vetoes}


@pytest.mark.parametrize(
    "text",
    [
        "thanks, the folds came out",
        "Great, it is in box two",
        "ok, I moved it to Friday",
        "thanks #bookbinding https://a.example/b",
    ],
)
def test_an_ending_with_news_in_it_is_none(text):
    """One word that is not polite noise is enough."""
    said = to_owner(text, **({"links": ("x",)} if "https" in text else {}))
    assert not silenced(text) or said.links
