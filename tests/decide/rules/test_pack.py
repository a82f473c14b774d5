"""The rules that come with the program: each veto with a near miss, each score read aloud."""

from __future__ import annotations

import pytest

from bot.domain import AccountFlag, Link, Mentioned, Relationship, Stage, Talk, Visibility
from tests.decide.builders import (
    FRIEND,
    KNOWN,
    LOUDSPEAKER,
    MET,
    QUESTION,
    SOCIABLE,
    account,
    ago,
    candidate,
    judged,
    pack,
    person,
    post,
    talks,
    to_owner,
)

ADA = Mentioned("ada@books.example", "ada@books.example")


def vetoes(one) -> set[str]:
    """The names of the vetoes that fired."""
    return {reason.rule for reason in judged(one).verdict.vetoes}


def by(flag: AccountFlag):
    """A question of an account with this flag."""
    return candidate(post(by=account(flags=frozenset({flag}))))


def old(hours: int, text: str = QUESTION, *, to_me: bool = False, ledger=None):
    """A post of so many hours ago."""
    said = to_owner(text, at=ago(hours=hours)) if to_me else post(text, at=ago(hours=hours))
    return candidate(said, ledger=ledger)


FOLLOWERS = {"visibility": Visibility.FOLLOWERS}

VETOES = {
    "nobody to talk with": [
        (by(AccountFlag.BOT), by(AccountFlag.LOCKED)),
        (by(AccountFlag.GROUP), candidate()),
        (by(AccountFlag.MOVED), candidate()),
        (by(AccountFlag.SUSPENDED), candidate()),
        (by(AccountFlag.MEMORIAL), candidate()),
    ],
    "wishes to be left alone": [
        (by(AccountFlag.NOBOT), by(AccountFlag.LOCKED)),
        (by(AccountFlag.LIMITED), candidate()),
        (candidate(of=person(never=True)), candidate(of=person(note="never on Sundays"))),
        (candidate(relationship=Relationship(blocking=True)), candidate(relationship=Relationship(following=True))),
        (candidate(relationship=Relationship(blocked_by=True)), candidate(relationship=Relationship(followed_by=True))),
        (candidate(relationship=Relationship(muting=True)), candidate(relationship=None)),
        (candidate(post(filtered=True)), candidate(post(filtered=False))),
    ],
    "not open to you": [
        (candidate(post(replies_closed=True)), candidate(post(replies=0))),
        (candidate(post(visibility=Visibility.DIRECT)), candidate(post(visibility=Visibility.UNLISTED))),
        (candidate(post(**FOLLOWERS)), candidate(post(**FOLLOWERS), ledger=MET)),
        (candidate(post(**FOLLOWERS), ledger=talks(signs=9)), candidate(to_owner("Did it fade?", **FOLLOWERS))),
    ],
    "nothing is owed": [
        (candidate(talk=Talk(owner_answered=True)), candidate(talk=Talk(owner_takes_part=True))),
        (candidate(to_owner("ha, thanks")), candidate(to_owner("ha, thanks. Which film?"))),
        (candidate(talk=Talk(turns_today=6)), candidate(talk=Talk(turns_today=5))),
    ],
    "too old": [
        (old(49), old(47)),
        (old(49, "Mine did fade.", to_me=True, ledger=KNOWN), old(49, "Did yours fade?", to_me=True, ledger=KNOWN)),
        (old(49, "Did yours fade?", to_me=True), old(47, "Did yours fade?", to_me=True)),
        (old(169, "Did yours fade?", to_me=True, ledger=KNOWN), old(160, "Did yours fade?", to_me=True, ledger=KNOWN)),
    ],
    "somebody else's talk": [
        (
            candidate(post("@ada@books.example are you coming?", mentions=(ADA,))),
            candidate(post("Walking with @ada@books.example. Are you coming?", mentions=(ADA,))),
        ),
        (
            candidate(post("are you coming?", parent_uid="ada@books.example")),
            candidate(post("are you coming?", parent_uid="ada@books.example"), talk=Talk(owner_takes_part=True)),
        ),
    ],
    "a quarrel": [
        (candidate(post("Share if you agree")), candidate(post("I'd like to share a room with a cat"))),
        (candidate(post("You are so wrong about this")), candidate(to_owner("You are so wrong about this"))),
        (
            candidate(post("The ceasefire, what do you think?"), ledger=KNOWN),
            candidate(post("The ceasefire, what do you think?"), ledger=FRIEND),
        ),
    ],
    "something for sale": [
        (candidate(post("20 % off until Friday")), candidate(post("20 % of it until Friday"))),
        (
            candidate(post("20 % off my zine"), ledger=KNOWN),
            candidate(post("20 % off my zine"), ledger=FRIEND),
        ),
    ],
    "an app wrote it": [
        (candidate(post("Wordle 812 4/6")), candidate(post("I lost at a word game, four times"))),
        (candidate(post("New on the shelf", via="IFTTT")), candidate(post("New on the shelf", via="Ivory"))),
    ],
    "not your language": [
        (
            candidate(post("Aux origines d'un style dont personne ne veut dans les pages")),
            candidate(post("Hat jemand eine Idee, was man damit machen kann?")),
        ),
    ],
    "needs no more answers": [
        (candidate(post(replies=16)), candidate(post(replies=15))),
        (
            candidate(post(), talk=Talk(replies=20), ledger=KNOWN),
            candidate(post(), talk=Talk(replies=20), ledger=FRIEND),
        ),
        (candidate(talk=Talk(thanked=True)), candidate(talk=Talk(thanked=False))),
        (candidate(post("No advice please. Why is it so?")), candidate(post("Any advice please? Why is it so?"))),
        (
            candidate(post("I'm so tired of this landlord")),
            candidate(post("I'm so tired of this landlord. Any ideas?")),
        ),
    ],
    "a sorrow of someone you hardly know": [
        (
            candidate(post("My grandmother died last night."), ledger=MET),
            candidate(post("My grandmother died last night."), ledger=KNOWN),
        ),
        (candidate(post("My mother passed away")), candidate(post("My mother passed by"))),
    ],
}
CASES = [(name, *pair) for name, pairs in VETOES.items() for pair in pairs]


