"""A second reader may change one place of the rules' choice, and nothing else, whatever it says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.decide.selection import Candidate, Deliberation
from bot.decide.selection.second_reader import MOST, exchanged, finalists, may_leave
from bot.domain import AccountFlag, Goal, Motive, NudgeKind, Visibility
from bot.domain.readings import Reading, TakenFor
from tests.decide.builders import (
    FRIEND,
    KNOWN,
    PACE,
    SOCIABLE,
    account,
    ago,
    candidate,
    looked,
    names,
    past,
    person,
    post,
    to_owner,
)

NOBODY_REFUSES = lambda _: False  # noqa: E731 - a sentence is shorter than a function
PLAIN = "Slowly unpacking, and the kitchen has a window onto the lime tree."
ASKS = "Does anyone scan old letters at home? The flatbed flattens the folds."


def said(name: str, text: str = PLAIN, *, ledger=FRIEND, **changes) -> Candidate:
    """Something that somebody known said an hour ago."""
    return candidate(post(text, by=account(name), **changes), of=person(name), ledger=ledger)


def wrote(name: str, text: str = "Did yours fade, too?") -> Candidate:
    """Something that somebody said to the owner this morning."""
    return candidate(to_owner(text, by=account(name)), of=person(name), ledger=KNOWN)


def readings(found: Deliberation, **worth: float) -> dict[str, Reading]:
    """What a reader says of the posts of these people."""
    by_name = {one.candidate.person.name: one.candidate.post.uri for one in found.allowed}
    return {by_name[name.title()]: Reading(value) for name, value in worth.items()}


THREE_ASK = [said(name, ASKS) for name in ("ada", "ben", "cleo")]


# --- what it may do


def test_a_friend_whose_post_a_reader_finds_worth_more_takes_the_place_of_the_one_it_finds_worth_least():
    """The three who ask have the places by the rules; one of them goes behind Dora's plain words."""
    found = looked(*THREE_ASK, said("dora"))
    after, change = exchanged(found, readings(found, ada=2, ben=0, cleo=1, dora=2))
    assert set(names(found)) - set(names(after)) == {"Ben"}
    assert set(names(after)) - set(names(found)) == {"Dora"}
    assert change is not None
    assert change.instead_of is not None
    assert {passed.judged.candidate.person.name for passed in after.passed} == {"Ben"}


def test_a_free_place_goes_to_a_friend_whose_post_a_reader_finds_well_worth_it_and_nobody_loses_theirs():
    """Ada keeps her place, and Dora has the one that nobody had."""
    found = looked(said("ada", ASKS), said("dora"))
    after, change = exchanged(found, readings(found, ada=0, dora=2))
    assert names(found) == ["Ada"]
    assert names(after) == ["Ada", "Dora"]
    assert change is not None
    assert change.instead_of is None


@pytest.mark.parametrize("kind", [TakenFor.QUARREL, TakenFor.TROUBLE, TakenFor.NOTICE, TakenFor.THANKS])
def test_what_a_reader_takes_for_trouble_a_quarrel_or_an_ending_is_never_brought_forward(kind):
    """However much it is said to be worth."""
    found = looked(said("ada", ASKS), said("dora"))
    uri = next(one.candidate.post.uri for one in found.allowed if one.candidate.person.name == "Dora")
    assert exchanged(found, {uri: Reading(2, kind)}) == (found, None)


def test_a_reader_who_agrees_changes_nothing():
    """Equal worth is no reason to change."""
    found = looked(*THREE_ASK, said("dora"))
    assert exchanged(found, readings(found, ada=1, ben=1, cleo=1, dora=1)) == (found, None)


def test_a_day_that_is_full_stays_full_and_a_day_without_places_stays_empty():
    """A free place is a place of the day's, not one more."""
    full = tuple(past(person(name), at=ago(hours=2)) for name in ("eve", "fay", "gus"))
    found = looked(said("ada", ASKS), said("dora"), history=full)
    assert exchanged(found, readings(found, ada=2, dora=2)) == (found, None)


def test_a_stranger_needs_what_the_rules_ask_whatever_a_reader_says():
    """Only of friends a post is heard out that the rules find too little."""
    found = looked(candidate(post(PLAIN, by=account("zoe")), of=person("zoe")))
    assert found.allowed == ()


