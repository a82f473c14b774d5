"""Name the things that Nudge speaks about; everything else is built from these values.

owner         the one person this serves
bot account   the second account, flagged as bot, that carries the private messages and speaks to the owner only
person        someone else, with one account or several
post          what somebody said in public or to their followers, as a frozen value
interaction   one dated act between owner and person, either way: reply, mention, quote, like, reshare, follow, message
standing      what the interactions add up to: stage, last contact each way, who owes a word
habits        how an account converses, measured on its own latest posts
verdict       what the rules say of a post: vetoed or a score, always with reasons
suggestion    a verdict chosen for the owner; the row that moves through the states
nudge         the private message that carries a suggestion
draft         numbered words for a suggestion; never permission
preview       the message that shows a draft's complete final text
answer        what the owner sent back: words, or a reaction
approval      permission for one act, from one answer, used once
publication   the reply, done once

All times are timezone-aware and in UTC. Texts are plain: no HTML, no markup. Addresses are written without a
leading at sign. Words of the networks (toot, status, record, DID) stop at the adapters.
"""

from bot.domain.approvals import (
    APPROVAL_LIFE,
    PREVIEW_LASTS,
    Act,
    Approval,
    ApprovalEvent,
    ApprovalState,
    Boot,
    Published,
    Reply,
    Retract,
    digest,
)
from bot.domain.messages import (
    MESSAGE_LIFE,
    QUIET_BEFORE_BARE_CONSENT,
    TERMINAL,
    Answer,
    MessageEvent,
    MessageKind,
    MessageState,
    Offer,
    OpenMessage,
    Outgoing,
    Sender,
    Sent,
    Spoken,
)
from bot.domain.networks import Limits, Marks, Network
from bot.domain.people import (
    Account,
    AccountFlag,
    Exchange,
    Goal,
    Habits,
    Interaction,
    InteractionKind,
    Person,
    PersonNotes,
    Relationship,
    Stage,
)
from bot.domain.posts import Batch, Link, Mentioned, Notice, Post, PostRef, Talk, Thread, Visibility
from bot.domain.suggestions import (
    ENDED_BY_NEVER,
    ENDS,
    INITIAL,
    SETTLED,
    SUGGESTION_LIFE,
    SUGGESTION_MOVES,
    AskedDraft,
    Draft,
    DraftWish,
    Motive,
    Nudge,
    NudgeKind,
    Reason,
    Step,
    SuggestionEvent,
    SuggestionState,
    Verdict,
    WrittenBy,
    next_state,
)
from bot.domain.transitions import Life
from bot.domain.zones import zone_or

__all__ = [
    "APPROVAL_LIFE",
    "ENDED_BY_NEVER",
    "ENDS",
    "INITIAL",
    "MESSAGE_LIFE",
    "PREVIEW_LASTS",
    "QUIET_BEFORE_BARE_CONSENT",
    "SETTLED",
    "SUGGESTION_LIFE",
    "SUGGESTION_MOVES",
    "TERMINAL",
    "Account",
    "AccountFlag",
    "Act",
    "Answer",
    "Approval",
    "ApprovalEvent",
    "ApprovalState",
    "AskedDraft",
    "Batch",
    "Boot",
    "Draft",
    "DraftWish",
    "Exchange",
    "Goal",
    "Habits",
    "Interaction",
    "InteractionKind",
    "Life",
    "Limits",
    "Link",
    "Marks",
    "Mentioned",
    "MessageEvent",
    "MessageKind",
    "MessageState",
    "Motive",
    "Network",
    "Notice",
    "Nudge",
    "NudgeKind",
    "Offer",
    "OpenMessage",
    "Outgoing",
    "Person",
    "PersonNotes",
    "Post",
    "PostRef",
    "Published",
    "Reason",
    "Relationship",
    "Reply",
    "Retract",
    "Sender",
    "Sent",
    "Spoken",
    "Stage",
    "Step",
    "SuggestionEvent",
    "SuggestionState",
    "Talk",
    "Thread",
    "Verdict",
    "Visibility",
    "WrittenBy",
    "digest",
    "next_state",
    "zone_or",
]
