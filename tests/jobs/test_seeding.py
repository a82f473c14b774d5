"""The people of the configuration come into the store: each entry once, and never against what was said since."""

from __future__ import annotations

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.domain import Goal, Network
from bot.errors import PlatformError
from bot.platforms.memory.faults import Request
from bot.store import people
from tests.contract.memory_world import PEOPLE

ADA = {"name": "Ada", "mastodon": PEOPLE["alice"]}
BOTH = {**ADA, "bluesky": "ada.example"}


READ = (Network("mastodon"), Network("bluesky"))


@pytest.fixture
def seeded(make):
    """Bring these entries in, on networks that both can be read."""

    def seed(*entries, networks=READ):
        bench = make(people=list(entries))
        bench.net.people.join("ada.example", "Ada L.")
        bench.readers = dict.fromkeys(networks, bench.reader)
        while bench.seeding().step():
            pass
        return bench

    return seed


def test_somebody_who_is_named_is_known_with_the_wish(seeded):
    """By the name of the entry; and the owner wants to get to know them."""
    person = seeded(ADA).person("alice")
    assert (person.name, person.goal, person.every) == ("Ada", Goal.GET_TO_KNOW, None)


def test_a_wish_to_keep_in_touch_has_its_time(seeded):
    """Every six weeks."""
    person = seeded({**ADA, "goal": "keep-in-touch", "every": "6w"}).person("alice")
    assert (person.goal, person.every) == (Goal.KEEP_IN_TOUCH, timedelta(weeks=6))


def test_two_accounts_of_an_entry_are_one_person(seeded):
    """With the wish, whoever of them was known before."""
    bench = seeded(BOTH)
    assert bench.person("alice") == bench.person("ada.example")
    assert [account.uid for account in bench.person("alice").accounts] == ["ada.example", PEOPLE["alice"]]
    assert bench.person("alice").goal is Goal.GET_TO_KNOW


def test_everybody_is_looked_up_one_at_a_time(make):
    """Each step says whether there may be another."""
    bench = make(people=[ADA, {"name": "Bo", "mastodon": PEOPLE["bob"]}])
    bench.readers = {Network("mastodon"): bench.reader}
    assert [bench.seeding().step() for _ in range(3)] == [True, True, False]
    assert bench.reader.times("find_account") == 2


def test_nobody_is_looked_up_twice(seeded):
    """Also after the next start."""
    bench = seeded(ADA)
    assert bench.seeding().step() is False
    assert bench.reader.times("find_account") == 1


def test_what_the_owner_said_since_is_not_undone_at_the_next_start(seeded):
    """`never` holds against the file."""
    bench = seeded(ADA)
    person = bench.person("alice").id
    with bench.tx() as tx:
        people.change(tx, person, never=True, goal=Goal.NONE)
    bench.seeding().step()
    assert bench.person("alice").goal is Goal.NONE


def test_an_entry_that_is_changed_counts_anew(seeded, make):
    """Whoever writes it differently wants something else."""
    bench = seeded(ADA)
    [spec] = bench.config.people
    other = spec.model_copy(update={"goal": Goal.KEEP_IN_TOUCH, "every": timedelta(weeks=2)})
    bench.config = bench.config.model_copy(update={"people": (other,)})
    assert bench.seeding().step() is True
    assert bench.person("alice").every == timedelta(weeks=2)


def test_whoever_is_not_found_is_logged_once(seeded):
    """It is a mistake in the file, or somebody has left; the name of nobody goes into the log."""
    with capture_logs() as logs:
        bench = seeded({"name": "Ada", "mastodon": "ada@nowhere.example"})
    assert [entry["where"] for entry in logs if entry["event"] == "person_not_found"] == ["config.toml [[people]]"]
    assert bench.seeding().step() is False


def test_one_of_two_accounts_is_enough(seeded):
    """The other one is not found, and nobody is missed."""
    with capture_logs() as logs:
        bench = seeded({**ADA, "bluesky": "nobody.example"})
    assert bench.person("alice").name == "Ada"
    assert not [entry for entry in logs if entry["event"] == "person_not_found"]


def test_a_network_that_is_not_read_is_not_asked(seeded):
    """Only what was configured."""
    bench = seeded(BOTH, networks=[Network("bluesky")])
    assert [args for name, args in bench.reader.asked if name == "find_account"] == [("ada.example",)]
    assert bench.person("ada.example").name == "Ada"


def test_a_network_that_fails_is_asked_again(make):
    """Nothing is kept of a look that ended halfway."""
    bench = make(people=[ADA])
    bench.readers = {Network("mastodon"): bench.reader}
    bench.net.faults.add("500", Request.READ)
    with pytest.raises(PlatformError):
        bench.seeding().step()
    assert bench.seeding().step() is True
    assert bench.person("alice").name == "Ada"
