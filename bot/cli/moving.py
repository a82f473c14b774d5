"""Carry everything along to a new account of the owner's (`nudge login --moved`)."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import asking
from bot.cli.folder import typed
from bot.cli.signing_in import NOTHING, explained, log_in, settings
from bot.errors import BotError

if TYPE_CHECKING:
    from bot.config import Config
    from bot.platforms.setup import Move, Whose

NOT_HERE = "Nothing was changed, and both accounts can be asked again: nudge login --moved."


def carry_over(folder: Path, network: str, address: str, server: str) -> None:
    """Log in as the new account, once both say that it is the old one's, and keep people, notes and what was said."""
    from bot.platforms.setup import Role
    from bot.setup import changing, logins, moving

    held = settings(folder)
    old = _called(held, network)
    if logins.networks()[network].move is None:
        moving.look(network, held, held)
    new, there = logins.looked_up(address or asking.ask("Your new address?", instead="Say it with --address."))
    new = new.removeprefix("@").lower()
    if not logins.networks()[network].is_address(new) or new == old:
        raise BotError(f'"{new}" is {"the address that config.toml has" if new == old else "no address"}. {NOTHING}')
    values = changing.named(held, network, Role.READING, new, server or there)
    after = changing.as_if(folder, values, os.environ)
    with explained():
        _agree(moving.look(network, held, after), old, new)
    remember, ends = partial(_remember, held, after, network), [(network, Role.POSTING)]
    log_in(folder, after, network, Role.READING, values, first=remember, ends=ends)
    asking.say(f"People, notes and what you two said come along. What was open for {old} is laid to rest.")
    asking.say("Let it post: nudge login --posting. Your second account and the new one have to follow each other.")
    asking.say(f"Next: {typed('check', folder)}")


def _called(held: Config, network: str) -> str:
    account = held.networks[network].owner
    return account.called if account else ""


def _remember(held: Config, after: Config, network: str, secret: str, who: Whose) -> None:
    """Before anything is written: what the new account says of itself counts, and whose it is for good."""
    from bot.setup import moving

    move = moving.look(network, held, after, secret)
    _agree(move, _called(held, network), _called(after, network), seen=True)
    moving.remember(held, network, move.before, who.identity)


def _agree(move: Move, old: str, new: str, *, seen: bool = False) -> None:
    """Raises `NotMoved` with a sentence for each side that is missing. `seen`: what is not told by now never is."""
    from bot.setup.moving import NotMoved

    missing = []
    if move.to != new:
        says = f"says that it moved to {move.to}, not to {new}" if move.to else f"does not say that it moved to {new}"
        missing.append(f"{old} {says}: Preferences, Account, Move to a different account, there.")
    if move.named is False:
        missing.append(f"{new} does not name {old} as an alias: Preferences, Account, Moving from a different account.")
    if move.named is None and seen:
        missing.append(f"The server of {new} does not show which aliases it has, so that nobody can tell.")
    if missing:
        raise NotMoved("\n".join([*missing, NOT_HERE]))
