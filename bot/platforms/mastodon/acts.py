"""What the owner did without words: reshares, likes, follows, as far as the server tells of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice

from bot.domain import Account, Interaction, InteractionKind, Visibility
from bot.platforms.base import unseen
from bot.platforms.mastodon import ask, feeds
from bot.platforms.mastodon.entities import Entities
from bot.platforms.mastodon.feeds import PAGE
from bot.platforms.mastodon.fields import ident, part, when
from bot.platforms.mastodon.login import Login


def of_owner(client: Login, entities: Entities, since: datetime, now: Callable[[], datetime]) -> Iterator[Interaction]:
    """Reshares with their times; likes and the latest follows without, for the server tells none.

    A like has its post's time, which is the earliest possible; a follow the time of asking, the latest possible.
    Likes need the scope read:favourites.
    """
    yield from _reshares(client, entities, since, now())
    yield from _likes(client, entities, since)
    yield from _follows(client, entities, now)


def _reshares(client: Login, entities: Entities, since: datetime, now: datetime) -> Iterator[Interaction]:
    me = client.known.local_id
    for wrapper in feeds.harvest(ask.by_account(client, me), None, since, now).entities:
        own = part(wrapper, "reblog") and ident(part(wrapper, "account")) == me  # snac wraps what others reshared
        at = when(wrapper, "created_at")
        for post in entities.as_they_stand([wrapper] if own else []):
            if at is not None and post.visibility is not Visibility.DIRECT:
                yield _own(InteractionKind.RESHARE, post.author, at, post.uri)


def _likes(client: Login, entities: Entities, since: datetime) -> Iterator[Interaction]:
    liked = client.asked("own likes", lambda api: ask.rows(api.favourites(limit=PAGE)))
    for post in entities.posts(liked, unseen)[0]:
        if post.created_at >= since:
            yield _own(InteractionKind.LIKE, post.author, post.created_at, post.uri)


def _follows(client: Login, entities: Entities, now: Callable[[], datetime]) -> Iterator[Interaction]:
    for account in islice(entities.accounts(ask.following(client, client.known.local_id)), PAGE):
        yield _own(InteractionKind.FOLLOW, account, now(), None)


def _own(kind: InteractionKind, account: Account, at: datetime, subject_uri: str | None) -> Interaction:
    return Interaction(kind, by_owner=True, account=account.key, at=at, subject_uri=subject_uri)
