"""Find everything that would keep a login from working, in sentences for the terminal (VOICE 8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from bot.domain import Account, AccountFlag
from bot.errors import LoginEnded, PlatformError, Problem, Refused, WrongAccount
from bot.platforms import reach
from bot.platforms.mastodon import addresses, ask
from bot.platforms.mastodon.client import Client
from bot.platforms.mastodon.error_translation import NoAnswer, OutOfScope
from bot.platforms.mastodon.fields import Entity, flag, ident
from bot.platforms.mastodon.identity import same
from bot.platforms.mastodon.library import Mastodon
from bot.platforms.mastodon.login import Login
from bot.platforms.mastodon.rights import covers, may_write, scopes

OWNER = "Mastodon, your account"
POSTING = "Mastodon, your account, for posting"
_BOT = "Mastodon, second account"
_OPTIONS = {OWNER: "", POSTING: " --posting", _BOT: " --bot"}

SHOWS_PRIVATE_MESSAGES = "{} shows private messages to others than those they name, so that none is sent through it"

_FURTHER = {OWNER: (), _BOT: ("read:search",)}
"""Rights that nothing harmless asks for: named ones are compared, others are tried."""

EXCHANGED = "{} should be marked as automated, and not {}: are the two exchanged? nudge check says what to do"
"""Nothing is written from what may be the owner's own account."""

_UNTIL_THEN = "Nothing can be read or sent until this is mended."

Probe = Callable[[Mastodon, str], Any]

_READING: dict[str, Probe] = {
    "read:statuses": lambda api, _: api.timeline_home(limit=1),
    "read:notifications": lambda api, _: api.notifications(limit=1),
    "read:follows": lambda api, me: api.account_relationships([me]),
    "read:filters": lambda api, _: api.filters_v2(),
    "read:lists": lambda api, _: api.lists(),
}
_MESSAGES: dict[str, Probe] = {
    "read:statuses": lambda api, me: api.account_statuses(me, limit=1),
    "read:notifications": lambda api, _: api.notifications(limit=1, types=["mention"]),
    "read:follows": lambda api, me: api.account_relationships([me]),
}


def of_reader(client: Login) -> list[Problem]:
    """What keeps the owner's login from reading."""
    return list(_problems(client, OWNER, lambda me: _rights(client, OWNER, me, _READING)))


def of_publisher(client: Login) -> list[Problem]:
    """What keeps a login of its own from posting what was approved."""

    def further(_: Account) -> Iterator[Problem]:
        if not may_write(client):
            yield _right_missing(client, POSTING, "write:statuses")

    return list(_problems(client, POSTING, further))


def of_messenger(client: Login, owner_address: str) -> list[Problem]:
    """What keeps the bot's messages from the owner, or the owner's answers from the bot (MN-6)."""

    def further(me: Account) -> Iterator[Problem]:
        yield from _keeps_private(client)
        yield from _rights(client, _BOT, me, _MESSAGES)
        yield from _may_write(client)
        yield from _the_two(client, me, owner_address)

    return list(_problems(client, _BOT, further))


def _problems(client: Login, where: str, further: Callable[[Account], Iterator[Problem]]) -> Iterator[Problem]:
    try:
        yield from further(client.verify())
    except WrongAccount as wrong:
        yield Problem(
            where, f"this token belongs to {wrong.found}, and config.toml says {wrong.wanted}", _whose(wrong, where)
        )
    except OutOfScope:
        yield _right_missing(client, where, "read:accounts")
    except LoginEnded as ended:
        yield Problem(where, str(ended), f"Make a new one: {_command(where)}")
    except PlatformError as error:
        unsaid = "Is the address of the server right?" if isinstance(error, NoAnswer) else _UNTIL_THEN
        yield Problem(where, str(error), reach.remedy(str(error)) or unsaid)


def _command(where: str) -> str:
    return "nudge login mastodon" + _OPTIONS[where]


def _whose(wrong: WrongAccount, where: str) -> str:
    """What to do about somebody else's login, by the shortest names that tell the two apart (VOICE 8)."""
    wanted, found = wrong.wanted.partition("@")[0], wrong.found.partition("@")[0]
    if wanted == found:
        wanted, found = wrong.wanted, wrong.found
    return (
        "Nothing is read or posted with it. "
        f"If you are {wanted}: {_command(where)}. If you are {found}: change the address in config.toml."
    )


def _rights(client: Client, where: str, me: Account, probes: dict[str, Probe]) -> Iterator[Problem]:
    if (named := scopes(client)) is not None:
        yield from (_right_missing(client, where, one) for one in (*probes, *_FURTHER[where]) if not covers(named, one))
        return
    for scope, probe in probes.items():
        try:
            with client.reading() as api:
                probe(api, me.local_id)
        except OutOfScope:
            yield _right_missing(client, where, scope)
        except Refused:
            continue  # the server has no such thing; reading goes on without it
        except NoAnswer as page:
            if client.instance.mastodon or not page.missing:
                raise  # a proxy's: it says nothing of the server


def _keeps_private(client: Client) -> Iterator[Problem]:
    if not client.instance.tells_private:
        remedy = 'Make the second account on another server, or write through = "terminal".'
        yield Problem(_BOT, SHOWS_PRIVATE_MESSAGES.format(client.instance.domain), remedy)


def _may_write(client: Client) -> Iterator[Problem]:
    if not may_write(client):
        yield _right_missing(client, _BOT, "write:statuses")


def _the_two(client: Client, me: Account, owner_address: str) -> Iterator[Problem]:
    if same(me.uid, owner_address):
        yield Problem(_BOT, "this is your own account", "Messages to oneself notify nobody. Make a second account.")
        return
    owner = addresses.account_at(client, owner_address)
    if owner is None:
        yield Problem(_BOT, f"{client.instance.domain} does not know {owner_address}", "Is the address spelt right?")
        return
    if AccountFlag.BOT not in me.flags:
        remedy = f"{_command(_BOT)} sets it; or tick it in its profile: Preferences, Public profile, automated account."
        yield Problem(_BOT, "it is not marked as an automated account", remedy)
    yield from _ties(ask.relationships(client, [ident(owner)]).get(ident(owner), {}), me.uid, owner_address)


def _ties(tie: Entity, bot: str, owner: str) -> Iterator[Problem]:
    if flag(tie, "blocked_by"):
        yield Problem(_BOT, f"{owner} blocks {bot}", "Take the block back, then follow it.")
        return
    if not flag(tie, "following"):
        what = "waits until you accept its follow request" if flag(tie, "requested") else "does not follow you"
        yield Problem(_BOT, f"{bot} {what}", _by_itself(bot, owner))
    if not flag(tie, "followed_by"):
        yield Problem(_BOT, f"you do not follow {bot}", f"Follow {bot}, or its messages may be filtered away.")


def _by_itself(bot: str, owner: str) -> str:
    return f"{_command(_BOT)} lets it follow you; or log in as {bot} and follow {owner}. Otherwise answers may be filtered away."


def _right_missing(client: Client, where: str, scope: str) -> Problem:
    remedy = f"{_command(where)} makes one that has it; or make a token by hand: {_where_tokens_are_made(client)}"
    return Problem(where, f"this login was not given the right {scope}", remedy)


def _where_tokens_are_made(client: Client) -> str:
    return f"{urlsplit(client.server).netloc}, Preferences, Development."
