"""Say how far the reading of the owner's last months has come: of a past that was not read, nothing is said."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain import Network
from bot.store import Transaction, sources


class Stage(StrEnum):
    """What is read, in this order; the names are what is stored."""

    OWN_POSTS = "own posts"
    PARENTS = "parents"
    NOTICES = "notices"
    FOLLOWS = "follows"
    TOPICS = "topics"
    FIRST_POSTS = "first posts"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the first run has come: the stage, and how many of its steps are done of how many known."""

    stage: Stage
    done: int = 0
    of: int = 0


def source(network: Network) -> str:
    """Where the progress is kept."""
    return f"{network}:history"


def progress(tx: Transaction, network: Network) -> Progress:
    """How far it has come on a network."""
    mark = sources.source(tx, source(network)).mark
    if not mark:
        return Progress(Stage.OWN_POSTS)
    held = json.loads(mark)
    return Progress(Stage(held["stage"]), held["done"], held["of"])


def keep(tx: Transaction, network: Network, at: Progress, now: datetime) -> None:
    """It has come as far as this."""
    sources.read_well(tx, source(network), mark=json.dumps(asdict(at)), began=now, now=now)


def is_read(tx: Transaction, networks: Iterable[Network]) -> bool:
    """Whether it was read to its end on all of these."""
    return all(progress(tx, network).stage is Stage.DONE for network in networks)
