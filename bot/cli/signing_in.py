"""Ask for one login and keep it: what `nudge login`, `nudge init` and the second account have in common."""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.cli import asking, browser, output
from bot.errors import BotError, ConfigError, LoginEnded, PlatformError, WrongAccount

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bot.config import Config
    from bot.config.lines import Key
    from bot.platforms.setup import Role, SignIn, Whose
    from bot.setup.changing import Aside, Ends, Kept
    from bot.setup.landing import Landing

TRIES = 3
NOTHING_MORE: Mapping[Key, str] = MappingProxyType({})
NOTHING = "Nothing was changed."
WAITS = (
    "The account is there and has not been let in yet: its e-mail address has to be confirmed, or a moderator looks first. "
    "Run this again then. Meanwhile nudge run works in the terminal: nudge queue shows what it says, nudge answer answers."
)


def settings(folder: Path) -> Config:
    """The configuration, whatever is still to be logged in. Raises `ConfigError`."""
    from bot.config import load

    return load(folder, os.environ, secrets=False)


def has_posting_login(network: str) -> bool:
    """Whether the network can tell a login that reads from one that posts."""
    from bot.platforms.setup import Role
    from bot.setup import logins

    return Role.POSTING in logins.networks()[network].roles


def posts_already(held: Config, network: str) -> bool:
    """Whether there is a login by which the owner's account can post."""
    from bot.platforms.setup import Role
    from bot.setup import logins

    return not has_posting_login(network) or bool(held.secret(logins.login_name(network, Role.POSTING)))


def allow_posting(folder: Path, network: str) -> None:
    """A login that may post, where the network tells the two apart; and the word in config.toml that allows it."""
    from bot.platforms.setup import Role
    from bot.setup import changing

    if has_posting_login(network):
        log_in(folder, settings(folder), network, Role.POSTING)
    changing.set_keys(folder, {("publish", "enabled"): "true"}, os.environ)
    held = settings(folder)
    own = [name for name, section in held.networks.items() if section.owner]
    able = [name.capitalize() for name in own if posts_already(held, name)]
    where = f" on {' and '.join(able)}" if len(own) > 1 else ""
    asking.say(f"Thank you. What you approve is posted{where}, word for word, and nothing else.")


# --- one login


def log_in(
    folder: Path, held: Config, network: str, role: Role, said: Mapping[Key, str] = NOTHING_MORE, *,
    first: Callable[[str, Whose], None] | None = None, ends: Ends = (),
) -> Whose:  # fmt: skip
    """Ask for one login, look whose it is, and keep it; `said` is what config.toml has to say of it.

    `first` is asked before anything is written, and may refuse; `ends` are the logins that this puts an end to. Raises
    `BotError` when that came to nothing.
    """
    with explained(_server(held, network, role)):
        return _log_in(folder, held, network, role, said, first, ends)


@contextmanager
def explained(server: str = "") -> Iterator[None]:
    """What goes wrong on a network while somebody is logged in, where, and what to do. Raises `BotError`."""
    try:
        yield
    except PlatformError as trouble:
        from bot.platforms import reach

        unnamed = reach.remedy(str(trouble)) and server not in str(trouble)
        where = f"{server}: " if unnamed else ""
        what = output.sentence(f"{where}{trouble}").rstrip(".")
        ended = what if what.endswith("?") else f"{what}."
        raise BotError(" ".join(filter(None, (ended, reach.remedy(what), "No login was changed.")))) from trouble


def _log_in(
    folder: Path, held: Config, network: str, role: Role, values: Mapping[Key, str],
    first: Callable[[str, Whose], None] | None, ends: Ends,
) -> Whose:  # fmt: skip
    from bot.config import keeping, surroundings
    from bot.setup import changing, logins

    if wrong := list(surroundings.problems(held, os.environ)):
        raise ConfigError(wrong)
    file = logins.place(held, network, role, os.environ)
    keeping.ready(file)
    changing.in_the_way(folder, values, os.environ, ends)  # what cannot be put aside is said before anything is asked
    with logins.signing_in(held, network, role) as sign_in:
        said = logins.networks()[network].said
        asking.say(said.invitation(role, _account(held, network, role), sign_in.page))
        with browser.beside(sign_in.redirect) as landing:
            secret, who = _taken(sign_in, landing, said.pasted, _again(network, role))
        with changing.all_or_nothing() as undo:
            if secret != changing.held(file):  # one that is kept nowhere is not left good on the server
                undo.callback(_revoked, sign_in, secret)
            if first is not None:
                first(secret, who)
            kept = changing.keep(folder, file, secret, values, os.environ, ends=ends)
        asking.say(_welcome(held, network, role, who))
        asking.say(f"Written: {_shown(folder, file)} (only you can open it).")
        _replaced(folder, sign_in, kept, network)
    return who


