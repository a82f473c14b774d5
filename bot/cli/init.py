"""Set up a folder (`nudge init`): who the owner is, and a first login that only reads."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from bot.cli import asking, output
from bot.cli.ending import TO_MEND
from bot.cli.folder import typed
from bot.cli.options import HERE, Folder
from bot.errors import BotError, ConfigError

if TYPE_CHECKING:
    from bot.config import Config
    from bot.config.lines import Key

FILE = "config.toml"
LOCALTIME, ETC_TIMEZONE = Path("/etc/localtime"), Path("/etc/timezone")
_NO_PLACE = re.compile(
    r"(Etc/)?(UTC|UCT|GMT|Zulu|Universal|Greenwich)([+-]?\d+)?|Factory|localtime|posixrules", re.IGNORECASE
)

NEEDS_AN_ADDRESS = "Without it I do not know whom to read for."
NEEDS_A_ZONE = "Without it I would write to you in the middle of the night."
HEAD = """\
# How Nudge is set up. config.example.toml has everything that can be said here, with a word about each; nudge set changes
# one thing without an editor, and nudge check names every mistake.
"""
SAFE = """
# Nothing is posted before you allow it: nudge login --posting says so here.
[publish]
enabled = false
"""

Address = Annotated[
    list[str] | None,
    typer.Option(
        "--address",
        help="Your address on Mastodon or Bluesky, or your profile's in the browser; once for each.",
        envvar="NUDGE_ADDRESS",
        metavar="ADDRESS",
    ),
]
Timezone = Annotated[
    str, typer.Option("--timezone", help="Your time zone, or a city.", envvar="NUDGE_TIMEZONE", metavar="ZONE")
]
Server = Annotated[
    str,
    typer.Option(
        "--server",
        help="The server of the first address, where that does not tell: https://…",
        envvar="NUDGE_SERVER",
        metavar="URL",
    ),
]
NoLogin = Annotated[bool, typer.Option("--no-login", help="Only write config.toml; log in later with nudge login.")]


def init(
    folder: Folder = HERE,
    *,
    address: Address = None,
    timezone: Timezone = "",
    server: Server = "",
    no_login: NoLogin = False,
) -> None:
    """Set up a folder: who you are, where, and a login that only reads. Run again, it changes only what you say."""
    from bot.cli.logs import configure

    configure(quiet=True)
    first = not (folder / FILE).exists()
    given = _zone_called(timezone) if timezone else {}
    values = _who(folder, address or [], server, first=first) | (given or (_when() if first else {}))
    written = _write(folder, values, first=first)
    trouble = None if no_login else _trouble_logging_in(folder)
    if written:
        asking.say(f"Written: {FILE} (only you can open it).")
    asking.say(f"Next: {_next(folder)}")
    if trouble:
        raise typer.Exit(TO_MEND)


# --- what is asked


def _who(folder: Path, addresses: list[str], server: str, *, first: bool) -> dict[Key, str]:
    """The owner's accounts, by their addresses; the network is seen from the form of each."""
    from bot.setup import changing

    held = changing.as_if(folder, {}, os.environ)
    given = [part for one in addresses for part in re.split(r"[\s,]+", one) if part]
    if server and not given and not first:
        given = [_only_one(held)]
    while True:
        typed = given or (_asked() if first else [])
        try:
            return _accounts(held, typed, server)
        except BotError as wrong:
            if given:
                raise
            asking.say(str(wrong))


def _only_one(held: Config) -> str:
    """The address whose server is said anew, where config.toml knows one alone."""
    own = [section.owner.called for section in held.networks.values() if section.owner]
    if len(own) != 1:
        raise BotError("Whose server is that? Say the address with it: nudge init --address YOURS --server https://…")
    return own[0]


def _asked() -> list[str]:
    asking.say("Where do you talk with people? Mastodon: lena@writers.example. Bluesky: lena.bsky.social. Or both.")
    typed = asking.needed("Your address there?", NEEDS_AN_ADDRESS, instead="Say it with --address.")
    return [part for part in re.split(r"[\s,]+|\band\b", typed) if part]


