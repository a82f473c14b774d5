"""Find people by what they are called, as it is spoken."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, Executable, bindparam, select, union

from bot.domain import Goal, Person
from bot.store.people import person
from bot.store.schema import accounts, persons, suggestions
from bot.wording.text import Cleaned, Name
from bot.wording.text import first as first_name
from bot.wording.text import name as called

NAMELESS = Name("").lower()

_AT_ADDRESS = select(accounts.c.person).where(accounts.c.address == bindparam("address"), ~accounts.c.own)


def find(tx: Connection, name: str) -> tuple[Person, ...]:
    """Persons whom a plain name or an address could mean: whole matches first, else parts of names.

    Names are compared as they are spoken (`bot.wording.text.Name`), for the owner types what stood in a message of ours.
    """
    wanted = name.strip().lower().lstrip("@")
    found = set(tx.execute(_AT_ADDRESS, {"address": wanted}).scalars())
    if not found and wanted:
        found = _called(tx, Name(wanted).lower() if wanted != NAMELESS else NAMELESS)
    return tuple(person(tx, found_id) for found_id in sorted(found))


def telling(tx: Connection, of: Person, *, short: bool = False) -> Cleaned:
    """What means nobody else: the name, else the address; what is advised with it works when it is said. `short`: the first
    name will do.
    """
    spoken = (first_name(of), called(of)) if short else (called(of),)
    where = (Cleaned(account.address) for account in of.accounts)
    alone = (each for each in (*spoken, *where) if [found.id for found in find(tx, each)] == [of.id])
    return next(alone, spoken[0])


def _names() -> Executable:
    wanted = (persons.c.goal != Goal.NONE) | (persons.c.note != "") | persons.c.never
    near = union(select(suggestions.c.person), select(persons.c.id).where(wanted))
    named = select(persons.c.name).where(persons.c.id.in_(near))
    shown = select(accounts.c.account["name"].as_string()).where(accounts.c.person.in_(near), ~accounts.c.own)
    return union(named, shown)


_NAMES = _names()
_CALLED = union(
    select(persons.c.id, persons.c.name).where(persons.c.id.in_(select(accounts.c.person).where(~accounts.c.own))),
    select(accounts.c.person, accounts.c.account["name"].as_string()).where(~accounts.c.own),
)


def spoken(tx: Connection) -> frozenset[str]:
    """The names, as they are spoken, and the words of them, of everybody who was suggested or of whom the owner noted something."""
    found = {Name(name or "").lower() for name in tx.execute(_NAMES).scalars()} - {NAMELESS}
    return frozenset(found | {word for name in found for word in name.split()})


def _called(tx: Connection, wanted: str) -> set[int]:
    """Whole names, else words of names, else parts of them; of two accounts that are one person, either's name."""
    called = {(known, Name(name or "").lower()) for known, name in tx.execute(_CALLED)}
    fits: tuple[Callable[[str], bool], ...] = (
        lambda name: name == wanted,
        lambda name: wanted in name.split(),
        lambda name: len(wanted) > 2 and wanted in name,  # noqa: PLR2004
    )
    matches = ({known for known, name in called if name != NAMELESS and fit(name)} for fit in fits)
    return next((found for found in matches if found), set())
