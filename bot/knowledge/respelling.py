"""Make one account of two that were stored under the two spellings of one domain, and of their persons one."""

from __future__ import annotations

from datetime import datetime

from bot.knowledge.joining import join
from bot.store import Transaction, people, respelling


def one_spelling_each(tx: Transaction, *, now: datetime) -> None:
    """Done whenever a data folder is opened, for earlier versions kept both; the person who is known longer stays."""
    for old, new in respelling.misspelt(tx).items():
        before, after = people.known(tx, old), people.known(tx, new)
        if before and after:
            join(tx, *sorted((before.person, after.person)), now=now)
        respelling.respell(tx, old, new)
