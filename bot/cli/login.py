"""Log in on a network (`nudge login`): to read, to post what was approved, or as the account that writes to the owner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import asking
from bot.cli.folder import typed
from bot.cli.options import HERE, Folder
from bot.cli.signing_in import allow_posting, log_in, settings
from bot.errors import BotError

if TYPE_CHECKING:
    from bot.config import Config

Network = Annotated[
    str, typer.Argument(help="mastodon or bluesky; not needed where you have one of them.", metavar="NETWORK")
]
Bot = Annotated[bool, typer.Option("--bot", help="The second account, which writes to you.")]
Posting = Annotated[bool, typer.Option("--posting", help="Let your own account post what you approve.")]
Moved = Annotated[bool, typer.Option("--moved", help="You moved to another account: people and notes come along.")]
NewAddress = Annotated[
    str, typer.Option("--address", help="With --bot or --moved: the address of that account.", metavar="ADDRESS")
]
NewServer = Annotated[
    str, typer.Option("--server", help="With these: its server, where the address does not tell.", metavar="URL")
]


def login(
    network: Network = "", folder: Folder = HERE, *, bot: Bot = False, posting: Posting = False,
    moved: Moved = False, address: NewAddress = "", server: NewServer = "",
) -> None:  # fmt: skip
    """Log in: to read; with --bot the account that writes to you; with --posting to post what you approve."""
    from bot.cli import moving, second
    from bot.cli.logs import configure
    from bot.platforms.setup import Role

    configure(quiet=True)
    if bot + posting + moved > 1:
        raise BotError("--bot is the second account, --posting and --moved are about your own. One at a time.")
    if bot:
        second.bring_in(folder, network, address, server)
        return
    if not moved and (unheard := "--address" * bool(address) or "--server" * bool(server)):
        raise BotError(
            f"{unheard} goes with --bot or --moved. Of your own account: nudge init --address YOURS --server https://…"
        )
    held = settings(folder)
    name = _network(held, network, " --posting" * posting + " --moved" * moved)
    if moved:
        moving.carry_over(folder, name, address, server)
        return
    if posting:
        allow_posting(folder, name)
        asking.say(f"Next: {typed('run', folder)}")
        return
    log_in(folder, held, name, Role.READING)
    asking.say(f"Next: {typed('look', folder)}")


def _network(held: Config, named: str, option: str = "") -> str:
    """The network that is meant: the one that was named, or the only one that is read. `option` is typed with it."""
    own = [name for name, section in held.networks.items() if section.owner]
    if named and named not in held.networks:
        raise BotError(f'There is no network "{named}" here: {" or ".join(held.networks)}.')
    if named and named not in own:
        raise BotError(
            f"config.toml does not say who you are on {named.capitalize()}. nudge init --address YOURS adds it."
        )
    if not named and len(own) != 1:
        raise BotError(f"Which one: {' or '.join(f'nudge login {name}{option}' for name in own)}?")
    return named or own[0]
