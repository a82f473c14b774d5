"""What is counted is read counter by counter."""

from __future__ import annotations

from bot.store import counters
from bot.store.counters import JUDGED, RULE_FIRED


def test_a_counter_is_read_with_everything_that_it_is_of(store):
    """And with nothing of another one."""
    with store.begin() as tx:
        for counter, of in ((RULE_FIRED, "a"), (RULE_FIRED, "b"), (JUDGED, "")):
            counters.count(tx, counter, of)
        assert counters.counted(tx, RULE_FIRED) == {"a": 1, "b": 1}
        assert counters.counted(tx, JUDGED) == {"": 1}
