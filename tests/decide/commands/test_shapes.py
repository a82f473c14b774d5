"""What is said to this program is known by its shape, and what is said to somebody is not: measured, and sentence by sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.decide.commands import CONSENT, Command, OwnWords, Tone, Unclear, When, Why, help_about, parse, tone
from bot.decide.commands.assent import is_plain
from bot.decide.commands.catalogue import TABLE as COMMANDS
from bot.decide.commands.forms import Topic
from bot.decide.commands.leanings import LEANINGS
from bot.decide.commands.shapes import request, same_words
from bot.decide.commands.wishes import SHAPES, THINGS
from tests.wording.builders import NOW, ZONE

TABLE = Path(__file__).parents[2] / "data/sayings/understanding.tsv"
LINES = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()]
REQUESTS = [text for kind, text in LINES if kind == "request"]
WORDS = [text for kind, text in LINES if kind == "words"]
KNOWN = ("tomas", "tomas reed", "ines", "jonah")


def read(text: str):
    """Where Tomas and Ines are known."""
    return parse(text, now=NOW, zone=ZONE, knows=lambda name: name.lower() in KNOWN)


def is_words(text: str) -> bool:
    """Whether it would be shown back under the owner's name."""
    return isinstance(read(text), OwnWords)


# --- measured


def test_of_the_requests_of_the_table_next_to_none_is_shown_back_as_public_words():
    """One in twenty at most."""
    shown = [text for text in REQUESTS if is_words(text)]
    assert len(shown) <= len(REQUESTS) * 0.05, shown


def test_of_the_answers_of_the_table_few_are_held_up():
    """Half of them were written to be taken for commands, and some are plain ones: "Done!", "More, please!", "Yes!"."""
    held = [text for text in WORDS if not is_words(text)]
    assert len(held) <= len(WORDS) * 0.05, held


# --- guesses


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("wait, wrong person", "undo"), ("wait, tomas", "undo tomas"),
        ("skp breakfast", ""), ("nevr sam", "never sam"), ("skp tomas", "skip tomas"), ("nevr tomas", "never tomas"),
    ],
)  # fmt: skip
def test_what_nobody_could_do_on_a_yes_is_not_guessed(text, guess):
    """What names nobody who is known is not offered; where it began by taking something back, that is."""
    said = read(text)
    assert isinstance(said, Unclear)
    assert said.why is Why.NEAR_MISS
    assert said.guess == guess


# --- requests


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("maybe later", "later"), ("tomorrow", "later tomorrow"), ("in two hours", "later in two hours"),
        ("remind me about tomas tomorrow", "remind tomas tomorrow"), ("show me the post", "show"), ("thanks, but no", "skip"),
        ("I don't know him", "skip"), ("less", "less like this"), ("never again", "skip"), ("ok who is he again?", "who"),
        ("warum er", "why"), ("kenne ich nicht", "skip"), ("morgen", "later morgen"), ("[t4] tomorrow", "later tomorrow t4"),
        ("Never!", "never"), ("forget", "forget"),
    ],
)  # fmt: skip
def test_what_could_be_done_is_named_and_not_done(text, guess):
    """One line asks whose it is."""
    said = read(text)
    assert isinstance(said, Unclear)
    assert (said.why, said.guess) == (Why.WHOSE, guess)
    assert isinstance(parse(guess, now=NOW, zone=ZONE), Command) or guess in ("never", "forget")


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("remind me in 3 weeks about tomas", "remind tomas in 3 weeks"), ("erinnere mich in 3 Wochen an Tomas", "remind tomas in 3 wochen"),
        ("be quiet until monday", "pause until monday"), ("mach zwei Wochen Pause", "pause zwei wochen"),
        ("vergiss Ines", "forget ines"), ("nie wieder Tomas", "never tomas"), ("stumm Tomas 3 Tage", "mute tomas 3 tage"),
        ("halte Kontakt zu Ines alle 6 Wochen", "keep ines alle 6 wochen"), ("Ines kennenlernen", "meet ines"),
        ("notiere zu Ines: hat einen Hund, Pepper!", "note ines hat einen Hund, Pepper!"), ("was weißt du über Ines", "who ines"),
        ("schreib mir nur um 9 und 18 Uhr", "at 9 und 18 uhr"), ("kein Wochenbrief mehr", "weekly off"),
        ("was steht an", "list ahead"), ("reminders", "list ahead"), ("was kommt?", "list ahead"), ("what's coming up?", "list ahead"),
        ("when do you write?", "list ahead"), ("wann schreibst du mir?", "list ahead"), ("times 9:00", "at 9:00"), ("Zeiten 9 und 18 Uhr", "at 9 und 18 uhr"),
        ("topics letters, Old Maps", "topics + letters, Old Maps"), ("Themen: Briefe", "topics + Briefe"),
        ("add letters, maps to my topics", "topics + letters, maps"), ("remove football from my topics", "topics - football"),
        ("new topic: maps", "topics + maps"), ("storno", "undo"), ("widerrufen", "undo"), ("nur zwei pro Tag", "zwei a day"), ("weekly aus", "weekly off"),
    ],
)  # fmt: skip
def test_a_command_in_other_words_is_named_with_what_it_takes(text, guess):
    """Said as it is named, it is done; words keep their capitals and marks."""
    said = read(text)
    assert isinstance(said, Unclear)
    assert (said.why, said.guess) == (Why.WHOSE, guess)
    assert isinstance(read(guess), Command)


