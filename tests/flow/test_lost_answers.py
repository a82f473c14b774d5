"""The answer to a publishing request is lost, wrong or late: exactly one reply, or none and a question (DESIGN 2, exactly once).

The network in memory plays three kinds of server: one that knows a repeated request for ever (as Bluesky does by the record's
key), one that knows it for fifty minutes (Mastodon's key), one that does not know it at all (GoToSocial, MO-10).
"""

from datetime import timedelta

import pytest

from bot.platforms.memory import FOREVER, Customs
from bot.platforms.memory.faults import Request
from tests.contract.memory_world import MemoryWorld
from tests.flow.house import WORDS
from tests.flow.scenes import a_question

KINDS = {"for ever": FOREVER, "fifty minutes": timedelta(minutes=50), "not at all": None}
HOWS = ("before", "after", "500", "429", "html")
CARRIED_OUT = ("after",)


@pytest.fixture(params=KINDS)
def kind(request):
    """For how long the server knows a repeated request."""
    return request.param


def sealed(house):
    """Words were shown, `send` was said, and the time to undo is over."""
    a_question(house)
    house.said(WORDS, to=house.nudge())
    house.said("send", to=house.preview())
    house.passes(minutes=2)


@pytest.fixture
def house(scenes, kind, tmp_path):
    """After that, on such a server."""
    return scenes.house(MemoryWorld(Customs(repeat_harmless=KINDS[kind])), tmp_path, sealed)


def rest(house, minutes=15):
    """Time enough for every retry, and nothing left to do."""
    for _ in range(minutes):
        house.passes(minutes=1)
        house.program.talking.round(read=True)


def asked(house):
    """Whether the owner was asked what to do, once."""
    return sum("send once more, or leave it." in message.text for message in house.received) == 1


@pytest.mark.parametrize("how", HOWS)
def test_one_reply_or_none_and_a_question(house, kind, how):
    """Whatever the server answers: one reply where it can be known, otherwise one at most, and the owner is asked."""
    house.world.break_next_write(how)
    rest(house)
    lost = how not in (*CARRIED_OUT, "before", "429") and kind == "not at all"
    assert len(house.replies()) == (0 if lost else 1)
    assert asked(house) == lost
    assert house.states() == (["unclear"] if lost else ["published"])


@pytest.mark.parametrize("how", HOWS)
def test_lost_twice(house, kind, how):
    """The repeat is lost too: still one, or none and a question."""
    house.world.break_next_write(how)
    house.world.break_next_write(how)
    rest(house)
    lost = how not in (*CARRIED_OUT, "before", "429") and kind == "not at all"
    assert len(house.replies()) == (0 if lost else 1)
    assert asked(house) == lost


@pytest.mark.parametrize("how", HOWS)
def test_a_look_that_fails_first_is_tried_again(house, kind, how):
    """The reply may stand, and the server cannot be asked for a while: nothing is repeated before it was."""
    house.world.break_next_write(how)
    house.program.talking.round(read=True)
    house.world.net.faults.add("500", Request.READ, times=3)
    rest(house, minutes=30)
    lost = how not in (*CARRIED_OUT, "before", "429") and kind == "not at all"
    assert len(house.replies()) == (0 if lost else 1)
    assert asked(house) == lost
