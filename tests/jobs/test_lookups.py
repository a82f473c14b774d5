"""What the owner named by an address that nobody here knows is looked up, and then the owner is heard again."""

from __future__ import annotations

import pytest
from structlog.testing import capture_logs

from bot.domain import Goal, Network, Relationship
from bot.platforms.memory.faults import Request
from bot.store import lookups, people, posts, seen
from tests.contract.memory_world import PEOPLE
from tests.jobs.bench import QUESTION, Watched

CAROL = PEOPLE["carol"]


def looked_up(bench):
    """Everything that is wanted is looked up, and the owner is heard again; what they are told."""
    job = bench.acquaint()
    with capture_logs() as logs:
        while job.step():
            pass
    bench.logs = logs
    bench.hears()
    return bench.told()


def test_an_address_that_is_unknown_is_looked_up(bench):
    """It is asked for, and not before somebody asked."""
    assert not bench.acquaint().wanted()
    assert bench.says(f"meet {CAROL}") == []
    assert bench.acquaint().wanted()
    looked_up(bench)
    assert not bench.acquaint().wanted()
    assert bench.acquaint().step() is False


def test_then_the_owner_is_heard_again(bench):
    """What they said happens, as if the person had been known."""
    bench.says(f"meet {CAROL}")
    assert looked_up(bench)[0].startswith("Carol, carol@press.example.")
    assert bench.person("carol").goal is Goal.GET_TO_KNOW


def test_an_address_with_a_port_is_looked_up(bench):
    """The configuration takes such servers, so a conversation does too."""
    bench.says("meet carol@press.example:8443")
    with bench.tx() as tx:
        assert lookups.wanted(tx)[0].address == "carol@press.example:8443"


def test_whoever_is_found_is_known_as_well_as_anybody(bench):
    """The whole profile, how the two stand to each other, and how they converse."""
    bench.world.set_bio("carol", "Letterpress, mostly.")
    bench.world.follow("carol", "owner")
    bench.world.post("carol", "Which paper would you take?")
    bench.says(f"meet {CAROL}")
    looked_up(bench)
    with bench.tx() as tx:
        held = people.known(tx, f"memory:{CAROL}")
    assert (held.account.bio, held.relationship, held.habits.posts) == (
        "Letterpress, mostly.",
        Relationship(followed_by=True),
        1,
    )
    assert held.profile_at == held.relationship_at == held.habits_at == bench.now


def test_nobody_at_that_address_is_said_once(bench):
    """And nothing happens."""
    bench.says("meet nobody@press.example")
    assert [text.startswith("I know nobody by the name of") for text in looked_up(bench)] == [True]
    assert not bench.acquaint().wanted()


def test_one_address_after_another_is_looked_up(bench):
    """Each step says that there may be another."""
    bench.listens()
    for who in ("alice", "carol"):
        bench.world.message("owner", f"meet {PEOPLE[who]}")
    bench.hears()
    assert [bench.acquaint().step() for _ in range(3)] == [True, True, False]


def test_the_first_network_that_knows_an_address_has_it(bench):
    """The others are not asked."""
    second = Watched(bench.world.reader())
    bench.readers = {Network("memory"): bench.reader, Network("bluesky"): second}
    bench.says(f"meet {CAROL}")
    bench.acquaint().step()
    assert (bench.reader.times("find_account"), second.times("find_account")) == (1, 0)


def test_where_one_network_knows_nobody_the_next_is_asked(bench):
    """An address does not say where it is from."""
    empty = Watched(bench.world.reader())
    empty.find_account = lambda _: None
    bench.readers = {Network("bluesky"): empty, Network("memory"): bench.reader}
    bench.says(f"meet {CAROL}")
    bench.acquaint().step()
    assert bench.person("carol").name == "Carol"


def test_a_network_that_does_not_answer_is_said(bench):
    """The owner may say it again; nothing is looked up by itself for ever."""
    bench.says(f"meet {CAROL}")
    bench.net.faults.add("500", Request.READ)
    assert looked_up(bench) == [
        f"I could not look up {CAROL} just now, so nothing happened. Say it again a little later."
    ]
    assert [entry["event"] for entry in bench.logs] == ["look_up_failed"]
    assert not bench.acquaint().wanted()
    bench.says(f"meet {CAROL}")
    assert looked_up(bench)[0].startswith("Carol")


def test_whoever_was_forgotten_is_not_collected_anew(bench):
    """Naming them brings nothing back."""
    with bench.tx() as tx:
        seen.mark_forgotten(tx, f"memory:{CAROL}", bench.now)
    bench.says(f"meet {CAROL}")
    assert looked_up(bench)[0].startswith("I know nobody")
    assert bench.reader.times("posts_by") == 0


# --- posts


@pytest.mark.parametrize("scheme", ["https", "http"])
def test_a_post_is_looked_up_by_its_address(bench, scheme):
    """It is stored, and will be brought."""
    post = bench.post("carol")
    address = post.link.replace("https", scheme)
    bench.reader.find_post = lambda url: post if url == address else None
    bench.says(f"look {address}")
    looked_up(bench)
    with bench.tx() as tx:
        held = posts.get(tx, post.uri)
    assert (held.post.text, held.post.link) == (QUESTION, address)
    assert bench.reader.times("find_account") == 0


def test_no_post_at_that_address_is_said(bench):
    """Once."""
    bench.says("look https://press.example/@carol/1")
    assert looked_up(bench) == [
        "I found no post at that address, so nothing happened. look takes the address of a post's own page."
    ]


def test_where_one_network_has_no_such_post_the_next_is_asked(bench):
    """Until one has it."""
    post = bench.post("carol")
    empty = Watched(bench.world.reader())
    empty.find_post = lambda _: None
    bench.readers = {Network("bluesky"): empty, Network("memory"): bench.reader}
    bench.says(f"look {post.link}")
    looked_up(bench)
    with bench.tx() as tx:
        assert posts.get(tx, post.uri) is not None
