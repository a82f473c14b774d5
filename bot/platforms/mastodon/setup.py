"""Log somebody in on Mastodon and its kin, and make the second account ready."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from bot.config import Config, MastodonBot, MastodonOwner
from bot.domain import AccountFlag
from bot.errors import BotError, LoginEnded, PlatformError, Refused
from bot.platforms.mastodon import NETWORK, addresses, ask, policies, rights
from bot.platforms.mastodon.client import Client
from bot.platforms.mastodon.error_translation import Redirected
from bot.platforms.mastodon.fields import Entity, flag, ident, parts, text
from bot.platforms.mastodon.login import Login
from bot.platforms.mastodon.oauth import TIMEOUTS, Authorisation, KeptApps
from bot.platforms.requests_library import requests
from bot.platforms.setup import NotTaken, Role, Said, Ties, Waiting, Whose
from bot.platforms.wire import Armed

APPS = "mastodon_apps.json"
_ADDRESS = re.compile(r"@?[\w.-]+@[\w.-]+\.\w+", re.ASCII)
_PROFILE = re.compile(
    r"(?P<server>https?://(?P<host>[\w.-]+(?::\d+)?))/(?:@|users/)(?P<name>[\w.-]+)(?:@(?P<home>[\w.-]+\.\w+))?/?(?:[?#].*)?",
    re.ASCII | re.IGNORECASE,
)
"""A profile as servers of several kinds show it, with its home where that is another one."""


class MastodonRedirect:
    """Implements `platforms.setup.Redirect`."""

    def __init__(self, way: Authorisation) -> None:
        self._way = way

    @property
    def port(self) -> int:
        """As the application was registered."""
        return self._way.port

    def page(self, state: str) -> str:
        """The page that sends the browser here."""
        return self._way.page(state)

    def take(self, code: str) -> str:
        """The token for its code."""
        if not code:
            raise NotTaken("the page says that you did not agree")
        return self._way.token(code, brought=True)


class MastodonSignIn:
    """Implements `platforms.setup.SignIn`: a page, a code, a token; or a token that was made by hand."""

    def __init__(self, config: Config, role: Role) -> None:
        self._account = _account(config, role)
        self._role = role
        self._way = Authorisation(self._account.server, role, KeptApps(config.folder / "secrets" / APPS))

    @property
    def page(self) -> str:
        """Where to agree. Raises `PlatformError`."""
        return self._way.page()

    @property
    def redirect(self) -> MastodonRedirect | None:
        """Not for the second account: the browser here is its owner's, who is logged in as somebody else."""
        return MastodonRedirect(self._way) if self._way.port and self._role is not Role.BOT else None

    def take(self, pasted: str) -> str:
        """The token for a code; a token as it is."""
        if not pasted:
            raise NotTaken("nothing was pasted")
        try:
            return self._way.token(pasted)
        except NotTaken as refused:
            if self._is_token(pasted):
                return pasted
            raise refused from None

    def whose(self, secret: str) -> Whose:
        """Ask the server, and compare."""
        login = Login(self._account.server, secret, policies.reader(), TIMEOUTS, self._account.address)
        try:
            me = login.verify()
            told = rights.scopes(login)
            may_write = None if told is None else rights.covers_writing(told)
            return Whose(me.address, me.name, may_write, told or (), me.identity)
        except LoginEnded as ended:
            raise (Waiting(str(ended)) if Waiting.is_said(str(ended)) else ended) from ended
        finally:
            login.close()

    def revoke(self, secret: str) -> bool:
        """Take it back, where it was made here."""
        return self._way.revoke(secret)

    def close(self) -> None:
        """Let go of the connections."""
        self._way.close()

    def _is_token(self, pasted: str) -> bool:
        login = Login(self._account.server, pasted, policies.reader(), TIMEOUTS, "")
        try:
            login.verify()
        except LoginEnded as ended:
            return Waiting.is_said(str(ended))  # a token it is
        except Refused:
            return False
        finally:
            login.close()
        return True


