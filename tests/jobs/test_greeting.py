"""The hello: the first message of all, at once, about nobody, and about no past that was not read."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain import MessageKind
from bot.knowledge import history
from bot.knowledge.history import Progress, Stage
from bot.store import settings
from bot.store.settings import DERIVED_TOPICS, PAUSED_UNTIL, STOPPED


@pytest.fixture(autouse=True)
def unread(bench):
    """The first minute."""
    bench.unread()


def hello(bench):
    """What is said, if anything is."""
    assert bench.greeting().step() is False
    return "\n".join(bench.told())


def test_it_comes_before_anything_was_read(bench):
    """With what it will do, and that it has nobody to name yet."""
    said = hello(bench)
    assert "Owner" in said
    assert "I begin by reading your last months; topics then shows what I go by. So far I have nobody to name." in said
    assert {asked for asked, _ in bench.reader.asked} <= {"verify"}


def test_it_is_said_once(bench):
    """Also when the program starts anew."""
    hello(bench)
    bench.later(hours=1)
    assert hello(bench) == ""
    assert bench.kinds() == [MessageKind.HELLO]
    assert bench.greeting().said()


def test_it_comes_in_quiet_hours(make):
    """The owner has just set it up, and sits before it; it is the one message that does."""
    bench = make(deliver={"at": "as-they-come", "quiet": "22:00-07:00"})
    bench.until("2026-11-18", 23)
    with bench.tx() as tx:
        bench.teller.say(tx, "Something that can wait.", now=bench.now, begun=True)
    assert "Owner" in hello(bench)
    bench.until("2026-11-19", 7)
    assert bench.told() == ["Something that can wait."]


@pytest.mark.parametrize("rest", ["stop", "pause"])
def test_at_rest_nothing_is_begun(bench, rest):
    """Whoever said stop or pause before it could be said hears it when the rest is over."""
    with bench.tx() as tx:
        if rest == "stop":
            settings.put(tx, STOPPED, value=True)
        else:
            settings.put(tx, PAUSED_UNTIL, bench.now + timedelta(days=1))
    assert hello(bench) == ""
    assert not bench.greeting().said()
    with bench.tx() as tx:
        settings.put(tx, STOPPED, None)
        settings.put(tx, PAUSED_UNTIL, None)
    assert "Owner" in hello(bench)


def test_a_stop_holds_what_was_not_sent(bench):
    """Said from the terminal, while the network does not take the first message."""
    bench.greeting().step()
    with bench.tx() as tx:
        settings.put(tx, STOPPED, value=True)
    assert bench.told() == []


def test_topics_are_named_where_they_were_read_or_said(bench):
    """A database of before has been read already."""
    with bench.tx() as tx:
        history.keep(tx, bench.world.network, Progress(Stage.DONE), bench.now)
        settings.put(tx, DERIVED_TOPICS, ("letters",))
    said = hello(bench)
    assert "You talk most about letters" in said
    assert "reading" not in said


def test_whoever_it_is_not_known_yet_is_not_greeted(bench):
    """The hello has a name in it."""
    bench.readers.clear()
    assert hello(bench) == ""
