"""A post can be written down to try rules on it: plain words, or JSON with whatever matters."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bot.domain import AccountFlag, Goal, Stage, Visibility
from bot.errors import ConfigError
from tests.cli.builders import NOW, a_candidate


def problems(text):
    with pytest.raises(ConfigError) as refused:
        a_candidate(text)
    return [(problem.where, problem.what, problem.remedy) for problem in refused.value.problems]


def test_plain_words_are_a_post_of_a_stranger_an_hour_ago():
    """Everything else is unknown or not so."""
    found = a_candidate("Does anyone scan letters?\n")
    assert (found.post.text, found.post.created_at) == ("Does anyone scan letters?", NOW - timedelta(hours=1))
    assert (found.standing.stage, found.habits, found.relationship, found.talk) == (Stage.STRANGER, None, None, None)
    assert (found.facts.question, found.facts.topics) == (True, ("letters",))


def test_json_gives_whatever_matters():
    """Every part of what the rules look at can be given."""
    found = a_candidate(
        json.dumps(
            {
                "text": "Hat jemand einen Tipp?",
                "language": "de",
                "age_hours": 5,
                "visibility": "followers",
                "links": ["https://tides.example/"],
                "replies": 4,
                "author": {"name": "Petra", "followers": 300, "flags": ["nobot"]},
                "person": {"goal": "get-to-know", "never": True},
                "standing": {"stage": "friend", "yours_30": 3},
                "habits": {"posts": 40, "answers": 20},
                "ties": {"following": True},
                "talk": {"turns_today": 6},
                "silent_days": 40,
                "seen_today": 3,
            }
        )
    )
    assert (found.post.language, found.post.visibility, found.post.replies) == ("de", Visibility.FOLLOWERS, 4)
    assert (found.post.links[0].url, found.post.created_at) == ("https://tides.example/", NOW - timedelta(hours=5))
    assert (found.account.name, found.account.followers, found.account.flags) == ("Petra", 300, {AccountFlag.NOBOT})
    assert (found.person.name, found.person.goal, found.person.never) == ("Petra", Goal.GET_TO_KNOW, True)
    assert (found.standing.stage, found.standing.yours_30) == (Stage.FRIEND, 3)
    assert found.habits.conversation_ratio == 0.5
    assert found.relationship.following
    assert found.talk.turns_today == 6
    assert (found.silent_before, found.seen_today) == (timedelta(days=40), 3)


@pytest.mark.parametrize(("to_you", "fact"), [("answer", "answers_me"), ("mention", "names_me")])
def test_a_post_can_be_turned_to_the_owner(to_you, fact):
    """As an answer, or by naming them."""
    assert getattr(a_candidate(json.dumps({"text": "And you?", "to_you": to_you})).facts, fact)
    assert not getattr(a_candidate('{"text": "And you?"}').facts, fact)


def test_a_misspelt_key_is_pointed_at_wherever_it_stands():
    """All of them at once, with what was probably meant."""
    assert set(problems('{"text": "x", "reples": 3, "standing": {"yours_33": 1}, "person": {"gaol": "none"}}')) == {
        ("post.json", 'unknown key "reples".', 'Did you mean "replies"?'),
        ("post.json", 'unknown key "standing.yours_33".', 'Did you mean "yours_30"?'),
        ("post.json", 'unknown key "person.gaol".', 'Did you mean "goal"?'),
    }


def test_a_value_of_the_wrong_kind_is_pointed_at():
    """With the key, and what it should be."""
    (found,) = problems('{"text": "x", "standing": {"stage": "buddy"}}')
    assert found[:2] == (
        "post.json",
        "\"standing.stage\": input should be 'stranger', 'noticed', 'met', 'known' or 'friend'.",
    )
    assert {what for _, what, _ in problems('{"text": 3, "ties": 5, "person": {"goal": "x"}}')} == {
        '"ties" is no table.',
        '"text": input should be a valid string.',
        "\"person.goal\": input should be 'none', 'get-to-know' or 'keep-in-touch'.",
    }


def test_broken_json_is_said_with_its_place():
    """Line and column, as for everything that somebody wrote."""
    assert problems('{\n  "text": "x",,\n}')[0][0] == "post.json, line 2, column 15"


def test_a_key_that_resembles_nothing_gets_the_list():
    """So that nobody has to guess."""
    ((_, what, remedy),) = problems('{"qqq": 1}')
    assert what == 'unknown key "qqq".'
    assert remedy.startswith("Known are: age_hours, author, ")


@pytest.mark.parametrize(
    "text",
    [
        '{"age_hours": "soon"}',
        " \n",
        '{"silent_days": "x"}',
        '{"author": []}',
        '{"person": 3}',
        '{"links": 3}',
        '{"seen_today": []}',
    ],
)
def test_nonsense_is_refused_in_a_sentence(text):
    """Never with a traceback."""
    assert problems(text)
