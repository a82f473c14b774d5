"""What no shape knows is told by many small signs: to this program, or to somebody. All that comes of it is one question."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.decide.commands import Command, OwnWords, Parsed, Tone, Unclear, Why, parse, tone
from bot.decide.commands.assent import is_plain
from bot.decide.commands.seeming import LONGEST, read, seems_asked
from bot.decide.commands.shapes import request
from tests.wording.builders import NOW, ZONE

ROOT = Path(__file__).parents[3]
SAYINGS = ROOT / "tests/data/sayings"
LINES = [line.split("\t") for line in (SAYINGS / "whose.tsv").read_text(encoding="utf-8").splitlines()]
REMARKS = (SAYINGS / "remarks.txt").read_text(encoding="utf-8").splitlines()
KNOWN = ("tomas", "tomas reed", "ines", "jonah")


KNOWN_WORDS = ("Entwurf", "Entwurf bitte", "who's next")
"""Of the requests that seem asked for, those that are a command by themselves, and one that only shows or keeps."""


def heard(text: str) -> Parsed:
    """Where Tomas and Ines are known."""
    return parse(text, now=NOW, zone=ZONE, knows=lambda name: name.lower() in KNOWN)


def test_of_the_answers_that_the_weights_were_fitted_to_next_to_none_is_held_up():
    """Many of them begin with an imperative, or with a question to somebody. On new ones it is more: `--folds` measures it."""
    words = [text for kind, text in LINES if kind == "words"]
    held = [text for text in words if seems_asked(text, KNOWN.__contains__)]
    assert len(held) <= len(words) * 0.01, held


def test_of_the_requests_that_the_weights_were_fitted_to_few_are_shown_back_as_public_words():
    """They were written to be ordinary, not to have a shape. Of new ones it is more: `--folds` measures it."""
    requests = [text for kind, text in LINES if kind == "request"]
    shown = [text for text in requests if isinstance(heard(text), OwnWords)]
    assert len(shown) <= len(requests) * 0.15, shown


@pytest.mark.parametrize("text", [text for kind, text in LINES[::4] if kind == "request" and seems_asked(text)])
def test_what_seems_to_be_asked_is_never_let_through_in_the_time_to_undo(text):
    """It is doubt like any other, unless it is a plain yes or thanks, or a word that the program knows."""
    said = heard(text)
    assert is_plain(text) or tone(said, text) is Tone.DOUBT or (isinstance(said, Command) and text in KNOWN_WORDS)


@pytest.mark.parametrize("text", REMARKS)
def test_a_harmless_remark_stays_one(text):
    """What lets a reply go on is not asked about."""
    said = heard(text)
    assert is_plain(text) or not (isinstance(said, Unclear) and said.why is Why.WHOSE)


def test_words_behind_a_code_are_words():
    """Whoever names a code in front has said whose they are."""
    text = next(text for kind, text in LINES if kind == "request" and unguessed(text))
    assert isinstance(heard(f"t4: {text}"), OwnWords)


def unguessed(text: str) -> bool:
    """Whether nothing but the signs knows it."""
    unshaped = request(text, lambda _: False, KNOWN.__contains__) is None
    return unshaped and heard(text) == Unclear(text, Why.WHOSE)


def test_a_long_message_is_the_owners_own_words():
    """However much it sounds like a request."""
    said = "which settings do I have at the moment "
    assert seems_asked(said)
    assert not seems_asked(said * LONGEST)
    assert not seems_asked("")


def test_more_than_two_words_of_ones_own_world_tell_somebody_something():
    """However much the rest of them sounds like a request."""
    assert seems_asked("show me the settings and the draft")
    assert not seems_asked("show me the settings and the draft quilt loom heron")


def test_what_begins_with_a_stop_is_asked_about_too_and_still_holds():
    """ "stop tracking Ines" is no answer that anybody would want to see under their name."""
    said = heard("stop sending me these follower suggestions")
    assert isinstance(said, Unclear)
    assert (said.why, said.hesitant) == (Why.WHOSE, True)


@pytest.mark.parametrize("face", [";)", ":-)", ";-)", ":("])
def test_a_face_made_of_marks_is_an_answer_as_a_picture_of_it_is(face):
    """And holds what is on its way, for nobody knows what is meant by it there."""
    said = heard(face)
    assert isinstance(said, OwnWords)
    assert tone(said, face) is Tone.DOUBT


def test_frames_are_spelt_out_and_a_closed_set_of_each_is_drawn(tmp_path):
    """So that one line of a file teaches many requests, the same on every machine."""
    tables = tmp_path / "few.tsv"
    tables.write_text("words\tlovely boat\n")
    frames = tmp_path / "frames.tsv"
    frames.write_text(
        "nouns\tboat quilt\nrequest\t(give|bring) me (the|that) draft( again|)\nwords\t(my|our|the) (old |)W\n"
    )
    command = [sys.executable, "benchmarks/fit_seeming.py", str(tables), "--frames", str(frames)]
    once, again = (
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout for _ in range(2)
    )
    weights = dict(line.rsplit("\t", 1) for line in once.splitlines() if "\t" in line)
    assert once == again
    assert float(weights["word draft"]) > 0 > float(weights["word boat"])


def test_the_weights_can_be_read_by_people():
    """A sign a line with its number: what speaks for a request is above nothing, what speaks for an answer below."""
    signs = read().signs
    assert signs["kind ours"] > 0 > signs["mark !"]


def test_anyone_can_fit_it_anew(tmp_path):
    """`python benchmarks/fit_seeming.py TABLE` writes the weights that the program reads."""
    few = tmp_path / "few.tsv"
    few.write_text(
        "request\tgive me a draft\nrequest\tthat draft again\nrequest\tno draft\nwords\tlovely boat\nwords\tmy boat\nwords\tthe boat!\n"
    )
    command = [sys.executable, "benchmarks/fit_seeming.py", str(few)]
    printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    weights = dict(line.rsplit("\t", 1) for line in printed.splitlines() if "\t" in line)
    assert float(weights["word draft"]) > 0 > float(weights["word boat"])
