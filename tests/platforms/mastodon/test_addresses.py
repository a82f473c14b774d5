"""The address of a post is known in the forms that servers and apps give it; the rest is the server's to find (MO-12)."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bot.platforms.bluesky.addresses import named_post
from tests.platforms.mastodon.test_lesser import retold

HOUR = timedelta(hours=1)
KEY = "3lbvqq2xkzs2a"
DID = "did:plc:ewvi7nxzyoun6zhxrhs64oiz"


def a_post(world):
    """A post with the id by which its server knows it."""
    uri = world.post("alice", "Which paste keeps for a week?")
    return uri, world._id_of(uri)


@pytest.mark.parametrize(
    "form",
    [
        "{base}/@alice/{id}",
        "{base}/@alice/{id}/",
        "{base}/@alice/{id}?from=mail#top",
        "{base}/@alice/posts/{id}/",
        "{base}/@alice/statuses/{id}",
        "{base}/users/alice/statuses/{id}",
        "{base}/web/@alice/{id}",
        "{base}/notice/{id}",
        "{base}/notes/{id}",
        "{base}/p/alice/{id}",
        "https://home.example/@alice/{id}",
        "https://HOME.example/@alice/{id}",
        "https://elk.example/home.example/@alice/{id}",
        "https://phanpy.example/#/home.example/s/{id}",
    ],
)
def test_a_post_of_ones_own_server_is_found_by_each_of_its_addresses(either, form):
    """By the id in it, on the server itself or as an app shows it."""
    uri, given_id = a_post(either)
    found = either.reader().find_post(form.format(base=either.base, id=given_id))
    assert found is not None
    assert found.uri == uri


@pytest.mark.parametrize("form", ["https://home.example/objects/0b6c", "https://home.example/@alice/9-9/"])
def test_an_address_that_holds_no_id_is_found_by_the_servers_search(gotosocial, form):
    """Spelt with a slash at the end or without, as the server spells it the other way."""
    uri, given_id = a_post(gotosocial)
    status = {**gotosocial._api["owner"].get(f"/api/v1/statuses/{given_id}"), "url": form.rstrip("/")}
    found = {"accounts": [], "hashtags": [], "statuses": [status]}
    reader = retold(gotosocial.reader(), "GET /api/v2/search", lambda _: (200, found))
    assert reader.find_post(f"{form.rstrip('/')}/").uri == uri
    assert reader.find_post("https://home.example/objects/another") is None


@pytest.mark.parametrize(
    ("address", "named"),
    [
        (f"https://bsky.app/profile/alice.test/post/{KEY}", ("alice.test", KEY)),
        (f"https://bsky.app/profile/{DID}/post/{KEY}?ref=mail", (DID, KEY)),
        (f"https://another.example/profile/alice.test/post/{KEY}", ("alice.test", KEY)),
        (f"at://{DID}/app.bsky.feed.post/{KEY}", (DID, KEY)),
        (f"https://bridge.example/convert/ap/at://{DID}/app.bsky.feed.post/{KEY}", (DID, KEY)),
        (f"https://bridge.example/r/https://bsky.app/profile/alice.test/post/{KEY}", ("alice.test", KEY)),
        (f"https://friends.example/profile/bob/post/{KEY}", None),
        ("https://bsky.app/profile/alice.test", None),
        ("https://home.example/@alice/1", None),
    ],
)
def test_a_post_on_bluesky_is_named_by_every_app_and_bridge(address, named):
    """Whose it is and its key stand in all of them."""
    assert named_post(address) == named


def test_who_is_not_known_yet_is_looked_for_on_their_own_server(either):
    """GoToSocial does so only where a sign stands in front of the name (MO-12)."""
    unknown = json.dumps({"error": "Not Found"})
    either.page("GET /api/v1/accounts/lookup", 404, body=unknown, kind="application/json")
    found = either.reader().find_account(either.address("carol"))
    assert found is not None
    assert found.address == either.address("carol")
