"""Read Mastodon as the owner, and never change anything there (MN-10)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice

from bot.domain import (
    Account,
    Batch,
    Interaction,
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
    acts,
    addresses,
    ask,
    feeds,
    limits,
    login_checks,
    normalise,
    notifications,
    policies,
    recall,
    timelines,
)
from bot.platforms.mastodon.entities import Entities
from bot.platforms.mastodon.error_translation import Gone
from bot.platforms.mastodon.feeds import PAGE, AnyPage
from bot.platforms.mastodon.fields import flag, ident, part, parts, single
from bot.platforms.mastodon.login import Login
from bot.platforms.mastodon.recall import Known


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
        self._entities = Entities(self._client, now)
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
        harvests = {name: feeds.since(page, marks.get(name), floor, self._now()) for name, page in self._home().items()}
        marks |= {name: harvest.mark for name, harvest in harvests.items() if harvest.mark}
        posts, skipped = self._entities.posts(feeds.oldest_first(harvests.values()), seen)
        return Batch(posts, feeds.stored(marks), any(harvest.gap for harvest in harvests.values()), skipped)

    def recent_posts(self, *, since: datetime, pages: int = 10) -> Batch[Post]:
        """The same from the top back to `since`, whatever was seen."""
        harvests = [feeds.harvest(page, None, since, self._now(), pages=pages) for page in self._home().values()]
        posts, skipped = self._entities.posts(feeds.oldest_first(harvests), unseen)
        return Batch(posts, "", any(harvest.gap for harvest in harvests), skipped)

    def notices(self, mark: str, *, floor: datetime) -> Batch[Notice]:
        """What others did towards the owner since `mark`, filtered away or not where the server shows both."""
        return notifications.read(self._client, self._entities, mark, floor, self._now())

    def posts_by(self, account: Account, *, limit: int = 40, since: datetime | None = None) -> tuple[Post, ...]:
        """An account's latest posts, newest first, without its private messages. Empty when the account is gone."""
        pages = -(-limit // PAGE) + 1
        floor = since or datetime.min.replace(tzinfo=UTC)
        try:
            theirs = ask.by_account(self._client, account.local_id)
            harvest = feeds.harvest(theirs, None, floor, self._now(), pages=pages)
        except Gone:
            return ()
        posts, _ = self._entities.posts(feeds.oldest_first([harvest]), unseen, once=False)
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
        self._entities.learn([*above, status, *below])
        around, higher, lower = (self._entities.as_they_stand(some) for some in ([status], above, below))
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
        posts, _ = self._entities.posts(near, unseen)
        return {post.uri: post for post in posts}

    def find_post(self, url: str) -> Post | None:
        """The post at a web address: of this server by its id, of others if the login may search."""
        status = addresses.status_at(self._client, url)
        posts, _ = self._entities.posts([status] if status else [], unseen)
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
        return {profile.key: profile for profile in self._entities.accounts(found.values())}

    def find_account(self, address: str) -> Account | None:
        """The account with this address; others than this server knows are looked for on theirs."""
        entity = addresses.account_at(self._client, address)
        return self._entities.account(entity) if entity else None

    def follows(self) -> Iterator[Account]:
        """Everyone the owner follows."""
        return self._entities.accounts(ask.following(self._client, self.owner.local_id))

    def followers(self, *, limit: int = 200) -> tuple[Account, ...]:
        """The latest followers, newest first."""
        found = ask.followers(self._client, self.owner.local_id)
        return tuple(islice(self._entities.accounts(found), limit))

    def known_by(self, whom: Account) -> tuple[Account, ...]:
        """Those whom the owner follows and who follow this account; the server leaves out who hides that, and so do we."""
        told = self._client.asked("familiar followers", lambda _: ask.familiar_followers(self._client, whom.local_id))
        return tuple(self._entities.accounts(entity for entity in told if not flag(entity, "hide_collections")))

    def own_acts(self, *, since: datetime) -> tuple[Interaction, ...]:
        """The owner's reshares, likes and latest follows; what each time means, `acts` says."""
        return tuple(acts.of_owner(self._client, self._entities, since, self._now))

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
