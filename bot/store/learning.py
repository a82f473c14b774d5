"""Keep what was learned from the owner's answers: a weight for each rule, and one for each person."""

from __future__ import annotations

from sqlalchemy import Connection, Row, delete, insert, select

from bot.decide.rules.learning import Learned, Weight
from bot.store.schema import learned_people, learned_rules

_RULES, _PEOPLE = select(learned_rules), select(learned_people)

PLACES = 4
"""Decimal places of a weight that are kept."""


def learned(tx: Connection) -> Learned:
    """Everything that was learned."""
    return Learned(
        {row.rule: _weight(row) for row in tx.execute(_RULES)},
        {row.person: _weight(row) for row in tx.execute(_PEOPLE)},
    )


def _weight(row: Row[tuple[object, ...]]) -> Weight:
    return Weight(row.value, row.at, row.taken, row.passed)


def put(tx: Connection, new: Learned) -> None:
    """Keep this in place of what was learned before."""
    forget(tx)
    rules = [{"rule": rule, **_values(weight)} for rule, weight in new.rules.items()]
    people = [{"person": person, **_values(weight)} for person, weight in new.people.items()]
    for table, rows in ((learned_rules, rules), (learned_people, people)):
        if rows:
            tx.execute(insert(table), rows)


def _values(weight: Weight) -> dict[str, object]:
    return {
        "value": round(weight.value, PLACES),
        "at": weight.at,
        "taken": weight.taken,
        "passed": weight.passed,
    }


def forget(tx: Connection) -> None:
    """Nothing was learned."""
    tx.execute(delete(learned_rules))
    tx.execute(delete(learned_people))


def join(tx: Connection, keep: int, other: int) -> None:
    """Two persons are one: what was learned of either was learned of that one."""
    held = learned(tx)
    if other in held.people:
        put(tx, held.joined(keep, other))
