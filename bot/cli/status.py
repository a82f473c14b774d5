"""Say how things stand, for a person (`nudge status`): who, what it may do, when it writes next, what is open, what needs you.

From the database and the heartbeat only: it works beside a running service, and imports no network's library.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import output
from bot.cli.ending import in_sentences
from bot.cli.health import of_the_store, plainly, running
from bot.cli.opening import stored

if TYPE_CHECKING:
    from bot.config import Config
    from bot.knowledge.owner_preferences import OwnerPreferences
    from bot.store import Transaction
    from bot.store.sources import Source

MOST_OPEN = 8
AHEAD = timedelta(days=3)
SKEWED = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Account:
    """One of the owner's accounts: whether it was looked at yet, and whether it may post what they approve."""

    network: str
    address: str
    verified: bool
    posts: bool


@dataclass(frozen=True, slots=True)
class Status:
    """Everything that `status` says, as values. `open` are codes, names and how each stands; `needs_you` are sentences."""

    unstored: str | None
    running: bool
    accounts: tuple[Account, ...]
    last_message: datetime | None
    next_delivery: datetime | None
    resting_until: datetime | None
    stopped: bool
    open: tuple[tuple[str, str, str], ...]
    needs_you: tuple[str, ...]
    notes: tuple[str, ...]
    read: bool


