"""Turn what came in through one login into our own values, many at once, with what stands above each post looked up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import TypeVar

import structlog

from bot.domain import Account, Notice, Post
from bot.platforms.base import Seen
from bot.platforms.mastodon import ask, normalise, notices
from bot.platforms.mastodon.above import Above
from bot.platforms.mastodon.fields import Entity, Malformed, ident, part, text
from bot.platforms.mastodon.login import Login

T = TypeVar("T")

log = structlog.get_logger()

_PARENTS_ONE_BY_ONE = 20


class Entities:
    """One entity that means nothing stops itself only; what stood above others is remembered."""

    def __init__(self, client: Login, now: Callable[[], datetime]) -> None:
        """`now` is asked for each value anew."""
        self._client = client
        self._now = now
        self._above = Above()

    def posts(self, entities: Iterable[Entity], seen: Seen, *, once: bool = True) -> tuple[tuple[Post, ...], int]:
        """Posts of statuses and reshares; private messages, seen ones and repetitions left out. And how many meant nothing."""
        wanted = [entity for entity in entities if not self._private(part(entity, "reblog") or entity)]
        self.learn(wanted)
        uris = [text(part(entity, "reblog") or entity, "uri") for entity in wanted]
        known = seen(uris)
        fresh = [entity for uri, entity in zip(uris, wanted, strict=True) if uri not in known]
        self._ask_above(fresh)
        posts, skipped = self._each(fresh, self._post)
        return (_each_once(posts) if once else posts), skipped

    def as_they_stand(self, entities: Iterable[Entity]) -> tuple[Post, ...]:
        """Posts of all of them, private ones without their words; nothing is looked up."""
        return self._each(entities, self._post)[0]

    def notices(self, entities: Iterable[Entity]) -> tuple[Notice | None, ...]:
        """What notifications say; None for one that is no act towards the owner."""
        return self._each(entities, self._notice)[0]

    def accounts(self, entities: Iterable[Entity]) -> Iterator[Account]:
        """One by one, as they are asked for."""
        for entity in entities:
            yield from self._each([entity], self.account)[0]

    def account(self, entity: Entity) -> Account:
        """One. Raises `Malformed`."""
        return normalise.account(entity, self._client.instance)

    def learn(self, statuses: Iterable[Entity]) -> None:
        """Remember statuses, for others stand below them."""
        self._above.learn(statuses, self._client.instance)

    def look_up(self, statuses: list[Entity]) -> None:
        """Remember them, and what stands directly above them."""
        self.learn(statuses)
        self._ask_above(statuses)

    def _ask_above(self, statuses: list[Entity]) -> None:
        """Learn what stands directly above these statuses, of which some are known already."""
        unknown = self._above.unknown(statuses)
        if not self._client.instance.bulk:
            unknown = unknown[:_PARENTS_ONE_BY_ONE]
        self.learn(ask.statuses(self._client, unknown).values())
        self._above.gone(unknown)

    def _private(self, status: Entity) -> bool:
        return normalise.may_be_private_message(status, self._client.instance)

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
        client = self._client
        return notices.notice(entity, client.instance, self._now(), client.known, self._above.known)


def _each_once(posts: Iterable[Post]) -> tuple[Post, ...]:
    """A post that came by itself and reshared, or on two pages: as it came first."""
    first: dict[str, Post] = {}
    for post in posts:
        first.setdefault(post.uri, post)
    return tuple(first.values())
