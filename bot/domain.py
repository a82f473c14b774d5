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

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Network(StrEnum):
    """Where something was said."""

    MASTODON = "mastodon"
    BLUESKY = "bluesky"
    MEMORY = "memory"


class Visibility(StrEnum):
    """Who can read a post, from everyone to the people it names."""

    PUBLIC = "public"
    UNLISTED = "unlisted"
    FOLLOWERS = "followers"
    DIRECT = "direct"

    @property
    def privacy(self) -> int:
        """0 for everyone, 3 for the people named only; larger is more private."""
        return list(Visibility).index(self)

    @property
    def quotable(self) -> bool:
        """Whether the words may be repeated to the owner in a private message (DESIGN 1.6)."""
        return self in (Visibility.PUBLIC, Visibility.UNLISTED)


class AccountFlag(StrEnum):
    """Why an account may not be one to answer."""

    BOT = "bot"
    GROUP = "group"
    MOVED = "moved"
    SUSPENDED = "suspended"
    LIMITED = "limited"
    MEMORIAL = "memorial"
    NOBOT = "nobot"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Account:
    """One account as the owner's server shows it.

    `uid` is what stays when names change: `user@domain` in lower case on Mastodon, the DID on Bluesky.
    `local_id` is the id by which the server that was asked knows it (the DID again on Bluesky).
    `address` is what a person types to name it, without a leading at sign.
    `bio` holds the plain text of the profile and its fields. Counts are None where the answer carried none.
    """

    network: Network
    uid: str
    local_id: str
    address: str
    name: str
    url: str = ""
    bio: str = ""
    flags: frozenset[AccountFlag] = frozenset()
    followers: int | None = None
    following: int | None = None
    posts: int | None = None
    created_at: datetime | None = None

    @property
    def key(self) -> str:
        """Unique over all networks."""
        return f"{self.network}:{self.uid}"

    @property
    def identity(self) -> str:
        """Names this very account for good: the key, and the id on its own server where that is another thing.

        Whoever gets the same address later is another account (MD-12). What leads to a write is bound to it.
        """
        return self.key if self.local_id == self.uid else f"{self.key}#{self.local_id}"

    @property
    def called(self) -> str:
        """The name to use in a sentence: the display name, else the part before the domain."""
        return self.name.strip() or self.address.split("@")[0].split(".")[0]


@dataclass(frozen=True, slots=True)
class Ties:
    """How the owner's account and another stand to each other, as the network says."""

    following: bool = False
    followed_by: bool = False
    blocking: bool = False
    blocked_by: bool = False
    muting: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a post, with the title of its card where the post brought one."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Mentioned:
    """An account that a post names."""

    uid: str
    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class PostRef:
    """Points at one version of one post.

    `uri` is the same on every server. `local_id` is the owner's server's id (the uri again on Bluesky).
    `version` changes when the words change: time of the edit on Mastodon, CID on Bluesky.
    """

    network: Network
    uri: str
    local_id: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody said, as the owner may see it.

    `created_at` is the author's claim; `seen_at` is when the owner's server had it (they differ for late posts).
    `link` opens the post where the owner is logged in. `parent` and `root` are set for replies; `parent_uid` is the
    account that is answered (None: unknown). `thread_uids` are the accounts of the ancestors as far as known.
    `quoted` holds the quoted post's words if they may be shown. `replies_closed` means that the network would not
    show the owner's reply. `filtered` means that a filter or muted word of the owner's own fits. `logged_in_only` means
    that the author asks not to be shown to people without an account. `via` names the program it was posted with.
    """

    ref: PostRef
    author: Account
    text: str
    created_at: datetime
    seen_at: datetime
    link: str
    visibility: Visibility = Visibility.PUBLIC
    language: str | None = None
    warning: str = ""
    links: tuple[Link, ...] = ()
    media: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    mentions: tuple[Mentioned, ...] = ()
    parent: PostRef | None = None
    parent_uid: str | None = None
    root: PostRef | None = None
    thread_uids: tuple[str, ...] = ()
    quoted: str = ""
    quotes_uri: str | None = None
    poll: bool = False
    replies: int | None = None
    likes: int | None = None
    reshares: int | None = None
    reshared_by: Account | None = None
    replies_closed: bool = False
    filtered: bool = False
    logged_in_only: bool = False
    labels: frozenset[str] = frozenset()
    via: str = ""

    @property
    def uri(self) -> str:
        """The same on every server; the key under which everything about this post is kept."""
        return self.ref.uri

    @property
    def network(self) -> Network:
        """Where it was said."""
        return self.ref.network

    @property
    def quotable(self) -> bool:
        """Whether its words may be kept and repeated to the owner (DESIGN 1.6)."""
        return self.visibility.quotable and not self.logged_in_only


@dataclass(frozen=True, slots=True)
class Thread:
    """A post in its conversation: what stands above it, and every reply known below it, oldest first."""

    post: Post
    above: tuple[Post, ...] = ()
    below: tuple[Post, ...] = ()


class InteractionKind(StrEnum):
    """What one of the two did."""

    REPLY = "reply"
    MENTION = "mention"
    QUOTE = "quote"
    LIKE = "like"
    RESHARE = "reshare"
    FOLLOW = "follow"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class Interaction:
    """One dated act between the owner and an account.

    `post_uri` is the post that was the act (a reply) or None; `subject_uri` the post it was done to.
    """

    kind: InteractionKind
    by_owner: bool
    account: str  # Account.key
    at: datetime
    post_uri: str | None = None
    subject_uri: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that somebody did towards the owner, as the network's notifications tell it.

    `post` is theirs (mention, reply, quote); `subject_uri` is the owner's post that it is about.
    A private message of another person has kind MESSAGE and no post: its text is neither stored nor suggested.
    """

    id: str
    kind: InteractionKind
    account: Account
    at: datetime
    post: Post | None = None
    subject_uri: str | None = None


