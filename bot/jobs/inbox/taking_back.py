"""Take back what is on its way, or offer to delete what is out: `undo`, `no`, `wait`, a thumb taken away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot import wording
from bot.decide.commands import Argument, Command
from bot.decide.lifecycle.binding import Bound
from bot.domain import MessageKind, Offer, OpenMessage, Retract, SuggestionState
from bot.jobs.inbox.changes import NothingToTakeBack, TakeBackSaid
from bot.jobs.inbox.consent import may_be_drafted, shows_words
from bot.jobs.inbox.decision import Decision, Outcome
from bot.jobs.inbox.effects import HoldAnswered, TakeBack
from bot.jobs.inbox.holding import LATELY, is_ours, keep_back, lately_out, latest_code
from bot.jobs.inbox.turn import Turn
from bot.outbox.teller import Says, draft_code
from bot.store import approvals, drafts, messages, names, suggestions, undoing
from bot.store.suggestions import Suggestion
from bot.store.undoing import Undoable

A_DAY = timedelta(days=1)
JUST_NOW = timedelta(minutes=2)
"""So long `no` and `wait` take back what was said before them."""


def undo(turn: Turn, command: Command[Argument]) -> Decision:
    """`undo`, `no`, `wait`, `cancel`: what is on its way first; else the last thing that was said; else, of what went out
    today, deleting is offered.
    """
    named = turn.bind(command.code) if turn.explicit(command.code) else None
    only = named.to.suggestion if isinstance(named, Bound) else None
    held = [row for row in turn.on_their_way() if row.id == only] or turn.on_their_way()
    kept = keep_back(turn, only) or keep_back(turn)
    if held:
        says = tuple(Says(wording.taken_back(turn.name(row), latest_code(turn, row)), row.id) for row in held)
        return Decision(Outcome.TAKEN_BACK, says, (*kept, *(TakeBack(row) for row in held)))
    if kept:
        return Decision(Outcome.TOO_LATE, _too_late(turn, [keep.row for keep in kept]), kept)
    last = _last_said(turn, command)
    if last is not None and _says_undo(command):
        return _said_back(turn, last)
    if refused := _stays_held(turn, command) or _refused(turn, command):
        return refused
    asked_since = turn.questioned is not None and (last is None or turn.questioned > last.at)
    if last is not None and not asked_since and turn.now - last.at <= JUST_NOW and not last.change.stops:
        return _said_back(turn, last)  # "stop" … "no!" is no resume
    if asked_since and not turn.explicit(command.code) and not _of_what_is_out(command):
        return Decision(Outcome.NEVER_MIND, (Says(wording.not_then()),))
    if turn.explicit(command.code) or lately_out(turn, A_DAY if _of_what_is_out(command) else LATELY):
        return _offer_retract(turn, command)
    return Decision(Outcome.NOTHING_TO_UNDO, (Says(wording.nothing_to_undo()),))


def _stays_held(turn: Turn, command: Command[Argument]) -> Decision | None:
    """ "send, or undo?": it is the answer for all that were held since anything went out, or for whom it names.

    `no` and `wait` are said of other things as well: of what came since, if anything did.
    """
    waiting = [m for m in turn.opened if m.state is SuggestionState.AWAITING_OWNER]
    rows = [suggestions.get(turn.tx, id_) for id_ in sorted({m.suggestion or 0 for m in waiting})]
    named = {person.id for person in names.find(turn.tx, command.person)} if command.person else None
    out = lately_out(turn, A_DAY)
    since = [out.state_at] if out is not None else []
    if not _says_undo(command):
        others = {row.id for row in rows if row.held_at is None}
        since += [message.sent_at for message in waiting if message.suggestion in others]
    held = [
        row
        for row in rows
        if row.held_at is not None and (named is None or row.person in named) and all(row.held_at >= at for at in since)
    ]
    if not held or turn.explicit(command.code) or turn.strange:
        return None
    says = tuple(Says(wording.stays_as_shown(turn.name(row), code=latest_code(turn, row)), row.id) for row in held)
    return Decision(Outcome.NOTHING_SENT, says, tuple(HoldAnswered(row) for row in held))


def _refused(turn: Turn, command: Command[Argument]) -> Decision | None:
    """`no`, `wait`, in answer to a nudge or to words shown back: nothing was sent, and it says what can be done.

    None when it is about something that is out: the word is `undo` itself and something went out today, or the latest
    of our messages is about nothing that is open.
    """
    binding = turn.bind(command.code)
    message = binding.to if isinstance(binding, Bound) else None
    if message is None or message.state is not SuggestionState.AWAITING_OWNER:
        return None
    if not turn.explicit(command.code) and _of_what_is_out(command) and lately_out(turn, A_DAY):
        return None
    row = turn.row(message)
    if shows_words(message):
        text = wording.stays_as_shown(turn.name(row), code=f"{row.code}.{message.draft}")
    else:
        text = wording.nothing_sent(turn.name(row), code=row.code, draft=may_be_drafted(turn, row))
    return Decision(Outcome.NOTHING_SENT, (Says(text, row.id),), (HoldAnswered(row),))


def _last_said(turn: Turn, command: Command[Argument]) -> Undoable | None:
    """The last thing that the owner said, if it changed something and neither words nor `send` were said after it."""
    if turn.explicit(command.code) or command.name != "undo":
        return None
    named = [person.id for person in names.find(turn.tx, command.person)] if command.person else []
    last = undoing.newest(turn.tx, now=turn.now, of=named)
    words = drafts.last_words_at(turn.tx)
    out = lately_out(turn, A_DAY)
    sent = approvals.last_approved_at(turn.tx)
    if last is None or (not named and _was_asked_since(turn, last)):
        return None  # "send, or undo?": it is answered
    later = [at for at in (words, sent, out.answered_at if out else None) if at is not None]
    return last if named or all(last.at >= at for at in later) else None


def _was_asked_since(turn: Turn, last: Undoable) -> bool:
    """Whether the owner was asked about held words after they said that, be it for the second time."""
    held = suggestions.last_held_at(turn.tx)
    return (held is not None and held >= last.at) or messages.asks_once_more(turn.tx)


def _says_undo(command: Command[Argument]) -> bool:
    """Whether it is `undo` itself: `no` and `wait` are said of other things as well."""
    return command.said.lower().lstrip().startswith(("undo", "take it back", "cancel that"))


def _said_back(turn: Turn, last: Undoable) -> Decision:
    if last.change.for_good:
        return Decision(Outcome.NOT_TO_UNDO, (Says(wording.not_undone(last.said)),), (NothingToTakeBack(last),))
    if last.change.waited:
        text = wording.undone_until(last.said, last.change.waited[0].due_at, turn.now, turn.zone)
        return Decision(Outcome.UNDONE, (Says(text),), (TakeBackSaid(last),))
    text = wording.undone(last.said, again=bool(last.change.brings), now=bool(last.change.put_off))
    return Decision(Outcome.UNDONE, (Says(text),), (TakeBackSaid(last),))


def _of_what_is_out(command: Command[Argument]) -> bool:
    return command.name == "delete" or command.said.lower().startswith("undo")


def undo_reaction(turn: Turn, message: OpenMessage) -> Decision:
    """A consenting reaction was taken away."""
    row = turn.row(message)
    if row.state in (SuggestionState.PUBLISHING, SuggestionState.UNCLEAR) and (kept := keep_back(turn, row.id)):
        return Decision(Outcome.TOO_LATE, _too_late(turn, [row]), kept)
    if row.state is not SuggestionState.AWAITING_PUBLISH:
        return Decision(Outcome.SEEN)
    says = Says(wording.taken_back(turn.name(row), draft_code(row, message.draft or 1)), row.id)
    return Decision(Outcome.TAKEN_BACK, (says,), (TakeBack(row),))


def _too_late(turn: Turn, rows: Sequence[Suggestion]) -> tuple[Says, ...]:
    """What can be said of replies that left: one that leaves now will be out in a moment; of any other nobody knows."""
    unknown = [row for row in rows if row.state is SuggestionState.UNCLEAR]
    leaving = next((row for row in rows if row not in unknown), None)
    now = () if leaving is None else (Says(wording.too_late_to_undo(), leaving.id),)
    return (*now, *(Says(wording.unknown_to_undo(turn.name(row)), row.id) for row in unknown))


def _offer_retract(turn: Turn, command: Command[Argument]) -> Decision:
    row = _published_one(turn, command)
    stood = approvals.publication(turn.tx, row.id) if row is not None else None
    if row is None or stood is None or stood.retracted_at is not None:
        return Decision(Outcome.NOTHING_TO_UNDO, (Says(wording.nothing_to_undo()),))
    last = drafts.latest(turn.tx, row.id)
    out_for = turn.now - (stood.published.at or turn.now)
    text = wording.offer_retract(
        out_for,
        federated=turn.desk.teller.replies[row.network].copies,
        code=draft_code(row, last) if last else row.code,
    )
    number = last.number if last else 1
    says = Says(text, row.id, MessageKind.OFFER, number, Retract(stood.published.ref), offers=Offer.RETRACT)
    return Decision(Outcome.OFFERED_TO_DELETE, (says,))


def _published_one(turn: Turn, command: Command[Argument]) -> Suggestion | None:
    """The published reply that is meant: named, or the latest."""
    if turn.explicit(command.code):
        binding = turn.bind(command.code)
        row = turn.row(binding.to) if isinstance(binding, Bound) else None
        return row if row is not None and row.state is SuggestionState.PUBLISHED else None
    rows = [row for row in suggestions.in_states(turn.tx, SuggestionState.PUBLISHED) if is_ours(turn, row)]
    return max(rows, key=lambda row: row.state_at, default=None)
