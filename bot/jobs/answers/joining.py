"""Hear that two accounts are one person, and what the owner says to a question about people."""

from __future__ import annotations

from bot import voice
from bot.commands import Command
from bot.domain import Goal
from bot.jobs.answers.persons import named
from bot.jobs.answers.turn import Turn
from bot.store import joining, offers, people
from bot.store.offers import Pair, Watch


def keep_watching(turn: Turn, command: Command) -> str:
    """`keep watching`, in answer to what `meet` said of an account that answers nobody."""
    offered = offers.asked(turn.tx)
    if not isinstance(offered, Watch):
        return _nothing(turn, command)
    offers.answered(turn.tx)
    people.change(turn.tx, offered.person, goal=Goal.GET_TO_KNOW)
    turn.say(voice.watching(people.person(turn.tx, offered.person)))
    return "watch"


def let_it_be(turn: Turn, command: Command) -> str:
    """`let it be`, in answer to either question."""
    offered = offers.asked(turn.tx)
    offers.answered(turn.tx)
    if isinstance(offered, Watch):
        people.change(turn.tx, offered.person, goal=Goal.NONE)
        turn.say(voice.let_be(people.person(turn.tx, offered.person)))
        return "let be"
    if isinstance(offered, Pair):
        turn.say(voice.stay_two())
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
    turn.say(voice.same(person, command.words.lstrip("@")))
    return "same"


def one_person(turn: Turn, command: Command) -> str:
    """`one person`, in answer to the question whether two accounts are."""
    offered = offers.asked(turn.tx)
    if not isinstance(offered, Pair):
        return _nothing(turn, command)
    offers.answered(turn.tx)
    one, other = people.person_of(turn.tx, offered.one), people.known(turn.tx, offered.other)
    if one is None or other is None:  # forgotten meanwhile
        return _nothing(turn, command)
    joining.join(turn.tx, one.id, other.person, now=turn.now)
    turn.say(voice.same(one, other.account.address))
    return "same"


def _nothing(turn: Turn, command: Command) -> str:
    turn.say(voice.nothing_offered(command.name))
    return "nothing offered"
