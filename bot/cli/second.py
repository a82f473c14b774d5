"""Bring in the second account (`nudge login --bot`), step by step; each writes something only after a typed yes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import asking
from bot.cli.folder import typed
from bot.cli.signing_in import allow_posting, log_in, posts_already, settings
from bot.errors import BotError, ConfigError, PlatformError

if TYPE_CHECKING:
    from bot.config import Config
    from bot.config.lines import Key
    from bot.platforms.setup import Said, Second, Ties

LOOKS = 5

WHAT_IT_IS = (
    "This is the account that writes to you, and to nobody else. One is enough for both networks: if you are on Bluesky, one "
    "there is easier; on Mastodon any server that allows bots will do. If there is none yet, press Enter."
)
BIO = "Automated. A program (Nudge, self-hosted) writes to {owner} from here, and to nobody else. Contact: {owner}"


def bring_in(folder: Path, network: str, address: str, server: str) -> None:
    """Everything that it needs, from the question for its address to the permission to post."""
    from bot.platforms.setup import Role
    from bot.setup import changing, logins

    held = settings(folder)
    called, there = logins.looked_up(address)
    name = _network(held, network, called)
    values = {**_named(folder, held, name, called, server or there), ("deliver", "through"): f'"{name}"'}
    known = changing.as_if(folder, values, os.environ)
    log_in(folder, known, name, Role.BOT, values)
    _make_ready(settings(folder), name)
    _try(settings(folder))
    _ask_for_posting(folder, name)
    asking.say(f"Next: {typed('run', folder)}")


def _network(held: Config, named: str, address: str) -> str:
    """Where it lives: as named, or as its address says, or where the owner is; one is enough for both networks."""
    from bot.setup import logins

    own = [name for name, section in held.networks.items() if section.owner]
    name = named or logins.network_of(address) or next((n for n in own if held.networks[n].bot), "")
    name = name or (own[-1] if own else "")
    if name not in own:
        known = (
            f"config.toml does not say who you are on {name.capitalize()}." if name else "Nobody is set up here yet."
        )
        raise BotError(f"{known} nudge init --address YOURS adds it: the second account writes to you there.")
    return name


def _named(folder: Path, held: Config, network: str, address: str, server: str) -> dict[Key, str]:
    """What config.toml has to say of it; asked for until it can be an address there."""
    from bot.platforms.setup import Role
    from bot.setup import changing, logins

    if held.networks[network].bot and not address:
        return {}
    if not address:
        asking.say(WHAT_IT_IS)
    while True:
        typed = address or asking.ask("Its address?", instead="Say it with --address.")
        if not typed:
            asking.say(_how_to_make_one(held, network))
            continue
        called, there = (address, "") if address else logins.looked_up(typed)
        values = changing.named(held, network, Role.BOT, called, server or there)
        try:
            changing.as_if(folder, values, os.environ)
        except ConfigError as wrong:
            if address:
                raise
            asking.say("\n".join(str(problem) for problem in wrong.problems))
        else:
            return values


def _said(network: str) -> Said:
    from bot.setup import logins

    return logins.networks()[network].said


def _how_to_make_one(held: Config, network: str) -> str:
    account = held.networks[network].owner
    owner = account.called if account else "you"
    return (
        f"Make one in a private window, and come back with its address:\n  {_said(network).new_account}\n"
        f"For its profile, so that everybody knows what it is:\n  {BIO.format(owner=owner)}\n"
        "Where a moderator looks at new accounts first, that can take a day. Until then nudge run works in the terminal: "
        "nudge queue shows what it says, nudge answer answers."
    )


# --- its mark, and the two follows


def _make_ready(held: Config, network: str) -> None:
    from bot.setup import logins

    with logins.second(held, network) as second:
        try:
            _mark(second, second.ties(), network)
            _follow_each_other(second, held, network)
        except PlatformError as trouble:
            asking.say(f"Its profile could not be looked at: {trouble}. nudge check looks again.")


def _mark(second: Second, ties: Ties, network: str) -> None:
    if ties.marked:
        return
    if asking.agrees(
        f"It is not {_said(network).marked} yet. Mark it?",
        instead="The login is kept; the mark can be set in its profile.",
    ):
        second.mark()
        asking.say("Marked.")


def _follow_each_other(second: Second, held: Config, network: str) -> None:
    ties = second.ties()
    account = held.networks[network].owner
    owner = account.called if account else "you"
    if not (ties.follows or ties.asked) and asking.agrees(f"It does not follow {owner} yet. Follow?"):
        second.follow()
        ties = second.ties()
    for _ in range(LOOKS):
        if ties.followed and ties.follows:
            asking.say("You two follow each other.")
            return
        asking.say(_missing(ties))
        if asking.ask("Press Enter when done, or say later.", offered=""):
            break
        ties = second.ties()
    asking.say("That can wait; nudge check says when it is done.")


def _missing(ties: Ties) -> str:
    its = "It follows you: yes." if ties.follows else "It asked to follow you: accept that in your app."
    if not ties.follows and not ties.asked:
        its = "It follows you: not yet."
    if ties.followed:
        return f"{its} You follow it: yes."
    return f"{its} You follow it: not yet. Do that in your app, otherwise its messages end up among the filtered ones."


# --- one message


def _try(held: Config) -> None:
    """A test message after a yes, and the answer to it; only before the service has begun to talk."""
    from bot.setup.first_test import first_test, is_early

    if not is_early(held) or not asking.agrees("One test message?"):
        return
    try:
        with first_test(held) as test:
            sent = test.send().astimezone(held.owner.timezone)
            asking.say(
                f"Delivered at {sent:%H:%M}. Answer it in your app with any word; Ctrl-C if you would rather not wait."
            )
            asking.say("Heard. It works both ways; that word counts for nothing else." if test.heard() else _UNHEARD)
    except KeyboardInterrupt:
        asking.say("\nNot waited for.")
    except PlatformError as trouble:
        asking.say(f"It did not work: {trouble}. nudge check looks at everything that it needs.")
    asking.forget_typed()  # a word that was meant for the app must not allow posting


_UNHEARD = (
    "No answer came within three minutes. Look for it among requests or filtered notifications, and follow each other."
)


# --- posting


def _ask_for_posting(folder: Path, network: str) -> None:
    held = settings(folder)
    if held.publish.enabled and posts_already(held, network):
        return
    asking.say("From your own account I only read so far. Shall I post there what you approve, word for word?")
    if asking.agrees("yes, or no (then I give you the text and a link, and you paste it yourself):"):
        for name, section in held.networks.items():
            if section.owner:
                allow_posting(folder, name)
