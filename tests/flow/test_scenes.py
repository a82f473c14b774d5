"""What goes on from a scene begins where the scene ended, whatever the tests before it did."""

from datetime import timedelta

import pytest

from tests.flow.house import WORDS
from tests.flow.scenes import a_question

pytestmark = pytest.mark.parametrize("world", ["memory", "mastodon", "gotosocial"], indirect=True)


def seen(house):
    """All that anybody sees, and all that is stored."""
    people = ("owner", "bot", "alice", "bob", "carol")
    there = [(house.world.posts(who), house.world.inbox(who), house.world.writes(who)) for who in people]
    return there, house.states(), house.kinds(), house.offset


def spoils(house):
    """Words, time, a fault that nobody met, logins that ended."""
    house.said(WORDS, to=house.nudge())
    house.said("send", to=house.preview())
    house.passes(hours=2)
    house.go()
    assert len(house.replies()) == 1
    house.world.set_bio("alice", "No bots, please.")
    house.world.break_next_write("500")
    house.world.end_login("owner")
    house.world.end_login("bot")


def test_nothing_of_one_house_is_in_the_next(scenes, world, tmp_path):
    """Not even the time that passed there."""
    found, times = [], []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        house = scenes.house(world, tmp_path / name, a_question)
        found.append(seen(house))
        times.append(house.clock())
        spoils(house)
    assert found[0] == found[1]
    assert times[1] - times[0] < timedelta(hours=1)


def test_a_network_without_a_scene_is_as_it_is_opened(world):
    """The tests above left it otherwise."""
    assert [world.posts(who) for who in ("owner", "alice")] == [[], []]
    assert world.reader().find_account(world.address("alice")).bio == ""
    assert world.inbox("owner") == []