def at_once(arguments: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Answer `nudge status` before what reads a command line is loaded; False, and nothing said, for what needs a second look."""
    said = plainly(arguments, environ)
    if said is None or not _can_be_opened(said[0]):
        return False
    with in_sentences():
        say(said[0], json=said[1])
    return True


def _can_be_opened(folder: Path) -> bool:
    with suppress(OSError):
        return Path.cwd().exists() and folder.is_dir() and os.access(folder, os.R_OK | os.X_OK)
    return False


def say(folder: Path, *, json: bool = False) -> None:
    """Say it, from what the folder holds. Raises `BotError`."""
    from dataclasses import asdict

    from bot.store import sources

    now = datetime.now(UTC)
    with stored(folder) as (held, store), store.begin() as tx:
        found = look(tx, held, folder, now)
        if json:
            of_each = [asdict(source) for source in sources.all_sources(tx)]
            output.say(
                output.dumped(
                    {
                        **asdict(found),
                        "sources": of_each,
                        "suggestions": _counts(tx),
                        "store": of_the_store(folder, now),
                        "second_reader": _second_reader(tx, held, now),
                    }
                )
            )
            return
    output.say("\n".join(line for text in told(found, held, now) for line in _folded(text, output.columns(sys.stdout))))


def _folded(text: str, width: int | None) -> Iterator[str]:
    """A line of `told` in as many as it needs, all of them set in as far as it is."""
    words = text.lstrip()
    return output.folded(words, text.removesuffix(words), width)


def _counts(tx: Transaction) -> dict[str, int]:
    from bot.domain import SuggestionState
    from bot.store import suggestions

    return {state.value: count for state in SuggestionState if (count := suggestions.count_in(tx, state))}


def _second_reader(tx: Transaction, config: Config, now: datetime) -> dict[str, int] | None:
    """What a second reader was asked today; None when there is none."""
    from bot.decide.schedule import begins
    from bot.store import readings

    if config.choose.second_reader == "off":
        return None
    read = readings.cost(tx, since=begins(now, config.owner.timezone))
    return {"requests": read.requests, "tokens": read.tokens, "at_most": config.choose.requests_per_day}


def look(tx: Transaction, config: Config, folder: Path, now: datetime) -> Status:
    """How it stands now."""
    from bot.decide.schedule import next_due
    from bot.knowledge.owner_preferences import owner_preferences
    from bot.store import messages, settings, sources

    looked = settings.get(tx, settings.SLOTS_LOOKED_AT)
    held, found = owner_preferences(tx, config), sources.all_sources(tx)
    resting = held.resting(now)
    return Status(
        unstored=of_the_store(folder, now),
        running=running(folder, now),
        accounts=tuple(_accounts(tx, config)),
        last_message=messages.last_sent_at(tx),
        next_delivery=None if resting else next_due(held.schedule, looked, now),
        resting_until=held.paused_until if resting and not held.stopped else None,
        stopped=held.stopped,
        open=tuple(_open(tx, held, now)),
        needs_you=tuple(_needs_you(found)),
        notes=(*_said_zone(tx, config), *_notes(held, found, now), *_asked_today(_second_reader(tx, config, now))),
        read=any(source.ok_at for source in found),
    )


def _accounts(tx: Transaction, config: Config) -> Iterator[Account]:
    from bot.domain import Network
    from bot.store import ownership, sources

    for network, section in config.networks.items():
        if section.owner is None:
            continue
        known = ownership.verified(tx, Network(network))
        allowed = config.publish.enabled and not sources.posting_refused(tx, network)
        may = allowed and known is not None and not ownership.only_reads(tx, known.identity)
        yield Account(network.capitalize(), known.address if known else section.owner.called, known is not None, may)


def _open(tx: Transaction, held: OwnerPreferences, now: datetime) -> Iterator[tuple[str, str, str]]:
    from bot import wording
    from bot.domain import SETTLED, SuggestionState
    from bot.outbox.standing import how_it_stands
    from bot.store import people, suggestions

    for row in suggestions.in_states(tx, *SuggestionState):
        if row.state in SETTLED or row.nudged_at is None:
            continue
        person = people.person(tx, row.person)
        yield row.code, str(wording.name(person)), how_it_stands(tx, row, held, now)


# --- what needs the owner, and what is worth a line


def _needs_you(found: Sequence[Source]) -> Iterator[str]:
    """Trouble that lasts; each once, however many sources have met it."""
    from bot.store.sources import is_posting

    said: dict[tuple[str, str], Source] = {}
    for source in found:
        if source.problem:
            said.setdefault((source.name.partition(":")[0], source.problem), source)
    for (name, problem), source in said.items():
        whose = name.capitalize() if ":" in source.name else "Talking to you"
        whose = f"{whose}, for posting" if is_posting(source.name) else whose
        remedy = " nudge check says what to do." if source.login_ended else " It tries again by itself."
        yield f"{whose}: {problem.rstrip('.')}.{remedy}"


def _notes(held: OwnerPreferences, found: Sequence[Source], now: datetime) -> Iterator[str]:
    """A clock that was set, and nights in which the clocks change."""
    ahead = max((source.ok_at for source in found if source.ok_at), default=now)
    if ahead - now > SKEWED:
        yield "The clock of this machine was set back: what was read last lies ahead of it. Is it right now?"
    yield from _clock_changes(held, now)


def _said_zone(tx: Transaction, config: Config) -> Iterator[str]:
    """Where the owner said that they live now, where this machine knows it."""
    from bot.store import settings

    said = settings.get(tx, settings.TIMEZONE)
    if said and settings.zone(tx, config.owner.timezone).key == said:
        yield f"Times are those of {said}, as you said in a message."


def _asked_today(cost: Mapping[str, int] | None) -> Iterator[str]:
    if cost is not None:
        yield f"Second reader: {cost['requests']} of {cost['at_most']} requests today, {cost['tokens']} tokens."


def _clock_changes(held: OwnerPreferences, now: datetime) -> Iterator[str]:
    """Delivery times that a night skips, or has twice."""
    from bot.decide.schedule import day, moment
    from bot.wording.english.times import clock, weekday

    zone = held.schedule.zone
    for ahead in range(AHEAD.days):
        on = day(now, zone) + timedelta(days=ahead)
        for at in held.schedule.at:
            comes = moment(on, at, zone)
            local = datetime.combine(on, at, zone)
            if comes.astimezone(zone).time() != at:
                yield f"On {weekday(comes, zone)} the clocks skip {at:%H:%M}; that message comes at {clock(comes, zone)}."
            elif comes > now and local.utcoffset() != local.replace(fold=1).utcoffset():
                yield f"On {weekday(comes, zone)} the clocks have {at:%H:%M} twice; that message comes the first time."


# --- in words


def told(found: Status, config: Config, now: datetime) -> list[str]:
    """The lines, the most important first."""
    lines = [found.unstored] if found.unstored else []
    lines += ["Running." if found.running else "Nothing runs here now. nudge run starts it."]
    lines += [_account(one) for one in found.accounts]
    if not found.read:
        lines.append("Nothing has been read yet.")
    lines += _times(found, config, now)
    lines += _waiting(found)
    lines += found.notes
    if found.needs_you:
        lines += ["Needs you:", *(f"  {sentence}" for sentence in found.needs_you)]
    return lines


def _account(one: Account) -> str:
    if not one.verified:
        return f"{one.network}: {one.address}, not looked at yet."
    return f"{one.network}: {one.address}; {'posts what you approve' if one.posts else 'reads only, posts nothing'}."


def _times(found: Status, config: Config, now: datetime) -> Iterator[str]:
    from bot.wording.english.times import at, until

    zone = config.owner.timezone
    last = f"Last message {at(found.last_message, now, zone)}. " if found.last_message else "No message was sent yet. "
    if found.stopped:
        yield f"{last}Stopped; resume ends it."
    elif found.resting_until:
        yield f"{last}Resting until {until(found.resting_until, now, zone)}; resume ends it."
    elif found.next_delivery:
        yield f"{last}The next can come {at(found.next_delivery, now, zone)}."
    else:
        yield f"{last}The next comes when there is something."


def _waiting(found: Status) -> Iterator[str]:
    if not found.open:
        yield "Nothing is open."
        return
    shown = [f"{name} ({stands}) [{code}]" for code, name, stands in found.open[-MOST_OPEN:]]
    more = len(found.open) - len(shown)
    yield f"Open: {', '.join(shown)}{f', and {more} more' if more else ''}."