def see_off(folder: Path, asides: Sequence[Aside], *, taken: bool | None) -> None:
    """Take the logins that were put aside back where they were made, and say what became of each.

    `taken`: whether a running service goes by the new state; one that does not still needs them.
    """
    from bot.setup import changing

    for one in asides:
        why = "was made for another server" if one.elsewhere else f"was {one.whose}'s"
        gone = taken is not False and changing.end(one)
        left = f"it is kept as {_shown(folder, one.kept)}, where nothing reads it. It {_left(one.network)}"
        asking.say(f"{_shown(folder, one.file)} {why}: {'it was taken back on its server.' if gone else left}")


def _left(network: str) -> str:
    from bot.setup import logins

    return f"was not taken back and may still work. To end it: {logins.networks()[network].said.taken_back}."


def _again(network: str, role: Role) -> str:
    """The command that asks for this login, and for no other one."""
    return f"nudge login {network}{'' if role == 'reading' else f' --{role}'}"


def _taken(sign_in: SignIn, landing: Landing | None, what: str, again: str) -> tuple[str, Whose]:
    """The first of three pastes that is a login of the right account, or what a browser brings before."""
    from bot.platforms.setup import NotTaken, Waiting

    for _ in range(TRIES):
        change = _given(sign_in, landing, what)
        secret = ""  # each paste is another: what was taken back before is not, once more
        try:
            secret = change()
            return secret, sign_in.whose(secret)
        except Waiting as said:
            raise BotError(f"{output.sentence(str(said)).rstrip('.')}. {WAITS}") from said
        except NotTaken as why:
            asking.say(f"That one was not taken: {why}. Once more, or Ctrl-C to leave.")
        except WrongAccount as other:
            asking.say(_of_somebody_else(other, gone=_revoked(sign_in, secret)))
        except LoginEnded as ended:
            asking.say(f"{output.sentence(str(ended))}. Once more, or Ctrl-C to leave.")
    raise BotError(f"{NOTHING} {again} begins again.")


def _given(sign_in: SignIn, landing: Landing | None, what: str) -> Callable[[], str]:
    """What changes into a secret that which came first: something pasted, or brought by a browser."""
    instead = f"Nothing was changed. Run this where you can paste the {what.lower()}."
    if landing is None or not landing.is_open:
        pasted = asking.hidden(f"{what}:", instead=instead)
        return lambda: sign_in.take(pasted)
    came, redirect = asking.hidden_or_brought(f"{what}:", landing, instead=instead), sign_in.redirect
    if isinstance(came, str):
        return lambda: sign_in.take(came)
    if redirect is None:
        raise BotError(NOTHING)
    return lambda: redirect.take(came.code)


def _revoked(sign_in: SignIn, secret: str) -> bool:
    from bot.setup import logins

    return logins.revoke(sign_in, secret)


def _of_somebody_else(other: WrongAccount, *, gone: bool) -> str:
    kept = "It was taken back on the server, and is kept nowhere." if gone else "It is kept nowhere."
    return (
        f"This is a login of {other.found}, and config.toml says {other.wanted}. {kept}\n"
        f"Open the page again as {other.wanted} (a private window helps), or change the address with nudge init."
    )


def _replaced(folder: Path, sign_in: SignIn, kept: Kept, network: str) -> None:
    """See to it that a running service goes by the new login, and that the old ones are worth nothing any more."""
    taken = say_taken(folder)
    if kept.replaced:
        gone = taken is not False and _revoked(sign_in, kept.replaced)
        asking.say(f"The login that was there before {'was taken back on the server.' if gone else _left(network)}")
    see_off(folder, kept.aside, taken=taken)


def say_taken(folder: Path) -> bool | None:
    """Wait until a running service goes by what lies there now, and say so; None where none runs."""
    from bot.setup import logins

    taken = logins.taken_up(folder, settings(folder))
    if taken:
        asking.say("The running service has taken it up.")
    elif taken is False:
        asking.say("The running service has not taken it up yet. nudge check says why, if it does not within a minute.")
    return taken


# --- words


def _account(held: Config, network: str, role: Role) -> str:
    section = held.networks[network]
    account = section.bot if role == "bot" else section.owner
    return account.called if account else ""


def _server(held: Config, network: str, role: Role) -> str:
    from bot.setup import changing

    section = held.networks[network]
    account = section.bot if role == "bot" else section.owner
    return urlsplit(changing.server(network, account)).netloc if account else ""


def _welcome(held: Config, network: str, role: Role, who: Whose) -> str:
    from bot.wording.english.trouble import greeting

    hello = f"{greeting(datetime.now(UTC), held.owner.timezone)}, {who.name or who.address}."
    if role == "bot":
        return f"{who.address} can write to you."
    if role == "posting":
        return f"{hello} I may post what you approve."
    if not has_posting_login(network):
        return f"{hello} I only read. Nothing in me can post until you allow it."
    if who.may_write:
        return f"{hello} I may read. This token could also post; one that only reads is safer: paste a code instead."
    return f"{hello} I may read; I may not post."


def _shown(folder: Path, file: Path) -> str:
    return str(file.relative_to(folder)) if file.is_relative_to(folder) else str(file)
