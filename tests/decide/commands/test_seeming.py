"""What no shape knows is told by many small signs: to this program, or to somebody. All that comes of it is one question."""

from __future__ import annotations

import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from bot.decide.commands import Command, OwnWords, Parsed, Tone, Unclear, Why, parse, tone
from bot.decide.commands.assent import is_plain
from bot.decide.commands.seeming import (
    LONGEST,
    MORE_A_WORD,
    SHORT,
    SURE,
    read,
    seems_asked,
    seems_told,
    unpacked,
    weighed,
)
from bot.decide.commands.shapes import request
from tests.wording.builders import NOW, ZONE

ROOT = Path(__file__).parents[3]
SAYINGS = ROOT / "tests/data/sayings"
LINES = [line.split("\t") for line in (SAYINGS / "whose.tsv").read_text(encoding="utf-8").splitlines()]
REMARKS = (SAYINGS / "remarks.txt").read_text(encoding="utf-8").splitlines()
KNOWN = ("tomas", "tomas reed", "ines", "jonah")


KNOWN_WORDS = ("Entwurf", "Entwurf bitte", "who's next", "who likes lighthouses")
"""Of the requests that seem asked for, those that are a command by themselves, and one that only shows or keeps."""


def invented(every: int) -> list[list[str]]:
    """Of what many hands wrote one line in so many, with its kind: all of it is long, and is read where it is asked for."""
    with (SAYINGS / "invented.tsv").open(encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t") for line in islice(lines, 0, None, every)]


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
    requests = [text for kind, text in LINES if kind == "request" and len(text.split()) <= SHORT]
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


def test_what_takes_more_words_is_asked_about_only_where_it_is_by_far_a_request():
    """It is rather told to somebody."""
    assert seems_asked("how many people did you show me this week")
    assert not seems_asked("how many people did you write to in the workshop this week")
    said = "how many people did you write to in the workshop this week"
    beyond = len(said.split()) - SHORT
    assert SURE <= weighed(said, None, read()) < SURE + MORE_A_WORD * beyond


@pytest.mark.parametrize("handed_over", ["https://letters.example/settings", "#settings", "@ines", "\n\nand now"])
def test_a_link_a_tag_a_handle_and_paragraphs_are_handed_over_to_somebody(handed_over):
    """However much the rest sounds like a request."""
    assert seems_asked("show me the settings again")
    assert not seems_asked(f"show me the settings again {handed_over}")


@pytest.mark.parametrize("said", ["donuts.", "rezept bitte!", "yum"])
def test_a_word_that_people_say_is_no_command_mistyped(said):
    """Yet what is nearly a command is doubt about what is on its way."""
    assert isinstance(words := heard(said), OwnWords)
    assert words.maybe_ours
    assert tone(words, said) is Tone.DOUBT


@pytest.mark.parametrize("said", ["udno", "skpi", "snoze", "halp", "NOOOO"])
def test_a_command_mistyped_is_asked_about(said):
    """Nobody says such a word to somebody."""
    assert isinstance(heard(said), Unclear)


def test_what_stands_before_a_link_is_an_answer():
    """Two commands, were it not for the link: and still it holds what is on its way."""
    said = "nope. https://letters.example/@ines/12"
    assert isinstance(words := heard(said), OwnWords)
    assert tone(words, said) is Tone.DOUBT


@pytest.mark.parametrize("command", ["stop", "done", "skip", "never ines"])
def test_a_command_before_a_link_is_never_shown_back_as_public_words(command):
    """ "done. https://…" tells this program where the answer stands."""
    assert isinstance(heard(f"{command}. https://letters.example/@ines/12"), Unclear)


def test_a_name_alone_is_no_request():
    """It answers the question which of two was meant."""
    assert isinstance(heard("ines"), OwnWords)


def test_words_that_nobody_said_before_speak_for_somebody():
    """Whoever tells somebody something has more to speak of than whoever speaks to a program."""
    weights = read()
    new = "zymurgy quaternions lepidoptera"
    assert not any(map(weights.knows, new.split()))
    assert weighed(f"show me the settings {new}", None, weights) < weighed("show me the settings", None, weights)
    assert not seems_asked(f"which tomas is this {new}", KNOWN.__contains__)


def test_what_only_resembles_a_request_is_an_answer():
    """Made of a program's words alone, and yet said to somebody."""
    assert isinstance(heard("tomorrow will be kinder"), OwnWords)
    assert isinstance(heard("who's playing the viola?"), OwnWords)
    assert isinstance(heard("who is ines"), Command)
    assert seems_told("tomorrow will be kinder")
    assert not seems_told("which tomas is this", KNOWN.__contains__)


def test_what_is_too_little_like_a_request_to_be_asked_about_is_doubt_about_what_is_on_its_way():
    """Longer than what is asked about, with more that nobody said before, or a shape that only resembles one."""
    asked = [text for kind, text in invented(every=15) if kind == "request" and len(text.split()) > SHORT]
    assert sum(tone(heard(text), text) is Tone.WORDS for text in asked) <= 0.25 * len(asked)
    assert isinstance(said := heard("I had one from you I never got to"), OwnWords)
    assert said.maybe_ours
    assert isinstance(said := heard("tomorrow will be kinder"), OwnWords)
    assert said.maybe_ours
    assert isinstance(said := heard("The boats here are out again since Tuesday, all but one."), OwnWords)
    assert not said.maybe_ours


def test_whoever_calls_the_program_by_its_name_speaks_to_it():
    """In a longer message, too; not in one that is as long as an answer may be."""
    said = "hey nudge I liked what she said about it last week a lot"
    assert SHORT < len(said.split()) <= LONGEST
    assert seems_asked(said)
    assert not seems_asked(said.removeprefix("hey nudge "))
    assert not seems_asked(f"{said} or what I do all day")


@pytest.mark.parametrize("said", ["send me fewer of these in the week", "say the same thing with fewer words"])
def test_what_begins_with_send_or_say_may_be_a_request(said):
    """It speaks of sending, and is no consent; and of the words, and is none of them."""
    assert isinstance(found := heard(said), Unclear)
    assert found.why is Why.WHOSE


@pytest.mark.parametrize(
    "said", ["send me a picture of the boat", "say hi to your mum from me", "edit make it shorter"]
)
def test_what_begins_so_and_is_said_to_somebody_is_an_answer(said):
    """And behind `edit` stands what is meant as it is."""
    assert isinstance(heard(said), OwnWords)


def test_what_begins_like_a_command_and_is_a_saying_lacks_nothing():
    """ "same energy" is no `same` without a name."""
    assert isinstance(heard("same energy"), OwnWords)


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


FRAMES = "nouns\tboat quilt\nrequest\t(give|bring) me (the|that) draft( again|)\nwords\t(my|our|the) (old |)W\n"


def fit(folder: Path, *, frames: str = "") -> bytes:
    """What `benchmarks/fit_seeming.py` makes of a few lines, and of these frames."""
    few, framed, to = folder / "few.tsv", folder / "frames.tsv", folder / "weights.bin"
    few.write_text(
        "request\tgive me a draft\nrequest\tthat draft again\nrequest\tno draft\nwords\tlovely boat\nwords\tmy boat\nwords\tthe boat!\n"
    )
    framed.write_text(frames)
    command = [sys.executable, "benchmarks/fit_seeming.py", str(few), "--frames", str(framed), "--to", str(to)]
    subprocess.run(command, cwd=ROOT, check=True)
    return to.read_bytes()


def test_anyone_can_fit_it_anew_and_gets_the_same(tmp_path):
    """On every machine; a word of a request counts for the program, a word of an answer for somebody."""
    once = fit(tmp_path)
    assert once == fit(tmp_path)
    assert weighed("draft", None, unpacked(once)) > 0 > weighed("boat", None, unpacked(once))


def test_frames_are_spelt_out_and_a_closed_set_of_each_is_drawn(tmp_path):
    """So that one line of a file teaches many requests."""
    plain, framed = unpacked(fit(tmp_path)), unpacked(fit(tmp_path, frames=FRAMES))
    assert weighed("bring me the draft", None, framed) > 0
    assert framed.knows("quilt")
    assert not plain.knows("quilt")


def test_the_weights_say_of_each_sign_what_it_counts():
    """`--explain` prints them, the heaviest first."""
    command = [sys.executable, "benchmarks/fit_seeming.py", "--explain", "show me the settings"]
    printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    assert float(printed[0].split()[0]) >= SURE
    assert "words settings" in "\n".join(printed)


def test_of_what_many_hands_wrote_most_is_taken_for_what_it_is():
    """A sample of what was learnt from, so that the weights belong to these lines. Of new ones it is less: `--folds` measures it."""
    sample = [(kind, text) for kind, text in invented(every=30) if len(text.split()) <= SHORT]
    asked = [text for kind, text in sample if kind == "request"]
    told = [text for kind, text in sample if kind == "words"]
    assert sum(isinstance(heard(text), OwnWords) for text in asked) <= 0.25 * len(asked)
    assert sum(not isinstance(heard(text), OwnWords) for text in told) <= 0.02 * len(told)
