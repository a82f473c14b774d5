"""Learn a little from what the owner does with suggestions: plain, bounded, undoable (`nudge forget-learning`)."""

from __future__ import annotations

from bot import wording
from bot.decide.commands import Argument, Command
from bot.decide.rules.learning import Signal
from bot.jobs.inbox.decision import Decision, Outcome
from bot.jobs.inbox.effects import Learn
from bot.jobs.inbox.turn import Turn
from bot.jobs.inbox.which import meant
from bot.outbox.teller import Says
from bot.store.suggestions import Suggestion


def less(turn: Turn, command: Command[Argument]) -> Decision:
    """`less like this`."""
    return _taste(turn, command, Signal.LESS)


def more(turn: Turn, command: Command[Argument]) -> Decision:
    """`more like this`."""
    return _taste(turn, command, Signal.MORE)


def _taste(turn: Turn, command: Command[Argument], signal: Signal) -> Decision:
    message = meant(turn, command.code, command.name, command.person)
    if isinstance(message, Decision):
        return message
    row, more = turn.row(message), signal is Signal.MORE
    text = wording.taste_learnt(more=more, about=_about(row))
    return Decision(Outcome.MORE_LIKE_THIS if more else Outcome.LESS, (Says(text, row.id),), (Learn(row, signal),))


def _about(row: Suggestion) -> str:
    reasons = sorted(row.reasons, key=lambda reason: -reason.score)
    return reasons[0].because if reasons else ""
