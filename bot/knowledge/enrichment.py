"""Find out more about the likeliest posts before anybody is chosen: the talk below, the author, how they converse.

Only for the few that could be chosen, so that judging thousands of posts costs no call (DESIGN 4, "What is read, how often").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise

import structlog

from bot.clock import Clock
from bot.config import Config
from bot.decide.facts import NEW_FOLLOWER, Candidate
from bot.decide.relationships import converses, habits, talk
from bot.decide.schedule import AFTER_POST
from bot.domain import Account, Network, Post, Thread
from bot.errors import LoginEnded, PlatformError
from bot.knowledge import ingest, known_by
from bot.knowledge.owner_preferences import profile
from bot.platforms.base import Reader
from bot.store import Store, people, posts, progress

log = structlog.get_logger()

TALK_STALE = timedelta(minutes=30)
ACCOUNT_STALE = timedelta(hours=24)
HABITS_STALE = timedelta(days=14)
HABITS_AN_HOUR = 10
POSTS_MEASURED = 40
LATEST_TAKEN = 3
AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Enrichment:
    """Looks closer, one network after the other; what cannot be learned stays unknown."""

    store: Store
    readers: Mapping[Network, Reader]
    config: Config
    clock: Clock

    def look(self, likeliest: Iterable[Candidate]) -> None:
        """Bring what is known about these candidates up to date. A network that fails is left for later."""
        likeliest = tuple(likeliest)
        for network, reader in self.readers.items():
            found = [candidate for candidate in likeliest if candidate.post.network == network]
            with self._left_for_later(network):
                self._accounts(reader, [c.account for c in found])
                self._talks(reader, [c.post for c in found])
                self._habits(reader, [c.account for c in found])

    def meet_newcomers(self) -> None:
        """Look at those who began to follow the owner this week: how they converse, and what they said last.

        They are not in the owner's feed, so that nothing of theirs would be read otherwise.
        """
        for network, reader in self.readers.items():
            with self._left_for_later(network):
                self._newcomers(reader)

    @contextmanager
    def _left_for_later(self, network: Network) -> Iterator[None]:
        try:
            yield
        except LoginEnded:
            raise
        except PlatformError as problem:
            log.warning("look_failed", network=network, problem=str(problem))

    def _newcomers(self, reader: Reader) -> None:
        now = self.clock()
        with self.store.begin() as tx:
            new = people.followers_since(tx, now - NEW_FOLLOWER)
            fresh = [known.account for known in new if known.account.network == reader.network]
            unmeasured = people.stale_habits(tx, [account.key for account in fresh], before=now - HABITS_STALE)
        if unmeasured:
            self._accounts(reader, unmeasured)
            for account in self._within_the_hour(unmeasured):
                self._take_latest(self.measure(reader, account))
        for account in fresh:
            self._both_know(account)

    def _both_know(self, account: Account) -> None:
        """Whom the owner and a newcomer both know, if they talk with people, so that something may be said of them."""
        with self.store.begin() as tx:
            held, person = people.known(tx, account.key), people.person_of(tx, account.key)
            followed = held is not None and held.relationship is not None and held.relationship.following
            wanted = person is not None and held is not None and not followed and converses(held.habits)
            accounts = known_by.to_ask(tx, person, self.clock(), self.readers) if person and wanted else ()
        for one in accounts:
            known_by.ask(self.store, self.readers, one, self.clock)

    def measure_stale(self, accounts: Iterable[Account]) -> None:
        """Measure those of them of whom it is not known how they converse, or not any more."""
        accounts = tuple(accounts)
        for network, reader in self.readers.items():
            with self._left_for_later(network):
                self._habits(reader, [account for account in accounts if account.network == network])

    def _take_latest(self, found: Iterable[Post]) -> None:
        """What an account said to everyone of late."""
        with self.store.begin() as tx:
            now = self.clock()
            latest = [p for p in found if not p.parent and not p.reshared_by and now - p.created_at < AFTER_POST]
            ingest.take_in(tx, latest[:LATEST_TAKEN], profile(tx, self.config), now)

    def _accounts(self, reader: Reader, accounts: Sequence[Account]) -> None:
        """Profiles and relationships in batches."""
        now = self.clock()
        with self.store.begin() as tx:
            held = {account.key: people.known(tx, account.key) for account in accounts}
        stale = [
            a
            for a in accounts
            if (k := held[a.key]) is None or k.relationship_at is None or now - k.relationship_at > ACCOUNT_STALE
        ]
        if not stale:
            return
        unique = list({account.key: account for account in stale}.values())
        profiles, relationship = reader.profiles(unique), reader.relationships(unique)
        with self.store.begin() as tx:
            people.put_profiles(tx, profiles.values(), now=now)
            people.put_relationships(tx, relationship, now=now)

    def _talks(self, reader: Reader, found: Sequence[Post]) -> None:
        """What stands above and below the posts."""
        for post in found:
            now = self.clock()
            with self.store.begin() as tx:
                held = posts.get(tx, post.uri)
            if held is None or (held.talk_at is not None and now - held.talk_at < TALK_STALE):
                continue
            self.keep_thread(post, reader.thread(post.ref))

    def keep_thread(self, post: Post, thread: Thread | None) -> None:
        """Store what a thread says about its post: the owner's own answers in it, too. None: the post is gone."""
        with self.store.begin() as tx:
            now, owner = self.clock(), profile(tx, self.config)
            if thread is None:
                posts.gone(tx, post.uri)
                return
            between = [
                p for p in (*thread.above, *thread.below) if p.author.uid in owner.uids or ingest.is_to_owner(p, owner)
            ]
            speakers = tuple(dict.fromkeys(p.author.uid for p in (*thread.above, *thread.below)))
            ingest.take_in(tx, [*between, replace(thread.post, thread_uids=speakers)], owner, now)
            posts.put_talk(tx, post.uri, talk(thread, owner, now), now)

    def _habits(self, reader: Reader, accounts: Sequence[Account]) -> None:
        """How the authors converse."""
        with self.store.begin() as tx:
            stale = people.stale_habits(tx, [a.key for a in accounts], before=self.clock() - HABITS_STALE)
        for account in self._within_the_hour(stale):
            self.measure(reader, account)

    def _within_the_hour(self, accounts: Iterable[Account]) -> Iterator[Account]:
        """The first of them, as many as may be measured within an hour."""
        for account in accounts:
            with self.store.begin() as tx:
                now = self.clock()
                if progress.measured_since(tx, now - AN_HOUR) >= HABITS_AN_HOUR:
                    return
                progress.note_measured(tx, now, keep_since=now - AN_HOUR)
            yield account

    def measure(self, reader: Reader, account: Account) -> tuple[Post, ...]:
        """Read an account's latest posts: how it converses, and how long it was silent before each. Returns them."""
        found = reader.posts_by(account, limit=POSTS_MEASURED)
        now = self.clock()
        with self.store.begin() as tx:
            people.put_habits(tx, account.key, habits(found, now=now), now=now)
            for post, before in _with_the_one_before(found):
                posts.put_silence(tx, post.uri, post.created_at - before.created_at)
        return found


def _with_the_one_before(found: Sequence[Post]) -> Iterable[tuple[Post, Post]]:
    """Neighbours in time among what the account said itself, the newer one first."""
    own = sorted((p for p in found if p.reshared_by is None), key=lambda p: p.created_at, reverse=True)
    return pairwise(own)
