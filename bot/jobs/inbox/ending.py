"""End what was kept about somebody for the owner alone: a note, a reminder. `undo` brings either back."""

from __future__ import annotations

from collections.abc import Sequence

from bot import wording
from bot.decide.commands import Command, Named
from bot.domain import Person
from bot.jobs.inbox.changes import EndReminder, Note
from bot.jobs.inbox.decision import Decision, Outcome
from bot.jobs.inbox.persons import named
from bot.jobs.inbox.turn import Turn
from bot.outbox.teller import Says
from bot.store import people, reminders

MOST_NAMED = 3
"""So many are named where it is asked which one is meant."""


def note(turn: Turn, command: Command[Named]) -> Decision:
    """`note alice off`."""
    noted = [person for person in people.all_persons(turn.tx).values() if person.note]
    person = _meant(turn, command, "note", noted)
    if isinstance(person, Decision):
        return person
    if not person.note:
        return Decision(Outcome.NOTHING_KEPT, (Says(wording.no_note(person)),))
    return Decision(Outcome.NOTE_OFF, (Says(wording.note_off(person)),), (Note(person.id, ""),))


def reminder(turn: Turn, command: Command[Named]) -> Decision:
    """`remind bob off`."""
    everybody = people.all_persons(turn.tx).values()
    person = _meant(turn, command, "remind", [one for one in everybody if reminders.of(turn.tx, one.id)])
    if isinstance(person, Decision):
        return person
    held = reminders.of(turn.tx, person.id)
    if held is None:
        return Decision(Outcome.NOTHING_KEPT, (Says(wording.no_reminder(person)),))
    text = wording.remind_off(person, held[0], turn.now, turn.zone)
    return Decision(Outcome.REMIND_OFF, (Says(text),), (EndReminder(person.id),))


def _meant(turn: Turn, command: Command[Named], word: str, kept: Sequence[Person]) -> Person | Decision:
    """Who was named, be it by a code that the owner typed; where nobody was, the only one about whom anything is kept."""
    if command.person or (command.code is not None and command.said == turn.answer.text):
        return named(turn, command)
    if len(kept) == 1:
        return kept[0]
    text = wording.which_to_end(word, [wording.name(person) for person in kept[:MOST_NAMED]])
    return Decision(Outcome.NOTHING_KEPT, (Says(text),))
