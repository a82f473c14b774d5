"""Hear that two accounts are one person, and what the owner says to a question about people."""

from __future__ import annotations

from bot import wording
from bot.decide.commands import Argument, Command, Joined
from bot.domain import Goal
from bot.jobs.inbox.changes import Join, OfferAnswered, Want
from bot.jobs.inbox.decision import Decision, Outcome
from bot.jobs.inbox.persons import named, refuses_to_keep
from bot.jobs.inbox.turn import Turn
from bot.outbox.teller import Says
from bot.store import people, people_questions
from bot.store.people_questions import Pair, Watch


def keep_watching(turn: Turn, command: Command[Argument]) -> Decision:
    """`keep watching`, in answer to what `meet` said of an account that answers nobody."""
    offered = people_questions.asked(turn.tx)
    if not isinstance(offered, Watch):
        return _nothing(command)
    person = people.person(turn.tx, offered.person)
    if refused := refuses_to_keep(turn, person):
        return refused.after(OfferAnswered())
    text = wording.kept_waiting(person, called=turn.telling(person)) if person.never else wording.watching(person)
    return Decision(Outcome.WATCH, (Says(text),), (OfferAnswered(), Want(person.id, goal=Goal.GET_TO_KNOW)))


def let_it_be(turn: Turn, command: Command[Argument]) -> Decision:
    """`let it be`, in answer to either question."""
    offered = people_questions.asked(turn.tx)
    if isinstance(offered, Watch):
        says = Says(wording.let_be(people.person(turn.tx, offered.person)))
        return Decision(Outcome.LET_BE, (says,), (OfferAnswered(), Want(offered.person, goal=Goal.NONE)))
    if isinstance(offered, Pair):
        return Decision(Outcome.STAY_TWO, (Says(wording.stay_two()),), (OfferAnswered(),))
    return _nothing(command)


def same(turn: Turn, command: Command[Joined]) -> Decision:
    """`same ada ada.example`: two accounts are one person."""
    person = named(turn, command)
    if isinstance(person, Decision):
        return person
    other = named(turn, command, command.argument.address)
    if isinstance(other, Decision):
        return other
    if gone := next((each for each in (person, other) if each.forget_at is not None), None):
        return Decision(Outcome.WHOM, (Says(wording.nobody_by_that_name(wording.name(gone))),))
    return _one(Join(person.id, other.id), Says(wording.same(person, command.argument.address)))


def one_person(turn: Turn, command: Command[Argument]) -> Decision:
    """`one person`, in answer to the question whether two accounts are."""
    offered = people_questions.asked(turn.tx)
    if not isinstance(offered, Pair):
        return _nothing(command)
    one, other = people.person_of(turn.tx, offered.one), people.known(turn.tx, offered.other)
    if (
        one is None or other is None or one.forget_at or people.person(turn.tx, other.person).forget_at
    ):  # forgotten meanwhile
        return _nothing(command).after(OfferAnswered())
    joined = _one(Join(one.id, other.person), Says(wording.same(one, other.account.address)))
    return joined.after(OfferAnswered())


def _one(join: Join, says: Says) -> Decision:
    return Decision(Outcome.SAME, (says,), (join,))


def _nothing(command: Command[Argument]) -> Decision:
    return Decision(Outcome.NOTHING_OFFERED, (Says(wording.nothing_offered(command.name)),))
