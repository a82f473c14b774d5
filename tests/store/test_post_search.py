"""A stored post is found by whatever is at hand: a code, its uri, or a web address of it on any server."""

from __future__ import annotations

import pytest

from bot.domain import Network, PostRef
from bot.store import post_search, suggestions
from tests.store.builders import a_post, kept, suggested

ALICE = "https://books.example/users/alice/statuses/11"
BOB = "https://coast.example/users/bob/statuses/11"


@pytest.fixture
def two(store):
    """A post of Alice's that was suggested, and one of Bob's that ends in the same key."""
    with store.begin() as tx:
        first, second = (
            kept(
                tx,
                a_post(
                    by=who, ref=PostRef(Network("memory"), uri, "11"), link=f"https://home.example/@{who}/990{number}"
                ),
            )
            for number, (who, uri) in enumerate((("alice", ALICE), ("bob", BOB)))
        )
        suggested(tx, first)
    store.posts = first, second
    return store


def uri(store, said):
    """What is found by this: the uri, and the code."""
    with store.begin() as tx:
        held, row = post_search.named(tx, said)
    return held and held.post.uri, row and row.code


@pytest.mark.parametrize("said", ["a1", "A1", "a1.2", "[a1]", "[a1.2]", " a1 "])
def test_a_code_names_its_post(two, said):
    """However it was copied."""
    assert uri(two, said) == (ALICE, "a1")


def test_a_code_that_nobody_has_names_nothing(two):
    """Nor does one whose post is gone."""
    assert uri(two, "z9") == (None, None)
    with two.begin() as tx:
        suggestions.change(tx, 1, post_uri=None)
    assert uri(two, "a1") == (None, "a1")


@pytest.mark.parametrize("said", [
    ALICE, f" {ALICE} ", "https://home.example/@alice/9900", "https://books.example/@alice/11",
    "https://other.example/@alice@books.example/11", "https://books.example/@ALICE/11/?x=1#top",
])  # fmt: skip
def test_an_address_names_the_post_of_its_author(two, said):
    """On whatever server it was copied."""
    assert uri(two, said) == (ALICE, "a1")


def test_the_same_key_of_somebody_else_is_another_post(two):
    """The author is named in it."""
    assert uri(two, "https://other.example/@bob@coast.example/11") == (BOB, None)


@pytest.mark.parametrize("said", [
    "https://other.example/@carol/11", "https://books.example/@alice/1", "https://books.example/@alice/111",
    "alice", "", "https://books.example/", "https://other.example/11",
])  # fmt: skip
def test_anything_else_names_nothing(two, said):
    """Nothing is guessed."""
    assert uri(two, said) == (None, None)


def test_signs_in_an_address_are_no_patterns(two):
    """A per cent sign means itself."""
    assert uri(two, "https://other.example/@alice/%") == (None, None)
    assert uri(two, "https://other.example/@alice/1_") == (None, None)