@dataclass(frozen=True, slots=True)
class Batch(Generic[T]):
    """One poll's harvest, oldest first, with the mark to store in the same transaction.

    `gap` is true when the server could not give everything since the last mark. `skipped` counts items that could not
    be read; each was logged, and none of them failed its page.
    """

    items: tuple[T, ...]
    mark: str
    gap: bool = False
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """What differs between networks, declared once so that nobody asks for the network's name.

    `measure` counts a text as this network counts it. `addresses`: a reply must carry the address of everyone it
    should reach. `repeat_harmless`: for how long after the first attempt the same sealed request cannot post twice
    (None: never harmless). `reactions`: consent may come as a reaction. `embeds`: a message can carry the post itself,
    so its link need not stand in the text. `keep_name`: an answer only arrives with the bot's name in front (MO-9).
    `names_reach`: whoever is named in a private message receives it (MD-1). `copies`: other servers hold copies of what
    was said in public, which they are only asked to delete.
    """

    characters: int
    measure: Callable[[str], int]
    addresses: bool = False
    repeat_harmless: timedelta | None = None
    reactions: bool = False
    embeds: bool = False
    keep_name: bool = False
    names_reach: bool = True
    copies: bool = True


# --- the acts, and permission for them


@dataclass(frozen=True, slots=True)
class Reply:
    """The owner's reply exactly as it will stand: `compose` makes it before the preview, nothing is added later.

    `text` is complete, with the addresses in front where the network needs them; `words` are the owner's own part.
    """

    target: PostRef
    root: PostRef
    text: str
    words: str
    addresses: tuple[str, ...] = ()
    visibility: Visibility = Visibility.PUBLIC
    warning: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Retract:
    """Taking back one reply of the owner's own."""

    reply: PostRef


Act = Reply | Retract


