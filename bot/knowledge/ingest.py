"""Take what was read into the store: the post, its facts, its author, and what it means for the ledger.

Facts are computed here, once, because the words of a post that may not be quoted are not kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.decide.facts import OwnerProfile, of_post
from bot.domain import Account, Interaction, InteractionKind, Notice, Post, Visibility
from bot.store import Transaction, people, posts, seen
from bot.store.savepoint import alone


def take_in(tx: Transaction, found: Iterable[Post], owner: OwnerProfile, now: datetime) -> int:
    """Store posts and everything that follows from them; returns how many were new to us.

    Private messages are left out whole, and so is everything of accounts that the owner asked to forget.
    """
    new = 0
    for post in found:
        with alone(tx, post.uri):
            new += _take(tx, post, owner, now)
    return new


def _take(tx: Transaction, post: Post, owner: OwnerProfile, now: datetime) -> bool:
    if post.visibility is Visibility.DIRECT or seen.is_forgotten(tx, post.author.key):
        return False
    fresh = not seen.was_seen(tx, post.uri)
    own = post.author.uid in owner.uids
    people.meet(tx, post.author, now=now, own=own)
    facts = of_post(post, owner).to_json()
    posts.save(tx, post, facts=facts, by_owner=own, to_owner=not own and is_to_owner(post, owner), now=now)
    silent = people.spoke(tx, post.author.key, post.created_at) if fresh else None
    if silent is not None:
        posts.put_silence(tx, post.uri, silent)
    posts.note(tx, acts_of(post, owner))
    seen.note_seen(tx, [post.uri], now)
    return fresh


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
    posts.note(tx, [act])
    return False


def _take_post(tx: Transaction, notice: Notice, owner: OwnerProfile, now: datetime) -> bool:
    post = notice.post
    if post is None or post.visibility is Visibility.DIRECT:
        return False
    new = take_in(tx, [post], owner, now) > 0
    if notice.kind is InteractionKind.QUOTE:
        uri, subject = post.uri, notice.subject_uri
        posts.note(tx, [Interaction(notice.kind, False, notice.account.key, notice.at, uri, subject)])  # noqa: FBT003
    return new


def take_accounts(tx: Transaction, found: Iterable[Account], now: datetime) -> None:
    """Store accounts that were met without a post."""
    for account in found:
        if not seen.is_forgotten(tx, account.key):
            people.meet(tx, account, now=now)
