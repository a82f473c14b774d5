"""What becomes of an answer, as a value: what is stored, what is said back, and one word for it.

Those who decide make a `Decision`, and do nothing; `carrying_out` stores it and says it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.outbox.teller import Says
from bot.store import Transaction, answers


class Outcome(StrEnum):
    """What became of an answer: kept with it, and logged. None of it is read by the owner."""

    # not listened to, or not as an answer
    STRANGER = "stranger"
    WENT_FURTHER = "went further"
    NOT_PRIVATE = "not private"
    AT_SIGN = "at sign"
    SEEN = "seen"
    GIVEN_UP = answers.GIVEN_UP

    # doubt: nothing was done, and something was asked or said
    UNCLEAR = "unclear"
    WHICH = "which"
    WHOM = "whom"
    WHOSE_WORDS = answers.WHOSE
    NEARLY = "nearly"
    NOT_SEEN_YET = "not seen yet"
    TWO_VERSIONS = "two versions"
    OF_TASTE = "of taste"
    NO_WORDS = "no words"
    GAP_LEFT = "gap"
    NOT_THEIRS = "of another account"
    HOW_OFTEN = "how often"
    HOW_LONG = "how long"
    NOT_OPEN = "not open"
    NOTHING_OPEN = "nothing open"
    NOTHING_TO_ANSWER = "nothing to answer"
    NOTHING_TO_UNDO = "nothing to undo"
    NOT_TO_UNDO = "not to undo"
    NOTHING_OFFERED = "nothing offered"
    NOTHING_RESTS = "nothing rests"
    NONE_A_DAY = "none a day"
    NO_SUCH_POST = "no such post"
    OWN_POST = "the owner's own post"
    LOOKED_UP = "looked up"

    # words
    PREVIEW = "preview"
    DOUBTED = "words with something against them"
    GAP = "draft with a gap"
    NO_DRAFT = "no draft"
    NO_MODEL = "no model"
    MODEL_ASKED = "model asked"
    REMARK = "remark"
    SHOWN = "shown"
    SHOWN_AGAIN = "shown again"
    COPIED = "copied"

    # a reply: on its way, held, taken back
    APPROVED = "approved"
    HELD = "held"
    TAKEN_BACK = "taken back"
    UNDONE = "undone"
    TOO_LATE = "too late"
    KEPT_BACK = "kept back"
    NOTHING_SENT = "nothing sent"
    OFFERED_TO_DELETE = "offered to delete"
    OFFERED_AGAIN = "offered again"
    DELETE = "delete"
    KEEPS_DELETING = "keeps deleting"
    LEFT_ALONE = "left alone"

    # a suggestion
    SKIP = "skip"
    DONE = "done"
    LATER = "later"
    LESS = "less like this"
    MORE_LIKE_THIS = "more like this"
    WHY = "why"
    BROUGHT_BEFORE = "brought before"

    # people
    WHO = "who"
    MEET = "meet"
    MEET_KNOWN = "meet, known already"
    ANSWERS_NOBODY = "answers nobody"
    KEEP = "keep"
    KEEP_OFF = "keep off"
    NOTE = "note"
    NOT_KEPT = "not kept"
    NOTE_OFF = "note off"
    REMIND = "remind"
    REMIND_OFF = "remind off"
    NOTHING_KEPT = "nothing kept"
    NEVER = "never"
    MUTE = "mute"
    AGAIN = "again"
    FORGOTTEN = "forgotten"
    SAME = "same"
    STAY_TWO = "stay two"
    WATCH = "watch"
    LET_BE = "let be"

    # everything else
    LIST = "list"
    AHEAD = "ahead"
    ABOUT = "about"
    MORE = "more"
    LOOK = "look"
    HELP = "help"
    OWN_TAP = "for the owner's own tap"
    THANKS = "thanks"
    PRAISED = "praised"
    HELLO = "hello"
    NEVER_MIND = "never mind"
    OTHERS = "others"
    STOPPED = "stopped"
    PAUSED = "paused"
    RESUMED = "resumed"
    HOURS = "hours"
    PEOPLE_A_DAY = "people a day"
    TOPICS = "topics"
    TIMEZONE = "timezone"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class Effect(Protocol):
    """Something to be stored: a frozen value that knows how. `effects` holds them."""

    def store(self, tx: Transaction, now: datetime) -> None:
        """Store it. Raises `NotAllowed` when somebody moved the row meanwhile."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one answer. `stores` comes first, in this order, then `says`.

    `holds_rest`: whatever is still on its way afterwards is held, for the answer may have been about it. `said` is the
    command that it answers, in the owner's words, if `undo` may take it back.
    """

    outcome: Outcome
    says: tuple[Says, ...] = ()
    stores: tuple[Effect, ...] = ()
    holds_rest: bool = False
    said: str = ""

    def after(self, *before: Effect, says: tuple[Says, ...] = ()) -> Decision:
        """The same, with this stored and said in front."""
        return replace(self, stores=(*before, *self.stores), says=(*says, *self.says))
