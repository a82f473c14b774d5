"""The promise held by state: one table, and no way through it to a public write without an approval (DESIGN 2, 4)."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.approvals import ENDS, INITIAL, TABLE, Event, after
from bot.domain import State
from bot.errors import NotAllowed

APPROVING = {Event.APPROVE, Event.SEND_ONCE_MORE}
EVENTS = st.sampled_from(list(Event))


def reachable(table: dict[tuple[State, Event], State]) -> set[State]:
    """Everything that can come after the beginning."""
    found, new = {INITIAL}, {INITIAL}
    while new:
        new = {to for (state, _), to in table.items() if state in new} - found
        found |= new
    return found


def test_nothing_is_published_without_an_approval():
    """Take the two approving events away, and publishing cannot be reached."""
    without = {move: to for move, to in TABLE.items() if move[1] not in APPROVING}
    assert reachable(without).isdisjoint({State.AWAITING_PUBLISH, State.PUBLISHING, State.PUBLISHED})


def test_an_approval_is_spent_by_one_publication():
    """From a published reply no way leads back to publishing."""
    assert not {to for (state, _), to in TABLE.items() if state in (State.PUBLISHED, State.RETRACTING)} & {
        State.AWAITING_PUBLISH,
        State.PUBLISHING,
        State.UNCLEAR,
    }


def test_nothing_is_deleted_unasked():
    """`delete` is the only way to a retraction."""
    ways = {event for (state, event), to in TABLE.items() if to is State.RETRACTING and state is not State.RETRACTING}
    assert ways == {Event.DELETE}


def test_a_claim_is_the_only_way_into_publishing_besides_a_harmless_repeat():
    """Whatever writes was claimed before."""
    ways = {(state, event) for (state, event), to in TABLE.items() if to is State.PUBLISHING}
    assert ways == {(State.AWAITING_PUBLISH, Event.CLAIM), (State.UNCLEAR, Event.REPEAT)}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(EVENTS, max_size=12))
def test_what_has_ended_stays_ended(events):
    """Whatever happens in whatever order: an end is an end, and a move that is not in the table raises."""
    state = INITIAL
    for event in events:
        try:
            state = after(state, event)
        except NotAllowed:
            assert (state, event) not in TABLE
    if state in ENDS:
        for event in Event:
            with pytest.raises(NotAllowed):
                after(state, event)
