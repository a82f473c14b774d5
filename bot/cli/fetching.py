"""Read one post from a network with everything that judging it needs, and keep nothing of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.config import Config
from bot.decide.facts import Candidate
from bot.decide.relationships import habits, talk
from bot.domain import Account, Habits, Post, Relationship, Thread, Visibility
from bot.errors import BotError
from bot.knowledge import candidates, ingest
from bot.knowledge.owner_preferences import profile
from bot.platforms.base import Reader
from bot.store import Store, people, posts
from bot.store.dry_run import dry_run

POSTS_MEASURED = 40


@dataclass(frozen=True, slots=True)
class Fetched:
    """A post as a network shows it now, with its talk, its author, and how the author converses."""

    post: Post
    thread: Thread | None
    author: Account
    relationship: Mapping[str, Relationship]
    habits: Habits


def fetch(reader: Reader, url: str, now: datetime) -> Fetched | None:
    """The post at an address with all that belongs to it, in some five requests; None if this network has none there."""
    post = reader.find_post(url)
    if post is None:
        return None
    latest = reader.posts_by(post.author, limit=POSTS_MEASURED)
    thread = reader.thread(post.ref)
    return Fetched(
        post=replace(post, replies_closed=post.replies_closed or (thread is not None and thread.post.replies_closed)),
        thread=thread,
        author=reader.profiles([post.author]).get(post.author.key, post.author),
        relationship=reader.relationships([post.author]),
        habits=habits(latest, now=now),
    )


def candidate_of(store: Store, config: Config, found: Fetched, now: datetime) -> Candidate:
    """The post with what the store knows of its author. Nothing is stored.

    Raises `BotError` for a post that is never judged.
    """
    post = found.post
    with dry_run(store) as tx:
        owner = profile(tx, config)
        if post.author.uid in owner.uids:
            raise BotError("That is a post of your own. Only what others say is judged.")
        ingest.take_in(tx, [post], owner, now)
        held = posts.get(tx, post.uri)
        if held is None:
            raise BotError(_why_not(post))
        people.put_profiles(tx, [found.author], now=now)
        people.put_relationships(tx, found.relationship, now=now)
        people.put_habits(tx, post.author.key, found.habits, now=now)
        if found.thread is not None:
            posts.put_talk(tx, post.uri, talk(found.thread, owner, now), now)
        read = posts.get(tx, post.uri) or held
        return candidates.assemble(tx, [read], now)[0]


def _why_not(post: Post) -> str:
    if post.visibility is Visibility.DIRECT:
        return "That is a private message; those are never judged."
    return "You have asked to forget this account, so nothing of it is read."
