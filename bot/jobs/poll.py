"""Read one network as the owner and store what was said and done (DESIGN 4, "What is read, how often").

Each step reads first, and then writes the rows and the mark in one transaction, or with the last of the rows where they are too
many for one, so that a crash in between reads again and stores nothing twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.config import Config
from bot.domain import Account, Batch, Notice, Post
from bot.knowledge import ingest
from bot.knowledge.owner_preferences import profile
from bot.platforms.base import Reader
from bot.store import Store, Transaction, interactions, people, seen, sources

log = structlog.get_logger()

HOME_REACHES_BACK = timedelta(hours=48)
LATE_POSTS = timedelta(hours=6)
NOTICES_REACH_BACK = timedelta(days=7)
OWN_POSTS = 20
THREADS_AT_ONCE = 3
REMEMBERED = 200
"""So many of the latest notices, which come again with each reading; after an absence there are thousands behind them."""

OWN_ACTS_REACH_BACK = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Poll:
    """Polls one network. The names of its sources begin with the network's name."""

    store: Store
    reader: Reader
    config: Config
    clock: Clock
    _told: dict[str, Notice] = field(default_factory=dict)  # what the last reading of notices brought, and was stored

    def source(self, what: str) -> str:
        """The name under which the mark and the health of one kind of reading are kept."""
        return f"{self.reader.network}:{what}"

    def home(self) -> bool:
        """New posts since the mark; a gap is logged, never hidden."""
        began, name = self.clock(), self.source("home")
        with self.store.begin() as tx:
            mark = sources.source(tx, name).mark
        batch = self.reader.new_posts(mark, seen=self._seen, floor=began - HOME_REACHES_BACK)
        if batch.gap:
            log.warning("posts_gap", source=name)
        self._store_posts(name, batch, began)
        return False

    def late(self) -> bool:
        """The last hours again, for posts that arrived behind the mark (MT-3, BT-3)."""
        began = self.clock()
        batch = self.reader.recent_posts(since=began - LATE_POSTS)
        self._store_posts(self.source("late"), batch, began)
        return False

    def notices(self) -> bool:
        """What others did towards the owner."""
        began, name = self.clock(), self.source("notices")
        with self.store.begin() as tx:
            mark = sources.source(tx, name).mark
        batch = self.reader.notices(mark, floor=began - NOTICES_REACH_BACK)
        if batch.gap:
            log.warning("notices_gap", source=name)
        # what our own bot accounts write to the owner is no act of anybody's
        others = {n.id: n for n in batch.items if n.account.address.lower() not in self.config.bots}
        changed = [notice for notice in others.values() if self._told.get(notice.id) != notice]
        *first, last = [changed[at : at + ingest.AT_ONCE] for at in range(0, len(changed), ingest.AT_ONCE)] or [[]]
        new = 0
        for some in first:  # nobody else can write while thousands are stored, so that they are not stored in one go
            with self.store.begin() as tx:
                new += self._take(tx, some)
        with self.store.begin() as tx:
            new += self._take(tx, last)
            sources.read_well(tx, name, mark=batch.mark, began=began, now=self.clock())
        self._told.clear()
        self._told.update(list(others.items())[-REMEMBERED:])
        log.info("polled", source=name, items=len(batch.items), new=new, skipped=batch.skipped)
        return False

    def _take(self, tx: Transaction, notices: Iterable[Notice]) -> int:
        owner, now = profile(tx, self.config), self.clock()
        return sum(ingest.take_notice(tx, notice, owner, now) for notice in notices)

    def own(self) -> bool:
        """The owner's own last posts and acts, made in any app, and replies that made no notification.

        Contexts are read only where a count of replies rose since the last look, three at most.
        """
        began, name = self.clock(), self.source("own")
        with self.store.begin() as tx:
            before = _counts(sources.source(tx, name).mark)
        mine = self.reader.posts_by(self.reader.owner, limit=OWN_POSTS)
        acts = self.reader.own_acts(since=began - OWN_ACTS_REACH_BACK)
        risen = [p for p in mine if p.reshared_by is None and (p.replies or 0) > before.get(p.uri, 0)][:THREADS_AT_ONCE]
        threads = [thread for post in risen if (thread := self.reader.thread(post.ref)) is not None]
        looked = {post.uri for post in risen}
        counts = {p.uri: (p.replies or 0) if p.uri in looked else before.get(p.uri, 0) for p in mine}
        with self.store.begin() as tx:
            owner, now = profile(tx, self.config), self.clock()
            below = [post for thread in threads for post in thread.below if ingest.is_to_owner(post, owner)]
            new = ingest.take_in(tx, [*reversed(mine), *below], owner, now)
            interactions.note(tx, acts)
            sources.read_well(tx, name, mark=json.dumps(counts), began=began, now=now)
        log.info("polled", source=name, items=len(mine), new=new, threads=len(threads))
        return False

    def meet_owner(self) -> Account:
        """Store the owner's own account, asked of the network now; everything else needs to know who that is."""
        owner = self.reader.verify()
        with self.store.begin() as tx:
            people.meet(tx, owner, now=self.clock(), own=True)
        return owner

    def _seen(self, uris: Iterable[str]) -> frozenset[str]:
        with self.store.begin() as tx:
            return seen.were_seen(tx, uris)

    def _store_posts(self, name: str, batch: Batch[Post], began: datetime) -> None:
        with self.store.begin() as tx:
            now = self.clock()
            new = ingest.take_in(tx, batch.items, profile(tx, self.config), now)
            sources.read_well(tx, name, mark=batch.mark, began=began, now=now)
        log.info("polled", source=name, items=len(batch.items), new=new, skipped=batch.skipped)


def _counts(mark: str) -> dict[str, int]:
    return json.loads(mark) if mark else {}
