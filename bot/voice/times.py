"""Say times as a friend would: in the owner's zone, in words, with the year only when it is another one (VOICE 8).

`when`, `then` and `now` are aware; everything is said in `zone`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.voice.phrases import listed, number, some

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
AFTERNOON, EVENING = 12, 18


def clock(when: datetime, zone: ZoneInfo) -> str:
    """`9:00`, `17:42`."""
    local = when.astimezone(zone)
    return f"{local.hour}:{local.minute:02}"


def date(when: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`3 March`, or `3 March 2024` when it is another year."""
    local = when.astimezone(zone)
    year = "" if local.year == now.astimezone(zone).year else f" {local.year}"
    return f"{local.day} {MONTHS[local.month - 1]}{year}"


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
    return f"on {weekday(when, zone)}" if abs(off) < 7 else f"on {date(when, now, zone)}"


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
    if now - when < timedelta(days=28):
        return day(when, now, zone)
    local = when.astimezone(zone)
    year = "" if local.year == now.astimezone(zone).year else f" {local.year}"
    return f"in {MONTHS[local.month - 1]}{year}"


def ago(then: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`just now`, `20 minutes ago`, `two hours ago`, `this morning`, `yesterday`, `on Tuesday`."""
    minutes = int((now - then) / timedelta(minutes=1))
    if minutes < 5:
        return "just now"
    if minutes < 6 * 60:
        return f"{_short_while(minutes)} ago"
    if _days_off(then, now, zone) == 0:
        hour = then.astimezone(zone).hour
        return "this morning" if hour < AFTERNOON else "this afternoon" if hour < EVENING else "this evening"
    return day(then, now, zone)


def _short_while(minutes: int) -> str:
    if minutes < 53:
        exact = minutes if minutes < 10 else 5 * round(minutes / 5)
        return f"{number(exact)} minutes"
    if minutes < 76:
        return "an hour"
    if minutes < 105:
        return "an hour and a half"
    return some(round(minutes / 60), "hour")


def span(length: timedelta) -> str:
    """`six minutes`, `two hours`, `three days`, `seven weeks`, `four months`, in whole units that have passed."""
    minutes, days = int(length / timedelta(minutes=1)), length.days
    if minutes < 90:
        return "a minute" if minutes <= 1 else some(minutes, "minute")
    if days < 2:
        return some(round(minutes / 60), "hour")
    if days < 14:
        return "a week" if days == 7 else some(days, "day")
    if days < 98 or days % 7 == 0 and days < 182:
        return some(days // 7, "week")
    return some(int(days / 30.44), "month") if days < 700 else some(days // 365, "year")


def listed_hours(hours: Sequence[str]) -> str:
    """`9:00 and 17:30`, from hours as they are configured ("09:00")."""
    return listed([hour.lstrip("0") if not hour.startswith("00") else hour[1:] for hour in hours])