def test_one_new_person_a_day_is_enough_for_a_reader_too():
    """Yan may come for Zoe, who is new as well, and not for Ada, however little Ada's post is worth to it."""
    new = [candidate(post(ASKS, by=account(name)), of=person(name), habits=SOCIABLE) for name in ("zoe", "yan")]
    found = looked(said("ada", ASKS), *new, schedule=replace(PACE, people_per_day=2))
    [other] = {"Zoe", "Yan"} - set(names(found))
    [seated] = {"Zoe", "Yan"} & set(names(found))
    after, _ = exchanged(found, readings(found, **{"ada": 0, seated.lower(): 1, other.lower(): 2}))
    assert set(names(after)) == {"Ada", other}


# --- what is read at all


def left_out(one: Candidate) -> bool:
    """Whether the reader is given the others and not this."""
    found = looked(*THREE_ASK, said("dora"), one)
    return one.post.uri not in {each.candidate.post.uri for each in finalists(found, NOBODY_REFUSES)}


@pytest.mark.parametrize(
    "changes",
    [
        {"visibility": Visibility.FOLLOWERS},
        {"visibility": Visibility.DIRECT},
        {"warning": "food"},
        {"logged_in_only": True},
        {"text": ""},
    ],
    ids=str,
)
def test_what_was_not_said_to_everyone_is_never_read_by_it(changes):
    """Not for followers, not behind a warning, not for people with an account only."""
    text = changes.get("text", ASKS)
    assert left_out(said("eve", text, **{key: value for key, value in changes.items() if key != "text"}))
    assert not left_out(said("eve", ASKS))


def test_sorrow_is_never_read_by_it():
    """Sad news of a friend goes to nobody but the owner."""
    sad = said("eve", "My mother died last night. We are driving home now.")
    assert sad.facts.sad
    assert left_out(sad)


def test_whoever_wishes_for_no_bots_is_never_read_by_it():
    """`#nobot` counts for a model as well."""
    one = said("eve", ASKS)
    author = replace(one.post.author, flags=frozenset({AccountFlag.NOBOT}))
    asked = replace(one, post=replace(one.post, author=author))
    assert left_out(asked)
    assert may_leave(one, NOBODY_REFUSES)
    assert not may_leave(asked, NOBODY_REFUSES)  # even if the owner's own rules let such a post pass


def test_whoever_wrote_to_the_owner_is_never_read_by_it():
    """They come first, whatever a reader would say: nothing of theirs needs to leave."""
    assert left_out(wrote("eve"))


def test_whom_a_server_or_profile_keeps_from_it_is_left_out():
    """The refusal is asked for each of them."""
    found = looked(*THREE_ASK, said("dora"))
    read = finalists(found, lambda one: one.person.name == "Dora")
    assert read == ()
    read = finalists(found, lambda one: one.person.name == "Ada")
    assert [one.candidate.person.name for one in read if one.candidate.person.name == "Ada"] == []


def test_at_most_twelve_are_read_one_post_a_person():
    """The best ones by the rules."""
    many = [said(f"friend {letter}") for letter in "abcdefghijklmnopqrst"]
    found = looked(*THREE_ASK, *many, said("ada"))
    read = finalists(found, NOBODY_REFUSES)
    assert len(read) == MOST == len({one.judged.person for one in read})


def test_nothing_is_read_where_nothing_could_change():
    """One friend with a place, and nobody who waits."""
    assert finalists(looked(said("ada", ASKS)), NOBODY_REFUSES) == ()


# --- for any answer of a reader


EVERYBODY = [
    *(wrote(name) for name in ("olga", "otto", "oona")),
    *THREE_ASK,
    *(said(name) for name in ("dora", "eve", "fay", "gus")),
    said("sara", "My mother died last night. We are driving home now."),
    said("vera", "Buy my course now, 20 % off until Friday, link in bio! #ad #sale #promo"),
    candidate(post(ASKS, by=account("nora")), of=person("nora"), habits=SOCIABLE),
    candidate(post(ASKS, by=account("nils")), of=person("nils"), habits=SOCIABLE),
    candidate(post(ASKS, by=account("greta")), of=person("greta", goal=Goal.GET_TO_KNOW), ledger=KNOWN),
    said("paul", ASKS, visibility=Visibility.FOLLOWERS),
    said("bot", ASKS),
    said("old", ASKS, at=ago(days=4)),
    said("ada", PLAIN),
]
EVERYBODY[-3] = replace(
    EVERYBODY[-3],
    post=replace(EVERYBODY[-3].post, author=replace(EVERYBODY[-3].post.author, flags=frozenset({AccountFlag.NOBOT}))),
)
URIS = [one.post.uri for one in EVERYBODY]

