"""Order a day's posts: by the product's own judgement, and by what others use."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

from bot.backtest import fedialgo
from bot.backtest.days import Day, Item
from bot.decide.rules import Rules
from bot.decide.rules.learning import Learned
from bot.decide.selection import judge
from bot.domain import Interaction, InteractionKind

Ranking = Callable[[Day], list[float]]
"""Gives each of a day's posts a number, higher for better."""

LOOKED_AFTER = timedelta(hours=1)
"""How long after it was said each post is judged."""

FORBIDDEN = 100.0
"""What a veto costs: everything that may be suggested stands before everything that may not."""


def ours(rules: Rules) -> Ranking:
    """The product's judgement, nothing learned."""

    def ranked(item: Item) -> float:
        judged = judge(item.candidate, rules, Learned(), item.post.created_at + LOOKED_AFTER)
        return judged.rank - FORBIDDEN * judged.verdict.vetoed

    return lambda day: [ranked(item) for item in day.items]


def newest(day: Day) -> list[float]:
    """The newest first."""
    return [item.post.created_at.timestamp() for item in day.items]


def popularity(day: Day) -> list[float]:
    """Likes, reshares and answers, as they stand today: it knows what others did after the owner."""
    return [float((item.post.likes or 0) + (item.post.reshares or 0) + (item.post.replies or 0)) for item in day.items]


def by_formula(weights: Mapping[str, float], *, decaying: bool = True) -> Ranking:
    """Fedialgo's formula, looked at when the day's last post was said."""

    def ranked(day: Day) -> list[float]:
        looked = max(item.post.created_at for item in day.items)
        crowds = fedialgo.diversity([(item.post.author.key,) for item in day.items])
        return [
            fedialgo.score(
                {**_raws(item, day.following), "DIVERSITY": crowd},
                weights,
                hours=(looked - item.post.created_at) / timedelta(hours=1),
                decaying=decaying,
            )
            for item, crowd in zip(day.items, crowds, strict=True)
        ]

    return ranked


def _raws(item: Item, following: frozenset[str]) -> dict[str, float]:
    post, relationship = item.post, item.candidate.relationship
    counts = _counts(item.acts)
    named = (f"{post.network}:{mentioned.uid}" for mentioned in post.mentions)
    return {
        "NUM_REPLIES": post.replies or 0,
        "NUM_RETOOTS": post.reshares or 0,
        "NUM_FAVOURITES": post.likes or 0,
        "AUTHOR_FOLLOWERS": math.log10(post.author.followers) if post.author.followers else 0,
        "FOLLOWED_ACCOUNTS": relationship is not None and relationship.following,
        "FOLLOWERS": relationship is not None and relationship.followed_by,
        "INTERACTIONS": sum(count for (by_owner, _), count in counts.items() if not by_owner),
        "MOST_REPLIED": counts[True, InteractionKind.REPLY],
        "FAVOURITED_ACCOUNTS": counts[True, InteractionKind.LIKE],
        "MOST_RETOOTED": counts[True, InteractionKind.RESHARE],
        "MENTIONS_FOLLOWED": sum(key in following for key in named),
        "PARTICIPATED_TAGS": sum(math.sqrt(times) for times in item.tagged),
        "CHAOS": fedialgo.chaos(post.text),
    }


def _counts(acts: Iterable[Interaction]) -> Counter[tuple[bool, InteractionKind]]:
    return Counter((act.by_owner, act.kind) for act in acts)
