"""Take the owner's words, or their wish for a beginning, and show back what would stand (DESIGN 2).

Words are shown, never sent: what may send them is in `consent`.
"""

from __future__ import annotations

from dataclasses import replace

from bot import wording
from bot.decide.commands import (
    LONG,
    Argument,
    Command,
    OwnWords,
    Tone,
    Words,
    code_token,
    is_remark,
    refuses,
    spoken,
    tone,
)
from bot.decide.drafting import disclosed
from bot.decide.lifecycle.binding import Ambiguous, Binding, Bound, Unbound
from bot.domain import AskedDraft, DraftWish, MessageKind, Reply, SuggestionState, WrittenBy
from bot.jobs.inbox.decision import Decision, Outcome
from bot.jobs.inbox.effects import AskModel, HoldAnswered, TakeBack
from bot.jobs.inbox.holding import hold
from bot.jobs.inbox.how_it_stands import LATELY, lately_out, latest_code, not_open
from bot.jobs.inbox.turn import Turn
from bot.jobs.inbox.which import ask_instead, ask_which, meant
from bot.jobs.inbox.whose import kept
from bot.outbox.previews import GAP, NO_DRAFT, PREVIEW, Occasion, Shown, refusal
from bot.outbox.teller import Says
from bot.store import answerable, drafts, messages
from bot.store.suggestions import Suggestion

A_FEW = 4
_ONE_OF_SEVERAL = frozenset(
    "first second third last latter former other one ones both all either neither none top bottom upper lower newest oldest newer "
    "older him her them erste ersten zweite zweiten dritte letzte letzten andere anderen beide beiden alle keine keinen".split()
)
"""Words with which one of several is named, or all, or none."""

NEED_A_MODEL = ("shorter", "warmer")
_OTHER = frozenset(
    "another other different differently else new again next redo anders andere anderen anderer anderes neu neue neuen neuer neues "
    "nochmal nochmals".split()
)
"""Words one of which is in every wish for another beginning."""

BECAME = {PREVIEW: Outcome.PREVIEW, GAP: Outcome.GAP, NO_DRAFT: Outcome.NO_DRAFT}


def own_words(turn: Turn, said: OwnWords) -> Decision:
    """Own words: shown back, never sent. What is more likely a remark is not shown as if it were an answer to somebody."""
    said = _code_in_front(turn, said)
    remark = said.text == said.said and is_remark(said.text)  # with a code or `edit` in front, words are words
    if said.code is None and (named := _names_in_front(turn, said)) is not None:
        return replace(named, stores=(*named.stores, *kept(said.said, None)))
    binding = turn.bind(said.code)
    if remark and isinstance(binding, Ambiguous) and tone(said, said.text) is not Tone.PLAIN:
        binding = _the_one_shown(binding)
    if isinstance(binding, Unbound):
        return _in_passing(turn, said.text, remark=remark)
    if isinstance(binding, Ambiguous) and (remark or _answers_which(turn, said)):
        return ask_which(turn, binding.among, turn.asked or "send", turn.behind)
    if isinstance(binding, Ambiguous):
        asks = ask_instead(turn, binding, said.code, "")
        return replace(asks, outcome=Outcome.WHOSE_WORDS, stores=(*asks.stores, *kept(said.text, None)))
    message, (row, name) = binding.to, turn.about(binding.to)
    if row.state is SuggestionState.AWAITING_PUBLISH:
        return _instead(turn, row, said.text, remark=remark)
    if row.state is not SuggestionState.AWAITING_OWNER:
        return not_open(turn, row)
    doubtful = said.maybe_ours and said.text == said.said and len(said.text.split()) <= LONG
    if message.kind is MessageKind.PREVIEW and (remark or doubtful):
        word, alone = messages.get(turn.tx, message.message).offers.lets_out, turn.alone(row)
        text = wording.stays_as_shown(name, code=f"{row.code}.{message.draft}", word=word, remark=True, alone=alone)
        answers = (HoldAnswered(row),) if refuses(said.text) else ()
        return Decision(Outcome.REMARK, (Says(text, row.id),), (*answers, *kept(said.text, message)))
    return shown(Occasion.of(turn.desk.teller, turn.tx, row, turn.now).words(said.text, by=WrittenBy.OWNER))


def _the_one_shown(binding: Ambiguous) -> Binding:
    """Of several that wait, the only one for which words were shown: "doch nicht" is said of those."""
    among = [m for m in binding.among if m.kind is MessageKind.PREVIEW and m.state is SuggestionState.AWAITING_OWNER]
    return Bound(among[0]) if len(among) == 1 else binding


def shown(what: Shown) -> Decision:
    """Words are kept and shown, or it is said what speaks against them."""
    kept = (what.words,) if what.words is not None else ()
    return Decision(BECAME.get(what.name, Outcome.DOUBTED), (what.says,), kept)


def _answers_which(turn: Turn, said: OwnWords) -> bool:
    """Whether a few words tell one from another, after "which one?"; behind `edit` stand words for somebody, however few."""
    words = spoken(said.text).split()
    few = bool(turn.asked) and len(words) <= A_FEW and said.text == said.said
    return few and any(word in _ONE_OF_SEVERAL or word in turn.near for word in words)


