"""Take back what is on its way, or offer to delete what is out: `undo`, `no`, `wait`, a thumb taken away."""

from __future__ import annotations

from datetime import timedelta

from bot import wording
from bot.decide.commands import Command
from bot.decide.lifecycle.binding import Bound
from bot.domain import MessageKind, Offer, OpenMessage, Retract, SuggestionState
from bot.jobs.inbox.consent import may_be_drafted, shows_words
from bot.jobs.inbox.holding import is_ours, keep_back, lately_out, latest_code, take_back
from bot.jobs.inbox.turn import Turn
from bot.outbox import layout
from bot.outbox.teller import draft_code
from bot.store import approvals, messages, suggestions
from bot.store.suggestions import Suggestion

LATELY = timedelta(hours=1)


def undo(turn: Turn, command: Command) -> str:
    """`undo`, `no`, `wait`, `cancel`: in time it is taken back; afterwards deleting is offered."""
    held = turn.on_their_way()
    named = turn.bind(command.code) if turn.explicit(command.code) else None
    if isinstance(named, Bound):
        held = [row for row in held if row.id == named.to.suggestion] or held
    too_late = keep_back(turn, named.to.suggestion if isinstance(named, Bound) else None) or keep_back(turn)
    if held:
        for row in held:
            take_back(turn, row)
            turn.say(wording.taken_back(latest_code(turn, row)), row)
        return "taken back"
    if too_late:
        turn.say(wording.too_late_to_undo())
        return "too late"
    if refused := _refused(turn, command):
        return refused
    if turn.explicit(command.code) or _of_what_is_out(command) or lately_out(turn, LATELY):
        return _offer_retract(turn, command)
    turn.say(wording.nothing_to_undo())
    return "nothing to undo"


def _refused(turn: Turn, command: Command) -> str:
    """`no`, `wait`, in answer to a nudge or to words shown back: nothing was sent, and it says what can be done.

    Empty when it is about something that is out: the word is `undo` itself and something went out today, or the latest
    of our messages is about nothing that is open.
    """
    binding = turn.bind(command.code)
    message = binding.to if isinstance(binding, Bound) else None
    if message is None or message.state is not SuggestionState.AWAITING_OWNER:
        return ""
    if not turn.explicit(command.code) and _of_what_is_out(command) and lately_out(turn, timedelta(days=1)):
        return ""
    row, name = turn.row(message), turn.name(turn.row(message))
    suggestions.answered_hold(turn.tx, row.id)
    if shows_words(message):
        turn.say(wording.stays_as_shown(name, code=f"{row.code}.{message.draft}"), row)
    else:
        turn.say(wording.nothing_sent(name, code=row.code, draft=may_be_drafted(turn, row)), row)
    return "nothing sent"


def _of_what_is_out(command: Command) -> bool:
    return command.name == "delete" or command.said.lower().startswith("undo")


def undo_reaction(turn: Turn, message: OpenMessage) -> str:
    """A consenting reaction was taken away."""
    row = turn.row(message)
    if row.state in (SuggestionState.PUBLISHING, SuggestionState.UNCLEAR) and keep_back(turn, row.id):
        turn.say(wording.too_late_to_undo(), row)
        return "too late"
    if row.state is not SuggestionState.AWAITING_PUBLISH or not take_back(turn, row):
        return "seen"
    turn.say(wording.taken_back(draft_code(row, message.draft or 1)), row)
    return "taken back"


def _offer_retract(turn: Turn, command: Command) -> str:
    row = _published_one(turn, command)
    stood = approvals.publication(turn.tx, row.id) if row is not None else None
    if row is None or stood is None or stood.retracted_at is not None:
        turn.say(wording.nothing_to_undo())
        return "nothing to undo"
    last = suggestions.latest_draft(turn.tx, row.id)
    out_for = turn.now - (stood.published.at or turn.now)
    text = wording.offer_retract(
        out_for,
        federated=turn.desk.teller.replies[row.network].copies,
        code=draft_code(row, last) if last else row.code,
    )
    messages.queue(
        turn.tx, MessageKind.OFFER, layout.messages(text, turn.desk.teller.room), now=turn.now, suggestion=row.id,
        draft=last.number if last else 1, act=Retract(stood.published.ref), offers=Offer.RETRACT,
        reply_to=turn.told(row).reply_to,
    )  # fmt: skip
    return "offered to delete"


def _published_one(turn: Turn, command: Command) -> Suggestion | None:
    """The published reply that is meant: named, or the latest."""
    if turn.explicit(command.code):
        binding = turn.bind(command.code)
        row = turn.row(binding.to) if isinstance(binding, Bound) else None
        return row if row is not None and row.state is SuggestionState.PUBLISHED else None
    rows = [row for row in suggestions.in_states(turn.tx, SuggestionState.PUBLISHED) if is_ours(turn, row)]
    return max(rows, key=lambda row: row.state_at, default=None)
