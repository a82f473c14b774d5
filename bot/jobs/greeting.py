"""Say hello, once: as soon as it is known who the owner is, before anything of them was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot import wording
from bot.clock import Clock
from bot.domain import Account, MessageKind, Network
from bot.knowledge import history
from bot.knowledge.owner_preferences import OwnerPreferences, owner_preferences
from bot.outbox.teller import Teller
from bot.platforms.base import Reader
from bot.store import Store, Transaction, settings
from bot.store.settings import HELLO_SAID


@dataclass(frozen=True, slots=True)
class Greeting:
    """The first message of all. It waits for no hour, for the owner has just set this up; at rest nothing is begun.

    `readers` are those that know whose they are.
    """

    store: Store
    readers: Mapping[Network, Reader]
    teller: Teller
    clock: Clock

    def said(self) -> bool:
        """Whether it was."""
        with self.store.begin() as tx:
            return settings.get(tx, HELLO_SAID)

    def step(self) -> bool:
        """Put it into the outbox, unless that was done."""
        now, first = self.clock(), next(iter(self.readers.values()), None)
        with self.store.begin() as tx:
            due = self._is_due(tx, owner_preferences(tx, self.teller.config), now)
        if first is not None and due:
            self._say(first.owner, now)  # which may ask the network, so in no transaction
        return False

    def _is_due(self, tx: Transaction, held: OwnerPreferences, now: datetime) -> bool:
        return not held.resting(now) and not settings.get(tx, HELLO_SAID)

    def _say(self, owner: Account, now: datetime) -> None:
        with self.store.begin() as tx:
            held = owner_preferences(tx, self.teller.config)
            if not self._is_due(tx, held, now):
                return
            settings.put(tx, HELLO_SAID, value=True)
            text = wording.hello(
                wording.name(owner), topics=held.topics, at=[f"{t:%H:%M}" for t in held.schedule.at],
                people_per_day=held.schedule.people_per_day, now=now, zone=held.schedule.zone,
                reads=not history.is_read(tx, self.readers), can_post=self.teller.config.publish.enabled,
                keep_name=self.teller.room.keep_name,
            )  # fmt: skip
            self.teller.say(tx, text, now=now, kind=MessageKind.HELLO, begun=True)
