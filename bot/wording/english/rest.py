"""Speak of rest (VOICE 4): nothing is ever behind, and nothing piles up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.wording.english.phrases import LONGEST_SAID, capital, listed, number, sentences
from bot.wording.english.receipts import kept_from
from bot.wording.english.times import at, span, until
from bot.wording.english.undoing import still_deleted
from bot.wording.text import Cleaned, Name, first


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
        return f"{over} I found nothing from that time to bring you. pause 1w if you would rather rest on."
    what = "one thing still matters" if len(still) == 1 else f"{number(len(still))} things still matter"
    comes = "It comes" if len(still) == 1 else "They come"
    these = listed(Cleaned(each, LONGEST_SAID) for each in still)
    return (
        f"{over} Of all that happened {what}: {these}. {comes} {at(next_at, now, zone)}. "
        "pause 1w if you would rather rest on."
    )


def stopped(taken_back: Sequence[Name] = (), maybe_out: Sequence[Name] = (), being_deleted: Sequence[Name] = ()) -> str:
    """`stop`. `taken_back` are the names of those whose answer was on its way, `maybe_out` of those whose answer left before,
    and nobody knows whether it is out; `being_deleted` of those whose answer is, as the owner wished.
    """
    more = "Nothing else goes out" if maybe_out or being_deleted else "Nothing goes out"
    unsure = " ".join([*(kept_from(who) for who in maybe_out), *(still_deleted(who) for who in being_deleted)])
    said = sentences(_taken_back(taken_back, nothing_else=not (maybe_out or being_deleted)), unsure)
    return f"Stopped. {said} {more} and I write nothing{' else' if being_deleted else ''} until you say resume."


def _taken_back(names: Sequence[Name], *, nothing_else: bool) -> str:
    if not names:
        return "Nothing was on its way." if nothing_else else ""
    if len(names) > 1:
        return f"The answers to {listed([first(who) for who in names])} that were on their way are taken back."
    what = f"The answer to {first(names[0])} that was on its way is taken back"
    return f"{what}, nothing else was." if nothing_else else f"{what}."


def at_rest(ends: datetime | None, now: datetime, zone: ZoneInfo) -> str:
    """Said with `list`; `ends` is None after `stop`."""
    if ends is None:
        return "All is stopped: nothing goes out until you say resume."
    return f"I rest until {until(ends, now, zone)}; resume ends it sooner."


def resumed(next_at: datetime | None, now: datetime, zone: ZoneInfo, *, nothing_went: bool = False) -> str:
    """`resume`; `nothing_went`: it ends a stop, and it is known that nothing went out in it."""
    meanwhile = " Nothing went out meanwhile." if nothing_went else ""
    when = f" {capital(at(next_at, now, zone))}, if there is something." if next_at else ""
    return f"I am back.{meanwhile}{when}"


def not_stopped() -> str:
    """`resume`, when nothing rests."""
    return "I am not resting, so nothing changed. pause 1w begins a rest."


def fewer() -> str:
    """Several nudges without an answer; said once, then acted on."""
    return (
        "You have other things to do, so I write less: one person every few days. more brings one at once, and any "
        "answer of yours brings back the usual pace. This needs none."
    )
