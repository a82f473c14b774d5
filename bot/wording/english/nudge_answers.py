"""Say the small words that answer what the owner makes of a nudge: skipped, later, done, why (VOICE 2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain import Person
from bot.wording.english.phrases import anew, ended, paragraphs, tagged, taken
from bot.wording.english.times import at
from bot.wording.text import Cleaned, Name, first


def skipped(to: Name) -> str:
    """`skip`."""
    return f"Let go, this one about {first(to)}."


def later(when: datetime, to: Name, now: datetime, zone: ZoneInfo) -> str:
    """`later`, with or without a time."""
    return f"{first(to)} again {at(when, now, zone)}, if it still matters then."


def comes_again(
    when: datetime, to: Name, now: datetime, zone: ZoneInfo, *, as_said: bool = True, later: str = "later"
) -> str:
    """An answer to a nudge that was put off and has not come back yet. `as_said`: at the time that the owner named.

    `later` is how that word is said of this one.
    """
    comes = f"{first(to)} comes again {at(when, now, zone)}{', as you said' if as_said else ''}"
    return f"{comes}, so nothing happened. {later} and a time changes it."


def comes_now(to: Name, asked_for: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`show`, of one that was put off until `asked_for`."""
    instead = f" instead of {at(asked_for, now, zone)}" if asked_for > now else ""
    return f"{first(to)} comes now{instead}."


def done(to: Name) -> str:
    """`done`: the owner answered elsewhere."""
    return f"Good. {first(to)} is answered, then."


def closed(to: Name) -> str:
    """An answer to a nudge that is over."""
    return f"The one about {first(to)} is closed, so nothing happened. list shows what is open."


def taste_learnt(*, more: bool, about: str) -> str:
    """`more like this`, `less like this`; `about` is the weightiest reason for this one."""
    weighed = f" What spoke for it most: {ended(Cleaned(about))}" if about else ""
    return f"{'More' if more else 'Fewer'} like this from now on.{weighed}"


def why(person: Person, reasons: Sequence[str], *, left: int, code: str, answers: str = "", alone: bool = True) -> str:
    """`why`: one line a reason, as the rules put it. `left` is the number of other posts that were left for this one.

    `answers` is what can be said to it, where that is not the usual; `alone`: without the code.
    """
    others = f"{left:,} other {'post was' if left == 1 else 'posts were'} left for this one. " if left else ""
    skip, less = (taken(word, code, alone=alone) for word in ("skip", "less like this"))
    words = answers or f"{anew('Your own words', code, alone=alone)}, or {skip}, or {less}."
    return paragraphs(
        f"Why {first(person)}, why now:", "\n".join(map(Cleaned, reasons)), tagged(f"{others}{words}", code)
    )