def _code_in_front(turn: Turn, said: OwnWords) -> OwnWords:
    """ "t4 lid up, film over it", where t4 is open: only here it is known that this is a code. And "tomas: lid up"."""
    first, _, rest = said.text.partition(" ")
    code = (code_token(first) or "").split(".")[0] if said.code is None else ""
    if not code and first.endswith(":") and said.code is None and turn.knows(first[:-1]):  # "tomas: lid up"
        meant = turn.binding(None, first[:-1])
        code = meant.to.code if isinstance(meant, Bound) else ""
    known = any(message.code == code for message in turn.opened)
    return replace(said, text=rest.strip(), code=code) if known and rest.strip() else said


def _names_in_front(turn: Turn, said: OwnWords) -> Decision | None:
    """ "bob: lid up", where nothing about Bob is open: these are no words for whoever else is."""
    name, colon, rest = said.text.partition(":")
    if not colon or not rest.strip() or said.text != said.said or not turn.knows(name):
        return None
    found = meant(turn, None, "", name)
    return found if isinstance(found, Decision) else None


def _instead(turn: Turn, row: Suggestion, words: str, *, remark: bool) -> Decision:
    """Words said while others for the same person are on their way: those are held, these are shown."""
    if remark:
        return hold(turn, [row])
    instead = shown(Occasion.of(turn.desk.teller, turn.tx, row, turn.now).words(words, by=WrittenBy.OWNER))
    return instead.after(
        TakeBack(row), says=(Says(wording.taken_back(turn.name(row), latest_code(turn, row)), row.id),)
    )


def _in_passing(turn: Turn, words: str, *, remark: bool) -> Decision:
    """Words, and nothing waits for any: they may be meant instead of those on their way, or be about what is out."""
    leaving, gone = turn.on_their_way(), lately_out(turn, LATELY)
    if len(leaving) == 1:
        return _instead(turn, leaving[0], words, remark=remark)
    if gone is None or leaving:
        return Decision(Outcome.NOTHING_TO_ANSWER, (Says(wording.nothing_to_answer(), gone.id if gone else None),))
    text = wording.only_out(turn.name(gone), out=gone.state is SuggestionState.PUBLISHED)
    return Decision(Outcome.NOTHING_TO_ANSWER, (Says(text, gone.id),))


def say(turn: Turn, command: Command[Words]) -> Decision:
    """`say …` and `edit …`: own words, said to be such."""
    return own_words(turn, OwnWords(command.argument.text, command.said, command.code))


def only(turn: Turn, command: Command[Argument]) -> Decision:
    """`only`: the same words, to the author alone."""
    row = _open_row(turn, command)
    if isinstance(row, Decision):
        return row
    last = drafts.latest(turn.tx, row.id)
    if last is None or last.gap:
        return Decision(
            Outcome.NO_WORDS, (Says(wording.no_words(turn.name(row), code=row.code, alone=turn.alone(row)), row.id),)
        )
    preview = answerable.preview_of(turn.tx, row.id, last.number)
    line = disclosed(preview.act, last.words) if preview and isinstance(preview.act, Reply) else ""
    return shown(
        Occasion.of(turn.desk.teller, turn.tx, row, turn.now).words(last.words, by=last.by, only=True, disclosure=line)
    )


def draft(turn: Turn, command: Command[Argument]) -> Decision:
    """`draft`, `another`, `shorter`, `warmer`: words to begin with, by the starter or asked of the model."""
    row = _open_row(turn, command)
    if isinstance(row, Decision):
        return row
    refused = refusal(turn.tx, turn.desk.teller, row)
    if refused:
        return Decision(Outcome.NO_DRAFT, (Says(refused, row.id),))
    if turn.desk.config.drafts.by != "model" and (needs := _needs_a_model(command)):
        text = wording.needs_model(needs, turn.name(row), code=row.code)
        return Decision(Outcome.NO_MODEL, (Says(text, row.id),))
    if turn.desk.config.drafts.by != "model":
        return shown(Occasion.of(turn.desk.teller, turn.tx, row, turn.now).beginning())
    wish = DraftWish.NONE if command.name == "draft" else DraftWish(command.name)
    says = Says(wording.drafting(turn.name(row)), row.id)
    return Decision(Outcome.MODEL_ASKED, (says,), (AskModel(row, AskedDraft(wish, turn.under)),))


def _needs_a_model(command: Command[Argument]) -> str:
    """What needs one, as it is said in front of a sentence; empty where the built-in beginnings will do.

    "make it friendlier" wants these words changed; only whoever says that it is to be another one wants another one.
    """
    if command.name in NEED_A_MODEL:
        return command.name
    changes = command.name == "another" and command.loosely and not _OTHER.intersection(spoken(command.said).split())
    return "That" if changes else ""


def _open_row(turn: Turn, command: Command[Argument]) -> Suggestion | Decision:
    """The suggestion that waits for words; otherwise it is said how things stand."""
    message = meant(turn, command.code, command.name, command.person)
    if isinstance(message, Decision):
        return message
    row = turn.row(message)
    return row if row.state is SuggestionState.AWAITING_OWNER else not_open(turn, row)
