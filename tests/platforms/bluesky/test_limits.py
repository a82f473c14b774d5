"""Both bounds of a text hold at once: graphemes and bytes (BW-1, BD-4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.bluesky.limits import MESSAGE, POST, measure


@pytest.mark.parametrize(
    ("text", "length"),
    [("", 0), ("Wheat starch.", 13), ("é" * 7, 7), ("e\u0301" * 7, 7), ("👍" * 7, 7), ("👩‍👩‍👧‍👧" * 10, 25)],
)
def test_a_text_is_counted_in_graphemes_until_bytes_weigh_more(text, length):
    """A family emoji is one grapheme of 25 bytes: ten of them fill 25 places."""
    assert measure(text) == length


@given(st.text(max_size=400))
def test_what_fits_by_our_count_fits_by_the_networks(text):
    """300 graphemes and 3,000 bytes; 1,000 and 10,000 for a message."""
    for limits in (POST, MESSAGE):
        if limits.measure(text) <= limits.characters:
            assert len(text.encode()) <= limits.characters * 10


def test_the_network_is_declared():
    """Handles need no place, a repeat never posts twice, and messages can be reacted to."""
    assert (POST.characters, POST.addresses, MESSAGE.characters) == (300, False, 1000)
    assert POST.repeat_harmless is not None
    assert (MESSAGE.reactions, MESSAGE.embeds, MESSAGE.repeat_harmless) == (True, True, None)
