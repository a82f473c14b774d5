"""Read Mastodon as the owner, and never change anything there (MN-10)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from typing import TypeVar

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
from bot.errors import PlatformError, Problem
from bot.platforms.base import Seen, unseen
from bot.platforms.mastodon import (
    NETWORK,
    addresses,
    ask,
    feeds,
    limits,
    login_checks,
    normalise,
    policies,
    recall,
    timelines,
)
from bot.platforms.mastodon.above import Above
from bot.platforms.mastodon.error_translation import Gone
from bot.platforms.mastodon.feeds import (
    NOTICES_AT_ONCE,
    PAGE,
    PAGES,
    PAGES_OF_NOTICES,
    AnyPage,
    Harvest,
    Mark,
    Page,
)
from bot.platforms.mastodon.fields import Entity, Malformed, flag, ident, part, parts, single, text, when
from bot.platforms.mastodon.login import Login
from bot.platforms.mastodon.recall import Known

T = TypeVar("T")

log = structlog.get_logger()

_NOTICES = "notices"
_PARENTS_ONE_BY_ONE = 20


def _clock() -> datetime:
    return datetime.now(UTC)


class MastodonReader:
    """The owner's login, reading."""

    network = NETWORK

    def __init__(
        self,
        *,
        server: str,
        token: str,
        address: str,
        now: Callable[[], datetime] = _clock,
        timeouts: tuple[float, float] = (5.0, 20.0),
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        """`server` is the address of the API, `address` the configured `user@domain` of this login, compared with whose
        it is. `timeouts` are seconds to connect and to wait for a part of an answer; `wait` lets seconds pass.
        """
        self._client = Login(server, token, policies.reader(), timeouts, address)
        self._now = now
        self._wait = wait
        self._above = Above()
        self._usual: Visibility | None = None
        self._feeds: dict[str, AnyPage] | None = None

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    @property
    def owner(self) -> Account:
        """The owner's own account on it."""
        return self._client.known

    def verify(self) -> Account:
        """The same, asked now; with it how the owner's posts usually are, if the server says so now."""
        account = self._client.verify()
        with suppress(PlatformError):
            self._usual = self._asked_usual()
        return account

    def knows(self) -> str:
        """Who the owner is and what the server is, as JSON; empty before the server has said so."""
        if not self._client.verified:
            return ""
        known = Known(self._client.known, self._client.instance, self._usual)
        return recall.stored(known, self._client.address)

    def recall(self, known: str) -> bool:
        """Go by that until the server is asked; False where it is of another account than the configured one."""
        held = recall.read(known, self._client.address, self._client.server)
        if held is not None and not self._client.verified:
            self._client.remember(held.owner)
            self._client.recall(held.instance)
            self._usual = self._usual or held.usual
        return held is not None

    @property
    def limits(self) -> Limits:
        """What a public reply may be here."""
        return limits.for_replies(self._client.instance)

    @property
    def usual_visibility(self) -> Visibility:
        """What the owner's posts have by default (MD-6); PUBLIC where the server does not say."""
        if self._usual is None:
            self._usual = self._asked_usual()
        return self._usual

    # --- feeds

    def new_posts(self, mark: str, *, seen: Seen, floor: datetime) -> Batch[Post]:
        """Home and the lists that are kept out of it since `mark`; posts that were seen before are left out."""
        marks = feeds.read(mark)
        harvests = {name: self._since(marks.get(name), page, floor) for name, page in self._home().items()}
        marks |= {name: harvest.mark for name, harvest in harvests.items() if harvest.mark}
        posts, skipped = self._posts(_oldest_first(harvests.values()), seen)
        return Batch(posts, feeds.stored(marks), any(harvest.gap for harvest in harvests.values()), skipped)

    def recent_posts(self, *, since: datetime, pages: int = 10) -> Batch[Post]:
        """The same from the top back to `since`, whatever was seen."""
        harvests = [self._harvest(page, None, since, pages) for page in self._home().values()]
        posts, skipped = self._posts(_oldest_first(harvests), unseen)
        return Batch(posts, "", any(harvest.gap for harvest in harvests), skipped)

    def notices(self, mark: str, *, floor: datetime) -> Batch[Notice]:
        """What others did towards the owner since `mark`, filtered away or not where the server shows both.

        After a long absence there are thousands: of a page nothing is kept but what it says in our own words.
        """
        marks = feeds.read(mark)
        before, told = marks.get(_NOTICES), dict[str, tuple[Notice | None, ...]]()
        harvest = self._since(before, self._understood(told, floor), floor, PAGES_OF_NOTICES if before else PAGES)
        found = [told[ident(place)] for place in _oldest_first([harvest])]
        after = {_NOTICES: harvest.mark} if harvest.mark else {}
        notices = tuple(notice for one in found for notice in one if notice)
        return Batch(notices, feeds.stored(after), harvest.gap, sum(not one for one in found))

    def _understood(self, told: dict[str, tuple[Notice | None, ...]], floor: datetime) -> AnyPage:
        """Pages of notifications that leave what they say in `told`, by id: nothing where one could not be read."""
        whole = timelines.notifications(self._client)

        def page(below: str | None, most: int = NOTICES_AT_ONCE) -> list[Entity]:
            rows = whole(below, most)
            new = [r for r in rows if ident(r) not in told and ((at := when(r, "created_at")) is None or at >= floor)]
            about = [part(row, "status") for row in new]
            self._above.learn(about, self._client.instance)
            self._look_up(about)
            told.update({ident(row): self._each([row], self._notice)[0] for row in new})
            return [feeds.place(row) for row in rows]

        return page

    def posts_by(self, account: Account, *, limit: int = 40, since: datetime | None = None) -> tuple[Post, ...]:
        """An account's latest posts, newest first, without its private messages. Empty when the account is gone."""
        pages = -(-limit // PAGE) + 1
        floor = since or datetime.min.replace(tzinfo=UTC)
        try:
            harvest = self._harvest(ask.by_account(self._client, account.local_id), None, floor, pages)
        except Gone:
            return ()
        posts, _ = self._posts(_oldest_first([harvest]), unseen, once=False)
        return tuple(reversed(posts))[:limit]

    # --- single posts

    def thread(self, post: PostRef) -> Thread | None:
        """The post in its conversation. A private answer stands there without its words, so that it counts as one.

        Where the server only begins to fetch what is missing, it is asked once more (MF-2).
        """
        try:
            with self._client.reading() as api:
                status, context = api.status(post.local_id), api.status_context(post.local_id)
                if seconds := self._client.refreshing:
                    self._wait(seconds)
                    context = api.status_context(post.local_id)
        except Gone:
            return None
        above, below = parts(context, "ancestors"), parts(context, "descendants")
        self._above.learn([*above, status, *below], self._client.instance)
        around, _ = self._each([status], self._post)
        higher, _ = self._each(above, self._post)
        lower, _ = self._each(below, self._post)
        return Thread(around[0], higher, tuple(sorted(lower, key=lambda reply: reply.created_at))) if around else None

    def fetch(self, refs: Iterable[PostRef]) -> Mapping[str, Post]:
        """The posts as they are now, by uri, without those of people whom the owner blocks (a block shows them)."""
        found = ask.statuses(self._client, [ref.local_id for ref in refs])
        stand = ask.relationships(self._client, [ident(part(status, "account")) for status in found.values()])
        apart = {
            given_id
            for given_id, row in stand.items()
            if (tie := normalise.relationship(row)).blocking or tie.blocked_by
        }
        near = [status for status in found.values() if ident(part(status, "account")) not in apart]
        posts, _ = self._posts(near, unseen)
        return {post.uri: post for post in posts}

    def find_post(self, url: str) -> Post | None:
        """The post at a web address: of this server by its id, of others if the login may search."""
        status = addresses.status_at(self._client, url)
        posts, _ = self._posts([status] if status else [], unseen)
        return posts[0] if posts else None

    # --- people

    def relationships(self, accounts: Iterable[Account]) -> Mapping[str, Relationship]:
        """How the owner stands to each account, by `Account.key`."""
        by_id = {account.local_id: account for account in accounts if account.local_id}
        stand = ask.relationships(self._client, list(by_id))
        return {
            by_id[given_id].key: normalise.relationship(row) for given_id, row in stand.items() if given_id in by_id
        }

    def profiles(self, accounts: Iterable[Account]) -> Mapping[str, Account]:
        """The accounts as they are now, by `Account.key`; missing ones are gone."""
        found = ask.accounts(self._client, [account.local_id for account in accounts])
        profiles, _ = self._each(found.values(), self._account)
        return {profile.key: profile for profile in profiles}

    def find_account(self, address: str) -> Account | None:
        """The account with this address; others than this server knows are looked for on theirs."""
        entity = addresses.account_at(self._client, address)
        return self._account(entity) if entity else None

    def follows(self) -> Iterator[Account]:
        """Everyone the owner follows."""
        return self._accounts(ask.following(self._client, self.owner.local_id))

    def followers(self, *, limit: int = 200) -> tuple[Account, ...]:
        """The latest followers, newest first."""
        return tuple(islice(self._accounts(ask.followers(self._client, self.owner.local_id)), limit))

    def known_by(self, whom: Account) -> tuple[Account, ...]:
        """Those whom the owner follows and who follow this account; the server leaves out who hides that, and so do we."""
        told = self._client.asked("familiar followers", lambda _: ask.familiar_followers(self._client, whom.local_id))
        return tuple(self._accounts(entity for entity in told if not flag(entity, "hide_collections")))

    def own_acts(self, *, since: datetime) -> tuple[Interaction, ...]:
        """The owner's reshares with their times; likes and the latest follows without, for the server tells none.

        A like has its post's time, which is the earliest possible; a follow the time of asking, the latest possible.
        Likes need the scope read:favourites.
        """
        return (*self._own_reshares(since), *self._own_likes(since), *self._own_follows())

    def check(self) -> list[Problem]:
        """Everything that would keep this login from working, without raising."""
        return login_checks.of_reader(self._client)

    # --- behind the doors

    def _asked_usual(self) -> Visibility:
        told = self._client.asked("preferences", lambda api: [single(api.preferences())])
        written = told[0].get("posting:default:visibility") if told else None
        return normalise.visibility({"visibility": written}) if written else Visibility.PUBLIC

    def _home(self) -> dict[str, AnyPage]:
        """Home and what the owner keeps out of it; looked up once."""
        if self._feeds is None:
            self._feeds = timelines.home(self._client)
        return self._feeds

    def _since(self, mark: Mark | None, page: AnyPage, floor: datetime, pages: int = PAGES) -> Harvest:
        return self._harvest(feeds.short(page) if mark else page, mark, floor, pages)

    def _harvest(self, page: Page, mark: Mark | None, floor: datetime, pages: int = PAGES) -> Harvest:
        return feeds.harvest(page, mark, floor, self._now(), pages=pages)

    def _posts(self, entities: Iterable[Entity], seen: Seen, *, once: bool = True) -> tuple[tuple[Post, ...], int]:
        """Posts of statuses and reshares; private messages, seen ones and repetitions left out."""
        wanted = [entity for entity in entities if not self._private(part(entity, "reblog") or entity)]
        self._above.learn(wanted, self._client.instance)
        uris = [text(part(entity, "reblog") or entity, "uri") for entity in wanted]
        known = seen(uris)
        fresh = [entity for uri, entity in zip(uris, wanted, strict=True) if uri not in known]
        self._look_up(fresh)
        posts, skipped = self._each(fresh, self._post)
        return (_each_once(posts) if once else posts), skipped

    def _private(self, status: Entity) -> bool:
        return normalise.may_be_private_message(status, self._client.instance)

    def _look_up(self, statuses: list[Entity]) -> None:
        """Learn what stands directly above these statuses, of which some are known already."""
        unknown = self._above.unknown(statuses)
        if not self._client.instance.bulk:
            unknown = unknown[:_PARENTS_ONE_BY_ONE]
        self._above.learn(ask.statuses(self._client, unknown).values(), self._client.instance)
        self._above.gone(unknown)

    def _each(self, entities: Iterable[Entity], turn: Callable[[Entity], T]) -> tuple[tuple[T, ...], int]:
        """Each entity turned into ours; one that means nothing stops itself only."""
        turned: list[T] = []
        skipped = 0
        for entity in entities:
            try:
                turned.append(turn(entity))
            except Malformed as malformed:
                skipped += 1
                log.warning("mastodon_item_skipped", id=ident(entity), why=str(malformed))
        return tuple(turned), skipped

    def _post(self, entity: Entity) -> Post:
        return normalise.post(entity, self._client.instance, self._now(), self._above.known)

    def _notice(self, entity: Entity) -> Notice | None:
        return normalise.notice(entity, self._client.instance, self._now(), self.owner, self._above.known)

    def _account(self, entity: Entity) -> Account:
        return normalise.account(entity, self._client.instance)

    def _accounts(self, entities: Iterable[Entity]) -> Iterator[Account]:
        for entity in entities:
            yield from self._each([entity], self._account)[0]

    def _own_reshares(self, since: datetime) -> Iterator[Interaction]:
        me = self.owner.local_id
        for wrapper in self._harvest(ask.by_account(self._client, me), None, since).entities:
            own = part(wrapper, "reblog") and ident(part(wrapper, "account")) == me  # snac wraps what others reshared
            posts, _ = self._each([wrapper] if own else [], self._post)
            at = when(wrapper, "created_at")
            for post in posts:
                if at is not None and post.visibility is not Visibility.DIRECT:
                    yield _own(InteractionKind.RESHARE, post.author, at, post.uri)

    def _own_likes(self, since: datetime) -> Iterator[Interaction]:
        liked = self._client.asked("own likes", lambda api: ask.rows(api.favourites(limit=PAGE)))
        for post in self._posts(liked, unseen)[0]:
            if post.created_at >= since:
                yield _own(InteractionKind.LIKE, post.author, post.created_at, post.uri)

    def _own_follows(self) -> Iterator[Interaction]:
        for account in islice(self.follows(), PAGE):
            yield _own(InteractionKind.FOLLOW, account, self._now(), None)


def _own(kind: InteractionKind, account: Account, at: datetime, subject_uri: str | None) -> Interaction:
    return Interaction(kind, by_owner=True, account=account.key, at=at, subject_uri=subject_uri)


def _each_once(posts: Iterable[Post]) -> tuple[Post, ...]:
    """A post that came by itself and reshared, or on two pages: as it came first."""
    first: dict[str, Post] = {}
    for post in posts:
        first.setdefault(post.uri, post)
    return tuple(first.values())


def _oldest_first(harvests: Iterable[Harvest]) -> list[Entity]:
    """All entities by the second that they tell; within one in the order of the server, for some tell no finer times."""
    entities = [entity for harvest in harvests for entity in reversed(harvest.entities)]
    return sorted(entities, key=_second)


def _second(entity: Entity) -> datetime:
    return (when(entity, "created_at") or datetime.min.replace(tzinfo=UTC)).replace(microsecond=0)
