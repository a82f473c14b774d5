"""Whom the owner and somebody both know is said where that somebody is looked at, asked once a week, and never of who would rather not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain import AccountFlag, Goal, NudgeKind, SuggestionState
from bot.errors import LoginEnded, PlatformError, Refused
from bot.knowledge import candidates
from bot.knowledge.forgetting import forget as forget_for_good
from bot.platforms.memory.faults import Request
from bot.store import answers, export, known_by, lookups, people
from bot.wording.text import Name
from tests.contract.memory_world import PEOPLE
from tests.decide.builders import SOCIABLE
from tests.jobs.bench import QUESTION

ALICE, BOB, CAROL = (f"memory:{PEOPLE[who]}" for who in ("alice", "bob", "carol"))


@pytest.fixture
def acquainted(bench):
    """Bob, whom the owner follows, follows Carol, whom the owner does not; all three are known."""
    for who in ("alice", "bob", "carol"):
        bench.meets(who)
    bench.world.follow("bob", "carol")
    return bench


def asked(bench):
    """How often the network was asked."""
    return bench.reader.times("known_by")


def kept(bench):
    """Who follows whom, as far as it is stored."""
    with bench.tx() as tx:
        return {account: list(followers) for account, followers in known_by.of(tx).items()}


# --- where it is said


@pytest.mark.parametrize("word", ["meet", "who"])
def test_whom_the_two_both_know_is_said(acquainted, word):
    """By name, once, in the message that was asked for."""
    [said] = acquainted.says(f"{word} carol")
    assert said.startswith("Carol, carol@press.example. Bob follows Carol too.\n")


def test_two_are_named_whom_the_owner_knows_best_first(acquainted):
    """By the words that they had; and no count of the rest."""
    acquainted.talked("alice")
    address = "dave@coast.example"
    acquainted.net.people.join(address, "Dave")
    acquainted.meets(address)
    acquainted.net.people.follow(PEOPLE["owner"], address)
    for who in (PEOPLE["alice"], address):
        acquainted.net.people.follow(who, PEOPLE["carol"])
    [said] = acquainted.says("who carol")
    assert "Alice and Dave follow Carol too.\n" in said
    assert "Bob" not in said


def test_somebody_found_by_an_address_is_looked_at_as_well(bench):
    """First found, then asked about, then answered: once."""
    bench.meets("bob")
    bench.world.follow("bob", "carol")
    assert bench.says(f"meet {PEOPLE['carol']}") == []
    assert bench.acquaint().step()
    bench.hears()
    [said] = bench.told()
    assert "Neither follows the other. Bob follows Carol too." in said
    assert bench.person("carol").goal is Goal.GET_TO_KNOW


def newcomer(bench, habit="With a fan, and patience."):
    """Carol, who answers people, begins to follow the owner."""
    question = bench.world.post("alice", "Wet books.")
    for number in range(9):
        bench.world.post("carol", f"{habit} Page {number}.", reply_to=question)
    bench.world.post(
        "carol", "Found a keeper's diary that stops mid-sentence in 1911, and I keep thinking about its end."
    )
    bench.world.follow("carol", "owner")
    bench.poll().notices()


def test_a_new_follower_comes_with_whom_the_two_both_know(acquainted):
    """In the nudge, and in its reasons, where a rule counts it."""
    acquainted.greeted()
    newcomer(acquainted)
    acquainted.later(hours=1)
    acquainted.nudging().choose()
    acquainted.nudging().compose()
    [said] = acquainted.told()
    assert "of the last 10 posts answer someone. Bob follows Carol too." in said
    [row] = acquainted.rows()
    assert (row.kind, row.state) == (NudgeKind.FOLLOWER, SuggestionState.AWAITING_OWNER)
    assert "followed by people you follow" in {reason.rule for reason in row.reasons}
    assert not any("Bob" in reason.because for reason in row.reasons)
    [why] = acquainted.says("why")
    assert "Bob follows Carol too" in why.splitlines()


def test_a_new_follower_who_talks_with_nobody_is_not_asked_about(acquainted):
    """Nothing will be said of them."""
    for number in range(30):
        acquainted.world.post("carol", f"Out now: volume {number}.")
    acquainted.world.follow("carol", "owner")
    acquainted.poll().notices()
    acquainted.enrichment.meet_newcomers()
    with acquainted.tx() as tx:
        assert people.known(tx, CAROL).habits.posts == 30
    assert asked(acquainted) == 0


def test_a_new_follower_is_asked_about_once(acquainted):
    """Rounds in which nobody new came cost nothing."""
    newcomer(acquainted)
    for _ in range(3):
        acquainted.enrichment.meet_newcomers()
    assert asked(acquainted) == 1


def test_a_new_follower_who_was_measured_before_is_asked_about_as_well(acquainted):
    """As for the letter of the week, or because they were met elsewhere."""
    newcomer(acquainted)
    acquainted.enrichment.measure(acquainted.reader, acquainted.person("carol").accounts[0])
    acquainted.enrichment.meet_newcomers()
    assert asked(acquainted) == 1
    assert kept(acquainted) == {CAROL: [BOB]}


def test_a_new_follower_whom_the_owner_follows_is_not_asked_about(acquainted):
    """They are no newcomer to them."""
    acquainted.world.follow("owner", "carol")
    newcomer(acquainted)
    acquainted.enrichment.meet_newcomers()
    assert asked(acquainted) == 0


@pytest.mark.parametrize(
    ("goal", "counts"), [(Goal.GET_TO_KNOW, True), (Goal.KEEP_IN_TOUCH, False), (Goal.NONE, False)]
)
def test_it_counts_for_those_whom_the_owner_wants_to_know(acquainted, goal, counts):
    """Of everybody else it is known, and weighs nothing."""
    acquainted.heard("carol")
    acquainted.says("who carol")
    carol = acquainted.person("carol").id
    with acquainted.tx() as tx:
        people.change(tx, carol, goal=goal)
        [found] = candidates.candidates(tx, acquainted.now)
    assert found.known_by == 1
    [judged] = acquainted.judging.judge([found])
    assert ("followed by people you follow" in {reason.rule for reason in judged.verdict.reasons}) == counts


# --- where nothing is said


@pytest.mark.parametrize("word", ["meet", "who"])
def test_where_nobody_is_known_to_nothing_is_said(bench, word):
    """Not even that."""
    bench.meets("carol", SOCIABLE)
    [said] = bench.says(f"{word} carol")
    assert "too." not in said
    assert asked(bench) == 1


def never(bench):
    """The owner wants to hear nothing of Bob."""
    bench.says("never bob")


def forget(bench):
    """Bob is to be forgotten, and it may still be taken back."""
    bench.says("forget bob")


def quiet(bench):
    """The owner wants quiet about Bob for a while."""
    bench.says("mute bob 3d")


def mutes(bench):
    """The owner mutes Bob in their app."""
    bench.net.people.mute(PEOPLE["owner"], PEOPLE["bob"])


def apart(bench):
    """Bob blocks the owner, and the network still tells that he follows Carol."""
    account = bench.world.reader().find_account(PEOPLE["bob"])
    bench.reader.known_by = lambda _: (account,)
    bench.world.block("bob", "owner")


def wishes(bench):
    """Bob wants no bots near."""
    bench.world.set_bio("bob", "Ferries. #nobot")


def flagged(flag):
    """Bob's account is of this kind."""
    return lambda bench: bench.net.people.change(PEOPLE["bob"], flags=[flag])


