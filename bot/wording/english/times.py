"""Say times as a friend would: in the owner's zone, in words, with the year only when it is another one (VOICE rule 8).

`when`, `then` and `now` are aware; everything is said in `zone`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.wording.english.phrases import listed, number, some

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
AFTERNOON, EVENING = 12, 18
WEEK = 7

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def clock(when: datetime, zone: ZoneInfo) -> str:
    """`9:00`, `17:42`."""
    local = when.astimezone(zone)
    return f"{local.hour}:{local.minute:02}"


def _year(when: datetime, now: datetime, zone: ZoneInfo) -> str:
    local = when.astimezone(zone)
    return "" if local.year == now.astimezone(zone).year else f" {local.year}"


def date(when: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`3 March`, or `3 March 2024` when it is another year."""
    local = when.astimezone(zone)
    return f"{local.day} {MONTHS[local.month - 1]}{_year(when, now, zone)}"


def weekday(when: datetime, zone: ZoneInfo) -> str:
    """`Wednesday`."""
    return DAYS[when.astimezone(zone).weekday()]


def _days_off(when: datetime, now: datetime, zone: ZoneInfo) -> int:
    return (when.astimezone(zone).date() - now.astimezone(zone).date()).days


def day(when: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`today`, `yesterday`, `tomorrow`, `on Tuesday` (within six days), `on 3 March`."""
    off = _days_off(when, now, zone)
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    if off in near:
        return near[off]
    return f"on {weekday(when, zone)}" if abs(off) < WEEK else f"on {date(when, now, zone)}"


def since(when: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`yesterday`, `Tuesday`, `3 March`: what stands after `from`, `since` or `until`."""
    return day(when, now, zone).removeprefix("on ")


def at(when: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`at 17:42`, `tomorrow at 9:00`, `on Friday at 9:00`, `on 2 December at 9:00`."""
    hour = f"at {clock(when, zone)}"
    return hour if _days_off(when, now, zone) == 0 else f"{day(when, now, zone)} {hour}"


def until(when: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`17:42`, `tomorrow, 9:00`, `Wednesday 2 December, 9:00`: what stands after `until`."""
    off = _days_off(when, now, zone)
    if off == 0:
        return clock(when, zone)
    named = "tomorrow" if off == 1 else f"{weekday(when, zone)} {date(when, now, zone)}"
    return f"{named}, {clock(when, zone)}"


def month(when: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`in January`, or nearer to now what `day` says."""
    if now - when < 4 * WEEK * DAY:
        return day(when, now, zone)
    return f"in {MONTHS[when.astimezone(zone).month - 1]}{_year(when, now, zone)}"


def ago(then: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`just now`, `20 minutes ago`, `two hours ago`, `this morning`, `yesterday`, `on Tuesday`."""
    passed = now - then
    if passed < 5 * MINUTE:
        return "just now"
    if passed < 6 * HOUR:
        return f"{_short_while(passed)} ago"
    if _days_off(then, now, zone) == 0:
        hour = then.astimezone(zone).hour
        return "this morning" if hour < AFTERNOON else "this afternoon" if hour < EVENING else "this evening"
    return day(then, now, zone)


def _short_while(passed: timedelta) -> str:
    """Only as exact as it is: to five minutes, an hour and a half, whole hours."""
    if passed < 53 * MINUTE:
        exact = passed // MINUTE if passed < 10 * MINUTE else 5 * round(passed / (5 * MINUTE))
        return f"{number(exact)} minutes"
    if passed < 76 * MINUTE:
        return "an hour"
    return "an hour and a half" if passed < 105 * MINUTE else some(round(passed / HOUR), "hour")


def span(length: timedelta) -> str:
    """`six minutes`, `two hours`, `three days`, `seven weeks`, `four months`, in whole units that have passed."""
    if length < 90 * MINUTE:
        return some(length // MINUTE, "minute") if length >= 2 * MINUTE else "a minute"
    if length < 2 * DAY:
        return some(round(length / HOUR), "hour")
    if length < 2 * WEEK * DAY:
        return "a week" if length.days == WEEK else some(length.days, "day")
    if length < 14 * WEEK * DAY or (length.days % WEEK == 0 and length < 26 * WEEK * DAY):
        return some(length.days // WEEK, "week")
    months = int(length.days / 30.44)
    return some(months, "month") if length < 700 * DAY else some(length.days // 365, "year")


def listed_hours(hours: Sequence[str]) -> str:
    """`9:00 and 17:30`, from hours as they are configured ("09:00")."""
    return listed([hour.removeprefix("0") for hour in hours])