def _accounts(held: Config, typed: list[str], server: str) -> dict[Key, str]:
    from bot.platforms.setup import Role
    from bot.setup import changing, logins

    found: dict[Key, str] = {}
    for place, one in enumerate(typed):
        address, there = logins.looked_up(one)
        network = logins.network_of(address)
        if not network:
            raise BotError(f'"{one}" is no address: lena@writers.example on Mastodon, lena.bsky.social on Bluesky.')
        account = address.removeprefix("@").lower()
        its_server = (server if place == 0 else "") or there
        found |= changing.named(held, network, Role.READING, account, its_server)
    return found


def _zone_called(place: str) -> dict[Key, str]:
    """The time zone of that name, or of that city. Raises `BotError` with the likeliest, where there is none."""
    zone = _zone_of(place)
    if not zone:
        raise BotError(f'There is no time zone "{place}". {_hint(_likeliest(place))}')
    return _as_key(zone)


def _when() -> dict[Key, str]:
    """The time zone: as the machine has it and the owner agrees, or of a city; asked for until there is one."""
    offered = _of_machine()
    question = "Your time zone?" if offered else "In which city do you live (for the time zone)?"
    while True:
        place = asking.needed(question, NEEDS_A_ZONE, offered=offered, instead="Say it with --timezone.")
        if zone := _zone_of(place):
            return _as_key(zone)
        offered = _likeliest(place)
        question = f'I know no time zone "{place}". {_hint(offered)}'


def _as_key(zone: str) -> dict[Key, str]:
    return {("owner", "timezone"): f'"{zone}"'}


def _zone_of(place: str) -> str:
    """The zone of that name, or of that city; empty where there is none."""
    near = _likeliest(place)
    is_it = near.casefold().endswith(place.strip().replace(" ", "_").casefold())
    return near if is_it else ""


def _likeliest(place: str) -> str:
    """The zone that is called nearly so; empty where none is."""
    from bot.config.zones import near_zones

    return next(iter(near_zones(place)), "")


def _hint(near: str) -> str:
    return f"Did you mean {near}?" if near else "The next bigger city will do, or a name like Europe/Lisbon."


def _of_machine() -> str:
    """The zone that this machine is set to; empty where it is a server's UTC, which says nothing of its owner."""
    named = [os.environ.get("TZ", "").removeprefix(":")]
    if ETC_TIMEZONE.is_file():
        named.append(ETC_TIMEZONE.read_text(encoding="utf-8", errors="replace").strip())
    if LOCALTIME.is_symlink():
        named.append(str(LOCALTIME.resolve()).partition("zoneinfo/")[2])
    for name in named:
        if name:
            return "" if _NO_PLACE.fullmatch(name) or not _is_zone(name) else name
    return ""


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True


# --- what is written


def _write(folder: Path, values: dict[Key, str], *, first: bool) -> bool:
    """Put it into config.toml; whether anything was said that has to stand there."""
    from bot.cli.signing_in import see_off
    from bot.config import keeping
    from bot.setup import changing, logins

    if not values:
        return False
    if not first:
        moved, now = changing.set_keys(folder, values, os.environ), changing.as_if(folder, {}, os.environ)
        see_off(folder, moved, taken=logins.taken_up(folder, now) if moved else None)
        return True
    empty = not folder.exists() or not any(folder.iterdir())
    keeping.make(folder)
    if empty:
        folder.chmod(keeping.OUR_FOLDER)
    changing.begin(folder, HEAD, values, SAFE, os.environ)
    return True


def _trouble_logging_in(folder: Path) -> BotError | None:
    """What kept somebody from logging in, said at once; what was set up stays, and the next command goes on from there."""
    try:
        _log_in(folder)
    except BotError as trouble:
        output.say(output.failure(trouble, width=output.columns(sys.stderr)), sys.stderr)
        return trouble
    return None


def _log_in(folder: Path) -> None:
    """A login that reads for each network that has none yet."""
    from bot.cli.signing_in import log_in, settings
    from bot.platforms.setup import Role

    held = settings(folder)
    for network in _without_login(held):
        log_in(folder, held, network, Role.READING)


def _without_login(held: Config) -> list[str]:
    return [name for name, section in held.networks.items() if section.owner and not _has(held, f"{name}.owner")]


def _has(held: Config, login: str) -> bool:
    try:
        return bool(held.secret(login))
    except ConfigError:
        return False


def _next(folder: Path) -> str:
    from bot.cli.signing_in import settings

    missing = _without_login(settings(folder))
    if missing:
        return typed(f"login {missing[0]}", folder)
    return typed("look", folder)
