"""Keep for a day what the owner's commands changed, and how it was before, so that `undo` can take the last one back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select

from bot.decide.rules.learning import Learned
from bot.domain import PersonNotes
from bot.store import learning, merging, settings
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
    """A command of the owner's that changed something, in their words."""

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


def drop_put_off(tx: Connection, suggestion: int) -> None:
    """It came after all: that it was put off is over."""
    for row in tx.execute(select(undoable)).mappings().all():
        change = _undoable(row).change
        if suggestion in (*change.put_off, *(before.suggestion for before in change.waited)):
            tx.execute(delete(undoable).where(undoable.c.id == row["id"]))


def drop_about(tx: Connection, *persons: int) -> None:
    """What was noted of these before is not to come back: they are one person now."""
    tx.execute(delete(undoable).where(undoable.c.person.in_(persons)))


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
