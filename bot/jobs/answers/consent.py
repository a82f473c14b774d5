"""Hear consent: only bound to a preview whose every part was delivered (DESIGN 2).

The one caller of `approvals.approve`. Anywhere else `send` asks for words, or brings the preview.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot import delivery, voice
from bot.approvals import (
    QUIET_BEFORE_BARE_CONSENT,
    Bound,
    Event,
    Open,
    Unbound,
    approve,
    goes_out_at,
    may_consent,
    preview_is_fresh,
)  # fmt: skip
from bot.commands import Command, Unclear
from bot.domain import MessageKind, Reply, Retract, State
from bot.jobs.answers.holding import keep_back, lately_out, latest_code, not_open, take_back
from bot.jobs.answers.taste import noted
from bot.jobs.answers.turn import Turn
from bot.jobs.showing import ANYWAY, refusal
from bot.jobs.telling import draft_code, target_of
from bot.rules.learning import Signal
from bot.store import approvals, messages, sources, suggestions
from bot.store.messages import Message
from bot.store.suggestions import Suggestion

RETRACT, RESEND, ANSWERS = "retract", "resend", "answers"
LATELY = timedelta(hours=1)


def shows_words(message: Open) -> bool:
    """Whether a message is a preview, all of it delivered."""
    return message.kind is MessageKind.PREVIEW and message.complete


def send(turn: Turn, command: Command) -> str:
    """`send`, `yes`, `ok`, 👍 as the whole message; and `send anyway`."""
    if not turn.explicit(command.code) and isinstance(turn.bind(None), Unbound):
        return _nothing_to_send(turn)
    message = turn.meant(command.code, "send")
    if message is None:
        return "which"
    if shows_words(message) and not _was_seen(turn, message, command):
        return _show_first(turn, message)
    if shows_words(message) and not _surely_this(turn, message, command):
        turn.ask_which(_recently(turn, message), "send")
        return "which"
    return consent(turn, message, anyway=command.name == "send anyway")


def _was_seen(turn: Turn, message: Open, command: Command) -> bool:
    """Whether the owner can have meant these words: they stood there when the owner spoke, and no newer ones were written.

    A reference proves it. A code without the number of the words, and no code at all, mean the newest words.
    """
    if message.network_id == turn.answer.reply_to:
        return True
    named = command.code is not None and "." in command.code
    newest = suggestions.latest_draft(turn.tx, turn.row(message).id)
    return turn.stood(message) and (named or (newest is not None and newest.number == message.draft))


def _show_first(turn: Turn, message: Open) -> str:
    """Consent to words that had not arrived: they are shown, unless they are on their way already."""
    row = turn.row(message)
    newest = messages.latest_showing(turn.tx, row.id)
    return "not seen yet" if newest is not None and newest.state != "sent" else _bring_words(turn, row)


def _surely_this(turn: Turn, message: Open, command: Command) -> bool:
    """Whether that preview is meant. A bare `yes` answers the latest of our messages, whichever that is."""
    explicit = turn.explicit(command.code)
    if not explicit and turn.refers_elsewhere():
        return False
    later = [] if explicit else [m for m in messages.after(turn.tx, message.message) if m.state == "sent"]
    if later and command.name == "yes":
        return False
    lately = [m for m in later if m.begun and m.sent_at and turn.now - m.sent_at < QUIET_BEFORE_BARE_CONSENT]
    return not lately and may_consent(message, turn.opened, explicit=explicit, now=turn.now)


def ask_plainly(turn: Turn, said: Unclear) -> str:
    """Nearly `send`: nothing happens, and it is said what would make it happen."""
    if not turn.explicit(said.code) and isinstance(turn.bind(None), Unbound):
        return _nothing_to_send(turn)
    message = turn.meant(said.code, "send")
    if message is None:
        return "which"
    row = turn.row(message)
    if row.state is not State.AWAITING_OWNER:
        return not_open(turn, row)
    if not shows_words(message):
        return _bring_words(turn, row)
    turn.say(voice.plain_word(said.said.splitlines()[-1], code=f"{row.code}.{message.draft}"), row)
    return "nearly"


def _nothing_to_send(turn: Turn) -> str:
    """`send`, and nothing is open: say so, or how the latest reply stands."""
    row = max(turn.on_their_way(), key=lambda row: row.state_at, default=None) or lately_out(turn, LATELY)
    if row is None:
        turn.say(voice.nothing_open())
        return "nothing open"
    return not_open(turn, row)


def _recently(turn: Turn, message: Open) -> list[Open]:
    """One message for each suggestion that a bare `send` might have meant, the bound one first."""
    chosen = {message.suggestion: message}
    for other in reversed(turn.opened):
        if other.state is State.AWAITING_OWNER:
            chosen.setdefault(other.suggestion, other)
    return list(chosen.values())


def consent(turn: Turn, message: Open, *, anyway: bool = False) -> str:
    """Consent, bound to one message of ours."""
    row = turn.row(message)
    if row.state is not State.AWAITING_OWNER:
        return not_open(turn, row)
    held = messages.get(turn.tx, message.message)
    if not shows_words(message) or not messages.parts_delivered(turn.tx, held):
        return _bring_words(turn, row)
    if turn.wishes.stopped:
        word = "send anyway" if held.offers == ANYWAY else "send"
        turn.say(voice.still_stopped(turn.name(row), code=f"{row.code}.{held.draft}", word=word), row)
        return "stopped"
    if held.offers == ANYWAY and not anyway:
        turn.say(voice.only_anyway(code=f"{row.code}.{held.draft}"), row)
        return "of taste"
    if not preview_is_fresh(message.sent_at, turn.now):
        return _show_again(turn, row, held)
    return _approve(turn, row, held)


def _approve(turn: Turn, row: Suggestion, held: Message) -> str:
    act = held.act
    if not isinstance(act, Reply) or held.draft is None:
        return _bring_words(turn, row)
    if not turn.desk.publishes[row.network]:
        turn.say(voice.copy_it(act.text, target_of(turn.tx, row).link), row)
        return "copied"
    due = goes_out_at(turn.now, _undo(turn))
    if not _permit(turn, row, held, Event.APPROVE, due_at=due):
        return "somebody was quicker"
    by = suggestions.draft(turn.tx, row.id, held.draft).by
    noted(turn, row, Signal.SENT if by == "owner" else Signal.EDITED)
    turn.say(voice.receipt_soon(due, turn.now, turn.desk.teller.zone), row, MessageKind.RECEIPT)
    return "approved"


def _undo(turn: Turn) -> timedelta:
    return timedelta(seconds=turn.desk.config.publish.undo_seconds)


def _permit(turn: Turn, row: Suggestion, held: Message, event: Event, *, due_at: datetime) -> bool:
    """Make and keep the approval, and move the row, together."""
    act, shown = held.act, held.shown
    if act is None or shown is None or held.sent_at is None:
        return False
    approval_id = turn.desk.new_id()
    approval = approve(
        approval_id=approval_id,
        draft=suggestions.draft(turn.tx, row.id, held.draft or 0),
        act=act,
        shown=shown,
        answer_id=turn.answer.id,
        seal=turn.desk.seals[row.network](act, approval_id, turn.now),
        now=turn.now,
    )
    extra = {**row.extra, "answered_at": turn.now.isoformat(), "kept_back": False}
    if not suggestions.move(turn.tx, row, event, now=turn.now, extra=extra):
        return False
    sources.outdated(turn.tx, ANSWERS)  # only what is read from now on can bring an `undo`
    approvals.add(turn.tx, approval, draft=held.draft or 0, due_at=due_at, shown_at=held.stands_at or held.sent_at)
    return True


def _bring_words(turn: Turn, row: Suggestion) -> str:
    """`send` where there is nothing to consent to: bring the preview, or ask for words."""
    last = suggestions.latest_draft(turn.tx, row.id)
    shown = messages.latest_showing(turn.tx, row.id)
    if last is not None and last.gap:
        turn.say(voice.gap_left(turn.name(row), code=draft_code(row, last)), row)
        return "gap"
    if last is None or shown is None or shown.draft != last.number or not isinstance(shown.act, Reply):
        turn.say(voice.no_words(turn.name(row), code=row.code, draft=_may_be_drafted(turn, row)), row)
        return "no words"
    frame = voice.preview(
        shown.act, to=turn.name(row), code=draft_code(row, last), usual_language=turn.desk.teller.usual_language
    )
    turn.showing(row).preview(last, shown.act, frame, offers=shown.offers)
    return "shown again"


def _show_again(turn: Turn, row: Suggestion, held: Message) -> str:
    act = held.act
    if not isinstance(act, Reply) or held.draft is None or held.sent_at is None:
        return _bring_words(turn, row)
    draft = suggestions.draft(turn.tx, row.id, held.draft)
    frame = voice.old_words(
        act, written=held.sent_at, answers_since=0, by_author=0, to=turn.name(row),
        link=target_of(turn.tx, row).link, code=draft_code(row, draft), now=turn.now, zone=turn.desk.teller.zone,
    )  # fmt: skip
    turn.showing(row).preview(draft, act, frame)
    return "shown again"


# --- taking back


def undo(turn: Turn, command: Command) -> str:
    """`undo`, `no`, `wait`, `cancel`: in time it is taken back; afterwards deleting is offered."""
    held = turn.on_their_way()
    named = turn.bind(command.code) if turn.explicit(command.code) else None
    if isinstance(named, Bound):
        held = [row for row in held if row.id == named.to.suggestion] or held
    too_late = keep_back(turn, named.to.suggestion if isinstance(named, Bound) else None)
    if held:
        for row in held:
            take_back(turn, row)
            turn.say(voice.taken_back(latest_code(turn, row)), row)
        return "taken back"
    if too_late:
        turn.say(voice.too_late_to_undo())
        return "too late"
    if refused := _refused(turn, command):
        return refused
    if turn.explicit(command.code) or _of_what_is_out(command) or lately_out(turn, LATELY):
        return _offer_retract(turn, command)
    turn.say(voice.nothing_to_undo())
    return "nothing to undo"


def _refused(turn: Turn, command: Command) -> str:
    """`no`, `wait`, in answer to a nudge or to words shown back: nothing was sent, and it says what can be done.

    Empty when it is about something that is out: the word is `undo` itself and something went out today, or the latest
    of our messages is about nothing that is open.
    """
    binding = turn.bind(command.code)
    message = binding.to if isinstance(binding, Bound) else None
    if message is None or message.state is not State.AWAITING_OWNER:
        return ""
    if not turn.explicit(command.code) and _of_what_is_out(command) and lately_out(turn, timedelta(days=1)):
        return ""
    row, name = turn.row(message), turn.name(turn.row(message))
    if shows_words(message):
        turn.say(voice.stays_as_shown(name, code=f"{row.code}.{message.draft}"), row)
    else:
        turn.say(voice.nothing_sent(name, code=row.code, draft=_may_be_drafted(turn, row)), row)
    return "nothing sent"


def _may_be_drafted(turn: Turn, row: Suggestion) -> bool:
    return not refusal(turn.tx, turn.desk.teller, row)


def _of_what_is_out(command: Command) -> bool:
    return command.name == "delete" or command.said.lower().startswith("undo")


def undo_reaction(turn: Turn, message: Open) -> str:
    """A consenting reaction was taken away."""
    row = turn.row(message)
    if row.state is not State.AWAITING_PUBLISH or not take_back(turn, row):
        return "seen"
    turn.say(voice.taken_back(draft_code(row, message.draft or 1)), row)
    return "taken back"


def _offer_retract(turn: Turn, command: Command) -> str:
    row = _published_one(turn, command)
    stood = approvals.publication(turn.tx, row.id) if row is not None else None
    if row is None or stood is None or stood.retracted_at is not None:
        turn.say(voice.nothing_to_undo())
        return "nothing to undo"
    last = suggestions.latest_draft(turn.tx, row.id)
    out_for = turn.now - (stood.published.at or turn.now)
    text = voice.offer_retract(out_for, code=draft_code(row, last) if last else row.code)
    messages.queue(
        turn.tx, MessageKind.OFFER, delivery.messages(text, turn.desk.teller.room), now=turn.now, suggestion=row.id,
        draft=last.number if last else 1, act=Retract(stood.published.ref), offers=RETRACT,
        reply_to=turn.told(row).reply_to,
    )  # fmt: skip
    return "offered to delete"


def _published_one(turn: Turn, command: Command) -> Suggestion | None:
    """The published reply that is meant: named, or the latest."""
    if turn.explicit(command.code):
        binding = turn.bind(command.code)
        row = turn.row(binding.to) if isinstance(binding, Bound) else None
        return row if row is not None and row.state is State.PUBLISHED else None
    rows = suggestions.in_states(turn.tx, State.PUBLISHED)
    return max(rows, key=lambda row: row.state_at, default=None)


def delete(turn: Turn, command: Command) -> str:
    """`delete`, only as the answer to the message that offered it."""
    held = _offer(turn, command, RETRACT)
    if held is None or held.suggestion is None:
        return undo(turn, command)  # which offers it
    row = suggestions.get(turn.tx, held.suggestion)
    if row.state is not State.PUBLISHED or not _permit(turn, row, held, Event.DELETE, due_at=turn.now):
        return not_open(turn, row)
    turn.say(voice.retracting(), row, MessageKind.RECEIPT)
    return "delete"


def send_once_more(turn: Turn, command: Command) -> str:
    """`send once more`, only as the answer to the message that offered it."""
    held = _offer(turn, command, RESEND)
    if held is None or held.suggestion is None:
        turn.say(voice.nothing_offered("send once more"))
        return "nothing offered"
    row = suggestions.get(turn.tx, held.suggestion)
    due = goes_out_at(turn.now, _undo(turn))
    if row.state is not State.UNCLEAR or not _permit(turn, row, held, Event.SEND_ONCE_MORE, due_at=due):
        return not_open(turn, row)
    turn.say(voice.receipt_soon(due, turn.now, turn.desk.teller.zone), row, MessageKind.RECEIPT)
    return "approved"


def leave_it(turn: Turn, command: Command) -> str:
    """`leave it`: nothing is deleted, nothing is sent once more."""
    held = _offer(turn, command, "")
    if held is None or held.suggestion is None:
        turn.say(voice.left_alone())
        return "left alone"
    row = suggestions.get(turn.tx, held.suggestion)
    if held.offers == RESEND and row.state is State.UNCLEAR:
        suggestions.move(turn.tx, row, Event.LEAVE_IT, now=turn.now)
    turn.say(voice.left_alone(), row)
    return "left alone"


def _offer(turn: Turn, command: Command, what: str) -> Message | None:
    """The message that offered this: the one referred to or named, else the latest thing that we said at all."""
    if turn.answer.reply_to is not None:
        held = messages.by_network_id(turn.tx, turn.answer.reply_to)
    elif command.code is not None:
        row = suggestions.by_code(turn.tx, command.code.split(".")[0])
        held = messages.latest_showing(turn.tx, row.id) if row else None
    else:
        held = messages.last_sent(turn.tx)
    if held is None or held.kind is not MessageKind.OFFER or what not in ("", held.offers):
        return None
    return held if messages.parts_delivered(turn.tx, held) else None
