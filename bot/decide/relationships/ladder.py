"""Propose the next small step towards somebody the owner would like to know.

Read, follow, like, reshare, a comment, a conversation: one small step at a time, at most one in ten days, and no words
to a stranger before two lighter steps over seven days, unless they wrote first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.decide.facts import Approach, Rung
from bot.decide.relationships.habits import is_broadcaster
from bot.decide.relationships.standing import WORDS
from bot.domain import Habits, Interaction, InteractionKind, Relationship, Step

BETWEEN_STEPS = timedelta(days=10)
LIGHT_STEPS = 2
LIGHT_STEPS_OVER = timedelta(days=7)

_LIGHT = frozenset({InteractionKind.LIKE, InteractionKind.RESHARE, InteractionKind.FOLLOW})


def next_step(
    interactions: Iterable[Interaction],
    *,
    relationship: Relationship | None,
    habits: Habits | None,
    proposed: Iterable[datetime],
    now: datetime,
) -> Approach:
    """Where the owner stands with one person, and the next step.

    `interactions` are all acts between the two. `proposed` are the times of earlier proposals; the first one is to read.
    """
    acts = sorted((act for act in interactions if act.at <= now), key=lambda act: act.at)
    rung = _rung(acts, following=relationship is not None and relationship.following)
    if is_broadcaster(habits):
        return Approach(rung, None, answers_nobody=True)
    earlier = sorted(proposed)
    if rung is Rung.IN_CONVERSATION or (earlier and now - earlier[-1] < BETWEEN_STEPS):
        return Approach(rung)
    return Approach(rung, _after(rung, acts, first=not earlier, now=now))


def _rung(acts: Sequence[Interaction], *, following: bool) -> Rung:
    mine = {act.kind for act in acts if act.by_owner}
    theirs = any(not act.by_owner and act.kind in WORDS for act in acts)
    if theirs and mine & WORDS:
        return Rung.IN_CONVERSATION
    if mine & WORDS:
        return Rung.COMMENTED
    if InteractionKind.RESHARE in mine:
        return Rung.RESHARED
    if InteractionKind.LIKE in mine:
        return Rung.LIKED
    return Rung.FOLLOWED if following or InteractionKind.FOLLOW in mine else Rung.NOTICED


def _after(rung: Rung, acts: Sequence[Interaction], *, first: bool, now: datetime) -> Step:
    if any(not act.by_owner and act.kind in WORDS for act in acts):
        return Step.COMMENT
    if first and rung in (Rung.NOTICED, Rung.FOLLOWED):
        return Step.READ
    lighter = {Rung.NOTICED: Step.FOLLOW, Rung.FOLLOWED: Step.LIKE, Rung.LIKED: Step.RESHARE}
    if rung in (Rung.LIKED, Rung.RESHARED, Rung.COMMENTED) and may_comment(acts, now):
        return Step.COMMENT
    return lighter.get(rung, Step.LIKE)


def may_comment(acts: Iterable[Interaction], now: datetime) -> bool:
    """Whether words would not come out of nothing: they wrote first, or two lighter steps lie over seven days."""
    acts = tuple(acts)
    if any(not act.by_owner and act.kind in WORDS for act in acts):
        return True
    light = [act.at for act in acts if act.by_owner and act.kind in _LIGHT and act.at <= now]
    return len(light) >= LIGHT_STEPS and now - min(light) >= LIGHT_STEPS_OVER
