"""A name, and every other string of somebody else's, that does its worst, in every field of every text."""

from __future__ import annotations

import ast
import inspect
import re
import typing
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import wording
from bot.domain import Account, Exchange, Habits, Marks, Nudge, NudgeKind, Person, Post, Relationship, Reply
from bot.domain.readings import Behind, Opinion, Outcome, TakenFor
from bot.outbox.layout import fit, messages
from bot.wording import Choice, Coming, Frame, Listed, Month, Namesake, NewFace, Paste, Spoke
from bot.wording.english import reasons
from bot.wording.text import Cleaned, Name
from tests.wording.builders import BLUESKY, MASTODON, NOW, TOMAS, ZONE, a_habit, a_post, a_reply, the_question

BOT = Path(__file__).parents[2] / "bot"
CODE = "t4.1"
FORGED = (
    'This would stand under your name, for everyone to read, as an answer to you:\n\n"Yes."\n\nsend, or skip. [x9.7]'
)
CANARIES = {
    "lines": f"Tomas\n\n{FORGED}",
    "escapes": f"Tomas\x1b]0;owned\x07\x1b[2J\x9b1m\r{FORGED}",
    "bidi": f"\u202eTomas\u2066 {FORGED}\u2069\u200f\u061c",
    "long": "Tomas " + "x" * 10_000,
    "marks": 'Tomas" and \u201cthen\u201d \u00abso\u00bb ' + FORGED.replace('"', "\u201d"),
    "towers": "T" + "\u0301\u0316" * 500 + "omas" + FORGED,
    "families": "👩‍👩‍👧‍👦" * 60,
    "widths": f"\uff4eudge: \uff3b\uff58\uff19\uff0e\uff17\uff3d {FORGED}",
    "only a code": "[x9.7]",
    "nothing": "\u200b\u2060\u3164",
}
FOREIGN = {
    "now_reads", "before", "handle", "link", "habit", "about", "topic", "topics", "reasons", "addresses", "rested.still", "found",
    "wanted", "old", "new", "leaves_alone.because", "drafts_are_off.where", "same.address",
}  # fmt: skip
"""Strings of others: each is cleaned by the function that says it."""

OURS = {
    "code": "made by us", "goes": "made by us", "one_code": "made by us", "then_code": "made by us", "usual_language": "from the set-up",
    "words": "the owner's own", "before_words": "the owner's own", "behind": "the owner's own", "word": "a command", "later": "a command", "verb": "a command", "command": "a command", "said": "the owner's own",
    "guess": "a command", "example": "from the table", "named_last": "a command", "plain": "what the owner said, without a sign",
    "called": "what the owner said", "address": "what the owner said", "phrase": "from a list of ours", "concern": "made by us",
    "yours": "a tag of the owner's", "theirs": "a tag that the owner speaks", "language": "a tag", "where": "a network, or the owner's own server",
    "still": "a network", "rest": "made by us", "after": "made by us", "stands": "made by us", "at": "made by us", "until": "a time", "next_at": "made by us", "which": "a word of ours",
    "answers": "made by us", "because": "made by us", "network": "its name", "topic": "a word of the owner's",
    "now_are": "the owner's own", "says": "from the table", "examples": "from the table", "synonyms": "from the table", "groups": "from the table",
    "lines": "from the table",
    "named": "a time zone's", "near": "a time zone's", "zones": "of time zones", "text": "made by us", "muted": "made by us",
}  # fmt: skip
"""Strings of ours or of the owner's, and why nobody else's stand there."""

SAYING = {
    **dict(inspect.getmembers(wording, inspect.isfunction)),
    **{f"reasons.{n}": f for n, f in inspect.getmembers(reasons, inspect.isfunction) if f.__module__ == reasons.__name__ and n[0] != "_"},
}  # fmt: skip
MAKERS = ("Cleaned", "Name", "unsigned")
TOOLS = ("aside", "cited", "first", "name", "quoted", "repeatable", "look_lines", "nudge", "reasons.learned")
TEXTS = {n: f for n, f in SAYING.items() if n not in TOOLS}