class MastodonSecond:
    """Implements `platforms.setup.Second`."""

    def __init__(self, config: Config) -> None:
        account, owner = _account(config, Role.BOT), _account(config, Role.READING)
        self._gate = Armed(policies.reader())
        self._login = Login(account.server, config.secret("mastodon.bot"), self._gate, TIMEOUTS, account.address)
        self._owner = owner.address

    def ties(self) -> Ties:
        """How it stands now."""
        me = self._login.verify()
        tie = ask.relationships(self._login, [self._owner_id()]).get(self._owner_id(), {})
        return Ties(
            marked=AccountFlag.BOT in me.flags,
            follows=flag(tie, "following"),
            followed=flag(tie, "followed_by"),
            asked=flag(tie, "requested"),
        )

    def mark(self) -> None:
        """Mark it as automated."""
        with self._gate.arm(policies.marking()), self._login.writing() as api:
            api.account_update_credentials(bot=True)

    def follow(self) -> None:
        """Let it follow the owner."""
        whom = self._owner_id()
        with self._gate.arm(policies.following(whom)), self._login.writing() as api:
            api.account_follow(whom)

    def close(self) -> None:
        """Let go of the connections."""
        self._login.close()

    def _owner_id(self) -> str:
        found = addresses.account_at(self._login, self._owner)
        if found is None:
            raise PlatformError(f"{urlsplit(self._login.server).netloc} does not know {self._owner}")
        return ident(found)


def invitation(role: Role, account: str, page: str) -> str:
    """What to do for a login: open a page, agree, and paste the code that it shows."""
    first = {
        Role.READING: "For now I only need to read. Open this page",
        Role.POSTING: f"To post what you approve as {account}, open this page",
        Role.BOT: f"Open this page in a private window, log in as {account}",
    }[role]
    return f"{first}, agree, and paste the code that it shows:\n  {page}"


_BY_HAND = "Preferences, Account, Authorized apps, on its server"  # MA-9
SAID = Said("Code", "marked as a bot", "https://joinmastodon.org/servers", _BY_HAND, invitation)


def home(address: str) -> str:
    """Where the API of an address lives, as its domain tells everybody; empty when that is the domain itself, or silent."""
    domain = address.rpartition("@")[2]
    client = Client(f"https://{domain}", "", policies.reader(), TIMEOUTS)
    try:
        found = urlsplit(own_page(client, address.removeprefix("@"))).netloc
    except Redirected as elsewhere:
        found = urlsplit(elsewhere.target).netloc
    except (requests.RequestException, ValueError):
        found = ""
    finally:
        client.close()
    return f"https://{found}" if found not in ("", domain) else ""


def own_page(client: Client, address: str) -> str:
    """The account's own page among servers, as its server tells everybody; empty where it tells none."""
    links = parts(_told(client, address), "links")
    return next((text(link, "href") for link in links if text(link, "rel") == "self"), "")


def _told(client: Client, address: str) -> Entity:
    """What a server tells everybody of an account; nothing where it knows none."""
    asked, about = f"{client.server}/.well-known/webfinger", {"resource": f"acct:{address}"}
    answer = client.session.get(asked, params=about, timeout=TIMEOUTS, auth=lambda request: request)
    said: Any = answer.json() if answer.ok else {}
    return said if isinstance(said, dict) else {}


def of_profile(typed: str) -> tuple[str, str] | None:
    """The address of the account whose profile this is in a browser, and its server where that is not the address's.

    None for what is no profile, or of a server that has no name to be an address by, and does not say another.
    """
    page = _PROFILE.fullmatch(typed.strip())
    if page is None:
        return None
    if page["home"]:
        return f"{page['name']}@{page['home']}", ""
    found = _subject(page["server"], f"{page['name']}@{page['host']}")
    if not is_address(found):
        return None
    return found, "" if found.rpartition("@")[2] == page["host"].lower() else page["server"]


def _subject(server: str, address: str) -> str:
    """What the server calls an account that its pages call this; the same where it does not say."""
    client = Client(server, "", policies.reader(), TIMEOUTS)
    try:
        said = text(_told(client, address), "subject").removeprefix("acct:")
    except (requests.RequestException, Redirected, ValueError):
        said = ""
    finally:
        client.close()
    return (said if is_address(said) else address).lower()


def is_address(typed: str) -> bool:
    """Whether somebody means an account here."""
    return _ADDRESS.fullmatch(typed.strip()) is not None


def _account(config: Config, role: Role) -> MastodonOwner | MastodonBot:
    account = config.mastodon.bot if role is Role.BOT else config.mastodon.owner
    if account is None:
        raise BotError(f"{NETWORK} has no such account in config.toml")
    return account
