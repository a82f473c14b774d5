"""Say what the owner wants now: the configuration, changed by what they said in private messages since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.config import Config
from bot.decide.schedule import Schedule, is_quiet
from bot.domain import Account, Person, zone_or
from bot.store import Transaction, settings
from bot.store.people import own_accounts
from bot.store.settings import (
    AT,
    DERIVED_TOPICS,
    MONTHLY,
    PAUSED_UNTIL,
    PEOPLE_A_DAY,
    STOPPED,
    TIMEZONE,
    TOPICS,
    WEEKLY,
    Values,
)

if TYPE_CHECKING:
    from bot.decide.facts import OwnerProfile


@dataclass(frozen=True, slots=True)
class OwnerPreferences:
    """What binds the jobs right now. `paused_until` is UTC; `stopped` holds until `resume`."""

    schedule: Schedule
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
        return self.resting(now) or is_quiet(self.schedule, now)

    def comes_at(self, person: Person, at: datetime) -> datetime:
        """When what was asked for at a time comes: not before somebody may be spoken of again, and not within a pause."""
        return person.comes_at(at, self.paused_until)


def owner_preferences(tx: Transaction, config: Config) -> OwnerPreferences:
    """The preferences in force."""
    said = settings.several(
        tx, AT, PEOPLE_A_DAY, TOPICS, DERIVED_TOPICS, WEEKLY, MONTHLY, STOPPED, PAUSED_UNTIL, TIMEZONE
    )
    written, at = config.deliver.at, said.get(AT)
    configured = () if isinstance(written, str) else tuple(written)
    quiet = config.deliver.quiet
    people, weekly, monthly = said.get(PEOPLE_A_DAY), said.get(WEEKLY), said.get(MONTHLY)
    return OwnerPreferences(
        schedule=Schedule(
            zone=zone_or(said.get(TIMEZONE), config.owner.timezone),
            at=configured if at is None else at,
            quiet=(quiet.start, quiet.end) if quiet and quiet.start != quiet.end else None,
            people_per_day=config.deliver.people_per_day if people is None else people,
        ),
        topics=_topics(said, config),
        weekly=config.deliver.weekly if weekly is None else weekly,
        monthly=config.deliver.monthly if monthly is None else monthly,
        stopped=said.get(STOPPED),
        paused_until=said.get(PAUSED_UNTIL),
    )


def topics(tx: Transaction, config: Config) -> tuple[str, ...]:
    """What the owner talks about: said by message, else configured, else taken from their own posts."""
    return _topics(settings.several(tx, TOPICS, DERIVED_TOPICS), config)


def _topics(said: Values, config: Config) -> tuple[str, ...]:
    named, derived = said.get(TOPICS), said.get(DERIVED_TOPICS)
    return named if named is not None else config.owner.topics or derived


def profile(tx: Transaction, config: Config) -> OwnerProfile:
    """What must be known of the owner to read a post for them."""
    said = settings.several(tx, TOPICS, DERIVED_TOPICS, TIMEZONE)
    found = profile_of(own_accounts(tx), config, _topics(said, config))
    return replace(found, zone=zone_or(said.get(TIMEZONE), config.owner.timezone))


def profile_of(own: Iterable[Account], config: Config, known_topics: tuple[str, ...]) -> OwnerProfile:
    """The same, from values."""
    from bot.decide.facts import OwnerProfile  # noqa: PLC0415  # it knows languages; who only looks at settings reads no post

    held = tuple(own)
    return OwnerProfile(
        uids=frozenset(account.uid for account in held),
        names=tuple(sorted({account.called for account in held})),
        languages=config.owner.languages,
        topics=tuple(topic.lower() for topic in known_topics),
        zone=config.owner.timezone,
    )


def rested(held: OwnerPreferences) -> OwnerPreferences:
    """The same preferences without any rest: what `look` shows."""
    return replace(held, stopped=False, paused_until=None)
