"""When the bot may begin something, how much, and when it lets go; in the owner's zone, over every change of the clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.decide.schedule import (
    Schedule,
    day,
    due,
    expires,
    expires_delivered,
    expires_later,
    is_quiet,
    later,
    moment,
    next_due,
    next_slot,
    quiet_ends,
    room,
    tempo,
    week,
)
from bot.domain import SuggestionState
from tests.decide.builders import NOW, PACE, ZONE, ago, past, person

TOMAS, INES, JONAH, NADIA = map(person, ("tomas", "ines", "jonah", "nadia"))
AS_THEY_COME = replace(PACE, at=())


def utc(text: str) -> datetime:
    """A time in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def local(text: str, zone: ZoneInfo = ZONE) -> datetime:
    """A time in Berlin, as UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def test_a_day_and_a_week_are_the_owners():
    """Half past eleven in the evening UTC is tomorrow in Berlin, and Sunday night may be Monday."""
    assert day(utc("2026-11-18 23:30"), ZONE) == date(2026, 11, 19)
    assert week(utc("2026-11-18 12:00"), ZONE) == date(2026, 11, 16)
    assert week(utc("2026-11-15 23:30"), ZONE) == date(2026, 11, 16)


@pytest.mark.parametrize(
    ("at", "quiet"), [("21:59", False), ("22:00", True), ("03:00", True), ("06:59", True), ("07:00", False)]
)
def test_quiet_hours_run_over_midnight(at, quiet):
    """From ten to seven nothing begins."""
    assert quiet == is_quiet(PACE, local(f"2026-11-18 {at}"))


def test_quiet_hours_may_lie_within_a_day_or_be_none():
    """A rest at noon; or none at all."""
    noon = replace(PACE, quiet=(time(12), time(14)))
    assert is_quiet(noon, local("2026-11-18 13:00"))
    assert not is_quiet(noon, local("2026-11-18 14:00"))
    assert not is_quiet(replace(PACE, quiet=None), local("2026-11-18 03:00"))
    assert not is_quiet(replace(PACE, quiet=(time(7), time(7))), local("2026-11-18 07:00"))


def test_quiet_ends_at_the_hour_that_was_said():
    """In the night it is the morning; by day it is now."""
    assert quiet_ends(PACE, local("2026-11-18 23:00")) == local("2026-11-19 07:00")
    assert quiet_ends(PACE, local("2026-11-19 03:00")) == local("2026-11-19 07:00")
    assert quiet_ends(PACE, NOW) == NOW


@pytest.mark.parametrize(
    ("after", "slot"),
    [
        ("2026-11-18 08:59", "2026-11-18 09:00"),
        ("2026-11-18 09:00", "2026-11-18 17:30"),
        ("2026-11-18 17:30", "2026-11-19 09:00"),
        ("2026-12-31 20:00", "2027-01-01 09:00"),
    ],
)
def test_the_next_slot_is_the_next_time_of_the_day(after, slot):
    """Strictly after: a slot that was served does not come again."""
    assert next_slot(PACE, local(after)) == local(slot)


def test_a_slot_in_quiet_hours_moves_to_their_end():
    """Half past six is within the quiet of the night."""
    early = replace(PACE, at=(time(6, 30), time(17, 30)))
    assert next_slot(early, local("2026-11-18 00:10")) == local("2026-11-18 07:00")


def test_as_they_come_still_leaves_a_pause_and_the_night():
    """One person at a time, not a volley; at night in the morning."""
    assert next_slot(AS_THEY_COME, local("2026-11-18 11:00")) == local("2026-11-18 11:30")
    assert next_slot(AS_THEY_COME, local("2026-11-18 21:45")) == local("2026-11-19 07:00")


@pytest.mark.parametrize(
    ("schedule", "last", "now", "then"),
    [
        (PACE, None, "2026-11-18 11:00", None),
        (PACE, None, "2026-11-18 23:00", "2026-11-19 07:00"),
        (PACE, "2026-11-18 10:00", "2026-11-18 11:00", "2026-11-18 17:30"),
        (AS_THEY_COME, "2026-11-18 10:00", "2026-11-18 11:00", None),
        (AS_THEY_COME, None, "2026-11-18 23:00", "2026-11-19 07:00"),
    ],
)
def test_the_first_delivery_waits_for_the_night_and_for_no_time(schedule, last, now, then):
    """What is said of the next is what happens."""
    found = next_due(schedule, last and local(last), local(now))
    assert found == (then and local(then))
    assert found is not None or last is not None or due(schedule, None, local(now))


SPRING, AUTUMN = date(2027, 3, 28), date(2026, 10, 25)  # in Berlin 2:00 to 3:00 is skipped, or comes twice


def test_a_time_that_the_clocks_skip_comes_an_hour_later():
    """Half past two does not exist in that night: it is half past three."""
    assert moment(SPRING, time(2, 30), ZONE) == utc("2027-03-28 01:30")
    night = Schedule(ZONE, at=(time(2, 30),))
    assert next_slot(night, utc("2027-03-27 20:00")) == utc("2027-03-28 01:30")
    assert next_slot(night, utc("2027-03-28 01:30")) == utc("2027-03-29 00:30")


def test_a_time_that_the_clocks_repeat_comes_once():
    """Half past two comes twice in that night, and one delivery with it."""
    night = Schedule(ZONE, at=(time(2, 30),))
    first = next_slot(night, utc("2026-10-24 20:00"))
    assert first == utc("2026-10-25 00:30")
    assert next_slot(night, first) == utc("2026-10-26 01:30")


def test_nine_is_nine_on_either_side_of_a_change():
    """What the owner reads on the wall counts, not the hours between."""
    assert next_slot(PACE, utc("2027-03-27 17:00")) == utc("2027-03-28 07:00")
    assert next_slot(PACE, utc("2026-10-24 17:00")) == utc("2026-10-25 08:00")


@given(
    start=st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)),  # noqa: DTZ001 - made UTC below
    zone=st.sampled_from(["Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"]),
    at=st.lists(st.times(), min_size=1, max_size=3),
    quiet=st.one_of(st.none(), st.tuples(st.times(), st.times())),
)
def test_slots_always_come_and_never_in_quiet_hours(start, zone, at, quiet):
    """In every zone, at every change: strictly later, never quiet, at most so many a day."""
    schedule = Schedule(ZoneInfo(zone), at=tuple(t.replace(second=0, microsecond=0) for t in at), quiet=quiet)
    now = start.replace(tzinfo=UTC)
    slot = next_slot(schedule, now)
    assert now < slot <= now + timedelta(days=2)
    assert not is_quiet(schedule, slot)


def test_a_delivery_is_due_when_a_slot_has_passed_since_the_last_look():
    """Not before its time, once at it, and once after a stop, however many slots were missed."""
    looked = local("2026-11-18 08:00")
    assert not due(PACE, looked, local("2026-11-18 08:59"))
    assert due(PACE, looked, local("2026-11-18 09:00"))
    assert due(PACE, looked, local("2026-11-21 12:00"))
    assert not due(PACE, local("2026-11-21 12:00"), local("2026-11-21 12:01"))


def test_nothing_is_due_at_night_and_it_comes_in_the_morning():
    """A slot that passed while the program was down waits for the end of the quiet hours."""
    looked = local("2026-11-18 17:00")
    assert not due(PACE, looked, local("2026-11-18 23:00"))
    assert due(PACE, looked, local("2026-11-19 07:00"))
    assert due(PACE, None, NOW)


def test_later_alone_is_the_first_delivery_of_tomorrow():
    """Also just before midnight, also without times."""
    assert later(PACE, local("2026-11-18 17:40")) == local("2026-11-19 09:00")
    assert later(PACE, local("2026-11-18 00:10")) == local("2026-11-19 09:00")
    assert later(AS_THEY_COME, NOW) == local("2026-11-19 09:00")
    assert later(replace(PACE, at=(time(6),)), NOW) == local("2026-11-19 07:00")


def test_people_are_counted_by_the_owners_day():
    """Three a day, both deliveries together; tomorrow there are three again."""
    today = (past(TOMAS, at=ago(hours=3)), past(INES, at=ago(hours=3)))
    assert room(PACE, today, NOW) == 1
    assert room(PACE, today, NOW + timedelta(days=1)) == 3
    assert room(PACE, (), NOW) == 3


def test_somebody_counts_once_a_day():
    """Persons are counted, not messages."""
    assert room(PACE, (past(TOMAS, at=ago(hours=3)), past(TOMAS, at=ago(hours=1))), NOW) == 2


def test_more_and_returns_of_later_take_no_place():
    """Whoever asks for more keeps the places of the day."""
    assert room(PACE, (past(TOMAS, at=ago(hours=1), counts=False),), NOW) == 3


def test_there_is_never_less_than_no_room():
    """A day on which the number was lowered is full, and not more than full."""
    today = tuple(past(one, at=ago(hours=2)) for one in (TOMAS, INES, JONAH))
    assert room(replace(PACE, people_per_day=1), today, NOW) == 0


def ignored(days_ago: float, **changes):
    """A nudge to which nothing came."""
    return past(TOMAS, at=ago(days=days_ago), state=SuggestionState.EXPIRED, answered_at=None, **changes)


def test_several_nudges_without_an_answer_slow_down():
    """Fewer: one person every few days."""
    four = tuple(ignored(days) for days in (2, 3, 4, 5))
    assert tempo(PACE, four, NOW).slowed
    assert tempo(PACE, four, NOW).people == 1
    assert not tempo(PACE, four[:3], NOW).slowed
    assert room(PACE, four, NOW) == 0
    assert room(PACE, four, ago(days=-1.1)) == 1


def test_any_answer_restores_the_pace():
    """To the nudge, in another app, or anything said to the bot at all."""
    four = tuple(ignored(days) for days in (2, 3, 4, 5))
    assert not tempo(PACE, (*four, past(INES, at=ago(days=1))), NOW).slowed
    skipped = past(INES, at=ago(days=1), state=SuggestionState.SKIPPED, answered_at=None)
    assert not tempo(PACE, (*four, skipped), NOW).slowed
    assert not tempo(PACE, four, NOW, heard=ago(hours=1)).slowed
    assert tempo(PACE, four, NOW, heard=ago(days=6)).slowed


def test_what_was_only_just_sent_is_not_unanswered():
    """People sleep, work and swim: a day goes by before silence is silence."""
    fresh = tuple(ignored(hours / 24) for hours in (2, 3, 4, 5))
    assert not tempo(PACE, fresh, NOW).slowed
    waiting = tuple(ignored(days) for days in (2, 3, 4))
    assert not tempo(PACE, (*waiting, replace(ignored(5), state=SuggestionState.AWAITING_DELIVERY)), NOW).slowed


def test_everything_ends_by_itself():
    """48 hours after its post, a week for a question from someone known, 72 hours after it was delivered, a day after later."""
    assert expires(NOW, question_from_known=False) == NOW + timedelta(hours=48)
    assert expires(NOW, question_from_known=True) == NOW + timedelta(days=7)
    assert expires_delivered(NOW) == NOW + timedelta(hours=72)
    assert expires_later(NOW) == NOW + timedelta(hours=24)