@pytest.mark.parametrize(("name", "caught", "spared"), CASES, ids=[f"{case[0]} {n}" for n, case in enumerate(CASES)])
def test_a_veto_catches_its_case_and_spares_the_near_miss(name, caught, spared):
    """What is forbidden is forbidden, and one step beside it is not."""
    assert name in vetoes(caught)
    assert name not in vetoes(spared)


def test_every_veto_of_the_pack_has_its_cases():
    """A veto that nobody tried may forbid anything."""
    assert {spec.name for spec in pack().specs if spec.veto} == set(VETOES)


def test_the_pack_is_short_and_its_weights_are_round():
    """About thirty rules that can be read aloud, in half points, none stronger than asking the owner."""
    specs = pack().specs
    assert len(specs) <= 34
    assert all(spec.score * 2 == int(spec.score * 2) and abs(spec.score) <= 3 for spec in specs)
    assert all(spec.why.endswith(".") and spec.because and not spec.because.endswith(".") for spec in specs)


SCORES = {
    "asks you": (to_owner("Did yours fade?"), to_owner("Mine faded.")),
    "turns to you": (to_owner("Mine faded."), post("Mine faded.")),
    "takes time for you": (
        to_owner("Mine faded after two years in the window of the shop where I work now."),
        to_owner("Mine faded."),
    ),
    "a question": (post("Where is the ferry?"), post("There is the ferry.")),
    "asks everyone": (post("Has anyone seen the ferry?"), post("Where is the ferry?")),
    "as people talk": (post("Just missed the ferry"), post("Ferry timetable published")),
    "news or work of their own": (post("I wrote about the ferry and its captain"), post("They write about the ferry")),
    "your topics": (post("The lighthouse is lit"), post("The lamp is lit")),
    "points elsewhere": (post("Ferries, a history", links=(Link("x"),)), post("I like ferries", links=(Link("x"),))),
    "names others": (post("With @ada@books.example on the ferry", mentions=(ADA,)), post("With Ada on the ferry")),
    "tagged": (post("The ferry", hashtags=("sea",)), post("The ferry")),
    "a joke": (post("A ferry walks into a bar"), post("A ferry comes into a bay")),
}


@pytest.mark.parametrize("name", SCORES)
def test_a_score_counts_where_it_should(name):
    """One post on which the rule fires, one beside it on which it does not."""
    fired, not_fired = ({reason.rule for reason in judged(candidate(said)).verdict.reasons} for said in SCORES[name])
    assert name in fired
    assert name not in not_fired


