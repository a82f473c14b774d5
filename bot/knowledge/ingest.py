"""Take what was read into the store: the post, its facts, its author, and what it means for the ledger.

Facts are computed here, once, because the words of a post that may not be quoted are not kept.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.decide.facts import OwnerProfile, of_post
from bot.domain import Account, Interaction, InteractionKind, Notice, Post, Visibility
from bot.store import Transaction, interactions, people, posts, seen
from bot.store.posts import Read
from bot.store.savepoint import alone, together

AT_ONCE = 50
"""So many posts are stored together."""


def take_in(tx: Transaction, found: Iterable[Post], owner: OwnerProfile, now: datetime) -> int:
    """Store posts and everything that follows from them; returns how many were new to us.

    Private messages are left out whole, and so is everything of accounts that the owner asked to forget, or said to them. Of
    what was said to others in the same breath, the date stays with those.
    """
    rest = iter(found)
    new = 0
    while page := list(itertools.islice(rest, AT_ONCE)):
        new += together(tx, page, lambda some: _take(tx, some, owner, now), lambda post: post.uri)
    return new


def _take(tx: Transaction, page: Sequence[Post], owner: OwnerProfile, now: datetime) -> int:
    """So many statements for a page, however many posts are on it."""
    told = [(post, _between(post, owner)) for post in page if post.visibility is not Visibility.DIRECT]
    forgotten = seen.are_forgotten(tx, {key for _, between in told for key in between})
    kept = [post for post, between in told if not between & forgotten]
    new = _keep(tx, kept, owner, now) if kept else 0
    interactions.note(tx, [act for post, _ in told for act in acts_of(post, owner)])
    return new


def _keep(tx: Transaction, kept: Sequence[Post], owner: OwnerProfile, now: datetime) -> int:
    people.meet_all(tx, [(post.author, post.author.uid in owner.uids) for post in kept], now=now)
    silent = _silences(tx, kept)
    posts.save_all(tx, [replace(_read(post, owner), silent_before=silent.get(post.uri)) for post in kept], now=now)
    seen.note_seen(tx, [post.uri for post in kept], now)
    return len(silent)


def _between(post: Post, owner: OwnerProfile) -> frozenset[str]:
    """Whose words they are; where they are the owner's, also to whom they were said."""
    to = (act.account for act in acts_of(post, owner)) if post.author.uid in owner.uids else ()
    return frozenset({post.author.key, *to})


def _silences(tx: Transaction, page: Iterable[Post]) -> dict[str, timedelta | None]:
    """How long the author of each post that is new to us had been silent before it, by uri."""
    by_uri = {post.uri: post for post in page}
    known = seen.were_seen(tx, by_uri)
    fresh = [post for post in by_uri.values() if post.uri not in known]
    silences = people.spoke_all(tx, [(post.author.key, post.created_at) for post in fresh])
    return {post.uri: silent for post, silent in zip(fresh, silences, strict=True)}


def _read(post: Post, owner: OwnerProfile) -> Read:
    own = post.author.uid in owner.uids
    return Read(post, of_post(post, owner).to_json(), own, not own and is_to_owner(post, owner))


def is_to_owner(post: Post, owner: OwnerProfile) -> bool:
    """Whether a post answers or names the owner."""
    return post.parent_uid in owner.uids or any(m.uid in owner.uids for m in post.mentions)


def acts_of(post: Post, owner: OwnerProfile) -> tuple[Interaction, ...]:
    """What a post is between its author and the owner, as entries of the ledger."""
    if post.author.uid in owner.uids:
        return _acts_by_owner(post, owner)
    if not is_to_owner(post, owner):
        return _reshare_by_owner(post, owner)
    answers = post.parent_uid in owner.uids
    kind = InteractionKind.REPLY if answers else InteractionKind.MENTION
    subject = post.parent.uri if answers and post.parent else None
    theirs = Interaction(kind, False, post.author.key, post.created_at, post.uri, subject)  # noqa: FBT003  # by_owner
    return (theirs, *_reshare_by_owner(post, owner))


def _acts_by_owner(post: Post, owner: OwnerProfile) -> tuple[Interaction, ...]:
    parent = post.parent.uri if post.parent else None
    acts: list[Interaction] = []
    if post.parent_uid and post.parent_uid not in owner.uids:
        acts.append(_by_owner(InteractionKind.REPLY, f"{post.network}:{post.parent_uid}", post, parent))
    named = [m.uid for m in post.mentions if m.uid not in owner.uids and m.uid != post.parent_uid]
    # a reply keeps everyone's address in front: only words that begin a talk are a mention
    if not post.parent:
        acts += [_by_owner(InteractionKind.MENTION, f"{post.network}:{uid}", post, None) for uid in named]
    return tuple(acts)


def _by_owner(kind: InteractionKind, account: str, post: Post, subject: str | None) -> Interaction:
    return Interaction(kind, True, account, post.created_at, post.uri, subject)  # noqa: FBT003  # by_owner


def _reshare_by_owner(post: Post, owner: OwnerProfile) -> tuple[Interaction, ...]:
    if post.reshared_by is None or post.reshared_by.uid not in owner.uids:
        return ()
    kind = InteractionKind.RESHARE
    return (Interaction(kind, True, post.author.key, post.seen_at, None, post.uri),)  # noqa: FBT003  # by_owner


def take_notice(tx: Transaction, notice: Notice, owner: OwnerProfile, now: datetime) -> bool:
    """Store what somebody did towards the owner; True if it brought a post that was new to us."""
    with alone(tx, notice.id):
        return _take_notice(tx, notice, owner, now)
    return False


def _take_notice(tx: Transaction, notice: Notice, owner: OwnerProfile, now: datetime) -> bool:
    if seen.is_forgotten(tx, notice.account.key) or notice.account.uid in owner.uids:
        return False
    people.meet(tx, notice.account, now=now)
    if notice.kind is InteractionKind.FOLLOW:
        people.put_follower(tx, notice.account.key, notice.at)
    if notice.post is not None:
        return _take_post(tx, notice, owner, now)
    subject = notice.subject_uri or (notice.id if notice.kind is InteractionKind.MESSAGE else None)
    act = Interaction(notice.kind, False, notice.account.key, notice.at, None, subject)  # noqa: FBT003  # by_owner
    interactions.note(tx, [act])
    return False


def _take_post(tx: Transaction, notice: Notice, owner: OwnerProfile, now: datetime) -> bool:
    post = notice.post
    if post is None or post.visibility is Visibility.DIRECT:
        return False
    new = take_in(tx, [post], owner, now) > 0
    if notice.kind is InteractionKind.QUOTE:
        uri, subject = post.uri, notice.subject_uri
        interactions.note(tx, [Interaction(notice.kind, False, notice.account.key, notice.at, uri, subject)])  # noqa: FBT003
    return new


def take_accounts(tx: Transaction, found: Iterable[Account], now: datetime) -> None:
    """Store accounts that were met without a post."""
    for account in found:
        if not seen.is_forgotten(tx, account.key):
            people.meet(tx, account, now=now)
