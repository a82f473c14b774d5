"""Count how often each rule fired and failed, for `nudge rules`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from bot.domain import Verdict
from bot.store.counters import JUDGED, RULE_FAILED, RULE_FIRED, count, counted


@dataclass(frozen=True, slots=True)
class RuleCounts:
    """How many verdicts there were, and on how many of them each rule fired, or could not be evaluated."""

    judged: int = 0
    fired: Mapping[str, int] = field(default_factory=dict)
    failed: Mapping[str, int] = field(default_factory=dict)


def keep(tx: Connection, verdicts: Iterable[Verdict], failed: Mapping[str, int]) -> None:
    """Add what the rules said of these posts; `failed` are evaluations of the same that gave no answer, by rule."""
    judged, fired = 0, Counter[str]()
    for verdict in verdicts:
        judged += 1
        fired.update({reason.rule for reason in (*verdict.vetoes, *verdict.reasons)})
    if judged:
        count(tx, JUDGED, by=judged)
    for rule, times in fired.items():
        count(tx, RULE_FIRED, rule, times)
    for rule, times in failed.items():
        count(tx, RULE_FAILED, rule, times)


def kept(tx: Connection) -> RuleCounts:
    """Everything that was counted."""
    return RuleCounts(
        judged=sum(counted(tx, JUDGED).values()), fired=counted(tx, RULE_FIRED), failed=counted(tx, RULE_FAILED)
    )
