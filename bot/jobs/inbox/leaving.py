"""Leave a suggestion: not now, not this one, already done."""

from __future__ import annotations

from collections.abc import Callable

from bot import wording
from bot.decide.commands import Command
from bot.decide.lifecycle.binding import Unbound
from bot.decide.rules.learning import Signal
from bot.decide.schedule import expires_later
from bot.decide.schedule import later as next_delivery_tomorrow
from bot.domain import SuggestionEvent, SuggestionState
from bot.jobs.inbox.holding import keep_back, not_open, take_back
from bot.jobs.inbox.taste import noted
from bot.jobs.inbox.turn import Turn
from bot.store import messages, suggestions
from bot.store.suggestions import Suggestion
from bot.wording.text import Name


def skip(turn: Turn, command: Command) -> str:
    """`skip`."""
    return _end(turn, command, SuggestionEvent.SKIP, wording.skipped)


def done(turn: Turn, command: Command) -> str:
    """`done`: answered in another app."""
    return _end(turn, command, SuggestionEvent.ANSWERED_ELSEWHERE, wording.done)


def _end(turn: Turn, command: Command, event: SuggestionEvent, text: Callable[[Name], str]) -> str:
    message = turn.meant(command.code, command.name, command.person)
    if message is None:
        return "which"
    row = turn.row(message)
    if row.state is SuggestionState.AWAITING_PUBLISH:
        take_back(turn, row)
        row = suggestions.get(turn.tx, row.id)
    if row.state in (SuggestionState.PUBLISHING, SuggestionState.UNCLEAR) and keep_back(turn, row.id):
        turn.say(wording.kept_from(turn.name(row)), row)
        return "kept back"
    if row.state is not SuggestionState.AWAITING_OWNER:
        return not_open(turn, row)
    suggestions.move(turn.tx, row, event, now=turn.now, answered_at=turn.now)
    messages.drop_for(turn.tx, row.id)
    if event is SuggestionEvent.SKIP:
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
    due = command.until or next_delivery_tomorrow(turn.preferences.schedule, turn.now)
    again = {"due_at": due, "expires_at": expires_later(due)}
    if row.state is SuggestionState.AWAITING_DELIVERY:
        suggestions.change(turn.tx, row.id, **again)
    elif row.state is SuggestionState.AWAITING_OWNER:
        suggestions.move(
            turn.tx, row, SuggestionEvent.LATER, now=turn.now, returned=True, answered_at=turn.now, **again
        )
    else:
        return not_open(turn, row)
    turn.say(wording.later(due, turn.name(row), turn.now, turn.desk.teller.zone), row)
    return "later"


def _put_off(turn: Turn, command: Command) -> Suggestion | None:
    """The one that was put off already, when nothing else can be meant: "later 2h", and then "later tomorrow"."""
    if command.person or not isinstance(turn.bind(command.code), Unbound):
        return None
    rows = [row for row in suggestions.in_states(turn.tx, SuggestionState.AWAITING_DELIVERY) if row.returned]
    return rows[0] if len(rows) == 1 else None