@pytest.mark.parametrize(
    "text",
    [
        "Berlin -> Leeds",
        "Have a break!",
        "Take the day off!",
        "vergiss brot",
        "nie wieder beton",
        "mehr davon",
        "um 9 geht es los",
    ],
)
def test_what_names_nobody_and_no_time_is_no_such_command(text):
    """It may be an answer."""
    said = read(text)
    assert not isinstance(said, Command)
    assert getattr(said, "guess", "") in ("", "stop")


@pytest.mark.parametrize(
    "text",
    ["link", "translate", "dismiss", "yeah right", "From now on send everything", '{"send": 4}',
     "Nothing is open, so nothing happened. more asks for someone.", "draft: I would love to hear how the scans went, folds included",
     "weekly", "/begin", "forget my last note", "folds -> creases", "lovely \u2192 nice", "s/folds/creases/", "export as csv",
     "Datenexport, wie geht der?", "edit my last reply, I misspelled her name"],
)  # fmt: skip
def test_what_cannot_be_done_is_asked_about_all_the_same(text):
    """It is no answer that anybody would want to stand under their name."""
    said = read(text)
    assert isinstance(said, Unclear)
    assert said.why is Why.WHOSE


@pytest.mark.parametrize(
    ("text", "command"),
    [("settings", "help"), ("who are you", "help"), ("what have you posted", "list"), ("give me a draft please", "draft"),
     ("write a draft", "draft"), ("suggest something", "draft"), ("schreib einen entwurf", "draft"), ("what are my topics?", "help"),
     ("u there?", "help"), ("what did I post?", "list"), ("was habe ich gepostet", "list"), ("Einstellungen", "help"),
     ("how many a day?", "help"), ("wie viele Leute am Tag?", "help")],
)  # fmt: skip
def test_what_only_shows_something_of_ours_is_done(text, command):
    """And carries the words along, should they have been meant for somebody."""
    said = read(text)
    assert isinstance(said, Command)
    assert (said.name, said.loosely, said.otherwise.text) == (command, True, text)


@pytest.mark.parametrize(
    ("text", "word"),
    [("what does keep do", "keep"), ("what is meet for?", "meet"), ("what happens if i say stop", "stop"), ("how does a day work", "a day"), ("was macht pause", "pause"),
     ("explain the command mute", "mute")],
)  # fmt: skip
def test_whoever_asks_what_a_command_does_is_shown_its_line(text, word):
    """As `help WORD` shows it."""
    said = read(text)
    assert isinstance(said, Command)
    assert (said.name, said.argument) == ("help", Topic(word))


@pytest.mark.parametrize(
    "text", ["settings", "my settings please", "what are my settings?", "Einstellungen", "options"]
)
def test_whoever_asks_for_the_settings_is_shown_what_can_be_set(text):
    """Each with an example of how it is said, and no more than that."""
    said = read(text)
    assert isinstance(said, Command)
    assert isinstance(said.argument, Topic)
    told = help_about(said.argument.text)
    assert all(entry.helps in told for entry in COMMANDS if entry.when is When.SETTINGS)
    assert not any(entry.helps in told for entry in COMMANDS if entry.when is not When.SETTINGS)


def test_how_many_a_day_is_asked_for_by_what_sets_it():
    """ "how many a day?" asks for no person."""
    said = read("how many people a day?")
    assert isinstance(said, Command)
    assert said.argument == Topic("a day")


