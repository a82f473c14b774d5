"""Each ranking puts in front what it is known for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.backtest import fedialgo
from bot.backtest.days import days
from bot.backtest.rankings import FORBIDDEN, by_formula, newest, ours, popularity
from bot.decide.rules import default_pack, load
from bot.domain import AccountFlag, InteractionKind, Mentioned
from tests.backtest.builders import ALICE, BOB, CAROL, DAY, LENA, NOON, OWNER, Month, account, an_act, four_posts

RULES = load(default_pack())


@pytest.fixture
def month():
    """A day with four posts, of which the first was answered."""
    month = Month()
    month.lena_answers(four_posts(month)[0])
    return month


def order(month, ranking):
    """The places of the four posts, best first."""
    (day,) = days(month.record(), OWNER)
    scores = ranking(day)
    return sorted(range(len(scores)), key=lambda place: -scores[place])


def test_newest_first_reads_backwards(month):
    """The last post stands first."""
    assert order(month, newest) == [3, 2, 1, 0]


def test_popularity_adds_up_likes_reshares_and_answers(month):
    """Two and one and one against three likes; unknown counts are none, the owner's own answer is taken off."""
    first, second, third, _ = month.said
    month.said[0] = replace(first, replies=1)
    month.said[1] = replace(second, likes=3)
    month.said[2] = replace(third, likes=2, reshares=1, replies=1)
    (day,) = days(month.record(), OWNER)
    assert popularity(day) == [0, 3, 4, 0]


def test_ours_is_the_products_judgement_with_what_is_forbidden_last(month):
    """A question of someone known stands first; the same words by a bot stand behind everything."""
    month.acts = [an_act(ALICE, at=NOON - n * DAY, by_owner=n % 2 == 0) for n in range(1, 20)]
    machine = account("zoe", flags=frozenset({AccountFlag.BOT}))
    month.post(machine, "Does anyone know a good bookbinder in Leeds?", NOON)
    assert order(month, ours(RULES))[0] == 0
    (day,) = days(month.record(), OWNER)
    by_machine = next(n for n, item in enumerate(day.items) if item.post.author == machine)
    assert ours(RULES)(day)[by_machine] < -FORBIDDEN / 2


def test_judging_twice_gives_the_same(month):
    """Nothing is learned on the way."""
    (day,) = days(month.record(), OWNER)
    assert ours(RULES)(day) == ours(RULES)(day)


def test_the_formula_goes_by_the_relation(month):
    """Somebody who was answered, liked and heard often stands in front, with and without ageing."""
    kinds = (InteractionKind.REPLY, InteractionKind.LIKE, InteractionKind.RESHARE)
    month.acts = [an_act(BOB, kind, at=NOON - n * DAY) for kind in kinds for n in range(1, 9)]
    month.acts += [an_act(BOB, by_owner=False, at=NOON - n * DAY) for n in range(1, 9)]
    assert order(month, by_formula(fedialgo.FRIENDS, decaying=False))[0] == 1


def test_the_formulas_parts_are_the_days_own():
    """Worked out by hand: eight mentions and replies by bob, two answers to bob, one tag, 100 followers, all followed."""
    month = Month(followed=[BOB])
    bob = replace(BOB, followers=100)
    month.lena_says("Paper.", NOON - DAY, hashtags=("paper",))
    post = month.post(bob, "", NOON, hashtags=("paper",), replies=4, reshares=32, likes=9)
    for author in (ALICE, CAROL, ALICE):
        month.post(author, "", NOON - timedelta(minutes=30))
    month.lena_answers(post)
    month.acts = [an_act(BOB, by_owner=False, at=NOON - n * DAY) for n in range(2, 10)]
    month.acts += [an_act(BOB, at=NOON - n * DAY) for n in (2, 3)]
    (day,) = days(month.record(followers=frozenset({BOB.key})), OWNER)
    got = by_formula(fedialgo.FRIENDS)(day)[-1]
    g = fedialgo.dampened
    # one of the four answers was Lena's own; the last post of a day has no more to come and no age
    by_hand = 1 + g(8 * 4) + g(2 * 3) + g(1.5) + g(0.1) + g(3 * 0.3) + g(32 * 0.3) + g(1 * 0.15) + g(2 * -0.1)
    assert got == pytest.approx(by_hand)


def test_naming_people_whom_the_owner_follows_counts_for_the_formula(month):
    """Three points before dampening for each."""
    (day,) = days(month.record(), OWNER)
    before = by_formula(fedialgo.FRIENDS, decaying=False)(day)
    named = (Mentioned(ALICE.uid, ALICE.address), Mentioned(LENA.uid, LENA.address))
    month.said[1] = replace(month.said[1], mentions=named)
    (day,) = days(month.record(), OWNER)
    after = by_formula(fedialgo.FRIENDS, decaying=False)(day)
    assert after[1] - before[1] == pytest.approx(fedialgo.dampened(3))
    assert after[0] == before[0]
