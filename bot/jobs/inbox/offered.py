"""Hear the answer to what a message of ours offered: `delete`, `send once more`, `leave it`."""

from __future__ import annotations

from bot import wording
from bot.decide.commands import Argument, Command
from bot.decide.lifecycle.consent import preview_is_fresh
from bot.decide.lifecycle.undo_window import goes_out_at
from bot.domain import MessageKind, MessageState, Offer, SuggestionEvent, SuggestionState
from bot.jobs.inbox.consent import announced, permit
from bot.jobs.inbox.decision import Decision, Outcome
from bot.jobs.inbox.effects import LeaveIt
from bot.jobs.inbox.how_it_stands import not_open
from bot.jobs.inbox.taking_back import undo
from bot.jobs.inbox.turn import Turn
from bot.outbox.teller import Says, draft_code
from bot.store import answerable, messages, ownership, suggestions
from bot.store.messages import Message


def delete(turn: Turn, command: Command[Argument]) -> Decision:
    """`delete`, only as the answer to the message that offered it."""
    held = _offer(turn, command, Offer.RETRACT)
    if held is None or held.suggestion is None or not _counts(turn, held):
        return undo(turn, command)  # which offers it
    row = suggestions.get(turn.tx, held.suggestion)
    permitted = (
        permit(turn, row, held, SuggestionEvent.DELETE, due_at=turn.now)
        if row.state is SuggestionState.PUBLISHED
        else None
    )
    if permitted is None:
        return not_open(turn, row)
    return Decision(Outcome.DELETE, (Says(wording.retracting(), row.id, MessageKind.RECEIPT),), (permitted,))


def send_once_more(turn: Turn, command: Command[Argument]) -> Decision:
    """`send once more`, only as the answer to the message that offered it."""
    held = _offer(turn, command, Offer.RESEND)
    if held is None or held.suggestion is None:
        return Decision(Outcome.NOTHING_OFFERED, (Says(wording.nothing_offered("send once more")),))
    row = suggestions.get(turn.tx, held.suggestion)
    if row.state is SuggestionState.UNCLEAR and turn.approval(row) is not None:
        # that was about an attempt before this one
        return Decision(Outcome.NOTHING_OFFERED, (Says(wording.nothing_offered("send once more"), row.id),))
    if row.state is SuggestionState.UNCLEAR and not (_counts(turn, held) and _nothing_since(turn, held)):
        return _offer_again(held)
    if row.state is SuggestionState.UNCLEAR and turn.preferences.stopped:
        code = draft_code(row, held.draft or 1)
        text = wording.still_stopped(turn.name(row), code=code, word=command.name, alone=turn.alone(row))
        return Decision(Outcome.STOPPED, (Says(text, row.id),))
    due = goes_out_at(turn.now, turn.desk.config.publish.undo_time)
    permitted = (
        permit(turn, row, held, SuggestionEvent.SEND_ONCE_MORE, due_at=due)
        if row.state is SuggestionState.UNCLEAR
        else None
    )
    if permitted is None:
        return not_open(turn, row)
    return Decision(Outcome.APPROVED, (announced(turn, permitted),), (permitted,))


def leave_it(turn: Turn, command: Command[Argument]) -> Decision:
    """`leave it`: nothing is deleted, nothing is sent once more."""
    held = _offer(turn, command, None)
    if held is None or held.suggestion is None:
        return Decision(Outcome.LEFT_ALONE, (Says(wording.left_alone()),))
    row = suggestions.get(turn.tx, held.suggestion)
    left = (LeaveIt(row),) if held.offers is Offer.RESEND and row.state is SuggestionState.UNCLEAR else ()
    return Decision(Outcome.LEFT_ALONE, (Says(wording.left_alone(), row.id),), left)


def _counts(turn: Turn, held: Message) -> bool:
    """Whether an offer can be taken: it stood there when the owner spoke, it is not older than a day, and they were heard
    ever since.
    """
    fresh = held.left_at is not None and preview_is_fresh(held.left_at, turn.now)
    return fresh and turn.stood(held) and ownership.heard_since(turn.tx, held.id)


def _nothing_since(turn: Turn, held: Message) -> bool:
    """Whether the owner had read whatever we said about it since, or names the offer itself: they may have written other
    words, and not know yet that nothing came of them.
    """
    if turn.answer.reply_to == held.network_id:
        return True
    later = [m for m in messages.after(turn.tx, held.id) if m.suggestion == held.suggestion]
    came = [m for m in later if m.state is not MessageState.DROPPED]
    return all(m.state is MessageState.SENT and turn.stood(m) for m in came)


def _offer_again(held: Message) -> Decision:
    """An offer that is too old, or was not there to be read, is made once more; nothing is done."""
    return Decision(Outcome.OFFERED_AGAIN, (Says(again=held, kind=MessageKind.OFFER),))


def _offer(turn: Turn, command: Command[Argument], what: Offer | None) -> Message | None:
    """The message that offered this: the one referred to or named, else the latest thing that we said at all.

    A code that names other words than those of the offer is doubt, and so is a reference to a message that nobody knows.
    """
    if turn.strange:
        return None
    if turn.answer.reply_to is not None and not turn.to_own:
        held = turn.referred
        if command.code is not None and held is not None and not _is_named(turn, held, command.code):
            return None
    elif command.code is not None:
        row = suggestions.by_code(turn.tx, command.code.split(".")[0])
        held = answerable.latest_showing(turn.tx, row.id) if row else None
        held = held if held is not None and _is_named(turn, held, command.code) else None
    else:
        held = messages.last_sent(turn.tx)
    if held is None or held.kind is not MessageKind.OFFER or what not in (None, held.offers):
        return None
    if held.channel != turn.desk.channel:
        return None  # made in another conversation
    return held if answerable.parts_delivered(turn.tx, held) else None


def _is_named(turn: Turn, held: Message, code: str) -> bool:
    """Whether a code names the suggestion of an offer, and its words if it names any."""
    base, _, number = code.partition(".")
    mine = held.suggestion is not None and suggestions.get(turn.tx, held.suggestion).code == base
    return mine and number in ("", str(held.draft))
