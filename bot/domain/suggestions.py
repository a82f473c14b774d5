"""Name suggestions, their drafts and nudges, and the table of their states.

The diagram in `docs/states.md` is drawn from the same table; a test compares them. A move that is not in the table raises.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.people import Account, Exchange, Habits, Person
from bot.domain.posts import Post
from bot.domain.transitions import Life


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that fired: its name, its part of the score (0 for a veto), and the words for the owner."""

    rule: str
    score: float
    because: str


class Motive(StrEnum):
    """Why a person is suggested at all; each has its own opening line."""

    OWED = "owed"
    FRIEND = "friend"
    BACK = "back"
    GOAL = "goal"
    NEW = "new"


class Step(StrEnum):
    """A small step towards somebody. All but COMMENT are done by the owner's own tap, and noticed afterwards."""

    READ = "read"
    FOLLOW = "follow"
    LIKE = "like"
    RESHARE = "reshare"
    COMMENT = "comment"


class NudgeKind(StrEnum):
    """Which of the nudges of VOICE 1 it is."""

    QUESTION = "question"
    POST = "post"
    BACK = "back"
    FOLLOWER = "follower"
    SAD = "sad"
    FOLLOWERS_ONLY = "followers-only"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say of one post. Vetoed when `vetoes` is not empty; then the score means nothing."""

    uri: str
    score: float
    vetoes: tuple[Reason, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def vetoed(self) -> bool:
        """Whether any veto fired."""
        return bool(self.vetoes)


class SuggestionState(StrEnum):
    """Whom a suggestion waits for, or how it ended (DESIGN 4)."""

    AWAITING_DELIVERY = "awaiting_delivery"
    DELIVERING = "delivering"
    AWAITING_OWNER = "awaiting_owner"
    AWAITING_PUBLISH = "awaiting_publish"
    PUBLISHING = "publishing"
    UNCLEAR = "unclear"
    PUBLISHED = "published"
    RETRACTING = "retracting"
    RETRACTED = "retracted"
    SKIPPED = "skipped"
    ANSWERED_ELSEWHERE = "answered_elsewhere"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    FAILED = "failed"


class WrittenBy(StrEnum):
    """Who wrote the words of a draft."""

    OWNER = "owner"
    STARTER = "starter"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class Draft:
    """Numbered words for a suggestion. Never permission.

    `gap` is true while a place is left open that only the owner can fill.
    """

    suggestion: int
    number: int
    words: str
    by: WrittenBy = WrittenBy.OWNER
    gap: bool = False


class DraftWish(StrEnum):
    """How a draft that was asked for is to differ from those before it; `KEPT`: it is the owner's words from before `undo`."""

    NONE = ""
    KEPT = "kept"
    ANOTHER = "another"
    SHORTER = "shorter"
    WARMER = "warmer"


@dataclass(frozen=True, slots=True)
class AskedDraft:
    """A draft that was asked for and takes its time. `under` is the owner's message that asked, None for none."""

    wish: DraftWish = DraftWish.NONE
    under: str | None = None


@dataclass(frozen=True, slots=True)
class Nudge:
    """Everything that one nudge can say; `wording` puts it into words and drops what has no room (VOICE rule 11).

    `subject` is what the owner has written about that shares words with the post. `asked_ago` may be None when the
    time is not worth a word. `unanswered` is only true when the thread was looked at and stands empty. `to_owner`: it was
    said to the owner. `question`: a post that is not repeated asks something. `no_draft`: the word `draft` is not offered.
    `step` is the next small step, for NudgeKind.STEP. `followed_at` is when a follower began (UTC). `known_by` are the
    one or two whom the owner follows and who follow them too.
    """

    code: str
    kind: NudgeKind
    person: Person
    account: Account
    post: Post | None
    link: str
    unanswered: bool = False
    last: Exchange | None = None
    subject: str = ""
    subject_at: datetime | None = None
    silent_for: timedelta | None = None
    way_in: str = ""
    habits: Habits | None = None
    reasons: tuple[Reason, ...] = ()
    to_owner: bool = False
    question: bool = False
    no_draft: bool = False
    step: Step | None = None
    followed_at: datetime | None = None
    known_by: tuple[Person, ...] = ()


class SuggestionEvent(StrEnum):
    """What can happen to a suggestion."""

    CLAIM = "claim"
    DELIVERED = "delivered"
    NOT_SENT = "surely not sent"
    WORLD_CHANGED = "world changed"
    TOO_OLD = "too old"
    APPROVE = "approve"
    SKIP = "skip"
    ANSWERED_ELSEWHERE = "answered elsewhere"
    LATER = "later"
    NEVER = "never"
    UNDO = "undo"
    EDITED = "target edited"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    LOST = "unclear"
    FOUND = "found"
    REPEAT = "harmless to repeat"
    SEND_ONCE_MORE = "send once more"
    LEAVE_IT = "leave it"
    DELETE = "delete"
    LAID_TO_REST = "laid to rest"


