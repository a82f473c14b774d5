"""What the owner wants now: the file, changed by what they said since."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

import pytest

from bot.config import Config
from bot.knowledge.owner_preferences import owner_preferences, profile, rested, topics
from bot.store import people, settings
from bot.store.settings import AT, DERIVED_TOPICS, MONTHLY, PAUSED_UNTIL, PEOPLE_A_DAY, STOPPED, TOPICS, WEEKLY
from tests.store.builders import NOW, an_account

FILE = {
    "owner": {"timezone": "Europe/Berlin", "languages": ["en", "de"], "topics": ["Old Maps"]},
    "deliver": {
        "at": ["09:00", "17:30"],
        "quiet": "22:00-07:00",
        "people_per_day": 2,
        "weekly": True,
        "monthly": False,
    },
}


def config(**changes):
    """The file with these changes of its sections."""
    written = {name: {**table, **changes.get(name, {})} for name, table in FILE.items()}
    return Config.of(written, Path())


@pytest.fixture
def said(store):
    """What holds after these were said."""

    def hold(what=None, *, file=None):
        with store.begin() as tx:
            for setting, value in (what or {}).items():
                settings.put(tx, setting, value)
            return owner_preferences(tx, file or config())

    return hold


def test_by_itself_the_file_holds(said):
    """All of it."""
    held = said()
    assert (held.schedule.at, held.schedule.quiet, held.schedule.people_per_day) == (
        (time(9), time(17, 30)), (time(22), time(7)), 2,
    )  # fmt: skip
    assert str(held.schedule.zone) == "Europe/Berlin"
    assert (held.topics, held.weekly, held.monthly, held.stopped, held.paused_until) == (
        ("Old Maps",), True, False, False, None,
    )  # fmt: skip


def test_what_was_said_since_holds_instead(said):
    """Each thing by itself, an empty list as well as a full one."""
    held = said({AT: (time(8),), PEOPLE_A_DAY: 5, TOPICS: (), WEEKLY: False, MONTHLY: True})
    assert (held.schedule.at, held.schedule.people_per_day, held.topics, held.weekly, held.monthly) == (
        (time(8),), 5, (), False, True,
    )  # fmt: skip


@pytest.mark.parametrize(("at", "quiet", "times", "hours"), [
    ("as-they-come", "22:00-07:00", (), (time(22), time(7))),
    (["09:00"], "", (time(9),), None),
    (["09:00"], "22:00-22:00", (time(9),), None),
])  # fmt: skip
def test_no_times_and_no_quiet_hours_are_none(said, at, quiet, times, hours):
    """Hours that begin and end together are none."""
    schedule = said(file=config(deliver={"at": at, "quiet": quiet})).schedule
    assert (schedule.at, schedule.quiet) == (times, hours)


def test_topics_are_those_that_were_said_else_of_the_file_else_derived(store):
    """In this order."""
    none = config(owner={"topics": []})
    with store.begin() as tx:
        assert topics(tx, none) == ()
        settings.put(tx, DERIVED_TOPICS, ("lighthouses",))
        assert (topics(tx, none), topics(tx, config())) == (("lighthouses",), ("Old Maps",))
        assert owner_preferences(tx, none).topics == ("lighthouses",)
        settings.put(tx, TOPICS, ("birds",))
        assert topics(tx, none) == topics(tx, config()) == ("birds",)


def test_a_pause_rests_until_its_end(said):
    """And a stop until it is taken back."""
    held = said({PAUSED_UNTIL: NOW + timedelta(hours=1)})
    assert held.resting(NOW)
    assert not held.resting(NOW + timedelta(hours=1))
    assert said({STOPPED: True}).resting(NOW + timedelta(days=900))


def test_nothing_is_begun_at_rest_nor_in_quiet_hours(said):
    """Each is enough."""
    evening, night = NOW, NOW.replace(hour=22)
    assert not said().silent(evening)
    assert said().silent(night)
    assert said({STOPPED: True}).silent(evening)


def test_a_rest_can_be_thought_away(said):
    """For `look`; quiet hours stay."""
    held = rested(said({STOPPED: True, PAUSED_UNTIL: NOW + timedelta(days=9)}))
    assert not held.resting(NOW)
    assert held.silent(NOW.replace(hour=22))


def test_the_owner_is_known_by_every_account_of_theirs(store):
    """Their names, their languages and their topics, in lower case."""
    with store.begin() as tx:
        people.meet(tx, an_account("lena"), now=NOW, own=True)
        people.meet(tx, an_account("amy"), now=NOW, own=True)
        people.meet(tx, an_account("bob"), now=NOW)
        known = profile(tx, config())
    assert known.uids == {"lena@books.example", "amy@books.example"}
    assert (known.names, known.languages, known.topics, str(known.zone)) == (
        ("Amy", "Lena"), ("en", "de"), ("old maps",), "Europe/Berlin",
    )  # fmt: skip
