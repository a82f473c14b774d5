"""A second reader on days that are over: asked over real HTTP, once a day, under the same limits, and counted."""

from __future__ import annotations

import json
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest
from structlog.testing import capture_logs

from bot.backtest import measure
from bot.backtest.metrics import Worth, answered_back
from bot.backtest.second import SecondReader
from bot.decide.rules import default_pack, load
from bot.decide.schedule import Schedule
from bot.platforms.chat_model import ChatModel
from bot.platforms.reading_model import ModelReader
from tests.backtest.builders import ALICE, BOB, DAY, HOUR, NOON, OWNER, Month, a_post, account, an_act
from tests.platforms.test_drafting_model import a_model, saying

RULES = load(default_pack())
ONE_A_DAY = Schedule(ZoneInfo("UTC"), at=(time(9),), people_per_day=1)
PLAIN = "I am slowly unpacking, and I think my kitchen has the better window of the two, onto the lime tree."
ASKS = "Does anyone scan old letters at home? The flatbed flattens the folds and I fear for the paper."


def two_friends():
    """Alice asked, and Lena answered Bob's plain words, who answered back."""
    month, asked = Month(), a_post(account("carol"))
    for friend in (ALICE, BOB):
        for n in range(20):
            month.post(friend, "Quite.", NOON - (12 + n) * DAY + n * HOUR / 7, to=asked)
        month.acts += [an_act(friend, by_owner=n % 2 == 0, at=NOON - (10 + n) * DAY) for n in range(30)]
    month.post(ALICE, ASKS, NOON)
    said = month.post(BOB, PLAIN, NOON + HOUR)
    for n in range(2):
        month.post(ALICE, "Soup.", NOON + (2 + n) * HOUR)
    month.answer_back(month.lena_answers(said), BOB)
    return month


def liking_the_kitchen(handler):
    """The kitchen is worth a word; everything else is a joke."""
    posts = json.loads(handler.server.asked[-1]["messages"][1]["content"])["posts"]
    rows = [{"id": p["id"], "worth": 2 * ("kitchen" in p["text"]), "kind": "talk"} for p in posts]
    saying(json.dumps({"readings": rows}))(handler)


def read(answer, refuses=lambda _: False):
    """What is measured with a model that answers so, and what it was asked."""
    with a_model(answer) as model:
        reader = ModelReader(ChatModel(model.url, "small", timeout=timedelta(seconds=30)))
        with capture_logs():
            found = measure([two_friends().record()], OWNER, RULES, ONE_A_DAY, SecondReader(reader, refuses))
    return found, model.asked


def test_whether_it_would_have_helped_is_measured_on_the_same_days():
    """With the rules it is Alice; with the reader it is Bob, whom Lena answered, and who answered back."""
    found, asked = read(liking_the_kitchen)
    assert (found.brought.people, found.brought.people_brought, found.brought.answered_back) == (1, 0, 0)
    with_it = found.second.brought
    assert (with_it.people, with_it.people_brought, with_it.answered_back) == (1, 1, 1)
    assert with_it.suggestions == found.brought.suggestions
    assert (found.second.heard.requests, found.second.heard.changed, found.second.heard.failed) == (1, 1, 0)
    assert found.second.heard.tokens > 0
    assert len(asked) == 1


def test_a_model_that_gives_no_usable_answer_leaves_the_rules_choice():
    """And it is counted on how many days."""
    found, _ = read(saying("Bob, I would say."))
    assert found.second.brought == found.brought
    assert (found.second.heard.requests, found.second.heard.changed, found.second.heard.failed) == (1, 0, 1)


def test_whoever_refuses_is_not_sent_here_either():
    """Then nothing could change, and nothing is asked."""
    found, asked = read(liking_the_kitchen, refuses=lambda one: one.account.uid == BOB.uid)
    assert asked == []
    assert found.second.brought == found.brought


def test_of_those_answered_in_the_first_three_the_share_that_answered_back():
    """Over all days together; days without an answer among the three say nothing."""
    worths = [Worth(1, 1, 1, answered=2, back=1), Worth(1, 1, 1, answered=1, back=0), Worth(0, 0, 0)]
    assert answered_back(worths).mean == pytest.approx(1 / 3)
    assert answered_back([Worth(0, 0, 0)]) is None
