"""Learn a little from what the owner does with suggestions: plain, bounded, decaying, undoable; never across vetoes.

Each rule that fired and each person has one number. What is expected of a suggestion is the logistic function of the sum
of its numbers; after each answer every one of them moves a small step towards what the owner really did (the plain
logistic update), never beyond its bound, and falls back by half in sixty days. Forgetting everything is `Learned()`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from bot.domain import Reason, Verdict

K = TypeVar("K", str, int)

STEP = 0.3
"""How far one answer can move one number at most, before its strength."""

BOUND_RULE = 0.75
BOUND_PERSON = 1.5
BOUND_TOTAL = 1.5
HALF_LIFE = timedelta(days=60)
WORTH_SAYING = 0.05

LIKE_THIS = "like this"
THIS_PERSON = "this person"


class Signal(StrEnum):
    """What the owner did with a suggestion."""

    SENT = "sent"
    EDITED = "edited"
    SKIPPED = "skipped"
    LESS = "less"
    MORE = "more"

    @property
    def taken(self) -> bool:
        """Whether the owner wanted it."""
        return self in (Signal.SENT, Signal.EDITED, Signal.MORE)

    @property
    def strength(self) -> float:
        """How much it says: words about the suggestion itself say more than using it."""
        return 2.0 if self in (Signal.LESS, Signal.MORE) else 1.0


@dataclass(frozen=True, slots=True)
class Weight:
    """One learned number: its value at a time, and how often it was taken and passed."""

    value: float = 0.0
    at: datetime | None = None
    taken: int = 0
    passed: int = 0

    def now(self, now: datetime) -> float:
        """What is left of it after so long."""
        if self.at is None:
            return 0.0
        return float(self.value * 0.5 ** (max(now - self.at, timedelta(0)) / HALF_LIFE))

    @property
    def told(self) -> str:
        """The evidence in words, to be ended by what it was like."""
        seen = self.taken + self.passed
        did, times = ("skipped", self.passed) if self.value < 0 else ("took up", self.taken)
        return f"you {did} one" if seen == 1 else f"you {did} {times} of {seen}"


@dataclass(frozen=True, slots=True)
class Learned:
    """All that was learned, as a value: rules by name, people by id."""

    rules: Mapping[str, Weight] = field(default_factory=dict)
    people: Mapping[int, Weight] = field(default_factory=dict)

    def joined(self, keep: int, other: int) -> Learned:
        """The same when two people turn out to be one: what was learned of either was learned of that one."""
        both = [self.people[person] for person in (keep, other) if person in self.people]
        rest = {person: weight for person, weight in self.people.items() if person not in (keep, other)}
        return Learned(self.rules, {**rest, keep: _together(both)} if both else rest)

    def beside(self, other: Learned) -> Learned:
        """The part of this that differs from another: what one of the two has not is there as a weight of nothing."""
        return Learned(_beside(self.rules, other.rules), _beside(self.people, other.people))

    def put_back(self, was: Learned, became: Learned) -> Learned:
        """The same with those weights as they were that are still what they became then."""
        return Learned(
            _put_back(self.rules, was.rules, became.rules), _put_back(self.people, was.people, became.people)
        )


def _beside(one: Mapping[K, Weight], other: Mapping[K, Weight]) -> dict[K, Weight]:
    nothing = Weight()
    return {key: one.get(key, nothing) for key in {**one, **other} if one.get(key, nothing) != other.get(key, nothing)}


def _put_back(held: Mapping[K, Weight], was: Mapping[K, Weight], became: Mapping[K, Weight]) -> dict[K, Weight]:
    back = {key: weight for key, weight in was.items() if held.get(key) == became.get(key)}
    return {key: weight for key, weight in {**held, **back}.items() if weight != Weight()}


def _together(weights: Iterable[Weight]) -> Weight:
    """One number out of several, as it stands at the latest of their times."""
    held = tuple(weights)
    at = max((weight.at for weight in held if weight.at), default=None)
    value = sum(weight.now(at) for weight in held) if at else 0.0
    taken, passed = sum(weight.taken for weight in held), sum(weight.passed for weight in held)
    return Weight(max(-BOUND_PERSON, min(BOUND_PERSON, value)), at, taken, passed)


def learn(learned: Learned, signal: Signal, *, person: int, rules: Iterable[str], now: datetime) -> Learned:
    """What is learned after the owner did something with a suggestion on which these rules had fired."""
    fired = tuple(dict.fromkeys(rules))
    weights = {name: learned.rules.get(name, Weight()) for name in fired}
    known = learned.people.get(person, Weight())
    expected = _logistic(sum(weight.now(now) for weight in weights.values()) + known.now(now))
    move = STEP * signal.strength * (signal.taken - expected)
    moved = {name: _moved(weight, move, BOUND_RULE, signal, now) for name, weight in weights.items()}
    return Learned(
        {**learned.rules, **moved},
        {**learned.people, person: _moved(known, move, BOUND_PERSON, signal, now)},
    )


def _moved(weight: Weight, move: float, bound: float, signal: Signal, now: datetime) -> Weight:
    value = max(-bound, min(bound, weight.now(now) + move))
    return Weight(value, now, weight.taken + signal.taken, weight.passed + (not signal.taken))


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-value))


def adjusted(verdict: Verdict, learned: Learned, *, person: int, now: datetime) -> Verdict:
    """The verdict with what was learned as up to two more reasons, for its kind and for the person.

    A veto stays one: what is forbidden is not learned away.
    """
    if verdict.vetoed:
        return verdict
    more = [*_of_rules(verdict, learned, now), *_of_person(learned.people.get(person), now)]
    if not more:
        return verdict
    score = verdict.score + sum(reason.score for reason in more)
    return replace(verdict, score=score, reasons=(*verdict.reasons, *more))


def _of_rules(verdict: Verdict, learned: Learned, now: datetime) -> list[Reason]:
    weights = [learned.rules[reason.rule] for reason in verdict.reasons if reason.rule in learned.rules]
    part = max(-BOUND_TOTAL, min(BOUND_TOTAL, sum(weight.now(now) for weight in weights)))
    if abs(part) < WORTH_SAYING:
        return []
    strongest = max(weights, key=lambda weight: weight.now(now) * math.copysign(1, part))
    return [Reason(LIKE_THIS, round(part, 2), f"{strongest.told} like this")]


def _of_person(weight: Weight | None, now: datetime) -> list[Reason]:
    if weight is None or abs(weight.now(now)) < WORTH_SAYING:
        return []
    return [Reason(THIS_PERSON, round(weight.now(now), 2), f"{weight.told} from this person")]
