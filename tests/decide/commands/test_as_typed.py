"""A hundred messages as people really type them, and what each of them is.

`send` and `yes` may permit something if they answer words shown back; `words` are shown back; `ask` does nothing and asks;
everything else is the name of the command. None but the plainest is consent.
"""

from __future__ import annotations

import pytest

from bot.decide.commands import ACTS, Command, OwnWords, Unclear, parse
from tests.wording.builders import NOW, ZONE

TYPED = [
    # answering words shown back
    ("send", "send"), ("Send.", "send"), ("SEND", "send"), ("send!!", "send"), ("yes", "yes"), ("Yes!", "yes"), ("ok", "yes"),
    ("Ok.", "yes"), ("👍", "yes"), ("👍🏾", "yes"), ("send t4.1", "send"), ("t4.1 send", "send"), ("send it", "send"),
    ("yes send it", "send"), ("yeah go ahead", "ask"), ("yes go ahead and post it", "ask"), ("yes, go ahead and publish that now", "ask"), ("sure", "ask"), ("yep", "yes"), ("go", "ask"), ("post it", "ask"),
    ("snd", "ask"), ("sedn", "ask"), ("ssend", "ask"), ("okok", "ask"), ("k", "ask"), ("do it", "ask"), ("Looks good!", "ask"),
    ("👍👍👍", "ask"), ("✅", "yes"), ("👌", "ask"), ("❤️", "words"), ("👎", "words"), ("yes?", "ask"), ("send??", "ask"),
    ('"send"', "ask"), ("“yes”", "ask"), ("ok cool thanks", "words"), ("ok but change the end", "ask"),
    ("yes, but without the second sentence", "words"), ("yes and no", "ask"), ("no", "undo"), ("No!", "undo"), ("nope", "undo"),
    ("NOOOO", "ask"), ("wait", "undo"), ("wait wait wait", "undo"), ("hold on", "undo"), ("don't send", "undo"), ("Don\u2019t send it", "undo"),
    ("cancel that", "undo"), ("undo!", "undo"), ("undoo", "ask"), ("take it back", "undo"), ("oh no", "undo"), ("stop", "stop"),
    ("STOP!!!", "stop"), ("Stop it", "stop"), ("please stop", "stop"), ("stopp", "stop"), ("leave me alone", "ask"), ("enough", "ask"),
    # answering a nudge
    ("draft", "draft"), ("Draft please", "draft"), ("draft?", "draft"), ("drft", "ask"), ("can you draft something?", "ask"),
    ("another", "another"), ("another one", "another"), ("Later", "later"), ("later today", "later"), ("later tonight", "later"),
    ("later 2h", "later"), ("not now", "later"), ("snooze", "later"), ("snooze till monday", "later"), ("tomorrow", "ask"),
    ("later, I'm at work", "ask"), ("Skip", "skip"), ("skip this one", "skip"), ("skip it", "skip"), ("nah", "ask"), ("skp", "ask"),
    ("why", "why"), ("Why?", "why"), ("why her?", "ask"), ("who is this?", "who"), ("who", "who"), ("done", "done"),
    ("already answered", "done"), ("less like this", "less like this"), ("more like this please", "more like this"),
    # two at once
    ("skip, list", "ask"), ("send. skip.", "ask"), ("skip and pause 1w", "ask"), ("thanks, skip", "skip"), ("thanks! send", "send"),
    ("stop. stop.", "stop"), ("later tomorrow and skip d7", "ask"),
    # kindness and anger
    ("thanks", "thanks"), ("Thank you!!", "thanks"), ("thx", "thanks"), ("ty 🙏", "thanks"), ("hi", "hello"), ("Good morning!", "hello"),
    ("you are useless", "ask"), ("this is the third time, stop it please", "ask"), ("what", "words"), ("???", "help"),
    # other languages
    ("ja", "yes"), ("ja bitte", "yes"), ("nein", "undo"), ("später", "later"), ("später morgen 9 uhr", "later"), ("danke", "thanks"),
    ("abschicken", "ask"), ("oui", "ask"), ("sí", "ask"), ("да", "words"), ("はい", "words"), ("weiter", "resume"), ("hilfe", "help"),
    # people and settings
    ("who's tomas", "who"), ("meet @nadia", "meet"), ("Never Sam Orr", "never"), ("forgett sam", "ask"), ("keep ines 6 weeks", "keep"),
    ("two a day please", "a day"), ("2 a day", "a day"), ("pause 2 weeks", "pause"), ("pause until jan 3rd", "pause"), ("pause", "pause"),
    ("weekly off", "weekly"), ("turn off weekly", "ask"), ("at 8", "at"), ("resume", "resume"), ("i'm back", "ask"), ("help", "help"),
    ("HELP!!", "help"), ("what can i say", "ask"), ("unsubscribe", "ask"), ("list", "list"), ("status", "ask"), ("more", "more"),
    # their own words
    ("I lay a sheet of film over it.", "words"), ("Same!", "words"), ("Congratulations, that is wonderful news.", "words"),
    ("haha yes", "words"), ("send my love to the piano", "words"), ("Stop the press, you found a diary?", "words"),
    ("https://writers.example/@tomas/1", "look"), ("see https://ex.test/film for the film", "words"), ("[t4] yes please do tell", "words"),
    ("t4: ok", "ask"), ("[t4] ok", "yes"), ("edit ok", "words"), ("say yes", "words"), ("“The folds stay folds.” I like that.", "words"),
]  # fmt: skip


def what(text: str) -> str:
    """What a message is."""
    said = parse(text, now=NOW, zone=ZONE)
    return "words" if isinstance(said, OwnWords) else "ask" if isinstance(said, Unclear) else said.name


@pytest.mark.parametrize(("text", "meant"), TYPED)
def test_each_is_read_as_a_person_would(text, meant):
    """Or asked about."""
    assert what(text) == meant


def test_only_the_plainest_can_permit_anything():
    """Every other of them does nothing in public, whatever it answers."""
    acting = [text for text, meant in TYPED if meant in ACTS]
    assert len(TYPED) > 150
    assert all(isinstance(parse(text, now=NOW, zone=ZONE), Command) for text in acting)
    assert {text.lower().strip(".! ") for text in acting} <= {
        "send",
        "yes",
        "ok",
        "👍",
        "👍🏾",
        "send t4.1",
        "t4.1 send",
        "[t4] ok",
        "send it",
        "yes send it",
        "yep",
        "✅",
        "thanks! send",
        "ja",
        "ja bitte",
    }
