"""Rules are read strictly at the start and forgivingly at work: a wrong one never starts, a failing one never crashes."""

from __future__ import annotations

import pytest

from bot.decide.facts import variables
from bot.decide.rules import RuleSpec, default_pack, load
from bot.errors import ConfigError
from tests.decide.builders import NOW, candidate, pack, post, to_owner

EMPTY = ""


def rule(when: str, **changes) -> RuleSpec:
    """A rule of the owner's."""
    return RuleSpec(
        **{"name": "mine", "when": when, "score": 1, "because": "so", "where": "config.toml, line 31", **changes}
    )


def facts(text: str = "Where is the ferry?", **changes) -> dict:
    """The variables of a post."""
    return variables(candidate(post(text, **changes)), NOW)


def problem(*rules: RuleSpec, with_pack: str = EMPTY) -> str:
    """The one thing that is wrong."""
    with pytest.raises(ConfigError) as caught:
        load(with_pack, rules)
    (only,) = caught.value.problems
    return f"{only}|{only.remedy}"


AT_START = [
    ("post.qestion && post.length > 3", 'unknown name "post.qestion"; did you mean "post.question"?', "    ^"),
    ("post.question && person.stage == stage.knwn", 'did you mean "stage.known"?', " " * 37 + "^"),
    ("post.length", "must be true or false, but is a number", "    ^"),
    ('post.length > "a"', "no matching overload", " " * 16 + "^"),
    ("post.question &&", "mismatched input", " " * 20 + "^"),
    ("post.question && post.length / 0 > 1", "always fails: divide by zero", " " * 21 + "^"),
    ('post.text.matches("(")', "always fails: invalid regular expression", "    ^"),
    ("post.question\n && post.nothing", 'unknown name "post.nothing"', "        ^"),
]


@pytest.mark.parametrize(("when", "what", "caret"), AT_START, ids=[row[0][:40] for row in AT_START])
def test_a_wrong_expression_is_an_error_at_the_start_with_its_place(when, what, caret):
    """The sentence names the rule and what is wrong, and a caret stands under it."""
    said = problem(rule(when))
    assert said.startswith("config.toml, line 31: ")
    assert what in said
    assert caret in said.split("|")[0].splitlines()


WRITTEN = [
    (rule("post.question", because=" "), 'has no "because"'),
    (rule(""), 'has no "when"'),
    (rule("post.question", score=0), '"score" is 0'),
    (rule("post.question", score=11), '"score" is 11'),
    (rule("post.question", score=float("nan")), '"score" is nan'),
    (rule("post.question", veto=True), "is a veto and has a score"),
    (rule("post.question", because="about {post.topic}"), '"because" names an unknown "post.topic"'),
    (rule("post.question || " * 500 + "true"), "characters; at most 2,000 are read"),
]


@pytest.mark.parametrize(("written", "what"), WRITTEN, ids=[row[1] for row in WRITTEN])
def test_a_wrong_rule_is_an_error_at_the_start(written, what):
    """A rule without reason, weight or end cannot be meant."""
    assert what in problem(written)


PACKS = [
    ("[[rules]", "cannot be read"),
    ("[[rules]]\nwhen = 'true'", 'has no "name"'),
    ("[[rules]]\nname = 'a'\nwenn = 'true'", 'did you mean "when"?'),
    ("[[rules]]\nname = 'a'\nwhen = 1", '"when" has the wrong type: int'),
    ("[[rules]]\nname = 'a'\nscore = true", '"score" has the wrong type: bool'),
    ("[rule]\nname = 'a'", 'unknown key "rule"'),
]


@pytest.mark.parametrize(("text", "what"), PACKS, ids=[row[1] for row in PACKS])
def test_a_wrong_pack_is_an_error_at_the_start(text, what):
    """The file is read as strictly as the expressions in it."""
    assert what in problem(with_pack=text)


def test_all_problems_come_at_once():
    """Mending one mistake must not uncover the next."""
    with pytest.raises(ConfigError) as caught:
        load(EMPTY, [rule("post.qestion", name="a"), rule("post.length", name="b"), rule("", name="c")])
    assert len(caught.value.problems) == 3


def test_a_name_that_stands_twice_is_an_error():
    """Two rules of one name: one of them is not what its author thinks."""
    twice = "[[rules]]\nname = 'a'\nwhen = 'true'\nscore = 1\nbecause = 'b'\n" * 2
    assert "stands twice" in problem(with_pack=twice)


def test_the_owners_rules_add_replace_and_remove():
    """Same name replaces in place, a new name comes at the end, enabled = false takes away."""
    before = [spec.name for spec in pack().specs]
    own = [
        rule("true", name="a joke", score=3),
        rule("post.question", name="my own"),
        RuleSpec("tagged", enabled=False),
    ]
    after = load(default_pack(), own).specs
    assert [name for name in before if name != "tagged"] + ["my own"] == [spec.name for spec in after]
    assert {spec.name: spec.score for spec in after}["a joke"] == 3


