"""Hold what is on its way, keep back what may be out, or take it back, as effects to be stored (DESIGN 2, undo)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from bot import wording
from bot.domain import Offer, SuggestionEvent, SuggestionState, next_state
from bot.jobs.inbox.decision import Decision, Effect, Outcome
from bot.jobs.inbox.effects import Hold, KeepBack, TakeBack, TakeBackAll
from bot.jobs.inbox.turn import Turn
from bot.outbox.previews import held_words
from bot.outbox.teller import Says
from bot.store import answerable
from bot.store.suggestions import Suggestion
from bot.wording.text import Name


def hold(turn: Turn, rows: Sequence[Suggestion], *, because: str = "") -> Decision:
    """Hold these and ask once about each. `because` is said in front."""
    held = [_held(turn, row, because) for row in rows]
    says, stores = (tuple(chain.from_iterable(part)) for part in zip(*held, strict=True)) if held else ((), ())
    return Decision(Outcome.HELD, says, stores)


def _held(turn: Turn, row: Suggestion, because: str) -> tuple[tuple[Says, ...], tuple[Effect, ...]]:
    """The words of a held reply are shown once more; nobody's answer brings them again with the next delivery."""
    if row.state is not SuggestionState.AWAITING_PUBLISH:
        late = (
            wording.too_late_to_undo() if row.state is SuggestionState.PUBLISHING else wording.kept_from(turn.name(row))
        )
        return (Says(late, row.id),), (KeepBack(row),)
    approved = turn.approval(row)
    shown = held_words(turn.tx, row, approved.draft if approved else None, now=turn.now, because=because)
    return (() if shown is None else (shown,)), (TakeBack(row), Hold(row))


def hold_everything(turn: Turn) -> tuple[list[Name], tuple[Effect, ...]]:
    """Take back everything on its way without a question; whose answers these are."""
    return [turn.name(row) for row in turn.on_their_way()], (TakeBackAll(),)


def keep_back(turn: Turn, only: int | None = None) -> tuple[KeepBack, ...]:
    """What may be out already, or not, is found out and never repeated; nothing if there is none of that kind."""
    return tuple(KeepBack(row) for row in turn.maybe_out() if only in (None, row.id))


def take_back(row: Suggestion) -> tuple[Suggestion, tuple[Effect, ...]]:
    """Revoke the approval of one that is on its way; as it is afterwards."""
    return replace(row, state=next_state(row.state, SuggestionEvent.UNDO)), (TakeBack(row),)


def dropped(turn: Turn, row: Suggestion) -> str:
    """That a reply on its way ends; where we had to ask whether an attempt before it arrived, that one may stand."""
    tried = answerable.latest_offer(turn.tx, row.id, Offer.RESEND) is not None
    return wording.dropped(turn.name(row), tried=tried)
