"""What a backtest needs is read from every network alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.backtest import measure
from bot.backtest.gather import gather
from bot.cli import followers
from bot.cli.rules import read_and_explained
from bot.knowledge.owner_preferences import owner_preferences, profile
from tests.flow.house import House

ASKED = "Does anyone scan old letters at home?"
TALK = (("alice", "Soup again."), ("bob", "Rain over the harbour."), ("alice", "The heron is back."))


@pytest.fixture
def house(world, tmp_path):
    """A program on a network where alice asked something and the owner answered it in another app."""
    house = House(world, tmp_path)
    house.asked = world.post("alice", ASKED)
    for who, words in TALK:
        world.post(who, words)
    house.answer = world.post("owner", "With polyester film.", reply_to=house.asked, mention=["alice"])
    world.post("alice", "That helps, thank you.", reply_to=house.answer, mention=["owner"])
    house.program.reading.first_run()
    world.settle()
    yield house
    house.store.close()


def test_a_day_with_an_answer_is_found_and_measured(house):
    """Alice was answered and answered back; bob and the rest of alice stood beside it."""
    (reader,) = house.program.parts.readers.values()
    found = gather(house.store, reader, since=house.clock() - timedelta(weeks=1))
    assert found.stopped == ""
    assert [set(uris) for uris in [found.record.answers]] == [{house.asked}]
    with house.store.begin() as tx:
        owner, schedule = profile(tx, house.config), owner_preferences(tx, house.config).schedule
    owner = replace(owner, zone=around_noon(house.clock()))
    outcome = measure([found.record], owner, house.rules(), schedule)
    assert (outcome.days, outcome.answered, outcome.answered_back) == (1, 1, 1)
    assert outcome.posts == len(TALK) + 2
    assert outcome.authors == 2


def around_noon(now):
    """A zone in which it is far from midnight, so that everything happens on one day."""
    return ZoneInfo(f"Etc/GMT{now.hour - 12:+}")


def test_rules_can_be_tried_on_a_post_by_its_address(house):
    """Read with its thread and its author; the answer in it is known to be the owner's."""
    found = read_and_explained(house.program, house.asked)
    assert found.judged.candidate.account.uid == house.world.uid("alice")
    assert (found.facts["post.question"], found.facts["talk.answered"]) == (True, True)
    assert found.facts["author.posts_per_day"] > 0


def test_followers_are_looked_at(house):
    """Carol begins to follow and has said nothing yet, so nothing can be told."""
    house.world.follow("carol", "owner")
    house.world.settle()
    (reader,) = house.program.parts.readers.values()
    looked = followers.look(house.store, reader, (), house.clock())
    assert (looked.found, looked.could_be) == ((), 1)
