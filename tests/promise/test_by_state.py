"""The promise held by state: one table, and no way through it to a public write without an approval (DESIGN 2, 4)."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain import ENDS, INITIAL, SUGGESTION_MOVES, SuggestionEvent, SuggestionState, next_state
from bot.errors import NotAllowed

APPROVING = {SuggestionEvent.APPROVE, SuggestionEvent.SEND_ONCE_MORE}
EVENTS = st.sampled_from(list(SuggestionEvent))


def reachable(table: dict[tuple[SuggestionState, SuggestionEvent], SuggestionState]) -> set[SuggestionState]:
    """Everything that can come after the beginning."""
    found, new = {INITIAL}, {INITIAL}
    while new:
        new = {to for (state, _), to in table.items() if state in new} - found
        found |= new
    return found


def test_nothing_is_published_without_an_approval():
    """Take the two approving events away, and publishing cannot be reached."""
    without = {move: to for move, to in SUGGESTION_MOVES.items() if move[1] not in APPROVING}
    assert reachable(without).isdisjoint(
        {SuggestionState.AWAITING_PUBLISH, SuggestionState.PUBLISHING, SuggestionState.PUBLISHED}
    )


def test_an_approval_is_spent_by_one_publication():
    """From a published reply no way leads back to publishing."""
    assert not {
        to
        for (state, _), to in SUGGESTION_MOVES.items()
        if state in (SuggestionState.PUBLISHED, SuggestionState.RETRACTING)
    } & {
        SuggestionState.AWAITING_PUBLISH,
        SuggestionState.PUBLISHING,
        SuggestionState.UNCLEAR,
    }


def test_nothing_is_deleted_unasked():
    """`delete` is the only way to a retraction."""
    ways = {
        event
        for (state, event), to in SUGGESTION_MOVES.items()
        if to is SuggestionState.RETRACTING and state is not SuggestionState.RETRACTING
    }
    assert ways == {SuggestionEvent.DELETE}


def test_a_claim_is_the_only_way_into_publishing_besides_a_harmless_repeat():
    """Whatever writes was claimed before."""
    ways = {(state, event) for (state, event), to in SUGGESTION_MOVES.items() if to is SuggestionState.PUBLISHING}
    assert ways == {
        (SuggestionState.AWAITING_PUBLISH, SuggestionEvent.CLAIM),
        (SuggestionState.UNCLEAR, SuggestionEvent.REPEAT),
    }


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(EVENTS, max_size=12))
def test_what_has_ended_stays_ended(events):
    """Whatever happens in whatever order: an end is an end, and a move that is not in the table raises."""
    state = INITIAL
    for event in events:
        try:
            state = next_state(state, event)
        except NotAllowed:
            assert (state, event) not in SUGGESTION_MOVES
    if state in ENDS:
        for event in SuggestionEvent:
            with pytest.raises(NotAllowed):
                next_state(state, event)
