"""Every example that help gives, on every world: said as it stands there, and answered in kind.

`test_transcripts` says each alone, in memory; here they follow one another in three conversations.
"""

from __future__ import annotations

import re

from bot.decide.commands import TABLE, When
from bot.domain import SuggestionState
from bot.store import drafts, names, people_questions, suggestions
from tests.flow.house import QUESTION, WORDS
from tests.owner.scenes import PIANO
from tests.owner.talk import IN_PUBLIC, NOTHING_OPEN, OFFER, OUT, SOON, TAKEN_BACK, Line, Talk, asks, plays, waits
from tests.owner.test_transcripts import DEAF, PLACES, hale_answers_nobody, letter_had_more

ROOF = "Does anyone know how to find a leak in a slate roof? The bucket in the attic is full every morning."
BREAD = "How do you keep sourdough alive over a fortnight away? The last jar did not forgive me."
RAIN = "Rain again, and the good umbrella is on a train to Lyon."
GERMAN = "Das habe ich mit den Briefen meiner Oma auch so gemacht, Deckel offen."

BEGUN = rf"A beginning, with a gap that only you can fill|{IN_PUBLIC} Tomas Reed"
SHOWN = rf'^{IN_PUBLIC} Tomas Reed:\n\n"Never thought of that\."'
LATER = r"^Tomas again .+, if it still matters then\.$"
LEFT = r"^Left as it is\.$"
NOT_OFFERED = r"^send once more answers nothing that I said lately, so nothing happened\."

AFTER_SENDING = {"undo", "undo t4", "leave it", "leave it t4.1", "delete", "send once more", "send once more t4.2"}
AS_OFFERED = {"others", "keep watching", "let it be", "one person"}


def examples(*when: When) -> set[str]:
    """All that help gives, for some occasions."""
    return {example for entry in TABLE if entry.when in when for example in entry.examples}


LEAVING = {e for entry in TABLE if entry.word in ("later", "skip", "done") for e in entry.examples} | {"delete t4.1"}


def test_no_occasion_is_left_out():
    """The three conversations say every example there is."""
    assert examples(When.OFFERED) <= AFTER_SENDING | LEAVING | AS_OFFERED
    assert set(When) == {When.NUDGE, When.PREVIEW, When.ANY, When.PEOPLE, When.SETTINGS, When.OFFERED}


def placed(*said: str) -> list[Line]:
    """Examples with the kind of answer that they get in every conversation."""
    words = {example: entry.word for entry in TABLE for example in entry.examples}
    return [(example, PLACES[words[example]].answer) for example in said]


def filled(talk: Talk, example: str) -> str:
    """The example with the codes of this conversation: t4.1 and t4.2 are the newest words for Tomas, d7 is about Ines."""
    with talk.house.store.begin() as tx:
        tomas = next((row for row in suggestions.in_states(tx, *SuggestionState) if row.code == "t1"), None)
        newest = drafts.latest(tx, tomas.id) if tomas else None
    number = newest.number if newest else 1
    return re.sub(r"\bd7\b", "i1", re.sub(r"\bt4\b", "t1", re.sub(r"\bt4\.\d", f"t1.{number}", example)))


def says(talk: Talk, *lines: Line, to: str = "") -> set[str]:
    """Say examples quickly, one after another, and hold each answer to its kind. Gives what was said."""
    told = talk.hears_all(*(filled(talk, str(example)) for example, _ in lines), to=talk.last(to) if to else None)
    for (example, reads), answer in zip(lines, told, strict=True):
        assert re.search(reads, answer, re.DOTALL), (example, answer)
        assert not DEAF.search(answer)
    return {str(example) for example, _ in lines}


def test_every_example_about_words(talk_with):
    """Begin, change, look, send, take back, delete."""
    talk = talk_with("tomas")
    talk.world.post("tomas", QUESTION)
    plays(talk, (Talk.reads, "Tomas Reed asked this"))
    said = says(
        talk,
        *placed("why", "why?", "why t4", "less like this", "more like this", "shorter", "warmer"),
        ("draft", BEGUN), ("draft t4", BEGUN), ("another", BEGUN), ("t4", BEGUN),
        ("edit Later I scanned it with the lid up.", rf'^{IN_PUBLIC} Tomas Reed:\n\n"Later I scanned it with the lid up\."'),
        ("say Never thought of that.", SHOWN), ("only", SHOWN),
        ("send once more", NOT_OFFERED), ("send once more t4.2", NOT_OFFERED),
    )  # fmt: skip
    for consent, regret in (("send", "undo"), ("send t4.1", "undo t4"), ("yes", "undo"), ("ok", "undo")):
        said |= says(talk, (consent, SOON)) | says(talk, (regret, TAKEN_BACK), ("show t4", SHOWN))
    said |= says(talk, ("\U0001f44d", SOON)) | says(talk, ("undo", TAKEN_BACK))
    says(talk, (GERMAN, "your words look like German"))
    said |= (
        says(talk, ("send anyway", SOON)) | says(talk, ("undo", TAKEN_BACK)) | says(talk, ("send anyway t4.2", SOON))
    )
    plays(talk, (waits(minutes=3), OUT))
    said |= says(talk, ("undo", OFFER)) | says(talk, ("leave it", LEFT), ("undo t4", OFFER))
    said |= says(talk, ("leave it t4.1", LEFT), ("undo", OFFER)) | says(talk, ("delete", r"^I delete it now\."))
    assert said == (examples(When.NUDGE, When.PREVIEW) | AFTER_SENDING) - LEAVING
    talk.ends(public=[])


