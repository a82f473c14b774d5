"""Say whom Nudge knows, and what it did day by day (`nudge people`, `nudge log`). From the database only, beside the service."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import output
from bot.cli.opening import stored
from bot.cli.options import HERE, AsJson, Folder

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.domain import Person
    from bot.store import Transaction

LONGEST_NOTE = 120
Days = Annotated[int, typer.Option("--days", min=1, max=3660, help="How many days back.", metavar="DAYS")]
Everybody = Annotated[bool, typer.Option("--all", help="Also everybody whom it has only read.")]


# --- people


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody, as far as a line has room. `wish` is what the owner wants with them."""

    name: str
    addresses: tuple[str, ...]
    wish: str
    note: str
    last_words: datetime | None


def people(folder: Folder = HERE, *, everybody: Everybody = False, json: AsJson = False) -> None:
    """List the people whom you answered, or said something about to Nudge; the last words first."""
    now = datetime.now(UTC)
    with stored(folder) as (held, store), store.begin() as tx:
        found = sorted(_known(tx, now, everybody=everybody), key=_lately, reverse=True)
    if json:
        output.say(output.dumped([asdict(one) for one in found]))
    elif not found:
        output.paragraphs(
            "Nobody yet: nobody has been read."
            if everybody
            else "Nobody yet: you have answered nobody, and noted nothing about anybody. --all lists whom it has read."
        )
    else:
        width = output.columns(sys.stdout)
        output.say("\n".join(line for one in found for line in _person(one, now, held.owner.timezone, width)))


def _lately(one: Known) -> tuple[bool, datetime, str]:
    return one.last_words is not None, one.last_words or datetime.min.replace(tzinfo=UTC), one.name


def _known(tx: Transaction, now: datetime, *, everybody: bool) -> Iterator[Known]:
    from bot.domain import SuggestionState
    from bot.knowledge.candidates import last_exchange
    from bot.store import people as stored_people
    from bot.store import suggestions
    from bot.wording import name

    answered = {row.person for row in suggestions.in_states(tx, SuggestionState.PUBLISHED)}
    for person in stored_people.all_persons(tx).values():
        if everybody or person.id in answered or _wish(person) or person.note:
            last = last_exchange(tx, person, before=now)
            addresses = tuple(account.address for account in person.accounts)
            yield Known(str(name(person)), addresses, _wish(person), person.note, last.at if last else None)


def _wish(person: Person) -> str:
    from bot.domain import Goal

    if person.never:
        return "never"
    return "" if person.goal is Goal.NONE else str(person.goal.value).replace("-", " ")


def _person(one: Known, now: datetime, zone: ZoneInfo, width: int | None) -> Iterator[str]:
    from bot.wording.english.times import since
    from bot.wording.text import Cleaned

    last = f"last words {since(one.last_words, now, zone)}" if one.last_words else ""
    facts = "; ".join(part for part in (one.wish, last) if part)
    yield from output.folded(f"{one.name} ({', '.join(one.addresses)}){f': {facts}' if facts else ''}", "", width)
    yield from output.folded(str(Cleaned(one.note, LONGEST_NOTE)) if one.note else "", "    ", width)


# --- the log


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was done for the owner."""

    at: datetime
    what: str


def log(folder: Folder = HERE, *, days: Days = 7, json: AsJson = False) -> None:
    """Say day by day what Nudge did for you: whom it brought, what you approved, what became of it."""
    now = datetime.now(UTC)
    with stored(folder) as (held, store), store.begin() as tx:
        found = sorted(_entries(tx, now - timedelta(days=days)), key=lambda entry: entry.at)
    if json:
        output.say(output.dumped([asdict(entry) for entry in found]))
        return
    output.paragraphs(
        "\n".join(_days(found, now, held.owner.timezone)) or f"Nothing in the last {output.number(days)} days."
    )


def _entries(tx: Transaction, since: datetime) -> Iterator[Entry]:
    from bot.domain import ENDS, SuggestionState
    from bot.store import approvals, suggestions
    from bot.store import people as stored_people
    from bot.wording import STANDS, name

    names = {
        row.id: str(name(stored_people.person(tx, row.person))) for row in suggestions.in_states(tx, *SuggestionState)
    }
    for row in suggestions.in_states(tx, *SuggestionState):
        if row.nudged_at and row.nudged_at >= since:
            yield Entry(row.nudged_at, f"brought {names[row.id]} [{row.code}]")
        if row.state in ENDS and row.nudged_at and row.state_at >= since:
            yield Entry(row.state_at, f"{names[row.id]}: {STANDS[row.state]} [{row.code}]")
    for made in approvals.published_since(tx, since):
        yield Entry(made.published.at or since, f"posted your answer to {names[made.suggestion]}")


def _days(found: Sequence[Entry], now: datetime, zone: ZoneInfo) -> Iterator[str]:
    from bot.wording.english.times import clock, date, weekday

    for on, entries in groupby(found, key=lambda entry: entry.at.astimezone(zone).date()):
        first, *others = entries
        yield f"{weekday(first.at, zone)}, {date(first.at, now, zone)}"
        yield from (f"  {clock(entry.at, zone):>5}  {entry.what}" for entry in (first, *others))
        if on != found[-1].at.astimezone(zone).date():
            yield ""
