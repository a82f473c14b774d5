"""Say what a network must be able to do for us: read as the owner, write to the owner, and hear the owner's answers.

These roles here and one more in `publishing`, because they carry different kinds of permission. Every method may raise
`PlatformError`; `LoginEnded` means that nothing will work until the owner logs in again. All times are UTC.
No client object, raw dict or HTML passes this border. Methods are synchronous, and one object belongs to one thread
at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain import (
    Account,
    Act,
    Answer,
    Batch,
    Interaction,
    Limits,
    Network,
    Notice,
    Outgoing,
    Post,
    PostRef,
    Relationship,
    Sender,
    Sent,
    Spoken,
    Thread,
    Visibility,
)
from bot.errors import Problem

Idempotency = Callable[[Act, str, datetime], str]
"""Makes a network's idempotency data for an act, an approval's id and the time of approval: JSON, fixed before the
first attempt. Pure; each network has one in its `idempotency` module (Mastodon: Idempotency-Key, MD-9; Bluesky: record key and
whole record, BW-6)."""

Seen = Callable[[Iterable[str]], Collection[str]]
"""Tells which of these uris posts were stored under before (the seen-set, kept 8 days); asked once for many of them."""


def unseen(_uris: Iterable[str]) -> Collection[str]:
    """None of them was."""
    return ()


class Reader(Protocol):
    """Reads as the owner. Never changes read markers, preferences, follows or filters (MN-10, BN-5, BT-9)."""

    @property
    def network(self) -> Network:
        """Which network this reads."""

    @property
    def owner(self) -> Account:
        """The owner's own account on it. The first call asks the network, later ones remember.

        Raises `WrongAccount` when the login belongs to another account than the configured one.
        """

    def verify(self) -> Account:
        """The same, asked of the network now, whatever is remembered or was recalled."""

    def knows(self) -> str:
        """What was learnt of the owner and the server, as JSON to be kept for a start at which the network is silent.

        Empty before `verify` has succeeded.
        """

    def recall(self, known: str) -> bool:
        """Go by what an earlier process learnt (`knows`) until the network is asked; whether it can be gone by.

        What cannot be read counts as nothing, and so does what was learnt with another configured address or server.
        """

    @property
    def limits(self) -> Limits:
        """What a public reply may be here. The first call may ask the network, later ones remember."""

    @property
    def usual_visibility(self) -> Visibility:
        """What the owner's posts have by default (MD-6). The first call may ask the network; PUBLIC where none exists."""

    def new_posts(self, mark: str, *, seen: Seen, floor: datetime) -> Batch[Post]:
        """Home since `mark`, unwrapped from reshares, without private messages.

        One page, and further pages only while a whole page was unseen; never further back than `floor`, never more than
        20 pages. An empty mark starts at the floor. `gap` when the feed ended above the mark.
        """

    def recent_posts(self, *, since: datetime, pages: int = 10) -> Batch[Post]:
        """Home again from the top back to `since`, to catch late and back-dated posts (MT-3, BT-3). Mark is empty."""

    def notices(self, mark: str, *, floor: datetime) -> Batch[Notice]:
        """What others did towards the owner since `mark`: mentions, replies, quotes, likes, reshares, follows.

        With an overlap, so that a notice may come twice: its `id` is the same then. Includes notices that the server
        filtered away (MN-4) where it lets us see them. Private messages come as kind MESSAGE without a post.
        """

    def posts_by(self, account: Account, *, limit: int = 40, since: datetime | None = None) -> tuple[Post, ...]:
        """An account's latest own posts, replies included, reshares with `reshared_by` set, newest first.

        With `since`, pages back until then (at most `limit` posts). Works for the owner's account too.
        """

    def thread(self, post: PostRef) -> Thread | None:
        """The post with what stands above and below it. None: gone, or not for the owner's eyes."""

    def fetch(self, refs: Iterable[PostRef]) -> Mapping[str, Post]:
        """The posts as they are now, by uri. A missing one is gone, or one side blocks the other (BT-11, MF-5)."""

    def relationships(self, accounts: Iterable[Account]) -> Mapping[str, Relationship]:
        """How the owner stands to each account, by `Account.key`, in as few calls as the network allows."""

    def profiles(self, accounts: Iterable[Account]) -> Mapping[str, Account]:
        """The accounts with flags, bio and counts as they are now, by `Account.key`; missing ones are gone."""

    def find_account(self, address: str) -> Account | None:
        """The account with this address, or None."""

    def follows(self) -> Iterator[Account]:
        """Everyone the owner follows."""

    def followers(self, *, limit: int = 200) -> tuple[Account, ...]:
        """The latest followers, newest first."""

    def known_by(self, whom: Account) -> tuple[Account, ...]:
        """Those whom the owner follows and who follow this account, too, as far as the network tells.

        Empty where the server does not know that; never somebody who hides whom they follow.
        """

    def own_acts(self, *, since: datetime) -> tuple[Interaction, ...]:
        """The owner's own likes, reshares and follows of late, made in any app, as far as this login may see them."""

    def find_post(self, url: str) -> Post | None:
        """The post that a web address of this network names, or None when it is not one of ours."""

    def check(self) -> list[Problem]:
        """Everything that would keep this login from working, without raising."""

    def close(self) -> None:
        """Give connections back; nothing can be asked afterwards."""


