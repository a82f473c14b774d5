"""Addresses that must be looked up are kept in order, each until it was; what was in vain is told once."""

from __future__ import annotations

from bot.store import lookups
from bot.store.lookups import Lookup

FIRST, SECOND = (
    Lookup("ada.example", "answer-1", "meet ada.example"),
    Lookup("bo.example", "answer-2", "who bo.example"),
)


def test_what_is_wanted_is_kept_in_order(store):
    """Until it was looked up."""
    with store.begin() as tx:
        assert list(lookups.wanted(tx)) == []
        for errand in (FIRST, SECOND):
            lookups.put(tx, errand)
        assert list(lookups.wanted(tx)) == [FIRST, SECOND]
        lookups.done(tx, FIRST, in_vain=False)
        assert list(lookups.wanted(tx)) == [SECOND]
        lookups.done(tx, SECOND, in_vain=False)
        assert list(lookups.wanted(tx)) == []


def test_nobody_at_an_address_is_told_once(store):
    """The next time it is looked up anew."""
    with store.begin() as tx:
        lookups.put(tx, FIRST)
        lookups.done(tx, FIRST, in_vain=True)
        assert not lookups.was_in_vain(tx, SECOND.address)
        assert lookups.was_in_vain(tx, FIRST.address)
        assert not lookups.was_in_vain(tx, FIRST.address)


def test_whoever_was_found_was_not_looked_up_in_vain(store):
    """There is nothing to tell."""
    with store.begin() as tx:
        lookups.done(tx, FIRST, in_vain=False)
        assert not lookups.was_in_vain(tx, FIRST.address)


def test_of_what_was_in_vain_twenty_are_remembered(store):
    """The latest."""
    with store.begin() as tx:
        for number in range(21):
            lookups.done(tx, Lookup(f"n{number}.example", "a", "b"), in_vain=True)
        told = [number for number in range(21) if lookups.was_in_vain(tx, f"n{number}.example")]
    assert told == list(range(1, 21))
