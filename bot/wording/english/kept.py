"""Say what is kept for somebody: a note, a reminder, a reason for a word now and then, an eye on them (VOICE 5)."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain import Person
from bot.wording.english.phrases import capital, ended, noted, paragraphs, quoted, sentences, shortened, web
from bot.wording.english.silence import forgets_soon
from bot.wording.english.times import at, day, span
from bot.wording.text import Cleaned, first, name


def watching(person: Person) -> str:
    """`keep watching`."""
    return f"I keep an eye on {first(person)} and say so if that changes."


def converses_now(person: Person) -> str:
    """An account that is watched, and that answered nobody before."""
    called = first(person)
    return (
        f"{name(person)} has begun to answer people. I look out for a post of {called}'s that is worth a word of yours."
    )


def let_be(person: Person) -> str:
    """`let it be`."""
    return f"Let be. {first(person)} stays as before."


def keep(person: Person, every: timedelta, *, called: Cleaned | None = None) -> str:
    """`keep NAME 6w`."""
    return (
        f"{name(person)}. About every {_every(every)} I look for something of theirs that is worth a word, and stay "
        f"silent if you two have spoken meanwhile. keep {(called or first(person)).lower()} off ends it."
    )


def _every(length: timedelta) -> str:
    """`six weeks`, `week`."""
    return span(length).removeprefix("a ").removeprefix("one ")


def keep_off(person: Person, *, silent: bool = False) -> str:
    """`keep NAME off`. `silent`: nothing else comes about them either."""
    return "Ended." if silent else f"Ended. {first(person)} comes up only when a post gives a reason."


def no_keep(person: Person) -> str:
    """`keep NAME off`, where nothing was looked for."""
    return f"I was not looking for a reason for a word with {first(person)}, so nothing happened."


def note(person: Person) -> str:
    """`note NAME …`."""
    return f"Kept, for you alone, and shown with {name(person)} from now on."


def remind_kept(
    person: Person,
    when: datetime,
    now: datetime,
    zone: ZoneInfo,
    *,
    words: bool = True,
    before: datetime | None = None,
    before_words: str = "",
    moved: bool = False,
) -> str:
    """`remind NAME 3w …`. `words`: the owner said what about. `before`: when the one comes that this takes the place of.

    What was noted then stays where nothing is noted now. `moved`: it comes later than at the time that they named.
    """
    stays = before is not None and not words and before_words.strip()
    brings = ", with what you noted now" if words else ", with what you noted before" if stays else ""
    why = "; until then you asked for quiet" if moved else ""
    given_up = f": {quoted(shortened(before_words))}" if words and before_words.strip() else ""
    instead = f", in place of the one {at(before, now, zone)}{given_up}" if before is not None else ""
    comes = f"{capital(at(when, now, zone))} I bring you {first(person)}{brings}{why}."
    return sentences(ended(f"Kept{instead}"), comes)


def kept_waiting(person: Person, *, called: Cleaned | None = None) -> str:
    """`keep`, `remind`, after `never`: nothing of it comes."""
    word = (called or name(person)).lower()
    return f"Kept. You hear nothing from me about {name(person)}, so it waits until you say again {word}."


def not_kept(person: Person, *, called: Cleaned | None = None) -> str:
    """`note`, `keep`, `remind`, while somebody is about to be forgotten."""
    return f"Nothing is kept now. {forgets_soon(person, called)}"


def reminder(person: Person, words: str, asked: datetime, now: datetime, zone: ZoneInfo, *, link: str = "") -> str:
    """What was asked for with `remind`, when its time has come."""
    about = f": {noted(words)}" if words.strip() else "."
    return paragraphs(f"{capital(day(asked, now, zone))} you asked me to bring up {name(person)}{about}", web(link))
