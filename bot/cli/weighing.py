"""Weigh single posts as the service would, and explain each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.cli.explaining import Explanation
from bot.config import Config
from bot.decide.facts import Candidate, variables
from bot.decide.rules import Rules
from bot.decide.rules.learning import Learned
from bot.decide.schedule import PastSuggestion, Schedule
from bot.decide.selection import Deliberation, deliberate, judge
from bot.domain import Talk
from bot.knowledge import candidates
from bot.knowledge.owner_preferences import owner_preferences
from bot.store import Transaction, learning
from bot.wording.english.phrases import explained


@dataclass(frozen=True, slots=True)
class Scales:
    """What a post is weighed with: the rules, what was learned, the pace, and what was suggested before."""

    rules: Rules
    schedule: Schedule
    learned: Learned = field(default_factory=Learned)
    past: Sequence[PastSuggestion] = ()

    @classmethod
    def of(cls, tx: Transaction, rules: Rules, config: Config, now: datetime) -> Scales:
        """As the store has it."""
        return cls(
            rules=rules,
            schedule=owner_preferences(tx, config).schedule,
            learned=learning.learned(tx),
            past=tuple(past for past in candidates.history(tx, now) if past.at < now),
        )

    def explain(self, candidate: Candidate, now: datetime, *, beside: Iterable[Candidate] = ()) -> Explanation:
        """Everything about one post; `beside` are those that it would be compared with."""
        uri = candidate.post.uri
        rivals = [other for other in beside if other.post.uri != uri]
        judged = [judge(one, self.rules, self.learned, now) for one in (candidate, *rivals)]
        past = [one for one in self.past if one.uri != uri]
        decided = deliberate(judged, past, self.schedule, now)
        facts = variables(candidate, now)
        return Explanation(judged[0], facts, self.rules.explain(facts), outcome(decided, uri))


def outcome(decided: Deliberation, uri: str) -> str:
    """In a sentence, what would become of the post."""
    if any(choice.candidate.post.uri == uri for choice in decided.choices):
        return "Nudge would bring it to you."
    why = next(passed.why for passed in decided.passed if passed.judged.candidate.post.uri == uri)
    return f"Nudge would leave it alone: {explained(why)}."


def unanswered(candidate: Candidate) -> Candidate:
    """The candidate as it was before the owner answered it."""
    return replace(candidate, talk=replace(candidate.talk or Talk(), owner_answered=False))
