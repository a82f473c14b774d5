"""What is said while a reply is on its way: only a plain yes, a thanks, a laugh or a farewell lets it go on."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.decide.commands import BY_WORD, Tone, parse, reaction_objects, tone
from bot.decide.commands.assent import is_plain
from bot.decide.commands.objections import AGREEING, HARMLESS

SAYINGS = Path(__file__).parents[2] / "data/sayings"
NAMES = ("Tomas Reed", "Ines Duarte", "Alice")
NOW, ZONE = datetime(2026, 11, 18, 17, 41, tzinfo=ZoneInfo("UTC")), ZoneInfo("Europe/Berlin")


def said(which: str) -> list[str]:
    """Sayings written by readers who had not seen the program, one a line."""
    return (SAYINGS / f"{which}.txt").read_text(encoding="utf-8").splitlines()


def sounds(text: str) -> Tone:
    """As the program hears it."""
    return tone(parse(text, now=NOW, zone=ZONE), text, NAMES)


SHOWS = ("wer ist alice nochmal", "who is dani??")
"""Written as an objection, and a command that only shows: who that is."""


@pytest.mark.parametrize("text", [text for text in said("objections") if text not in SHOWS])
def test_an_objection_is_never_taken_for_assent(text):
    """In whatever words, with however many kind ones among them."""
    assert not is_plain(text, NAMES)
    assert sounds(text) not in (Tone.PLAIN, Tone.HARMLESS)


@pytest.mark.parametrize("text", said("remarks"))
def test_an_ordinary_remark_holds_nothing(text):
    """Praise, thanks, laughter, a farewell, a command that only shows or keeps."""
    assert sounds(text) in (Tone.PLAIN, Tone.HARMLESS)


@pytest.mark.parametrize("text", said("remarks_that_hold"))
def test_a_remark_about_something_else_costs_one_question(text):
    """Words that nobody can list beforehand: readers wrote them as ordinary, and they hold all the same."""
    assert sounds(text) in (Tone.WORDS, Tone.DOUBT)


@pytest.mark.parametrize(
    "word", ["no", "not", "but", "wait", "stop", "undo", "nicht", "aber", "warte", "pero", "espera", "except", "?"]
)
def test_one_word_of_doubt_makes_any_remark_an_objection(word):
    """However kind the rest of it is."""
    for text in said("remarks")[::6]:
        assert not is_plain(f"{text} {word}", NAMES)
        assert not is_plain(f"{word} {text}", NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "done that myself, thanks", "i wrote her myself, thanks", "she answered, great", "he has answered, thanks",
        "hab ich schon gemacht, danke", "ya lo he dicho, gracias", "put it back please, thank you", "come back please, thanks",
        "gracias, para", "vale, para", "para, gracias", "let it go", "morgen, danke", "mañana, gracias", "tonight, please, thanks",
        "too much, thanks", "ya está bien, gracias", "weg damit und gut", "out, thanks",
    ],
)  # fmt: skip
def test_a_thanks_beside_something_that_is_told_is_not_assent(text):
    """Somebody answered by hand, wants it back, later, or is thankful for no more of it."""
    assert sounds(text) not in (Tone.PLAIN, Tone.HARMLESS)


def test_something_kind_can_be_said_of_the_person_and_of_nobody_else():
    """ "tomas will love it" is joy; a name that is not known here is a word that is not known."""
    assert is_plain("tomas will love it", ["Tomas Reed"])
    assert not is_plain("winifred will love it", ["Tomas Reed"])


def test_words_to_the_person_are_other_words():
    """ "hi tomas, thanks so much" is how a reply begins, and no thanks to us."""
    assert not is_plain("hi tomas, thanks so much, take care!", ["Tomas Reed"])


@pytest.mark.parametrize("text", said("turned"))
def test_kind_words_that_mean_no_are_not_assent(text):
    """Found by somebody who had read the lists and looked for what they let through: orders, questions, almosts, scorn."""
    assert not is_plain(text, NAMES)


@pytest.mark.parametrize("text", ["", "...", "?", "!!", "hm", "😬", "🙄 thanks", "ok?", "thanks, the end is wrong"])
def test_what_says_nothing_or_asks_is_not_assent(text):
    """Marks alone, a sound, a face that doubts, a question."""
    assert not is_plain(text)


@pytest.mark.parametrize("reaction", ["👎", "👎🏽", "❌", "✋", "🛑", "🤦", "🤦‍♀️", "🤦🏿‍♂️"])
def test_a_few_signs_object(reaction):
    """In any tone, on anybody."""
    assert reaction_objects(reaction)


@pytest.mark.parametrize("reaction", ["👍", "✅", "❤️", "😀", "🎉", "", "🤔"])
def test_every_other_sign_is_only_a_sign(reaction):
    """Nothing is read into it."""
    assert not reaction_objects(reaction)


def test_every_command_is_one_or_the_other():
    """Whoever adds a command decides: unless it is named here, it holds what is on its way."""
    assert HARMLESS | AGREEING <= {entry.word for entry in BY_WORD.values()}


@pytest.mark.parametrize(
    "text",
    ["send it back", "send it to me", "back to me, thanks", "put it back, thank you", "mach das morgen", "schick ab morgen",
     "ok heute abend", "sí mañana", "mándalo mañana", "gerne morgen", "too soon, thanks", "that was too quick", "do it again",
     "let it go", "ok :(", "ja :(", "lol :-/", "send it tonight", "in english please", "she will do it", "not now thanks",
     "help me undo", "help, stop it", "perfekt, fast", "fast perfekt", "correct it", "correct the line, please", "forward it, thanks",
     "cool it", "so so, thanks", "dale las gracias", "ganz gut", "wow ok", "i'm good, thanks"],
)  # fmt: skip
def test_a_word_beside_a_yes_can_turn_it_round(text):
    """Another time, another direction, a complaint, a sad face: found by somebody who tried to slip one through."""
    assert sounds(text) not in (Tone.PLAIN, Tone.HARMLESS)


@pytest.mark.parametrize("text", ["a" * 100_000, "ok" + "." * 100_000 + "x"])
def test_one_long_word_takes_no_longer_than_many_short_ones(text):
    """Whoever leans on a key waits for an answer in the same minute; looked at from each of its letters, it took hours."""
    assert sounds(text) not in (Tone.PLAIN, Tone.HARMLESS)
