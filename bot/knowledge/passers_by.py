"""Let go of those who are tied to nobody: of whom nothing is kept but that they exist, and to whom the network knows no tie."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.domain import Relationship
from bot.errors import PlatformError
from bot.platforms.base import Reader
from bot.store import Store, passers_by, people

log = structlog.get_logger()

ASKED_AGAIN = timedelta(days=90)
NO_TIE = Relationship()


def let_go(store: Store, reader: Reader, clock: Clock, *, met_before: datetime) -> int:
    """Ask the network how the owner stands to them, and take away whom it knows no tie to; how many they were.

    Whoever is followed stays, however silent: that they were silent for long is what may be told of them. An account of which the
    network says nothing while it tells of others is gone from it. One that does not answer is asked the next time.
    """
    now = clock()
    with store.begin() as tx:
        found = passers_by.found(tx, reader.network, met_before=met_before, asked_before=now - ASKED_AGAIN)
    try:
        ties = reader.relationships(found) if found else {}
    except PlatformError as problem:
        log.info("ties_not_told", network=reader.network, problem=str(problem))
        return 0
    with store.begin() as tx:
        people.put_relationships(tx, ties, now=now)
        passers_by.note_asked(tx, [account.key for account in found], now)
        untied = [account.key for account in found if ties and ties.get(account.key, NO_TIE) == NO_TIE]
        return passers_by.let_go(tx, untied)