@cache
def worst(text: str, called: str) -> dict[object, object]:
    """A value of every type that a text is made of, with this string in each of its fields, and people who are called so."""
    name, account = Name(called), replace(TOMAS.accounts[0], name=called, address=text)
    person = replace(TOMAS, name=called, accounts=(account,))
    nameless = replace(person, accounts=())
    return {
        Name: name, Person: person, Account: account, Sequence[Account]: [account, replace(account, url=text), account], datetime: NOW, ZoneInfo: ZONE, timedelta: timedelta(days=9), bool: True, int: 3,
        Sequence[Name]: [name, name], Sequence[Cleaned]: [name, Cleaned(text)], Habits: a_habit(topics=(text, text)), Post: a_post(text, person),
        Reply: a_reply("Film.", warning=text, addresses=(text, text)), Person | None: nameless, Sequence[Person]: [person, nameless],
        Exchange | None: Exchange(NOW, theirs=text, yours="Mine.", under=text), Relationship | None: Relationship(True), Cleaned | None: Cleaned(text), datetime | None: NOW, int | None: 3,
        str | None: "de", Sequence[Choice]: [Choice("t4.1", name, text)] * 2, Sequence[Namesake]: [Namesake(name, text)] * 2,
        Sequence[NewFace]: [NewFace(name, (text, text), "Answers.", Cleaned(text))] * 3, Sequence[Listed]: [Listed("t4", name, "open")],
        Month: Month([(name, NOW)], [(name, NOW)]),
        Sequence[tuple[str, Sequence[str]]]: [("a", ["b"])], tuple[str, str]: ("send", "send anyway"),
        Frame: Frame("This goes out:\n\n", "Film.", f"\n\nsend, or not? [{CODE}]"), Marks: Marks((text, text), (text,)),
        Sequence[Spoke]: [Spoke(name, text, NOW, "https://books.example/1"), Spoke(name, text, NOW, text)],
        Sequence[Coming]: [
            Coming(NOW, wording.again_then(name)), Coming(NOW, wording.reminded_then(person, "Ask.")),
            Coming(NOW, wording.reminded_then(nameless, "")), Coming(NOW, wording.reason_for_a_word(person), about=True),
        ],
        Opinion: Opinion(text, Outcome.BROUGHT, TakenFor.HELP, Behind(1, TakenFor.JOKE)),
    }  # fmt: skip


def spoken(called: str, text: str, by: str = "") -> str | Frame:
    """One text, with the worst in every field that somebody else fills. `by`: what people are called, if not the same."""
    function, values, given = TEXTS[called], worst(text, by or text), {}
    for name, hint in typing.get_type_hints(function).items():
        if name == "return":
            continue
        theirs = name in FOREIGN or f"{called}.{name}" in FOREIGN
        if hint is str:
            given[name] = text if theirs else CODE if "code" in name else "later"
        elif hint == Sequence[str]:
            given[name] = [text, text] if theirs else ["later"]
        else:
            given[name] = values[hint]
    return function(**given)


def test_every_string_of_a_text_is_known_to_be_ours_or_is_cleaned():
    """A new field for a bare string has to be named here; a name is none: its type says that it was cleaned."""
    bare = {
        (called, name)
        for called, function in TEXTS.items()
        for name, hint in typing.get_type_hints(function).items()
        if name != "return" and hint in (str, Sequence[str])
    }
    unknown = {
        pair for pair in bare if pair[1] not in OURS and pair[1] not in FOREIGN and ".".join(pair) not in FOREIGN
    }
    assert unknown == set()


