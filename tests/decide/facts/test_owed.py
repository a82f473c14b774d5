"""What is owed a word is recognised by what asks for more; thanks and praise in any wording owe none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.decide.facts import of_post
from bot.decide.facts.owed import MOST_WORDS, owes_nothing, read
from bot.decide.facts.saying import Saying
from tests.decide.builders import OWNER, to_owner

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT / "tests" / "data" / "owed"


def table(name: str) -> list[tuple[bool, str]]:
    """The replies of a table, each with whether it is owed a word."""
    rows = (line.split("\t") for line in (DATA / name).read_text(encoding="utf-8").splitlines())
    return [(kind == "owed", text) for kind, _, text in rows]


def settled(text: str) -> bool:
    """Whether an answer to the owner is said to owe nothing."""
    return of_post(to_owner(text), OWNER).closes


def test_of_replies_that_no_weight_has_seen_nothing_owed_is_silenced():
    """At most one in a hundred; nobody is swept away with the thanks."""
    owed = [text for wanted, text in table("held.tsv") if wanted]
    silenced = [text for text in owed if settled(text)]
    assert len(owed) >= 150
    assert len(silenced) <= 0.01 * len(owed), silenced


def test_of_replies_that_no_weight_has_seen_four_of_five_endings_are_left_alone():
    """Whatever their wording."""
    rest = [text for wanted, text in table("held.tsv") if not wanted]
    assert len(rest) >= 200
    assert sum(map(settled, rest)) >= 0.8 * len(rest)


def test_nothing_is_held_back_that_the_weights_were_made_of():
    """The two tables share no reply."""
    assert not {text.lower() for _, text in table("held.tsv")} & {text.lower() for _, text in table("written.tsv")}


@pytest.mark.parametrize(
    "text",
    [
        "gorgeous!",
        "mhm",
        "ah ok, my mistake",
        "any time :)",
        "Wunderschön geworden!",
        "ok, merk ich mir",
        "This was such a joy to read, thank you so much for taking the time to write it down.",
        "😂😂",
    ],
)
def test_an_ending_in_other_words_is_one(text):
    """A list of endings cannot be finished; what asks for more can be told."""
    assert settled(text)


@pytest.mark.parametrize(
    "text",
    [
        "thanks! did yours fade",
        "gorgeous, where was that",
        "lovely, may I borrow it",
        "thank you! mine tore right through the fold, sadly",
        "great, but the link is broken",
        "danke! wo gibt es die Folie",
        "schön, aber der Link geht nicht",
        "not convinced",
        "which one",
        "Merci, mais pourquoi pas demain",
        "404",
        "thanks?",
    ],
)
def test_thanks_in_front_silence_nothing(text):
    """A question, a doubt, news, another language, one unknown word: brought."""
    assert not settled(text)


def test_a_long_reply_tells_something():
    """However polite each word of it is."""
    assert owes_nothing(Saying("thank you so much " * 3))
    assert not owes_nothing(Saying("thank you so much " * MOST_WORDS))


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("did yours fade", True),
        ("where was that taken", True),
        ("wo gibt es die Folie", True),
        ("hast du die Nummer noch", True),
        ("what a day", False),
        ("Wo ich wohne, steht keiner mehr.", False),
        ("What I remember of that summer is the smell of the wet boats.", False),
    ],
)
def test_a_question_without_its_mark_is_known_by_its_shape(text, asks):
    """Many people leave the mark out."""
    assert of_post(to_owner(text), OWNER).asks_me is asks


def test_the_weights_can_be_read_by_people():
    """A sign a line with its number; what speaks for an answer is above nothing, what speaks against it below."""
    signs = read().signs
    assert signs["first question verb"] > 0 > signs["mark !"]
    assert signs["kind trouble"] > 0 > signs["kind thanks"]
    assert {"thanks", "danke"} <= read().known


def run(script: str, *arguments: object) -> str:
    """What a script of the benchmarks prints."""
    command = [sys.executable, f"benchmarks/{script}", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def test_anyone_can_measure_it_on_replies_of_their_own(tmp_path):
    """`python benchmarks/owed.py TABLE` gives the figures, and every reply that came out wrong."""
    own = tmp_path / "own.tsv"
    own.write_text("owed\tFog today.\twhere was that\nrest\tFog today.\tgorgeous!\nrest\tFog.\tdid it rain at yours\n")
    said = run("owed.py", own).splitlines()
    assert said[:2] == ["owed: 0 of 1 silenced (0.0%)", "rest: 1 of 2 left alone (50.0%)"]
    assert said[2:] == ["brought: did it rain at yours   (to: Fog.)"]


def test_anyone_can_fit_it_anew(tmp_path):
    """`python benchmarks/fit_owed.py TABLE` writes the weights that the program reads."""
    few = tmp_path / "few.tsv"
    few.write_text(
        "owed\t\twhere is it\nowed\t\twhere was it\nowed\t\twhere then\nrest\t\tthanks\nrest\t\tthanks a lot\nrest\t\tthanks!\n"
    )
    lines = run("fit_owed.py", few).splitlines()
    weights = dict(line.rsplit("\t", 1) for line in lines if "\t" in line)
    assert float(weights["word where"]) > 0 > float(weights["word thanks"])
    assert lines[-1].split() == ["a", "lot", "thanks"]


@pytest.mark.parametrize(
    "text",
    [
        "It turns out that the best reading chair in the house belongs to the cat.",
        "Lovely harbour, though the second tower on your map was torn down in 1911, and my aunt kept one of its bricks.",
        "Schönes Bild, genau an dieser Stelle haben wir früher mit meinem Onkel die Netze aus dem Wasser gezogen.",
    ],
)
def test_a_story_with_kind_words_in_it_is_still_a_story(text):
    """A longer reply with words that no ending has tells something, however much it praises."""
    assert not settled(text)
