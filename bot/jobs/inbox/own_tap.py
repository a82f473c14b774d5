"""Hear what only the owner's own tap does: like, boost, follow, block. Nothing is done; the link is brought."""

from __future__ import annotations

from bot import wording
from bot.decide.commands import Argument, Command
from bot.decide.lifecycle.binding import Bound, Unbound
from bot.domain import Person
from bot.jobs.inbox.decision import Decision, Outcome
from bot.jobs.inbox.persons import person_or_words
from bot.jobs.inbox.turn import Turn
from bot.outbox.teller import Says
from bot.store import posts


def like(turn: Turn, command: Command[Argument]) -> Decision:
    """`like`."""
    return _of_a_post(turn, command)


def boost(turn: Turn, command: Command[Argument]) -> Decision:
    """`boost`."""
    return _of_a_post(turn, command)


def follow(turn: Turn, command: Command[Argument]) -> Decision:
    """`follow nadia holt`."""
    person = person_or_words(turn, command)
    return person if isinstance(person, Decision) else _tap(wording.follow_by_hand(_profile(person)))


def block(turn: Turn, command: Command[Argument]) -> Decision:
    """`block sam orr`; what this program can do of it is `never`."""
    person = person_or_words(turn, command)
    return person if isinstance(person, Decision) else _tap(wording.block_by_hand(person, _profile(person)))


def _of_a_post(turn: Turn, command: Command[Argument]) -> Decision:
    """The post of the message that is meant; where there is none, that is said without a link."""
    binding = turn.binding(command.code, command.person)
    if isinstance(binding, Unbound) and not (command.code or command.person):
        return _tap(wording.post_by_hand(command.name, ""))
    if not isinstance(binding, Bound):
        return turn.asks(binding, command.code, command.name, command.person)
    row = turn.row(binding.to)
    held = posts.get(turn.tx, row.post_uri) if row.post_uri else None
    return _tap(wording.post_by_hand(command.name, held.post.link if held else ""), row.id)


def _profile(person: Person) -> str:
    return person.accounts[0].url if person.accounts else ""


def _tap(text: str, about: int | None = None) -> Decision:
    return Decision(Outcome.OWN_TAP, (Says(text, about),))
