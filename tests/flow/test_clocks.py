"""The machine's clock is wrong, or is set: nothing is lost, nothing goes out early, nothing goes out twice."""

from datetime import timedelta

import pytest

from bot.domain import TERMINAL, Answer
from bot.platforms.memory import Customs
from bot.platforms.memory.faults import Request
from bot.store import answers
from tests.contract.memory_world import MemoryWorld
from tests.flow.house import WORDS
from tests.flow.scenes import a_question


@pytest.fixture
def house(scenes, tmp_path):
    """Alice has asked, and the owner was told, on a server that knows repeated requests for fifty minutes."""
    return scenes.house(MemoryWorld(Customs(repeat_harmless=timedelta(minutes=50))), tmp_path, a_question)


def talk(house, rounds=1, **passes):
    """Time passes, and the owner is heard and answered when it is time."""
    for _ in range(rounds):
        house.passes(**passes)
        house.program.talking.round()


def shown(house):
    """Words were shown back."""
    house.world.message("owner", WORDS, reply_to=house.nudge().id)
    house.program.talking.round(read=True)


def here(house, words):
    """The owner says something on this machine."""
    with house.store.begin() as tx:
        now = house.clock()
        answers.receive(tx, [Answer(f"terminal-{now}", TERMINAL, now, words)], now=now)


def test_a_reading_from_a_time_that_was_wrong_does_not_count(house):
    """Read while the clock was an hour ahead, approved after it was set right: `undo` is heard all the same."""
    shown(house)
    house.later(hours=1)
    house.program.talking.round(read=True)
    house.later(hours=-1)
    house.passes(seconds=2)
    here(house, "send a1.1")
    house.program.talking.round(read=False)
    assert house.states() == ["awaiting_publish"]
    house.world.message("owner", "undo")
    talk(house, rounds=6, minutes=1)
    assert house.replies() == []
    assert house.states() == ["awaiting_owner"]


def test_a_reading_from_the_future_does_not_count_after_the_consent_either(house):
    """Read while the clock was an hour ahead, and set right before anything else was done: whatever was said since then is
    heard before anything goes out, also in a round that does not ask the network.
    """
    shown(house)
    house.world.message("owner", "send", reply_to=house.preview().id)
    house.program.talking.round(read=True)
    house.later(hours=1)
    house.program.talking._jobs.answers.read()
    house.later(hours=-1)
    house.world.message("owner", "undo")
    house.passes(minutes=3)
    house.program.talking.round(read=False)
    assert house.replies() == []
    assert house.states() == ["awaiting_publish"]
    talk(house, rounds=3, minutes=1)
    assert house.replies() == []
    assert house.states() == ["awaiting_owner"]


def test_after_the_clock_was_set_back_the_owner_is_still_heard(house):
    """The last reading lies in the future; it is no reason to wait for that."""
    house.later(hours=5)
    house.program.talking.round(read=True)
    house.later(hours=-5)
    house.world.message("owner", WORDS, reply_to=house.nudge().id)
    talk(house, rounds=2, minutes=2)
    assert house.kinds()[-1] == "preview"


def test_a_source_that_failed_in_the_future_is_asked_again(house):
    """What was put off while the clock was a year ahead is not left alone for a year."""
    house.later(days=365)
    house.world.net.people.end_login(house.world.address("bot"))
    house.program.talking.round(read=True)
    house.world.net.people.log_in(house.world.address("bot"))
    house.later(days=-365)
    house.world.message("owner", WORDS, reply_to=house.nudge().id)
    talk(house, rounds=2, minutes=2)
    assert house.kinds()[-1] == "preview"


@pytest.mark.parametrize("ahead", [timedelta(minutes=5), timedelta(hours=1), timedelta(hours=3)])
def test_a_reply_whose_answer_was_lost_is_found_whatever_the_clock_says(house, ahead):
    """First tried while our clock was ahead of the server's: it is still found, and not sent a second time."""
    house.later(seconds=ahead.total_seconds())
    shown(house)
    house.world.message("owner", "send", reply_to=house.preview().id)
    house.program.talking.round(read=True)
    house.passes(minutes=3)
    house.world.break_next_write("after")
    house.program.talking.round(read=True)
    house.passes(minutes=65)
    house.later(seconds=-ahead.total_seconds())
    talk(house, rounds=5, minutes=1)
    house.passes(hours=2)
    talk(house, rounds=5, minutes=10)
    assert len(house.replies()) == 1
    assert house.states() == ["published"]


def test_a_clock_that_was_set_back_proves_nothing_about_the_time_since(house):
    """The server's memory of the request may have ended: the owner is asked instead of a repeat."""
    house.later(hours=1)
    shown(house)
    house.world.message("owner", "send", reply_to=house.preview().id)
    house.program.talking.round(read=True)
    house.passes(minutes=3)
    house.world.break_next_write("500")
    house.program.talking.round(read=True)
    house.later(hours=-1)
    talk(house, rounds=3, minutes=1)
    assert house.replies() == []
    assert "send once more, or leave it." in house.last.text


@pytest.mark.parametrize("jump", [timedelta(hours=-30), timedelta(hours=-1), timedelta(hours=1), timedelta(days=3)])
def test_an_approval_survives_a_jump(house, jump):
    """It goes out once, late rather than early; what is too old then, or comes from the future, is shown again first."""
    shown(house)
    house.world.message("owner", "send", reply_to=house.preview().id)
    house.program.talking.round(read=True)
    house.later(seconds=jump.total_seconds())
    talk(house, rounds=4, minutes=2)
    house.later(seconds=-jump.total_seconds())
    talk(house, rounds=4, minutes=2)
    for _ in range(2):
        house.world.message("owner", "send", reply_to=house.preview().id)
        talk(house, rounds=4, minutes=2)
    assert len(house.replies()) == 1


def test_a_preview_from_the_future_is_shown_again(house):
    """Its age cannot be known, so it cannot be sent as it stands."""
    house.later(hours=2)
    shown(house)
    house.later(hours=-2)
    house.world.message("owner", "send", reply_to=house.preview().id)
    talk(house, rounds=3, minutes=2)
    assert house.replies() == []
    house.world.message("owner", "send", reply_to=house.preview().id)
    talk(house, rounds=3, minutes=2)
    assert len(house.replies()) == 1


@pytest.mark.parametrize("ahead", [timedelta(minutes=-5), timedelta(minutes=5), timedelta(hours=3)])
def test_a_message_whose_answer_was_lost_is_found_whatever_the_clock_says(house, ahead):
    """By the network's own time: the owner reads it once."""
    house.later(seconds=ahead.total_seconds())
    house.world.net.faults.add("after", Request.MESSAGE)
    shown(house)
    talk(house, rounds=3, minutes=2)
    assert sum(WORDS in message.text for message in house.received) == 1
    assert house.preview().id == house.last.id


def test_the_same_words_twice_are_two_messages(house):
    """What is found on the network may be an earlier message: the second is sent all the same."""
    for _ in range(2):
        house.world.message("owner", "undo")
        house.world.net.faults.add("500", Request.MESSAGE)
        talk(house, rounds=3, minutes=2)
    said = [message.text for message in house.received]
    assert len(said) == 4
    assert said[-1] == said[-2]
