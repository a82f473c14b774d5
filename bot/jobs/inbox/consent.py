"""Hear consent: only bound to a preview whose every part was delivered (DESIGN 2).

The one caller of `consent.approve`. Anywhere else `send` asks for words, or brings the preview.
"""

from __future__ import annotations

from datetime import datetime

from bot import wording
from bot.decide.commands import Argument, Command, Unclear
from bot.decide.lifecycle.binding import Unbound
from bot.decide.lifecycle.consent import approve
from bot.decide.rules.learning import Signal
from bot.domain import (
    QUIET_BEFORE_BARE_CONSENT,
    MessageKind,
    MessageState,
    Offer,
    OpenMessage,
    Reply,
    SuggestionEvent,
    SuggestionState,
    WrittenBy,
)
from bot.jobs.inbox.asked import Asked, shows_words
from bot.jobs.inbox.bringing_words import bring_words, show_again
from bot.jobs.inbox.decision import Decision, Outcome
from bot.jobs.inbox.effects import Approve, AskModel
from bot.jobs.inbox.how_it_stands import LATELY, lately_out, not_open
from bot.jobs.inbox.turn import Turn
from bot.jobs.inbox.which import ask_which, meant
from bot.outbox.previews import copy_of
from bot.outbox.teller import Says, draft_code
from bot.store import answerable, drafts, messages
from bot.store.messages import Message
from bot.store.suggestions import Suggestion

NEVER_CAME = MessageState.DROPPED
"""The state of a message that was refused, or given up."""


def send(turn: Turn, command: Command[Argument]) -> Decision:
    """`send`, `yes`, or nothing but such words, as the whole message; and `send anyway`."""
    shown = _only_preview(turn, command)
    if shown is None and (offered := _offered_to_delete(turn, command)):
        return offered
    if not turn.explicit(command.code) and isinstance(turn.bind(None), Unbound):
        return _nothing_to_send(turn)
    message = shown or meant(turn, command.code, "send")
    return message if isinstance(message, Decision) else consent(turn, message, said=command)


def _offered_to_delete(turn: Turn, command: Command[Argument]) -> Decision | None:
    """`yes`, directly after an offer to delete: deleting is said in full."""
    latest = None if turn.explicit(command.code) else messages.last_sent(turn.tx)
    if latest is None or latest.offers is not Offer.RETRACT:
        return None
    return Decision(Outcome.NOTHING_OPEN, (Says(wording.delete_in_full(), latest.suggestion),))


def _only_preview(turn: Turn, command: Command[Argument]) -> OpenMessage | None:
    """The one preview that is open, for a bare consent: a nudge without words beside it has none that could be meant.

    Whether anything about anybody else came too lately is looked at afterwards, as ever (DESIGN 4).
    """
    if turn.explicit(command.code) or turn.answer.reply_to is not None:
        return None
    waiting = [m for m in turn.opened if m.state in (SuggestionState.AWAITING_OWNER, SuggestionState.UNCLEAR)]
    shown = {m.suggestion: m for m in waiting if shows_words(m) or m.state is SuggestionState.UNCLEAR}
    return next((m for m in shown.values() if shows_words(m)), None) if len(shown) == 1 else None


def _was_seen(turn: Turn, asked: Asked, command: Command[Argument]) -> bool:
    """Whether the owner can have meant these words: they stood there when the owner spoke, and no newer ones were written.

    A reference proves it, where messages are delivered to be read. A code without the number of the words, and no code at
    all, mean the newest words. What was held is open again once the question about it has arrived: a consent from before
    it does not know of it.
    """
    if _asks_still(turn, asked):
        return False
    if asked.on.network_id == turn.answer.reply_to and not turn.desk.in_terminal:
        return True
    named = command.code is not None and "." in command.code
    return turn.stood(asked.on) and (named or (asked.last is not None and asked.last.number == asked.on.draft))


def _asks_still(turn: Turn, asked: Asked) -> bool:
    """Whether another message, which asks about these words because they are held, had not arrived when the owner spoke."""
    question = asked.newest if asked.row.held_at is not None else None
    if question is None or question.id == asked.on.message:
        return False
    return question.state is not MessageState.SENT or not turn.stood(question)


def _show_first(turn: Turn, asked: Asked) -> Decision:
    """Consent to words that had not arrived: they are shown, unless they are on their way already."""
    if asked.row.state is not SuggestionState.AWAITING_OWNER:
        return not_open(turn, asked.row)
    coming = asked.shown is not None and asked.shown.state not in (MessageState.SENT, NEVER_CAME)
    return Decision(Outcome.NOT_SEEN_YET) if coming else bring_words(turn, asked)


