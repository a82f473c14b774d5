"""Hear consent: only bound to a preview whose every part was delivered (DESIGN 2).

The one caller of `consent.approve`. Anywhere else `send` asks for words, or brings the preview.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot import wording
from bot.decide.commands import Command, Unclear
from bot.decide.lifecycle.binding import QUIET_BEFORE_BARE_CONSENT, Unbound, may_consent
from bot.decide.lifecycle.consent import approve, goes_out_at, preview_is_fresh
from bot.decide.rules.learning import Signal
from bot.domain import MessageKind, MessageState, Offer, OpenMessage, Reply, SuggestionEvent, SuggestionState, WrittenBy
from bot.jobs.inbox.holding import lately_out, not_open
from bot.jobs.inbox.taste import noted
from bot.jobs.inbox.turn import Turn
from bot.outbox.previews import copy_of, may_post, refusal
from bot.outbox.teller import draft_code, target_of
from bot.store import answers, approvals, messages, ownership, sources, suggestions
from bot.store.messages import Message
from bot.store.suggestions import Suggestion

ANSWERS = "answers"
LATELY = timedelta(hours=1)
NEVER_CAME = MessageState.DROPPED
"""The state of a message that was refused, or given up."""


def shows_words(message: OpenMessage) -> bool:
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
    chosen = command.code is not None and "." in command.code
    return consent(turn, message, anyway=command.name == "send anyway", chosen=chosen)


def _was_seen(turn: Turn, message: OpenMessage, command: Command) -> bool:
    """Whether the owner can have meant these words: they stood there when the owner spoke, and no newer ones were written.

    A reference proves it, where messages are delivered to be read. A code without the number of the words, and no code at
    all, mean the newest words. What was held is open again once the question about it has arrived: a consent from before
    it does not know of it.
    """
    if _asks_still(turn, message):
        return False
    if message.network_id == turn.answer.reply_to and not turn.desk.in_terminal:
        return True
    named = command.code is not None and "." in command.code
    newest = suggestions.latest_draft(turn.tx, turn.row(message).id)
    return turn.stood(message) and (named or (newest is not None and newest.number == message.draft))


def _asks_still(turn: Turn, message: OpenMessage) -> bool:
    """Whether another message, which asks about these words because they are held, had not arrived when the owner spoke."""
    row = turn.row(message)
    question = messages.newest_preview(turn.tx, row.id) if row.held_at is not None else None
    if question is None or question.id == message.message:
        return False
    return question.state is not MessageState.SENT or not turn.stood(question)


def _show_first(turn: Turn, message: OpenMessage) -> str:
    """Consent to words that had not arrived: they are shown, unless they are on their way already."""
    row = turn.row(message)
    if row.state is not SuggestionState.AWAITING_OWNER:
        return not_open(turn, row)
    newest = messages.latest_showing(turn.tx, row.id)
    coming = newest is not None and newest.state not in (MessageState.SENT, NEVER_CAME)
    return "not seen yet" if coming else _bring_words(turn, row)


def _surely_this(turn: Turn, message: OpenMessage, command: Command) -> bool:
    """Whether that preview is meant. A bare `yes` answers the latest of our messages, whichever that is."""
    explicit = turn.explicit(command.code)
    if not explicit and turn.refers_elsewhere():
        return False
    later = [] if explicit else [m for m in messages.after(turn.tx, message.message) if m.state is MessageState.SENT]
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
    if row.state is not SuggestionState.AWAITING_OWNER:
        return not_open(turn, row)
    if not shows_words(message):
        return _bring_words(turn, row)
    turn.say(wording.plain_word(said.said.splitlines()[-1], code=f"{row.code}.{message.draft}"), row)
    return "nearly"


def _nothing_to_send(turn: Turn) -> str:
    """`send`, and nothing is open: say so, or how the latest reply stands."""
    row = max(turn.on_their_way(), key=lambda row: row.state_at, default=None) or lately_out(turn, LATELY)
    if row is None:
        turn.say(wording.nothing_open())
        return "nothing open"
    return not_open(turn, row)


def _recently(turn: Turn, message: OpenMessage) -> list[OpenMessage]:
    """One message for each suggestion that a bare `send` might have meant, the bound one first."""
    chosen = {message.suggestion: message}
    for other in reversed(turn.opened):
        if other.state is SuggestionState.AWAITING_OWNER:
            chosen.setdefault(other.suggestion, other)
    return list(chosen.values())


def consent(turn: Turn, message: OpenMessage, *, anyway: bool = False, chosen: bool = False) -> str:
    """Consent, bound to one message of ours. `chosen`: the owner named these very words by their code."""
    row = turn.row(message)
    if row.state is not SuggestionState.AWAITING_OWNER:
        return not_open(turn, row)
    held = messages.get(turn.tx, message.message)
    if not shows_words(message) or not messages.parts_delivered(turn.tx, held):
        return _bring_words(turn, row)
    if _others_are_meant(turn, row, held):
        return _instead_of_others(turn, row)
    newest = messages.newest_preview(turn.tx, row.id)
    if newest is not None and newest.draft != held.draft and not (chosen and _was_asked_which(turn, row, held, newest)):
        return _ask_which_version(turn, row, held, newest)
    if turn.preferences.stopped:
        still = wording.still_stopped(turn.name(row), code=f"{row.code}.{held.draft}", word=_wants_to_hear(held))
        turn.say(still, row)
        return "stopped"
    if held.offers is Offer.ANYWAY and not anyway:
        turn.say(wording.only_anyway(code=f"{row.code}.{held.draft}"), row)
        return "of taste"
    if not preview_is_fresh(held.left_at or message.sent_at, turn.now) or not ownership.heard_since(turn.tx, held.id):
        return _show_again(turn, row, held)
    return _approve(turn, row, held)


def _wants_to_hear(shown: Message) -> str:
    """What lets these words out: no other word is ever advised."""
    return "send anyway" if shown.offers is Offer.ANYWAY else "send"


def _others_are_meant(turn: Turn, row: Suggestion, held: Message) -> bool:
    """Whether other words may be meant than those that were shown: some are being made, or the owner wrote some since for
    which no place was found, and nothing was shown after them.
    """
    if row.asked_draft is not None:
        return True
    lost, newest = answers.last_without_a_place(turn.tx), messages.last_preview_at(turn.tx)
    if lost is None or newest is None or held.sent_at is None:
        return False
    return lost > held.sent_at and lost >= newest


def _instead_of_others(turn: Turn, row: Suggestion) -> str:
    """Which words are meant is not guessed; others are asked for no longer, and these are shown again."""
    suggestions.ask_draft(turn.tx, row.id, None)
    return _bring_words(turn, suggestions.get(turn.tx, row.id))


def _ask_which_version(turn: Turn, row: Suggestion, held: Message, newest: Message) -> str:
    """Newer words were shown, or are about to be: both are named, and only a code tells which are meant.

    Newer words that never came are shown first.
    """
    if newest.state is NEVER_CAME or not isinstance(held.act, Reply) or not isinstance(newest.act, Reply):
        return _bring_words(turn, row)
    codes = [draft_code(row, number or 0) for number in (held.draft, newest.draft)]
    words = (_wants_to_hear(held), _wants_to_hear(newest))
    text = wording.two_versions(held.act, codes[0], newest.act, codes[1], to=turn.name(row), words=words)
    turn.offer(text, row, draft=newest.draft, offers=Offer.VERSIONS, beside=held.draft)
    return "two versions"


def _was_asked_which(turn: Turn, row: Suggestion, held: Message, newest: Message) -> bool:
    """Whether the owner had these two versions before them when they named one, and nothing newer was written since."""
    asked = messages.latest_offer(turn.tx, row.id, Offer.VERSIONS, beside=held.draft)
    return asked is not None and asked.draft == newest.draft and asked.state is MessageState.SENT and turn.stood(asked)


def _approve(turn: Turn, row: Suggestion, held: Message) -> str:
    act = held.act
    if not isinstance(act, Reply) or held.draft is None:
        return _bring_words(turn, row)
    if not may_post(turn.tx, turn.desk.config, row):
        turn.say(copy_of(turn.tx, turn.desk.teller, row, act, draft_code(row, held.draft)), row)
        return "copied"
    due = goes_out_at(turn.now, undo_time(turn))
    if not permit(turn, row, held, SuggestionEvent.APPROVE, due_at=due):
        return "somebody was quicker"
    by = suggestions.draft(turn.tx, row.id, held.draft).by
    noted(turn, row, Signal.SENT if by is WrittenBy.OWNER else Signal.EDITED)
    announce(turn, row, due)
    return "approved"


def announce(turn: Turn, row: Suggestion, due: datetime) -> None:
    """Say when it goes out. The time to undo begins when this message is delivered, and nothing goes out before."""
    receipt = turn.say(wording.receipt_soon(due, turn.now, turn.desk.teller.zone), row, MessageKind.RECEIPT)
    held = approvals.live(turn.tx, row.id)
    if held is not None:
        approvals.announced_by(turn.tx, held, receipt)


def undo_time(turn: Turn) -> timedelta:
    """How long an approval can be taken back."""
    return timedelta(seconds=turn.desk.config.publish.undo_seconds)


def permit(turn: Turn, row: Suggestion, held: Message, event: SuggestionEvent, *, due_at: datetime) -> bool:
    """Make and keep the approval, and move the row, together."""
    act, shown = held.act, held.shown
    if act is None or shown is None or held.sent_at is None or turn.desk.accounts.get(row.network) != row.owner:
        return False
    approval_id = turn.desk.new_id()
    approval = approve(
        approval_id=approval_id,
        draft=suggestions.draft(turn.tx, row.id, held.draft or 0),
        act=act,
        shown=shown,
        answer_id=turn.answer.id,
        idempotency=turn.desk.idempotency[row.network](act, approval_id, turn.now),
        account=row.owner,
        now=turn.now,
    )
    if not suggestions.move(turn.tx, row, event, now=turn.now, answered_at=turn.now, kept_back=False):
        return False
    suggestions.answered_hold(turn.tx, row.id)
    sources.outdated(turn.tx, ANSWERS)  # only what is read from now on can bring an `undo`
    shown_at = held.stands_at or held.sent_at
    approvals.add(turn.tx, approval, draft=held.draft or 0, due_at=due_at, shown_at=shown_at, channel=turn.desk.channel)
    return True


def _bring_words(turn: Turn, row: Suggestion) -> str:
    """`send` where there is nothing to consent to: bring the preview, or ask for words."""
    last = suggestions.latest_draft(turn.tx, row.id)
    shown = messages.latest_showing(turn.tx, row.id)
    if last is not None and last.gap:
        turn.say(wording.gap_left(turn.name(row), code=draft_code(row, last)), row)
        return "gap"
    if last is None or shown is None or shown.draft != last.number or not isinstance(shown.act, Reply):
        turn.say(wording.no_words(turn.name(row), code=row.code, draft=may_be_drafted(turn, row)), row)
        return "no words"
    frame = wording.preview(
        shown.act, to=turn.name(row), code=draft_code(row, last), usual_language=turn.desk.teller.usual_language,
        word=_wants_to_hear(shown),
    )  # fmt: skip
    turn.showing(row).preview(last, shown.act, frame, offers=shown.offers)
    return "shown again"


def _show_again(turn: Turn, row: Suggestion, held: Message) -> str:
    act = held.act
    if not isinstance(act, Reply) or held.draft is None or held.left_at is None:
        return _bring_words(turn, row)
    draft = suggestions.draft(turn.tx, row.id, held.draft)
    frame = wording.old_words(
        act, written=held.left_at, answers_since=0, by_author=0, to=turn.name(row),
        link=target_of(turn.tx, row).link, code=draft_code(row, draft), now=turn.now, zone=turn.desk.teller.zone,
    )  # fmt: skip
    turn.showing(row).preview(draft, act, frame)
    return "shown again"


def may_be_drafted(turn: Turn, row: Suggestion) -> bool:
    """Whether the word `draft` may be offered."""
    return not refusal(turn.tx, turn.desk.teller, row)
