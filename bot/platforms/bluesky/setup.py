"""Log somebody in on Bluesky with an app password, and make the second account ready."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from bot.config import BlueskyBot, BlueskyOwner, Config
from bot.errors import BotError, LoginEnded, PlatformError, Problem
from bot.platforms.bluesky import NETWORK
from bot.platforms.bluesky.chat import Chat
from bot.platforms.bluesky.client import TIMEOUT, Connection, utc_now
from bot.platforms.bluesky.error_translation import Denied
from bot.platforms.bluesky.fields import Node, node, nodes, required, text
from bot.platforms.bluesky.login import Login
from bot.platforms.bluesky.login_checks import SHAPE, refusal
from bot.platforms.bluesky.policies import READING, OwnerOnly, exactly
from bot.platforms.bluesky.said import MENU
from bot.platforms.clocks import http_time, skew
from bot.platforms.httpx_library import httpx, trusted
from bot.platforms.setup import Clock, Look, NotTaken, Role, Ties, Whose, WorkingLogin
from bot.platforms.wire import Armed
from bot.platforms.wire_of_httpx import HttpxWire

_PROFILE, _FOLLOW = "app.bsky.actor.profile", "app.bsky.graph.follow"
_PUT, _CREATE = "com.atproto.repo.putRecord", "com.atproto.repo.createRecord"
_LABEL = "bot"


class BlueskySignIn:
    """Implements `platforms.setup.SignIn` with an app password: nothing is changed for anything, it is kept as it is.

    The session of this look is thrown away: the service makes its own, and two programs may not share one (BS-5).
    """

    def __init__(self, config: Config, role: Role) -> None:
        self._account = _account(config, role)
        self._role = role
        self._chat_did = self._account.chat_did if isinstance(self._account, BlueskyBot) else ""
        self._folder = tempfile.TemporaryDirectory(prefix="nudge-login-")

    @property
    def page(self) -> str:
        """Where one is made."""
        return MENU

    @property
    def redirect(self) -> None:
        """An app password is made and pasted by hand."""
        return

    def take(self, pasted: str) -> str:
        """As it is, if it has the form; the account's main password is not sent anywhere."""
        if not SHAPE.fullmatch(pasted):
            raise NotTaken("an app password looks like xxxx-xxxx-xxxx-xxxx")
        return pasted

    def whose(self, secret: str) -> Whose:
        """Log in with it, compare, and for the second account try whether it may send private messages."""
        policy = OwnerOnly("", f"{self._chat_did}#bsky_chat")
        login = _login(self._account, secret, Path(self._folder.name) / "session")
        connection = Connection(login, policy)
        try:
            who = connection.verify()
            if self._role is Role.BOT:
                Chat(connection, policy, service=f"{self._chat_did}#bsky_chat", owner_did="", now=utc_now).probe()
            return Whose(who.handle, _name(connection, who.did), may_write=True)
        except LoginEnded as ended:
            raise refusal(ended, connection, login) from ended
        finally:
            connection.close()

    def revoke(self, secret: str) -> bool:  # noqa: ARG002  # only the account's main password can
        """Only its owner can, in the app."""
        return False

    def close(self) -> None:
        """Forget the session."""
        self._folder.cleanup()


