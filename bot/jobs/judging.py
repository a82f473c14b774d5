"""Judge what was read, and decide about whom to nudge: the deciders, fed from the store.

No transaction is held while judging: thousands of posts take seconds, and the owner's answers must not wait for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.config import Config
from bot.facts import Candidate
from bot.jobs.edge import Clock
from bot.jobs.scout import Scout
from bot.rules import Rules
from bot.store import Store, answers, candidates, learning, suggestions, tally
from bot.store.wishes import wishes
from bot.suggest import Deliberation, Judged, deliberate, judge

log = structlog.get_logger()

LIKELIEST = 12
NEVER_TWICE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Judging:
    """What the rules, what was learned and the pace say of everything that was read."""

    store: Store
    rules: Rules
    scout: Scout
    config: Config
    clock: Clock

    def deliberate(self, *, extra: int = 0, young: timedelta | None = None) -> Deliberation:
        """Judge everything, look closer at the likeliest, and decide; with `young` only posts not older than that."""
        self.scout.meet_newcomers()
        self.scout.look(j.candidate for j in self.likeliest(young))
        failed_before = self.rules.errors.copy()
        judged = self.judged(young)
        self._count(judged, self.rules.errors - failed_before)
        return self.decide(judged, extra=extra)

    def _count(self, judged: Iterable[Judged], failed: Mapping[str, int]) -> None:
        """Keep how often each rule fired, for `nudge rules`; a rule that cannot be evaluated is logged once."""
        with self.store.begin() as tx:
            tally.keep(tx, (one.verdict for one in judged), failed)
        for problem in self.rules.unreported():
            log.warning("rule_failed", where=problem.where, problem=problem.what)

    def decide(self, judged: Sequence[Judged], *, extra: int = 0) -> Deliberation:
        """The choice among these, by what was suggested before and by the owner's pace."""
        now = self.clock()
        with self.store.begin() as tx:
            pace = wishes(tx, self.config).pace
            past, heard = candidates.history(tx, now), answers.last_answer_at(tx)
        return deliberate(judged, past, pace, now, extra=extra, heard=heard)

    def names(self) -> list[str]:
        """Who would be chosen now."""
        return [choice.candidate.person.name for choice in self.deliberate().choices]

    def likeliest(self, young: timedelta | None = None) -> Sequence[Judged]:
        """Those that could be chosen as far as is known, best first."""
        open_ones = [j for j in self.judged(young) if not j.verdict.vetoed and j.lane is not None]
        return sorted(open_ones, key=lambda j: j.rank, reverse=True)[:LIKELIEST]

    def judged(self, young: timedelta | None = None) -> list[Judged]:
        """Everything that may still be suggested and never was."""
        now = self.clock()
        with self.store.begin() as tx:
            taken = {row.post_uri for row in suggestions.recent(tx, since=now - NEVER_TWICE)}
            found = [c for c in candidates.candidates(tx, now) if c.post.uri not in taken]
        return self.judge(c for c in found if young is None or now - c.post.created_at <= young)

    def judge(self, found: Iterable[Candidate], now: datetime | None = None) -> list[Judged]:
        """What the rules, and what was learned, say of each."""
        with self.store.begin() as tx:
            learned = learning.learned(tx)
        at = now or self.clock()
        return [judge(candidate, self.rules, learned, at) for candidate in found]
