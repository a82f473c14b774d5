"""Take answers in order: who wrote it, how far it went, what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

import structlog

from bot import wording
from bot.clock import BootClock, Clock
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
from bot.decide.lifecycle.consent import reaction_consents
from bot.domain import TERMINAL, Answer, OpenMessage, Sender, SuggestionState
from bot.jobs.inbox import whose
from bot.jobs.inbox.carrying_out import carry_out
from bot.jobs.inbox.changes import AskQuestion
from bot.jobs.inbox.consent import ask_plainly, consent, shows_words
from bot.jobs.inbox.decision import Decision, Outcome
from bot.jobs.inbox.handlers import HANDLERS
from bot.jobs.inbox.holding import hold, not_open, objected, pleased, spoken_of
from bot.jobs.inbox.taking_back import undo, undo_reaction
from bot.jobs.inbox.turn import Desk, Turn
from bot.jobs.inbox.words import own_words
from bot.outbox.teller import Says
from bot.platforms.base import Inbound
from bot.store import Store, answers, people, questions, sources
from bot.store.answers import Received
from bot.store.questions import Question
from bot.store.sources import ANSWERS
from bot.store.suggestions import Suggestion
from bot.wording.text import Cleaned

log = structlog.get_logger()

QUESTION_LASTS = timedelta(minutes=30)
WORDS_WAIT = timedelta(days=1)
"""So long words wait for `for tomas`, which only shows them, if nothing else is said meanwhile."""

TRIES = 2
FAR_TOO_LONG = 20_000
"""Characters that hardly any server allows a reply: of what is longer nothing is looked at."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Listens to the owner, and to nobody else."""

    store: Store
    messenger: Inbound
    desk: Desk
    clock: Clock
    boot: BootClock | None = None

    def read(self) -> bool:
        """Fetch what reached the bot account. A read that fails raises: then nothing goes out (DESIGN 2, undo).

        What could not be read, or lay where the network gave nothing, may have been an objection: it holds everything.
        """
        began, boot = self.clock(), self.boot() if self.boot else None
        with self.store.begin() as tx:
            mark = sources.source(tx, ANSWERS).mark
        batch = self.messenger.answers(mark)
        owner = self.messenger.owner
        found = [_kept(said, owner) for said in batch.items]
        with self.store.begin() as tx:
            now = self.clock()
            new = answers.receive(tx, found, now=now, channel=self.desk.channel)
            sources.read_well(tx, ANSWERS, mark=batch.mark, began=began, now=now, boot=boot)
            if batch.skipped or batch.gap:
                log.warning("answers_unread", skipped=batch.skipped, gap=batch.gap)
                doubt = Turn.begin(tx, self.desk, Answer("", owner, now), now)
                carry_out(doubt, hold(doubt, doubt.leaving(), because=wording.unread()))
        if new:
            log.info("answers_read", new=new)
        return False

    def act(self) -> bool:
        """Understand the oldest answer; True if there may be another."""
        with self.store.begin() as tx:
            received = answers.next_answer(tx)
        if received is None:
            return False
        self.take(received)
        return True

    def take(self, received: Received) -> None:
        """Understand one answer, decide, store, and speak; unless somebody else did so meanwhile."""
        owner = self.messenger.owner if received.attempts < TRIES else None  # may ask the network: in no transaction
        with self.store.begin() as tx:
            now = self.clock()
            if not answers.handled(tx, received.row, now=now):
                return
            turn = Turn.begin(tx, self.desk, received.answer, now)
            decision = understand(turn, owner) if owner is not None else give_up(turn)
            carry_out(turn, decision)
            if decision.holds_rest:
                rest = turn.anew()
                carry_out(rest, hold(rest, rest.leaving()))
            answers.became(tx, received.row, decision.outcome)
        log.info("answer", answer=received.answer.id, outcome=decision.outcome.value)


def _kept(said: Answer, owner: Sender) -> Answer:
    """What is stored of a message: a stranger's words are read by nobody, so they are not kept either."""
    return said if said.sender == owner else replace(said, text="")


def give_up(turn: Turn) -> Decision:
    """An answer on which we stumbled for good: it may have been an objection, so it holds everything."""
    leaving = turn.leaving()
    if not leaving:
        return Decision(Outcome.GIVEN_UP, (Says(wording.stumbled()),))
    return replace(hold(turn, leaving, because=wording.stumbled()), outcome=Outcome.GIVEN_UP)


