"""Answer `list ahead`: what is coming, in time order. Everything in it was asked for, or is the owner's own pace."""

from __future__ import annotations

from collections.abc import Iterator

from bot import wording
from bot.decide.commands import Argument, Command
from bot.decide.schedule import next_slot
from bot.domain import Goal, SuggestionState
from bot.jobs.inbox.decision import Decision, Outcome
from bot.jobs.inbox.turn import Turn
from bot.knowledge import candidates
from bot.outbox.teller import Says
from bot.store import people, reminders, suggestions
from bot.wording import Coming

MOST = 8


def list_ahead(turn: Turn, _: Command[Argument]) -> Decision:
    """`list ahead`."""
    held = turn.preferences
    found = (*_looks(turn), *_on_their_way(turn), *_put_off(turn), *_of_people(turn))
    coming = sorted(found, key=lambda one: one.at)[:MOST]
    rest = wording.at_rest(None, turn.now, turn.zone) if held.stopped else ""
    return Decision(Outcome.AHEAD, (Says(wording.list_ahead(coming, turn.now, turn.zone, rest=rest)),))


def _looks(turn: Turn) -> Iterator[Coming]:
    """The next delivery, or the end of a rest, whichever is first."""
    held = turn.preferences
    if held.stopped:
        return
    if held.paused_until is not None and held.paused_until > turn.now:
        yield Coming(held.paused_until, wording.rest_ends())
    elif held.schedule.at:
        yield Coming(next_slot(held.schedule, turn.now), wording.next_look())


def _on_their_way(turn: Turn) -> Iterator[Coming]:
    """The replies that go out, and those that would have: what is asked about them holds them, and asks once."""
    for row in turn.on_their_way():
        approved = turn.approval(row)
        if approved is not None and approved.retry_at is None:
            yield Coming(approved.due_at, wording.goes_out_then(turn.name(row), held=row.id in turn.objected))


def _put_off(turn: Turn) -> Iterator[Coming]:
    for row in suggestions.in_states(turn.tx, SuggestionState.AWAITING_DELIVERY):
        if row.returned:
            called = turn.telling(people.person(turn.tx, row.person), short=True)
            yield Coming(turn.comes_at(row), wording.again_then(turn.name(row), called=called))


def _of_people(turn: Turn) -> Iterator[Coming]:
    """Reminders, and when it is time to look for a reason for a word; nothing about whom nothing is wanted."""
    wanted = turn.preferences
    for person in people.all_persons(turn.tx).values():
        if not person.may_be_spoken_of(wanted.comes_at(person, turn.now)):
            continue
        held = reminders.of(turn.tx, person.id)
        if held is not None:
            yield Coming(
                wanted.comes_at(person, held[0]),
                wording.reminded_then(person, held[1], called=turn.telling(person, short=True)),
            )
        if person.goal is Goal.KEEP_IN_TOUCH and person.every is not None:
            last = candidates.standing_now(turn.tx, person, turn.now).last_words
            due = max(turn.now, last + person.every) if last is not None else turn.now
            yield Coming(
                wanted.comes_at(person, due),
                wording.reason_for_a_word(person, called=turn.telling(person, short=True)),
                about=True,
            )