def _surely_this(turn: Turn, asked: Asked, command: Command[Argument]) -> bool:
    """Whether that preview is meant. A bare `yes` answers the latest of our messages, whichever that is."""
    explicit = turn.explicit(command.code)
    if not explicit and turn.refers_elsewhere():
        return False
    later = [] if explicit else [m for m in asked.later if m.state is MessageState.SENT]
    if later and command.name == "yes":
        return False
    lately = [m for m in later if m.begun and m.sent_at and turn.now - m.sent_at < QUIET_BEFORE_BARE_CONSENT]
    return not lately and (explicit or asked.alone)


def ask_plainly(turn: Turn, said: Unclear) -> Decision:
    """Nearly `send`: nothing happens, and it is said what would make it happen."""
    if not turn.explicit(said.code) and isinstance(turn.bind(None), Unbound):
        return _nothing_to_send(turn)
    message = meant(turn, said.code, "send")
    if isinstance(message, Decision):
        return message
    asked = Asked.of(turn, message)
    if asked.row.state is not SuggestionState.AWAITING_OWNER:
        return not_open(turn, asked.row)
    if not shows_words(message):
        return bring_words(turn, asked)
    code, word, alone = f"{asked.row.code}.{message.draft}", asked.held.offers.lets_out, turn.alone(asked.row)
    text = wording.plain_word(said.said.splitlines()[-1], code=code, word=word, alone=alone)
    return Decision(Outcome.NEARLY, (Says(text, asked.row.id),))


def _nothing_to_send(turn: Turn) -> Decision:
    """`send`, and nothing is open: say so, or how the latest reply stands."""
    row = max(turn.on_their_way(), key=lambda row: row.state_at, default=None) or lately_out(turn, LATELY)
    return Decision(Outcome.NOTHING_OPEN, (Says(wording.nothing_open()),)) if row is None else not_open(turn, row)


def _recently(turn: Turn, message: OpenMessage) -> list[OpenMessage]:
    """One message for each suggestion that a bare `send` might have meant, the bound one first."""
    chosen = {message.suggestion: message}
    for other in reversed(turn.opened):
        if other.state is SuggestionState.AWAITING_OWNER:
            chosen.setdefault(other.suggestion, other)
    return list(chosen.values())


def consent(turn: Turn, message: OpenMessage, *, said: Command[Argument] | None = None) -> Decision:
    """Consent, bound to one message of ours: by a reaction to it, or `said`."""
    asked = Asked.of(turn, message)
    shown = shows_words(message)
    if said is not None and shown and not _was_seen(turn, asked, said):
        return _show_first(turn, asked)
    if said is not None and shown and not _surely_this(turn, asked, said):
        among = _recently(turn, message)
        waits = len(among) > 1 or asked.row.state is SuggestionState.AWAITING_OWNER
        return ask_which(turn, among, "send") if waits else not_open(turn, asked.row)
    if asked.row.state is not SuggestionState.AWAITING_OWNER:
        return not_open(turn, asked.row)
    if not shown or not asked.whole:
        return bring_words(turn, asked)
    if _may_like_that_it_is_held(asked, said):
        return _asks_for_send(turn, asked)
    if _others_are_meant(asked):
        return _instead_of_others(turn, asked)
    return _consent_to_words(turn, asked, said)


def _consent_to_words(turn: Turn, asked: Asked, said: Command[Argument] | None) -> Decision:
    """To the words of one whole preview that waits. `chosen`: the owner named these very words by their code."""
    row, held, newest = asked.row, asked.held, asked.newest
    chosen = said is not None and said.code is not None and "." in said.code
    anyway = said is not None and said.name == "send anyway"
    if newest is not None and newest.draft != held.draft and not (chosen and _was_asked_which(turn, row, held, newest)):
        return _ask_which_version(turn, asked, newest)
    if asked.stopped:
        code, word, alone = f"{row.code}.{held.draft}", held.offers.lets_out, turn.alone(row)
        text = wording.still_stopped(asked.name, code=code, word=word, alone=alone)
        return Decision(Outcome.STOPPED, (Says(text, row.id),))
    if held.offers is Offer.ANYWAY and not anyway:
        text = wording.only_anyway(code=f"{row.code}.{held.draft}", alone=turn.alone(row))
        return Decision(Outcome.OF_TASTE, (Says(text, row.id),))
    if not asked.fresh or not asked.heard:
        return show_again(turn, asked)
    return _approve(turn, asked)


