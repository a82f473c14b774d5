"""Addresses in front of an answer are put there by apps; nobody says them."""

import pytest

from bot.wording.text import unaddressed


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("@lena@writers.example If the piano survives, so will I.", "If the piano survives, so will I."),
        ("@lena @tomas@books.example, yes", "yes"),
        ("Ask @tomas@books.example about it", "Ask @tomas@books.example about it"),
        ("mail me: a@b.example", "mail me: a@b.example"),
        ("@lena@writers.example", "@lena@writers.example"),
        ("", ""),
    ],
)
def test_only_what_stands_in_front_is_taken_off(said, words):
    """A handle within a sentence is part of it; a text of handles alone stays."""
    assert unaddressed(said) == words
