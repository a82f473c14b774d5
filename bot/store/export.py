"""Read every row as plain data, or those that are about one person; what is kept so that somebody stays forgotten is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, or_, select

from bot.store.schema import (
    accounts,
    approvals,
    asked_pairs,
    drafts,
    errands,
    faces,
    forgotten,
    interactions,
    known_by,
    learned_people,
    messages,
    metadata,
    news_about,
    offers,
    opinions,
    opinions_before,
    persons,
    posts,
    posts_wanted,
    publications,
    readings,
    seen,
    suggestions,
    told_silent,
    undoable,
)

HASHES = frozenset({forgotten.name, seen.name})
"""Marks of what is not to be collected anew: nobody can read anything in them."""

Row = Mapping[str, Any]


def rows(tx: Connection, person: int | None = None) -> Iterator[tuple[str, Iterator[Row]]]:
    """Every table by its name, with its rows; of a person only those tables that can say something of them."""
    theirs = None if person is None else _theirs(person)
    for table in metadata.sorted_tables:
        if table.name not in HASHES and (theirs is None or table in theirs):
            where = _of_nobody_forgotten(table) if theirs is None else theirs[table]
            yield table.name, _read(tx, table, where)


def _read(tx: Connection, table: Table, where: ColumnElement[bool] | None) -> Iterator[Row]:
    query = select(table).order_by(*table.primary_key)
    for row in tx.execute(query if where is None else query.where(where)).mappings():
        yield {column.name: _plain(row[column]) for column in table.columns}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _of_nobody_forgotten(table: Table) -> ColumnElement[bool] | None:
    """Somebody who was forgotten has no account any more; what their emptied row is kept for says nothing of them."""
    gone = select(persons.c.id).where(persons.c.id.not_in(select(accounts.c.person)), persons.c.never)
    theirs = select(suggestions.c.id).where(suggestions.c.person.in_(gone))
    if table is persons:
        return persons.c.id.not_in(gone)
    if table is suggestions:
        return suggestions.c.person.not_in(gone)
    if table in (drafts, approvals, publications):
        return table.c.suggestion.not_in(theirs)
    if table is messages:
        return or_(messages.c.suggestion.is_(None), messages.c.suggestion.not_in(theirs))
    return None


def _theirs(person: int) -> Mapping[Table, ColumnElement[bool]]:
    """Where each table speaks of this person."""
    keys = select(accounts.c.key).where(accounts.c.person == person)
    about = select(suggestions.c.id).where(suggestions.c.person == person)
    said_by = posts.c.account.in_(keys)
    said = select(posts.c.uri).where(said_by)
    answered = posts.c.parent_uri.in_(said)
    return {
        persons: persons.c.id == person,
        accounts: accounts.c.person == person,
        interactions: interactions.c.account.in_(keys),
        posts: or_(said_by, answered & posts.c.by_owner),
        suggestions: suggestions.c.person == person,
        drafts: drafts.c.suggestion.in_(about),
        approvals: approvals.c.suggestion.in_(about),
        publications: publications.c.suggestion.in_(about),
        messages: messages.c.suggestion.in_(about),
        learned_people: learned_people.c.person == person,
        told_silent: told_silent.c.person == person,
        faces: faces.c.person == person,
        errands: errands.c.address.in_(keys),
        offers: or_(offers.c.person == person, offers.c.one.in_(keys), offers.c.other.in_(keys)),
        known_by: or_(known_by.c.account.in_(keys), known_by.c.follower.in_(keys)),
        asked_pairs: or_(asked_pairs.c.one.in_(keys), asked_pairs.c.other.in_(keys)),
        undoable: undoable.c.person == person,
        news_about: news_about.c.suggestion.in_(about),
        posts_wanted: posts_wanted.c.uri.in_(said),
        readings: readings.c.uri.in_(said),
        opinions: opinions.c.suggestion.in_(about),
        opinions_before: or_(opinions_before.c.suggestion.in_(about), opinions_before.c.person == person),
    }