def test_removing_what_is_not_there_is_an_error():
    """A misspelt name would leave the rule in force."""
    assert 'there is no rule "taged"|did you mean "tagged"?' in problem(
        RuleSpec("taged", enabled=False), with_pack=default_pack()
    )


def test_scores_add_up_and_every_reason_is_told():
    """The score is the sum of the parts, the strongest first."""
    verdict = pack().judge(facts("Does anyone know where the lighthouse is?"))
    assert verdict.score == sum(reason.score for reason in verdict.reasons)
    assert [r.score for r in verdict.reasons] == sorted((r.score for r in verdict.reasons), reverse=True)
    assert "about lighthouse" in [reason.because for reason in verdict.reasons]
    assert not verdict.vetoed


def test_a_score_that_fails_at_work_gives_nothing_and_is_counted():
    """A division by what happens to be zero is found only when it happens."""
    rules = load(EMPTY, [rule("post.length / post.links > 10"), rule("post.question", name="other", score=2)])
    assert rules.judge(facts()).score == 2
    assert rules.judge(facts()).score == 2
    assert rules.errors == {"mine": 2}


def test_a_veto_that_fails_at_work_vetoes():
    """In doubt nobody is disturbed."""
    rules = load(EMPTY, [rule("post.length / post.links > 10", score=0, veto=True)])
    verdict = rules.judge(facts())
    assert verdict.vetoed
    assert verdict.vetoes[0].because == "could not be judged"


def test_a_failing_rule_is_reported_once():
    """The log says it once; the count goes on."""
    rules = load(EMPTY, [rule("post.length / post.links > 10")])
    rules.judge(facts())
    (told,) = rules.unreported()
    assert told.where == "config.toml, line 31"
    assert "divide by zero" in told.what
    rules.judge(facts())
    assert () == rules.unreported()


@pytest.mark.parametrize("broken", [{}, {"post.question": "yes"}, {"post.length": None}, {"post.topics": 3}])
def test_facts_that_cannot_be_read_never_crash(broken):
    """Missing or mistyped facts are a failure of every rule that needs them: vetoes veto."""
    given = {**facts(), **broken} if broken else {}
    rules = load(EMPTY, [rule("post.question && post.length > 0 && size(post.topics) >= 0", score=0, veto=True)])
    assert rules.judge(given).vetoed


def test_endless_texts_are_judged_quickly():
    """The words that a rule may look at are bounded, and its patterns cannot run away."""
    given = facts("a" * 300_000)
    assert len(given["post.text"]) <= 5_000
    assert not load(EMPTY, [rule('post.text.matches("(a+)+$z")')]).judge(given).reasons


def test_reasons_are_filled_from_variables_only():
    """What an author writes is never read as a template."""
    rules = load(EMPTY, [rule("true", because="says {post.text} in {post.language}")])
    (reason,) = rules.judge(facts("Braces {post.uri} are only words here")).reasons
    assert reason.because == "says Braces {post.uri} are only words here in en"


def test_explain_tells_every_rule_with_what_would_have_to_differ():
    """Fired or not, its part, and the conditions that were not so."""
    told = {explained.rule.name: explained for explained in pack().explain(facts("There is the ferry."))}
    assert set(told) == {spec.name for spec in pack().specs}
    assert told["turns to you"].unmet == ("post.turns_to_me",)
    assert told["your topics"].unmet == ("size(post.topics) > 0",)
    assert told["first words today"].fired
    assert told["first words today"].part == 1
    assert told["first words today"].unmet == ()


def test_explaining_counts_nothing_and_forgives_everything():
    """Looking is no use of a rule; a rule that fails says so."""
    rules = load(EMPTY, [rule("post.length / post.links > 10"), rule("true", name="always")])
    failed, fired = rules.explain(facts())
    assert "divide by zero" in failed.error
    assert not failed.fired
    assert fired.fired
    assert not rules.fired
    assert not rules.errors


def test_how_often_each_rule_fired_is_counted():
    """`nudge rules` shows which rules do anything."""
    rules = load(default_pack())
    for text in ("Where is the ferry?", "Where is the harbour?"):
        rules.judge(facts(text))
    assert rules.fired["a question"] == 2


def test_an_alternative_is_explained_as_a_whole():
    """Only what must all hold is taken apart; quotes and brackets are left alone."""
    rules = load(EMPTY, [rule("post.sad || post.joke"), rule('!post.question && post.text.contains("&& ")', name="b")])
    either, both = rules.explain(facts())
    assert either.unmet == ("post.sad || post.joke",)
    assert both.unmet == ("!post.question", 'post.text.contains("&& ")')


def test_words_to_the_owner_carry_their_uri():
    """A verdict says of which post it speaks."""
    said = to_owner("Did yours fade?")
    assert pack().judge(variables(candidate(said), NOW)).uri == said.uri
