"""Note what a command is about to change, so that `undo` can take it back: whatever it was, without a word in its handler."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.domain import ENDED_BY_NEVER, SuggestionState
from bot.jobs.inbox.changes import Forget, Join, KeepInTouch, Mute, Never, Note, Remind, Set, Want
from bot.jobs.inbox.decision import Decision, Effect
from bot.jobs.inbox.effects import End, PutOff
from bot.store import Transaction, settings, suggestions, undoing
from bot.store.suggestions import Suggestion
from bot.store.undoing import Change, Standing, Waited


@dataclass(frozen=True, slots=True)
class Before:
    """How things stand before a decision is carried out. None: nothing of it can be taken back."""

    was: Standing | None = None
    person: int | None = None
    ends: tuple[Suggestion, ...] = ()

    @classmethod
    def of(cls, tx: Transaction, decision: Decision) -> Before:
        """Only of what the owner asked for by a command."""
        if not decision.said or not decision.stores:
            return cls()
        person = next((found for effect in decision.stores if (found := _person(effect)) is not None), None)
        ends = tuple(row for effect in decision.stores for row in _ended(tx, effect))
        return cls(undoing.standing(tx, person), person, ends)

    def keep(self, tx: Transaction, decision: Decision, now: datetime) -> None:
        """What is different now is kept, with the words that made it so.

        Where it was so already, only the words are, for `undo` is about these, and not about what was said before them.
        """
        if self.was is None:
            return
        rows = [effect.row for effect in decision.stores if isinstance(effect, PutOff)]
        change = Change(
            self.was,
            undoing.standing(tx, self.person),
            brings=tuple(row.post_uri for row in self.ends if row.post_uri),
            put_off=tuple(row.id for row in rows if not _waits(row)),
            waited=tuple(Waited(row.id, row.due_at, row.expires_at) for row in rows if _waits(row)),
            for_good=any(isinstance(effect, Join) for effect in decision.stores),
        )
        if change.is_one or (any(map(_wishes, decision.stores)) and not _just_said(tx, decision.said, now)):
            undoing.put(tx, decision.said, change, person=self.person, now=now)


WISHES = (Want, KeepInTouch, Note, Remind, Never, Mute, Forget)
"""What the owner wants with people."""


def _wishes(effect: Effect) -> bool:
    """Whether `undo` would take it back, if it changes anything."""
    return isinstance(effect, WISHES) or (isinstance(effect, Set) and effect.setting in settings.OF_THE_OWNER)


def _just_said(tx: Transaction, said: str, now: datetime) -> bool:
    """Whether the last thing that can be taken back was the same: said twice, it is taken back once."""
    last = undoing.newest(tx, now=now)
    return last is not None and last.said.casefold() == said.casefold()


def _waits(row: Suggestion) -> bool:
    """Whether the owner had put it off already."""
    return row.returned and row.state is SuggestionState.AWAITING_DELIVERY


def _person(effect: Effect) -> int | None:
    """Whom it is about, if it is about one."""
    row, person = getattr(effect, "row", None), getattr(effect, "person", None)
    return row.person if isinstance(row, Suggestion) else person if isinstance(person, int) else None


def _ended(tx: Transaction, effect: Effect) -> Iterator[Suggestion]:
    """The suggestions that it ends."""
    if isinstance(effect, End):
        yield effect.row
    elif isinstance(effect, Never | Forget):
        yield from (row for row in suggestions.open_for(tx, effect.person) if row.state in ENDED_BY_NEVER)
