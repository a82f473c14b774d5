"""Name the variables of the rules: one table with type, formula, language and example; docs and tests are made from it."""

from __future__ import annotations

from datetime import datetime

from bot.decide.facts.candidate import Candidate
from bot.decide.facts.variables.author import AUTHOR
from bot.decide.facts.variables.person import PERSON
from bot.decide.facts.variables.post import POST
from bot.decide.facts.variables.talk import TALK
from bot.decide.facts.variables.variable import NEVER, UNKNOWN, Value, Variable
from bot.domain import Goal, Stage, Visibility

__all__ = ["CONSTANTS", "NEVER", "UNKNOWN", "VARIABLES", "Value", "Variable", "variables"]

VARIABLES = (*POST, *TALK, *AUTHOR, *PERSON)

CONSTANTS: dict[str, int] = {
    **{f"stage.{stage.value}": rank for rank, stage in enumerate(Stage)},
    **{f"visibility.{visibility.value}": rank for rank, visibility in enumerate(Visibility)},
    **{f"goal.{goal.value.replace('-', '_')}": rank for rank, goal in enumerate(Goal)},
}
"""Names for the values of `person.stage`, `post.visibility` and `person.goal`; stages are ordered."""


def variables(candidate: Candidate, now: datetime) -> dict[str, Value]:
    """Everything that a rule may ask about one candidate, by name, constants included."""
    return {**CONSTANTS, **{variable.name: variable.value(candidate, now) for variable in VARIABLES}}
