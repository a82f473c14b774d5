"""Say what the owner wants now: the configuration, changed by what they said in private messages since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any

from sqlalchemy import Connection, select

from bot.config import Config
from bot.domain import Account
from bot.facts import OwnerProfile
from bot.pace import Pace, is_quiet
from bot.store import sources
from bot.store.schema import accounts
from bot.store.values import load

TOPICS, DERIVED, AT, PER_DAY, WEEKLY, MONTHLY = "topics", "derived topics", "at", "people a day", "weekly", "monthly"
OTHERS, HELLO, BACK_AT = "others in the letter", "hello", "back after an absence"
SAID_SILENT, LOOK_AT = "said that they answer nobody", "posts to look at"
PAUSED_UNTIL, PAUSED_AT, STOPPED, MORE, LEARNED = "paused until", "paused at", "stopped", "more", "learned"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What binds the jobs right now. `paused_until` is UTC; `stopped` holds until `resume`."""

    pace: Pace
    topics: tuple[str, ...]
    weekly: bool
    monthly: bool
    stopped: bool
    paused_until: datetime | None

    def resting(self, now: datetime) -> bool:
        """Whether nothing may be begun: after `stop`, or during a pause."""
        return self.stopped or (self.paused_until is not None and now < self.paused_until)

    def silent(self, now: datetime) -> bool:
        """Whether nothing may be begun just now: at rest, or in the owner's quiet hours."""
        return self.resting(now) or is_quiet(self.pace, now)


def wishes(tx: Connection, config: Config) -> Wishes:
    """The wishes in force."""
    said = sources.several(tx, AT, PER_DAY, TOPICS, DERIVED, WEEKLY, MONTHLY, STOPPED, PAUSED_UNTIL)
    at, until = said.get(AT), said.get(PAUSED_UNTIL)
    written = config.deliver.at
    configured = () if isinstance(written, str) else written
    times = tuple(time.fromisoformat(t) for t in at) if at is not None else configured
    quiet = config.deliver.quiet
    return Wishes(
        pace=Pace(
            zone=config.owner.timezone,
            at=tuple(times),
            quiet=(quiet.start, quiet.end) if quiet and quiet.start != quiet.end else None,
            people_per_day=said.get(PER_DAY, config.deliver.people_per_day),
        ),
        topics=_topics(said, config),
        weekly=said.get(WEEKLY, config.deliver.weekly),
        monthly=said.get(MONTHLY, config.deliver.monthly),
        stopped=said.get(STOPPED, False),
        paused_until=None if until is None else datetime.fromisoformat(until),
    )


def topics(tx: Connection, config: Config) -> tuple[str, ...]:
    """What the owner talks about: said by message, else configured, else taken from their own posts."""
    return _topics(sources.several(tx, TOPICS, DERIVED), config)


def _topics(said: Mapping[str, Any], config: Config) -> tuple[str, ...]:
    if TOPICS in said:
        return tuple(said[TOPICS])
    return config.owner.topics or tuple(said.get(DERIVED, ()))


def own_accounts(tx: Connection) -> tuple[Account, ...]:
    """The owner's accounts, as met so far."""
    query = select(accounts.c.account).where(accounts.c.own)
    return tuple(load(Account, data) for data in tx.execute(query).scalars())


def profile(tx: Connection, config: Config) -> OwnerProfile:
    """What must be known of the owner to read a post for them."""
    return profile_of(own_accounts(tx), config, topics(tx, config))


def profile_of(own: Iterable[Account], config: Config, known_topics: tuple[str, ...]) -> OwnerProfile:
    """The same, from values."""
    held = tuple(own)
    return OwnerProfile(
        uids=frozenset(account.uid for account in held),
        names=tuple(sorted({account.called for account in held})),
        languages=config.owner.languages,
        topics=tuple(topic.lower() for topic in known_topics),
        zone=config.owner.timezone,
    )


def rested(held: Wishes) -> Wishes:
    """The same wishes without any rest: what `look` shows."""
    return replace(held, stopped=False, paused_until=None)
