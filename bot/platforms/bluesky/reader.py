"""Read Bluesky as the owner, and never change anything there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path

import structlog

from bot.domain import (
    Account,
    Batch,
    Interaction,
    InteractionKind,
    Limits,
    Notice,
    Post,
    PostRef,
    Relationship,
    Thread,
    Visibility,
)
from bot.errors import Problem, WrongAccount
from bot.platforms.base import Seen
from bot.platforms.bluesky import NETWORK, limits
from bot.platforms.bluesky.acts import COLLECTIONS, own_act
from bot.platforms.bluesky.addresses import named_post
from bot.platforms.bluesky.client import TIMEOUT, Connection, utc_now
from bot.platforms.bluesky.error_translation import Denied
from bot.platforms.bluesky.fields import Malformed, Node, listed, moment, node, nodes, text
from bot.platforms.bluesky.home import Home
from bot.platforms.bluesky.idempotency import COLLECTION
from bot.platforms.bluesky.identity import NAMELESS, Identity
from bot.platforms.bluesky.login import Login
from bot.platforms.bluesky.login_checks import login_problems
from bot.platforms.bluesky.normalise import account, home_post, post, readable, relationship, sort_time
from bot.platforms.bluesky.notices import SPOKEN, notice, tells_something
from bot.platforms.bluesky.paging import MOST_PAGES, chunks, pages
from bot.platforms.bluesky.policies import READING
from bot.platforms.bluesky.preferences import Preferences, of_answer
from bot.platforms.bluesky.recall import recalled, written
from bot.platforms.bluesky.threads import conversation
from bot.platforms.httpx_library import httpx

log = structlog.get_logger()

_NOTICES = 50
_WHOLE_PAGE = 100
_KNOWN = 50
_AT_ONCE = 25
"""Posts or profiles in one call (BT-11)."""
_OVERLAP = timedelta(hours=1)
"""Notifications are listed late and may share a time (BN-6, BN-7)."""
_MOST_NOTICE_PAGES = 3 * MOST_PAGES
_SETTINGS_KEPT = timedelta(minutes=10)


class BlueskyReader:
    """Implements `platforms.base.Reader` on one account's personal data server."""

    network = NETWORK
    limits: Limits = limits.POST
    usual_visibility: Visibility = Visibility.PUBLIC

    def __init__(
        self,
        *,
        service: str,
        handle: str,
        app_password: str,
        session_file: Path,
        now: Callable[[], datetime] = utc_now,
        timeout: httpx.Timeout = TIMEOUT,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._login = Login(service, handle, app_password, session_file, now, timeout, transport)
        self._connection = Connection(self._login, READING)
        self._home = Home(self._connection)
        self._owner: Account | None = None
        self._known = ""
        self._settings: tuple[datetime, Preferences] | None = None

    @property
    def owner(self) -> Account:
        """The owner's own account, asked for once."""
        return self._owner or self.verify()

    def verify(self) -> Account:
        """The same, asked of the network now."""
        try:
            whose = self._connection.verify()
        except WrongAccount:
            self._owner = None
            raise
        self._owner = _mine(self._connection.get("app.bsky.actor.getProfile", actor=whose.did), whose)
        self._known = written(self._owner, self._login)
        return self._owner

    def knows(self) -> str:
        """Who the owner is."""
        return self._known

    def recall(self, known: str) -> bool:
        """Go by that until the network is asked; False where it is of another account than the configured one."""
        owner = recalled(known, self._login)
        self._owner = owner or self._owner
        return owner is not None

    def new_posts(self, mark: str, *, seen: Seen, floor: datetime) -> Batch[Post]:
        """Home since the mark."""
        return self._home.since(mark, floor=floor, seen=seen, hide=self._hidden())

    def recent_posts(self, *, since: datetime, pages: int = 10) -> Batch[Post]:
        """Home again from the top back to `since`."""
        return self._home.again(since=since, most=pages, hide=self._hidden())

    def notices(self, mark: str, *, floor: datetime) -> Batch[Notice]:
        """What others did towards the owner.

        The first page is given whole, because a back-dated post's notification stands below any mark (BN-8).
        """
        last = moment(mark)
        bottom = max(floor, last - _OVERLAP) if last else floor
        items, gap = self._notifications(bottom)
        times = [time for time in (moment(item.get("indexedAt")) for item in items) if time]
        spoken = [PostRef(self.network, uri, uri) for uri in _spoken(items)]
        posts = self.fetch(spoken)
        told = [item for item in items if tells_something(item)]
        found, skipped = readable(told, lambda item: notice(item, posts, self._connection.did), of="notices")
        newest = max([*times, *([last] if last else [])], default=None)
        return Batch(
            items=tuple(told for told in reversed(found) if told and told.at >= floor),
            mark=newest.isoformat() if newest else "",
            gap=gap and last is not None,
            skipped=skipped,
        )

    def _notifications(self, bottom: datetime) -> tuple[list[Node], bool]:
        """Notifications back to `bottom`, newest first, and whether there were more than we read.

        `priority=False`: an older server would otherwise leave out people whom the owner does not follow (BN-2, BN-8).
        """
        ask = partial(self._connection.get, "app.bsky.notification.listNotifications", limit=_NOTICES, priority=False)
        items: list[Node] = []
        for number, answer in enumerate(pages(lambda cursor: ask(cursor=cursor)), start=1):
            page = nodes(answer.get("notifications"))
            items += page
            if any(time < bottom for time in (moment(item.get("indexedAt")) for item in page) if time):
                break
            if number == _MOST_NOTICE_PAGES:
                return items, True
        return items, False

    def posts_by(self, account: Account, *, limit: int = 40, since: datetime | None = None) -> tuple[Post, ...]:
        """An account's latest own posts; none when one side blocks the other or the account is gone."""
        hide = self._hidden()
        ask = partial(
            self._connection.get,
            "app.bsky.feed.getAuthorFeed",
            actor=account.uid,
            filter="posts_with_replies",
            limit=min(limit, _WHOLE_PAGE),
        )
        found: list[Post] = []
        try:
            for answer in pages(lambda cursor: ask(cursor=cursor)):
                items = nodes(answer.get("feed"))
                young = [item for item in items if since is None or (sort_time(item) or since) >= since]
                found += readable(young, lambda item: home_post(item, hide), of="author")[0]
                if len(young) < len(items) or len(found) >= limit:
                    break
        except Denied as refusal:
            log.info("author_out_of_reach", account=account.uid, reason=refusal.name)
            return ()
        return tuple(found[:limit])

    def thread(self, post: PostRef) -> Thread | None:
        """The post in its conversation, six replies deep."""
        try:
            answer = self._connection.get("app.bsky.feed.getPostThread", uri=post.uri, depth=6, parentHeight=80)
        except Denied:
            return None
        return conversation(answer, self._hidden())

    def fetch(self, refs: Iterable[PostRef]) -> Mapping[str, Post]:
        """The posts as they are now; the server leaves out what is gone or blocked (BT-11, BP-11)."""
        hide = self._hidden()
        found: dict[str, Post] = {}
        for uris in chunks(dict.fromkeys(ref.uri for ref in refs), _AT_ONCE):
            views = listed(self._connection.get("app.bsky.feed.getPosts", uris=list(uris)), "posts")
            reachable = [view for view in views if not _blocked(node(view.get("author")))]
            found |= {said.uri: said for said in readable(reachable, lambda view: post(view, hide), of="posts")[0]}
        return found

    def relationships(self, accounts: Iterable[Account]) -> Mapping[str, Relationship]:
        """How the owner stands to each account, 25 a call."""
        return {account(view).key: relationship(view) for view in self._profiles(accounts)}

    def profiles(self, accounts: Iterable[Account]) -> Mapping[str, Account]:
        """The accounts as they are now, 25 a call."""
        return {account(view).key: account(view) for view in self._profiles(accounts)}

    def _profiles(self, accounts: Iterable[Account]) -> Iterator[Node]:
        for dids in chunks(dict.fromkeys(one.uid for one in accounts), _AT_ONCE):
            answer = self._connection.get("app.bsky.actor.getProfiles", actors=list(dids))
            yield from (view for view in listed(answer, "profiles") if text(view.get("did")))

    def find_account(self, address: str) -> Account | None:
        """The account with this handle or DID."""
        try:
            return account(self._connection.get("app.bsky.actor.getProfile", actor=address.strip().lstrip("@")))
        except Denied:
            return None

    def follows(self) -> Iterator[Account]:
        """Everyone the owner follows."""
        return self._people("app.bsky.graph.getFollows", "follows")

    def followers(self, *, limit: int = 200) -> tuple[Account, ...]:
        """The latest followers, newest first."""
        return tuple(islice(self._people("app.bsky.graph.getFollowers", "followers"), limit))

    def known_by(self, whom: Account) -> tuple[Account, ...]:
        """Those whom the owner follows and who follow this account; one page of them is more than is ever named (BP-12)."""
        try:
            answer = self._connection.get("app.bsky.graph.getKnownFollowers", actor=whom.uid, limit=_KNOWN)
        except Denied as refusal:
            log.info("known_followers_not_told", account=whom.uid, reason=refusal.name)
            return ()
        return tuple(readable(nodes(answer.get("followers")), account, of="known_by")[0])

    def _people(self, nsid: str, name: str) -> Iterator[Account]:
        ask = partial(self._connection.get, nsid, actor=self._connection.did, limit=_WHOLE_PAGE)
        for answer in pages(lambda cursor: ask(cursor=cursor)):
            yield from readable(nodes(answer.get(name)), account, of=name)[0]

    def own_acts(self, *, since: datetime) -> tuple[Interaction, ...]:
        """The owner's likes, reshares and follows, from their own repository, oldest first."""
        done = [act for name, kind in COLLECTIONS.items() for act in self._own_acts(name, kind, since)]
        return tuple(sorted(done, key=lambda act: act.at))

    def _own_acts(self, collection: str, kind: InteractionKind, since: datetime) -> Iterator[Interaction]:
        ask = partial(
            self._connection.get,
            "com.atproto.repo.listRecords",
            repo=self._connection.did,
            collection=collection,
            limit=_WHOLE_PAGE,
        )
        for answer in islice(pages(lambda cursor: ask(cursor=cursor)), MOST_PAGES):
            records = nodes(answer.get("records"))
            acts = readable(records, lambda item: own_act(item, kind), of="own_acts")[0]
            young = [act for act in acts if act.at >= since]
            yield from young
            if acts and not young:
                return

    def find_post(self, url: str) -> Post | None:
        """The post that a bsky.app address or an at-uri names."""
        named = named_post(url)
        whose = self.find_account(named[0]) if named else None
        if named is None or whose is None:
            return None
        uri = f"at://{whose.uid}/{COLLECTION}/{named[1]}"
        return self.fetch([PostRef(self.network, uri, uri)]).get(uri)

    def check(self) -> list[Problem]:
        """Everything that would keep this login from working."""
        return list(login_problems(self._connection, self._login, "Bluesky, your account"))

    def close(self) -> None:
        """Close the sockets; the login stays."""
        self._connection.close()

    def _hidden(self) -> Preferences:
        """What the owner's settings hide, read anew every ten minutes."""
        now = self._login.now()
        if self._settings is None or not timedelta() <= now - self._settings[0] < _SETTINGS_KEPT:
            self._settings = now, of_answer(self._connection.get("app.bsky.actor.getPreferences"), now)
        return self._settings[1]


def _mine(view: Node, whose: Identity) -> Account:
    """The owner's profile. Raises `Malformed` when it is another's; the handle is the account's own server's, if need be."""
    found = account(view)
    if found.uid != whose.did:
        raise Malformed("another profile than the owner's")
    return replace(found, address=whose.handle) if found.address in NAMELESS else found


def _spoken(items: Iterable[Node]) -> Iterator[str]:
    return (text(item.get("uri")) for item in items if text(item.get("reason")) in SPOKEN and text(item.get("uri")))


def _blocked(author: Node) -> bool:
    between = relationship(author)
    return between.blocking or between.blocked_by
