"""The workers over one store, as one program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.service.runner import StepRunner
from bot.service.workers.drafting import Drafting
from bot.service.workers.parts import Parts
from bot.service.workers.reading import Reading
from bot.service.workers.talking import Talking
from bot.store import sources

FIRST_READ, READ_AFTERWARDS = "home", ("late", "notices", "own")
"""What others say is read before the owner's last months are, which bring most of what the other readings would."""


class Closing(Protocol):
    """Whatever holds connections."""

    def close(self) -> None:
        """Give them back."""


@dataclass(frozen=True, slots=True)
class Program:
    """The workers over one store."""

    parts: Parts
    runner: StepRunner
    reading: Reading
    talking: Talking
    drafting: Drafting

    @classmethod
    def of(cls, parts: Parts) -> Program:
        """Put the workers together."""
        runner = StepRunner(parts.store, parts.clock)
        talking = Talking(parts, runner)
        reading = Reading(parts, runner, lambda: talking.teller)
        return cls(parts, runner, reading, talking, Drafting(parts, runner, lambda: talking.teller))

    def once(self) -> None:
        """Everything once, in the order of the flow."""
        self.talking.round(read=True)
        for network in self.parts.readers:
            self.reading.poll(network, FIRST_READ)
        self.reading.first_run()
        for network in self.parts.readers:
            for what in READ_AFTERWARDS:
                self.reading.poll(network, what)
        self.reading.nudge()
        self.drafting.round()
        self.talking.round(read=True)

    def close(self) -> None:
        """Give every connection back."""
        parts = self.parts
        clients: list[Closing] = [*parts.readers.values(), *parts.recheckers.values(), *parts.publishers.values()]
        for client in clients:
            client.close()
        self.talking.close()

    def health(self, now: datetime) -> dict[str, object]:
        """What the heartbeat file says: each source with when it last went well, and its problem."""
        with self.parts.store.begin() as tx:
            held = sources.all_sources(tx)
        return {
            "at": now.isoformat(),
            "sources": {
                s.name: {"ok_at": s.ok_at.isoformat() if s.ok_at else None, "problem": s.problem} for s in held
            },
        }
