"""What somebody is called, and whether they may be spoken of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain import Account, Network, Person

NOW, SECOND = datetime(2026, 11, 18, 17, tzinfo=UTC), timedelta(seconds=1)


@pytest.mark.parametrize(
    "name", ["", "\u3164", "\u2800\u2800", "\u200b\u200d", "\ufeff", "\u00ad", " \u2003 ", "\u115f"]
)
def test_a_name_that_shows_nothing_is_none(name):
    """The address says who it is."""
    assert Account(Network("mastodon"), "ada@b.example", "1", "ada@b.example", name).called == "ada"


@pytest.mark.parametrize(
    ("said", "may"),
    [
        ({}, True),
        ({"never": True}, False),
        ({"quiet_until": NOW + SECOND}, False),
        ({"quiet_until": NOW}, True),
        ({"forget_at": NOW + SECOND}, False),
        ({"forget_at": NOW - SECOND}, False),
    ],
)
def test_who_may_be_spoken_of(said, may):
    """Nobody of whom the owner wants no more, who is to be forgotten, or about whom there is to be quiet for now."""
    assert Person(1, "Ada", (), **said).may_be_spoken_of(NOW) is may


def test_a_name_that_shows_something_is_one():
    """Of whatever it consists."""
    assert Account(Network("mastodon"), "ada@b.example", "1", "ada@b.example", " \U0001f331 ").called == "\U0001f331"
