"""Learn a little from what the owner does with suggestions: plain, bounded, undoable (`nudge forget-learning`)."""

from __future__ import annotations

from bot import wording
from bot.decide.commands import Command
from bot.decide.rules.learning import Signal, learn
from bot.jobs.inbox.turn import Turn
from bot.store import learning
from bot.store.suggestions import Suggestion


def less(turn: Turn, command: Command) -> str:
    """`less like this`."""
    return _taste(turn, command, Signal.LESS)


def more(turn: Turn, command: Command) -> str:
    """`more like this`."""
    return _taste(turn, command, Signal.MORE)


def _taste(turn: Turn, command: Command, signal: Signal) -> str:
    message = turn.meant(command.code, command.name, command.person)
    if message is None:
        return "which"
    row = turn.row(message)
    noted(turn, row, signal)
    turn.say(wording.taste_learnt(more=signal is Signal.MORE, about=_about(row)), row)
    return command.name


def _about(row: Suggestion) -> str:
    reasons = sorted(row.reasons, key=lambda reason: -reason.score)
    return reasons[0].because if reasons else ""


def noted(turn: Turn, row: Suggestion, signal: Signal) -> None:
    """Move the weights of the rules that fired, and the affinity to the person."""
    held = learning.learned(turn.tx)
    fired = [reason.rule for reason in row.reasons]
    learning.put(turn.tx, learn(held, signal, person=row.person, rules=fired, now=turn.now))