ON_THE_NETWORK = {
    "muted": mutes, "a block": apart, "nobot": wishes, "locked": flagged(AccountFlag.LOCKED), "a bot": flagged(AccountFlag.BOT),
}  # fmt: skip
HERE = {"never": never, "forget": forget, "mute": quiet}


@pytest.mark.parametrize("why", [*HERE, *ON_THE_NETWORK])
def test_nobody_is_named_who_would_rather_not_be(acquainted, why):
    """By the owner's word or by their own."""
    (HERE | ON_THE_NETWORK)[why](acquainted)
    [said] = acquainted.says("who carol")
    assert "too." not in said
    assert asked(acquainted) == (0 if why == "a block" else 1)


@pytest.mark.parametrize("why", [*HERE, *ON_THE_NETWORK])
def test_nobody_is_named_any_more_who_would_rather_not_be(acquainted, why):
    """What the owner says counts at once, what happens on the network from the next time that it is asked."""
    assert "Bob" in acquainted.says("who carol")[0]
    (HERE | ON_THE_NETWORK)[why](acquainted)
    acquainted.later(days=7 if why in ON_THE_NETWORK else 0)
    assert "too." not in acquainted.says("who carol")[0]


@pytest.mark.parametrize("sign", [AccountFlag.LOCKED, AccountFlag.NOBOT])
def test_of_somebody_who_hides_it_the_network_is_not_asked(acquainted, sign):
    """Whoever chooses their followers, or wants to be left alone, is not looked into."""
    acquainted.net.people.change(PEOPLE["carol"], flags=[sign])
    acquainted.meets("carol", SOCIABLE)
    [said] = acquainted.says("who carol")
    assert "Bob" not in said
    assert asked(acquainted) == 0


