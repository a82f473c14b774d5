"""Every example that help shows, said where it makes sense: it gets an answer of its own kind, in the voice of VOICE."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from bot.decide.commands import TABLE
from bot.domain import Habits
from bot.store import faces, names, people, people_questions
from bot.store.faces import Face
from bot.wording.text import Name
from tests.flow.house import plain
from tests.owner.manners import Standing, bad_manners, public, untruths
from tests.owner.scenes import INES, TOMAS, Home, scene

IN_GERMAN = "Das habe ich mit den Briefen meiner Oma auch so gemacht, Deckel offen und Backpapier drüber."
EXAMPLES = [pytest.param(entry.word, example, id=example) for entry in TABLE for example in entry.examples]
CODE = re.compile(r"\b[td]\d(?:\.\d)?\b")
DEAF = re.compile(r"I did not understand|I know no |needs a (?:name|time)|could not read|I stumbled|Whom is this for")


# --- what happens before, where a scene alone is not enough


def answer_lost(home: Home) -> None:
    """The server breaks off, and a repetition could post twice there (MO-10)."""
    home.world.net.customs = replace(home.world.net.customs, repeat_harmless=None)
    home.world.net.faults.add("500")
    for _ in range(3):
        home.waits(minutes=2)


def hale_answers_nobody(home: Home) -> None:
    """A hundred posts, and not one of them says anything to anybody."""
    silent = Habits(100, 0, 0, 90, 0, 40, 0, 5.0, home.clock())
    with home.store.begin() as tx:
        (hale,) = names.find(tx, "r. j. hale")
        people.put_habits(tx, hale.accounts[0].key, silent, now=home.clock())


def asked_about_ada(home: Home) -> None:
    """Two accounts name each other, and the owner was asked whether they are one person."""
    with home.store.begin() as tx:
        one, other = (names.find(tx, address)[0] for address in ("ada@lab.example", "ada.example"))
        people_questions.put(tx, people_questions.Pair(one.accounts[0].key, other.accounts[0].key))


def letter_had_more(home: Home) -> None:
    """The letter of the week showed three people; there is one more."""
    with home.store.begin() as tx:
        faces.put(tx, [Face(None, Name("Ruth Lind"), ("tides",), "Four posts, all of them answers.")])


def nothing_before(home: Home) -> None:
    """The scene is enough."""


@dataclass(frozen=True)
class Place:
    """Where a command is said: the scene, what happens, what the owner says first; and what kind of answer is right."""

    answer: str
    when: str = "nothing open"
    first: tuple[str, ...] = ()
    happens: Callable[[Home], None] = field(default=nothing_before)


PREVIEW = "This would stand under your name, for everyone to read, as an answer to Tomas Reed"
SENT = r"It goes out at \d+:\d\d; undo until then.+It is out: https"
PLACES: dict[str, Place] = {
    "draft": Place("A beginning, with a gap that only you can fill", "nudge open"),
    "another": Place(f"A beginning, with a gap|{PREVIEW}", "nudge open", ("draft",)),
    "shorter": Place("shorter needs a drafting model", "nudge open", ("draft",)),
    "warmer": Place("warmer needs a drafting model", "nudge open", ("draft",)),
    "later": Place(r"Tomas again .+, if it still matters then", "nudge open"),
    "skip": Place("Let go, this one about", "nudge open"),
    "done": Place("Good. Tomas is answered, then", "nudge open"),
    "why": Place("Why Tomas, why now:.+Your own words", "nudge open"),
    "less like this": Place("Fewer like this from now on. What spoke for it most: a question", "nudge open"),
    "more like this": Place("More like this from now on. What spoke for it most: a question", "nudge open"),
    "show": Place(PREVIEW, "preview open"),
    "edit": Place(PREVIEW, "nudge open"),
    "send": Place(SENT, "preview open"),
    "yes": Place(SENT, "preview open"),
    "only": Place(PREVIEW, "preview open"),
    "send anyway": Place(SENT, "nudge open", (IN_GERMAN,)),
    "list": Place(r"t1, Tomas Reed: open.+i1, Ines Duarte: open.+show and a code", "two previews open"),
    "list ahead": Place(r"^Ahead:\n\n(?:.+\n)+\nlist shows what is open now\.", first=("remind ines 2d the piano",)),
    "about": Place(r"^Tomas Reed, (?:today|yesterday|on .+): \"Does anyone scan old letters at home\?.+https://"),
    "more": Place("Nobody whom I would bring you now"),
    "undo": Place("Taken back. It was never sent, and your words for Tomas are kept", "on its way"),
    "stop": Place("Stopped. The answer to Tomas that was on its way is taken back", "on its way"),
    "pause": Place(r"Resting until .+ 9:00\. .+resume ends it sooner"),
    "resume": Place("I am back. Nothing went out meanwhile", "stopped"),
    "look": Place("Nobody whom I would bring you now|I found no post at that address"),
    "help": Place("Nothing is posted until you say send|meet: begins slowly|A nudge\n"),
    "thanks": Place("With pleasure"),
    "keep it up": Place("That is kind of you"),
    "hello": Place("Good evening. help shows"),
    "who": Place("Tomas Reed, tomas@books.example. You follow each other.+note tomas", "nudge open"),
    "meet": Place(r"(?:Nadia Holt|Tomas Reed), .+(?:I will bring you a post|You two have talked before)", "nudge open"),
    "keep": Place("Ines Duarte. About every|Ended. Ines comes up only"),
    "note": Place("Kept, for you alone, and shown with Tomas Reed"),
    "note off": Place(r"^Your note about Tomas is gone: ", first=("note tomas met in Leeds",)),
    "remind off": Place(r"^The reminder about Tomas, .+, is gone\.", first=("remind tomas 3w ask about the box",)),
    "remind": Place(r"Kept(?:\.|, in place of the one .+) .+ I bring you (?:Tomas|Ines)"),
    "same": Place("From now on ada.+ and Ada Lovelace are one person to me"),
    "never": Place("nothing from me about Sam Orr again. Nobody is told"),
    "mute": Place(r"Quiet about (?:Tomas|Sam) until .+, 9:00\. Only I am; your app still shows (?:Tomas|Sam)"),
    "like": Place(r"^I like nothing in your name; one tap of yours does it: https?://", "nudge open"),
    "boost": Place(r"^I boost nothing in your name; one tap of yours does it: https?://", "nudge open"),
    "follow": Place(r"^I follow nobody in your name; one tap of yours does it: https?://", "nudge open"),
    "block": Place(
        r"^I block nobody in your name; you can in your app\. Say never (?:tomas reed|sam orr), and I am quiet about",
        "nudge open",
    ),
    "again": Place("Sam Orr may come up again", first=("never sam orr",)),
    "forget": Place(r"Everything I have stored about Sam Orr goes at \d+:\d\d; undo until then\. I keep only a mark"),
    "topics": Place("I go by (?:these topics|no topics)"),
    "timezone": Place("imes (?:and quiet hours )?are those of .+, where it is"),
    "at": Place("From now on I write at 9:00 and 1[78]:[03]0"),
    "a day": Place("From now on (?:two|three) people a day at most"),
    "weekly": Place("The weekly letter (?:has ended|comes again)"),
    "monthly": Place("The monthly letter (?:has ended|comes again)"),
    "delete": Place("I delete it now.+Deleted from your server", "out", ("undo",)),
    "leave it": Place("Left as it is", "out", ("undo",)),
    "send once more": Place(SENT, "on its way", happens=answer_lost),
    "others": Place("Ruth Lind", happens=letter_had_more),
    "keep watching": Place("I keep an eye on R. J. Hale", first=("meet r. j. hale",), happens=hale_answers_nobody),
    "one person": Place("From now on .+ and .+ are one person to me", happens=asked_about_ada),
    "let it be": Place("Let be. R. J. Hale stays as before", first=("meet r. j. hale",), happens=hale_answers_nobody),
}
ELSEWHERE = {
    "skip d7": Place("Let go, this one about Ines", "nudge and preview open"),
    "keep ines off": Place("^Ended. Ines comes up only", first=("keep ines 6w",)),
}
CLAIMS_NOTHING = ("topics", "weekly on", "monthly on", "3 a day")  # what they say was so before


@pytest.mark.parametrize(("word", "example"), EXAMPLES)
def test_every_example_is_answered_in_kind(word, example):
    """What help promises is what happens, and what is said of it is so."""
    place = ELSEWHERE.get(example, PLACES[word])
    situation = scene(place.when)
    with situation.entered() as home:
        place.happens(home)
        for words in place.first:
            home.hears(words)
        before, heard = Standing.of(home), len(home.received)
        home.hears(here(example, situation.codes))
        after, answers = Standing.of(home), home.received[heard:]
        home.waits(minutes=10)
        told = "\n\n".join(plain(message.text) for message in home.received[heard:])
        assert answers
        assert re.search(place.answer, told, re.DOTALL)
        assert not DEAF.search(told)
        if example not in CLAIMS_NOTHING:
            assert [lie for m in answers for lie in untruths(m.text, before, after, public(home))] == []
        assert [(fault, m.text) for m in home.received for fault in bad_manners(m.text)] == []


def test_every_command_has_its_place():
    """A new command needs a conversation."""
    assert set(PLACES) == {entry.word for entry in TABLE}


def here(example: str, codes: dict[str, str]) -> str:
    """The example with the codes of this scene: `t4.2` is the first draft for Tomas, `d7` is Ines."""

    def filled(found: re.Match[str]) -> str:
        code = codes[TOMAS] if found[0].startswith("t") else codes[INES]
        return f"{code}.1" if "." in found[0] else code

    return CODE.sub(filled, example)
