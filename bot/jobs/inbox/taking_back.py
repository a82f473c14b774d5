"""Take back what is on its way, or offer to delete what is out: `undo`, `no`, `wait`, a thumb taken away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot import wording
from bot.decide.commands import Argument, Command
from bot.decide.lifecycle.binding import Bound
from bot.decide.lifecycle.undo_window import goes_out_at
from bot.decide.schedule import quiet_ends
from bot.domain import MessageKind, Offer, OpenMessage, Retract, SuggestionState
from bot.jobs.inbox.asked import shows_words
from bot.jobs.inbox.bringing_words import may_be_drafted
from bot.jobs.inbox.changes import NothingToTakeBack, TakeBackSaid, words_come_back
from bot.jobs.inbox.decision import Decision, Outcome
from bot.jobs.inbox.effects import HoldAnswered, TakeBack
from bot.jobs.inbox.holding import keep_back
from bot.jobs.inbox.how_it_stands import LATELY, is_ours, lately_out, latest_code
from bot.jobs.inbox.turn import Turn
from bot.outbox.teller import Says, draft_code
from bot.store import answerable, answers, approvals, drafts, messages, names, people, suggestions, undoing
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
    return _of_what_was_said(turn, command) or _of_what_went_out(turn, command)


def _of_what_was_said(turn: Turn, command: Command[Argument]) -> Decision | None:
    """It is about the last thing that the owner said, or about what we asked; None where neither can be meant."""
    last = _last_said(turn, command) or _said_of_that_code(turn, command)
    if last is not None and _says_undo(command):
        return _said_back(turn, last)
    if (
        answered := _no_to_deleting(turn, command)
        or _being_deleted(turn, command, last)
        or _stays_held(turn, command)
        or _refused(turn, command)
    ):
        return answered
    asked_since = turn.questioned is not None and (last is None or turn.questioned > last.at)
    if last is not None and not asked_since and turn.now - last.at <= JUST_NOW and not last.change.stops:
        return _said_back(turn, last)  # "stop" … "no!" is no resume
    if asked_since and not turn.explicit(command.code) and not _of_what_is_out(command):
        return Decision(Outcome.NEVER_MIND, (Says(wording.not_then()),))
    return None


def _of_what_went_out(turn: Turn, command: Command[Argument]) -> Decision:
    if turn.explicit(command.code) or lately_out(turn, A_DAY if _of_what_is_out(command) else LATELY):
        return _offer_retract(turn, command)
    return Decision(Outcome.NOTHING_TO_UNDO, (Says(wording.nothing_to_undo()),))


def _being_deleted(turn: Turn, command: Command[Argument], last: Undoable | None) -> Decision | None:
    """What the owner wanted deleted may be gone by now: it is said once, unless they named it or said something else since."""
    rows = [row for row in suggestions.in_states(turn.tx, SuggestionState.RETRACTING) if is_ours(turn, row)]
    if turn.explicit(command.code):
        binding = turn.bind(command.code)
        rows = [row for row in rows if isinstance(binding, Bound) and row.id == binding.to.suggestion]
    else:
        heard, words = answers.last_that_became(turn.tx, Outcome.KEEPS_DELETING), _words_at(turn)
        since = [at for at in (heard, words, last.at if last else None) if at is not None]
        rows = [row for row in rows if all((row.answered_at or row.state_at) > at for at in since)]
    if not rows:
        return None
    return Decision(Outcome.KEEPS_DELETING, tuple(Says(wording.deleting_stays(turn.name(row)), row.id) for row in rows))


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
    says = tuple(Says(_stays(turn, row, latest_code(turn, row)), row.id) for row in held)
    return Decision(Outcome.NOTHING_SENT, says, tuple(HoldAnswered(row) for row in held))


def _refused(turn: Turn, command: Command[Argument]) -> Decision | None:
    """`no`, `wait`, in answer to a nudge or to words shown back: nothing was sent, and it says what can be done.

    None when it is about something that is out: the word is `undo` itself and something went out today, or the latest
    of our messages is about nothing that is open.
    """
    binding, last = turn.bind(command.code), None if turn.explicit(command.code) else _shown_last(turn)
    message = last or (binding.to if isinstance(binding, Bound) else None)
    if message is None or message.state is not SuggestionState.AWAITING_OWNER:
        return None
    if last is None and not turn.explicit(command.code) and _of_what_is_out(command) and lately_out(turn, A_DAY):
        return None
    row = turn.row(message)
    if shows_words(message):
        text = _stays(turn, row, f"{row.code}.{message.draft}")
    else:
        draft, alone = may_be_drafted(turn, row), turn.alone(row)
        text = wording.nothing_sent(turn.name(row), code=row.code, draft=draft, alone=alone)
    return Decision(Outcome.NOTHING_SENT, (Says(text, row.id),), (HoldAnswered(row),))


def _stays(turn: Turn, row: Suggestion, code: str) -> str:
    shown = answerable.newest_preview(turn.tx, row.id)
    word = shown.offers.lets_out if shown is not None else "send"
    return wording.stays_as_shown(turn.name(row), code=code, word=word, alone=turn.alone(row))


def _last_said(turn: Turn, command: Command[Argument]) -> Undoable | None:
    """The last thing that the owner said, if it changed something and neither words nor `send` were said after it."""
    if turn.explicit(command.code) or command.name != "undo":
        return None
    named = [person.id for person in names.find(turn.tx, command.person)] if command.person else []
    last = undoing.newest(turn.tx, now=turn.now, of=named)
    words = _words_at(turn)
    out = lately_out(turn, A_DAY)
    sent = approvals.last_approved_at(turn.tx)
    if last is None or (not named and _was_asked_since(turn, last)):
        return None  # "send, or undo?": it is answered
    later = [at for at in (words, sent, out.answered_at if out else None) if at is not None]
    return last if named or all(last.at >= at for at in later) else None


def _said_of_that_code(turn: Turn, command: Command[Argument]) -> Undoable | None:
    """ "undo a1", after `skip a1`: the last thing that was said of it, where that ended it or put it off."""
    row = suggestions.by_code(turn.tx, command.code.partition(".")[0]) if command.code else None
    last = undoing.newest(turn.tx, now=turn.now, of=[row.person]) if row is not None else None
    if row is None or last is None or not (row.post_uri in last.change.brings or row.id in last.change.waiting):
        return None
    return last


def _no_to_deleting(turn: Turn, command: Command[Argument]) -> Decision | None:
    """ "delete, or leave it": a no leaves it, unless it answers another message or names another code."""
    replies = turn.answer.reply_to is not None and not turn.to_own
    offered = turn.referred if replies else messages.last_sent(turn.tx)
    if offered is None or offered.offers is not Offer.RETRACT or _says_undo(command) or command.name != "undo":
        return None
    if command.code and suggestions.get(turn.tx, offered.suggestion or 0).code != command.code.partition(".")[0]:
        return None
    return Decision(Outcome.LEFT_ALONE, (Says(wording.left_alone(), offered.suggestion),))


def _words_at(turn: Turn) -> datetime | None:
    """When the owner last wrote words, unless they said `undo` or `no` since and heard that these stay: that is about others."""
    words, heard = drafts.last_words_at(turn.tx), answers.last_that_became(turn.tx, Outcome.NOTHING_SENT)
    return None if words is not None and heard is not None and heard >= words else words


def _shown_last(turn: Turn) -> OpenMessage | None:
    """The message that shows the owner's words back, if these are the last thing that they said; whatever else is open."""
    words, said, out = _words_at(turn), undoing.newest(turn.tx, now=turn.now), lately_out(turn, A_DAY)
    others = (said.at if said else None, approvals.last_approved_at(turn.tx), out.state_at if out else None)
    if words is None or any(at is not None and at > words for at in others):
        return None
    shown = [m for m in turn.opened if shows_words(m) and m.state is SuggestionState.AWAITING_OWNER]
    return next((m for m in reversed(shown) if m.sent_at >= words), None)


