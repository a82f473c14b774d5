"""Ask the owner whether two accounts, whose profiles name each other, are one person to them. Never joined silently.

Once for each pair, one question in a week, and only about people whom the owner follows or has talked with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import wording
from bot.clock import Clock
from bot.config import Config
from bot.decide.relationships import Proposal, same_person
from bot.decide.retries import within
from bot.domain import Account
from bot.knowledge import candidates
from bot.knowledge.owner_preferences import owner_preferences
from bot.outbox.teller import Teller
from bot.store import Store, Transaction, people, people_questions, settings, told
from bot.store.settings import HELLO_SAID, PAIR_ASKED_AT, PAIRS_LOOKED_AT

BETWEEN_LOOKS, BETWEEN_QUESTIONS = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Pairing:
    """Looks once a day; asks at most once a week."""

    store: Store
    teller: Teller
    config: Config
    clock: Clock

    def step(self) -> bool:
        """Ask about one pair, if there is one and it is time."""
        now = self.clock()
        with self.store.begin() as tx:
            if not self._is_time(tx, now):
                return False
            settings.put(tx, PAIRS_LOOKED_AT, now)
            pair = next(self._pairs(tx), None)
            if pair is not None:
                self._ask(tx, pair)
        return False

    def _is_time(self, tx: Transaction, now: datetime) -> bool:
        lately = within(settings.get(tx, PAIRS_LOOKED_AT), now, BETWEEN_LOOKS)
        asked = within(settings.get(tx, PAIR_ASKED_AT), now, BETWEEN_QUESTIONS)
        begun = settings.get(tx, HELLO_SAID)
        return begun and not lately and not asked and not owner_preferences(tx, self.config).silent(now)

    def _pairs(self, tx: Transaction) -> Iterator[Proposal]:
        """Pairs that are two persons here, were never asked about, and matter to the owner."""
        asked = told.asked_about(tx)
        for pair in same_person(known.account for known in people.all_known(tx).values()):
            one, other = people.person_of(tx, pair.one.key), people.person_of(tx, pair.other.key)
            apart = one is not None and other is not None and one.id != other.id
            spoken_of = all(each.may_be_spoken_of(self.clock()) for each in (one, other) if each is not None)
            if (
                apart
                and spoken_of
                and (pair.one.key, pair.other.key) not in asked
                and (self._matters(tx, pair.one) or self._matters(tx, pair.other))
            ):
                yield pair

    def _matters(self, tx: Transaction, account: Account) -> bool:
        known, person = people.known(tx, account.key), people.person_of(tx, account.key)
        follows = known is not None and known.relationship is not None and known.relationship.following
        return follows or (person is not None and candidates.standing_now(tx, person, self.clock()).spoken)

    def _ask(self, tx: Transaction, pair: Proposal) -> None:
        now = self.clock()
        told.note_asked_about(tx, pair.one.key, pair.other.key)
        settings.put(tx, PAIR_ASKED_AT, now)
        people_questions.put(tx, people_questions.Pair(pair.one.key, pair.other.key))
        self.teller.say(tx, wording.maybe_same(pair.one, pair.other), now=now, begun=True)
