"""Know whose a login is before anything is asked or written with it (DESIGN 2, "Whose")."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from bot.domain import Account
from bot.errors import LoginEnded, WrongAccount
from bot.platforms.mastodon import normalise
from bot.platforms.mastodon.client import Client
from bot.platforms.mastodon.fields import single, text
from bot.platforms.mastodon.identity import same
from bot.platforms.mastodon.library import Mastodon
from bot.platforms.wire import Policy


class Login(Client):
    """A client whose account is compared with the configured address, `user@domain`, before its first request.

    A token stays with its account (MA-5), so that one comparison holds until the server refuses the token, or answers in
    another name. An empty address is compared with nothing.
    """

    def __init__(self, server: str, token: str, policy: Policy, timeouts: tuple[float, float], address: str) -> None:
        super().__init__(server, token, policy, timeouts)
        self.address = address.removeprefix("@").lower()
        self._account: Account | None = None
        self._known: Account | None = None
        self.verified = False
        """Whether the server itself has said whose this login is."""

    @property
    def account(self) -> Account:
        """Whose this login is, as the server said it. Raises `WrongAccount` when it is not the configured one."""
        return self._account or self.verify()

    @property
    def known(self) -> Account:
        """The same, as it was last verified or recalled; nothing is asked while that is known."""
        return self._known or self.account

    def verify(self) -> Account:
        """Ask the server now. A server that is silent leaves what is known, another account takes it away."""
        self._account = None
        with self._forgetting(super().reading()) as api:
            me = single(api.account_verify_credentials())
        self.renew()
        self.at_home(text(me, "url"))
        account = normalise.account(me, self.instance)
        if self.address and not same(account.uid, self.address):
            self._known, self.verified = None, False
            raise WrongAccount(found=account.uid, wanted=self.address)
        self._account, self._known, self.verified = account, account, True
        return account

    def remember(self, account: Account) -> None:
        """Go by what was verified earlier, for what needs no request. Nothing is asked or written because of it."""
        self._known = self._known or account

    def doubt(self) -> None:
        """Something was done in another name: whose this login is, is asked again before anything else."""
        self._account = None

    @contextmanager
    def reading(self) -> Iterator[Mastodon]:
        """Ask something, with a login that was compared."""
        with self._compared(super().reading()) as api:
            yield api

    @contextmanager
    def writing(self) -> Iterator[Mastodon]:
        """Do something, with a login that was compared."""
        with self._compared(super().writing()) as api:
            yield api

    @contextmanager
    def _compared(self, way: AbstractContextManager[Mastodon]) -> Iterator[Mastodon]:
        if self.address and self._account is None:
            self.verify()
        with self._forgetting(way) as api:
            yield api

    @contextmanager
    def _forgetting(self, way: AbstractContextManager[Mastodon]) -> Iterator[Mastodon]:
        """A login that was refused and works again may be another one by then."""
        try:
            with way as api:
                yield api
        except LoginEnded:
            self._account = None
            raise
