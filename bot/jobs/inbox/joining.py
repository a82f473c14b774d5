"""Hear that two accounts are one person, and what the owner says to a question about people."""

from __future__ import annotations

from bot import wording
from bot.decide.commands import Command
from bot.domain import Goal
from bot.jobs.inbox.persons import named
from bot.jobs.inbox.turn import Turn
from bot.knowledge import joining
from bot.store import people, people_questions
from bot.store.people_questions import Pair, Watch


def keep_watching(turn: Turn, command: Command) -> str:
    """`keep watching`, in answer to what `meet` said of an account that answers nobody."""
    offered = people_questions.asked(turn.tx)
    if not isinstance(offered, Watch):
        return _nothing(turn, command)
    people_questions.answered(turn.tx)
    people.change(turn.tx, offered.person, goal=Goal.GET_TO_KNOW)
    turn.say(wording.watching(people.person(turn.tx, offered.person)))
    return "watch"


def let_it_be(turn: Turn, command: Command) -> str:
    """`let it be`, in answer to either question."""
    offered = people_questions.asked(turn.tx)
    people_questions.answered(turn.tx)
    if isinstance(offered, Watch):
        people.change(turn.tx, offered.person, goal=Goal.NONE)
        turn.say(wording.let_be(people.person(turn.tx, offered.person)))
        return "let be"
    if isinstance(offered, Pair):
        turn.say(wording.stay_two())
        return "stay two"
    return _nothing(turn, command)


def same(turn: Turn, command: Command) -> str:
    """`same ada ada.example`: two accounts are one person."""
    person = named(turn, command)
    if person is None:
        return "whom"
    other = named(turn, command, command.words)
    if other is None:
        return "whom"
    joining.join(turn.tx, person.id, other.id, now=turn.now)
    turn.say(wording.same(person, command.words.lstrip("@")))
    return "same"


def one_person(turn: Turn, command: Command) -> str:
    """`one person`, in answer to the question whether two accounts are."""
    offered = people_questions.asked(turn.tx)
    if not isinstance(offered, Pair):
        return _nothing(turn, command)
    people_questions.answered(turn.tx)
    one, other = people.person_of(turn.tx, offered.one), people.known(turn.tx, offered.other)
    if one is None or other is None:  # forgotten meanwhile
        return _nothing(turn, command)
    joining.join(turn.tx, one.id, other.person, now=turn.now)
    turn.say(wording.same(one, other.account.address))
    return "same"


def _nothing(turn: Turn, command: Command) -> str:
    turn.say(wording.nothing_offered(command.name))
    return "nothing offered"
