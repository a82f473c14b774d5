"""Write the digests of a week and a month (VOICE 7): people by name, and nothing that asks anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.wording.english.phrases import first, listed, name, number, paragraphs, series, subjects
from bot.wording.english.times import MONTHS, span
from bot.wording.text import Name

BY_NAME = 3
"""Up to so many people are named; of more the first two."""


@dataclass(frozen=True, slots=True)
class NewFace:
    """Somebody new among the followers who talks with others: what about, and a sentence of evidence."""

    who: Name
    topics: tuple[str, ...] = ()
    evidence: str = ""


def week(talked: Sequence[Name], new: Sequence[NewFace], *, more_new: bool = False) -> str:
    """The letter of the week. `talked` are the names of everyone with whom the owner exchanged words."""
    people = f"This week, in people: {_some_by_name(talked)}." if talked else "A quiet week."
    faces = "\n".join(f"{name(face.who)}: {_face(face)}" for face in new[:3])
    head = "New among those who follow you, all of whom talk with others:" if new else ""
    offers = []
    if new:
        offers.append(f"meet {first(new[0].who).lower()} begins slowly")
    if more_new:
        offers.append("others shows more")
    offers.append("weekly off ends this letter")
    return paragraphs(people, head, faces, f"None of it needs you. {series(offers)}.")


def _some_by_name(talked: Sequence[Name]) -> str:
    if len(talked) <= BY_NAME:
        return listed(map(name, talked))
    return f"{series([name(who) for who in talked[:2]])}, and {number(len(talked) - 2)} more you talked with"


def _face(face: NewFace) -> str:
    topics = f"{subjects(face.topics, 2)}." if face.topics else ""
    return f"{topics} {face.evidence}".strip()


def others(new: Sequence[NewFace]) -> str:
    """`others`, after the letter of the week."""
    if not new:
        return "Those were all."
    return paragraphs(
        "\n".join(f"{name(face.who)}: {_face(face)}" for face in new),
        f"meet {first(new[0].who).lower()} begins slowly.",
    )


def quiet_week(*, networks: int = 2) -> str:
    """A week without anything; also the sign that the program is alive. `networks`: how many are read."""
    reads = "both networks answer" if networks > 1 else "the network answers"
    return (
        f"A quiet week; nothing needed you. I am well and {reads}. Should a Sunday ever pass without a line "
        "from me, I am not: nudge check says why."
    )


@dataclass(frozen=True, slots=True)
class Month:
    """What happened in a month, by name: every item is a name with what is known, as a short clause."""

    first_words: Sequence[tuple[Name, str]] = ()  # ("Jonah Park", "about a diary that stops mid-sentence")
    back: Sequence[tuple[Name, timedelta]] = ()  # ("Ines Duarte", seven weeks)
    deeper: Sequence[tuple[Name, str]] = ()  # ("Tomas Reed", "Three threads, and the last one Tomas began")
    at_rest: Sequence[
        tuple[Name, str]
    ] = ()  # ("R. J. Hale", "Nobody has had an answer from that account since August")


def month(of: Month, when: datetime, zone: ZoneInfo) -> str:
    """The letter of the month that `when` lies in."""
    lines = [f"First words: {name(who)}, {what}." for who, what in of.first_words]
    lines += [f"Back: {name(who)}, after {span(silent)}." for who, silent in of.back]
    lines += [f"Deeper: {name(who)}. {what}." for who, what in of.deeper]
    lines += [
        f"At rest: {name(who)}. {what}; others may be writing there, and it says nothing about you."
        for who, what in of.at_rest
    ]
    title = f"{MONTHS[when.astimezone(zone).month - 1]}, in people."
    return paragraphs(title, "\n".join(lines), "None of it asks anything of you. monthly off ends these.")
