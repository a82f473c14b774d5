"""Say that nothing comes about somebody, for how long, and what ends it: `never`, `mute`, `forget`, `again` (VOICE 5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain import Person
from bot.wording.english.phrases import listed, sentences
from bot.wording.english.times import at, until
from bot.wording.text import Cleaned, first, name


def lifted(person: Person, now: datetime) -> str:
    """What ends as somebody is wanted again; "" where nothing stood in the way."""
    called = first(person)
    if person.forget_at is not None:
        return f"{called} is not forgotten, then: what I have stored stays."
    return "" if person.may_be_spoken_of(now) else f"I am no longer silent about {called}."


def not_spoken_of(person: Person, now: datetime, zone: ZoneInfo, *, called: Cleaned | None = None) -> str:
    """Why nothing is said about somebody, and what ends that; nothing where they may be spoken of."""
    if person.forget_at is not None:
        return forgets_soon(person, called)
    if person.never:
        word = (called or name(person)).lower()
        return f"You hear nothing from me about {name(person)}, as you said. again {word} takes it back."
    return quiet_still(person, now, zone, called=called) if person.is_quiet(now) else ""


def forgets_soon(person: Person, called: Cleaned | None) -> str:
    """That somebody is about to be forgotten, and how that is ended."""
    word = (called or name(person)).lower()
    return f"You asked me to forget {name(person)}; again {word}, said in time, takes it back."


def never(person: Person, called: Cleaned | None = None) -> str:
    """`never NAME`."""
    word = (called or name(person)).lower()
    return f"You will hear nothing from me about {name(person)} again. Nobody is told. again {word} takes it back."


def mute(person: Person, ends: datetime, now: datetime, zone: ZoneInfo, *, called: Cleaned | None = None) -> str:
    """`mute NAME 3d`."""
    quiet = f"Quiet about {first(person)} until {until(ends, now, zone)}."
    word = (called or name(person)).lower()
    return f"{quiet} Only I am; your app still shows {first(person)}. again {word} ends it."


def quiet_about(person: Person, now: datetime, zone: ZoneInfo, *, called: Cleaned | None = None) -> str:
    """Said with `list` while somebody is muted."""
    return f"Quiet about {called or name(person)} until {until(person.quiet_until or now, now, zone)}."


def quiet_still(person: Person, now: datetime, zone: ZoneInfo, *, called: Cleaned | None = None) -> str:
    """Said with `who` while somebody is muted, and where a post of theirs is asked for."""
    return f"{quiet_about(person, now, zone, called=called)} again {(called or name(person)).lower()} ends it."


def again(person: Person, now: datetime, *, words: Sequence[str] = ()) -> str:
    """`again NAME`. `words` are the codes of what ended with the owner's own words: these are not shown by themselves."""
    if person.may_be_spoken_of(now):
        return f"Nothing you said kept {name(person)} from coming up, so nothing changed."
    kept = lifted(person, now) if person.forget_at is not None else ""
    shows = listed([f"show {code}" for code in words])
    return sentences(
        kept, f"{name(person)} may come up again.", f"Your words from before are kept: {shows}." if words else ""
    )


def forgets(person: Person, when: datetime, now: datetime, zone: ZoneInfo, *, posts: int, threads: int) -> str:
    """`forget NAME`; at that time it can no longer be taken back."""
    counts = [_count(count, one) for count, one in ((posts, "post"), (threads, "thread")) if count]
    stored = f"Everything I have stored about {name(person)}{f', {listed(counts)},' if counts else ''}"
    return f"{stored} goes {at(when, now, zone)}; undo until then. I keep only a mark that I must not collect it anew."


def _count(count: int, one: str) -> str:
    return f"{count:,} {one if count == 1 else f'{one}s'}"
