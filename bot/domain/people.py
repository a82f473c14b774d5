"""Name accounts and persons, what they do to one another, and what is known of a relation."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.networks import Network

_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and pictures that show nothing."""


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
        """The name to use in a sentence: the display name if it shows anything, else the part before the domain."""
        shows = any(unicodedata.category(sign)[0] in "LNPS" and sign not in _BLANK for sign in self.name)
        return self.name.strip() if shows else self.address.split("@")[0].split(".")[0]


@dataclass(frozen=True, slots=True)
class Relationship:
    """How the owner's account and another stand to each other, as the network says."""

    following: bool = False
    followed_by: bool = False
    blocking: bool = False
    blocked_by: bool = False
    muting: bool = False


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
    """Someone the owner may talk with: one account or several, seen as one.

    Nothing is said about them before `quiet_until`. With a `forget_at` they are to be forgotten then, and until then stand in
    nothing that leaves this program.
    """

    id: int
    name: str
    accounts: tuple[Account, ...]
    goal: Goal = Goal.NONE
    every: timedelta | None = None
    note: str = ""
    never: bool = False
    quiet_until: datetime | None = None
    forget_at: datetime | None = None

    def is_quiet(self, now: datetime) -> bool:
        """Whether the owner asked for quiet about this person, and the time is not over."""
        return self.quiet_until is not None and now < self.quiet_until

    def may_be_spoken_of(self, now: datetime) -> bool:
        """Whether anything may be said about them that the owner did not ask for, or leave for a model: the one answer to that."""
        return not self.never and self.forget_at is None and not self.is_quiet(now)

    def comes_at(self, at: datetime, paused_until: datetime | None) -> datetime:
        """When what was asked for about them at a time comes: not while they are not to be spoken of, nor within a pause."""
        return max((at, *(each for each in (self.quiet_until, paused_until) if each is not None)))


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
    """The last words that the two had: what was said, when, under what. `both`: each has said some by then."""

    at: datetime
    theirs: str = ""
    yours: str = ""
    under: str = ""
    theirs_last: bool = True
    both: bool = True


@dataclass(frozen=True, slots=True)
class PersonNotes:
    """Everything that is noted of a person: one field for each column of the table, and no other."""

    id: int
    name: str
    created_at: datetime
    goal: Goal = Goal.NONE
    every_days: float | None = None
    note: str = ""
    never: bool = False
    remind_at: datetime | None = None
    remind_text: str = ""
    remind_asked_at: datetime | None = None
    quiet_until: datetime | None = None
    forget_at: datetime | None = None
