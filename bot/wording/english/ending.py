"""Say what was kept about somebody and is no more: a note, a reminder."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain import Person
from bot.wording.english.phrases import ended, listed, one_line, quoted
from bot.wording.english.times import at
from bot.wording.text import Name, cut, first

LONGEST_NOTE = 160
"""Characters of a note that are repeated when it is taken away."""


def note_off(person: Person) -> str:
    """`note NAME off`: what was noted, so that it is seen which."""
    was = ended(f"Your note about {first(person)} is gone: {quoted(cut(one_line(person.note), LONGEST_NOTE))}")
    return f"{was} undo brings it back."


def no_note(person: Person) -> str:
    """`note NAME off`, where there is none."""
    return f"You have no note about {first(person)}, so nothing happened."


def remind_off(person: Person, when: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`remind NAME off`."""
    return f"The reminder about {first(person)}, {at(when, now, zone)}, is gone. undo brings it back."


def no_reminder(person: Person) -> str:
    """`remind NAME off`, where there is none."""
    return f"No reminder about {first(person)} is set, so nothing happened. list ahead shows what is coming."


def which_to_end(word: str, names: Sequence[Name]) -> str:
    """`cancel the reminder`, `forget my last note`: and there are none, or several. `word` is "note" or "remind"."""
    if not names:
        return f"No {'note' if word == 'note' else 'reminder'} is kept, so nothing happened."
    each = listed([f"{word} {whom.lower()} off" for whom in names], last="or")
    return f"I would rather ask than guess: {each}. Nothing has changed."
