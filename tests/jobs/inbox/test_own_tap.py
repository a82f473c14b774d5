"""What only the owner's own tap does is answered with the link, and never done."""

from __future__ import annotations

import pytest

from bot.domain import Account, Network
from bot.knowledge import joining
from bot.store import people
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
        f"I block nobody in your name; you can in your app. Say never alice, and I am quiet about Alice. {page}".strip()
    ]


def on_two(bench):
    """Alice, and her account on the other network."""
    alice = bench.meets("alice")
    url = "https://bsky.app/profile/alice.example"
    there = Account(Network("bluesky"), "did:plc:alice", "did:plc:alice", "alice.example", "Alice", url)
    with bench.tx() as tx:
        joining.join(tx, alice.id, people.meet(tx, there, now=bench.now), now=bench.now)
    return alice.accounts[0].url, url


def test_of_somebody_with_two_accounts_each_comes_with_its_network(bench):
    """In one message: each is a tap of its own, and whoever blocks somebody means all of them."""
    here, there = on_two(bench)
    both = [f"Bluesky: {there}", f"Memory: {here}"]
    [follow], [block] = bench.says("follow alice"), bench.says("block alice")
    assert follow.splitlines() == [
        "I follow nobody in your name; one tap of yours on each network does it.",
        *both,
    ]
    assert block.splitlines()[1:] == both


@pytest.mark.parametrize("said", ["follow", "follow a1"])
def test_to_a_nudge_the_account_comes_that_it_is_about(bench, said):
    """And no other: it is that one which spoke."""
    here, there = on_two(bench)
    bench.nudged(bench.heard("alice"))
    [follow] = bench.says(said)
    assert follow.endswith(f"one tap of yours does it: {here}")
    assert there not in follow
    assert there in bench.says("block")[0]


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
