"""Send what stands in the outbox to the owner, in order, each message once (BD-11, MD-9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection

from bot.approvals import Event
from bot.config import Config
from bot.domain import MessageKind, Outgoing, Sent, State
from bot.errors import NotAllowed, PlatformError, Refused
from bot.jobs.edge import Clock
from bot.pace import expires_delivered
from bot.platforms.base import Messenger
from bot.store import Store, messages, sources, suggestions
from bot.store.messages import Message
from bot.store.wishes import wishes

log = structlog.get_logger()

SOURCE = "messages"
CLOCKS_DIFFER = timedelta(minutes=2)
TRY_AGAIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Deliver:
    """Empties the outbox."""

    store: Store
    messenger: Messenger
    config: Config
    clock: Clock

    def step(self) -> bool:
        """Send one message, or find out about one whose fate is not known; True if another may be waiting.

        What the bot begins waits for the end of quiet hours and of a rest; answers to the owner never wait.
        """
        now = self.clock()
        with self.store.begin() as tx:
            held = wishes(tx, self.config)
            may_begin = not held.silent(now)
            message = messages.waiting(tx, now=now, begun_too=may_begin)
        if message is None:
            return False
        if message.state != "queued":
            return self._find_out(message)
        with self.store.begin() as tx:
            if not messages.set_state(tx, message, "sending", first_attempt_at=now):
                return True
            message = messages.get(tx, message.id)
        return self._send(message)

    def _send(self, message: Message) -> bool:
        try:
            sent = self.messenger.send(_outgoing(message))
        except (Refused, NotAllowed) as problem:
            log.warning("message_refused", message=message.id, kind=message.kind, problem=str(problem))
            self._dropped(message)
            return True
        except PlatformError as problem:
            self._back(message, "unclear" if problem.outcome_unknown else "queued")
            raise
        self._sent(message, sent)
        return True

    def _find_out(self, message: Message) -> bool:
        """After an unclear answer or a crash: look in the conversation before anything is repeated."""
        with self.store.begin() as tx:
            before = messages.last_stands_at(tx)
        begun = message.first_attempt_at or message.created_at
        sent = self.messenger.find_sent(_outgoing(message), since=before or begun - CLOCKS_DIFFER)
        if sent is None or self._is_another(sent):
            self._back(message, "queued")
        else:
            self._sent(message, sent)
        return True

    def _is_another(self, sent: Sent) -> bool:
        """Whether what was found is an earlier message of ours with the same words."""
        with self.store.begin() as tx:
            return messages.by_network_id(tx, sent.id) is not None

    def _sent(self, message: Message, sent: Sent) -> None:
        now = self.clock()
        with self.store.begin() as tx:
            messages.set_state(tx, message, "sent", network_id=sent.id, sent_at=now, stands_at=sent.at)
            sources.read_well(tx, SOURCE, mark="", began=now, now=now)
            if message.kind is MessageKind.NUDGE and message.suggestion is not None:
                _delivered(tx, message.suggestion, now)
        log.info("message_sent", message=message.id, kind=message.kind, suggestion=message.suggestion)

    def _back(self, message: Message, state: str) -> None:
        with self.store.begin() as tx:
            messages.set_state(tx, message, state)

    def _dropped(self, message: Message) -> None:
        now = self.clock()
        with self.store.begin() as tx:
            messages.set_state(tx, message, "dropped")
            if message.kind is MessageKind.NUDGE and message.suggestion is not None:
                row = suggestions.get(tx, message.suggestion)
                if row.state is State.DELIVERING:
                    suggestions.move(tx, row, Event.NOT_SENT, now=now, due_at=now + TRY_AGAIN)


def _delivered(tx: Connection, suggestion: int, now: datetime) -> None:
    row = suggestions.get(tx, suggestion)
    if row.state is not State.DELIVERING:
        return
    expires = max(row.expires_at, expires_delivered(now)) if row.returned else expires_delivered(now)
    suggestions.move(tx, row, Event.DELIVERED, now=now, expires_at=expires, nudged_at=row.nudged_at or now)


def _outgoing(message: Message) -> Outgoing:
    return Outgoing(text=message.text, key=message.key, reply_to=message.reply_to, about=message.about)