ABOUT_PEOPLE = {
    "you talk these days": (
        candidate(ledger=talks(yours=5, theirs=1, days=2)),
        candidate(ledger=talks(yours=4, days=2)),
    ),
    "you have talked": (candidate(ledger=talks(yours=3)), candidate(ledger=talks(yours=2, theirs=9))),
    "you often answer them": (candidate(ledger=talks(yours=20)), candidate(ledger=talks(yours=19))),
    "one-sided": (candidate(ledger=talks(yours=6, theirs=3)), candidate(ledger=talks(yours=6, theirs=4))),
    "reads you silently": (candidate(ledger=talks(signs=3)), candidate(ledger=talks(signs=3, theirs=1))),
    "followed by people you follow": (
        candidate(known_by=1, follower_since=ago(days=2)),
        candidate(known_by=1, follower_since=ago(days=8)),
    ),
    "answers people": (candidate(habits=SOCIABLE), candidate(habits=None)),
    "answers nobody": (candidate(habits=LOUDSPEAKER), candidate(habits=None)),
    "posts all day": (candidate(post(via="Buffer")), candidate(post(via="Tusky"))),
    "first words today": (candidate(seen_today=1), candidate(seen_today=2)),
}


@pytest.mark.parametrize("name", ABOUT_PEOPLE)
def test_who_says_it_counts_where_it_should(name):
    """The relation and the author's habits; what nobody has looked at counts neither way."""
    fired, not_fired = ({reason.rule for reason in judged(one).verdict.reasons} for one in ABOUT_PEOPLE[name])
    assert name in fired
    assert name not in not_fired


def test_whoever_turns_to_the_owner_is_not_weighed_by_how_much_they_have_talked():
    """A stranger's question is as good as a friend's; only what is said to everybody is weighed by who says it."""
    asked = [
        judged(candidate(to_owner("Did yours fade?"), ledger=ledger)) for ledger in ([], MET, FRIEND, talks(yours=9))
    ]
    assert len({one.verdict.score for one in asked}) == 1


def test_every_score_of_the_pack_was_tried():
    """The two tables hold the whole pack."""
    assert {spec.name for spec in pack().specs if not spec.veto} == set(SCORES) | set(ABOUT_PEOPLE)


def test_an_account_of_200_000_that_answers_comes_before_a_feed_of_300_that_never_does():
    """People who converse come before broadcasters, however large or small their audience."""
    large = candidate(post(by=account("nadia", followers=200_000)), habits=SOCIABLE)
    small = candidate(post(by=account("feed", followers=300)), habits=LOUDSPEAKER)
    assert judged(large).rank > judged(small).rank
    assert judged(large).motive is not None
    assert judged(small).motive is None


def test_a_good_question_from_yesterday_beats_a_joke_from_now():
    """Fresh is better than stale, and a question better than fresh."""
    question = candidate(post("Does anyone know how to mend a torn map?", at=ago(hours=26)), ledger=FRIEND)
    joke = candidate(post("A map walks into a bar", at=ago(minutes=5)), ledger=FRIEND)
    again = candidate(post("Does anyone know how to mend a torn map?", at=ago(minutes=5)), ledger=FRIEND)
    assert judged(again).rank > judged(question).rank > judged(joke).rank


def test_nothing_sinks_for_ever_with_its_age():
    """A question to the owner keeps for a week, so its rank may not melt away."""
    fresh, week = (candidate(to_owner("Did yours fade?", at=ago(hours=h)), ledger=FRIEND) for h in (5, 150))
    assert judged(fresh).rank - judged(week).rank <= 2


def test_what_is_unknown_never_speaks_against_anybody():
    """Unmeasured, unlooked-at, unknown: no veto and no penalty comes from that."""
    verdict = judged(candidate(seen_today=2)).verdict
    assert not verdict.vetoed
    assert all(reason.score > 0 for reason in verdict.reasons)


def test_stages_are_what_the_table_says():
    """The ledgers of this file are of the people that their names say."""
    stages = [candidate(ledger=ledger).standing.stage for ledger in ([], talks(signs=1), MET, KNOWN, FRIEND)]
    assert stages == list(Stage)