class Outbound(Protocol):
    """Tells the owner something in private, and nobody else. A push service is this half alone."""

    @property
    def network(self) -> Network | None:
        """Which network carries the messages; None where none does."""

    @property
    def channel(self) -> str:
        """Names this conversation for good: the network, the bot account and the owner, each as verified.

        Another bot account, another owner, another network: another channel. Raises `WrongAccount` when the login belongs
        to another account than the configured one.
        """

    @property
    def limits(self) -> Limits:
        """What fits into one message, the address in front already taken off."""

    def spoken(self, *, limit: int = 40) -> tuple[Spoken, ...]:
        """The latest messages of the bot's own to the owner that stand in the conversation, newest first.

        Empty where the network does not list them. Raises `PlatformError` when that cannot be told.
        """

    def send(self, message: Outgoing) -> Sent:
        """Deliver one message to the owner.

        Raises `NotAllowed` before a byte leaves if anyone but the owner would receive it, `PlatformError` with
        `outcome_unknown` when it may have arrived: then `find_sent` before repeating.
        """

    def find_sent(self, message: Outgoing, *, since: datetime) -> Sent | None:
        """The message if it stands in the conversation, sent after `since`; None if it surely does not.

        Raises `PlatformError` when that cannot be told.
        """

    def check(self) -> list[Problem]:
        """Everything that would keep messages from arriving (follows, rights, limits), without raising."""

    def close(self) -> None:
        """Give connections back; nothing can be sent afterwards."""


class Inbound(Protocol):
    """Hears what the owner answers in private: words, and reactions."""

    @property
    def owner(self) -> Sender:
        """The owner as the bot's server knows them; only answers from exactly this sender count."""

    def answers(self, mark: str) -> Batch[Answer]:
        """Everything that reached the bot account in private since `mark`, also while the program was down.

        Strangers' messages are included: whoever reads must compare `sender` with `owner` first. An empty mark starts
        now: nothing that was said before the first run is an answer.
        """

    def stands(self, answer: Answer) -> bool:
        """Whether an answer of the owner's still says what it said when it was read.

        Asked of the network anew. False when it is gone, was edited, is no longer private, or cannot be read; for a
        reaction, when it was taken away. Raises `PlatformError` when that cannot be told now. True where the network's
        messages cannot be changed.
        """


class Messenger(Outbound, Inbound, Protocol):
    """Both halves of one conversation: writes private messages to the owner, and reads what comes back."""


@dataclass(frozen=True, slots=True)
class OneWay:
    """A way of writing to the owner that nothing comes back by, such as a push service."""

    outbound: Outbound


Way = Messenger | OneWay
"""How we reach the owner."""


def outbound(way: Way) -> Outbound:
    """The half that tells."""
    return way.outbound if isinstance(way, OneWay) else way


def inbound(way: Way) -> Inbound | None:
    """The half that hears; None where nothing comes back."""
    return None if isinstance(way, OneWay) else way
