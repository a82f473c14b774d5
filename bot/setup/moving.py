"""Carry the owner along to another account of theirs, once both accounts say that it is the same person."""

from __future__ import annotations

from bot.config import Config
from bot.domain import Network
from bot.errors import BotError
from bot.platforms.setup import Move
from bot.setup import logins
from bot.store import open_store, ownership


class NotMoved(BotError):
    """One of the two accounts does not say so yet."""


def look(network: str, before: Config, after: Config, secret: str = "") -> Move:
    """What the accounts say now. Raises `PlatformError`, and `NotMoved` where an account stays what it is."""
    move = logins.networks()[network].move
    if move is None:
        raise NotMoved(
            f"On {network.capitalize()} an account stays the same wherever it lives, so nothing has to be carried along. "
            "Another handle: nudge init --address NEW."
        )
    return move(before, after, secret)


def remember(config: Config, network: str, before: str, now: str) -> None:
    """Whoever runs on this database finds the move when it meets the new account. Raises `NotMoved` for a stranger's."""
    if not config.database.exists():
        return
    store = open_store(config.database)
    try:
        with store.begin() as tx:
            known = ownership.verified(tx, Network(network))
            if known is not None and known.identity not in (before, now):
                raise NotMoved(
                    f"What is stored here is {known.address}'s, which is another account. Nothing was changed."
                )
            ownership.put_move(tx, before, now)
    finally:
        store.close()
