"""Whom the owner and somebody both know, with the whole program on real wires."""

from __future__ import annotations

import re

import pytest

from tests.flow.house import plain


def acquainted(house):
    """Alice, whom the owner follows, follows Carol, whom the owner does not; the program has said hello."""
    if house.world.can.known_by:
        house.world.follow("alice", "carol")
    house.go()


@pytest.fixture
def house(after):
    """After that."""
    return after(acquainted)


def last(house):
    """The latest message, as the owner reads it."""
    return plain(house.last.text)


def says_it(text):
    """Whether a message says that Alice follows Carol, too."""
    return re.search(r"\balice\S* follows carol\S* too\.", text, re.IGNORECASE) is not None


def talks_with_people(world):
    """Carol answers others, and says something of her own."""
    question = world.post("alice", "Wet books.")
    for number in range(9):
        world.post("carol", f"With a fan, and patience, page {number} by page.", reply_to=question, mention=("alice",))
    world.post("carol", "Found a keeper's diary that stops mid-sentence in 1911, and I keep thinking about its end.")
    world.settle()


def test_it_is_said_with_meet_and_with_who_where_the_server_tells(house):
    """One answer each, and in both the same; where the server does not tell, nothing is said of it."""
    talks_with_people(house.world)
    house.said(f"meet {house.world.address('carol')}")
    told = last(house)
    assert "I will bring you a post" in told
    assert says_it(told) == house.world.can.known_by
    before = len(house.received)
    house.said(f"who {house.world.address('carol')}")
    assert len(house.received) == before + 1
    assert says_it(last(house)) == house.world.can.known_by


@pytest.mark.parametrize("world", ["memory", "mastodon"], indirect=True)
def test_a_new_follower_comes_with_it(house):
    """In the nudge that brings them, which may come after midnight."""
    talks_with_people(house.world)
    house.world.follow("carol", "owner")
    house.passes(hours=1)
    house.go(2)
    told = plain(house.nudge().text)
    assert re.search("Carol began to follow you (today|yesterday), and talks with people: ", told)
    assert says_it(told)


@pytest.mark.parametrize("world", ["memory", "mastodon"], indirect=True)
def test_of_whom_nothing_is_wanted_nobody_hears(house):
    """`never alice`: not as one who knows somebody, either."""
    house.said("never alice")
    house.said(f"who {house.world.address('carol')}")
    assert "Carol, " in last(house)
    assert not says_it(last(house))


@pytest.mark.parametrize("world", ["mastodon"], indirect=True)
@pytest.mark.parametrize("who", ["alice", "carol"])
@pytest.mark.parametrize("closed", ["locked", "hide_collections"])
def test_who_hides_it_is_left_alone(house, who, closed):
    """Whoever chooses their followers, and whoever shows nobody whom they follow: on either end."""
    person = house.world.server.network.find(house.world.address(who))
    person.locked = closed == "locked"
    person.extra["hide_collections"] = closed != "locked"
    house.said(f"who {house.world.address('carol')}")
    assert "follows Carol too" not in last(house)
