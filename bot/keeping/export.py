"""Write everything that is stored, or everything about one person, as JSON: each table by its name, each row by its columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import TextIO

import bot
from bot.config import Config
from bot.errors import BotError
from bot.keeping.backup import copy_of
from bot.store import Transaction, export, names, open_store


def write(config: Config, stream: TextIO, now: datetime, *, person: str = "", escaped: bool = False) -> None:
    """Row by row, from a copy, so that a service beside it waits for nothing. Raises `BotError` where it is unclear who is meant.

    `escaped`: nothing in it commands a terminal.
    """
    with copy_of(config) as copy:
        store = open_store(copy)
        try:
            with store.begin() as tx:
                who = _meant(tx, person) if person else None
                stream.writelines(_lines(tx, who, now, escaped=escaped))
        finally:
            store.close()


def _meant(tx: Transaction, name: str) -> int:
    found = names.find(tx, name)
    if not found:
        raise BotError(f"Nobody here is called {name}. nudge people --all lists whom it knows.")
    if len(found) > 1:
        they = "; ".join(f"{one.name} ({', '.join(account.address for account in one.accounts)})" for one in found)
        raise BotError(f"{name} can be several: {they}. Say which by the address.")
    return found[0].id


def _lines(tx: Transaction, person: int | None, now: datetime, *, escaped: bool) -> Iterator[str]:
    """A row a line, so that any tool can look through it."""
    yield f'{{"nudge": {json.dumps(bot.__version__)}, "made_at": {json.dumps(now.isoformat())}, "tables": {{'
    for number, (name, rows) in enumerate(export.rows(tx, person)):
        yield f"{',' if number else ''}\n{json.dumps(name)}: ["
        for place, row in enumerate(rows):
            yield f"{',' if place else ''}\n{json.dumps(row, ensure_ascii=escaped)}"
        yield "]"
    yield "}}\n"
