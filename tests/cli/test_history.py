"""`nudge people` and `nudge log` say whom it knows, and what it did."""

from __future__ import annotations

import json
from datetime import timedelta

from bot.cli import history
from bot.store import open_store, people
from tests.cli.conftest import CONFIG, NOW
from tests.cli.test_cli import nudge
from tests.contract.memory_world import MemoryWorld
from tests.flow.house import QUESTION, WORDS, House


def answered(tmp_path):
    """Alice was answered, and Bob was only read."""
    house = House(MemoryWorld(), tmp_path)
    house.world.post("alice", QUESTION)
    house.world.post("bob", "The tide is high.")
    house.go()
    house.said(WORDS, to=house.nudge())
    house.said("send", to=house.preview())
    house.passes(minutes=3)
    house.go()
    house.said("note alice: scans letters")
    (tmp_path / "config.toml").write_text(CONFIG)
    return house


def test_the_log_tells_the_day_as_it_was(tmp_path):
    """Brought, posted; under the day, with the time."""
    house = answered(tmp_path)
    with house.store.begin() as tx:
        found = sorted(history._entries(tx, house.clock() - timedelta(days=7)), key=lambda entry: entry.at)
    zone = house.config.owner.timezone
    day, *entries = history._days(found, house.clock(), zone)
    assert day == "Wednesday, 18 November"
    assert [entry[9:] for entry in entries] == ["brought Alice [a1]", "posted your answer to Alice"]


def test_people_are_those_who_were_answered_or_noted(tmp_path):
    """With the note and the last words; everybody else only when they are asked for."""
    answered(tmp_path)
    listed = json.loads(nudge("people", "--json", folder=tmp_path).stdout)
    assert [(one["name"], one["note"]) for one in listed] == [("Alice", "scans letters")]
    assert listed[0]["last_words"]
    said = nudge("people", folder=tmp_path).stdout
    assert said.startswith("Alice (alice@books.example): last words ")
    assert said.endswith("    scans letters\n")
    everybody = json.loads(nudge("people", "--all", "--json", folder=tmp_path).stdout)
    assert {"Alice", "Bob"} <= {one["name"] for one in everybody}


def test_nobody_and_nothing_are_said(tmp_path):
    """In a sentence each."""
    (tmp_path / "config.toml").write_text(CONFIG)
    open_store(tmp_path / "nudge.db").close()
    assert nudge("log", folder=tmp_path).stdout == "Nothing in the last seven days.\n"
    assert nudge("people", folder=tmp_path).stdout.startswith("Nobody yet: you have answered nobody")
    assert nudge("people", "--all", folder=tmp_path).stdout == "Nobody yet: nobody has been read.\n"


def test_everybody_who_was_read_can_be_listed(lena):
    """All of them, each once."""
    with lena.store.begin() as tx:
        known = list(history._known(tx, NOW, everybody=True))
        assert len(known) == len(people.all_persons(tx)) > 10
