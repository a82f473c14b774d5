"""Understand an answer in words: a command, the owner's own words, or neither, which is asked about."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot import wording
from bot.decide.commands import (
    ACTS,
    BY_WORD,
    LONG,
    Argument,
    Command,
    Named,
    NoArgument,
    OwnWords,
    Parsed,
    Tone,
    Unclear,
    When,
    Why,
    code_token,
    is_remark,
    parse,
    reaction_objects,
    tone,
    without_sign,
)
from bot.decide.lifecycle.binding import Ambiguous, Bound, Unbound
from bot.domain import SuggestionState
from bot.jobs.inbox import whose
from bot.jobs.inbox.asked import shows_words
from bot.jobs.inbox.changes import AskQuestion
from bot.jobs.inbox.consent import ask_plainly
from bot.jobs.inbox.decision import Decision, Outcome
from bot.jobs.inbox.handlers import HANDLERS
from bot.jobs.inbox.holding import hold
from bot.jobs.inbox.how_it_stands import LATELY, goes_on, lately_out, not_open
from bot.jobs.inbox.objecting import means_what_leaves, objected, pleased, spoken_of
from bot.jobs.inbox.taking_back import undo
from bot.jobs.inbox.turn import Turn
from bot.jobs.inbox.which import BEHIND
from bot.jobs.inbox.words import own_words
from bot.outbox.teller import Says
from bot.store import names, questions
from bot.store.questions import Question
from bot.store.suggestions import Suggestion

QUESTION_LASTS = timedelta(minutes=30)
WORDS_WAIT = timedelta(days=1)
"""So long words wait for `for tomas`, which only shows them, whatever else is said meanwhile."""


def said(turn: Turn, text: str) -> Decision:
    """What becomes of an answer in words, by what it says, what was asked before, and what is on its way."""
    read = partial(parse, now=turn.now, zone=turn.zone, knows=turn.knows, near=turn.near)
    guess, asked, whom, at = _open_questions(turn)
    parsed = whose.answered(turn, whom, read(text), read)
    asked, _, behind = asked.partition(BEHIND)
    waits = whose.waiting_on(whom, text) if whom.words else ""
    turn = replace(turn, asked=asked, behind=behind, waits=waits, questioned=at)
    if guess and isinstance(parsed, Command) and parsed.name == "yes" and not turn.explicit(parsed.code):
        meant = read(guess)
        meant = meant if isinstance(meant, Command) else parse(guess, now=turn.now, zone=turn.zone)
        # it was asked about as a command, so it is no words: who is named and not known is told to be so
        parsed = replace(meant, otherwise=None) if isinstance(meant, Command) else Unclear(text, Why.NEAR_MISS)
    if asked and _says_which(turn, parsed):
        parsed = read(f"{asked} {text} {behind}".rstrip())
    parsed = _heeding_stop(parsed)
    plain = without_sign(parsed) if isinstance(parsed, Command) else ""
    if isinstance(parsed, Unclear) and (goes_on_its_way := pleased(turn, OwnWords(text, text))):
        return _go_on(turn, None, goes_on_its_way)  # "laters" is a farewell, and only nearly a command
    rows = () if _has_its_own_way(parsed) else objected(turn, parsed, text)
    turn = replace(turn, objected=frozenset(row.id for row in rows))
    doubted = bool(rows) and not (isinstance(parsed, OwnWords) and _instead(turn, parsed, rows))
    if doubted and not (isinstance(parsed, Command) and _is_of_something_else(parsed)):
        return _held(turn, parsed, rows)
    if isinstance(parsed, Command):
        decision = _at_sign(parsed, plain) if plain else _command(turn, parsed)
        return replace(decision, holds_rest=doubted or decision.holds_rest)
    if isinstance(parsed, Unclear):
        return _unclear(turn, parsed)
    decision = _own_words(turn, parsed)
    return replace(decision, holds_rest=decision.holds_rest or means_what_leaves(turn, parsed))


def _held(turn: Turn, said: Parsed, rows: Sequence[Suggestion]) -> Decision:
    """Hold these. What was said at some length, or not understood, may have been for somebody else: it waits for `for ines`.

    A sentence may have been meant instead of the words that leave: they are not it, and how it is said stands beside them.
    """
    sentence = isinstance(said, OwnWords) and tone(said, said.text) is Tone.WORDS and not is_remark(said.text)
    held = hold(turn, rows, because=wording.not_instead() if sentence and len(rows) == 1 else "")
    words = said.said if isinstance(said, Unclear) else said.text if isinstance(said, OwnWords) else ""
    if not words or (isinstance(said, OwnWords) and len(words.split()) <= LONG):
        return held
    return replace(held, stores=(*held.stores, AskQuestion(Question.KEPT, words)))


def _heeding_stop(said: Parsed) -> Parsed:
    """ "send and stop": of several commands in one message, stop is heeded, and no other."""
    several = isinstance(said, Unclear) and said.why is Why.TWO
    stops = several and "stop" in _WORDS.findall(said.said.lower())
    return Command("stop", said.said, NoArgument()) if stops else said


_WORDS = re.compile(r"\w+")


def _own_words(turn: Turn, said: OwnWords) -> Decision:
    if on_its_way := pleased(turn, said):
        return _go_on(turn, said.code, on_its_way)
    if not _has_words(said.text) and reaction_objects(said.text):
        return undo(turn, Command("undo", said.said, Named(), said.code))  # a sign against something is nobody's answer
    return own_words(turn, said)


def _at_sign(said: Command[Argument], plain: str) -> Decision:
    """It names somebody in a way that reaches them on some networks: it is said how, and nothing is done."""
    return Decision(Outcome.AT_SIGN, (Says(wording.names_plainly(plain)),), holds_rest=said.name in TAKES_BACK)


def _command(turn: Turn, said: Command[Argument]) -> Decision:
    unsettled = _has_its_own_way(said) and not _says_whose(turn, said)
    decision = HANDLERS[said.name](turn, said)
    if said.otherwise is not None and (said.loosely or decision.outcome is Outcome.WHOM):
        decision = replace(decision, stores=(*decision.stores, *whose.keep(turn, said.said, said.code)))
    kept = "" if said.name in NOT_UNDONE else said.said
    asked = decision.outcome in ASKED and _was_not_understood(said, decision.outcome)
    return replace(decision, holds_rest=unsettled or asked or decision.holds_rest, said=kept)


def _was_not_understood(said: Command[Argument], outcome: Outcome) -> bool:
    """Whether a command about which we ask may have been against what is on its way: "never alice", of two; "keep a1 back"."""
    words = len(said.said.split())
    of_nobody = outcome is Outcome.WHOM and (said.name != "who" or words > len(("who", "alice")))
    return said.name in TAKES_BACK or of_nobody or (said.otherwise is not None and words > A_NAME)


def _go_on(turn: Turn, code: str | None, one: Suggestion) -> Decision:
    """A laugh, a farewell: said of nothing in particular it is about all that are on their way, so that each is named."""
    rows = turn.leaving() if isinstance(turn.bind(code), Unbound) else [one]
    return Decision(Outcome.NOT_OPEN, tuple(says for row in rows for says in goes_on(turn, row).says))


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _open_questions(turn: Turn) -> tuple[str, str, whose.Asked, datetime | None]:
    """What our last questions were about; empty: nothing. Each is asked once, and counts if the answer comes soon.

    The words that may have been meant, the word that lacks a name, and whose words are; the last that found no place wait longer.
    And when the last of them was asked.
    """
    found = questions.all_answered(turn.tx, *_QUESTIONS)
    asked, kept = [found.get(question) for question in _QUESTIONS], found.get(Question.KEPT)
    open_ = [held if held and turn.now - held.at <= QUESTION_LASTS else None for held in asked]
    guess, which, words, ours = (held.about if held else "" for held in open_)
    waits = kept.about if kept and turn.now - kept.at <= WORDS_WAIT else ""
    return guess, which, whose.Asked(words, ours, waits), max((held.at for held in open_ if held), default=None)


_QUESTIONS = (Question.GUESS, Question.WHICH, Question.WHOSE, Question.OURS)


def _says_which(turn: Turn, said: Parsed) -> bool:
    """Whether this answers "which one?" with a code or a name alone; consent has to be said in full."""
    if turn.asked in ACTS:
        return False
    if isinstance(said, OwnWords):
        return bool(names.find(turn.tx, said.text))
    return isinstance(said, Command) and said.name == "show" and not said.said.lower().startswith("show")


A_NAME = 3
"""Words of a command and a name; of whom nobody knows and is said more, that is a sentence ("keep quiet on both threads")."""

NOT_UNDONE = (*ACTS, "undo")
"""Commands that `undo` takes back in ways of its own, and `undo` itself."""

ASKED = (Outcome.WHOM, Outcome.WHICH)
"""Nothing was done, and it was asked of whom or of what it was said."""

TAKES_BACK = ("undo", "stop", "skip", "done", "never", "forget", "delete")
"""Commands that say themselves what becomes of a reply on its way; the first two of all, the others of the one named."""


def _has_its_own_way(said: Parsed) -> bool:
    if not isinstance(said, Command) or said.name not in TAKES_BACK:
        return False
    return said.name in TAKES_BACK[:2] or bool(said.code or said.person)


def _is_of_something_else(said: Command[Argument]) -> bool:
    """ "pause 2w", "mute sam 3d": it holds what is on its way, and is done all the same."""
    elsewhere = BY_WORD[said.name].when in (When.ANY, When.PEOPLE, When.SETTINGS)
    return elsewhere and not said.loosely and said.name not in (*TAKES_BACK, *ACTS)


def _says_whose(turn: Turn, said: Command[Argument]) -> bool:
    """Whether it is known what a command is about that names something: "skip t9" may have meant the one on its way.

    And "skip alice" the reply to another Alice, or to the same one, that is leaving.
    """
    binding = turn.binding(said.code, said.person)
    if isinstance(binding, Bound):
        others = [row.person for row in turn.leaving() if row.id != binding.to.suggestion] if said.code is None else []
        return not (others and said.person and any(person.id in others for person in names.find(turn.tx, said.person)))
    return isinstance(binding, Unbound) and bool(said.person) and len(names.find(turn.tx, said.person)) == 1


def _instead(turn: Turn, said: OwnWords, rows: Sequence[Suggestion]) -> bool:
    """Whether these are other words for the one reply on its way, rather than something said about it.

    Said to it by name, or said at length while nothing else is open that they could be for; a few words that name nothing
    are about it.
    """
    if len(rows) != 1 or rows[0].state is not SuggestionState.AWAITING_PUBLISH or spoken_of(said, rows):
        return False
    if not _is_for(turn, said, rows[0]):
        return False  # for one that takes no words now: nothing would become of them, and nobody knows what they meant
    if said.text == said.said and is_remark(said.text):
        return False  # "ok, but without the last word" wants the words changed, and is none to be sent
    named = turn.explicit(said.code) and tone(said, said.text) is Tone.WORDS
    at_length = len(said.text.split()) > LONG and "?" not in said.text
    return named or at_length or said.text != said.said


def _is_for(turn: Turn, said: OwnWords, row: Suggestion) -> bool:
    """Whether words would be shown for this one: they belong to it, or to nothing that waits for any."""
    binding = turn.bind(said.code)
    return isinstance(binding, Unbound) or (isinstance(binding, Bound) and binding.to.suggestion == row.id)


def _unclear(turn: Turn, said: Unclear) -> Decision:
    if said.name in ("send", "yes"):
        return ask_plainly(turn, said)
    if said.name == "delete":
        return undo(turn, Command("delete", said.said, NoArgument(), said.code))  # which offers it, and deletes nothing
    if said.why is Why.WHOSE:
        return _of_words_shown(turn, said) or whose.ask(turn, said) or _for_us(turn, said)
    if said.name == "skip" and said.code is None and isinstance(turn.bind(None), Unbound):
        if leaving := turn.leaving():
            return not_open(turn, leaving[-1])  # "passt" means that it is fine as it is
        return Decision(Outcome.NEVER_MIND, (Says(wording.never_mind()),))
    if said.confirm and BY_WORD[said.name].when is When.NUDGE and isinstance(turn.bind(said.code), Unbound):
        return Decision(Outcome.UNCLEAR, (Says(wording.nothing_to_answer()),))
    may_be_words = (
        () if said.why in (Why.EMPTY, Why.NONE_WAITS) or said.name in ACTS else whose.keep(turn, said.said, said.code)
    )
    if said.why is not Why.NEAR_MISS:
        return Decision(Outcome.UNCLEAR, (Says(_DOUBTS[said.why](said)),), may_be_words)
    meant = _guessed(turn, said)
    among = whose.of_which(turn, said, meant.person) if said.confirm and isinstance(meant, Command) else []
    says = Says(wording.not_understood(said.said, said.guess, confirm=said.confirm, verb=said.name, among=among))
    asks = (AskQuestion(Question.GUESS, said.guess),) if said.confirm else ()
    return Decision(Outcome.UNCLEAR, (says,), (*may_be_words, *asks))


def _of_words_shown(turn: Turn, said: Unclear) -> Decision | None:
    """ "Should I send this?", "not that one", said to words that were shown: it is about them; `for tomas` still works."""
    binding = turn.bind(said.code)
    among = (binding.to,) if isinstance(binding, Bound) else binding.among if isinstance(binding, Ambiguous) else ()
    coded = said.code or code_token(said.said.split()[0])
    if coded or not is_remark(said.said) or not any(shows_words(message) for message in among):
        return None
    decision = own_words(turn, OwnWords(said.said, said.said))
    return replace(decision, stores=(*decision.stores, *whose.keep(turn, said.said, None)))


def _guessed(turn: Turn, said: Unclear) -> Parsed:
    """What may have been meant, as if it were said."""
    return parse(said.guess, now=turn.now, zone=turn.zone, knows=turn.knows, near=turn.near) if said.guess else said


def _for_us(turn: Turn, said: Unclear) -> Decision:
    """What nobody else can be meant by, for nothing waits for words: it is done, or it is said that it was not understood."""
    found = _guessed(turn, said)
    if isinstance(found, Command):
        return _command(turn, found)
    if said.name:
        return Decision(Outcome.UNCLEAR, (Says(wording.needs_a_name(said.name, f"{said.name} tomas")),))
    if lately_out(turn, LATELY):
        return own_words(turn, OwnWords(said.said, said.said))  # "oh god there is a typo in it" is about what is out
    return Decision(Outcome.UNCLEAR, (Says(wording.not_understood(said.said)),))


_DOUBTS: dict[Why, Callable[[Unclear], str]] = {
    Why.TWO: lambda said: wording.one_at_a_time(said.said),
    Why.NO_NAME: lambda said: wording.needs_a_name(said.name, said.example),
    Why.NO_TIME: lambda said: wording.needs_a_time(said.name, said.example),
    Why.PAST: lambda said: wording.time_is_over(said.example),
    Why.NO_WORDS: lambda said: wording.needs_words(said.name, said.example),
    Why.EMPTY: lambda said: wording.wordless(),  # noqa: ARG005
    Why.OURS: lambda said: wording.nothing_to_do(),  # noqa: ARG005
    Why.NONE_WAITS: lambda said: wording.no_words_wait(),  # noqa: ARG005
}
