"""Put the network together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.domain import Account, Network
from bot.errors import LoginEnded, WrongAccount
from bot.platforms.memory.customs import Customs
from bot.platforms.memory.direct_messages import DirectMessages
from bot.platforms.memory.event_log import EventLog
from bot.platforms.memory.faults import Faults, Request
from bot.platforms.memory.people import People
from bot.platforms.memory.posts import Posts
from bot.platforms.memory.views import Views

MEMORY = Network("memory")


class MemoryNetwork:
    """A whole network, shared by everybody on it and safe to be used by several threads.

    `now` is its clock (UTC), `name` what it is called. Outside of the roles, everything here is what people do:
    `network.posts.say(…)`.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        customs: Customs = Customs(),  # noqa: B008 - frozen
        name: Network = MEMORY,
    ) -> None:
        self.customs = customs
        self.name = name
        self.event_log = EventLog(now)
        self.people = People(self.event_log, name)
        self.posts = Posts(self.event_log, self.people, customs)
        self.views = Views(self.event_log, self.people, self.posts)
        self.direct_messages = DirectMessages(self.event_log, self.people, customs)
        self.faults = Faults()

    def now(self) -> datetime:
        """The network's time, UTC; it never runs backwards."""
        return self.event_log.now()

    def account_behind(self, who: str) -> Account:
        """The account to which a login belongs. Raises `WrongAccount` when it is not that of `who`."""
        whose = self.people.behind(who)
        if whose != who:
            raise WrongAccount(found=whose, wanted=who)
        return self.people.account(who)

    def admit(self, who: str, on: Request) -> None:
        """Let a program that acts for somebody in. Raises `LoginEnded`, or the fault that waits for a reading."""
        if self.people.login_ended(who):
            raise LoginEnded(f"the login of {who} is no longer accepted")
        if on is Request.READ:
            self.faults.carry(Request.READ, lambda: None)
