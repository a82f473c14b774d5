"""The page that an app shows of somebody is as good as their handle."""

from __future__ import annotations

import pytest

from bot.platforms.bluesky.addresses import of_profile


@pytest.mark.parametrize(
    ("typed", "handle"),
    [
        ("https://bsky.app/profile/Lena.bsky.social", "lena.bsky.social"),
        ("https://deer.social/profile/lena.example.com/", "lena.example.com"),
        ("https://bsky.app/profile/lena", ""),
        ("https://bsky.app/profile/did:plc:z72i7hdynmk6r22z27h6tvur", ""),
        ("https://bsky.app/profile/lena.bsky.social/post/3l6oveex3ii2l", ""),
        ("lena.bsky.social", ""),
    ],
)
def test_a_profile_in_a_browser_names_its_account(typed, handle):
    """In whichever app; a post is none, nor is what no handle stands in."""
    assert of_profile(typed) == ((handle, "") if handle else None)
