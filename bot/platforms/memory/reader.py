"""Read the network in memory as the owner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain import (
    Account,
    Batch,
    Interaction,
    InteractionKind,
    Limits,
    Network,
    Notice,
    Post,
    PostRef,
    Relationship,
    Thread,
    Visibility,
)
from bot.errors import Problem
from bot.platforms.base import Seen
from bot.platforms.memory.event_log import Event, Moment, What
from bot.platforms.memory.faults import Request
from bot.platforms.memory.network import MemoryNetwork

PAGE = 40
PAGES = 20
ACTS = {
    What.LIKED: InteractionKind.LIKE,
    What.RESHARED: InteractionKind.RESHARE,
    What.FOLLOWED: InteractionKind.FOLLOW,
}


class MemoryReader:
    """A `Reader` (see `bot.platforms.base`) for one owner. Changes nothing."""

    def __init__(self, network: MemoryNetwork, owner: str) -> None:
        self._network = network
        self._owner = owner
        self._known: Account | None = None

    @property
    def network(self) -> Network:
        """Which network this reads."""
        return self._network.name

    @property
    def owner(self) -> Account:
        """The owner's own account."""
        if self._known is None:
            self._known = self.verify()
        return self._known

    def verify(self) -> Account:
        """The same, asked now; what was known stays while nobody answers, and goes when another account does."""
        self._network.admit(self._owner, Request.READ)
        self._known = None
        self._known = self._network.account_behind(self._owner)
        return self._known

    def knows(self) -> str:
        """Who the owner is, once that was asked; there is nothing else to be learnt of this server."""
        return self._owner if self._known else ""

    def recall(self, known: str) -> bool:
        """Go by that until the network is asked; False where it is of another account than the configured one."""
        if known == self._owner:
            self._known = self._network.people.account(known)
        return known == self._owner

    @property
    def limits(self) -> Limits:
        """What a public reply may be here."""
        customs = self._network.customs
        return Limits(customs.characters, len, customs.addresses, customs.repeat_harmless, customs.reactions)

    @property
    def usual_visibility(self) -> Visibility:
        """What the owner's posts have by default."""
        return Visibility.PUBLIC

    def _read(self) -> MemoryNetwork:
        """The network, for one reading. Raises what keeps the owner from it."""
        self._network.admit(self._owner, Request.READ)
        self._network.account_behind(self._owner)
        return self._network

    # --- feeds

    def new_posts(self, mark: str, *, seen: Seen, floor: datetime) -> Batch[Post]:  # noqa: ARG002 - the mark is exact
        """Home since `mark`, not further back than `floor`, at most twenty pages."""
        lowest = Moment(floor, -1)
        start = Moment.of(mark) if mark else lowest
        feed = self._read().views.home(self._owner, after=start)
        kept = [entry for entry in feed if entry[0] > lowest][-PAGE * PAGES :]
        end = feed[-1][0] if feed else start
        return Batch(tuple(post for _, post in kept), end.mark, gap=bool(mark) and len(kept) < len(feed))

    def recent_posts(self, *, since: datetime, pages: int = 10) -> Batch[Post]:
        """Home again from `since`, with what came late."""
        feed = self._read().views.home(self._owner, after=Moment(since, -1))
        return Batch(tuple(post for _, post in feed[-PAGE * pages :]), "")

    def posts_by(self, account: Account, *, limit: int = 40, since: datetime | None = None) -> tuple[Post, ...]:
        """An account's latest posts and reshares, newest first."""
        return self._read().views.by(account.uid, self._owner, since=since, limit=limit)

    # --- single posts

    def thread(self, post: PostRef) -> Thread | None:
        """The post with what stands above and below it, or None."""
        return self._read().views.thread(post.uri, self._owner)

    def fetch(self, refs: Iterable[PostRef]) -> Mapping[str, Post]:
        """The posts as they are now, by uri, without those that are gone."""
        views = self._read().views
        return {ref.uri: post for ref in refs if (post := views.post(ref.uri, self._owner))}

    def find_post(self, url: str) -> Post | None:
        """The post with this uri or link, or None."""
        return self._read().views.find(url, self._owner)

    # --- people

    def relationships(self, accounts: Iterable[Account]) -> Mapping[str, Relationship]:
        """How the owner stands to each account."""
        people = self._read().people
        return {account.key: people.relationship(self._owner, account.uid) for account in accounts}

    def profiles(self, accounts: Iterable[Account]) -> Mapping[str, Account]:
        """The accounts as they are now, without those that are gone."""
        found = (self.find_account(account.uid) for account in accounts)
        return {account.key: account for account in found if account}

    def find_account(self, address: str) -> Account | None:
        """The account with this address, or None."""
        account = self._read().people.find(address)
        return account and replace(account, posts=(account.posts or 0) + self._network.views.count(account.uid))

    def follows(self) -> Iterator[Account]:
        """Everyone the owner follows."""
        yield from self._accounts(self._read().people.followed_by(self._owner))

    def followers(self, *, limit: int = 200) -> tuple[Account, ...]:
        """The latest followers, newest first."""
        return tuple(self._accounts(self._read().people.followers_of(self._owner)[:limit]))

    def known_by(self, whom: Account) -> tuple[Account, ...]:
        """Those whom the owner follows and who follow this account, the latest first."""
        people = self._read().people
        near = set(people.followed_by(self._owner))
        return tuple(self._accounts(who for who in people.followers_of(whom.uid) if who in near))

    def _accounts(self, addresses: Iterable[str]) -> Iterator[Account]:
        return (account for address in addresses if (account := self._network.people.find(address)))

    # --- what was done

    def own_acts(self, *, since: datetime) -> tuple[Interaction, ...]:
        """The owner's own likes, reshares and follows since then."""
        events = self._read().event_log.happened(after=Moment(since, -1))
        acts = (self._act(event) for event in events if event.by == self._owner and event.what in ACTS)
        return tuple(act for act in acts if act)

    def _act(self, event: Event) -> Interaction | None:
        post = self._network.views.post(event.uri, self._owner)
        whom = post.author if post else self._network.people.find(event.whom)
        if whom is None or whom.uid == self._owner:
            return None
        subject = post.uri if post else None
        return Interaction(ACTS[event.what], by_owner=True, account=whom.key, at=event.at, subject_uri=subject)

    def notices(self, mark: str, *, floor: datetime) -> Batch[Notice]:
        """What others did towards the owner since `mark`."""
        start = max(Moment.of(mark), Moment(floor, -1)) if mark else Moment(floor, -1)
        events = self._read().event_log.happened(after=start)
        notices = tuple(notice for event in events if (notice := self._notice(event)))
        return Batch(notices, (events[-1].moment if events else start).mark)

    def _notice(self, event: Event) -> Notice | None:
        """What the owner is told of an event; nothing of their own acts, nor of people muted or blocked."""
        who = self._network.people.find(event.by)
        relationship = self._network.people.relationship(self._owner, event.by)
        if (
            who is None
            or event.by == self._owner
            or relationship.muting
            or relationship.blocking
            or relationship.blocked_by
        ):
            return None
        told = self._told_of(event)
        if told is None:
            return None
        kind, post, subject = told
        return Notice(f"notice-{event.number}", kind, who, event.at, post, subject)

    def _told_of(self, event: Event) -> tuple[InteractionKind, Post | None, str | None] | None:
        if event.what is What.FOLLOWED:
            return (InteractionKind.FOLLOW, None, None) if event.whom == self._owner else None
        if event.what is What.WROTE:
            received = self._owner in self._network.direct_messages.get(event.uri).to
            return (InteractionKind.MESSAGE, None, None) if received else None
        post = self._network.views.post(event.uri, self._owner)
        if post is None or event.what is What.REACTED:
            return None
        if event.what is What.SAID:
            return self._addressed(post)
        return (ACTS[event.what], None, post.uri) if post.author.uid == self._owner else None

    def _addressed(self, post: Post) -> tuple[InteractionKind, Post, str | None] | None:
        """How a post is addressed to the owner: one notice at most, an answer before a mention before a quotation."""
        named = self._owner in {mentioned.uid for mentioned in post.mentions}
        if post.parent and post.parent_uid == self._owner and (named or not self._network.customs.addresses):
            return InteractionKind.REPLY, post, post.parent.uri
        if named:
            return InteractionKind.MENTION, post, None
        quoted = self._network.views.post(post.quotes_uri, self._owner) if post.quotes_uri else None
        return (InteractionKind.QUOTE, post, quoted.uri) if quoted and quoted.author.uid == self._owner else None

    def check(self) -> list[Problem]:
        """Whether the login still works."""
        if self._network.people.login_ended(self._owner):
            return [Problem("memory, your account", "the login is no longer accepted", "log in again")]
        return []

    def close(self) -> None:
        """Nothing was opened."""