def digest(act: Act) -> str:
    """Hash of everything that an approval covers; one changed letter gives another hash."""
    canonical = json.dumps([type(act).__name__, asdict(act)], sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Approval:
    """Permission for one act, from one answer of the owner's, used once.

    Made in two places only: `approvals.approve` and the store that reads them back (a test lists the call sites).
    `seal` is the network's idempotency data, fixed before the first attempt (MD-9, BW-6). `account` is the
    `Account.identity` of the owner's account under whose name it may be used, and under no other.
    """

    id: str
    suggestion: int
    act: Act
    digest: str
    answer_id: str
    approved_at: datetime
    seal: str
    account: str


@dataclass(frozen=True, slots=True)
class Boot:
    """A moment by the machine's own clock: which start of the machine it belongs to, and seconds since then.

    Two moments can be compared only where `id` is the same. Nobody can set this clock, and it counts while the machine
    sleeps (CLOCK_BOOTTIME).
    """

    id: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Published:
    """Where a reply now stands."""

    ref: PostRef
    link: str
    at: datetime | None = None


# --- private messages


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A private message to the owner, ready to leave.

    `text` has passed the mention guard. `reply_to` is the network's id of the message it belongs under. `about` is the
    post to embed where the network can. `key` is ours, unique per message, for networks that honour one.
    """

    text: str
    key: str
    reply_to: str | None = None
    about: PostRef | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A private message that stands: the network's id and time."""

    id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Spoken:
    """A private message of the bot's to the owner as it stands in the conversation on the network."""

    id: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote a private message, by everything the network knows them by; both must match (MD-12, BI-4)."""

    uid: str
    local_id: str


TERMINAL = Sender(uid="terminal", local_id="terminal")
"""Whoever may write into the data folder is the owner; no network gives an account this name."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back in private: words, or a reaction on one of our messages.

    `reply_to` is the id of the message answered or reacted to (None: a fresh message). `removed` means that the
    reaction was taken back. `others` are the addresses of everyone else who received it; `private` is false when it
    was not a private message at all. Either makes it no answer (DESIGN 8). The bot's own name in front is taken off.
    """

    id: str
    sender: Sender
    at: datetime
    text: str = ""
    reply_to: str | None = None
    reaction: str | None = None
    removed: bool = False
    others: tuple[str, ...] = ()
    private: bool = True


# --- what is known of a relation


class Stage(StrEnum):
    """How far two people have come."""

    STRANGER = "stranger"
    NOTICED = "noticed"
    MET = "met"
    KNOWN = "known"
    FRIEND = "friend"


class Goal(StrEnum):
    """What the owner wants with a person, from the config or by `meet` and `keep`."""

    NONE = "none"
    GET_TO_KNOW = "get-to-know"
    KEEP_IN_TOUCH = "keep-in-touch"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone the owner may talk with: one account or several, seen as one."""

    id: int
    name: str
    accounts: tuple[Account, ...]
    goal: Goal = Goal.NONE
    every: timedelta | None = None
    note: str = ""
    never: bool = False


@dataclass(frozen=True, slots=True)
class Habits:
    """How an account converses, measured on its latest own posts (up to 40, reshares included).

    `answers` are posts that answer somebody else; `answered_back` of `received` answers got a word from the author.
    """

    posts: int
    answers: int
    reshares: int
    links: int
    questions: int
    received: int
    answered_back: int
    per_day: float
    measured_at: datetime
    clockwork: bool = False
    topics: tuple[str, ...] = ()

    @property
    def conversation_ratio(self) -> float:
        """Share of the account's own posts that answer somebody; 0 without posts."""
        own = self.posts - self.reshares
        return self.answers / own if own > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Exchange:
    """The last words that the two had: what was said, when, under what."""

    at: datetime
    theirs: str = ""
    yours: str = ""
    under: str = ""
    theirs_last: bool = True


# --- the verdict and what follows from it


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that fired: its name, its part of the score (0 for a veto), and the words for the owner."""

    rule: str
    score: float
    because: str


class Lane(StrEnum):
    """Why a person is suggested at all; each has its own opening line."""

    OWED = "owed"
    FRIEND = "friend"
    BACK = "back"
    GOAL = "goal"
    NEW = "new"


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


class State(StrEnum):
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


class MessageKind(StrEnum):
    """What a private message of ours is."""

    HELLO = "hello"
    NUDGE = "nudge"
    PREVIEW = "preview"
    DRAFT = "draft"
    RECEIPT = "receipt"
    OFFER = "offer"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Draft:
    """Numbered words for a suggestion. Never permission.

    `gap` is true while a place is left open that only the owner can fill. `by` says who wrote the words.
    """

    suggestion: int
    number: int
    words: str
    by: str = "owner"  # "owner", "starter" or "model"
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Nudge:
    """Everything that one nudge can say; `voice` puts it into words and drops what has no room (VOICE rule 11).

    `subject` is what the owner has written about that shares words with the post. `asked_ago` may be None when the
    time is not worth a word. `unanswered` is only true when the thread was looked at and stands empty.
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
    facts: dict[str, object] = field(default_factory=dict)