def understand(turn: Turn, owner: Sender) -> Decision:
    """What becomes of an answer. Whoever is not the owner is not listened to (MD-12, BI-4)."""
    answer = turn.answer
    if answer.sender not in (owner, TERMINAL):
        return Decision(Outcome.STRANGER)
    if not answer.private or answer.others:
        return _heard_by_others(turn)
    if answer.reaction is not None:
        return _reaction(turn, answer.reaction)
    return _far_too_long(turn) if len(answer.text) > FAR_TOO_LONG else _said(turn, answer.text)


def _far_too_long(turn: Turn) -> Decision:
    """Nothing of it is read, so it may have been about whatever is on its way."""
    to, replies = turn.bind(None), turn.desk.teller.replies
    asked = [turn.row(to.to).network] if isinstance(to, Bound) else list(replies)
    room = max((replies[network].characters for network in asked if network in replies), default=0)
    said = wording.far_too_long(len(turn.answer.text), min(room, FAR_TOO_LONG) or FAR_TOO_LONG)
    leaving = turn.leaving()
    return hold(turn, leaving, because=said) if leaving else Decision(Outcome.DOUBTED, (Says(said),))


def _heard_by_others(turn: Turn) -> Decision:
    """No answer to anything (DESIGN 8). What it says may still be that a reply should wait."""
    text = turn.answer.text
    doubt = len(text) > FAR_TOO_LONG or tone(OwnWords(text, text), text) is not Tone.PLAIN
    if not turn.answer.private:
        return Decision(Outcome.NOT_PRIVATE, (Says(wording.not_private()),), holds_rest=doubt)
    return Decision(Outcome.WENT_FURTHER, (Says(_went_further(turn)),), holds_rest=doubt)


def _went_further(turn: Turn) -> str:
    """Who received it, by name where we know one, and how the same is said without an at sign."""
    known = {address: people.find(turn.tx, address) for address in turn.answer.others}
    names = [wording.name(found[0]) if len(found) == 1 else Cleaned(address) for address, found in known.items()]
    word = (turn.answer.text.split() or [""])[0].lower()
    about_somebody = word in BY_WORD and BY_WORD[word].when is When.PEOPLE and len(names) == 1
    return wording.went_further(
        names,
        named_last=f"{word} {names[0].lower()}" if about_somebody else "",
    )


def _reaction(turn: Turn, reaction: str) -> Decision:
    """A thumb on a preview is consent, taken back it is `undo`; a few signs object; every other sign is only a sign."""
    on = next((m for m in turn.opened if m.network_id and m.network_id == turn.answer.reply_to), None)
    if reaction_objects(reaction) and not turn.answer.removed:
        return _objects(turn, on)
    if on is None or not reaction_consents(reaction):
        return Decision(Outcome.SEEN)
    if turn.answer.removed:
        return undo_reaction(turn, on)
    return consent(turn, on) if shows_words(on) else Decision(Outcome.SEEN)


def _objects(turn: Turn, on: OpenMessage | None) -> Decision:
    """👎 on a message about a reply on its way holds it; on a message about nothing in particular, everything."""
    about = None if on is None else on.suggestion
    rows = [row for row in turn.leaving() if about in (None, row.id)]
    return hold(turn, rows) if rows else Decision(Outcome.SEEN)


def _said(turn: Turn, text: str) -> Decision:
    read = partial(parse, now=turn.now, zone=turn.zone, knows=turn.knows, near=turn.near)
    guess, asked, words, ours = _open_questions(turn)
    whom = whose.Asked(words, ours)
    parsed = whose.answered(turn, whom, read(text), read)
    turn = replace(turn, asked=asked, waits=whose.waiting_on(whom, text) if words else "")
    if guess and isinstance(parsed, Command) and parsed.name == "yes" and not turn.explicit(parsed.code):
        parsed = read(guess)
    if asked and _says_which(turn, parsed):
        parsed = read(f"{asked} {text}")
    parsed = _heeding_stop(parsed)
    plain = without_sign(parsed) if isinstance(parsed, Command) else ""
    rows = () if _has_its_own_way(parsed) else objected(turn, parsed, text)
    doubted = bool(rows) and not (isinstance(parsed, OwnWords) and _instead(turn, parsed, rows))
    if doubted and not (isinstance(parsed, Command) and _is_of_something_else(parsed)):
        return _held(turn, parsed, rows)
    if isinstance(parsed, Command):
        decision = _at_sign(parsed, plain) if plain else _command(turn, parsed)
        return replace(decision, holds_rest=doubted or decision.holds_rest)
    return _own_words(turn, parsed) if isinstance(parsed, OwnWords) else _unclear(turn, parsed)


