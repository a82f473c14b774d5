"""Move the rows of one person to another.

They are found by the schema itself: whatever refers to a person is moved, in tables to come as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from sqlalchemy import Column, Connection, bindparam, select, update

from bot.domain import Goal, PersonNotes
from bot.store import people
from bot.store.schema import metadata, persons

_NOTED = select(persons).where(persons.c.id == bindparam("person"))


def noted(tx: Connection, person: int) -> PersonNotes:
    """Everything that is noted of a person. Raises KeyError for an unknown id."""
    row = tx.execute(_NOTED, {"person": person}).mappings().first()
    if row is None:
        raise KeyError(person)
    held = {field.name: row[field.name] for field in fields(PersonNotes)}
    return PersonNotes(**{**held, "goal": Goal(row["goal"])})


def put_back(tx: Connection, was: PersonNotes, became: PersonNotes) -> None:
    """Let what one change made different be as it was, unless something else has changed it since."""
    if names := still_so(tx, was, became):
        people.change(tx, was.id, **{name: getattr(was, name) for name in names})


def still_so(tx: Connection, was: PersonNotes, became: PersonNotes) -> list[str]:
    """What one change made different, and nothing else has changed since, by name."""
    held = noted(tx, was.id)
    names = [each.name for each in fields(PersonNotes) if getattr(was, each.name) != getattr(became, each.name)]
    return [name for name in names if getattr(held, name) == getattr(became, name)]


def name_instead(tx: Connection, keep: int, other: int) -> None:
    """Whatever named the other names the one that is kept; of what there is one for each person, that of the one stays."""
    for column in _naming_persons():
        tx.execute(update(column.table).prefix_with("OR IGNORE").where(column == other).values({column: keep}))
    people.drop_what_goes_with(tx, other)


def _naming_persons() -> Iterator[Column[Any]]:
    for table in metadata.sorted_tables:
        yield from (column for column in table.columns if column.references(persons.c.id))
