"""Bring the words that are to be approved, where there is nothing yet that a consent could be to, or ask for some."""

from __future__ import annotations

from bot import wording
from bot.domain import Reply
from bot.jobs.inbox.asked import Asked
from bot.jobs.inbox.decision import Decision, Outcome
from bot.jobs.inbox.turn import Turn
from bot.outbox.previews import previews, refusal
from bot.outbox.teller import Says, draft_code, target_of
from bot.store.suggestions import Suggestion


def bring_words(turn: Turn, asked: Asked) -> Decision:
    """`send` where there is nothing to consent to: bring the preview, or ask for words."""
    row, last, shown = asked.row, asked.last, asked.shown
    if last is not None and last.gap:
        return Decision(Outcome.GAP_LEFT, (Says(wording.gap_left(asked.name, code=draft_code(row, last)), row.id),))
    if last is None or shown is None or shown.draft != last.number or not isinstance(shown.act, Reply):
        text = wording.no_words(asked.name, code=row.code, draft=may_be_drafted(turn, row), alone=turn.alone(row))
        return Decision(Outcome.NO_WORDS, (Says(text, row.id),))
    frame = wording.preview(
        shown.act, to=asked.name, code=draft_code(row, last), usual_language=turn.desk.teller.usual_language,
        word=shown.offers.lets_out, alone=turn.alone(row),
    )  # fmt: skip
    return Decision(Outcome.SHOWN_AGAIN, (previews(row, last.number, shown.act, frame, offers=shown.offers),))


def show_again(turn: Turn, asked: Asked) -> Decision:
    """Consent to words that are old by now: the same once more, and when they were written."""
    row, held, act = asked.row, asked.held, asked.held.act
    if not isinstance(act, Reply) or held.draft is None or held.left_at is None:
        return bring_words(turn, asked)
    frame = wording.old_words(
        act, written=held.left_at, answers_since=0, by_author=0, to=asked.name,
        link=target_of(turn.tx, row).link, code=draft_code(row, held.draft), now=turn.now, zone=turn.zone,
        alone=turn.alone(row),
    )  # fmt: skip
    return Decision(Outcome.SHOWN_AGAIN, (previews(row, held.draft, act, frame),))


def may_be_drafted(turn: Turn, row: Suggestion) -> bool:
    """Whether the word `draft` may be offered."""
    return not refusal(turn.tx, turn.desk.teller, row)