def _may_like_that_it_is_held(asked: Asked, said: Command[Argument] | None) -> bool:
    """Whether it is a yes, or a thumb, to words that do not go out: "send, or undo?" has two answers, and that is neither."""
    return asked.row.held_at is not None and (said is None or said.name == "yes")


def _asks_for_send(turn: Turn, asked: Asked) -> Decision:
    text = wording.held_still(
        asked.name,
        code=f"{asked.row.code}.{asked.held.draft}",
        word=asked.held.offers.lets_out,
        alone=turn.alone(asked.row),
    )
    return Decision(Outcome.NEARLY, (Says(text, asked.row.id),))


def _others_are_meant(asked: Asked) -> bool:
    """Whether other words may be meant than those that were shown: some are being made, or the owner wrote some since for
    which no place was found, and nothing was shown after them.
    """
    if asked.row.asked_draft is not None:
        return True
    lost, newest, shown = asked.lost_at, asked.newest_at, asked.held.sent_at
    if lost is None or newest is None or shown is None:
        return False
    return lost > shown and lost >= newest


def _instead_of_others(turn: Turn, asked: Asked) -> Decision:
    """Which words are meant is not guessed; others are asked for no longer, and these are shown again."""
    return bring_words(turn, asked).after(AskModel(asked.row, None))


def _ask_which_version(turn: Turn, asked: Asked, newest: Message) -> Decision:
    """Newer words were shown, or are about to be: both are named, and only a code tells which are meant.

    Newer words that never came are shown first.
    """
    row, held = asked.row, asked.held
    if newest.state is NEVER_CAME or not isinstance(held.act, Reply) or not isinstance(newest.act, Reply):
        return bring_words(turn, asked)
    codes = [draft_code(row, number or 0) for number in (held.draft, newest.draft)]
    words = (held.offers.lets_out, newest.offers.lets_out)
    text = wording.two_versions(held.act, codes[0], newest.act, codes[1], to=asked.name, words=words)
    says = Says(text, row.id, draft=newest.draft, offers=Offer.VERSIONS, beside=held.draft)
    return Decision(Outcome.TWO_VERSIONS, (says,))


def _was_asked_which(turn: Turn, row: Suggestion, held: Message, newest: Message) -> bool:
    """Whether the owner had these two versions before them when they named one, and nothing newer was written since."""
    asked = answerable.latest_offer(turn.tx, row.id, Offer.VERSIONS, beside=held.draft)
    return asked is not None and asked.draft == newest.draft and asked.state is MessageState.SENT and turn.stood(asked)


def _approve(turn: Turn, asked: Asked) -> Decision:
    row, held, act = asked.row, asked.held, asked.held.act
    if not isinstance(act, Reply) or held.draft is None:
        return bring_words(turn, asked)
    if not asked.may_post:
        copy = copy_of(turn.tx, turn.desk.teller, row, act, draft_code(row, held.draft), turn.now)
        return Decision(Outcome.COPIED, (Says(copy, row.id),))
    permitted = permit(turn, row, held, SuggestionEvent.APPROVE, due_at=asked.due)
    if permitted is None:
        return Decision(Outcome.NOT_THEIRS)
    return Decision(Outcome.APPROVED, (announced(turn, permitted),), (permitted,))


def announced(turn: Turn, permitted: Approve) -> Says:
    """When it goes out. The time to undo begins when this message is delivered, and nothing goes out before."""
    text = wording.receipt_soon(permitted.due_at, turn.now, turn.zone)
    return Says(text, permitted.row.id, MessageKind.RECEIPT, announces=True)


def permit(turn: Turn, row: Suggestion, held: Message, event: SuggestionEvent, *, due_at: datetime) -> Approve | None:
    """Make the approval, to be kept while the row moves; None for what was shown to another account of the owner's."""
    act, shown = held.act, held.shown
    if act is None or shown is None or held.sent_at is None or turn.desk.accounts.get(row.network) != row.owner:
        return None
    approval_id, draft = turn.desk.new_id(), drafts.get(turn.tx, row.id, held.draft or 0)
    approval = approve(
        approval_id=approval_id,
        draft=draft,
        act=act,
        shown=shown,
        answer_id=turn.answer.id,
        idempotency=turn.desk.idempotency[row.network](act, approval_id, turn.now),
        account=row.owner,
        now=turn.now,
    )
    shown_at, theirs = held.stands_at or held.sent_at, Signal.SENT if draft.by is WrittenBy.OWNER else Signal.EDITED
    learnt = theirs if event is SuggestionEvent.APPROVE else None
    return Approve(row, event, approval, draft.number, due_at, shown_at, turn.desk.channel, learnt)
