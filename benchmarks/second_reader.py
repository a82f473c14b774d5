"""Let a recorded reader change one place of the day's choice, and count what that is worth on labelled posts.

Days of twenty posts are drawn from B, the real choosing code picks three of each, with the readings and without them, and
what they are worth is read from the labels. The readings of a person are an upper bound: no model is promised by it.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from corpus import labelled, lines

from bot.decide.rules import Rules
from bot.decide.rules.learning import Learned
from bot.decide.schedule import Schedule
from bot.decide.selection import Deliberation, Judged, deliberate, judge
from bot.decide.selection.second_reader import exchanged, finalists
from bot.domain.readings import Reading

DAYS, POSTS, PLACES, SEED = 400, 20, 3, 4
ENOUGH = 8
"""So many finalists are the least that a reader is meant to have."""

WORTH_ONE = 1.5
TODAY = datetime(2026, 3, 2, 17, 30, tzinfo=UTC)
PACE = Schedule(ZoneInfo("UTC"), people_per_day=PLACES)


@dataclass(frozen=True, slots=True)
class Found:
    """What came of all days."""

    rules: float
    with_reader: float
    changed: int
    enough: int
    finalists: float
    chosen: float


def measured(bench: Path, split: str, rules: Rules, readings: Mapping[str, float], truth: str) -> Found:
    """Precision at three over the drawn days, by the rules alone and with one place changed."""
    posts = [judge(item.candidate, rules, Learned(), item.now) for item in labelled(bench, split, day=TODAY)]
    good = {record["id"] for record in lines(bench / "B_labelled" / f"{split}.jsonl") if record[truth] >= WORTH_ONE}
    read = {uri: Reading(worth) for uri, worth in readings.items()}
    chance = random.Random(SEED)  # noqa: S311 - drawing days, no secrets
    drawn = [_chosen(chance.sample(posts, min(POSTS, len(posts)))) for _ in range(DAYS)]
    changed = [exchanged(one, read) for one in drawn]
    sizes = [len(finalists(one, lambda _: False)) for one in drawn]
    return Found(
        rules=_precision(drawn, good),
        with_reader=_precision([after for after, _ in changed], good),
        changed=sum(exchange is not None for _, exchange in changed),
        enough=sum(size >= ENOUGH for size in sizes),
        finalists=sum(sizes) / DAYS,
        chosen=sum(len(one.choices) for one in drawn) / DAYS,
    )


def _chosen(day: Sequence[Judged]) -> Deliberation:
    return deliberate(day, (), PACE, TODAY)


def _precision(decided: Iterable[Deliberation], good: set[str]) -> float:
    """A place that nobody fills counts as a miss."""
    hits = sum(choice.candidate.post.uri in good for one in decided for choice in one.choices)
    return hits / (DAYS * PLACES)


def readings_of(file: Path) -> dict[str, float]:
    """The worth of each post in a file of `{"id", "worth"}` lines."""
    return {record["id"]: float(record["worth"]) for record in lines(file)}


def told(found: Found) -> str:
    """What was counted; the last line is the figure."""
    return (
        f"{DAYS} days of {POSTS} posts, {found.chosen:.2f} chosen a day; one place changed on {found.changed} days\n"
        f"finalists: {found.finalists:.1f} a day, {ENOUGH} or more on {found.enough} days\n"
        f"P@{PLACES} of {POSTS}: rules {found.rules:.3f}, with reader {found.with_reader:.3f}"
    )
