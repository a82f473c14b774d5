"""The lanes over one store, as one program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.jobs.edge import Edge
from bot.lanes.drafting import Drafting
from bot.lanes.parts import Parts
from bot.lanes.reading import Reading
from bot.lanes.talking import Talking
from bot.store import sources


class Closing(Protocol):
    """Whatever holds connections."""

    def close(self) -> None:
        """Give them back."""


@dataclass(frozen=True, slots=True)
class Program:
    """The lanes over one store."""

    parts: Parts
    edge: Edge
    reading: Reading
    talking: Talking
    drafting: Drafting

    @classmethod
    def of(cls, parts: Parts) -> Program:
        """Put the lanes together."""
        edge = Edge(parts.store, parts.clock)
        talking = Talking(parts, edge)
        reading = Reading(parts, edge, lambda: talking.teller)
        return cls(parts, edge, reading, talking, Drafting(parts, edge, lambda: talking.teller))

    def once(self) -> None:
        """Everything once, in the order of the flow."""
        self.talking.round(read=True)
        self.reading.first_run()
        for network in self.parts.readers:
            for what in ("home", "late", "notices", "own"):
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
