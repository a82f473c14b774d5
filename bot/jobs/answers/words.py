"""Take the owner's words, or their wish for a beginning, and show back what would stand (DESIGN 2).

Words are shown, never sent: what may send them is in `consent`.
"""

from __future__ import annotations

from bot import voice
from bot.commands import Command
from bot.domain import State
from bot.jobs.answers.holding import not_open, take_back
from bot.jobs.answers.turn import Turn
from bot.jobs.showing import refusal
from bot.store import suggestions
from bot.store.suggestions import ASKED, Suggestion


def own_words(turn: Turn, words: str, code: str | None) -> str:
    """Own words: shown back, never sent."""
    message = turn.meant(code, "")
    if message is None:
        return "whose words"
    row = turn.row(message)
    if row.state is State.AWAITING_PUBLISH:
        take_back(turn, row)
        row = suggestions.get(turn.tx, row.id)
    if row.state is not State.AWAITING_OWNER:
        return not_open(turn, row)
    return turn.showing(row).words(words, by="owner")


def say(turn: Turn, command: Command) -> str:
    """`say …` and `edit …`: own words, said to be such."""
    return own_words(turn, command.words or command.argument, command.code)


def only(turn: Turn, command: Command) -> str:
    """`only`: the same words, to the author alone."""
    row = _open_row(turn, command)
    if row is None:
        return "which"
    last = suggestions.latest_draft(turn.tx, row.id)
    if last is None or last.gap:
        turn.say(voice.no_words(turn.name(row), code=row.code), row)
        return "no words"
    return turn.showing(row).words(last.words, by=last.by, only=True)


def draft(turn: Turn, command: Command) -> str:
    """`draft`, `another`, `shorter`, `warmer`: words to begin with, by the starter or asked of the model."""
    row = _open_row(turn, command)
    if row is None:
        return "which"
    refused = refusal(turn.tx, turn.desk.teller, row)
    if refused:
        turn.say(refused, row)
        return "no draft"
    if turn.desk.config.drafts.by != "model":
        return turn.showing(row).beginning()
    asked = {"under": turn.told(row).reply_to, "wish": "" if command.name == "draft" else command.name}
    suggestions.change(turn.tx, row.id, extra={**row.extra, ASKED: asked})
    turn.say(voice.drafting(turn.name(row)), row)
    return "model asked"


def _open_row(turn: Turn, command: Command) -> Suggestion | None:
    """The suggestion that waits for words; otherwise it is said how things stand, and None."""
    message = turn.meant(command.code, command.name)
    if message is None:
        return None
    row = turn.row(message)
    if row.state is State.AWAITING_OWNER:
        return row
    not_open(turn, row)
    return None
