"""The diagrams of states are the tables of states."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.domain import APPROVAL_LIFE, MESSAGE_LIFE, SUGGESTION_LIFE

PAGE = Path(__file__).parents[2] / "docs/states.md"
HEADING = re.compile(r"(?m)^#+ The life of (.+)$")
ARROW = re.compile(r"(?m)^    (\S+) --> (\S+?)(?:: (.+))?$")
LIVES = {life.of: life for life in (SUGGESTION_LIFE, MESSAGE_LIFE, APPROVAL_LIFE)}


@pytest.fixture
def arrows(of):
    """What the part of the page about one kind of row draws: state, next state, and the events on the arrow."""
    _, *parts = HEADING.split(PAGE.read_text(encoding="utf-8"))
    (part,) = [text for heading, text in zip(parts[::2], parts[1::2], strict=True) if heading == of]
    return ARROW.findall(part)


def test_every_table_has_its_diagram():
    """And no diagram is of something else."""
    assert HEADING.findall(PAGE.read_text(encoding="utf-8")) == list(LIVES)


@pytest.mark.parametrize("of", LIVES)
def test_the_diagram_shows_every_move_and_no_other(of, arrows):
    """Who looks at the picture knows everything that can happen to a suggestion, a message, an approval."""
    drawn = {
        (state, event, after)
        for state, after, events in arrows
        for event in events.split(", ")
        if "[*]" not in (state, after)
    }
    assert drawn == {(state.value, event.value, after.value) for (state, event), after in LIVES[of].table.items()}


@pytest.mark.parametrize("of", LIVES)
def test_the_diagram_shows_where_it_begins_and_ends(of, arrows):
    """One beginning, and every end."""
    assert [after for state, after, _ in arrows if state == "[*]"] == [LIVES[of].begins.value]
    assert {state for state, after, _ in arrows if after == "[*]"} == {state.value for state in LIVES[of].ends}
