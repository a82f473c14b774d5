"""Find the message of ours that is meant, or ask which one is."""

from __future__ import annotations

from collections.abc import Sequence

from bot import wording
from bot.decide.lifecycle.binding import Ambiguous, Bound, Unbound
from bot.domain import SETTLED, MessageKind, Offer, OpenMessage, SuggestionState
from bot.jobs.inbox.changes import AskQuestion
from bot.jobs.inbox.decision import Decision, Outcome
from bot.jobs.inbox.turn import Turn
from bot.outbox.teller import Says
from bot.store import answerable, drafts, messages, names, posts, suggestions
from bot.store.questions import Question
from bot.store.suggestions import Suggestion
from bot.wording.text import first_words, unaddressed

BEHIND = " \u2026 "
"""Stands where the code is missing, between the word that a question is about and what was said behind it."""


def meant(turn: Turn, code: str | None, verb: str, person: str = "", *, behind: str = "") -> OpenMessage | Decision:
    """The message that is meant, by reference, code or name; otherwise the question that is asked instead.

    `behind` is what the owner said behind the word, the code and the name: the question keeps it.
    """
    binding = turn.binding(code, person)
    return binding.to if isinstance(binding, Bound) else ask_instead(turn, binding, code, verb, person, behind=behind)


def ask_instead(
    turn: Turn, binding: Ambiguous | Unbound, code: str | None, verb: str, person: str = "", *, behind: str = ""
) -> Decision:
    """The question that is asked where it is not plain what is meant; nothing is done."""
    if code is not None and not _knows(turn, code):
        row = shown_elsewhere(turn, code)
        text = wording.shown_elsewhere(row.code) if row else wording.no_such_code(code)
        return Decision(Outcome.WHICH, (Says(text),), holds_rest=row is None)  # "w8" may be "wait"
    if isinstance(binding, Ambiguous):
        return ask_which(turn, binding.among, verb, behind)
    if not person:
        return Decision(Outcome.WHICH, (Says(wording.nothing_open()),))
    found = names.find(turn.tx, person)
    text = wording.nothing_open_about(wording.name(found[0])) if found else wording.nobody_by_that_name(person)
    return Decision(Outcome.WHICH, (Says(text),))


def shown_elsewhere(turn: Turn, code: str) -> Suggestion | None:
    """What is open under a code that stood in another conversation only, where we talked before."""
    row = None if _knows(turn, code) else suggestions.by_code(turn.tx, code.partition(".")[0])
    if row is None or row.state in SETTLED or turn.desk.accounts.get(row.network) != row.owner:
        return None
    nudge = answerable.nudge_for(turn.tx, row.id)
    return row if nudge is not None and nudge.channel not in ("", turn.desk.channel) else None


def _knows(turn: Turn, code: str) -> bool:
    return any(code in (message.code, f"{message.code}.{message.draft}") for message in turn.opened)


def ask_which(turn: Turn, among: Sequence[OpenMessage], verb: str, behind: str = "") -> Decision:
    """Name what is open and ask; nothing is done."""
    choices = [choice for m in among if (choice := _choice(turn, m)) is not None]
    asks = AskQuestion(Question.WHICH, f"{verb}{BEHIND}{behind}" if behind else verb)
    if not choices:
        return Decision(Outcome.WHICH, (Says(wording.nothing_open()),), (asks,))
    text = wording.which_one(choices, verb, behind) if verb else wording.which_words(choices)
    return Decision(Outcome.WHICH, (Says(text),), (asks,))


def _choice(turn: Turn, message: OpenMessage) -> wording.Choice | None:
    row = turn.row(message)
    held = posts.get(turn.tx, row.post_uri) if row.post_uri else None
    words = first_words(unaddressed(held.post.text)) if held is not None and held.post.quotable else ""
    code = f"{row.code}.{message.draft}" if message.kind is MessageKind.PREVIEW else row.code
    anyway = messages.get(turn.tx, message.message).offers is Offer.ANYWAY
    waits = row.state is SuggestionState.AWAITING_OWNER
    written = drafts.latest(turn.tx, row.id) is not None
    return wording.Choice(code=code, who=turn.name(row), words=words, anyway=anyway, open=waits, written=written)
