"""Marks of what was stored of late and of whom is to stay forgotten: by hashes, each as long as it is needed."""

from __future__ import annotations

from datetime import timedelta

from bot.store import seen
from tests.store.builders import DAY, NOW


def test_marks_of_what_was_seen_go_after_eight_days(store):
    """To the second."""
    with store.begin() as tx:
        seen.note_seen(tx, [], NOW)
        seen.note_seen(tx, ["a"], NOW)
        assert seen.drop_old_seen(tx, NOW + 8 * DAY) == 0
        assert seen.drop_old_seen(tx, NOW + 8 * DAY + timedelta(seconds=1)) == 1


def test_forgotten_is_forgotten_once(store):
    """Twice is no mistake; by no name that could be read."""
    with store.begin() as tx:
        for _ in range(2):
            seen.mark_forgotten(tx, "memory:ada@x.example", NOW)
        assert seen.is_forgotten(tx, "memory:ada@x.example")
        assert not seen.is_forgotten(tx, "memory:bo@x.example")
        assert "ada" not in str(tx.execute(seen.forgotten.select()).all())