def test_every_example_that_leaves_one(talk_with):
    """Later at any time, not this one, done elsewhere; and deleted, named by its code. A name in a question reaches nobody."""
    talk = talk_with("tomas", "ines", "nadia", "sam")
    talk.reads()
    named = f"{ROOF} @{talk.world.address('bob')} blames the chimney."
    asked = asks(("tomas", QUESTION), ("ines", PIANO), ("nadia", named), ("sam", BREAD))
    plays(talk, (asked, r"(?:asked you three hours ago.+){4}"))
    laters = ("later", "later 2h", "later tomorrow", "later mon 9:00", "later in two days", "later t4 tonight")
    said = says(talk, *((later, LATER) for later in laters), to="Tomas Reed asked you")
    said |= says(talk, ("skip", r"^Let go, this one about Sam\.$"), to="Sam Orr asked you")
    said |= says(talk, ("skip d7", r"^Let go, this one about Ines\.$"), ("done", r"^Good\. Nadia is answered, then\.$"))
    plays(
        talk,
        ("skip", NOTHING_OPEN),
        (waits(hours=5), "^Tomas Reed asked you"),
        (WORDS, IN_PUBLIC),
        ("send", SOON),
        (waits(minutes=3), OUT),
        ("undo", OFFER),
    )
    said |= says(talk, ("delete t4.1", r"^I delete it now\."))
    assert said == LEAVING
    talk.ends(public=[])


def test_every_example_at_any_time(talk_with):
    """People, settings, rest, help and courtesy: most of it said quickly, one after another."""
    talk = talk_with("tomas", "ines", "nadia", "sam", "ada", "countess", "engines", "hale")
    for who in ("ines", "nadia", "sam", "ada", "countess", "engines", "hale"):
        talk.world.post(who, RAIN)
    talk.world.post("tomas", QUESTION)
    plays(talk, (Talk.reads, "Tomas Reed asked this"))
    tomas = rf"^Tomas Reed, {re.escape(talk.world.address('tomas'))}\. You follow Tomas; .+\nYou two have not spoken, as far as I have read\."
    said = says(
        talk,
        ("who tomas", tomas), ("who", tomas), ("who is tomas reed?", tomas),
        *placed("meet nadia holt", "meet", "keep ines 6w", "keep ines duarte every month", "keep ines off"),
        *placed("note tomas met in Leeds, writes on Sundays", "remind tomas 3w ask about the box", "note tomas off", "remind tomas off"),
        ("remind tomas on 3 march", rf"{PLACES['remind'].answer}|^That time has passed"),  # said on that day
        *placed("remind ines in two days the piano", "never sam orr", "again sam orr"),
        *placed("mute tomas 3d", "mute sam orr 2w"), ("again tomas", r"^Tomas Reed may come up again\.$"),
        *placed("block sam orr"),
        ("forget sam orr", r"^Everything I have stored about Sam Orr(?:, 1 post,)? goes (?:tomorrow )?at \d+:\d\d; undo until then\."),
        ("list", r"^t1, Tomas Reed: open\n"),
        *placed("help", "help meet", "help all", "thanks", "topics", "topics + old maps - football"),
        *placed("like", "like t4", "boost", "boost t4", "follow nadia holt", "follow"),
        ("block", r"^I block nobody in your name; you can in your app\. Say never tomas reed, and I am quiet about Tomas\."),
        ("list ahead", r"^Ahead:\n\n"), ("about letters", r"^Of those I read for you, nobody spoke of letters"),
        ("keep it up", "That is kind of you|One thing before it goes out"),
        ("hello", r"^Good afternoon\. help shows what I understand\.$"),
    )  # fmt: skip
    said |= says(
        talk,
        *placed("two a day", "3 a day", "weekly off", "weekly on", "monthly off", "monthly on"),
        *placed("at 9:00 17:30", "at 9 and 18", "pause 2w", "pause until mon 9:00"),
        ("resume", r"^I am back\. At 1[78]:[03]0, if there is something\.$"),
        ("stop", r"^Stopped\. Nothing was on its way\."),
    )  # fmt: skip
    said |= says(talk, *placed("resume")) | one_person(talk, "same ada ada.example", "countess")
    said |= one_person(talk, "same ada lovelace ada@example.social", "engines")
    for example in ("more", "look", "look https://writers.example/@tomas/1145270"):
        plays(talk, *placed(example))
        said.add(example)
    said |= offered(talk) | says(talk, *placed("timezone", "timezone Lisbon", "timezone Europe/Lisbon"))
    everything = examples(When.ANY, When.PEOPLE, When.SETTINGS) | AS_OFFERED
    assert said - {"again tomas"} == everything - AFTER_SENDING
    talk.ends(public=[])


def one_person(talk: Talk, example: str, who: str) -> set[str]:
    """Two accounts become one; the address in the example is that of somebody here."""
    *words, _ = example.split()
    address = talk.world.address(who)
    joined = rf"^From now on {re.escape(address)} and Ada Lovelace are one person to me\.$"
    plays(talk, (" ".join([*words, address]), joined))
    return {example}


def offered(talk: Talk) -> set[str]:
    """What is said when it was offered: of an account that answers nobody, and after the letter of the week."""
    hale_answers_nobody(talk.house)
    letter_had_more(talk.house)
    silent = ("meet r. j. hale", r"In the last 100 posts not one answers anybody")
    plays(talk, [silent, *placed("keep watching"), silent, *placed("let it be"), *placed("others")])
    with talk.house.store.begin() as tx:
        nadia, ines = (names.find(tx, name)[0].accounts[0].key for name in ("nadia holt", "ines duarte"))
        people_questions.put(tx, people_questions.Pair(nadia, ines))
    plays(talk, *placed("one person"))
    return AS_OFFERED
