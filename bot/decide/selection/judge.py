"""Judge one candidate: what the rules say, what was learned, and the motive for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.decide.facts import Candidate, variables
from bot.decide.relationships import converses
from bot.decide.rules import Rules
from bot.decide.rules.learning import Learned, adjusted
from bot.domain import Goal, Motive, NudgeKind, Stage, Step, Verdict

BACK_AFTER = timedelta(days=30)
STALE_A_DAY = 1.0
STALE_AT_MOST = 2.0
"""Points that a post loses in a day, and altogether: a good question of yesterday still beats a joke from now."""

UNMEASURED = 1.0
"""Points that somebody new loses while nobody has looked whether they converse."""

KNOWN = (Stage.MET, Stage.KNOWN, Stage.FRIEND)


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with its verdict. `motive` is None when there is no reason to suggest this person at all.

    `rank` is what candidates are compared by: the verdict's score, less what the post lost by its age.
    """

    candidate: Candidate
    verdict: Verdict
    motive: Motive | None
    kind: NudgeKind
    rank: float

    @property
    def person(self) -> int:
        """Whose it is."""
        return self.candidate.person.id

    @property
    def care(self) -> bool:
        """Sad news of someone known: never ranked against anything."""
        return self.kind is NudgeKind.SAD


def judge(candidate: Candidate, rules: Rules, learned: Learned, now: datetime) -> Judged:
    """What the rules and the owner's own choices say of one candidate."""
    verdict = rules.judge(variables(candidate, now))
    verdict = adjusted(verdict, learned, person=candidate.person.id, now=now)
    motive = motive_of(candidate, now)
    return Judged(candidate, verdict, motive, kind_of(candidate, motive, now), _rank(candidate, verdict, motive, now))


def _rank(candidate: Candidate, verdict: Verdict, motive: Motive | None, now: datetime) -> float:
    age = max(now - candidate.post.created_at, timedelta(0)) / timedelta(days=1)
    unmeasured = motive is Motive.NEW and candidate.habits is None
    return verdict.score - min(STALE_A_DAY * age, STALE_AT_MOST) - UNMEASURED * unmeasured


def motive_of(candidate: Candidate, now: datetime) -> Motive | None:
    """Why this person at all: the first of the motives that fits."""
    if candidate.to_owner:
        return Motive.OWED
    wanted = candidate.person.goal is not Goal.NONE
    known = candidate.standing.stage in KNOWN
    if (known or wanted) and candidate.silent_before is not None and candidate.silent_before >= BACK_AFTER:
        return Motive.BACK
    if wanted and _timely(candidate, now):
        return Motive.GOAL
    if known:
        return Motive.FRIEND
    return None if wanted or converses(candidate.habits) is False else Motive.NEW


def _timely(candidate: Candidate, now: datetime) -> bool:
    """Whether it is time for a word or a step with somebody whom the owner wants to know or to keep."""
    person, last = candidate.person, candidate.standing.last_words
    if person.goal is Goal.KEEP_IN_TOUCH:
        return last is None or person.every is None or now - last >= person.every
    return candidate.approach is not None and candidate.approach.step is not None


def kind_of(candidate: Candidate, motive: Motive | None, now: datetime) -> NudgeKind:
    """Which of the nudges it would be; sorrow first, then what may not be repeated."""
    if candidate.facts.sad:
        return NudgeKind.SAD
    if motive is Motive.GOAL and step_of(candidate) not in (None, Step.COMMENT):
        return NudgeKind.STEP
    if not candidate.post.quotable:
        return NudgeKind.FOLLOWERS_ONLY
    if motive is Motive.BACK:
        return NudgeKind.BACK
    if motive is Motive.NEW and candidate.new_follower(now) and converses(candidate.habits):
        return NudgeKind.FOLLOWER
    return NudgeKind.QUESTION if candidate.facts.question else NudgeKind.POST


def step_of(candidate: Candidate) -> Step | None:
    """The small step that is next with somebody the owner would like to know."""
    return candidate.approach.step if candidate.approach is not None else None
