"""Decide what an answer permits: the table of states, what a message binds, and the one maker of approvals.

The diagram in `docs/states.md` is drawn from the same table; a test compares them. A move that is not in the table
raises. Nothing here acts: jobs do, and only after the store has taken the move.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain import Act, Approval, Draft, MessageKind, Reply, State, digest
from bot.errors import NotAllowed
from bot.lifecycle import Life

PREVIEW_LASTS = timedelta(hours=24)
QUIET_BEFORE_BARE_CONSENT = timedelta(minutes=2)


class Event(StrEnum):
    """What can happen to a suggestion."""

    CLAIM = "claim"
    DELIVERED = "delivered"
    NOT_SENT = "surely not sent"
    WORLD_CHANGED = "world changed"
    TOO_OLD = "too old"
    APPROVE = "approve"
    SKIP = "skip"
    ANSWERED_ELSEWHERE = "answered elsewhere"
    LATER = "later"
    NEVER = "never"
    UNDO = "undo"
    EDITED = "target edited"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    LOST = "unclear"
    FOUND = "found"
    REPEAT = "harmless to repeat"
    SEND_ONCE_MORE = "send once more"
    LEAVE_IT = "leave it"
    DELETE = "delete"
    LAID_TO_REST = "laid to rest"


S, E = State, Event
TABLE: dict[tuple[State, Event], State] = {
    (S.AWAITING_DELIVERY, E.CLAIM): S.DELIVERING,
    (S.AWAITING_DELIVERY, E.WORLD_CHANGED): S.WITHDRAWN,
    (S.AWAITING_DELIVERY, E.NEVER): S.WITHDRAWN,
    (S.AWAITING_DELIVERY, E.ANSWERED_ELSEWHERE): S.ANSWERED_ELSEWHERE,
    (S.AWAITING_DELIVERY, E.TOO_OLD): S.EXPIRED,
    (S.DELIVERING, E.DELIVERED): S.AWAITING_OWNER,
    (S.DELIVERING, E.NOT_SENT): S.AWAITING_DELIVERY,
    (S.AWAITING_OWNER, E.APPROVE): S.AWAITING_PUBLISH,
    (S.AWAITING_OWNER, E.SKIP): S.SKIPPED,
    (S.AWAITING_OWNER, E.ANSWERED_ELSEWHERE): S.ANSWERED_ELSEWHERE,
    (S.AWAITING_OWNER, E.LATER): S.AWAITING_DELIVERY,
    (S.AWAITING_OWNER, E.NEVER): S.WITHDRAWN,
    (S.AWAITING_OWNER, E.WORLD_CHANGED): S.WITHDRAWN,
    (S.AWAITING_OWNER, E.TOO_OLD): S.EXPIRED,
    (S.AWAITING_PUBLISH, E.UNDO): S.AWAITING_OWNER,
    (S.AWAITING_PUBLISH, E.EDITED): S.AWAITING_OWNER,
    (S.AWAITING_PUBLISH, E.TOO_OLD): S.AWAITING_OWNER,
    (S.AWAITING_PUBLISH, E.ANSWERED_ELSEWHERE): S.ANSWERED_ELSEWHERE,
    (S.AWAITING_PUBLISH, E.WORLD_CHANGED): S.WITHDRAWN,
    (S.AWAITING_PUBLISH, E.NEVER): S.WITHDRAWN,
    (S.AWAITING_PUBLISH, E.CLAIM): S.PUBLISHING,
    (S.PUBLISHING, E.CONFIRMED): S.PUBLISHED,
    (S.PUBLISHING, E.REFUSED): S.FAILED,
    (S.PUBLISHING, E.NOT_SENT): S.AWAITING_PUBLISH,
    (S.PUBLISHING, E.LOST): S.UNCLEAR,
    (S.UNCLEAR, E.FOUND): S.PUBLISHED,
    (S.UNCLEAR, E.REPEAT): S.PUBLISHING,
    (S.UNCLEAR, E.SEND_ONCE_MORE): S.AWAITING_PUBLISH,
    (S.UNCLEAR, E.LEAVE_IT): S.FAILED,
    (S.PUBLISHED, E.DELETE): S.RETRACTING,
    (S.RETRACTING, E.CONFIRMED): S.RETRACTED,
    (S.RETRACTING, E.NOT_SENT): S.RETRACTING,
    (S.RETRACTING, E.LOST): S.RETRACTING,
    (S.RETRACTING, E.REFUSED): S.PUBLISHED,
    (S.AWAITING_DELIVERY, E.LAID_TO_REST): S.WITHDRAWN,
    (S.DELIVERING, E.LAID_TO_REST): S.WITHDRAWN,
    (S.AWAITING_OWNER, E.LAID_TO_REST): S.WITHDRAWN,
    (S.AWAITING_PUBLISH, E.LAID_TO_REST): S.WITHDRAWN,
    (S.PUBLISHING, E.LAID_TO_REST): S.FAILED,
    (S.UNCLEAR, E.LAID_TO_REST): S.FAILED,
    (S.RETRACTING, E.LAID_TO_REST): S.PUBLISHED,
}
INITIAL = State.AWAITING_DELIVERY
ENDS = frozenset(
    {State.RETRACTED, State.SKIPPED, State.ANSWERED_ELSEWHERE, State.EXPIRED, State.WITHDRAWN, State.FAILED}
)


SUGGESTION = Life("a suggestion", INITIAL, TABLE, ENDS)


def after(state: State, event: Event) -> State:
    """The state that follows. Raises `NotAllowed` for a move that the table does not have."""
    return SUGGESTION.after(state, event)


# --- which message an answer belongs to


@dataclass(frozen=True, slots=True)
class Open:
    """A delivered message of ours that an answer may belong to, newest state of its suggestion included.

    `complete` is true when every part of it was delivered; only then a preview can be approved. `sent_at` is our time,
    `stands_at` the network's, by which answers are dated too, `seen_at` when it had been printed (in the terminal).
    """

    message: int
    network_id: str
    kind: MessageKind
    suggestion: int | None
    code: str
    state: State | None
    draft: int | None
    sent_at: datetime
    complete: bool = True
    stands_at: datetime | None = None
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """The answer belongs to this message, and nothing else could be meant."""

    to: Open


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """More than one could be meant: ask, naming these (one message for each suggestion)."""

    among: tuple[Open, ...]


@dataclass(frozen=True, slots=True)
class Unbound:
    """It belongs to none of ours."""


Binding = Bound | Ambiguous | Unbound


def bind(messages: Sequence[Open], *, reply_to: str | None, code: str | None, strange: bool = False) -> Binding:
    """Bind by reply reference first, then by the short code that the owner wrote, then if only one is open at all.

    `messages` are those with a suggestion, oldest first. A code that names a draft (`t4.1`) means its preview; a bare
    code means the latest preview, else the nudge. A reference and a code that contradict one another are doubt, and so
    is a reference to a message that nobody here knows (`strange`), whatever else was said.
    """
    if strange:
        return Ambiguous(_latest_each(_waiting(messages)))
    named = _by_code(messages, code) if code else None
    referred = next((m for m in messages if reply_to and m.network_id == reply_to), None)
    if code and named is None:
        return Ambiguous(_latest_each(_waiting(messages)))
    if named and referred and named.suggestion != referred.suggestion:
        return Ambiguous((referred, named))
    if named or referred:
        return Bound(named or referred)  # type: ignore[arg-type]  # one of the two is set
    waiting = _latest_each(_waiting(messages))
    if len(waiting) == 1:
        return Bound(waiting[0])
    return Ambiguous(waiting) if waiting else Unbound()


def may_consent(bound: Open, messages: Sequence[Open], *, explicit: bool, now: datetime) -> bool:
    """Whether a bare `send` without reference or code may mean this preview: only if exactly one preview is open and
    nothing else was delivered in the two minutes before (DESIGN 4). With a reference or a code: always.
    """
    if explicit:
        return True
    open_previews = {m.suggestion for m in messages if m.kind is MessageKind.PREVIEW and m.state is S.AWAITING_OWNER}
    recent = [m for m in messages if m.message != bound.message and now - m.sent_at < QUIET_BEFORE_BARE_CONSENT]
    others = [m for m in recent if m.suggestion != bound.suggestion]
    return open_previews == {bound.suggestion} and not others


def _by_code(messages: Sequence[Open], code: str) -> Open | None:
    base, _, number = code.lower().partition(".")
    mine = [m for m in messages if m.code == base]
    if number:
        return next((m for m in reversed(mine) if m.kind in _SHOWS_WORDS and str(m.draft) == number), None)
    return _latest_each(mine)[0] if mine else None


_SHOWS_WORDS = (MessageKind.PREVIEW, MessageKind.DRAFT, MessageKind.OFFER)


def _waiting(messages: Iterable[Open]) -> list[Open]:
    return [m for m in messages if m.state in (S.AWAITING_OWNER, S.UNCLEAR)]


def _latest_each(messages: Iterable[Open]) -> tuple[Open, ...]:
    """One message for each suggestion: the latest that shows words, else the latest."""
    chosen: dict[int | None, Open] = {}
    for message in messages:
        held = chosen.get(message.suggestion)
        if held is None or message.kind in _SHOWS_WORDS or held.kind not in _SHOWS_WORDS:
            chosen[message.suggestion] = message
    return tuple(chosen.values())


# --- consent


CONSENTING_REACTIONS = frozenset("👍✅")


def reaction_consents(reaction: str) -> bool:
    """Whether a reaction is 👍 or ✅, in any skin tone and with or without a variation selector (BD-8)."""
    plain = "".join(c for c in reaction if c != "\ufe0f" and not "\U0001f3fb" <= c <= "\U0001f3ff")
    return unicodedata.normalize("NFC", plain) in CONSENTING_REACTIONS


def preview_is_fresh(sent_at: datetime, now: datetime) -> bool:
    """Whether what the preview showed may still be approved without being shown again."""
    return timedelta(0) <= now - sent_at <= PREVIEW_LASTS


def goes_out_at(approved_at: datetime, undo: timedelta) -> datetime:
    """When an approved act goes out: after the time to undo, rounded up to the minute that the receipt names."""
    exact = approved_at + undo
    whole = exact.replace(second=0, microsecond=0)
    return whole if whole == exact else whole + timedelta(minutes=1)


def approve(
    *, approval_id: str, draft: Draft, act: Act, shown: str, answer_id: str, seal: str, account: str, now: datetime
) -> Approval:
    """Make the permission for one act from one answer.

    `shown` is the digest that was stored with the message the answer is bound to. Raises `NotAllowed` when the act is
    not what was shown, or when a reply's words still have a gap.
    """
    exact = digest(act)
    if exact != shown:
        raise NotAllowed("what would be sent is not what was shown")
    if isinstance(act, Reply) and (draft.gap or not act.words.strip()):
        raise NotAllowed("words with a gap cannot be sent")
    return Approval(
        id=approval_id,
        suggestion=draft.suggestion,
        act=act,
        digest=exact,
        answer_id=answer_id,
        approved_at=now,
        seal=seal,
        account=account,
    )
