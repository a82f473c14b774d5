"""Send what stands in the outbox to the owner, in order, each message once (BD-11, MD-9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot import wording
from bot.clock import BootClock, Clock
from bot.config import Config
from bot.decide.lifecycle.undo_window import goes_out_at
from bot.decide.schedule import expires_delivered
from bot.domain import (
    ENDS,
    ApprovalState,
    MessageEvent,
    MessageKind,
    MessageState,
    Outgoing,
    Sent,
    SuggestionEvent,
    SuggestionState,
)
from bot.errors import NotAllowed, PlatformError, Refused
from bot.knowledge.owner_preferences import owner_preferences
from bot.outbox import layout
from bot.outbox.previews import Showing
from bot.outbox.teller import Teller
from bot.platforms.base import Outbound
from bot.store import Store, Transaction, approvals, messages, sources, suggestions
from bot.store.messages import Message
from bot.store.sources import MESSAGES

log = structlog.get_logger()

CLOCKS_DIFFER = timedelta(minutes=2)
TRY_AGAIN = timedelta(hours=1)
LET_GO_AFTER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Deliver:
    """Empties the outbox."""

    store: Store
    messenger: Outbound
    channel: str
    teller: Teller
    config: Config
    clock: Clock
    boot: BootClock | None = None

    def step(self) -> bool:
        """Send one message, or find out about one whose fate is not known; True if another may be waiting.

        What the bot begins waits for the end of quiet hours and of a rest; answers to the owner never wait. The hello
        waits for a rest only: it comes at once, for the owner has just set it up.
        """
        now = self.clock()
        with self.store.begin() as tx:
            message = messages.waiting(tx, begun_too=True)
            if message is not None and message.begun:
                held = owner_preferences(tx, self.config)
                also = () if held.resting(now) else (MessageKind.HELLO,)
                message = messages.waiting(tx, begun_too=not held.silent(now), also=also)
        if message is None:
            return False
        if message.state is not MessageState.QUEUED:
            return self._find_out(message)
        with self.store.begin() as tx:
            if message.kind is MessageKind.RECEIPT:
                self._name_the_time(tx, message, now)
            if not messages.move(tx, message, MessageEvent.CLAIM, first_attempt_at=now):
                return True
            message = messages.get(tx, message.id)
        return self._send(message)

    def _name_the_time(self, tx: Transaction, receipt: Message, now: datetime) -> None:
        """A receipt that waited names a later time: the owner has as long to take it back as they were promised."""
        held = approvals.by_receipt(tx, receipt.id)
        due = goes_out_at(now, self.config.publish.undo_time)
        if held is not None and held.told_at is None and due > held.due_at:
            approvals.due(tx, held, due)
            texts = layout.messages(wording.receipt_soon(due, now, self.teller.zone(tx)), self.teller.room)
            messages.reword(tx, receipt, texts[-1])

    def _send(self, message: Message) -> bool:
        try:
            sent = self.messenger.send(_outgoing(message))
        except (Refused, NotAllowed) as problem:
            log.warning("message_refused", message=message.id, kind=message.kind, problem=str(problem))
            self._dropped(message, MessageEvent.REFUSED)
            return True
        except PlatformError as problem:
            self._back(message, MessageEvent.LOST if problem.outcome_unknown else MessageEvent.NOT_SENT)
            raise
        self._sent(message, sent)
        return True

    def _find_out(self, message: Message) -> bool:
        """After an unclear answer or a crash: look in the conversation before anything is repeated.

        Where that cannot be told for long, it is let go, so that others can be said: whatever it showed was not delivered.
        """
        with self.store.begin() as tx:
            before = messages.last_stands_at(tx)
        begun = message.first_attempt_at or message.created_at
        try:
            return self._found(message, before or begun - CLOCKS_DIFFER)
        except PlatformError:
            if self.clock() - begun > LET_GO_AFTER:
                log.warning("message_lost", message=message.id, kind=message.kind)
                self._dropped(message, MessageEvent.GIVEN_UP)
            raise

    def _found(self, message: Message, since: datetime) -> bool:
        sent = self.messenger.find_sent(_outgoing(message), since=since)
        if sent is not None and not self._is_another(sent):
            self._sent(message, sent)
        elif message.kind is MessageKind.PREVIEW and self._lists_too_little():
            log.warning("message_lost", message=message.id, kind=message.kind)
            self._dropped(message, MessageEvent.GIVEN_UP)
        else:
            self._back(message, MessageEvent.NOT_SENT)
        return True

    def _lists_too_little(self) -> bool:
        """Whether the network does not list a message that is known to stand: that another is not listed says nothing.

        Words that may stand already are not shown twice, for only one of two could be answered; what the owner says next
        brings them again.
        """
        with self.store.begin() as tx:
            last = messages.last_sent(tx)
        if self.messenger.network is None or last is None or last.channel != self.channel:
            return False
        return last.network_id not in {one.id for one in self.messenger.spoken()}

    def _is_another(self, sent: Sent) -> bool:
        """Whether what was found is an earlier message of ours with the same words."""
        with self.store.begin() as tx:
            return messages.by_network_id(tx, sent.id) is not None

    def _sent(self, message: Message, sent: Sent) -> None:
        now = self.clock()
        with self.store.begin() as tx:
            messages.move(
                tx,
                message,
                MessageEvent.DELIVERED,
                sent_at=now,
                stands_at=sent.at,
                network_id=sent.id,
                channel=self.channel,
            )
            self._told(tx, message, now)
            sources.read_well(tx, MESSAGES, mark="", began=now, now=now)
            if message.kind is MessageKind.NUDGE and message.suggestion is not None:
                _delivered(tx, message.suggestion, now)
        log.info("message_sent", message=message.id, kind=message.kind, suggestion=message.suggestion)

    def _told(self, tx: Transaction, message: Message, now: datetime) -> None:
        """From the delivery of the receipt on the owner can take it back, by the machine's own clock where there is one."""
        held = approvals.by_receipt(tx, message.id)
        if held is not None and held.told_at is None:
            due = max(held.due_at, goes_out_at(now, self.config.publish.undo_time))
            approvals.told(tx, held, now=now, boot=self.boot() if self.boot else None, due_at=due)

    def _back(self, message: Message, event: MessageEvent) -> None:
        """What surely did not arrive is said again, unless what it was about ended while nobody knew."""
        with self.store.begin() as tx:
            over = event is MessageEvent.NOT_SENT and _is_over(tx, message)
            messages.move(tx, message, MessageEvent.GIVEN_UP if over else event)

    def _dropped(self, message: Message, event: MessageEvent) -> None:
        now = self.clock()
        with self.store.begin() as tx:
            messages.move(tx, message, event)
            self._never_told(tx, message, now)
            if message.kind is MessageKind.NUDGE and message.suggestion is not None:
                row = suggestions.get(tx, message.suggestion)
                if row.state is SuggestionState.DELIVERING:
                    suggestions.move(tx, row, SuggestionEvent.NOT_SENT, now=now, due_at=now + TRY_AGAIN)

    def _never_told(self, tx: Transaction, message: Message, now: datetime) -> None:
        """What the owner could not be told of does not go out: it is shown to them again."""
        held = approvals.by_receipt(tx, message.id)
        row = suggestions.get(tx, held.approval.suggestion) if held is not None else None
        if (
            held is None
            or row is None
            or row.state is not SuggestionState.AWAITING_PUBLISH
            or held.state is not ApprovalState.OPEN
        ):
            return
        approvals.revoke(tx, row.id)
        if suggestions.move(tx, row, SuggestionEvent.UNDO, now=now):
            showing = Showing(self.teller, tx, suggestions.get(tx, row.id), now)
            showing.held(held.draft, because=wording.receipt_lost())
            suggestions.hold(tx, row.id, now=now)


def _is_over(tx: Transaction, message: Message) -> bool:
    """Whether it belongs to a suggestion that has ended since: what is said of its end, or was asked for after it, does not.

    What nobody asked for, and words to be approved, are of no use after the end whatever the clock says.
    """
    row = None if message.suggestion is None else suggestions.get(tx, message.suggestion)
    if row is None or row.state not in ENDS:
        return False
    return message.begun or message.shown is not None or message.created_at < row.state_at


def _delivered(tx: Transaction, suggestion: int, now: datetime) -> None:
    row = suggestions.get(tx, suggestion)
    if row.state is not SuggestionState.DELIVERING:
        return
    expires = max(row.expires_at, expires_delivered(now)) if row.returned else expires_delivered(now)
    suggestions.move(tx, row, SuggestionEvent.DELIVERED, now=now, expires_at=expires, nudged_at=row.nudged_at or now)


def _outgoing(message: Message) -> Outgoing:
    return Outgoing(text=message.text, key=message.key, reply_to=message.reply_to, about=message.about)