worths = st.one_of(st.sampled_from([0.0, 1.0, 2.0]), st.floats(allow_nan=True, allow_infinity=True))
any_reading = st.builds(Reading, worth=worths, kind=st.sampled_from(TakenFor))
any_answer = st.dictionaries(st.one_of(st.sampled_from(URIS), st.text()), any_reading)
some_of_them = st.lists(st.sampled_from(EVERYBODY), unique_by=id)
earlier = st.lists(
    st.sampled_from([past(person(name), at=ago(hours=3)) for name in ("dora", "eve", "mia", "nora")]), unique_by=id
)


def keeps_its_place(found: Deliberation) -> dict[int, str]:
    """Where those stand who wrote first, are in sorrow or back, or whom the owner would like to know."""
    person_counts = (Motive.OWED, Motive.BACK, Motive.GOAL)
    return {
        place: choice.candidate.post.uri
        for place, choice in enumerate(found.choices)
        if choice.motive in person_counts or choice.kind is NudgeKind.SAD
    }


@given(candidates=some_of_them, answer=any_answer, history=earlier, places=st.integers(1, 5))
def test_no_answer_of_a_reader_can_do_more_than_change_one_place(candidates, answer, history, places):
    """No veto lifted, nobody who wrote first dropped or moved, sorrow untouched, and one place at most."""
    found = looked(*candidates, history=tuple(history), schedule=replace(PACE, people_per_day=places))
    after, change = exchanged(found, answer)
    uris = [one.candidate.post.uri for one in found.choices]
    after_uris = [one.candidate.post.uri for one in after.choices]

    assert not any(one.judged.verdict.vetoed for one in after.choices)
    assert keeps_its_place(after) == keeps_its_place(found)
    assert len(set(after_uris) - set(uris)) == (change is not None)
    assert len(set(uris) - set(after_uris)) == (change is not None and change.instead_of is not None)
    assert [uri for uri in uris if uri in after_uris] == [uri for uri in after_uris if uri in uris]
    assert len(after_uris) <= len(uris) + found.free
    assert len({one.judged.person for one in after.choices}) == len(after.choices)
    assert sum(one.motive is Motive.NEW for one in after.choices) <= 1
    assert {one.candidate.post.uri for one in after.choices} <= {one.candidate.post.uri for one in found.allowed}
    assert not {p.judged.candidate.post.uri for p in after.passed} & set(after_uris)


@given(candidates=some_of_them, attacker=st.sampled_from(EVERYBODY), history=earlier)
def test_a_reader_that_serves_an_attacker_brings_at_most_what_the_rules_allow(candidates, attacker, history):
    """The attacker's post is worth everything and all others nothing: it comes only where the rules allow it."""
    found = looked(*candidates, history=tuple(history))
    answer = {uri: Reading(-1e300) for uri in URIS} | {attacker.post.uri: Reading(1e300)}
    after, _ = exchanged(found, answer)
    new = {one.candidate.post.uri for one in after.choices} - {one.candidate.post.uri for one in found.choices}
    allowed = {one.candidate.post.uri for one in found.allowed}
    assert new <= ({attacker.post.uri} & allowed)
    assert keeps_its_place(after) == keeps_its_place(found)


@given(candidates=some_of_them, history=earlier)
def test_what_is_sent_is_only_ever_public_and_never_from_who_wrote_first(candidates, history):
    """Whatever the day looks like."""
    for one in finalists(looked(*candidates, history=tuple(history)), NOBODY_REFUSES):
        said_by = one.candidate
        assert said_by.post.quotable
        assert not said_by.post.warning
        assert not said_by.facts.sad
        assert AccountFlag.NOBOT not in said_by.post.author.flags
        assert one.motive is not Motive.OWED