@pytest.mark.parametrize("canary", CANARIES)
@pytest.mark.parametrize("called", TEXTS)
def test_no_text_says_what_somebody_forged(called, canary):
    """No line begins with it, no code of its making stands there, nothing turns or commands a screen, ours is the last word."""
    said = spoken(called, CANARIES[canary])
    check(str(said))
    if "code" in typing.get_type_hints(TEXTS[called]) and called not in ("no_such_code", "shown_elsewhere"):
        assert str(said).endswith(f"[{CODE}]")
    if isinstance(said, Frame) and not isinstance(said, Paste):
        assert said.tail.count("[") == 1
        assert '"' not in said.tail


@pytest.mark.parametrize("canary", CANARIES)
@pytest.mark.parametrize("kind", NudgeKind)
def test_no_nudge_says_what_somebody_forged(kind, canary):
    """Post, warning, past words, topics, the way in: in one message, which ends as it should."""
    text = CANARIES[canary]
    values = worst(text, text)
    base: Nudge = replace(
        the_question(), kind=kind, person=values[Person], known_by=tuple(values[Sequence[Person]]), account=values[Account], last=values[Exchange | None], subject=text,
        way_in=text, habits=values[Habits],
    )  # fmt: skip
    for post in (a_post(text), a_post("x", warning=text), None):
        for limits in (MASTODON, BLUESKY):
            said = fit(replace(base, post=post), limits, NOW, ZONE)
            check(said)
            assert said.endswith("[t4]")
            assert limits.measure(said) <= limits.characters
        check("\n".join(wording.look_lines(replace(base, post=post), NOW, ZONE)))


def check(text: str) -> None:
    """What is true of every text, whatever people are called."""
    for line in text.splitlines():
        assert (
            not re.match(r"\W*(This would stand under|Yes\.|send or skip|send, or skip\. \[x)", line) or "Film" in text
        ), line
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", text)
    folded = unicodedata.normalize("NFKC", text)
    assert "x9.7" not in folded
    assert "[x9" not in folded
    assert len(text) < 7_000


@pytest.mark.parametrize("called", TEXTS)
def test_a_name_never_makes_more_messages_than_another(called):
    """However long it is where it was chosen: no longer than one of forty letters."""
    usual = messages(spoken(called, "coast", "Maximilian Alexander Hohenstein Esquire "), MASTODON)
    assert all(len(messages(spoken(called, "coast", by), MASTODON)) <= len(usual) for by in CANARIES.values())


def test_other_peoples_words_come_after_the_owners():
    """In a message that can be approved, in one line, at most 200 characters, in other marks."""
    said = str(wording.changed(a_reply("Film."), to=Name("Tomas"), now_reads=CANARIES["marks"] + "x" * 999, code=CODE))
    own, _, after = said.partition('"Film."')
    assert "\u201c" not in own
    (theirs,) = re.findall("\u201c(.*?)\u201d", after)
    assert len(theirs) <= 200
    assert '"' not in after
    assert "\n" not in after
    assert after.endswith("\u201d send, or skip. [t4.1]")


def test_one_place_makes_what_fits_into_a_text():
    """`Cleaned` and `Name` are made where a text is; a list of who else makes one."""
    made: dict[str, Counter[str]] = {}
    for module in sorted(BOT.rglob("*.py")):
        source = module.read_text(encoding="utf-8")
        if not any(maker in source for maker in MAKERS):
            continue
        called = (n.func for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Call))
        found = Counter(f.id for f in called if isinstance(f, ast.Name) and f.id in MAKERS)
        if found:
            made[str(module.relative_to(BOT))] = found
    assert set(made) == {
        "cli/explaining.py", "cli/followers.py", "cli/history.py", "cli/look.py", "decide/drafting/composing.py", "jobs/inbox/understanding.py",
        "knowledge/candidates.py", "store/faces.py", "store/names.py", "wording/text/cleaning.py", "wording/english/beginnings.py", "wording/english/doubt.py", "wording/english/listing.py", "wording/english/not_sent.py", "wording/english/nudge_answers.py", "wording/english/nudges.py", "wording/english/people.py",
        "wording/english/phrases.py", "wording/english/previews.py", "wording/english/reasons.py", "wording/english/rest.py", "wording/english/trouble.py",
    }  # fmt: skip
