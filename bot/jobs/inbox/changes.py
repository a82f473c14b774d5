"""What an answer can change of what the owner wants, of people and of this program, each as a frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from bot.decide.schedule import expires_later
from bot.domain import AskedDraft, DraftWish, Goal, SuggestionState, WrittenBy
from bot.knowledge import joining
from bot.store import (
    Transaction,
    drafts,
    lookups,
    people,
    people_questions,
    posts,
    questions,
    reminders,
    settings,
    suggestions,
    told,
    undoing,
)
from bot.store.lookups import Lookup
from bot.store.people_questions import Watch
from bot.store.questions import Question
from bot.store.settings import Setting
from bot.store.suggestions import Suggestion
from bot.store.undoing import Undoable

T = TypeVar("T")

# --- people


@dataclass(frozen=True, slots=True)
class Want:
    """What is wanted with somebody, and whether nothing is wanted any more; None: as it is."""

    person: int
    goal: Goal | None = None
    never: bool | None = None

    def store(self, tx: Transaction, now: datetime) -> None:
        """Both or one."""
        if self.goal is not None:
            people.change(tx, self.person, goal=self.goal)
        if self.never is not None:
            people.change(tx, self.person, never=self.never)
        if self.never is False:
            people.change(tx, self.person, quiet_until=None, forget_at=None)  # whoever is wanted may be spoken of


@dataclass(frozen=True, slots=True)
class KeepInTouch:
    """How often a reason for a word is looked for; None: not any more."""

    person: int
    every: timedelta | None

    def store(self, tx: Transaction, now: datetime) -> None:
        """With the goal."""
        goal = Goal.NONE if self.every is None else Goal.KEEP_IN_TOUCH
        days = None if self.every is None else self.every / timedelta(days=1)
        people.change(tx, self.person, goal=goal, every_days=days)


@dataclass(frozen=True, slots=True)
class Note:
    """What is noted of somebody, all of it."""

    person: int
    text: str

    def store(self, tx: Transaction, now: datetime) -> None:
        """In place of what was noted before."""
        people.change(tx, self.person, note=self.text)


@dataclass(frozen=True, slots=True)
class Remind:
    """When somebody is brought up, and with which words."""

    person: int
    at: datetime
    words: str

    def store(self, tx: Transaction, now: datetime) -> None:
        """And since when that is asked for."""
        reminders.put(tx, self.person, self.words, at=self.at, asked_at=now)


@dataclass(frozen=True, slots=True)
class EndReminder:
    """The reminder about somebody is not wanted any more."""

    person: int

    def store(self, tx: Transaction, now: datetime) -> None:  # an effect knows the time
        """As if it had never been asked for."""
        reminders.done(tx, self.person)


@dataclass(frozen=True, slots=True)
class Never:
    """Nothing about somebody any more: what is open ends; what may be out already is found, and never repeated."""

    person: int

    def store(self, tx: Transaction, now: datetime) -> None:
        """From now on, and what was before."""
        people.change(tx, self.person, never=True, goal=Goal.NONE)
        joining.end_open(tx, self.person, now=now)


@dataclass(frozen=True, slots=True)
class Mute:
    """Nothing is said about somebody until then; it ends by itself, and what is open stays open."""

    person: int
    until: datetime

    def store(self, tx: Transaction, now: datetime) -> None:
        """In place of an earlier end."""
        people.change(tx, self.person, quiet_until=self.until)


@dataclass(frozen=True, slots=True)
class Forget:
    """Everything open about somebody ends at once; what is stored goes at that time, and until then can be taken back."""

    person: int
    at: datetime

    def store(self, tx: Transaction, now: datetime) -> None:
        """The job that forgets finds it."""
        people.change(tx, self.person, never=True, goal=Goal.NONE, forget_at=self.at)
        joining.end_open(tx, self.person, now=now)


@dataclass(frozen=True, slots=True)
class Join:
    """Two people are one."""

    keep: int
    other: int

    def store(self, tx: Transaction, now: datetime) -> None:
        """In every table."""
        joining.join(tx, self.keep, self.other, now=now)


@dataclass(frozen=True, slots=True)
class TakeBackSaid:
    """The last thing that the owner said is taken back. What it ended is brought again, unless a rule says to leave it alone.

    `forgets_at`: somebody was not forgotten by it, and is now: then, whenever that was to be before.
    """

    undone: Undoable
    forgets_at: datetime | None = None

    def store(self, tx: Transaction, now: datetime) -> None:
        """Once."""
        undoing.drop(tx, self.undone)
        undoing.take_back(tx, self.undone.change)
        if self.forgets_at is not None and self.undone.change.was.notes is not None:
            people.change(tx, self.undone.change.was.notes.id, forget_at=self.forgets_at)
        for uri in self.undone.change.brings:
            if posts.get(tx, uri) is not None:
                lookups.bring(tx, uri)
            if (row := words_come_back(tx, uri)) is not None:
                suggestions.ask_draft(tx, row.id, AskedDraft(DraftWish.KEPT))
        for suggestion in self.undone.change.put_off:
            _comes(tx, suggestion, now, expires_later(now))
        for before in self.undone.change.waited:
            over = before.due_at <= now
            _comes(tx, before.suggestion, max(before.due_at, now), expires_later(now) if over else before.expires_at)


def words_come_back(tx: Transaction, uri: str) -> Suggestion | None:
    """The closed suggestion of a post for which the owner had written words: these are shown again when the post comes again."""
    row = suggestions.closed_of_post(tx, uri)
    return row if row is not None and drafts.last_by(tx, row.id, WrittenBy.OWNER) else None


def _comes(tx: Transaction, suggestion: int, at: datetime, expires_at: datetime) -> None:
    """At another time, if it still waits for one; where quiet was asked for it counts until after that."""
    row = suggestions.get(tx, suggestion)
    if row.state is SuggestionState.AWAITING_DELIVERY:
        comes = people.person(tx, row.person).comes_at(at, settings.get(tx, settings.PAUSED_UNTIL))
        suggestions.change(tx, suggestion, due_at=at, expires_at=max(expires_at, expires_later(comes)))


@dataclass(frozen=True, slots=True)
class NothingToTakeBack:
    """The owner heard that the last thing they said stays: the next `undo` is about the one before."""

    undone: Undoable

    def store(self, tx: Transaction, now: datetime) -> None:  # every effect takes both
        """Nothing else changes."""
        undoing.drop(tx, self.undone)


@dataclass(frozen=True, slots=True)
class OfferToWatch:
    """It is asked whether to watch somebody whose account answers nobody; that it does was said now."""

    person: int

    def store(self, tx: Transaction, now: datetime) -> None:
        """In place of what was asked before."""
        people_questions.put(tx, Watch(self.person))
        told.note_silent(tx, self.person)


@dataclass(frozen=True, slots=True)
class OfferAnswered:
    """The question about people was answered."""

    def store(self, tx: Transaction, now: datetime) -> None:
        """It is asked no more."""
        people_questions.answered(tx)


# --- everything else


@dataclass(frozen=True, slots=True)
class LookUp:
    """The networks are asked for an address, and the answer is heard again afterwards."""

    wanted: Lookup

    def store(self, tx: Transaction, now: datetime) -> None:
        """The job that asks them finds it."""
        lookups.put(tx, self.wanted)


@dataclass(frozen=True, slots=True)
class LookAt:
    """A post is wanted as a nudge, this very one."""

    uri: str

    def store(self, tx: Transaction, now: datetime) -> None:
        """Once."""
        lookups.bring(tx, self.uri)


@dataclass(frozen=True, slots=True)
class AskQuestion:
    """What we ask: an answer that says nothing by itself is about it. Empty: nothing is asked of that kind."""

    question: Question
    about: str

    def store(self, tx: Transaction, now: datetime) -> None:
        """In place of what was asked before."""
        if self.about:
            questions.ask(tx, self.question, self.about, now=now)
        else:
            questions.answered(tx, self.question)


@dataclass(frozen=True, slots=True)
class Set(Generic[T]):
    """A setting that the owner changes; None takes it away."""

    setting: Setting[T, Any]
    value: T | None

    def store(self, tx: Transaction, now: datetime) -> None:
        """In place of what it was."""
        settings.put(tx, self.setting, self.value)
