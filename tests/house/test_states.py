"""The diagram of states is the table of states."""

from __future__ import annotations

import re
from pathlib import Path

from bot.approvals import ENDS, INITIAL, TABLE

PAGE = Path(__file__).parents[2] / "docs/states.md"
ARROW = re.compile(r"(?m)^    (\S+) --> (\S+?)(?:: (.+))?$")


def test_the_diagram_shows_every_move_and_no_other():
    """Who looks at the picture knows everything that can happen to a suggestion."""
    drawn = {
        (state, event, after)
        for state, after, events in ARROW.findall(PAGE.read_text(encoding="utf-8"))
        for event in events.split(", ")
        if "[*]" not in (state, after)
    }
    assert drawn == {(state.value, event.value, after.value) for (state, event), after in TABLE.items()}


def test_the_diagram_shows_where_it_begins_and_ends():
    """One beginning, and every end."""
    arrows = [(state, after) for state, after, _ in ARROW.findall(PAGE.read_text(encoding="utf-8"))]
    assert [after for state, after in arrows if state == "[*]"] == [INITIAL.value]
    assert {state for state, after in arrows if after == "[*]"} == {state.value for state in ENDS}
