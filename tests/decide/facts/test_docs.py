"""The page about the variables is what the program computes, and every example of it is true."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.decide.facts import PostFacts, variables
from bot.decide.facts.page import page
from bot.decide.facts.variables import CONSTANTS, VARIABLES
from bot.decide.rules.page import page as rules_page
from bot.domain import PostRef
from tests.decide.builders import LENA, MINE, NOW, candidate, pack, post

DOCS = Path(__file__).resolve().parents[3] / "docs"


def test_the_page_of_facts_is_the_table_of_the_program():
    """`python -m bot.decide.facts.page > docs/facts.md` brings it up to date."""
    assert (DOCS / "facts.md").read_text(encoding="utf-8") == page()


def test_every_name_that_a_rule_may_use_is_on_the_page():
    """Variables and names for numbers."""
    written = page()
    for name in (*(variable.name for variable in VARIABLES), *CONSTANTS):
        assert f"`{name}`" in written


def test_every_fact_of_a_post_is_a_variable():
    """What is stored can be asked for."""
    names = {variable.name for variable in VARIABLES}
    assert {f"post.{name}" for name in PostFacts.__dataclass_fields__} <= names
    assert len(names) == len(VARIABLES)


def test_every_variable_has_its_declared_type():
    """A rule that compares a number with a number never meets a text."""
    kinds = {"bool": bool, "int": int, "string": str, "list": list}
    values = variables(candidate(), NOW)
    assert set(values) == {variable.name for variable in VARIABLES} | set(CONSTANTS)
    for variable in VARIABLES:
        assert type(values[variable.name]) is kinds[variable.type], variable.name
        assert variable.formula
        assert variable.example


QUOTED = [v for v in VARIABLES if v.type == "bool" and v.example.startswith('"') and "…" not in v.example]


@pytest.mark.parametrize("variable", QUOTED, ids=[variable.name for variable in QUOTED])
def test_an_example_of_the_page_is_one(variable):
    """The words in quotation marks are what the page says they are."""
    text = variable.example.split('"')[1]
    towards = {"mentions": (LENA,), "parent": MINE, "parent_uid": LENA.uid}
    said = text.replace("@lena", "@lena@writers.example")
    given = towards if variable.name in ("post.asks_me", "post.turns_to_me", "post.closes") else {}
    other = {"parent": PostRef(MINE.network, "x", "x"), "parent_uid": "x"} if variable.name == "post.to_others" else {}
    assert variables(candidate(post(said, **given, **other)), NOW)[variable.name] is True


def test_every_rule_tells_the_owner_why_in_words():
    """No rule speaks in names of variables, and what it fills in is one."""
    for spec in pack().specs:
        assert "_" not in spec.because.replace("{author.answers_percent}", "").replace("{person.signs_365}", "")


def test_the_page_of_rules_is_the_pack():
    """`python -m bot.decide.rules.page > docs/pack.md` brings it up to date."""
    written = (DOCS / "pack.md").read_text(encoding="utf-8")
    assert written == rules_page()
    assert all(f"**{spec.name}**" in written for spec in pack().specs)
