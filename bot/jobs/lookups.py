"""Look up on the networks whom or what the owner named and nobody here knows, or knows too little of, and hear the answer again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import structlog

from bot import wording
from bot.clock import Clock
from bot.config import Config
from bot.domain import Account, Network, Person, Relationship
from bot.errors import PlatformError
from bot.knowledge import ingest, known_by
from bot.knowledge.enrichment import Enrichment
from bot.knowledge.owner_preferences import profile
from bot.outbox.teller import Teller
from bot.platforms.base import Reader
from bot.store import Store, answers, lookups, names, people, post_search, seen
from bot.store.lookups import Lookup

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Lookups:
    """Asks every network that can be read for a person or a post; the first that knows the address has it."""

    store: Store
    readers: Mapping[Network, Reader]
    enrichment: Enrichment
    teller: Teller
    config: Config
    clock: Clock

    def wanted(self) -> bool:
        """Whether there is anything to look up."""
        with self.store.begin() as tx:
            return bool(lookups.wanted(tx))

    def step(self) -> bool:
        """Look up one address; True if there may be another."""
        with self.store.begin() as tx:
            first = next(iter(lookups.wanted(tx)), None)
        if first is None:
            return False
        try:
            self._look_up(first)
        except PlatformError as problem:
            log.warning("look_up_failed", problem=str(problem))
            self._put_down(first)
        return True

    def _look_up(self, wanted: Lookup) -> None:
        if person := self._known(wanted.address):
            self._both_know(person, wanted)
            return
        is_post = wanted.address.startswith(("https://", "http://"))
        for reader in self.readers.values():
            if self._post(reader, wanted.address) if is_post else self._account(reader, wanted.address):
                break
        with self.store.begin() as tx:
            known = post_search.named(tx, wanted.address)[0] if is_post else names.find(tx, wanted.address)
            lookups.done(tx, wanted, in_vain=not known)
            answers.hear_again(tx, wanted.answer, wanted.said)

    def _known(self, key: str) -> Person | None:
        with self.store.begin() as tx:
            return people.person_of(tx, key)

    def _both_know(self, person: Person, wanted: Lookup) -> None:
        """Of every account; where no network tells, nothing is said of it."""
        with self.store.begin() as tx:
            accounts = known_by.to_ask(tx, person, self.clock(), {account.network for account in person.accounts})
        for account in accounts:
            known_by.ask(self.store, self.readers, account, self.clock)
        with self.store.begin() as tx:
            lookups.done(tx, wanted, in_vain=False)
            answers.hear_again(tx, wanted.answer, wanted.said)

    def _post(self, reader: Reader, url: str) -> bool:
        post = reader.find_post(url)
        if post is None:
            return False
        with self.store.begin() as tx:
            ingest.take_in(tx, [replace(post, link=url)], profile(tx, self.config), self.clock())
        return True

    def _account(self, reader: Reader, address: str) -> bool:
        account = reader.find_account(address)
        if account is None or self._forgotten(account):
            return False
        self._keep(account, reader.relationships([account]).get(account.key))
        self.enrichment.measure(reader, account)
        return True

    def _forgotten(self, account: Account) -> bool:
        """Whether the owner asked that nothing of this account is collected anew."""
        with self.store.begin() as tx:
            return seen.is_forgotten(tx, account.key)

    def _keep(self, account: Account, relationship: Relationship | None) -> None:
        now = self.clock()
        with self.store.begin() as tx:
            people.meet(tx, account, now=now)
            people.put_profiles(tx, [account], now=now)
            if relationship is not None:
                people.put_relationships(tx, {account.key: relationship}, now=now)

    def _put_down(self, wanted: Lookup) -> None:
        """A network did not answer: say so, and let the owner say it again."""
        with self.store.begin() as tx:
            lookups.done(tx, wanted, in_vain=False)
            self.teller.say(tx, wording.not_looked_up(wanted.address), now=self.clock())
