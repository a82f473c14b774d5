"""How often each rule fired, and could not be evaluated, of how many posts."""

from __future__ import annotations

from bot.domain import Reason, Verdict
from bot.store import counters, rule_counts
from bot.store.rule_counts import RuleCounts

QUESTION, JOKE, BOT = (
    Reason("a question", 2.0, "a question"),
    Reason("a joke", -1.0, "a joke"),
    Reason("a bot", 0, "a bot"),
)


def test_without_a_verdict_nothing_was_counted(store):
    """Nor is an empty deliberation a post."""
    with store.begin() as tx:
        rule_counts.keep(tx, [], {})
        assert rule_counts.kept(tx) == RuleCounts()


def test_each_rule_counts_once_a_post(store):
    """Vetoes and scores; added to what was counted before."""
    verdicts = [
        Verdict("a", 2.0, (), (QUESTION, QUESTION, JOKE)),
        Verdict("b", 0, (BOT,), (QUESTION,)),
        Verdict("c", 0),
    ]
    with store.begin() as tx:
        rule_counts.keep(tx, verdicts, {"broken": 2})
        rule_counts.keep(tx, verdicts[1:], {"broken": 1})
        assert rule_counts.kept(tx) == RuleCounts(5, {"a question": 3, "a joke": 1, "a bot": 2}, {"broken": 3})


def test_other_counters_are_not_rules(store):
    """Something else that is counted in the same place."""
    with store.begin() as tx:
        counters.count(tx, counters.Counter("job missed"), "talk")
        assert rule_counts.kept(tx) == RuleCounts()
