"""Make one person of two in the file: every row that names the other names the one that is kept.

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
from bot.store import approvals, learning, messages, people, suggestions
from bot.store.schema import metadata, persons


def join(tx: Connection, keep: int, other: int, *, now: datetime) -> None:
    """Two persons are one. If the owner wants nothing of either any more, what is open about both ends."""
    if keep == other:
        return
    one = joined(noted(tx, keep), noted(tx, other))
    learning.join(tx, keep, other)
    _name_instead(tx, keep, other)
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
        approvals.revoke(tx, row.id)
        suggestions.move(tx, row, Event.NEVER, now=now)
        messages.drop_for(tx, row.id)


def _name_instead(tx: Connection, keep: int, other: int) -> None:
    """Whatever named the other names the one that is kept; of what there is one for each person, that of the one stays."""
    for column in _naming_persons():
        tx.execute(update(column.table).prefix_with("OR IGNORE").where(column == other).values({column: keep}))
    people.drop_what_goes_with(tx, other)


def _naming_persons() -> Iterator[Column[Any]]:
    for table in metadata.sorted_tables:
        yield from (column for column in table.columns if column.references(persons.c.id))
