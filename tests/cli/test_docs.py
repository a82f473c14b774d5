"""The pages about rules and measuring show what works."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.backtest import days, gather, metrics
from bot.backtest.measure import rankings
from bot.cli import output, rules, trial, weighing
from bot.config import load as load_config
from bot.decide.facts import OwnerProfile
from bot.decide.facts.variables import NEVER, VARIABLES
from bot.decide.rules import default_pack, load
from bot.decide.rules.pack import MAX_SCORE
from bot.decide.schedule import Schedule
from bot.errors import ConfigError
from bot.service.wiring import rules_of
from tests.cli.conftest import CONFIG

DOCS = Path(__file__).parents[2] / "docs"
FENCE = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
RULES_PAGE, BACKTEST_PAGE = (
    " ".join((DOCS / f"{name}.md").read_text("utf-8").split()) for name in ("rules", "backtest")
)


def blocks(page, kind):
    return [text for found, text in FENCE.findall((DOCS / page).read_text("utf-8")) if found == kind]


@pytest.mark.parametrize(
    "written", blocks("rules.md", "toml"), ids=lambda text: tomllib.loads(text)["rules"][0]["name"]
)
def test_every_rule_on_the_page_can_be_used_as_it_stands(tmp_path, written):
    """In somebody's config.toml, with the built-in ones."""
    (tmp_path / "config.toml").write_text(CONFIG + written)
    held = load_config(tmp_path, {}, secrets=False)
    in_force = {spec.name for spec in rules_of(held).specs}
    own = tomllib.loads(written)["rules"]
    assert all((rule["name"] in in_force) is rule.get("enabled", True) for rule in own)


def test_the_post_on_the_page_can_be_tried():
    """And gives what the page is about: a question, asked by someone known."""
    (written,) = blocks("rules.md", "json")
    owner, now = OwnerProfile(languages=("en",), topics=("letters",)), datetime(2026, 11, 18, 12, tzinfo=UTC)
    found = trial.candidate(written, "post.json", owner, now)
    explained = weighing.Scales(load(default_pack()), Schedule(owner.zone)).explain(found, now)
    assert explained.outcome == "Nudge would bring it to you."
    assert explained.facts["author.answers_percent"] == 65


def test_a_wrong_rule_is_shown_as_the_page_shows_it(tmp_path):
    """Line, name, what was meant, caret."""
    (shown,) = [text for text in blocks("rules.md", "text") if "unknown name" in text]
    rule = '\n[[rules]]\nname = "x"\nwhen = "post.asks_hlp && size(post.topics) > 0"\nscore = 1\nbecause = "x"\n'
    (tmp_path / "config.toml").write_text(CONFIG + "\n" * (11 - CONFIG.count("\n") - 1) + rule)
    with pytest.raises(ConfigError) as refused:
        rules_of(load_config(tmp_path, {}, secrets=False))
    assert output.block(refused.value.problems[0]) == shown.rstrip("\n")


def test_the_facts_that_the_page_names_exist():
    """Each of them can be asked."""
    known = {fact.name for fact in VARIABLES}
    named = set(re.findall(r"`((?:post|author|person|talk)\.[a-z_0-9]+)", RULES_PAGE))
    assert named
    assert named - known <= {"post.text.contains", "post.json", "post.txt"}


def test_the_numbers_on_the_pages_are_those_of_the_code():
    """Whoever changes one changes the other."""
    for number, page in (
        (f"from -{MAX_SCORE} to {MAX_SCORE} and not 0", RULES_PAGE),
        (f"{NEVER:,}", RULES_PAGE),
        (f"fewer than {days.LEAST} posts", BACKTEST_PAGE),
        (f"({metrics.RESAMPLES:,} samples, seeded", BACKTEST_PAGE),
        (f"at most {gather.POSTS} of each", BACKTEST_PAGE),
        (f"{gather.ACCOUNTS} accounts if you say nothing", BACKTEST_PAGE),
    ):
        assert number in page


def test_every_ranking_of_the_table_is_explained():
    """By its name."""
    for name in rankings(load(default_pack())):
        assert f"  {name} " in (DOCS / "backtest.md").read_text("utf-8")


def test_every_command_about_rules_is_on_the_page():
    """The group's own, too."""
    for command in rules.app.registered_commands:
        assert f"| `nudge rules {command.name}" in RULES_PAGE
