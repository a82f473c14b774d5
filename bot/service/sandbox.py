"""Put the whole program on the embedded, invented network: real rules, store, drafts and approvals, no account needed.

This is what `nudge demo` plays and what `nudge run --sandbox` serves.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.clock import Clock
from bot.config import Config
from bot.decide.rules import default_pack, load
from bot.platforms.memory import MemoryMessenger, MemoryNetwork, MemoryPublisher, MemoryReader, idempotency_data
from bot.platforms.reading_model import ModelReader
from bot.platforms.sandbox import BOT, OWNER, build, live
from bot.service.workers import Parts, Program
from bot.store import Store


def settings(folder: Path) -> Config:
    """What Lena Marsh has configured."""
    return Config.of(
        {
            "owner": {"timezone": "Europe/Lisbon", "languages": ["en", "de"]},
            "deliver": {"through": "terminal", "at": ["09:00", "17:30"], "quiet": "22:00-07:00"},
        },
        folder,
    )


def program(
    config: Config,
    store: Store,
    clock: Clock,
    network: MemoryNetwork | None = None,
    second_reader: ModelReader | None = None,
) -> Program:
    """The program as Lena's; the network is built as it stands now unless one is given."""
    now = clock()
    if network is None:
        network = build(now, clock)
        live(network, now)
    return Program.of(
        Parts(
            store=store,
            config=config,
            clock=clock,
            rules=load(default_pack()),
            readers={network.name: MemoryReader(network, OWNER)},
            recheckers={network.name: MemoryReader(network, OWNER)},
            publishers={network.name: MemoryPublisher(network, OWNER)},
            idempotency={network.name: idempotency_data},
            messenger=lambda: MemoryMessenger(network, bot=BOT, owner=OWNER),
            second_reader=second_reader,
            eager=timedelta(seconds=5),
            backfill_reach=timedelta(days=400),  # Lena has lived with it for more than a year
        )
    )
