"""Towards somebody whom the owner would like to know: one small step, by their own tap, and no words asked for."""

from dataclasses import replace

import pytest

from bot.outbox import layout
from bot.wording.english.nudges import STEPS
from tests.wording import spoken


@pytest.mark.parametrize("step", list(STEPS))
def test_a_step_that_is_no_reply_is_for_the_owners_own_hand(step):
    """It says what could be done by hand, offers no draft, and lets words wait."""
    nudge = replace(spoken.a_step(), step=step)
    said = layout.fit(nudge, spoken.MASTODON, spoken.NOW, spoken.ZONE)
    assert "draft" not in said
    assert "Words can wait. later, skip, why." in said
    assert "by hand" in said or "reading along" in said
