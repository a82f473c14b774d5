"""One line of `why` says what a second reader did: in our words, whatever the reader was made to say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.readings import Behind, Opinion, Outcome, TakenFor
from bot.wording.english.reasons import second_reader
from tests.wording.builders import TOMAS

SAM = replace(TOMAS, name="Sam Orr")


def test_it_is_named_with_what_it_took_the_post_for_and_whom_it_put_it_before():
    """As a friend would say it."""
    opinion = Opinion("localhost", Outcome.BROUGHT, TakenFor.HELP, Behind(2, TakenFor.JOKE))
    assert second_reader(opinion, SAM) == (
        "your model at localhost took it for a request for help, and put it before a joke of Sam's"
    )


def test_of_whom_is_forgotten_nothing_is_said():
    """It gave a place; whose it was is nobody's business any more."""
    opinion = Opinion("localhost", Outcome.BROUGHT, TakenFor.WORK)
    assert (
        second_reader(opinion, None) == "your model at localhost took it for a work of their own, and gave it a place"
    )


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("kind", [None, *TakenFor])
def test_whatever_happened_it_is_one_line(outcome, kind):
    """No score, no sum, no word of the reader's own."""
    for before in (None, Behind(2, kind or TakenFor.OTHER)):
        said = second_reader(Opinion("localhost", outcome, kind, before), SAM if before else None)
        assert said.startswith("your model at localhost ")
        assert "\n" not in said
        assert not any(sign.isdigit() for sign in said)
