"""Bring the configured people into the store: who they are on each network, and what the owner wants with them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import structlog

from bot.clock import Clock
from bot.config import Config, PersonSpec
from bot.domain import Account, Network
from bot.knowledge import joining
from bot.platforms.base import Reader
from bot.store import Store, Transaction, people, progress

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Seeding:
    """Looks up everyone under `[[people]]`, once for every way the entry was ever written.

    What the owner says later by private message (`never`, `keep … off`) is not undone at the next start.
    """

    store: Store
    readers: Mapping[Network, Reader]
    config: Config
    clock: Clock

    def step(self) -> bool:
        """Look up one person; True if there may be another."""
        with self.store.begin() as tx:
            done = progress.seeded(tx)
        spec = next((spec for spec in self.config.people if _mark(spec) not in done), None)
        if spec is None:
            return False
        found = [account for account in self._accounts(spec) if account is not None]
        with self.store.begin() as tx:
            self._keep(tx, spec, found)
            progress.note_seeded(tx, _mark(spec))
        if not found:
            log.warning("person_not_found", where="config.toml [[people]]")
        return True

    def _accounts(self, spec: PersonSpec) -> list[Account | None]:
        named = ((Network(name), address) for name, address in spec.accounts.items())
        return [self.readers[network].find_account(address) for network, address in named if network in self.readers]

    def _keep(self, tx: Transaction, spec: PersonSpec, found: list[Account]) -> None:
        ids = [people.meet(tx, account, now=self.clock()) for account in found]
        for other in ids[1:]:
            joining.join(tx, ids[0], other, now=self.clock())
        if ids:
            every = spec.every.total_seconds() / 86400 if spec.every else None
            people.change(tx, ids[0], name=spec.name, goal=spec.goal, every_days=every)


def _mark(spec: PersonSpec) -> str:
    return hashlib.blake2b(spec.model_dump_json().encode(), digest_size=8).hexdigest()