S, E = SuggestionState, SuggestionEvent
SUGGESTION_MOVES: dict[tuple[SuggestionState, SuggestionEvent], SuggestionState] = {
    (S.AWAITING_DELIVERY, E.CLAIM): S.DELIVERING,
    (S.AWAITING_DELIVERY, E.WORLD_CHANGED): S.WITHDRAWN,
    (S.AWAITING_DELIVERY, E.NEVER): S.WITHDRAWN,
    (S.AWAITING_DELIVERY, E.ANSWERED_ELSEWHERE): S.ANSWERED_ELSEWHERE,
    (S.AWAITING_DELIVERY, E.TOO_OLD): S.EXPIRED,
    (S.DELIVERING, E.DELIVERED): S.AWAITING_OWNER,
    (S.DELIVERING, E.NOT_SENT): S.AWAITING_DELIVERY,
    (S.DELIVERING, E.NEVER): S.WITHDRAWN,
    (S.AWAITING_OWNER, E.APPROVE): S.AWAITING_PUBLISH,
    (S.AWAITING_OWNER, E.SKIP): S.SKIPPED,
    (S.AWAITING_OWNER, E.ANSWERED_ELSEWHERE): S.ANSWERED_ELSEWHERE,
    (S.AWAITING_OWNER, E.LATER): S.AWAITING_DELIVERY,
    (S.AWAITING_OWNER, E.NEVER): S.WITHDRAWN,
    (S.AWAITING_OWNER, E.WORLD_CHANGED): S.WITHDRAWN,
    (S.AWAITING_OWNER, E.TOO_OLD): S.EXPIRED,
    (S.AWAITING_PUBLISH, E.UNDO): S.AWAITING_OWNER,
    (S.AWAITING_PUBLISH, E.EDITED): S.AWAITING_OWNER,
    (S.AWAITING_PUBLISH, E.TOO_OLD): S.AWAITING_OWNER,
    (S.AWAITING_PUBLISH, E.ANSWERED_ELSEWHERE): S.ANSWERED_ELSEWHERE,
    (S.AWAITING_PUBLISH, E.WORLD_CHANGED): S.WITHDRAWN,
    (S.AWAITING_PUBLISH, E.NEVER): S.WITHDRAWN,
    (S.AWAITING_PUBLISH, E.CLAIM): S.PUBLISHING,
    (S.PUBLISHING, E.CONFIRMED): S.PUBLISHED,
    (S.PUBLISHING, E.REFUSED): S.FAILED,
    (S.PUBLISHING, E.NOT_SENT): S.AWAITING_PUBLISH,
    (S.PUBLISHING, E.LOST): S.UNCLEAR,
    (S.UNCLEAR, E.FOUND): S.PUBLISHED,
    (S.UNCLEAR, E.REPEAT): S.PUBLISHING,
    (S.UNCLEAR, E.SEND_ONCE_MORE): S.AWAITING_PUBLISH,
    (S.UNCLEAR, E.LEAVE_IT): S.FAILED,
    (S.PUBLISHED, E.DELETE): S.RETRACTING,
    (S.RETRACTING, E.CONFIRMED): S.RETRACTED,
    (S.RETRACTING, E.NOT_SENT): S.RETRACTING,
    (S.RETRACTING, E.LOST): S.RETRACTING,
    (S.RETRACTING, E.REFUSED): S.PUBLISHED,
    (S.AWAITING_DELIVERY, E.LAID_TO_REST): S.WITHDRAWN,
    (S.DELIVERING, E.LAID_TO_REST): S.WITHDRAWN,
    (S.AWAITING_OWNER, E.LAID_TO_REST): S.WITHDRAWN,
    (S.AWAITING_PUBLISH, E.LAID_TO_REST): S.WITHDRAWN,
    (S.PUBLISHING, E.LAID_TO_REST): S.FAILED,
    (S.UNCLEAR, E.LAID_TO_REST): S.FAILED,
    (S.RETRACTING, E.LAID_TO_REST): S.PUBLISHED,
}
INITIAL = SuggestionState.AWAITING_DELIVERY
ENDS = frozenset(
    {
        SuggestionState.RETRACTED,
        SuggestionState.SKIPPED,
        SuggestionState.ANSWERED_ELSEWHERE,
        SuggestionState.EXPIRED,
        SuggestionState.WITHDRAWN,
        SuggestionState.FAILED,
    }
)

SETTLED = ENDS | {SuggestionState.PUBLISHED}
"""Where nothing more comes by itself: what is out moves only if the owner takes it back."""

ENDED_BY_NEVER = frozenset(state for state, event in SUGGESTION_MOVES if event is E.NEVER)
"""Where the owner's wish to hear no more of somebody ends it; what may be out already is found out all the same."""

SUGGESTION_LIFE = Life("a suggestion", INITIAL, SUGGESTION_MOVES, ENDS)


def next_state(state: SuggestionState, event: SuggestionEvent) -> SuggestionState:
    """The state that follows. Raises `NotAllowed` for a move that the table does not have."""
    return SUGGESTION_LIFE.after(state, event)
