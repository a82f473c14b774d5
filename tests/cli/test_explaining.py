"""An explanation holds every fact, every rule with its part, and what would have to differ."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bot.cli.explaining import for_programs, shown, told
from bot.decide.facts.variables import CONSTANTS, VARIABLES
from bot.decide.rules import default_pack
from bot.decide.rules.learning import Learned, Signal, learn
from bot.decide.schedule import PastSuggestion
from bot.domain import Motive, NudgeKind, SuggestionState
from tests.cli.builders import NOW, explained

SCORED = json.dumps(
    {"text": "Does anyone scan letters?", "language": "en", "age_hours": 1, "standing": {"stage": "known"}}
)


def part(text, begins):
    """The block that begins so."""
    return next(block for block in text.split("\n\n") if block.startswith(begins))


def test_every_fact_is_named_once():
    """Those that say something on a line of their own, the others together by what they are."""
    facts = part(told(explained()), "Facts")
    for variable in VARIABLES:
        assert len([word for word in facts.replace(",", " ").split() if word == variable.name]) == 1
    assert "  post.question" in facts
    assert "unknown: " in facts


def test_no_constant_is_taken_for_a_fact():
    """`stage.known` is a name for a number, and is shown where the number stands."""
    text = told(explained(SCORED))
    facts = part(text, "Facts")
    assert ["person.stage", "stage.known"] in [line.split() for line in facts.splitlines()]
    assert not any(f"\n  {name} " in facts for name in CONSTANTS)


def test_every_rule_of_the_real_pack_stands_in_it():
    """Fired or not."""
    text = told(explained(pack=default_pack()))
    found = explained(pack=default_pack())
    assert all(one.rule.name in text for one in found.rules)
    assert len(found.rules) == len(for_programs(found)["rules"])


def test_a_rule_that_fired_shows_its_part_and_its_words():
    """Words that only repeat the name are not said twice."""
    fired = part(told(explained(SCORED)), "Rules that fired")
    assert "  +2    a question\n" in fired + "\n"
    assert "  +1.5  late talk: about letters" in fired


def test_a_rule_that_did_not_fire_shows_which_of_its_conditions_were_not_so():
    """Each with the fact as it is; what was so is left out."""
    missing = part(told(explained()), "Rules that did not fire")
    assert "person.stage >= stage.known  (person.stage is stage.stranger)" in missing
    assert "size(post.topics)" not in missing
    assert "author.bot || author.group  (author.bot and author.group are false)" in missing


def test_a_veto_that_holds_is_what_decides():
    """It shows why it holds, and that the score does not count."""
    found = explained('{"text": "Does anyone scan letters?", "author": {"flags": ["bot"]}}')
    text = told(found)
    assert found.outcome == "Nudge would leave it alone: nobody is there."
    assert "A veto holds, so its score does not count." in text
    assert "veto  machines: nobody is there" in part(text, "Rules that fired")
    assert "holds because author.bot || author.group  (author.bot is true; author.group is false)" in text


def test_a_rule_that_cannot_be_evaluated_says_so_and_gives_nothing():
    """One link makes it a division by nothing."""
    found = explained('{"text": "See https://tides.example/", "links": ["https://tides.example/"]}')
    loud = next(one for one in found.rules if one.rule.name == "loud")
    assert (loud.fired, loud.part) == (False, 0)
    assert "could not be evaluated: " in told(found)
    assert "divide by zero" in told(found)


def test_how_many_points_are_missing_is_said():
    """A friend's post needs more than this one is worth."""
    text = told(explained('{"text": "Soup.", "language": "en", "standing": {"stage": "friend"}}'))
    assert "somebody you have talked with needs" in text
    assert " more would be needed." in text


def test_a_post_that_would_be_chosen_is_said_to_be():
    """Four and a half points less a little for its age are enough by any measure of the day."""
    found = explained(SCORED, pack=default_pack())
    assert found.outcome == "Nudge would bring it to you."


def test_what_was_suggested_before_does_not_stand_in_the_way_of_itself():
    """A post that was suggested is explained as though it were not; its author may have been suggested by another."""
    uri = explained().judged.candidate.post.uri
    past = PastSuggestion(1, uri, Motive.FRIEND, NOW - timedelta(days=1), SuggestionState.SKIPPED)
    other = PastSuggestion(
        1, "https://elsewhere.example/1", Motive.FRIEND, NOW - timedelta(days=1), SuggestionState.SKIPPED
    )
    assert explained(SCORED, pack=default_pack(), past=[past]).outcome == "Nudge would bring it to you."
    assert "suggested within the week" in explained(SCORED, pack=default_pack(), past=[past, other]).outcome


def test_what_was_learned_stands_beside_the_rules():
    """Three times skipped, and it shows; no rule of that name exists."""
    learned = Learned()
    for _ in range(3):
        learned = learn(learned, Signal.SKIPPED, person=1, rules=["a question"], now=NOW)
    fired = part(told(explained(SCORED, learned=learned)), "Rules that fired")
    assert "learned: you skipped 3 of 3 like this" in fired
    assert "learned: you skipped 3 of 3 from this person" in fired


def test_words_that_are_not_for_everyone_are_not_repeated():
    """The terminal is the owner's own, and still the rule is the same everywhere."""
    text = told(explained('{"text": "Only for you", "visibility": "followers"}'))
    assert '"Only for you' not in text
    assert "(said to fewer than everyone" in text


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("post.question", True, "true"),
        ("post.links", 0, "0"),
        ("post.replies", -1, "unknown"),
        ("person.days_since_theirs", 10_000, "never"),
        ("post.topics", [], "empty"),
        ("post.topics", ["ink", "tides"], "ink, tides"),
        ("person.stage", 0, "stage.stranger"),
        ("post.visibility", 2, "visibility.followers"),
        ("person.goal", 1, "goal.get_to_know"),
    ],
)
def test_values_are_shown_as_one_reads_them(name, value, said):
    """Unknown is unknown, and numbers with names are named."""
    assert shown(name, value) == said


def test_lines_are_folded_for_a_screen_only():
    """A pipe gets them whole."""
    assert max(map(len, told(explained(pack=default_pack()), width=72).splitlines())) <= 72
    assert max(map(len, told(explained(pack=default_pack())).splitlines())) > 100


def test_a_program_gets_the_same_as_json():
    """Plain data, nothing lost."""
    data = json.loads(json.dumps(for_programs(explained(SCORED))))
    assert data["outcome"].startswith("Nudge would")
    assert data["facts"]["post.question"] is True
    assert {rule["name"]: rule["part"] for rule in data["rules"]} == {
        "machines": 0,
        "a question": 2,
        "late talk": 1.5,
        "loud": 0,
    }
    assert data["lane"] in list(Motive)
    assert NudgeKind.QUESTION is explained(SCORED).judged.kind