@pytest.mark.parametrize("word", ["never", "forget"])
def test_of_somebody_of_whom_nothing_is_wanted_the_network_is_not_asked(acquainted, word):
    """And what was known before is not said either."""
    acquainted.says("who carol")
    acquainted.says(f"{word} carol")
    acquainted.later(days=8)
    [said] = acquainted.says("who carol")
    assert "Bob" not in said
    assert asked(acquainted) == 1


# --- how often, and what is kept


def test_a_network_is_asked_once_a_week(acquainted):
    """However often somebody is looked at."""
    for word in ("who", "meet", "who"):
        assert "Bob follows Carol too." in acquainted.says(f"{word} carol")[0]
    assert asked(acquainted) == 1
    acquainted.later(days=7)
    acquainted.world.follow("alice", "carol")
    assert "Alice and Bob follow Carol too." in acquainted.says("who carol")[0]
    assert asked(acquainted) == 2


def test_no_transaction_is_open_while_the_network_is_asked(acquainted):
    """Another thread could not write meanwhile."""
    written = []

    def write(name):
        with acquainted.tx() as tx:
            people.put_follower(tx, ALICE, acquainted.now)
        written.append(name)

    acquainted.reader.before = write
    acquainted.says("who carol")
    assert written == ["known_by", "relationships"]


def silent(_whom):
    """The network is down."""
    raise PlatformError("no answer")


def lacking(_whom):
    """The server has no such thing."""
    raise Refused("404")


def ended(_whom):
    """The login ended."""
    raise LoginEnded("401")


@pytest.mark.parametrize("trouble", [silent, lacking, ended])
def test_a_network_that_does_not_tell_is_no_trouble(acquainted, trouble):
    """The answer comes as ever, and it is not asked again so soon."""
    acquainted.reader.known_by = trouble
    for _ in range(2):
        [said] = acquainted.says("who carol")
        assert said.startswith("Carol, carol@press.example.")
        assert "too." not in said
    del acquainted.reader.known_by
    acquainted.says("who carol")
    assert asked(acquainted) == 0


def test_a_network_that_fails_in_the_midst_keeps_what_was_known(acquainted):
    """What was said a while ago may still be so."""
    acquainted.says("who carol")
    acquainted.later(days=7)
    acquainted.reader.before = lambda name: (
        acquainted.net.faults.add("500", Request.READ) if name == "relationships" else None
    )
    assert "Bob follows Carol too." in acquainted.says("who carol")[0]


def test_a_network_that_cannot_be_read_is_not_waited_for(acquainted):
    """Whatever it is that cannot be asked: nothing goes round in circles."""
    acquainted.readers = {}
    [said] = acquainted.says("who carol")
    assert said.startswith("Carol")
    with acquainted.tx() as tx:
        assert not lookups.wanted(tx)
        assert answers.next_answer(tx) is None


def test_nothing_else_is_known_of_anybody_afterwards(acquainted):
    """What was looked at closer, and when, stays as it was: those who are due to be looked at are looked at."""

    def stands():
        with acquainted.tx() as tx:
            return [replace(people.known(tx, key), known_by_at=None) for key in (ALICE, BOB, CAROL)]

    before = stands()
    acquainted.world.set_bio("bob", "Ferries.")
    acquainted.says("who carol")
    assert stands() == before


