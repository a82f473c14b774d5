"""What rules may ask about the conversation around a post."""

from __future__ import annotations

from bot.decide.facts.candidate import Candidate
from bot.decide.facts.variables.variable import Variable, or_unknown
from bot.domain import Talk


def _talk(candidate: Candidate) -> Talk:
    return candidate.talk or Talk()


TALK = (
    Variable(
        "talk.answered", "bool", lambda c, _: _talk(c).owner_answered, "the owner has answered it, in any app", "false"
    ),
    Variable(
        "talk.taking_part",
        "bool",
        lambda c, _: _talk(c).owner_takes_part,
        "the owner speaks elsewhere in the thread",
        "false",
    ),
    Variable(
        "talk.i_asked",
        "bool",
        lambda c, _: _talk(c).owner_asked is True,
        "it answers a question of the owner's",
        "true",
    ),
    Variable(
        "talk.thanked", "bool", lambda c, _: _talk(c).thanked is True, "the author has thanked for an answer", "false"
    ),
    Variable(
        "talk.author_answers",
        "int",
        lambda c, _: or_unknown(_talk(c).author_answers),
        "answers by the author below it; -1 unknown",
        "1",
    ),
    Variable(
        "talk.turns_today",
        "int",
        lambda c, _: _talk(c).turns_today,
        "words between owner and author in this thread in 24 hours",
        "4",
    ),
    Variable("talk.people", "int", lambda c, _: or_unknown(_talk(c).people), "who takes part; -1 unknown", "3"),
)
