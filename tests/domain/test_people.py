"""What somebody is called."""

from __future__ import annotations

import pytest

from bot.domain import Account, Network


@pytest.mark.parametrize(
    "name", ["", "\u3164", "\u2800\u2800", "\u200b\u200d", "\ufeff", "\u00ad", " \u2003 ", "\u115f"]
)
def test_a_name_that_shows_nothing_is_none(name):
    """The address says who it is."""
    assert Account(Network("mastodon"), "ada@b.example", "1", "ada@b.example", name).called == "ada"


def test_a_name_that_shows_something_is_one():
    """Of whatever it consists."""
    assert Account(Network("mastodon"), "ada@b.example", "1", "ada@b.example", " \U0001f331 ").called == "\U0001f331"