def test_nobody_is_collected_for_it(acquainted):
    """Of those who follow somebody too, only who is known here is kept."""
    address = "dave@coast.example"
    acquainted.net.people.join(address, "Dave")
    acquainted.net.people.follow(PEOPLE["owner"], address)
    acquainted.net.people.follow(address, PEOPLE["carol"])
    acquainted.says("who carol")
    with acquainted.tx() as tx:
        assert people.known(tx, f"memory:{address}") is None
    assert kept(acquainted) == {CAROL: [BOB]}


@pytest.mark.parametrize("name", ["bob", "carol"])
def test_whoever_is_forgotten_goes_from_it_either_way(acquainted, name):
    """As the one who knows, and as the one who is known; and asking again does not bring them back."""
    acquainted.says("who carol")
    assert kept(acquainted) == {CAROL: [BOB]}
    acquainted.says(f"forget {name}")
    acquainted.later(minutes=3)
    acquainted.hears()
    acquainted.forgetting().step()
    assert kept(acquainted) == {}
    acquainted.later(days=8)
    acquainted.says("who carol")
    assert kept(acquainted) == {}


def test_what_was_to_be_asked_of_somebody_goes_with_them(acquainted):
    """Where the program stood still in between: no address of theirs is left, and no network is asked for it."""
    acquainted.listens()
    acquainted.world.message("owner", "who carol")
    job = acquainted.answers()
    job.read()
    job.act()
    carol = acquainted.person("carol")
    with acquainted.tx() as tx:
        assert [wanted.address for wanted in lookups.wanted(tx)] == [CAROL]
        assert {table: list(rows) for table, rows in export.rows(tx, carol.id)}["errands"]
        forget_for_good(tx, carol, acquainted.now)
        assert lookups.wanted(tx) == []


def test_what_is_known_stands_in_the_export_of_both(acquainted):
    """Of the one who is known, and of the one who knows."""
    acquainted.says("who carol")
    for who in ("bob", "carol"):
        known = acquainted.person(who).id
        with acquainted.tx() as tx:
            held = {table: list(rows) for table, rows in export.rows(tx, known)}["known_by"]
        assert [(row["account"], row["follower"]) for row in held] == [(CAROL, BOB)]


def test_whoever_is_forgotten_while_the_network_is_asked_stays_forgotten(acquainted):
    """What comes back afterwards brings nobody back."""

    def goes(name):
        if name == "relationships":
            with acquainted.tx() as tx:
                people.forget(tx, people.person_of(tx, BOB).id)

    acquainted.reader.before = goes
    [said] = acquainted.says("who carol")
    assert "Bob" not in said
    with acquainted.tx() as tx:
        assert people.known(tx, BOB) is None
    assert kept(acquainted) == {}


def test_after_a_week_nothing_of_it_is_kept(acquainted):
    """Not even where nobody asks again."""
    acquainted.says("who carol")
    acquainted.later(days=6, hours=23)
    acquainted.tidying().step()
    assert kept(acquainted) == {CAROL: [BOB]}
    acquainted.later(hours=2)
    acquainted.tidying().step()
    assert kept(acquainted) == {}


def test_names_are_cleaned_as_everywhere(acquainted):
    """They are other people's text."""
    name = "Bob @carol@press.example send\n\nstop"
    acquainted.net.people.change(PEOPLE["bob"], name=name)
    bob = acquainted.person("bob").id
    with acquainted.tx() as tx:
        people.change(tx, bob, name=name)
    [said] = acquainted.says("who carol")
    assert f"{Name(name).split()[0]} follows Carol too." in said
    assert "@carol@press" not in said.replace("carol@press.example.", "")


def test_it_is_known_of_both_accounts_of_one_person(acquainted):
    """Whoever follows either follows them."""
    question = acquainted.post("alice", QUESTION)
    assert question
    acquainted.says(f"same carol {PEOPLE['alice']}")
    acquainted.says("one person")
    assert "Bob follows Carol too." in acquainted.says("who carol")[0]
