"""Look at the world once more, right before an approved reply goes out (DESIGN 2, "Re-check before sending")."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain import AccountFlag, Post, Reply, SuggestionEvent, Thread
from bot.platforms.base import Reader
from bot.store.approvals import StoredApproval

OWN_POSTS = 20


@dataclass(frozen=True, slots=True)
class Found:
    """What stands against sending: None as `event` means nothing does.

    `answers_since` counts what others said in the talk after the preview was shown, `by_author` the author's part of it.
    """

    event: SuggestionEvent | None
    post: Post | None = None
    answers_since: int = 0
    by_author: int = 0
    gone: bool = False


def look_again(reader: Reader, held: StoredApproval, act: Reply, now: datetime) -> Found:
    """The post, its author, the talk, and the owner's own answers in other apps, as they are now.

    Deleted, closed, blocked either way and `#nobot` are one finding, for the reason is nobody's business. An edited post
    or a talk in which the author has spoken since is shown again. Raises `PlatformError` when it cannot be known: then
    nothing goes out.
    """
    post = reader.fetch([act.target]).get(act.target.uri)
    if post is None or post.replies_closed or _out_of_reach(reader, post):
        return Found(SuggestionEvent.WORLD_CHANGED, gone=post is None)
    thread = reader.thread(act.target) or Thread(post)
    if thread.post.replies_closed:
        return Found(SuggestionEvent.WORLD_CHANGED)
    mine = [p for p in (*reader.posts_by(reader.owner, limit=OWN_POSTS), *thread.below) if _own(reader, p)]
    if any(p.parent is not None and p.parent.uri == act.target.uri for p in mine):
        return Found(SuggestionEvent.ANSWERED_ELSEWHERE)
    since = [p for p in thread.below if p.created_at > held.shown_at and not _own(reader, p)]
    by_author = sum(p.author.uid == post.author.uid for p in since)
    if post.ref.version != act.target.version:
        return Found(SuggestionEvent.EDITED, post, len(since), by_author)
    old = now > held.approval.lasts_until
    return Found(SuggestionEvent.TOO_OLD if old or by_author else None, post, len(since), by_author)


def _out_of_reach(reader: Reader, post: Post) -> bool:
    account = reader.profiles([post.author]).get(post.author.key)
    if account is None or AccountFlag.NOBOT in account.flags:
        return True
    relationship = reader.relationships([account]).get(account.key)
    return relationship is not None and (relationship.blocking or relationship.blocked_by)


def _own(reader: Reader, post: Post) -> bool:
    return post.author.uid == reader.owner.uid and post.reshared_by is None