class BlueskySecond:
    """Implements `platforms.setup.Second`."""

    def __init__(self, config: Config) -> None:
        self._owner = _account(config, Role.READING)
        self._folder = tempfile.TemporaryDirectory(prefix="nudge-login-")
        self._gate = Armed(READING)
        self._follows = False
        file = Path(self._folder.name) / "session"
        self._connection = Connection(
            _login(_account(config, Role.BOT), config.secret("bluesky.bot"), file), self._gate
        )

    def ties(self) -> Ties:
        """How it stands now."""
        answer = self._connection.get(
            "app.bsky.graph.getRelationships", actor=self._connection.did, others=[self._owner_did()]
        )
        between = next(iter(nodes(answer.get("relationships"))), {})
        return Ties(
            marked=any(label.get("val") == _LABEL for label in _self_labels(self._profile()[0])),
            follows=self._follows or bool(between.get("following")),
            followed=bool(between.get("followedBy")),
        )

    def mark(self) -> None:
        """Put the label on its own profile; everything else in it stays (BP-8)."""
        profile, known = self._profile()
        labels = [*_self_labels(profile), {"val": _LABEL}]
        record = {
            "$type": _PROFILE,
            **profile,
            "labels": {"$type": "com.atproto.label.defs#selfLabels", "values": labels},
        }
        written = {"repo": self._connection.did, "collection": _PROFILE, "rkey": "self", "record": record}
        self._write(_PUT, written | ({"swapRecord": known} if known else {}))

    def follow(self) -> None:
        """Let it follow the owner."""
        moment = utc_now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
        record = {"$type": _FOLLOW, "subject": self._owner_did(), "createdAt": moment}
        self._write(_CREATE, {"repo": self._connection.did, "collection": _FOLLOW, "record": record})
        self._follows = True  # it stands; whoever answers for everybody sees it moments later

    def close(self) -> None:
        """Let go of the connection, and forget the session."""
        self._connection.close()
        self._folder.cleanup()

    def _write(self, nsid: str, written: Node) -> None:
        body = json.dumps(written, ensure_ascii=False).encode()
        with self._gate.arm(exactly(nsid, body)):
            self._connection.post(nsid, body)

    def _owner_did(self) -> str:
        answer = self._connection.get("com.atproto.identity.resolveHandle", handle=self._owner.handle)
        return required(answer, "did")

    def _profile(self) -> tuple[Node, str]:
        """The record of its profile and the version of it; empty where it has none yet."""
        asked = {"repo": self._connection.did, "collection": _PROFILE, "rkey": "self"}
        try:
            answer = self._connection.get("com.atproto.repo.getRecord", **asked)
        except Denied as missing:
            if missing.name != "RecordNotFound":
                raise
            return {}, ""
        return node(answer.get("value")), text(answer.get("cid"))


def look(config: Config, clock: Clock) -> Look:
    """Look at what no login is needed for: the clock. The second account's label is the messenger's own check."""
    found = Look()
    owner = config.bluesky.owner
    if owner is not None and config.secret("bluesky.owner"):
        may = "may read, and post what you approve" if config.publish.enabled else "only reads: nothing may be posted"
        found.logins.append(WorkingLogin("Bluesky, your account", f"{owner.handle} ({may})"))
        found.doubts += _skew(owner.service, clock)
    return found


def _skew(service: str, clock: Clock) -> Iterator[Problem]:
    """Whether this machine's clock is right, by the service's own."""
    try:
        with httpx.Client(
            transport=HttpxWire(READING, httpx.HTTPTransport(verify=trusted())), timeout=TIMEOUT
        ) as client:
            answer = client.get(f"{service}/xrpc/com.atproto.server.describeServer")
    except (httpx.HTTPError, ValueError):
        return
    yield from skew(http_time(answer.headers.get("Date", "")), clock(), urlsplit(service).netloc)


def _self_labels(profile: Node) -> tuple[Node, ...]:
    return nodes(node(profile.get("labels")).get("values"))


def _name(connection: Connection, did: str) -> str:
    try:
        return text(connection.get("app.bsky.actor.getProfile", actor=did).get("displayName"))
    except PlatformError:
        return ""


def _login(account: BlueskyOwner | BlueskyBot, secret: str, file: Path) -> Login:
    return Login(account.service, account.handle, secret, file, utc_now, TIMEOUT, None)


def _account(config: Config, role: Role) -> BlueskyOwner | BlueskyBot:
    account = config.bluesky.bot if role is Role.BOT else config.bluesky.owner
    if account is None:
        raise BotError(f"{NETWORK} has no such account in config.toml")
    return account