def _was_asked_since(turn: Turn, last: Undoable) -> bool:
    """Whether the owner was asked about held words after they said that, be it for the second time."""
    held = suggestions.last_held_at(turn.tx)
    return (held is not None and held >= last.at) or answerable.asks_once_more(turn.tx)


def _says_undo(command: Command[Argument]) -> bool:
    """Whether it is `undo` itself: `no` and `wait` are said of other things as well."""
    return command.said.lower().lstrip().startswith(("undo", "take it back", "cancel that"))


def _said_back(turn: Turn, last: Undoable) -> Decision:
    if stays := _why_it_stays(turn, last):
        return Decision(Outcome.NOT_TO_UNDO, (Says(stays),), (NothingToTakeBack(last),))
    if last.change.waited:
        due = last.change.waited[0].due_at
        text = wording.undone_until(last.said, due, turn.now, turn.zone, after=_after_quiet(turn, last, due))
        return Decision(Outcome.UNDONE, (Says(text),), (TakeBackSaid(last),))
    if last.change.forgets_again:
        at = goes_out_at(turn.now, turn.desk.config.publish.undo_time)
        return Decision(
            Outcome.UNDONE,
            (Says(wording.undone_forgets(last.said, at, turn.now, turn.zone)),),
            (TakeBackSaid(last, forgets_at=at),),
        )
    words = any(words_come_back(turn.tx, uri) for uri in last.change.brings)
    brings, after = bool(last.change.brings), _after_quiet(turn, last, turn.now)
    text = wording.undone(last.said, again=brings, words=words, now=bool(last.change.put_off), after=after)
    return Decision(Outcome.UNDONE, (Says(text),), (TakeBackSaid(last),))


def _after_quiet(turn: Turn, last: Undoable, due: datetime) -> str:
    """When what is due then comes, where a mute, a pause, the quiet hours or `stop` hold it; "" where it comes as it is due."""
    closed = [suggestions.closed_of_post(turn.tx, uri) for uri in last.change.brings]
    rows = [*(row for row in closed if row), *(suggestions.get(turn.tx, one) for one in last.change.waiting)]
    held, at = turn.preferences, max(due, turn.now)
    comes = max((held.comes_at(people.person(turn.tx, row.person), at) for row in rows), default=at)
    comes = quiet_ends(held.schedule, comes) if rows else comes
    if comes <= at and not held.stopped:
        return ""
    return wording.after_quiet(comes, turn.now, turn.zone, stopped=held.stopped)


def _why_it_stays(turn: Turn, last: Undoable) -> str:
    """Why the last thing that was said cannot be taken back; "" where it can."""
    if not last.said:
        return wording.forgotten_by_now()
    if last.change.for_good:
        return wording.not_undone(last.said)
    if not last.change.is_one:
        return wording.changed_nothing(last.said)
    return wording.over_by_now(last.said, reminder=last.change.reminds) if undoing.is_over(turn.tx, last.change) else ""


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
