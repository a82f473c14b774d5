"""Ask whether an approved act may leave at this moment: told, the time to undo over, heard after it, and whose it is (DESIGN 2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from bot.clock import BootClock, Clock
from bot.config import Config
from bot.decide.lifecycle.undo_window import Now, Window, over
from bot.domain import ApprovalState, Boot, SuggestionState
from bot.knowledge.invalidation import lay_to_rest
from bot.knowledge.owner_preferences import owner_preferences
from bot.store import Transaction, answers, approvals, news, sources, suggestions
from bot.store.approvals import StoredApproval
from bot.store.news import AnotherAccount
from bot.store.sources import ANSWERS
from bot.store.suggestions import Suggestion

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Gate:
    """Asked in the transaction of the claim. `channel` is the conversation in which the owner is heard."""

    channel: str
    config: Config
    clock: Clock
    boot: BootClock | None = None
    started: Boot | None = None

    def waits_to_hear(self, tx: Transaction) -> bool:
        """Whether something would go out, if only the owner's answers had been read after its time to undo."""
        at = self._now()
        held = (approvals.live(tx, row.id) for row in suggestions.in_states(tx, SuggestionState.AWAITING_PUBLISH))
        windows = (Window(one.due_at, one.told_at, one.told) for one in held if one is not None)
        return any(over(window, at) and not self._heard_after(tx, window, at) for window in windows)

    def _now(self) -> Now:
        boot = self.boot() if self.boot else None
        return Now(self.clock(), boot, self.started, self.config.publish.undo_time)

    def belongs(self, tx: Transaction, row: Suggestion, held: StoredApproval, account: str) -> bool:
        """Whether this approval was given for the account that is about to write, in the conversation that is heard.

        What was approved for another account is laid to rest; it is used under nobody else's name.
        """
        mine = held.approval.account == account and row.owner == account
        if not mine:
            log.warning("approval_of_another_account", suggestion=row.id)
            lay_to_rest(tx, [suggestions.get(tx, row.id)], self.clock())
            news.tell_later(tx, AnotherAccount(row.network))
        return mine and held.channel == self.channel

    def still_may(self, tx: Transaction, held: StoredApproval, now: datetime) -> bool:
        """The owner may have said `undo` or `stop` while we looked at the world."""
        return _holds(tx, held) and self.may_go(tx, held, now)

    @staticmethod
    def still_deletes(tx: Transaction, held: StoredApproval) -> bool:
        """Whether the reply is still to be deleted, by this very approval: it may have been laid to rest while we asked."""
        row = suggestions.get(tx, held.approval.suggestion)
        return row.state is SuggestionState.RETRACTING and _holds(tx, held)

    def may_go(self, tx: Transaction, held: StoredApproval, now: datetime) -> bool:
        """Only when the time to undo is over, nothing is stopped, and everything said until then was heard."""
        at, window = replace(self._now(), wall=now), Window(held.due_at, held.told_at, held.told)
        if held.state is not ApprovalState.OPEN or not over(window, at):
            return False
        return self._heard_after(tx, window, at) and not self.stopped(tx)

    @staticmethod
    def _heard_after(tx: Transaction, window: Window, now: Now) -> bool:
        """Whether a successful read of the owner's answers began after that time, and all that it brought was understood.

        A read that began in the future shows that the clock was set back; it proves nothing.
        """
        read = sources.source(tx, ANSWERS)
        if read.read_began_at is None or answers.unheard(tx):
            return False
        same_boot = read.read_boot is not None and now.boot is not None and read.read_boot.id == now.boot.id
        ahead = read.read_boot.seconds > now.boot.seconds if same_boot else read.read_began_at > now.wall  # type: ignore[union-attr]
        return not ahead and over(window, replace(now, wall=read.read_began_at, boot=read.read_boot))

    def stopped(self, tx: Transaction) -> bool:
        """Whether the owner said `stop`."""
        return owner_preferences(tx, self.config).stopped


def _holds(tx: Transaction, held: StoredApproval) -> bool:
    """Whether it is this approval by which its suggestion may go out, now."""
    live = approvals.live(tx, held.approval.suggestion)
    return live is not None and live.approval.id == held.approval.id


def heard(tx: Transaction, *, since: datetime, now: datetime) -> bool:
    """Whether a successful read of the owner's answers began after that, and everything that it brought was understood.

    A read that began in the future shows that the clock was set back; it proves nothing.
    """
    began = sources.source(tx, ANSWERS).read_began_at
    return began is not None and since <= began <= now and not answers.unheard(tx)
