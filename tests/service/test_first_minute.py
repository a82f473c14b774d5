"""The first minute: the hello and the first poll wait for nothing, and nothing is said of a past that was not read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain import MessageKind, MessageState, Network
from bot.jobs.backfill import Backfill
from bot.jobs.poll import Poll
from bot.knowledge import history
from bot.knowledge.history import Stage
from bot.platforms.memory.faults import Request
from bot.service import sandbox
from bot.service.scheduler import Service, regular
from bot.service.workers.reading import Reading
from bot.store import messages, open_store, posts, settings
from bot.store.settings import DERIVED_TOPICS, STOPPED
from tests.contract.memory_world import MemoryWorld
from tests.flow.house import QUESTION, WORDS, House, plain

ASKED = "Which postcard has the lighthouse on it?"


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def house(tmp_path):
    """A program that has never run; the owner and Alice have spoken a month ago, and she asks something now."""
    house = House(MemoryWorld(), tmp_path)
    asked = house.world.post("alice", ASKED)
    mine = house.world.post("owner", WORDS, reply_to=asked)
    house.world.post("alice", "That one, yes. Thank you.", reply_to=mine, mention=["owner"])
    house.passes(days=30)
    house.asked = house.world.post("alice", QUESTION)
    house.world.settle()
    return house


def read(house) -> bool:
    """Whether the owner's last months were read."""
    with house.store.begin() as tx:
        return history.is_read(tx, [house.world.network])


def told(house) -> list[str]:
    """What the owner was told, as they read it."""
    return [plain(message.text) for message in house.received]


def test_the_hello_comes_before_anything_was_read(house):
    """It has nobody to name, and says so."""
    house.program.talking.round(read=True)
    [hello] = told(house)
    assert "So far I have nobody to name." in hello
    assert not read(house)


@pytest.mark.parametrize("hour", [23, 3])
def test_at_night_too(tmp_path, hour):
    """Whoever sets it up at night sees that it works; what else it begins waits for the morning."""
    house = House(MemoryWorld(), tmp_path, {"deliver": {"at": "as-they-come", "quiet": "22:00-07:00"}})
    house.world.clock.time = datetime(2026, 11, 19, hour - 1, tzinfo=UTC)
    house.world.post("alice", QUESTION)
    house.go(2)
    assert house.kinds() == ["hello"]
    assert len(told(house)) == 1
    house.passes(hours=(31 - hour) % 24)
    house.go()
    assert house.kinds() == ["hello", "nudge"]


def test_the_sandbox_says_hello_at_night(tmp_path):
    """`run --sandbox` is tried at any hour."""
    night = datetime(2026, 11, 18, 2, 30, tzinfo=UTC)
    store = open_store(tmp_path / "sandbox.db")
    sandbox.program(sandbox.settings(Path()), store, lambda: night).once()
    with store.begin() as tx:
        assert [(m.kind, m.state) for m in messages.history(tx)] == [(MessageKind.HELLO, MessageState.SENT)]
    store.close()


def test_the_first_poll_does_not_wait_for_history(house, monkeypatch):
    """What others say now is read first."""
    order = []
    real_home, real_step = Poll.home, Backfill.step
    monkeypatch.setattr(Poll, "home", lambda poll: [order.append("home"), real_home(poll)][1])
    monkeypatch.setattr(Backfill, "step", lambda job: [order.append("history"), real_step(job)][1])
    house.go()
    assert order[:2] == ["home", "history"]


def test_the_service_begins_in_that_order(house):
    """Each worker does one thing after the other, and those of one moment would go by their names."""
    service = Service(house.program, house.folder)
    service._plan()
    begun = [job.id for job in sorted(service._scheduler.get_jobs(), key=lambda job: job.next_run_time)]
    assert begun == [job.name for job in regular(house.program)]
    assert begun.index("memory:home") < begun.index("first-run") < begun.index("memory:late") < begun.index("nudge")


