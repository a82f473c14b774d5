"""Decide to which message of ours an answer belongs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain import QUIET_BEFORE_BARE_CONSENT, MessageKind, OpenMessage, SuggestionState


@dataclass(frozen=True, slots=True)
class Bound:
    """The answer belongs to this message, and nothing else could be meant."""

    to: OpenMessage


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """More than one could be meant: ask, naming these (one message for each suggestion)."""

    among: tuple[OpenMessage, ...]


@dataclass(frozen=True, slots=True)
class Unbound:
    """It belongs to none of ours."""


Binding = Bound | Ambiguous | Unbound


def bind(messages: Sequence[OpenMessage], *, reply_to: str | None, code: str | None, strange: bool = False) -> Binding:
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


def may_consent(bound: OpenMessage, messages: Sequence[OpenMessage], *, explicit: bool, now: datetime) -> bool:
    """Whether a bare `send` without reference or code may mean this preview: only if exactly one preview is open and
    nothing else was delivered in the two minutes before (DESIGN 4). With a reference or a code: always.
    """
    if explicit:
        return True
    open_previews = {
        m.suggestion for m in messages if m.kind is MessageKind.PREVIEW and m.state is SuggestionState.AWAITING_OWNER
    }
    recent = [m for m in messages if m.message != bound.message and now - m.sent_at < QUIET_BEFORE_BARE_CONSENT]
    others = [m for m in recent if m.suggestion != bound.suggestion]
    return open_previews == {bound.suggestion} and not others


def _by_code(messages: Sequence[OpenMessage], code: str) -> OpenMessage | None:
    base, _, number = code.lower().partition(".")
    mine = [m for m in messages if m.code == base]
    if number:
        return next((m for m in reversed(mine) if m.kind in _SHOWS_WORDS and str(m.draft) == number), None)
    return _latest_each(mine)[0] if mine else None


_SHOWS_WORDS = (MessageKind.PREVIEW, MessageKind.DRAFT, MessageKind.OFFER)


def _waiting(messages: Iterable[OpenMessage]) -> list[OpenMessage]:
    return [m for m in messages if m.state in (SuggestionState.AWAITING_OWNER, SuggestionState.UNCLEAR)]


def _latest_each(messages: Iterable[OpenMessage]) -> tuple[OpenMessage, ...]:
    """One message for each suggestion: the latest that shows words, else the latest."""
    chosen: dict[int | None, OpenMessage] = {}
    for message in messages:
        held = chosen.get(message.suggestion)
        if held is None or message.kind in _SHOWS_WORDS or held.kind not in _SHOWS_WORDS:
            chosen[message.suggestion] = message
    return tuple(chosen.values())
