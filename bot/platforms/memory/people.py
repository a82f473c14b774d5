"""Know who is on the network, and how they stand to each other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.domain import Account, AccountFlag, Network, Relationship
from bot.errors import Refused
from bot.platforms.memory.event_log import Event, EventLog, Part, What, alone

HANDLE = re.compile(r"(?<![=/\w])@(\w+(?:[\w.-]*\w)?(?:@[\w.-]+\w)?)")
"""What reaches somebody when it stands in a text (MD-2): a handle that no letter, slash or equals sign precedes."""


class People(Part):
    """Accounts, follows, blocks and mutes. Everybody is named by address."""

    def __init__(self, event_log: EventLog, network: Network) -> None:
        super().__init__(event_log)
        self._network = network
        self._accounts: dict[str, Account] = {}
        self._follows: dict[tuple[str, str], datetime] = {}
        self._blocks: set[tuple[str, str]] = set()
        self._mutes: set[tuple[str, str]] = set()
        self._ended: set[str] = set()
        self._readers: set[str] = set()
        self._exchanged: dict[str, str] = {}

    # --- who is there

    @alone
    def join(self, address: str, name: str, *, bio: str = "", flags: Iterable[AccountFlag] = ()) -> Account:
        """Somebody opens an account."""
        address = address.lower()
        if address in self._accounts:
            raise Refused(f"{address} is taken")
        user, _, domain = address.partition("@")
        account = Account(
            network=self._network,
            uid=address,
            local_id=f"m{len(self._accounts) + 1}",
            address=address,
            name=name,
            url=f"https://{domain}/@{user}",
            bio=bio,
            flags=frozenset(flags),
            followers=0,
            following=0,
            posts=0,
            created_at=self._event_log.now(),
        )
        self._accounts[address] = account
        return account

    @alone
    def change(
        self,
        who: str,
        *,
        name: str | None = None,
        bio: str | None = None,
        flags: Iterable[AccountFlag] | None = None,
        followers: int | None = None,
        following: int | None = None,
        posts: int | None = None,
        created_at: datetime | None = None,
    ) -> None:
        """Somebody changes their profile; counts are what it had before this network began to count."""
        account = self._accounts[who]
        self._accounts[who] = replace(
            account,
            name=account.name if name is None else name,
            bio=account.bio if bio is None else bio,
            flags=account.flags if flags is None else frozenset(flags),
            followers=account.followers if followers is None else followers,
            following=account.following if following is None else following,
            posts=account.posts if posts is None else posts,
            created_at=created_at or account.created_at,
        )

    @alone
    def leave(self, who: str) -> None:
        """Somebody closes their account."""
        del self._accounts[who]

    @alone
    def knows(self, who: str) -> bool:
        """Whether there is such an account."""
        return who in self._accounts

    @alone
    def find(self, address: str) -> Account | None:
        """The account with this address as it is now, or None."""
        account = self._accounts.get(address.removeprefix("@").lower())
        return account and self._as_seen(account)

    @alone
    def account(self, who: str) -> Account:
        """The account with this address. Raises `Refused` when it has left."""
        account = self.find(who)
        if account is None:
            raise Refused(f"{who} is not here")
        return account

    def _as_seen(self, account: Account) -> Account:
        """With its counts as they are now, and the wish that stands in its bio (MF-11)."""
        now, uid = self._event_log.now(), account.uid
        pairs = [pair for pair, at in self._follows.items() if at <= now]
        wish = {AccountFlag.NOBOT} if "#nobot" in account.bio.lower() else set()
        return replace(
            account,
            flags=account.flags | wish,
            followers=(account.followers or 0) + sum(whom == uid for _, whom in pairs),
            following=(account.following or 0) + sum(who == uid for who, _ in pairs),
        )

    @alone
    def named_in(self, text: str, *, near: str) -> tuple[str, ...]:
        """Whom a text of `near`'s reaches by naming them; a name without a domain means somebody of the same server."""
        domain = near.partition("@")[2]
        full = (name if "@" in name else f"{name}@{domain}" for name in HANDLE.findall(text))
        return tuple(dict.fromkeys(name.lower() for name in full if name.lower() in self._accounts))

    # --- how they stand to each other

    @alone
    def follow(self, who: str, whom: str, *, at: datetime | None = None) -> None:
        """Somebody follows somebody."""
        if self.apart(who, whom):
            raise Refused("one blocks the other")
        at = at or self._event_log.now()
        if (who, whom) not in self._follows:
            self._event_log.add(Event(at, self._event_log.number(), What.FOLLOWED, who, whom=whom))
        self._follows[who, whom] = at

    @alone
    def unfollow(self, who: str, whom: str) -> None:
        """Somebody takes a follow back."""
        self._follows.pop((who, whom), None)

    @alone
    def block(self, who: str, whom: str) -> None:
        """Somebody blocks somebody; neither follows the other any longer."""
        self._blocks.add((who, whom))
        self.unfollow(who, whom)
        self.unfollow(whom, who)

    @alone
    def unblock(self, who: str, whom: str) -> None:
        """Somebody takes a block back."""
        self._blocks.discard((who, whom))

    @alone
    def mute(self, who: str, whom: str) -> None:
        """Somebody would rather not hear from somebody."""
        self._mutes.add((who, whom))

    @alone
    def unmute(self, who: str, whom: str) -> None:
        """Somebody takes a mute back."""
        self._mutes.discard((who, whom))

    @alone
    def follows(self, who: str, whom: str) -> bool:
        """Whether somebody follows somebody by now."""
        at = self._follows.get((who, whom))
        return at is not None and at <= self._event_log.now()

    @alone
    def apart(self, one: str, other: str) -> bool:
        """Whether either blocks the other."""
        return (one, other) in self._blocks or (other, one) in self._blocks

    @alone
    def relationship(self, who: str, whom: str) -> Relationship:
        """How somebody stands to somebody else."""
        return Relationship(
            following=self.follows(who, whom),
            followed_by=self.follows(whom, who),
            blocking=(who, whom) in self._blocks,
            blocked_by=(whom, who) in self._blocks,
            muting=(who, whom) in self._mutes,
        )

    @alone
    def followed_by(self, who: str) -> tuple[str, ...]:
        """Whom somebody follows, the first followed first."""
        return tuple(whom for one, whom in self._by_time() if one == who)

    @alone
    def followers_of(self, whom: str) -> tuple[str, ...]:
        """Who follows somebody, the latest first."""
        return tuple(who for who, one in reversed(self._by_time()) if one == whom)

    def _by_time(self) -> list[tuple[str, str]]:
        now = self._event_log.now()
        return sorted((pair for pair, at in self._follows.items() if at <= now), key=lambda pair: self._follows[pair])

    # --- logins

    @alone
    def end_login(self, who: str) -> None:
        """No program may act for somebody any longer."""
        self._ended.add(who)

    @alone
    def log_in(self, who: str) -> None:
        """Programs may act for somebody again."""
        self._ended.discard(who)

    @alone
    def exchange_login(self, who: str, whose: str) -> None:
        """The login that a program holds for somebody turns out to be somebody else's; their own gives it back."""
        self._exchanged[who] = whose

    @alone
    def behind(self, who: str) -> str:
        """Whose login it is that a program holds for somebody."""
        return self._exchanged.get(who, who)

    @alone
    def let_only_read(self, who: str, *, only: bool = True) -> None:
        """The login that a program holds for somebody loses the right to write, or has it again."""
        (self._readers.add if only else self._readers.discard)(who)

    @alone
    def only_reads(self, who: str) -> bool:
        """Whether the login that a program holds for somebody has no right to write."""
        return who in self._readers

    @alone
    def login_ended(self, who: str) -> bool:
        """Whether programs may no longer act for somebody."""
        return who in self._ended
