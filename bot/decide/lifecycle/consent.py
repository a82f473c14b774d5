"""Decide what consent is, how long it can be given, and make approvals: the one maker of them.

Nothing here acts: jobs do, and only after the store has taken the move.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta

from bot.domain import PREVIEW_LASTS, Act, Approval, Draft, Reply, digest
from bot.errors import NotAllowed

CONSENTING_REACTIONS = frozenset("👍✅")


def reaction_consents(reaction: str) -> bool:
    """Whether a reaction is 👍 or ✅, in any skin tone and with or without a variation selector (BD-8)."""
    plain = "".join(c for c in reaction if c != "\ufe0f" and not "\U0001f3fb" <= c <= "\U0001f3ff")
    return unicodedata.normalize("NFC", plain) in CONSENTING_REACTIONS


def preview_is_fresh(sent_at: datetime, now: datetime) -> bool:
    """Whether what the preview showed may still be approved without being shown again."""
    return timedelta(0) <= now - sent_at <= PREVIEW_LASTS


def approve(
    *,
    approval_id: str,
    draft: Draft,
    act: Act,
    shown: str,
    answer_id: str,
    idempotency: str,
    account: str,
    now: datetime,
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
        idempotency=idempotency,
        account=account,
    )
