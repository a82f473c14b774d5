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


def test_words_to_an_old_nudge_are_about_the_reply_that_is_on_its_way():
    """Found by a random play: they belonged to no open message, and only an unclear end stood there that takes no words."""
    play = Play()
    play.begin(which=1)
    play.owner_takes_a_late_offer(by="reference", code="a1", hours=25, offer="send once more")
    play.owner_takes_a_late_offer(by="reference", code="c1", hours=500, offer="send once more")
    play.the_receipt_waits_behind_another(code="a1", words=FILM)
    play.the_machine_comes_up_again(code="c1", first="alone", minutes=3, then="minutes later")
    play.the_receipt_waits_behind_another(
        code="c1", words="Cotton rag, damped the evening before, and a board on top overnight."
    )
    play.an_old_copy_is_put_back(code="a1", deleted=True, first="on its way", published=False, then="minutes later")
    play.the_receipt_does_not_arrive(code="c1", how="refused", times=12, words=FILM)
    play.the_promise_holds()
    play.teardown()


FILM = "I lay a sheet of film over the open letter and scan with the lid up. The folds stay folds."
