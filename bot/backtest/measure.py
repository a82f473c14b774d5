"""Put a record to the test: what our order of each day is worth, beside simpler ones, on the same posts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.backtest import fedialgo
from bot.backtest.days import Day, Item, days
from bot.backtest.metrics import Interval, Scored, Worth, answered_back, each, interval, worth
from bot.backtest.rankings import Ranking, by_formula, newest, ours, popularity
from bot.backtest.record import Record
from bot.backtest.second import Heard, SecondReader
from bot.decide.facts import OwnerProfile
from bot.decide.rules import Rules
from bot.decide.rules.learning import Learned
from bot.decide.schedule import GRACE, Schedule
from bot.decide.selection import Deliberation, deliberate, judge

NUDGE = "nudge"
POPULARITY = "most popular"


@dataclass(frozen=True, slots=True)
class Row:
    """What one ranking is worth on the whole, and how much better ours is in average precision, day by day.

    `back` is the second measure: of those in the first three whom the owner answered, how many answered back.
    """

    name: str
    precision: Interval
    average_precision: Interval
    gain: Interval
    ours_better_by: Interval | None = None
    back: Interval | None = None


@dataclass(frozen=True, slots=True)
class Brought:
    """What would have been brought to the owner, each day taken by itself, as if they had waited for it.

    So what others said to the owner's answers of the same day was not there.

    `people` counts, day by day, those whom the owner answered; `people_brought` those of them who would have been chosen,
    by this or another of their posts; `answered_back` those of these who then answered the owner. `posts_brought` are
    answered posts that would have been the very occasion.
    """

    people: int = 0
    people_brought: int = 0
    posts: int = 0
    posts_brought: int = 0
    days_with_one: int = 0
    suggestions: int = 0
    answered_back: int = 0


@dataclass(frozen=True, slots=True)
class SecondOutcome:
    """What would have been brought with a second reader, and what that took."""

    brought: Brought
    heard: Heard


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that was measured."""

    days: int
    posts: int
    authors: int
    answered: int
    answered_back: int
    rows: tuple[Row, ...]
    brought: Brought | None
    second: SecondOutcome | None = None


def measure(
    records: Sequence[Record], owner: OwnerProfile, rules: Rules, schedule: Schedule, second: SecondReader | None = None
) -> Outcome:
    """The outcome over these records, one a network. Without words (archives) nothing is said of what is brought.

    With a `second` reader the same days are chosen once more, with its readings.
    """
    found = [day for record in records for day in days(record, owner)]
    wordless = any(record.wordless for record in records)
    items = [item for day in found for item in day.items]
    return Outcome(
        days=len(found),
        posts=len(items),
        authors=len({item.post.author.key for item in items}),
        answered=sum(item.grade > 0 for item in items),
        answered_back=sum(item.grade > 1 for item in items),
        rows=rows(found, rankings(rules, counts=not wordless)) if found else (),
        brought=None if wordless else brought(found, rules, schedule),
        second=None if wordless or second is None else read_too(found, rules, schedule, second),
    )


def rankings(rules: Rules, *, counts: bool = True) -> Mapping[str, Ranking]:
    """Ours first; popularity only where the network's counts are known."""
    by_counts = {POPULARITY: popularity} if counts else {}
    return {
        NUDGE: ours(rules),
        "newest first": newest,
        **by_counts,
        "fedialgo, Friends": by_formula(fedialgo.FRIENDS),
        "fedialgo, Friends, ageless": by_formula(fedialgo.FRIENDS, decaying=False),
    }


def rows(found: Sequence[Day], of: Mapping[str, Ranking]) -> tuple[Row, ...]:
    """One row a ranking."""
    worths = {name: [_worth(day, ranking) for day in found] for name, ranking in of.items()}
    reference = each(worths[NUDGE], lambda one: one.average_precision)
    return tuple(_row(name, measured, reference) for name, measured in worths.items())


def _worth(day: Day, ranking: Ranking) -> Worth:
    scores = ranking(day)
    return worth([Scored(score, item.grade) for score, item in zip(scores, day.items, strict=True)])


def _row(name: str, worths: Sequence[Worth], reference: Sequence[float]) -> Row:
    precise = each(worths, lambda one: one.average_precision)
    better = [mine - theirs for mine, theirs in zip(reference, precise, strict=True)]
    return Row(
        name,
        precision=interval(each(worths, lambda one: one.precision)),
        average_precision=interval(precise),
        gain=interval(each(worths, lambda one: one.gain)),
        ours_better_by=None if name == NUDGE else interval(better),
        back=answered_back(worths),
    )


def brought(found: Sequence[Day], rules: Rules, schedule: Schedule) -> Brought:
    """What the choosing code would have brought of each day, looked at when the day's last mention had had its grace."""
    total = Brought()
    for day in found:
        total = _with_day(total, day, _decided(day, rules, schedule))
    return total


def read_too(found: Sequence[Day], rules: Rules, schedule: Schedule, second: SecondReader) -> SecondOutcome:
    """The same with a second reader, who is asked once a day where it could change anything."""
    total, heard = Brought(), Heard()
    for day in found:
        decided, heard = second.heard(_decided(day, rules, schedule), heard)
        total = _with_day(total, day, decided)
    return SecondOutcome(total, heard)


def _decided(day: Day, rules: Rules, schedule: Schedule) -> Deliberation:
    now = day.ends + GRACE
    return deliberate([judge(item.candidate, rules, Learned(), now) for item in _there(day)], (), schedule, now)


def _there(day: Day) -> list[Item]:
    return [item for item in day.items if not item.answers_an_answer]


def _with_day(total: Brought, day: Day, decided: Deliberation) -> Brought:
    uris = {choice.candidate.post.uri for choice in decided.choices}
    people = {choice.judged.person for choice in decided.choices}
    answered = [item for item in _there(day) if item.grade > 0]
    answered_people = {item.candidate.person.id for item in answered}
    back = {item.candidate.person.id for item in answered if item.grade > 1}
    return Brought(
        people=total.people + len(answered_people),
        people_brought=total.people_brought + len(answered_people & people),
        posts=total.posts + len(answered),
        posts_brought=total.posts_brought + sum(item.post.uri in uris for item in answered),
        days_with_one=total.days_with_one + bool(answered_people & people),
        suggestions=total.suggestions + len(uris),
        answered_back=total.answered_back + len(back & people),
    )
