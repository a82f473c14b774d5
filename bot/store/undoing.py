"""Keep for a day what the owner's commands changed, and how it was before, so that `undo` can take the last one back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from bot.decide.rules.learning import Learned
from bot.domain import PersonNotes, SuggestionState
from bot.store import learning, merging, settings, suggestions
from bot.store.schema import undoable
from bot.store.serialization import dump, load

KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Standing:
    """How what a command can change stood at one moment: what is noted of one person, the owner's settings, what was learned."""

    notes: PersonNotes | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    learned: Learned = field(default_factory=Learned)


@dataclass(frozen=True, slots=True)
class Waited:
    """When a suggestion that was put off before was to come, and how long it would have counted."""

    suggestion: int
    due_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """What one command changed. `brings` are posts (uris) whose suggestions it ended, `put_off` suggestions that it put off.

    `waited` are those that it put off once more, with the time that counted before. `for_good`: it cannot be taken back.
    """

    was: Standing = Standing()
    became: Standing = Standing()
    brings: tuple[str, ...] = ()
    put_off: tuple[int, ...] = ()
    waited: tuple[Waited, ...] = ()
    for_good: bool = False

    @property
    def is_one(self) -> bool:
        """Whether anything is different now."""
        return self.was != self.became or bool(self.brings or self.put_off or self.waited or self.for_good)

    @property
    def waiting(self) -> tuple[int, ...]:
        """The suggestions that wait for another time by it."""
        return (*self.put_off, *(each.suggestion for each in self.waited))

    @property
    def reminds(self) -> bool:
        """Whether the owner is to be reminded of somebody by it."""
        was, became = self.was.notes, self.became.notes
        return (
            became is not None and became.remind_at is not None and (was is None or was.remind_at != became.remind_at)
        )

    @property
    def forgets_again(self) -> bool:
        """Whether somebody was to be forgotten before it, and after it no more."""
        was, became = self.was.notes, self.became.notes
        return was is not None and was.forget_at is not None and (became is None or became.forget_at is None)

    @property
    def stops(self) -> bool:
        """Whether the owner asked for silence by it: that is lifted by plain words only."""
        return bool(self.became.settings.get(settings.STOPPED.name))

    def alone(self) -> Change:
        """Without what is the same before and after: nothing about anybody else is kept here."""
        return replace(self, was=_beside(self.was, self.became), became=_beside(self.became, self.was))


def _beside(one: Standing, other: Standing) -> Standing:
    differing = {name: value for name, value in one.settings.items() if other.settings.get(name) != value}
    notes = one.notes if one.notes != other.notes else None
    return Standing(notes, differing, one.learned.beside(other.learned))


@dataclass(frozen=True, slots=True)
class Undoable:
    """A command of the owner's that changed something, in their words; these are "" where it was about somebody forgotten."""

    id: int
    said: str
    at: datetime
    change: Change


def standing(tx: Connection, person: int | None) -> Standing:
    """How things stand now, with that person's notes."""
    held = settings.several(tx, *settings.OF_THE_OWNER).stored
    return Standing(merging.noted(tx, person) if person is not None else None, held, learning.learned(tx))


def put(tx: Connection, said: str, change: Change, *, person: int | None, now: datetime) -> None:
    """Keep the last thing that the owner said and what it changed; what is a day old goes."""
    drop_old(tx, now)
    tx.execute(insert(undoable).values(said=said, person=person, at=now, change=dump(change.alone())))


def newest(tx: Connection, *, now: datetime, of: Collection[int] = ()) -> Undoable | None:
    """The last of them, of these persons if any are named."""
    wanted = select(undoable).where(undoable.c.at >= now - KEPT)
    if of:
        wanted = wanted.where(undoable.c.person.in_(of))
    row = tx.execute(wanted.order_by(undoable.c.id.desc())).mappings().first()
    return _undoable(row) if row else None


def _undoable(row: RowMapping) -> Undoable:
    return Undoable(row["id"], row["said"], row["at"], load(Change, row["change"]))


def drop_old(tx: Connection, now: datetime) -> None:
    """What is a day old cannot be taken back any more, and goes."""
    tx.execute(delete(undoable).where(undoable.c.at < now - KEPT))


def drop(tx: Connection, undone: Undoable) -> None:
    """It was taken back."""
    tx.execute(delete(undoable).where(undoable.c.id == undone.id))


def stays(tx: Connection, *persons: int) -> None:
    """What was said of these before cannot be taken back any more: they are one person now."""
    tx.execute(update(undoable).where(undoable.c.person.in_(persons)).values(change=dump(Change(for_good=True))))


def forget_person(tx: Connection, person: int) -> None:
    """What was said of them goes; that something was said stays for its day, so that `undo` is about nothing older."""
    nothing = {"said": "", "person": None, "change": dump(Change(for_good=True))}
    tx.execute(update(undoable).where(undoable.c.person == person).values(nothing))


def is_over(tx: Connection, change: Change) -> bool:
    """Whether nothing is left to take back: it came, it ended by itself, or something else has changed it since."""
    was, became, held = change.was, change.became, learning.learned(tx)
    waits = any(suggestions.get(tx, id_).state is SuggestionState.AWAITING_DELIVERY for id_ in change.waiting)
    noted = was.notes is not None and became.notes is not None and merging.still_so(tx, was.notes, became.notes)
    learned = held.put_back(was.learned, became.learned) != held.put_back(became.learned, became.learned)
    return not (change.brings or change.for_good or waits or noted or learned or _still_set(tx, was, became))


def _still_set(tx: Connection, was: Standing, became: Standing) -> bool:
    """Whether a setting is still as that made it; since when it is so says nothing of that."""
    held = settings.several(tx, *settings.OF_THE_OWNER).stored
    names = was.settings.keys() | became.settings.keys()
    return any(held.get(name) == became.settings.get(name) for name in names - settings.SINCE)


def drop_put_off(tx: Connection, suggestion: int) -> None:
    """It came after all: that it was put off is over."""
    for row in tx.execute(select(undoable)).mappings().all():
        change = _undoable(row).change
        if suggestion in (*change.put_off, *(before.suggestion for before in change.waited)):
            tx.execute(delete(undoable).where(undoable.c.id == row["id"]))


def take_back(tx: Connection, change: Change) -> None:
    """Whatever it changed is as it was, unless something else has changed it since."""
    was, became = change.was, change.became
    if was.notes is not None and became.notes is not None:
        merging.put_back(tx, was.notes, became.notes)
    held = settings.several(tx, *settings.OF_THE_OWNER).stored
    for setting in settings.OF_THE_OWNER:
        before, after = was.settings.get(setting.name), became.settings.get(setting.name)
        if before != after and held[setting.name] == after:
            settings.put(tx, setting, None if before is None else load(setting.kind, before))
    learning.put(tx, learning.learned(tx).put_back(was.learned, became.learned))
