"""Two accounts whose profiles name each other: the owner is asked, once each, seldom, and nobody is joined silently."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain import Account, Network, Relationship
from bot.store import people, people_questions
from tests.contract.memory_world import PEOPLE

ASKS = "Each profile names the other account"
ADA, ADA_THERE, BO, BO_THERE = (
    Account(network, uid, uid, address, name, bio=f"Also {other}")
    for network, uid, address, name, other in (
        (Network("mastodon"), "ada@books.example", "ada@books.example", "Ada", "ada.example"),
        (Network("bluesky"), "did:plc:ada", "ada.example", "Ada L.", "@ada@books.example"),
        (Network("mastodon"), "bo@coast.example", "bo@coast.example", "Bo", "bo.example"),
        (Network("bluesky"), "did:plc:bo", "bo.example", "Bo B.", "@bo@coast.example"),
    )
)
FOLLOWED = Relationship(following=True)


def met(bench, *accounts, relationship=FOLLOWED):
    """These accounts are known; the owner follows them."""
    with bench.tx() as tx:
        for account in accounts:
            people.meet(tx, account, now=bench.now)
            people.put_relationships(tx, {account.key: relationship}, now=bench.now)


def asks(bench, **later):
    """Time passes, and then it is looked; whether the owner is asked, and about whom."""
    bench.later(**later)
    assert bench.pairing().step() is False
    return [text.partition(" (")[0] for text in bench.told() if ASKS.lower() in text.lower()]


@pytest.fixture
def begun(bench):
    """The owner was told hello."""
    bench.greeted()
    return bench


def test_a_pair_is_asked_about(begun):
    """By name and address, and with what can be answered; they stay two until the owner says so."""
    met(begun, ADA, ADA_THERE)
    assert asks(begun) == ["Ada L."]
    with begun.tx() as tx:
        assert people_questions.asked(tx) == people_questions.Pair(ADA_THERE.key, ADA.key)
        assert people.person_of(tx, ADA.key).id != people.person_of(tx, ADA_THERE.key).id
    assert begun.says("one person") == ["From now on ada@books.example and Ada L. are one person to me."]


def test_each_pair_is_asked_about_once(begun):
    """Also when the owner says nothing to it."""
    met(begun, ADA, ADA_THERE)
    assert len(asks(begun)) == 1
    assert asks(begun, days=8) == []


def test_one_question_in_a_week(begun):
    """The second pair waits."""
    met(begun, ADA, ADA_THERE, BO, BO_THERE)
    assert len(asks(begun)) == 1
    assert asks(begun, days=6, hours=23) == []
    assert asks(begun, hours=2) == ["Bo B."]


def test_it_is_looked_once_a_day(begun):
    """A pair that is new today is asked about tomorrow."""
    assert asks(begun) == []
    met(begun, ADA, ADA_THERE)
    assert asks(begun, hours=23, minutes=59) == []
    assert asks(begun, minutes=1) == ["Ada L."]


def test_strangers_are_nobodys_business(begun):
    """Only people whom the owner follows or has talked with; either account is enough."""
    met(begun, ADA, ADA_THERE, relationship=Relationship(followed_by=True))
    assert asks(begun) == []
    met(begun, ADA)
    assert asks(begun, days=1) == ["Ada L."]


def test_whom_the_owner_has_talked_with_is_asked_about(begun):
    """Without a follow."""
    begun.talked("alice")
    begun.world.set_bio("alice", "Also ada.example")
    alice = begun.world.reader().find_account(PEOPLE["alice"])
    there = Account(Network("bluesky"), "did:plc:a", "did:plc:a", "ada.example", "Ada L.", bio=f"Also {alice.address}")
    met(begun, alice, there, relationship=Relationship())
    assert asks(begun) == ["Ada L."]


@pytest.mark.parametrize("wish", [{"never": True}, {"quiet_until": datetime(2099, 1, 1, tzinfo=UTC)}])
@pytest.mark.parametrize("which", [ADA, ADA_THERE])
def test_whoever_is_to_be_left_alone_is_left_alone(begun, which, wish):
    """`never` or `mute` for either."""
    met(begun, ADA, ADA_THERE)
    with begun.tx() as tx:
        people.change(tx, people.person_of(tx, which.key).id, **wish)
    assert asks(begun) == []


def test_who_is_one_person_already_is_not_asked_about(begun):
    """The owner has said it themselves."""
    met(begun, ADA, ADA_THERE)
    begun.says("same ada@books.example ada.example")
    assert asks(begun) == []


def test_a_claim_that_is_not_returned_is_no_pair(begun):
    """Anybody can claim to be somebody."""
    met(begun, ADA, Account(Network("bluesky"), "did:plc:x", "did:plc:x", "ada.example", "X"))
    assert asks(begun) == []


def test_before_hello_nothing_is_asked(bench):
    """The first message is hello."""
    met(bench, ADA, ADA_THERE)
    assert asks(bench) == []
    bench.greeted()
    assert asks(bench) == ["Ada L."]


@pytest.mark.parametrize("rest", ["stop", "pause 2d"])
def test_at_rest_nothing_is_asked(begun, rest):
    """Nor is the look used up."""
    met(begun, ADA, ADA_THERE)
    begun.says(rest)
    assert asks(begun) == []
    begun.says("resume")
    assert asks(begun) == ["Ada L."]


def test_a_question_waits_for_the_end_of_quiet_hours(make):
    """It is begun by the bot."""
    bench = make(deliver={"at": "as-they-come", "quiet": "22:00-07:00"})
    bench.greeted()
    met(bench, ADA, ADA_THERE)
    bench.pairing().step()
    bench.until("2026-11-18", 23)
    assert bench.told() == []
    bench.until("2026-11-19", 8)
    assert len(bench.told()) == 1
