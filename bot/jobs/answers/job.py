"""Take answers in order: who wrote it, how far it went, what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import Connection

from bot import voice
from bot.approvals import reaction_consents
from bot.commands import Command, OwnWords, Unclear, Why, parse
from bot.domain import TERMINAL, Sender
from bot.jobs.answers.consent import consent, shows_words, undo_reaction
from bot.jobs.answers.holding import hold_everything
from bot.jobs.answers.table import HANDLERS
from bot.jobs.answers.turn import Desk, Turn
from bot.jobs.answers.words import own_words
from bot.jobs.edge import Clock
from bot.platforms.base import Messenger
from bot.store import Store, messages, sources
from bot.store.messages import Received

log = structlog.get_logger()

SOURCE = "answers"
GUESS = "guess"
GUESS_LASTS = timedelta(minutes=30)
TRIES = 2


@dataclass(frozen=True, slots=True)
class Answers:
    """Listens to the owner, and to nobody else."""

    store: Store
    messenger: Messenger
    desk: Desk
    clock: Clock

    def read(self) -> bool:
        """Fetch what reached the bot account. A read that fails raises: then nothing goes out (DESIGN 2, undo)."""
        began = self.clock()
        with self.store.begin() as tx:
            mark = sources.source(tx, SOURCE).mark
        batch = self.messenger.answers(mark)
        with self.store.begin() as tx:
            now = self.clock()
            new = messages.receive(tx, batch.items, now=now)
            sources.read_well(tx, SOURCE, mark=batch.mark, began=began, now=now)
        if new:
            log.info("answers_read", new=new)
        return False

    def act(self) -> bool:
        """Understand the oldest answer; True if there may be another."""
        with self.store.begin() as tx:
            received = messages.next_answer(tx)
        if received is None:
            return False
        with self.store.begin() as tx:
            now = self.clock()
            turn = Turn.begin(tx, self.desk, received.answer, now)
            outcome = self._outcome(turn, received)
            messages.handled(tx, received.row, outcome=outcome, now=now)
        log.info("answer", answer=received.answer.id, outcome=outcome)
        return True

    def _outcome(self, turn: Turn, received: Received) -> str:
        if received.attempts >= TRIES:
            turn.say(voice.stumbled())
            return "given up"
        return understand(turn, self.messenger.owner)


def understand(turn: Turn, owner: Sender) -> str:
    """What became of an answer, in a word. Whoever is not the owner is not listened to (MD-12, BI-4)."""
    answer = turn.answer
    if answer.sender not in (owner, TERMINAL):
        return "stranger"
    if not answer.private:
        turn.say(voice.not_private())
        return "not private"
    if answer.others:
        turn.say(voice.went_further(answer.others))
        return "went further"
    if answer.reaction is not None:
        return _reaction(turn, answer.reaction)
    return _said(turn, answer.text)


def _reaction(turn: Turn, reaction: str) -> str:
    """A thumb on a preview is consent, taken back it is `undo`; every other sign is only a sign."""
    on = next((m for m in turn.opened if m.network_id and m.network_id == turn.answer.reply_to), None)
    if on is None or not reaction_consents(reaction):
        return "seen"
    if turn.answer.removed:
        return undo_reaction(turn, on)
    return consent(turn, on, said=reaction) if shows_words(on) else "seen"


def _said(turn: Turn, text: str) -> str:
    parsed = parse(text, now=turn.now, zone=turn.desk.teller.zone)
    guess = _take_guess(turn.tx, turn)
    if isinstance(parsed, Command) and parsed.name == "yes" and guess and not turn.explicit(parsed.code):
        parsed = parse(guess, now=turn.now, zone=turn.desk.teller.zone)
    if isinstance(parsed, OwnWords | Unclear) and parsed.hesitant:
        hold_everything(turn)
    if isinstance(parsed, OwnWords):
        return own_words(turn, parsed.text, parsed.code)
    if isinstance(parsed, Unclear):
        return _unclear(turn, parsed)
    return HANDLERS[parsed.name](turn, parsed)


def _take_guess(tx: Connection, turn: Turn) -> str:
    """What the last question of ours guessed, if the answer comes soon; asked once."""
    held = sources.setting(tx, GUESS)
    sources.put_setting(tx, GUESS, None)
    if not held or turn.now.timestamp() - held["at"] > GUESS_LASTS.total_seconds():
        return ""
    return str(held["text"])


def _unclear(turn: Turn, said: Unclear) -> str:
    if said.why is Why.NEAR_MISS:
        if said.confirm:
            sources.put_setting(turn.tx, GUESS, {"text": said.guess, "at": turn.now.timestamp()})
        turn.say(voice.not_understood(said.said, said.guess, confirm=said.confirm))
    else:
        turn.say(_DOUBTS[said.why](said))
    return f"unclear: {said.why.value}"


_DOUBTS: dict[Why, Callable[[Unclear], str]] = {
    Why.TWO: lambda said: voice.one_at_a_time(said.said),
    Why.NO_NAME: lambda said: voice.needs_a_name(said.name, said.example),
    Why.NO_TIME: lambda said: voice.needs_a_time(said.name, said.example),
    Why.PAST: lambda said: voice.time_is_over(said.name, said.example),
    Why.NO_WORDS: lambda said: voice.needs_words(said.name, said.example),
    Why.EMPTY: lambda said: voice.not_understood(said.said),
}
