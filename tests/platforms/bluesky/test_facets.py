"""Links in a text are marked by bytes, and nothing else ever is (BW-2, BW-3)."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Marks, Mentioned
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


def marked_in_a_reply(text):
    """The same of the owner's own words, with what kind of mark it is."""
    raw = text.encode()
    found = []
    for facet in facets.for_reply(text):
        [feature] = facet["features"]
        shown = raw[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode()
        found.append((shown, feature["$type"].rpartition("#")[2], feature.get("tag") or feature["uri"]))
    return found


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (
            "For #marbling and #Papier it works.",
            [("#marbling", "tag", "marbling"), ("#Papier", "tag", "Papier")],
        ),
        ("Schön, für Müßige: #Kleisterpapier!", [("#Kleisterpapier", "tag", "Kleisterpapier")]),
        ("#Größe, \uff03糊", [("#Größe", "tag", "Größe"), ("\uff03糊", "tag", "糊")]),
        ("#3 is best, #2026! and # alone, #!?", []),
        ("no#tag and ##, #" + "a" * 65, []),
        ("a link https://a.example/#size here", [("https://a.example/#size", "link", "https://a.example/#size")]),
        ("#https://a.example/b", [("https://a.example/b", "link", "https://a.example/b")]),
        ("ask glue.org/wheat.", [("glue.org/wheat", "link", "https://glue.org/wheat")]),
        ("(glue.org) or Glue.com:8080/a?b", [
            ("glue.org", "link", "https://glue.org"),
            ("Glue.com:8080/a?b", "link", "https://Glue.com:8080/a?b"),
        ]),
        ("e.g. v2.1, README.md, end.Next, run.py, 3.5", []),
        ("@jo.glue.org, jo@glue.org, glue.org@evil.example, jo.bsky.social", []),
    ],
)  # fmt: skip
def test_tags_and_bare_addresses_are_marked_as_the_app_marks_them(text, right):
    """By bytes, without the punctuation around them, none over another; what only looks like one stays (BW-9)."""
    assert marked_in_a_reply(text) == right


@given(st.text(), st.text())
def test_no_words_of_the_owners_make_a_mention(before, after):
    """Whatever stands around a name; and no two marks overlap (BW-3)."""
    made = facets.for_reply(f"{before} @alice.test #tag glue.org {after}")
    kinds = {feature["$type"] for one in made for feature in one["features"]}
    assert kinds <= {facets.LINK, facets.TAG}
    ends = [(one["index"]["byteStart"], one["index"]["byteEnd"]) for one in made]
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(ends))


def test_what_becomes_a_link_can_be_told_before():
    """What looks like a link already need not be named."""
    words = "@jo.example #glue https://a.example/b and glue.org/a, again #glue"
    assert facets.marks(words) == Marks(("#glue", "glue.org/a"), ("@jo.example",))


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


def test_what_stands_within_an_address_is_no_link_of_its_own():
    """Two marks on the same letters are refused by apps, or lead elsewhere (BW-3)."""
    (facet,) = facets.for_reply("See https://en.wikipedia.example/wiki/Foo_(bar.com) for it.")
    assert facet["features"][0]["uri"] == "https://en.wikipedia.example/wiki/Foo_(bar.com)"
