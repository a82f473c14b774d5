"""Links in a text are marked by bytes, and nothing else ever is (BW-2, BW-3)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Mentioned
from bot.platforms.bluesky import facets


def marked(text):
    """The marked parts of a text with where they lead, cut out by bytes."""
    raw = text.encode()
    cut = ((raw[one["index"]["byteStart"] : one["index"]["byteEnd"]].decode(), one) for one in facets.for_links(text))
    return [(words, one["features"][0]["uri"]) for words, one in cut]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("See https://example.com/a?b=c&d=e#f.", ["https://example.com/a?b=c&d=e#f"]),
        ("📜 é https://example.com, then http://two.example!", ["https://example.com", "http://two.example"]),
        ("(https://en.example/Glue_(paste))", ["https://en.example/Glue_(paste)"]),
        ("(see https://example.com/a)", ["https://example.com/a"]),
        ("“https://example.com/a”", ["https://example.com/a"]),
        ("no link: example.com, @alice.test, #glue, mailto:a@b.example", []),
        ("https://bsky.app/profile/alice.test/post/1", ["https://bsky.app/profile/alice.test/post/1"]),
    ],
)
def test_links_are_marked_where_they_stand(text, links):
    """Without the punctuation of the sentence, whatever letters come before."""
    assert marked(text) == [(link, link) for link in links]


@given(st.text(), st.text())
def test_no_text_makes_a_mention(before, after):
    """Handles, hashes and anything else stay plain words: nobody is ever notified."""
    features = [f for one in facets.for_links(f"{before} @alice.test #tag {after}") for f in one["features"]]
    assert {feature["$type"] for feature in features} <= {facets.LINK}


def test_marks_of_others_are_read_and_broken_ones_left_out():
    """A mark that points outside the text, or nowhere, is no mark."""
    feature = {"$type": facets.MENTION, "did": "did:plc:bob"}
    record = {
        "text": "é @bob.test",
        "facets": [
            {"index": {"byteStart": 3, "byteEnd": 12}, "features": [feature]},
            {"index": {"byteStart": 9, "byteEnd": 3}, "features": [feature]},
            {"index": {"byteStart": "0", "byteEnd": 3}, "features": [feature]},
            {"features": [feature]},
        ],
    }
    assert facets.mentions(record) == (Mentioned("did:plc:bob", "bob.test"),)
