"""Hear what only the owner's own tap does: like, boost, follow, block. Nothing is done; the link is brought."""

from __future__ import annotations

from collections.abc import Sequence

from bot import wording
from bot.decide.commands import Argument, Command
from bot.decide.lifecycle.binding import Bound, Unbound
from bot.domain import Account, Person
from bot.jobs.inbox.decision import Decision, Outcome
from bot.jobs.inbox.persons import person_or_words
from bot.jobs.inbox.turn import Turn
from bot.jobs.inbox.which import ask_instead
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
    return person if isinstance(person, Decision) else _tap(wording.follow_by_hand(_meant(turn, command, person)))


def block(turn: Turn, command: Command[Argument]) -> Decision:
    """`block sam orr`; what this program can do of it is `never`."""
    person = person_or_words(turn, command)
    return person if isinstance(person, Decision) else _tap(wording.block_by_hand(person, called=turn.telling(person)))


def _of_a_post(turn: Turn, command: Command[Argument]) -> Decision:
    """The post of the message that is meant; where there is none, that is said without a link."""
    binding = turn.binding(command.code, command.person)
    if isinstance(binding, Unbound) and not (command.code or command.person):
        return _tap(wording.post_by_hand(command.name, ""))
    if not isinstance(binding, Bound):
        return ask_instead(turn, binding, command.code, command.name, command.person)
    row = turn.row(binding.to)
    held = posts.get(turn.tx, row.post_uri) if row.post_uri else None
    return _tap(wording.post_by_hand(command.name, held.post.link if held else ""), row.id)


def _meant(turn: Turn, command: Command[Argument], person: Person) -> Sequence[Account]:
    """The account that the message is about; of somebody who is named, all of them."""
    binding = Unbound() if command.person else turn.bind(command.code)
    key = turn.row(binding.to).account if isinstance(binding, Bound) else ""
    return [account for account in person.accounts if account.key == key] or person.accounts


def _tap(text: str, about: int | None = None) -> Decision:
    return Decision(Outcome.OWN_TAP, (Says(text, about),))
