"""Write the digests of a week and a month (VOICE 7): people by name, and nothing that asks anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.wording.english.phrases import listed, number, paragraphs, series, subjects
from bot.wording.english.times import MONTHS
from bot.wording.text import Cleaned, Name, first, name

BY_NAME = 3
"""Up to so many people are named; of more the first two."""


@dataclass(frozen=True, slots=True)
class NewFace:
    """Somebody new among the followers who talks with others: what about, and a sentence of evidence.

    `called` is what a command is to name them by, where their name is somebody else's, too.
    """

    who: Name
    topics: tuple[str, ...] = ()
    evidence: str = ""
    called: Cleaned | None = None

    @property
    def word(self) -> str:
        """By what `meet` finds them."""
        return (self.called or first(self.who)).lower()


def week(talked: Sequence[Name], new: Sequence[NewFace], *, more_new: bool = False) -> str:
    """The letter of the week. `talked` are the names of everyone with whom the owner exchanged words."""
    people = f"This week, in people: {_some_by_name(talked)}." if talked else "A quiet week."
    faces = "\n".join(f"{name(face.who)}: {_face(face)}" for face in new[:3])
    head = "New among those who follow you, all of whom talk with others:" if new else ""
    offers = []
    if new:
        offers.append(f"meet {new[0].word} begins slowly")
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
        f"meet {new[0].word} begins slowly.",
    )


def quiet_week(*, networks: int = 2, answer: bool = True) -> str:
    """A week without anything; also the sign that the program is alive. `networks`: how many are read; `answer`: all of them do."""
    if not answer:
        return (
            "A quiet week, as far as I could read; not everything answers at the moment, and nudge check says what. Should "
            "a Sunday ever pass without a line from me, I am not well myself."
        )
    reads = "both networks answer" if networks > 1 else "the network answers"
    return (
        f"A quiet week; nothing needed you. I am well and {reads}. Should a Sunday ever pass without a line "
        "from me, I am not: nudge check says why."
    )


@dataclass(frozen=True, slots=True)
class Month:
    """With whom the first words of a month were, and with whom it went deeper: by name, each with a day; nothing is counted."""

    first_words: Sequence[tuple[Name, datetime]] = ()
    """When the first of them were."""
    deeper: Sequence[tuple[Name, datetime]] = ()
    """When the last words were."""


def month(of: Month, when: datetime, zone: ZoneInfo) -> str:
    """The letter of the month that `when` lies in."""
    lines = [f"First words: {name(who)}, {_on(at, zone)}." for who, at in of.first_words]
    lines += [f"Deeper: {name(who)}, last words {_on(at, zone)}." for who, at in of.deeper]
    title = f"{MONTHS[when.astimezone(zone).month - 1]}, in people."
    return paragraphs(title, "\n".join(lines), "None of it asks anything of you. monthly off ends these.")


def _on(when: datetime, zone: ZoneInfo) -> str:
    local = when.astimezone(zone)
    return f"on {local.day} {MONTHS[local.month - 1]}"