def _held(turn: Turn, said: Parsed, rows: Sequence[Suggestion]) -> Decision:
    """Hold these. What was said at some length may have been an answer to somebody else: it waits for `for ines`."""
    held = hold(turn, rows)
    if not isinstance(said, OwnWords) or len(said.text.split()) <= LONG:
        return held
    return replace(held, stores=(*held.stores, whose.kept(said.text, None)))


def _heeding_stop(said: Parsed) -> Parsed:
    """ "send and stop": of several commands in one message, stop is heeded, and no other."""
    several = isinstance(said, Unclear) and said.why is Why.TWO
    stops = several and "stop" in _WORDS.findall(said.said.lower())
    return Command("stop", said.said, NoArgument()) if stops else said


_WORDS = re.compile(r"\w+")


def _own_words(turn: Turn, said: OwnWords) -> Decision:
    if on_its_way := pleased(turn, said):
        return not_open(turn, on_its_way)
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
    return replace(decision, holds_rest=unsettled or decision.holds_rest, said=kept)


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _open_questions(turn: Turn) -> tuple[str, str, str, str]:
    """What our last questions were about; empty: nothing. Each is asked once, and counts if the answer comes soon.

    The words that may have been meant, the word that lacks a name, words that may be for somebody, what we would do instead.
    """
    asked = [questions.answered(turn.tx, question) for question in _QUESTIONS]
    lasts = (QUESTION_LASTS, QUESTION_LASTS, WORDS_WAIT, QUESTION_LASTS)
    held = zip(asked, lasts, strict=True)
    guess, which, words, ours = (one.about if one and turn.now - one.at <= last else "" for one, last in held)
    return guess, which, words, ours


_QUESTIONS = (Question.GUESS, Question.WHICH, Question.WHOSE, Question.OURS)


def _says_which(turn: Turn, said: Parsed) -> bool:
    """Whether this answers "which one?" with a code or a name alone; consent has to be said in full."""
    if turn.asked in ACTS:
        return False
    if isinstance(said, OwnWords):
        return bool(people.find(turn.tx, said.text))
    return isinstance(said, Command) and said.name == "show" and not said.said.lower().startswith("show")


NOT_UNDONE = (*ACTS, "undo")
"""Commands that `undo` takes back in ways of its own, and `undo` itself."""

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
        return not (others and said.person and any(person.id in others for person in people.find(turn.tx, said.person)))
    return isinstance(binding, Unbound) and bool(said.person) and len(people.find(turn.tx, said.person)) == 1


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
    long = len(said.text.split()) > LONG and "?" not in said.text and not said.hesitant
    named = turn.explicit(said.code) and (long or tone(said, said.text) is Tone.WORDS)
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
    may_be_words = () if said.why is Why.EMPTY or said.name in ACTS else whose.keep(turn, said.said, said.code)
    if said.why is not Why.NEAR_MISS:
        return Decision(Outcome.UNCLEAR, (Says(_DOUBTS[said.why](said)),), may_be_words)
    says = Says(wording.not_understood(said.said, said.guess, confirm=said.confirm))
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


def _for_us(turn: Turn, said: Unclear) -> Decision:
    """What nobody else can be meant by, for nothing waits for words: it is done, or it is said that it was not understood."""
    found = parse(said.guess, now=turn.now, zone=turn.zone, knows=turn.knows, near=turn.near) if said.guess else said
    if isinstance(found, Command):
        return _command(turn, found)
    if said.name:
        return Decision(Outcome.UNCLEAR, (Says(wording.needs_a_name(said.name, f"{said.name} tomas")),))
    return Decision(Outcome.UNCLEAR, (Says(wording.not_understood(said.said)),))


_DOUBTS: dict[Why, Callable[[Unclear], str]] = {
    Why.TWO: lambda said: wording.one_at_a_time(said.said),
    Why.NO_NAME: lambda said: wording.needs_a_name(said.name, said.example),
    Why.NO_TIME: lambda said: wording.needs_a_time(said.name, said.example),
    Why.PAST: lambda said: wording.time_is_over(said.example),
    Why.NO_WORDS: lambda said: wording.needs_words(said.name, said.example),
    Why.EMPTY: lambda said: wording.wordless(),  # noqa: ARG005
    Why.OURS: lambda said: wording.nothing_to_do(),  # noqa: ARG005
}
