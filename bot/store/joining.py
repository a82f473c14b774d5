"""Make one person of two in the file: every row and every setting that names the other names the one that is kept.

Rows are found by the schema itself: whatever refers to a person is moved, in tables to come as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, select, update

from bot.approvals import Event, after
from bot.domain import Goal, State
from bot.errors import NotAllowed
from bot.people.joined import Noted, joined
from bot.rules.learning import Learned
from bot.store import approvals, messages, offers, people, sources, suggestions
from bot.store.schema import metadata, persons
from bot.store.wishes import LEARNED, SAID_SILENT


def join(tx: Connection, keep: int, other: int, *, now: datetime) -> None:
    """Two persons are one. If the owner wants nothing of either any more, what is open about both ends."""
    if keep == other:
        return
    first, second = noted(tx, keep), noted(tx, other)
    one = joined(first, second)
    _name_instead(tx, keep, other)
    _move_settings(tx, first, second)
    people.change(tx, keep, **asdict(one))
    people.change(tx, other, **people.NOBODY)
    if one.never:
        end_open(tx, keep, now=now)


def noted(tx: Connection, person: int) -> Noted:
    """Everything that is noted of a person. Raises KeyError for an unknown id."""
    row = tx.execute(select(persons).where(persons.c.id == person)).mappings().first()
    if row is None:
        raise KeyError(person)
    held = {field.name: row[field.name] for field in fields(Noted)}
    return Noted(**{**held, "goal": Goal(row["goal"])})


def end_open(tx: Connection, person: int, *, now: datetime) -> None:
    """Nothing about that person any more: what is open ends; what may be out already is found, and never repeated."""
    for row in suggestions.open_for(tx, person):
        try:
            after(row.state, Event.NEVER)
        except NotAllowed:
            if row.state in (State.PUBLISHING, State.UNCLEAR):
                suggestions.keep_back(tx, row)
            continue
        held = approvals.live(tx, row.id)
        if held is not None:
            approvals.revoke(tx, held)
        suggestions.move(tx, row, Event.NEVER, now=now)
        messages.drop_for(tx, row.id)


def asked_to_remind(person: int) -> str:
    """The setting that says when the owner asked to be reminded of a person."""
    return f"remind asked {person}"


def _name_instead(tx: Connection, keep: int, other: int) -> None:
    """Whatever named the other names the one that is kept."""
    for column in _naming_persons():
        tx.execute(update(column.table).where(column == other).values({column: keep}))


def _naming_persons() -> Iterator[Column[Any]]:
    for table in metadata.sorted_tables:
        yield from (column for column in table.columns if column.references(persons.c.id))


def _move_settings(tx: Connection, kept: Noted, other: Noted) -> None:
    """What the owner was told and asked about the other, and what was learned, is about the one now."""
    told = sources.setting(tx, SAID_SILENT, [])
    if other.id in told:
        sources.put_setting(tx, SAID_SILENT, list(dict.fromkeys(kept.id if p == other.id else p for p in told)))
    if offers.asked(tx) == offers.Watch(other.id):
        offers.put(tx, offers.Watch(kept.id))
    learned = Learned.from_json(sources.setting(tx, LEARNED, ""))
    if other.id in learned.people:
        sources.put_setting(tx, LEARNED, learned.joined(kept.id, other.id).to_json())
    asked = sources.setting(tx, asked_to_remind(other.id))
    sources.put_setting(tx, asked_to_remind(other.id), None)
    if other.remind_at is not None and (kept.remind_at is None or other.remind_at < kept.remind_at):
        sources.put_setting(tx, asked_to_remind(kept.id), asked)
