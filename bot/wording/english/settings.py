"""Confirm what the owner changed by private message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.wording.english.phrases import listed, number, series, shortened
from bot.wording.english.times import clock, listed_hours


def topics(now_are: Sequence[str]) -> str:
    """`topics`, `topics + x - y`."""
    if not now_are:
        return "I go by no topics of yours. topics + and a word adds one."
    return f"I go by these topics: {series(now_are)}. topics + and a word adds one, topics - takes one away."


def hours(at: Sequence[str]) -> str:
    """`at 9:00 17:30`."""
    return f"From now on I write at {listed_hours(at)}."


def zone(named: str, now: datetime, of: ZoneInfo) -> str:
    """`timezone` alone."""
    return f"Times are those of {_place(named)}, where it is {clock(now, of)}. timezone and a city changes it."


def zone_from_now(named: str, now: datetime, of: ZoneInfo) -> str:
    """`timezone Lisbon`: with the time there, so that another one than the owner's is noticed."""
    return f"From now on times and quiet hours are those of {_place(named)}, where it is {clock(now, of)}."


def no_such_zone(said: str, near: str) -> str:
    """`timezone` and a name that no zone has."""
    guess = f"The nearest is {_place(near)}. " if near else ""
    words = "Nothing has changed. timezone and a large city near you, as in timezone Lisbon."
    return f"I know no time zone called {shortened(said)}. {guess}{words}"


def which_zone(said: str, zones: Sequence[str]) -> str:
    """`timezone west`, where several zones are called so and their clocks differ."""
    which = listed((_place(named) for named in zones), last="or")
    return f"I know {number(len(zones))} called {shortened(said)}, so nothing has changed: {which}? timezone and the whole name."


def _place(named: str) -> str:
    return named.replace("_", " ")


def people_per_day(count: int, *, fewer: bool = False) -> str:
    """`two a day`; `fewer`: than were asked for, because there can be no more."""
    most = f"{number(count)} {'person' if count == 1 else 'people'} a day"
    return f"From now on {most} at most{'; I never bring more' if fewer else ''}."


def nobody_a_day() -> str:
    """`no people a day`: that is a rest, and has its own word."""
    return "Nobody at all would be a rest, so nothing changed. pause 1w begins a rest; one person a day is the least."


def letter(which: str, *, on: bool) -> str:
    """`weekly off`, `monthly on`; `which` is "weekly" or "monthly"."""
    if on:
        return f"The {which} letter comes again. {which} off ends it."
    return f"The {which} letter has ended. {which} on brings it back."
