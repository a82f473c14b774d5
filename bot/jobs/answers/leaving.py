"""Leave a suggestion: not now, not this one, already done."""

from __future__ import annotations

from collections.abc import Callable

from bot import voice
from bot.approvals import Event, Unbound
from bot.commands import Command
from bot.domain import State
from bot.jobs.answers.holding import keep_back, not_open, take_back
from bot.jobs.answers.taste import noted
from bot.jobs.answers.turn import Turn
from bot.pace import expires_later
from bot.pace import later as next_delivery_tomorrow
from bot.rules.learning import Signal
from bot.store import messages, suggestions
from bot.store.suggestions import Suggestion
from bot.text import Name


def skip(turn: Turn, command: Command) -> str:
    """`skip`."""
    return _end(turn, command, Event.SKIP, voice.skipped)


def done(turn: Turn, command: Command) -> str:
    """`done`: answered in another app."""
    return _end(turn, command, Event.ANSWERED_ELSEWHERE, voice.done)


def _end(turn: Turn, command: Command, event: Event, text: Callable[[Name], str]) -> str:
    message = turn.meant(command.code, command.name, command.person)
    if message is None:
        return "which"
    row = turn.row(message)
    if row.state is State.AWAITING_PUBLISH:
        take_back(turn, row)
        row = suggestions.get(turn.tx, row.id)
    if row.state in (State.PUBLISHING, State.UNCLEAR) and keep_back(turn, row.id):
        turn.say(voice.kept_from(turn.name(row)), row)
        return "kept back"
    if row.state is not State.AWAITING_OWNER:
        return not_open(turn, row)
    suggestions.move(turn.tx, row, event, now=turn.now, answered_at=turn.now)
    messages.drop_for(turn.tx, row.id)
    if event is Event.SKIP:
        noted(turn, row, Signal.SKIPPED)
    turn.say(text(turn.name(row)), row)
    return command.name


def later(turn: Turn, command: Command) -> str:
    """`later`: again at the time asked for, or with tomorrow's first delivery. Said once more, the last time counts."""
    row = _put_off(turn, command)
    if row is None:
        message = turn.meant(command.code, "later", command.person)
        if message is None:
            return "which"
        row = turn.row(message)
    due = command.until or next_delivery_tomorrow(turn.wishes.pace, turn.now)
    again = {"due_at": due, "expires_at": expires_later(due)}
    if row.state is State.AWAITING_DELIVERY:
        suggestions.change(turn.tx, row.id, **again)
    elif row.state is State.AWAITING_OWNER:
        suggestions.move(turn.tx, row, Event.LATER, now=turn.now, returned=True, answered_at=turn.now, **again)
    else:
        return not_open(turn, row)
    turn.say(voice.later(due, turn.name(row), turn.now, turn.desk.teller.zone), row)
    return "later"


def _put_off(turn: Turn, command: Command) -> Suggestion | None:
    """The one that was put off already, when nothing else can be meant: "later 2h", and then "later tomorrow"."""
    if command.person or not isinstance(turn.bind(command.code), Unbound):
        return None
    rows = [row for row in suggestions.in_states(turn.tx, State.AWAITING_DELIVERY) if row.returned]
    return rows[0] if len(rows) == 1 else None
