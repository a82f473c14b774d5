"""What rules may ask about the two: what the owner and the person have had, and want."""

from __future__ import annotations

from bot.decide.facts.candidate import Candidate
from bot.decide.facts.variables.variable import Variable, days
from bot.domain import Goal, Relationship, Stage


def _relationship(candidate: Candidate) -> Relationship:
    return candidate.relationship or Relationship()


PERSON = (
    Variable(
        "person.stage",
        "int",
        lambda c, _: list(Stage).index(c.standing.stage),
        "compare with `stage.known` and so on",
        "stage.known",
    ),
    Variable(
        "person.goal",
        "int",
        lambda c, _: list(Goal).index(c.person.goal),
        "what the owner wants; see `goal.get_to_know`",
        "goal.none",
    ),
    Variable("person.never", "bool", lambda c, _: c.person.never, "the owner said `never`", "false"),
    Variable("person.spoken", "bool", lambda c, _: c.standing.spoken, "both have said words to each other", "true"),
    Variable("person.theirs_30", "int", lambda c, _: c.standing.theirs_30, "their words to the owner in 30 days", "4"),
    Variable(
        "person.theirs_365", "int", lambda c, _: c.standing.theirs_365, "their words to the owner in a year", "20"
    ),
    Variable("person.yours_30", "int", lambda c, _: c.standing.yours_30, "the owner's words to them in 30 days", "3"),
    Variable("person.yours_365", "int", lambda c, _: c.standing.yours_365, "the owner's words to them in a year", "18"),
    Variable(
        "person.signs_365",
        "int",
        lambda c, _: c.standing.signs_365,
        "their likes and reshares of the owner in a year",
        "7",
    ),
    Variable(
        "person.your_signs_365",
        "int",
        lambda c, _: c.standing.your_signs_365,
        "the owner's likes and reshares of them in a year",
        "5",
    ),
    Variable(
        "person.days_since_theirs",
        "int",
        lambda c, now: days(c.standing.last_theirs, now),
        "days since their last words to the owner; 10,000 never",
        "12",
    ),
    Variable(
        "person.days_since_yours",
        "int",
        lambda c, now: days(c.standing.last_yours, now),
        "days since the owner's last words to them; 10,000 never",
        "12",
    ),
    Variable(
        "person.days_since_words",
        "int",
        lambda c, now: days(c.standing.last_words, now),
        "days since the last words either way; 10,000 never",
        "12",
    ),
    Variable(
        "person.unanswered",
        "int",
        lambda c, _: c.standing.unanswered,
        "the owner's latest words in a row that met silence",
        "0",
    ),
    Variable(
        "person.silent_reader",
        "bool",
        lambda c, _: c.standing.silent_reader,
        "three likes or reshares in a year, never a word",
        "false",
    ),
    Variable(
        "person.i_follow", "bool", lambda c, _: _relationship(c).following, "the owner follows the account", "true"
    ),
    Variable(
        "person.follows_me", "bool", lambda c, _: _relationship(c).followed_by, "the account follows the owner", "true"
    ),
    Variable(
        "person.new_follower",
        "bool",
        lambda c, now: c.new_follower(now),
        "began to follow the owner within a week; no words yet, not followed back",
        "false",
    ),
    Variable(
        "person.known_by",
        "int",
        lambda c, _: c.known_by,
        "people the owner follows who follow them too, asked at `meet`, `who` and of new followers; 2 at most",
        "1",
    ),
    Variable(
        "person.blocked",
        "bool",
        lambda c, _: _relationship(c).blocking or _relationship(c).blocked_by,
        "blocked, either way",
        "false",
    ),
    Variable("person.muted", "bool", lambda c, _: _relationship(c).muting, "the owner has muted the account", "false"),
)
