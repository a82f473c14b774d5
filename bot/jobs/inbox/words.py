"""Take the owner's words, or their wish for a beginning, and show back what would stand (DESIGN 2).

Words are shown, never sent: what may send them is in `consent`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot import wording
from bot.decide.commands import Command, OwnWords, code_token, is_remark
from bot.decide.drafting import disclosed
from bot.decide.lifecycle.binding import Ambiguous, Unbound
from bot.domain import AskedDraft, DraftWish, MessageKind, Reply, SuggestionState, WrittenBy
from bot.jobs.inbox.holding import hold, lately_out, latest_code, not_open, take_back
from bot.jobs.inbox.turn import Turn
from bot.outbox.previews import refusal
from bot.store import answers, messages, suggestions
from bot.store.suggestions import Suggestion

LATELY = timedelta(hours=1)
A_FEW = 4
NEED_A_MODEL = ("shorter", "warmer")


def own_words(turn: Turn, said: OwnWords) -> str:
    """Own words: shown back, never sent. What is more likely a remark is not shown as if it were an answer to somebody."""
    said = _code_in_front(turn, said)
    binding = turn.bind(said.code)
    remark = said.text == said.said and is_remark(said.text)  # with a code or `edit` in front, words are words
    if isinstance(binding, Unbound):
        return _in_passing(turn, said.text, remark=remark)
    if isinstance(binding, Ambiguous) and (remark or _answers_which(turn, said)):
        turn.ask_which(binding.among, turn.asked or "send")
        return "which"
    message = turn.meant(said.code, "")
    if message is None:
        return answers.WHOSE
    row = turn.row(message)
    if row.state is SuggestionState.AWAITING_PUBLISH:
        return _instead(turn, row, said.text, remark=remark)
    if row.state is not SuggestionState.AWAITING_OWNER:
        return not_open(turn, row)
    if message.kind is MessageKind.PREVIEW and remark:
        turn.say(wording.stays_as_shown(turn.name(row), code=f"{row.code}.{message.draft}", remark=True), row)
        return "remark"
    return turn.showing(row).words(said.text, by=WrittenBy.OWNER)


def _answers_which(turn: Turn, said: OwnWords) -> bool:
    return bool(turn.asked) and len(said.text.split()) <= A_FEW


def _code_in_front(turn: Turn, said: OwnWords) -> OwnWords:
    """ "t4 lid up, film over it", where t4 is open: only here it is known that this is a code."""
    first, _, rest = said.text.partition(" ")
    code = (code_token(first) or "").split(".")[0] if said.code is None else ""
    known = any(message.code == code for message in turn.opened)
    return replace(said, text=rest.strip(), code=code) if known and rest.strip() else said


def _instead(turn: Turn, row: Suggestion, words: str, *, remark: bool) -> str:
    """Words said while others for the same person are on their way: those are held, these are shown."""
    if remark:
        hold(turn, [row])
        return "held"
    if take_back(turn, row):
        turn.say(wording.taken_back(latest_code(turn, row)), row)
    return turn.showing(suggestions.get(turn.tx, row.id)).words(words, by=WrittenBy.OWNER)


def _in_passing(turn: Turn, words: str, *, remark: bool) -> str:
    """Words, and nothing waits for any: they may be meant instead of those on their way, or be about what is out."""
    leaving, gone = turn.on_their_way(), lately_out(turn, LATELY)
    if len(leaving) == 1:
        return _instead(turn, leaving[0], words, remark=remark)
    turn.say(
        wording.only_out(turn.name(gone)) if gone is not None and not leaving else wording.nothing_to_answer(), gone
    )
    return "nothing to answer"


def say(turn: Turn, command: Command) -> str:
    """`say …` and `edit …`: own words, said to be such."""
    return own_words(turn, OwnWords(command.words, command.said, command.code))


def only(turn: Turn, command: Command) -> str:
    """`only`: the same words, to the author alone."""
    row = _open_row(turn, command)
    if row is None:
        return "which"
    last = suggestions.latest_draft(turn.tx, row.id)
    if last is None or last.gap:
        turn.say(wording.no_words(turn.name(row), code=row.code), row)
        return "no words"
    shown = messages.preview_of(turn.tx, row.id, last.number)
    line = disclosed(shown.act, last.words) if shown is not None and isinstance(shown.act, Reply) else ""
    return turn.showing(row).words(last.words, by=last.by, only=True, disclosure=line)


def draft(turn: Turn, command: Command) -> str:
    """`draft`, `another`, `shorter`, `warmer`: words to begin with, by the starter or asked of the model."""
    row = _open_row(turn, command)
    if row is None:
        return "which"
    refused = refusal(turn.tx, turn.desk.teller, row)
    if refused:
        turn.say(refused, row)
        return "no draft"
    if turn.desk.config.drafts.by != "model" and command.name in NEED_A_MODEL:
        turn.say(wording.needs_model(command.name, turn.name(row), code=row.code), row)
        return "no model"
    if turn.desk.config.drafts.by != "model":
        return turn.showing(row).beginning()
    wish = DraftWish.NONE if command.name == "draft" else DraftWish(command.name)
    suggestions.ask_draft(turn.tx, row.id, AskedDraft(wish, turn.told(row).reply_to))
    turn.say(wording.drafting(turn.name(row)), row)
    return "model asked"


def _open_row(turn: Turn, command: Command) -> Suggestion | None:
    """The suggestion that waits for words; otherwise it is said how things stand, and None."""
    message = turn.meant(command.code, command.name, command.person)
    if message is None:
        return None
    row = turn.row(message)
    if row.state is SuggestionState.AWAITING_OWNER:
        return row
    not_open(turn, row)
    return None
