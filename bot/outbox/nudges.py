"""Gather everything that a nudge can say about a post and its author, each part from a stored fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.decide.drafting import way_in
from bot.decide.facts import PostFacts
from bot.decide.relationships import writes_about
from bot.decide.selection import Choice
from bot.domain import Habits, Nudge, NudgeKind, Person, Post, Reason
from bot.knowledge import candidates
from bot.knowledge.known_by import both_know
from bot.outbox.teller import Teller
from bot.store import Transaction, people, posts
from bot.store.people import Known, own_accounts
from bot.store.posts import StoredPost
from bot.store.suggestions import Suggestion
from bot.wording.text import unaddressed, without_names

NOT_THE_SAME_TALK = timedelta(days=1)
OWN_POSTS_LOOKED_AT = 500


def describe(tx: Transaction, teller: Teller, row: Suggestion, post: Post, now: datetime) -> Nudge:
    """What the nudge about a suggestion says; `post` is as it was just fetched."""
    said = _described(tx, teller, people.person(tx, row.person), row.kind, post, row.reasons, now)
    return replace(said, code=row.code, step=row.step)


def describe_choice(tx: Transaction, teller: Teller, choice: Choice, now: datetime) -> Nudge:
    """What a choice would say, before it is a suggestion: for `look`."""
    found = choice.candidate
    held = posts.get(tx, found.post.uri)
    post = held.post if held else found.post
    return _described(tx, teller, found.person, choice.kind, post, choice.judged.verdict.reasons, now)


def _described(
    tx: Transaction,
    teller: Teller,
    person: Person,
    kind: NudgeKind,
    post: Post,
    reasons: Sequence[Reason],
    now: datetime,
) -> Nudge:
    stored = posts.get(tx, post.uri)
    facts = PostFacts.from_json(stored.facts) if stored else PostFacts()
    known = people.known(tx, post.author.key)
    subject, subject_at = _subject(tx, facts, now)
    sad = kind is NudgeKind.SAD
    return Nudge(
        code="",
        kind=kind,
        person=person,
        account=post.author,
        post=replace(post, text=unaddressed(post.text)),
        link=post.link,
        unanswered=_unanswered(stored),
        last=candidates.last_exchange(tx, person, before=post.created_at, leave_out=post.uri),
        subject=subject,
        subject_at=subject_at,
        silent_for=stored.silent_before if stored else None,
        way_in="" if sad or not post.quotable else way_in(_without_owner(tx, post), facts, subject=subject),
        habits=_habits(known),
        reasons=tuple(reasons),
        to_owner=stored.to_owner if stored else False,
        question=facts.question,
        no_draft=sad or not post.quotable or teller.drafts_off(post),
        followed_at=known.follower_since if known else None,
        known_by=both_know(tx, person, now) if kind is NudgeKind.FOLLOWER else (),
    )


def _habits(known: Known | None) -> Habits | None:
    """How the author converses, with what they write about only where it is about something."""
    measured = known.habits if known else None
    return replace(measured, topics=writes_about(measured)) if measured else None


def _without_owner(tx: Transaction, post: Post) -> Post:
    """The post without the owner's name: what it is about is not who is spoken to."""
    names = [account.called for account in own_accounts(tx)]
    return replace(post, text=without_names(post.text, names))


def _subject(tx: Transaction, facts: PostFacts, now: datetime) -> tuple[str, datetime | None]:
    """A topic of this post that the owner wrote about themselves, not today, and when."""
    for held in posts.own(tx, limit=OWN_POSTS_LOOKED_AT) if facts.topics else ():
        shared = [topic for topic in facts.topics if topic in held.post.text.lower()]
        if shared and held.post.parent is None and now - held.post.created_at > NOT_THE_SAME_TALK:
            return shared[0], held.post.created_at
    return "", None


def _unanswered(stored: StoredPost | None) -> bool:
    """Only true when the thread was looked at and stands empty."""
    return stored is not None and stored.talk is not None and stored.talk.replies == 0
