"""Say what is wrong in one breath: what happened, what was kept, what to do (VOICE 8); and good evening (VOICE 9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.voice.phrases import first, number, paragraphs, series
from bot.voice.times import clock, day, listed_hours, weekday


def login_ended(where: str, command: str, since: datetime, now: datetime, zone: ZoneInfo, *, still: str = "") -> str:
    """One source stopped. `still` is the network that goes on; `command` mends it ("nudge login bluesky")."""
    when = (
        clock(since, zone)
        if since.astimezone(zone).date() == now.astimezone(zone).date()
        else day(since, now, zone).removeprefix("on ")
    )
    reads = f"I read only {still} since {when}" if still else f"I have read nothing since {when}"
    return f"{where} no longer accepts my login for your account, so {reads}. Everything is kept. On the server: {command}. I say this once."


def login_back(where: str) -> str:
    """A login that works again."""
    return f"{where} works again. Nothing was lost."


def back_after_absence(since: datetime, now: datetime, zone: ZoneInfo, *, follows: bool) -> str:
    """The program did not run for a while."""
    day_then = "" if since.astimezone(zone).date() == now.astimezone(zone).date() else f"{_named(since, now, zone)} "
    still = (
        "Of what happened meanwhile one thing is still worth your day, and it follows; the rest is let go."
        if follows
        else "Nothing of what happened meanwhile needs you any more."
    )
    return f"I did not run from {day_then}{clock(since, zone)} until now. {still} Nothing of yours was lost or sent."


def _named(when: datetime, now: datetime, zone: ZoneInfo) -> str:
    said = day(when, now, zone)
    return said.removeprefix("on ") if said != "yesterday" else weekday(when, zone)


def hello(
    owner: str, *, topics: Sequence[str], at: Sequence[str], people_per_day: int, now: datetime, zone: ZoneInfo,
    follows: bool, can_post: bool = True, keep_name: bool = False,
) -> str:  # fmt: skip
    """The first message of all. `at` are the hours as configured; `keep_name`: answers need the bot's name (MO-9)."""
    posted = (
        "nothing is posted until you say send to the exact words"
        if can_post
        else "I cannot post: you get the exact text and a link"
    )
    talk = f"You talk most about {series(topics[:3])}; I go by that, and topics changes it. " if topics else ""
    most = f"{number(people_per_day)} people" if people_per_day != 1 else "one person"
    when = f"I write at {listed_hours(at)}" if at else "I write when there is something"
    end = "As it is the first time, one follows now. help shows the rest." if follows else "help shows the rest."
    name = "Leave my name in front of your answers; this server needs it. " if keep_name else ""
    return paragraphs(
        f"{greeting(now, zone)}, {first(owner)}. I write to you and to nobody else, and {posted}.",
        f"{talk}{when}, {most} a day at most, and on some days nobody.",
        f"{name}{end}",
    )


def greeting(now: datetime, zone: ZoneInfo) -> str:
    """Good morning, good afternoon or good evening."""
    hour = now.astimezone(zone).hour
    return "Good morning" if 4 <= hour < 12 else "Good afternoon" if 12 <= hour < 18 else "Good evening"


def thanks(next_at: str) -> str:
    """`thanks`. `next_at` as `times.at` says it, or empty."""
    return f"With pleasure. {next_at[:1].upper()}{next_at[1:]}, if there is something." if next_at else "With pleasure."
