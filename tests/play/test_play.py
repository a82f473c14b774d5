"""Whatever happens in whatever order, the promise holds."""

import os

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.play.machine import Play

# The same plays each time, so that a change is what changed; NUDGE_ANY_PLAY=1 plays others.
PLAYS = 40 if os.environ.get("NUDGE_REQUIRE_SERVERS") == "1" else 10
LONG = settings(
    max_examples=PLAYS,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
    derandomize=os.environ.get("NUDGE_ANY_PLAY") != "1",
    print_blob=False,
)


def test_every_public_act_has_one_consent_before_it():
    """Every write under the owner's name has exactly one approval that came before it, names it exactly, is used once."""
    run_state_machine_as_test(Play, settings=LONG)
