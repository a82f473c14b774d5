"""What people really type: nothing goes out that was not plainly meant to, and every answer helps and is true.

`hundred.toml` was written by somebody who had not seen the program; what it says, when, and whether that may publish, stays
as it was written.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from tests.contract.memory_world import PEOPLE
from tests.flow.house import WORDS, plain
from tests.owner.manners import Standing, bad_manners, public, untruths
from tests.owner.scenes import INES, STEPS, TOMAS, WORDS_FOR_INES, Home, Scene, scene

ENTRIES = tomllib.loads(Path(__file__).with_name("hundred.toml").read_text(encoding="utf-8"))["message"]
AS_WRITTEN = "4780896acb500a5fb72ebeb1fdbc9ec7dfe0d14e775d84e5665a7fdd8ef9fe01"
FOR_TOMAS, FOR_INES = f"@{TOMAS} {WORDS}", f"@{INES} {WORDS_FOR_INES}"
SHORT = 6


def said(entry: dict, scene: Scene) -> str:
    """The message, with the codes of this scene in it."""
    code, other = scene.codes.get(TOMAS, "t1"), scene.codes.get(INES, "i1")
    places = {"{code}": code, "{CODE}": code.upper(), "{letter}": code[0], "{digit}": code[1:], "{other}": other}
    text = entry["says"]
    for place, filling in places.items():
        text = text.replace(place, filling)
    return text


def named(entry: dict) -> str:
    """How the test is called."""
    return f"{entry['when']}: {' '.join(entry['says'].split())[:40]}"


def may_stand(entry: dict) -> tuple[int, int]:
    """How often the words for Tomas may come to stand at least, and at most."""
    if entry["when"] == "on its way":
        return {True: (0, 0), False: (1, 1), None: (0, 1)}[entry.get("takes_back")]
    if "settled" in entry:
        return {"posts": (1, 1)}[entry["settled"]]
    if entry["may_publish"]:
        return (0 if entry.get("or_ask") else 1), 1
    return 0, 0


@pytest.mark.parametrize("entry", ENTRIES, ids=named)
def test_it_is_answered_as_a_friend_would_and_nothing_goes_out_that_was_not_meant(entry):
    """The message, the answer, ten minutes: what stands, what was said, and whether that is so."""
    situation = scene(entry["when"])
    with situation.entered() as home:
        before = situation.standing
        home.hears(said(entry, situation))
        after, answers = Standing.of(home), home.received[situation.heard :]
        home.waits(minutes=10)
        later, told = public(home), home.received[situation.heard :]
        least, most = may_stand(entry)
        assert least <= len(new_posts(situation, later)) <= most
        assert set(new_posts(situation, later)) <= {FOR_TOMAS}
        assert answers or entry.get("silence")
        assert re.search(said({"says": entry["answer"]}, situation), heard(told), re.DOTALL)
        assert [fault for message in told for fault in bad_manners(message.text)] == []
        assert [lie for message in answers for lie in untruths(message.text, before, after, later)] == []
        assert letters_to_others(home) == []


@pytest.mark.parametrize(
    "entry", [e for e in ENTRIES if e["when"] in ("preview open", "out") and len(e["says"].split()) <= SHORT], ids=named
)
def test_the_same_said_as_a_reply_to_the_latest_message(entry):
    """On Mastodon every answer refers to a message of the bot's: that makes nothing out of what is no consent."""
    situation = scene(entry["when"])
    with situation.entered() as home:
        home.hears(said(entry, situation), to=home.last)
        home.waits(minutes=10)
        least, most = may_stand(entry)
        assert least <= len(new_posts(situation, public(home))) <= most
        assert home.received[situation.heard :] or entry.get("silence")


def test_the_messages_are_as_they_were_written():
    """Nobody made the test easier for the program: what is said, when, and what it may do are as on the first day."""
    keys = ("says", "when", "may_publish", "or_ask", "takes_back")
    kept = "\n".join("|".join(str(entry.get(key)) for key in keys) for entry in ENTRIES)
    assert hashlib.sha256(kept.encode()).hexdigest() == AS_WRITTEN


def test_there_are_enough_of_them_in_every_situation():
    """Eight at least."""
    assert len(ENTRIES) >= 110
    assert {when: sum(e["when"] == when for e in ENTRIES) >= 8 for when in STEPS} == dict.fromkeys(STEPS, True)


def new_posts(began: Scene, later: tuple[str, ...]) -> list[str]:
    """What came to stand in public; what stood before still stands."""
    before = began.standing.public
    assert later[: len(before)] == before
    return list(later[len(before) :])


def heard(messages: list) -> str:
    """Everything that the owner read."""
    return "\n\n".join(plain(message.text) for message in messages)


def letters_to_others(home: Home) -> list[str]:
    """What the bot wrote to anybody but the owner."""
    bot, owner = PEOPLE["bot"], PEOPLE["owner"]
    return [
        letter.text for letter in home.world.net.direct_messages.of(bot) if letter.by == bot and letter.to != (owner,)
    ]
