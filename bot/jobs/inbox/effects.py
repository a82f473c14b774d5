"""What an answer can do to a suggestion and to a reply on its way, each as a frozen value.

Here, in `wanted` and in `showing` stands all that an answer can change in the store. A step of a suggestion is a conditional
update: rows were read in the same transaction, so that one that is not where it was read is a mistake of ours, and takes the
whole transaction back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Unpack

from bot.decide.rules.learning import Signal, learn
from bot.decide.schedule import expires_later
from bot.domain import Approval, AskedDraft, MessageEvent, SuggestionEvent, SuggestionState
from bot.errors import NotAllowed
from bot.knowledge.invalidation import hold_all
from bot.store import Transaction, approvals, learning, messages, settings, sources, suggestions, undoing
from bot.store.messages import Message
from bot.store.settings import ASKED_FOR
from bot.store.sources import ANSWERS
from bot.store.suggestions import Suggestion, SuggestionColumns


def _moved(
    tx: Transaction, row: Suggestion, event: SuggestionEvent, now: datetime, **changes: Unpack[SuggestionColumns]
) -> None:
    if not suggestions.move(tx, row, event, now=now, **changes):
        raise NotAllowed(f"suggestion {row.id} is not {row.state.value} any more")


# --- a reply: approved, taken back, held


@dataclass(frozen=True, slots=True)
class Approve:
    """The approval is kept and the row moves, together."""

    row: Suggestion
    event: SuggestionEvent
    approval: Approval
    draft: int
    due_at: datetime
    shown_at: datetime
    channel: str
    learnt: Signal | None = None

    def store(self, tx: Transaction, now: datetime) -> None:
        """The claim first."""
        _moved(tx, self.row, self.event, now, answered_at=now, kept_back=False)
        suggestions.answered_hold(tx, self.row.id)
        sources.outdated(tx, ANSWERS)  # only what is read from now on can bring an `undo`
        approvals.add(
            tx, self.approval, draft=self.draft, due_at=self.due_at, shown_at=self.shown_at, channel=self.channel
        )
        if self.learnt is not None:
            learn_from(tx, self.row, self.learnt, now)


@dataclass(frozen=True, slots=True)
class TakeBack:
    """What is on its way is taken back, and its approval revoked."""

    row: Suggestion

    def store(self, tx: Transaction, now: datetime) -> None:
        """The claim first."""
        _moved(tx, self.row, SuggestionEvent.UNDO, now)
        approvals.revoke(tx, self.row.id)


@dataclass(frozen=True, slots=True)
class TakeBackAll:
    """Everything on its way is taken back; what may be out already is found out, and never repeated."""

    def store(self, tx: Transaction, now: datetime) -> None:
        """Whatever that is by then."""
        hold_all(tx, now)


@dataclass(frozen=True, slots=True)
class KeepBack:
    """What may be out already, or not, is found out and never repeated."""

    row: Suggestion

    def store(self, tx: Transaction, now: datetime) -> None:
        """Mark it."""
        suggestions.keep_back(tx, self.row)


@dataclass(frozen=True, slots=True)
class Hold:
    """Its words wait for the owner's word, and are asked about once more."""

    row: Suggestion

    def store(self, tx: Transaction, now: datetime) -> None:
        """From now on."""
        suggestions.hold(tx, self.row.id, now=now)


@dataclass(frozen=True, slots=True)
class HoldAnswered:
    """The owner said what is to become of held words."""

    row: Suggestion

    def store(self, tx: Transaction, now: datetime) -> None:
        """They are not asked about again."""
        suggestions.answered_hold(tx, self.row.id)


@dataclass(frozen=True, slots=True)
class LeaveIt:
    """What may or may not stand is left as it is."""

    row: Suggestion

    def store(self, tx: Transaction, now: datetime) -> None:
        """It ends."""
        _moved(tx, self.row, SuggestionEvent.LEAVE_IT, now)


# --- a suggestion


@dataclass(frozen=True, slots=True)
class End:
    """It is skipped, or was answered elsewhere; what was about to be said of it is not."""

    row: Suggestion
    event: SuggestionEvent

    def store(self, tx: Transaction, now: datetime) -> None:
        """The claim first."""
        _moved(tx, self.row, self.event, now, answered_at=now)
        messages.drop_for(tx, self.row.id)
        if self.event is SuggestionEvent.SKIP:
            learn_from(tx, self.row, Signal.SKIPPED, now)


@dataclass(frozen=True, slots=True)
class PutOff:
    """It comes again at another time."""

    row: Suggestion
    due_at: datetime
    comes_at: datetime | None = None
    """When it can come at the earliest, where that is later than the time that was asked for."""

    def store(self, tx: Transaction, now: datetime) -> None:
        """One that was put off already waits for the new time."""
        again: SuggestionColumns = {"due_at": self.due_at, "expires_at": expires_later(self.comes_at or self.due_at)}
        if self.row.state is SuggestionState.AWAITING_DELIVERY:
            suggestions.change(tx, self.row.id, **again)
        else:
            put_off: SuggestionColumns = {**again, "returned": True, "answered_at": now}
            _moved(tx, self.row, SuggestionEvent.LATER, now, **put_off)


@dataclass(frozen=True, slots=True)
class ComesNow:
    """What was put off is asked for now: the time that was named before is given up, and `undo` has nothing to bring it for."""

    row: Suggestion

    def store(self, tx: Transaction, now: datetime) -> None:
        """In quiet hours, too."""
        suggestions.change(tx, self.row.id, due_at=now, expires_at=expires_later(now))
        settings.put(tx, ASKED_FOR, (*settings.get(tx, ASKED_FOR), self.row.id))
        undoing.drop_put_off(tx, self.row.id)


@dataclass(frozen=True, slots=True)
class BringBack:
    """A nudge that waits in the outbox goes back to where it can be withdrawn."""

    row: Suggestion
    nudge: Message

    def store(self, tx: Transaction, now: datetime) -> None:
        """Unless it has left."""
        if messages.move(tx, self.nudge, MessageEvent.NOT_NEEDED):
            _moved(tx, self.row, SuggestionEvent.NOT_SENT, now)


@dataclass(frozen=True, slots=True)
class AskModel:
    """A draft is asked of the model; None: the one that was asked for is not wanted any more."""

    row: Suggestion
    asked: AskedDraft | None

    def store(self, tx: Transaction, now: datetime) -> None:
        """The job that drafts finds it."""
        suggestions.ask_draft(tx, self.row.id, self.asked)


@dataclass(frozen=True, slots=True)
class Learn:
    """A little is learnt from what the owner says of a suggestion."""

    row: Suggestion
    signal: Signal

    def store(self, tx: Transaction, now: datetime) -> None:
        """On top of what was learnt before."""
        learn_from(tx, self.row, self.signal, now)


def learn_from(tx: Transaction, row: Suggestion, signal: Signal, now: datetime) -> None:
    """Move the weights of the rules that fired, and the affinity to the person."""
    held, fired = learning.learned(tx), [reason.rule for reason in row.reasons]
    learning.put(tx, learn(held, signal, person=row.person, rules=fired, now=now))
