"""Watch those whom the owner would like to know: say once when an account answers nobody, and once when that changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import wording
from bot.clock import Clock
from bot.config import Config
from bot.decide.relationships import converses, is_broadcaster
from bot.decide.retries import within
from bot.domain import Goal, Network, Person
from bot.knowledge.enrichment import Enrichment
from bot.knowledge.owner_preferences import owner_preferences
from bot.outbox.teller import Teller
from bot.platforms.base import Reader
from bot.store import Store, Transaction, people, people_questions, settings, told
from bot.store.settings import HELLO_SAID, WATCHED_LOOKED_AT, WATCHED_TOLD_AT

BETWEEN_LOOKS, BETWEEN_TOLD = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Watching:
    """Looks once an hour, and says at most one thing a day."""

    store: Store
    readers: Mapping[Network, Reader]
    enrichment: Enrichment
    teller: Teller
    config: Config
    clock: Clock

    def step(self) -> bool:
        """Measure whom nobody has measured of late, and say what that shows."""
        now = self.clock()
        with self.store.begin() as tx:
            if not self._is_time(tx, now):
                return False
            settings.put(tx, WATCHED_LOOKED_AT, now)
            wanted = [p for p in people.all_persons(tx).values() if _is_watched(p, now)]
        self.enrichment.measure_stale(account for person in wanted for account in person.accounts)
        with self.store.begin() as tx:
            if self._tell(tx, wanted, now):
                settings.put(tx, WATCHED_TOLD_AT, now)
        return False

    def _is_time(self, tx: Transaction, now: datetime) -> bool:
        lately = within(settings.get(tx, WATCHED_LOOKED_AT), now, BETWEEN_LOOKS)
        spoken = within(settings.get(tx, WATCHED_TOLD_AT), now, BETWEEN_TOLD)
        begun = settings.get(tx, HELLO_SAID)
        return begun and not lately and not spoken and not owner_preferences(tx, self.config).silent(now)

    def _tell(self, tx: Transaction, wanted: Iterable[Person], now: datetime) -> bool:
        """One line about the first of whom there is something to say; True if there was."""
        said = told.silent(tx)
        for person in wanted:
            measured = [known.habits for a in person.accounts if (known := people.known(tx, a.key)) and known.habits]
            if person.id not in said and measured and all(is_broadcaster(habits) for habits in measured):
                people_questions.put(tx, people_questions.Watch(person.id))
                told.note_silent(tx, person.id)
                text = wording.meet_silent(person, posts=max(habits.posts for habits in measured))
            elif person.id in said and any(converses(habits) for habits in measured):
                told.no_longer_silent(tx, person.id)
                text = wording.converses_now(person)
            else:
                continue
            self.teller.say(tx, text, now=now, begun=True)
            return True
        return False


def _is_watched(person: Person, now: datetime) -> bool:
    return person.goal is Goal.GET_TO_KNOW and person.may_be_spoken_of(now)
