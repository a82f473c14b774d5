"""Understand one answer: who wrote it, how far it went, whether it is a sign or words; and decide what becomes of it."""

from __future__ import annotations

from bot import wording
from bot.decide.commands import (
    BY_WORD,
    OwnWords,
    Tone,
    When,
    reaction_holds,
    tone,
)
from bot.decide.lifecycle.binding import Bound
from bot.decide.lifecycle.consent import reaction_consents
from bot.domain import TERMINAL, OpenMessage, Sender
from bot.jobs.inbox import in_words
from bot.jobs.inbox.asked import shows_words
from bot.jobs.inbox.consent import consent
from bot.jobs.inbox.decision import Decision, Outcome
from bot.jobs.inbox.holding import hold
from bot.jobs.inbox.taking_back import undo_reaction
from bot.jobs.inbox.turn import Turn
from bot.outbox.teller import Says
from bot.store import names
from bot.wording.text import Cleaned

FAR_TOO_LONG = 20_000
"""Characters that hardly any server allows a reply: of what is longer nothing is looked at."""


def understand(turn: Turn, owner: Sender) -> Decision:
    """What becomes of an answer. Whoever is not the owner is not listened to (MD-12, BI-4)."""
    answer = turn.answer
    if answer.sender not in (owner, TERMINAL):
        return Decision(Outcome.STRANGER)
    if not answer.private or answer.others:
        return _heard_by_others(turn)
    if answer.reaction is not None:
        return _reaction(turn, answer.reaction)
    return _far_too_long(turn) if len(answer.text) > FAR_TOO_LONG else in_words.said(turn, answer.text)


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
    known = {address: names.find(turn.tx, address) for address in turn.answer.others}
    others = [wording.name(found[0]) if len(found) == 1 else Cleaned(address) for address, found in known.items()]
    word = (turn.answer.text.split() or [""])[0].lower()
    about_somebody = word in BY_WORD and BY_WORD[word].when is When.PEOPLE and len(others) == 1
    return wording.went_further(
        others,
        named_last=f"{word} {others[0].lower()}" if about_somebody else "",
    )


def _reaction(turn: Turn, reaction: str) -> Decision:
    """A thumb on a preview is consent, taken back it is `undo`; what is not plainly content holds what is on its way."""
    on = next((m for m in turn.opened if m.network_id and m.network_id == turn.answer.reply_to), None)
    if reaction_holds(reaction) and not turn.answer.removed:
        return _objects(turn, on)
    if on is None or not reaction_consents(reaction):
        return Decision(Outcome.SEEN)
    if turn.answer.removed:
        return undo_reaction(turn, on)
    return consent(turn, on) if shows_words(on) else Decision(Outcome.SEEN)


def _objects(turn: Turn, on: OpenMessage | None) -> Decision:
    """👎, 🤔 on a message about a reply on its way holds it; on a message about nothing in particular, everything."""
    about = None if on is None else on.suggestion
    rows = [row for row in turn.leaving() if about in (None, row.id)]
    return hold(turn, rows) if rows else Decision(Outcome.SEEN)