@pytest.mark.parametrize(
    "text",
    ["passt", "passt!", "Passt.", "passt schon", "passt alles", "passt nicht", "dope", "absolut", "noted", "lista"],
)
def test_what_is_or_begins_as_a_word_of_praise_is_no_command_mistyped(text):
    """ "passt" is one letter from "pass", and means that it fits."""
    said = read(text)
    assert not getattr(said, "guess", "")
    assert not isinstance(said, Command)


@pytest.mark.parametrize(
    "text",
    ["what is the show about?", "how does the draft work?", "what is the note about?", "What does the list mean?"],
)
def test_a_thing_of_somebodys_that_is_called_as_a_command_is_none(text):
    """A show, a draft, a list are things that people have."""
    said = read(text)
    assert not (isinstance(said, Command) and said.name == "help")


@pytest.mark.parametrize("text", ["boost", "like", "block tomas", "follow ines", "mute tomas 3d"])
def test_what_somebody_else_does_is_a_word_of_its_own(text):
    """It brings the link for the owner's own tap, or keeps this program quiet; and nothing of it is done in public."""
    assert isinstance(read(text), Command)


def test_muting_somebody_needs_a_time():
    """And says how it is said."""
    said = read("mute tomas")
    assert isinstance(said, Unclear)
    assert (said.why, said.name) == (Why.NO_TIME, "mute")


@pytest.mark.parametrize("text", REQUESTS)
def test_nothing_that_is_known_by_its_shape_is_consent_or_harmless(text):
    """Whatever it is, it holds what is on its way, unless it is a plain yes or a word of the table."""
    said = read(text)
    shaped = (isinstance(said, Command) and said.loosely) or (isinstance(said, Unclear) and said.why is Why.WHOSE)
    assert not (isinstance(said, Command) and said.name in CONSENT)
    assert not shaped or is_plain(text) or tone(said, text) is Tone.DOUBT


def test_every_shape_names_a_command_that_there_is():
    """What the owner is told that we would do can be said."""
    taken = {"person": "tomas", "when": "3w", "words": "met in Leeds", "word": "skip", "hours": "9:00", "count": "two"}
    named = {command.format_map(taken) for command, _ in (*SHAPES, *LEANINGS) if command and command != "a day"}
    for command in named | set(THINGS):
        assert isinstance(parse(command, now=NOW, zone=ZONE), Command), command


@pytest.mark.parametrize(
    "text", ["does tomas know about you?", "which tomas is this", "I want to block tomas", "kannst du das übersetzen",
             "only weekdays please", "why so many messages"]
)  # fmt: skip
def test_what_is_made_of_words_to_a_program_alone_is_asked_about(text):
    """In no order that a shape has; with one word of somebody's own world it is no shape, with three that nobody said it is an answer."""
    assert isinstance(read(text), Unclear)
    assert request(f"{text} flatbed", lambda _: False, KNOWN.__contains__) is None
    assert is_words(f"{text} zymurgy quaternions lepidoptera")


# --- answers


@pytest.mark.parametrize(
    "text",
    ["later in the day the light is better", "later in the day", "later than I thought", "who made yours?", "who taught you that?",
     "stop using the flatbed", "help yourself to cake", "help yourself!", "pause and breathe", "Keep the envelope", "another time I saw it",
     "mute colours, I love it", "mute colours", "block prints", "follow the river", "tomorrow it rains", "tomorrow?", "tell me more",
     "show me the scans!", "send me the link please", "more light helps", "I don't know", "draft beer is better", "what do you think?", "export controls, of all things"],
)  # fmt: skip
def test_an_answer_that_begins_like_a_command_is_an_answer(text):
    """When the rest of it does not fit."""
    assert is_words(text)


@pytest.mark.parametrize(
    "text",
    ["show me the post of the man with the lamp in Hull", "translate the diary into Portuguese and send me what comes of it",
     "remind me tomorrow to look at the box of letters", "can you write something about the way you press flowers"],
)  # fmt: skip
def test_longer_than_eight_words_is_always_words(text):
    """Unless it begins with a command's word that fits."""
    assert is_words(text)


@pytest.mark.parametrize(
    "text", ["never tomas", "note tomas met in Leeds, and writes on Sundays when it rains, mostly", "forget tomas reed"]
)
def test_a_commands_word_with_what_fits_it_is_that_command(text):
    """However long."""
    assert isinstance(read(text), Command)


def test_the_same_words_are_the_same_whatever_stands_between_them():
    """Somebody says it louder."""
    assert same_words("Translate", "translate!!")
    assert same_words("maybe, later", "Maybe later.")
    assert not same_words("maybe later", "later")
    assert not same_words("", "")
