"""Gather the reasons for one suggestion, for `why`: what is stored, said as a friend would, then what else the rules say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.decide.facts import PostFacts
from bot.decide.relationships import converses
from bot.decide.rules.learning import LIKE_THIS, THIS_PERSON
from bot.domain import Goal, NudgeKind, Person
from bot.jobs.inbox.turn import Turn
from bot.knowledge import candidates
from bot.knowledge.known_by import both_know
from bot.store import people, posts, readings, suggestions
from bot.store.posts import StoredPost
from bot.store.suggestions import Suggestion
from bot.wording.english import reasons

MOST = 7
A_WHILE = timedelta(days=7)
LEARNED = frozenset({LIKE_THIS, THIS_PERSON})
TOLD_OTHERWISE = frozenset(
    {
        "a question", "asks everyone", "asks you", "turns to you", "takes time for you", "as people talk", "your topics",
        "you talk these days", "you have talked", "you often answer them", "answers people",
        "first words today", "followed by people you follow",
    }
)  # fmt: skip
"""Rules whose evidence the lines here say more exactly."""


def reasons_for(turn: Turn, row: Suggestion) -> list[str]:
    """At most seven lines, the weightiest first; what speaks against somebody is not said."""
    person = people.person(turn.tx, row.person)
    held = posts.get(turn.tx, row.post_uri) if row.post_uri else None
    second = _of_the_second_reader(turn, row)
    lines = [*_of_the_post(turn, held), *_of_the_two(turn, row, person, held), *_of_the_rules(row, person)]
    return [*[line for line in lines if line][: MOST - len(second)], *second]


def _of_the_second_reader(turn: Turn, row: Suggestion) -> list[str]:
    """One line wherever a model is set up to read as well."""
    opinion = readings.opinion(turn.tx, row.id)
    if opinion is None:
        return []
    before = people.person(turn.tx, opinion.before.person) if opinion.before else None
    return [reasons.second_reader(opinion, before)]


def _of_the_post(turn: Turn, held: StoredPost | None) -> Iterator[str]:
    if held is None:
        return
    facts, talk, zone = PostFacts.from_json(held.facts), held.talk, turn.zone
    yield reasons.what_was_said(
        held.post, turn.now, zone,
        question=facts.question, to_owner=held.to_owner, replies=talk.replies if talk and not facts.sad else None,
    )  # fmt: skip
    if held.silent_before is not None and held.silent_before >= candidates.BACK_AFTER:
        yield reasons.silent(held.silent_before)
    for topic in facts.topics[:1]:
        mine = [p.post for p in posts.own(turn.tx) if topic in p.post.text.lower() and p.post.parent is None]
        if mine:
            yield reasons.shared(topic, len(mine), mine[-1].created_at, turn.now, zone)


def _of_the_two(turn: Turn, row: Suggestion, person: Person, held: StoredPost | None) -> Iterator[str]:
    if person.goal is not Goal.NONE:
        yield reasons.goal(person)
    standing = candidates.standing_now(turn.tx, person, turn.now)
    first_words = held is not None and held.to_owner and standing.theirs_365 <= 1 and standing.last_yours is None
    before = held.post.created_at if held is not None else turn.now
    last = candidates.last_exchange(turn.tx, person, before=before, leave_out=row.post_uri or "")
    if turn.has_read(person):
        yield reasons.talked(
            person, standing.threads, last, turn.now, turn.zone,
            spoken=standing.spoken, first_words=first_words,
        )  # fmt: skip
    known = people.known(turn.tx, row.account)
    if row.kind is NudgeKind.FOLLOWER and known is not None and known.follower_since is not None:
        yield reasons.follows(person, known.follower_since, turn.now, turn.zone)
    if row.kind is NudgeKind.FOLLOWER or person.goal is Goal.GET_TO_KNOW:
        yield reasons.known_by(person, both_know(turn.tx, person, turn.now))
    if known is not None and known.habits is not None and converses(known.habits):
        yield reasons.converses(person, known.habits)
    earlier = [r.nudged_at for r in suggestions.of_person(turn.tx, person.id) if r.id != row.id and r.nudged_at]
    if earlier and turn.now - max(earlier) >= A_WHILE:
        yield reasons.quiet_from_me(person, turn.now - max(earlier))


def _of_the_rules(row: Suggestion, person: Person) -> Iterator[str]:
    for reason in sorted(row.reasons, key=lambda reason: -reason.score):
        if reason.because and reason.score > 0 and reason.rule not in TOLD_OTHERWISE:
            yield reasons.learned(reason.because, person) if reason.rule in LEARNED else reason.because
