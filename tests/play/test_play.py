"""Whatever happens in whatever order, the promise holds."""

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.play.machine import Play

LONG = settings(max_examples=150, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck), database=None, print_blob=False)


def test_every_public_act_has_one_consent_before_it():
    """Every write under the owner's name has exactly one approval that came before it, names it exactly, is used once."""
    run_state_machine_as_test(Play, settings=LONG)
    print(Play.published)