def test_nobody_is_named_before_the_past_was_read(house):
    """The first nudge waits for it, so that "you last spoke" is true."""
    house.program.talking.round(read=True)
    house.program.reading.poll(house.world.network, "home")
    with house.store.begin() as tx:
        assert posts.get(tx, house.asked) is not None
    house.program.reading.nudge()
    assert house.kinds() == ["hello"]
    house.program.reading.first_run()
    house.program.reading.nudge()
    house.program.talking.round(read=True)
    assert house.kinds() == ["hello", "nudge"]
    assert "You last spoke" in told(house)[-1]


def test_what_is_asked_of_the_past_meanwhile_is_not_answered_with_never(house):
    """That it was not read is no fact about the two of them."""
    house.program.talking.round(read=True)
    house.program.reading.poll(house.world.network, "home")
    house.world.message("owner", "who alice")
    house.program.talking.round(read=True)
    assert "I am still reading your last months, so I cannot say yet whether you two have spoken." in told(house)[-1]
    house.program.reading.first_run()
    house.world.message("owner", "who alice")
    house.program.talking.round(read=True)
    assert "One thread, the last on 18 November." in told(house)[-1]


def test_topics_wait_until_both_networks_have_told_their_part(house):
    """Where one does not answer right now, the owner is not taken for what they say on the other alone."""
    other = MemoryWorld(clock=house.world.clock, network=Network("elsewhere"))
    for number in range(4):
        other.post("owner", f"Another lighthouse, number {number}: its lamp was built by hand.")
        house.world.post("bob", f"The tomatoes of this year, number {number}.")
    parts = house.program.parts
    parts = replace(parts, readers={**parts.readers, other.network: other.reader()})
    reading = Reading(parts, house.program.runner, lambda: None)
    assert all(reading.meet_owner(network) for network in parts.readers)
    reading.poll(house.world.network, "home")
    other.net.faults.add("500", Request.READ)
    reading.first_run()
    assert [reading.backfill(network).progress().stage for network in parts.readers] == [Stage.TOPICS, Stage.OWN_POSTS]
    house.passes(minutes=2)
    reading.first_run()
    assert [reading.backfill(network).progress().stage for network in parts.readers] == [Stage.DONE, Stage.DONE]
    with house.store.begin() as tx:
        assert "lighthouse" in settings.get(tx, DERIVED_TOPICS)


@pytest.mark.parametrize("stage", range(1, 7))
def test_killed_while_it_reads_it_goes_on_and_greets_nobody_twice(house, monkeypatch, stage):
    """Wherever the reading was, the next start reads the rest, and only then somebody is named."""
    steps, real = [], Backfill.step

    def step(job):
        if len(steps) == stage:
            raise Killed
        steps.append(stage)
        return real(job)

    monkeypatch.setattr(Backfill, "step", step)
    with pytest.raises(Killed):
        house.go()
    assert house.kinds() == ["hello"]
    assert not read(house)
    monkeypatch.setattr(Backfill, "step", real)
    house.restart()
    house.go()
    assert house.kinds() == ["hello", "nudge"]
    assert "You last spoke" in told(house)[-1]


def test_killed_before_the_hello_went_out_it_is_sent_once(house, monkeypatch):
    """It stands in the outbox with the note that it was said."""
    monkeypatch.setattr(type(house.program.talking), "_is_time_to_read", lambda *_: False)
    house.program.talking.open()
    house.program.talking._jobs.greeting.step()
    house.restart()
    house.go(2)
    assert house.kinds().count("hello") == 1
    assert len([text for text in told(house) if "I write to you and to nobody else" in text]) == 1


def test_stop_right_after_the_hello_ends_it_there(house):
    """History may be read on; nobody is named until resume, and then the first is still the first."""
    house.program.talking.round(read=True)
    house.world.message("owner", "stop")
    house.go(2)
    assert "nudge" not in house.kinds()
    assert read(house)
    house.passes(minutes=5)
    house.said("resume")
    house.go()
    assert house.kinds().count("hello") == 1
    assert house.kinds().count("nudge") == 1


def test_before_the_first_message_stop_holds_even_that(house):
    """Said from the terminal before it began."""
    with house.store.begin() as tx:
        settings.put(tx, STOPPED, value=True)
    house.go(2)
    assert house.kinds() == []
