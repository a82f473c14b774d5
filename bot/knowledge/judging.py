"""Judge what was read, and decide about whom to nudge: the deciders, fed from the store.

No transaction is held while judging: thousands of posts take seconds, and the owner's answers must not wait for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.config import Config
from bot.decide.facts import Candidate
from bot.decide.rules import Rules
from bot.decide.selection import Deliberation, Judged, deliberate, judge
from bot.knowledge import candidates
from bot.knowledge.enrichment import Enrichment
from bot.knowledge.owner_preferences import owner_preferences
from bot.store import Store, Transaction, answers, learning, rule_counts, settings, suggestions
from bot.store.settings import AWAY_SINCE, BACK_AT, LET_GO, NOT_BEFORE

log = structlog.get_logger()

LIKELIEST = 12
NEVER_TWICE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Judging:
    """What the rules, what was learned and the pace say of everything that was read."""

    store: Store
    rules: Rules
    enrichment: Enrichment
    config: Config
    clock: Clock

    def deliberate(self, *, extra: int = 0, young: timedelta | None = None) -> Deliberation:
        """Judge everything, look closer at the likeliest, and decide; with `young` only posts not older than that."""
        self.enrichment.meet_newcomers()
        failed_before = self.rules.errors.copy()
        first = self.judged(young, asked=bool(extra))
        self.enrichment.look(j.candidate for j in likeliest(first))
        if self.rules.errors != failed_before:
            first, failed_before = [], self.rules.errors.copy()  # what fails is counted once
        judged = self.judged(young, before=first, asked=bool(extra))
        self._count(judged, self.rules.errors - failed_before)
        return self.decide(judged, extra=extra)

    def _count(self, judged: Iterable[Judged], failed: Mapping[str, int]) -> None:
        """Keep how often each rule fired, for `nudge rules`; a rule that cannot be evaluated is logged once."""
        with self.store.begin() as tx:
            rule_counts.keep(tx, (one.verdict for one in judged), failed)
        for problem in self.rules.unreported():
            log.warning("rule_failed", where=problem.where, problem=problem.what)

    def decide(self, judged: Sequence[Judged], *, extra: int = 0) -> Deliberation:
        """The choice among these, by what was suggested before and by the owner's pace."""
        now = self.clock()
        with self.store.begin() as tx:
            schedule = owner_preferences(tx, self.config).schedule
            past, heard = candidates.history(tx, now), answers.last_answer_at(tx)
        return deliberate(judged, past, schedule, now, extra=extra, heard=heard)

    def names(self) -> list[str]:
        """Who would be chosen now."""
        return [choice.candidate.person.name for choice in self.deliberate().choices]

    def judged(
        self, young: timedelta | None = None, *, before: Iterable[Judged] = (), asked: bool = False
    ) -> list[Judged]:
        """Everything that may still be suggested and never was. Of whom nothing else is known than `before` was judged then.

        What was let go after an absence is among it only if the owner asked for more, or it was said to them.
        """
        now = self.clock()
        stands = {one.candidate.post.uri: one for one in before}
        with self.store.begin() as tx:
            open_still = self._open(tx, now, young, asked=asked)
            wanted = [_as_before(c, stands) for c in candidates.candidates(tx, now) if open_still(c)]
        changed = [c for c in wanted if c.post.uri not in stands or stands[c.post.uri].candidate is not c]
        stands |= {one.candidate.post.uri: one for one in self.judge(changed)}
        return [stands[c.post.uri] for c in wanted]

    def _open(
        self, tx: Transaction, now: datetime, young: timedelta | None, *, asked: bool
    ) -> Callable[[Candidate], bool]:
        """Which of what was read may be suggested now."""
        taken = {row.post_uri for row in suggestions.recent(tx, since=now - NEVER_TWICE)}
        begins, away = settings.get(tx, NOT_BEFORE), None if asked else _let_go(tx)
        earliest = max((at for at in (begins, now - young if young else None) if at), default=None)

        def is_open(one: Candidate) -> bool:
            at = one.post.created_at
            let_go = away is not None and not one.to_owner and away[0] <= at <= away[1]
            return not let_go and one.post.uri not in taken and (earliest is None or at >= earliest)

        return is_open

    def judge(self, found: Iterable[Candidate], now: datetime | None = None) -> list[Judged]:
        """What the rules, and what was learned, say of each."""
        with self.store.begin() as tx:
            learned = learning.learned(tx)
        at = now or self.clock()
        return [judge(candidate, self.rules, learned, at) for candidate in found]


def _as_before(one: Candidate, stands: Mapping[str, Judged]) -> Candidate:
    """What is known as it was known before is held once; there are thousands, and few of them changed."""
    before = stands.get(one.post.uri)
    return before.candidate if before is not None and before.candidate == one else one


def _let_go(tx: Transaction) -> tuple[datetime, datetime] | None:
    """From when to when what happened is let go; None if nothing is."""
    began, ended = settings.get(tx, AWAY_SINCE), settings.get(tx, BACK_AT)
    return (began, ended) if began is not None and ended is not None and settings.get(tx, LET_GO) else None


def likeliest(judged: Iterable[Judged]) -> Sequence[Judged]:
    """Those that could be chosen as far as is known, best first."""
    open_ones = [one for one in judged if not one.verdict.vetoed and one.motive is not None]
    return sorted(open_ones, key=lambda one: one.rank, reverse=True)[:LIKELIEST]
