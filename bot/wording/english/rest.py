"""Speak of rest (VOICE 4): nothing is ever behind, and nothing piles up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.wording.english.phrases import LONGEST_SAID, capital, first, listed, number
from bot.wording.english.times import at, span, until
from bot.wording.text import Cleaned, Name


def resting(ends: datetime, now: datetime, zone: ZoneInfo, *, people_per_day: int = 3) -> str:
    """`pause`."""
    most = f"{number(people_per_day)} people" if people_per_day != 1 else "one person"
    return (
        f"Resting until {until(ends, now, zone)}. I go on reading, quietly, and save up no pile: afterwards you get "
        f"what still matters, {most} at most, and the rest goes. resume ends it sooner."
    )


def rested(length: timedelta, still: Sequence[str], next_at: datetime | None, now: datetime, zone: ZoneInfo) -> str:
    """The end of a pause. `still` are names, or sentences without full stop: "Ines Duarte is back"."""
    whole = span(length).removeprefix("a ").removeprefix("one ")
    over = f"The {whole} {'are' if whole.endswith('s') else 'is'} over."
    if not still or next_at is None:
        return f"{over} Nothing that happened needs you. pause 1w if you would rather rest on."
    what = "one thing still matters" if len(still) == 1 else f"{number(len(still))} things still matter"
    comes = "It comes" if len(still) == 1 else "They come"
    these = listed(Cleaned(each, LONGEST_SAID) for each in still)
    return (
        f"{over} Of all that happened {what}: {these}. {comes} {at(next_at, now, zone)}. "
        "pause 1w if you would rather rest on."
    )


def stopped(taken_back: Sequence[Name] = ()) -> str:
    """`stop`. `taken_back` are the names of those whose answer was on its way."""
    if not taken_back:
        return "Stopped. Nothing was on its way. Nothing goes out and I write nothing until you say resume."
    if len(taken_back) == 1:
        what = f"The answer to {first(taken_back[0])} that was on its way is taken back, nothing else was."
    else:
        what = f"The answers to {listed([first(who) for who in taken_back])} that were on their way are taken back."
    return f"Stopped. {what} Nothing goes out and I write nothing until you say resume."


def at_rest(ends: datetime | None, now: datetime, zone: ZoneInfo) -> str:
    """Said with `list`; `ends` is None after `stop`."""
    if ends is None:
        return "All is stopped: nothing goes out until you say resume."
    return f"I rest until {until(ends, now, zone)}; resume ends it sooner."


def resumed(next_at: datetime | None, now: datetime, zone: ZoneInfo, *, stopped: bool = False) -> str:
    """`resume`; `stopped`: it ends a stop, in which nothing can have gone out."""
    meanwhile = " Nothing went out meanwhile." if stopped else ""
    when = f" {capital(at(next_at, now, zone))}, if there is something." if next_at else ""
    return f"Good to be back.{meanwhile}{when}"


def not_stopped() -> str:
    """`resume`, when nothing rests."""
    return "Nothing rests at the moment, so nothing changed. pause 1w begins a rest."


def fewer() -> str:
    """Several nudges without an answer; said once, then acted on."""
    return (
        "You have other things to do, so I write less: one person every few days. more brings one at once, and any "
        "answer of yours brings back the usual pace. This needs none."
    )
