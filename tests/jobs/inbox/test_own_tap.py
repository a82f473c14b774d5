"""What only the owner's own tap does is answered with the link, and never done."""

from __future__ import annotations

import pytest

from tests.jobs.bench import OTHER_QUESTION

OWN_TAP = ("like", "boost", "follow", "block")


@pytest.mark.parametrize("word", ["like", "boost"])
def test_a_post_comes_as_its_link(bench, word):
    """That of the message that is meant: the only one that is open, or the one that is named."""
    post = bench.heard("alice")
    bench.nudged(post)
    assert bench.says(word) == [f"I {word} nothing in your name; one tap of yours does it: {post.link}"]
    bench.nudged(bench.heard("bob", OTHER_QUESTION))
    assert bench.says(f"{word} a1")[0].endswith(post.link)
    assert bench.says(f"{word} alice")[0].endswith(post.link)
    assert bench.says(word)[0].startswith("Two are open")


@pytest.mark.parametrize("word", ["like", "boost"])
def test_with_nothing_open_no_link_is_made_up(bench, word):
    """It is said whose it is, and that is all."""
    assert bench.says(word) == [f"I {word} nothing in your name; that is your own tap, in your app."]


def test_a_person_comes_as_their_page(bench):
    """Whoever is named, or whom the message is about; and `never` is what this program can do."""
    alice = bench.meets("alice")
    page = alice.accounts[0].url
    assert bench.says("follow alice") == [f"I follow nobody in your name; one tap of yours does it: {page}".strip()]
    bench.nudged(bench.heard("alice"))
    assert bench.says("block") == [
        f"I block nobody in your name; your app does. never alice keeps me quiet about Alice. {page}".strip()
    ]


@pytest.mark.parametrize("word", ["follow", "block"])
def test_words_that_begin_so_are_words(bench, word):
    """Where nobody has that name, and words are awaited."""
    bench.nudged(bench.heard("alice"))
    assert bench.says(f"{word} printing goes well")[0].startswith("This would stand under your name")


@pytest.mark.parametrize("word", OWN_TAP)
def test_nothing_is_done_on_the_network(bench, word):
    """No request but those that read, and the private message."""
    bench.nudged(bench.heard("alice"))
    before = bench.publisher.asked.copy()
    bench.says(word)
    assert bench.publisher.asked == before
    assert bench.world.posts("owner") == []
    relation = bench.world.reader().relationships([bench.person("alice").accounts[0]])
    assert not any(one.blocking for one in relation.values())


@pytest.mark.parametrize("word", OWN_TAP)
def test_none_of_them_is_harmless_while_a_reply_is_on_its_way(bench, word):
    """It is held and asked about."""
    row = bench.approved(bench.heard("alice"))
    bench.says(word)
    assert not bench.holds(row)
