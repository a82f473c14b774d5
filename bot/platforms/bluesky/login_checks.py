"""Find what would keep a login from working, and say what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.errors import LoginEnded, PlatformError, Problem, WrongAccount
from bot.platforms import reach
from bot.platforms.bluesky.chat import Chat
from bot.platforms.bluesky.client import Connection
from bot.platforms.bluesky.error_translation import Denied
from bot.platforms.bluesky.fields import Node, nodes
from bot.platforms.bluesky.labels import BOT, label_values
from bot.platforms.bluesky.login import Login
from bot.platforms.bluesky.said import MENU

SHAPE = re.compile(r"[a-z0-9]{4}(-[a-z0-9]{4}){3}")
_NEW_ONE = "Make a new app password: nudge login bluesky"
_REFUSED = "AuthenticationRequired"
_OTHER_HANDLE = "Is it spelt right? Your profile in the app shows it, without the at sign in front."
_WITH_RIGHT = (
    f'Make a new one with "Allow access to your direct messages" ticked: {MENU}. Then: nudge login bluesky --bot'
)

_LABEL = "nudge login bluesky --bot sets it; or log in as it: bsky.app, Settings, Account, Automation label."

_CLOSED = {
    "NotFollowedBySender": "your account does not follow it, so its messages are refused",
    "MessagesDisabled": "your account accepts no private messages",
    "BlockedActor": "one of the two accounts blocks the other",
    "BlockedSubject": "one of the two accounts blocks the other",
    "AccountSuspended": "one of the two accounts is suspended",
    "RecipientNotFound": "the chat service does not know your account",
}
"""What `getConvoForMembers` refuses with (BD-2), in words."""


def _bot(where: str) -> str:
    return " --bot" if "second" in where else ""


def login_problems(connection: Connection, login: Login, where: str) -> Iterator[Problem]:
    """Whether the password is one for apps (BS-10), whether the server takes it, and whether it is the right account's."""
    if not SHAPE.fullmatch(login.app_password):
        yield Problem(where, "this does not look like an app password", f"Make one: {MENU}.")
    try:
        if not connection.verify().active:
            yield Problem(where, "the account is switched off", "Switch it on again in its own settings.")
    except WrongAccount as other:
        yield _somebody_elses(other, where)
    except LoginEnded as ended:
        met = refusal(ended, connection, login)
        yield Problem(where, str(met), _OTHER_HANDLE if isinstance(met, NobodyThere) else _NEW_ONE + _bot(where))
    except PlatformError as failure:
        yield Problem(
            where,
            f"{login.service}: {failure}",
            reach.remedy(str(failure)) or "Is the address right, and is the server up?",
        )


class NobodyThere(LoginEnded):
    """No account has the configured handle, so that no password of it can be right."""


def refusal(ended: LoginEnded, connection: Connection, login: Login) -> LoginEnded:
    """What a refused login means: a server says the same of a wrong handle and of a wrong password."""
    if _REFUSED not in str(ended):
        return ended
    try:
        nobody = not connection.holder()
    except PlatformError:
        return ended
    if nobody:
        return NobodyThere(f"nobody on Bluesky has the handle {login.handle}")
    return LoginEnded(f"{urlsplit(login.service).netloc} knows {login.handle}, and this app password was refused")


def _somebody_elses(other: WrongAccount, where: str) -> Problem:
    return Problem(
        where,
        f"this login belongs to {other.found}, and config.toml says {other.wanted}.",
        f"Nothing is read, sent or posted with it. If you are {other.wanted}: nudge login bluesky{_bot(where)}. "
        f"If you are {other.found}: change the handle in config.toml.",
    )


def message_problems(connection: Connection, chat: Chat, owner_did: str, where: str) -> Iterator[Problem]:
    """Whether the account may send private messages (BI-1), whether they reach the owner (BD-3), and its label (BP-8)."""
    try:
        chat.probe()
        answer = connection.get("app.bsky.graph.getRelationships", actor=connection.did, others=[owner_did])
        yield from _follow_problems(nodes(answer.get("relationships")), where)
        if BOT not in label_values(connection.get("app.bsky.actor.getProfile", actor=connection.did)):
            yield Problem(where, "it is not marked as an automated account", _LABEL)
        chat.with_owner()
    except LoginEnded as ended:
        yield Problem(where, str(ended), _WITH_RIGHT)
    except Denied as refusal:
        if refusal.name != "NotFollowedBySender":  # said already
            yield Problem(
                where, _CLOSED.get(refusal.name, str(refusal)), "Look at the settings for messages in your app."
            )
    except PlatformError as failure:
        yield Problem(where, f"the chat service: {failure}", "Try again later; nothing is wrong on your side.")


def _follow_problems(relations: tuple[Node, ...], where: str) -> Iterator[Problem]:
    between = relations[0] if relations else {}
    if not between.get("followedBy"):
        yield Problem(where, _CLOSED["NotFollowedBySender"], "Follow it from your own account.")
    if not between.get("following"):
        yield Problem(
            where,
            "it does not follow your account",
            "nudge login bluesky --bot does that; or follow your own account from it, and nobody else.",
        )
