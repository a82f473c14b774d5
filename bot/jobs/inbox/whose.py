"""Ask whether something was said to somebody or to us, and hear the answer (DESIGN 8).

What was said stays where the question is kept, so that nobody types it again: `for tomas`, a name, a code, or the same words once
more while nothing is on its way, bring it back as words to be shown; said twice where several wait, it is asked again with what we
would do. That is never consent. `for me`, and `for you`, do what the
question named. Of words that held a reply nothing was asked: `for ines` alone brings them, where that is not whose reply they held.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot import wording
from bot.decide.commands import (
    ACTS,
    BY_WORD,
    Command,
    Kept,
    Named,
    OwnWords,
    Parsed,
    Timed,
    Unclear,
    When,
    Why,
    code_token,
    same_words,
    words_and_code,
)
from bot.decide.lifecycle.binding import Ambiguous, Bound
from bot.domain import OpenMessage, SuggestionState
from bot.jobs.inbox.changes import AskQuestion
from bot.jobs.inbox.decision import Decision, Effect, Outcome
from bot.jobs.inbox.turn import Turn
from bot.outbox.teller import Says
from bot.store.questions import Question

NO_ANSWERS = ("undo", "stop")
"""What is not turned into words by being said twice: whoever says "enough" again means it."""

_FOR = r"(?:(?:no|it'?s|it is|that'?s|that is|das ist|es ist|nein|meant) )*(?:for|to|für|an)"
_FOR_US = re.compile(rf"(?:{_FOR} )?(?:you|me|nudge|the bot|dich|mich|dir|mir)(?:,? (?:please|bitte))?")
_FOR_SOMEBODY = re.compile(rf"(?:{_FOR} )?(?P<who>[^\W\d_][\w' -]*?)(?:,? (?:please|bitte))?")
_FOR_ONE = re.compile(rf"{_FOR} (?P<who>[^\W\d_][\w' -]*?)(?:,? (?:please|bitte))?")
_OURS = ("me", "nudge", "the bot", "mich", "mir")
"""Who is meant by `for me` where nothing was asked; "it's for you" is said to somebody then."""

_PRONOUNS = ("him", "her", "them", "ihn", "sie", "ihm", "ihr", "that person", "the person")


@dataclass(frozen=True, slots=True)
class Asked:
    """Our last question of this kind: the words, with the code of whom they may be for in front; and what we would do."""

    words: str = ""
    ours: str = ""
    kept: str = ""
    """The last words that found no place, or held a reply and may have been for somebody else."""


def answered(turn: Turn, asked: Asked, parsed: Parsed, read: Callable[[str], Parsed]) -> Parsed:
    """What an answer means that may be one to that question: words for somebody, what we would do, or itself."""
    said = turn.answer.text
    bare = _bare(said)
    if not asked.words:
        return _said_before(turn, asked.kept, bare) or parsed
    words, code = words_and_code(asked.words)
    if _FOR_US.fullmatch(bare):
        return _for_us(turn, asked.ours, read) if asked.ours else Unclear(said, Why.OURS)
    if isinstance(parsed, Command) and not code_token(bare):
        return parsed
    objects = bool(turn.leaving()) or (isinstance(parsed, Unclear) and parsed.name in (*NO_ANSWERS, *ACTS))
    if same_words(said, words) and not objects and (code or not asked.ours):
        return _brought(words, code)  # for whom is asked again where that is not plain, and what we would do with it
    found = _FOR_SOMEBODY.fullmatch(bare)
    whom = _code_of(turn, found["who"], code) if found else None
    return _brought(words, whom or None) if whom is not None else parsed


def _for_us(turn: Turn, ours: str, read: Callable[[str], Parsed]) -> Parsed:
    """What the question named, as if it were said now. What cannot be undone by a word is asked about once, not for ever: then
    it is asked which of several that wait is meant.
    """
    meant = read(ours)
    asked_again = isinstance(meant, Unclear) and meant.why is Why.WHOSE and meant.guess == ours
    return Command(ours, ours, Named()) if asked_again and isinstance(turn.bind(None), Ambiguous) else meant


def _said_before(turn: Turn, words: str, bare: str) -> OwnWords | Unclear | None:
    """`for ines`, after other things were said: the last words that found no place, unless they held this very reply."""
    found = _FOR_ONE.fullmatch(bare)
    if found is None:
        return None
    code = _code_of(turn, found["who"], None)
    waits = [m for m in turn.opened if m.code == code and m.state is SuggestionState.AWAITING_OWNER]
    if words and any(turn.row(message).held_at is None for message in waits):
        return _brought(words, code)
    ours = found["who"] in _OURS or turn.knows(found["who"])
    return Unclear(turn.answer.text, Why.NONE_WAITS) if ours else None  # it was said of words of which there are none


def _brought(words: str, code: str | None) -> OwnWords:
    """Words for somebody, as they were typed; what said that they are words is none of them."""
    bare = re.sub(r"^(?:say|edit)[:\s]+", "", words, flags=re.IGNORECASE)
    return OwnWords(bare, f"edit {bare}", code)


def _bare(said: str) -> str:
    return " ".join(said.lower().replace("\u2019", "'").split()).strip(" .!,")


def waiting_on(asked: Asked, said: str) -> str:
    """The words that wait on where `for me` is not understood; empty where this is another answer."""
    return asked.words if _FOR_US.fullmatch(_bare(said)) else ""


def _code_of(turn: Turn, who: str, code: str | None) -> str | None:
    """The code of what is open about somebody; None when nobody is meant, empty when it is to be asked which."""
    if who in _PRONOUNS:
        return code or ""
    if named := code_token(who):
        waits = (m.state is SuggestionState.AWAITING_OWNER for m in turn.opened if m.code == named)
        return named if any(waits) else None
    binding = turn.binding(None, who) if turn.knows(who) else None
    if isinstance(binding, Bound):
        return binding.to.code
    return "" if isinstance(binding, Ambiguous) else None


def ask(turn: Turn, said: Unclear) -> Decision | None:
    """ "Is that for Tomas, or for me?"; None where nothing waits for words, so that it can only be for us."""
    waiting = _waiting(turn, said.code)
    if not waiting:
        return None
    one = waiting[0] if len(waiting) == 1 else None
    ours = _ours(said, one)
    whom = _choices(turn, waiting)
    text = wording.whose(said.said, whom, guess=said.guess, verb=said.name if _of_one(said) else "")
    row = one.suggestion if one else None
    return Decision(Outcome.WHOSE_WORDS, (Says(text, row),), (*kept(said.said, one), AskQuestion(Question.OURS, ours)))


def keep(turn: Turn, said: str, code: str | None) -> tuple[Effect, ...]:
    """What was said, and understood otherwise or not at all, waits for `for tomas`; words that waited before `for me` wait on."""
    if turn.waits:
        return (AskQuestion(Question.WHOSE, turn.waits),)
    waiting = _waiting(turn, code)
    return kept(said, waiting[0] if len(waiting) == 1 else None) if waiting else ()


def kept(said: str, one: OpenMessage | None) -> tuple[Effect, ...]:
    """It waits, with the code of whom it may be for; for `for ines` also after other things were said."""
    about = AskQuestion(Question.WHOSE, f"[{one.code}] {said}" if one else said)
    return (about, AskQuestion(Question.KEPT, said))


def _waiting(turn: Turn, code: str | None) -> tuple[OpenMessage, ...]:
    binding = turn.bind(code)
    among = (binding.to,) if isinstance(binding, Bound) else binding.among if isinstance(binding, Ambiguous) else ()
    return tuple(message for message in among if message.state is SuggestionState.AWAITING_OWNER)


def of_which(turn: Turn, said: Unclear, person: str) -> list[wording.Choice]:
    """Of which of several what was nearly said may be meant; none where it is of nothing, of somebody named, or of the only one."""
    waiting = _waiting(turn, said.code) if not person and _of_one(said) else ()
    return _choices(turn, waiting) if len(waiting) > 1 else []


def _choices(turn: Turn, waiting: Sequence[OpenMessage]) -> list[wording.Choice]:
    return [wording.Choice(message.code, turn.name(turn.row(message))) for message in waiting]


def _of_one(said: Unclear) -> bool:
    """Whether what we would do is done to one of those that wait, and it is not said yet to which."""
    if said.person or said.code or not said.guess.startswith(said.name or " "):
        return False
    entry = BY_WORD[said.name]
    return entry.when in (When.NUDGE, When.PREVIEW) or entry.form in (Named, Timed, Kept)


def _ours(said: Unclear, one: OpenMessage | None) -> str:
    """What we would do, with the code of what it is about unless it names somebody."""
    return said.guess if not said.guess or said.person or said.code or one is None else f"{said.guess} {one.code}"
