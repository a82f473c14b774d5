"""Put words for the owner into the outbox: the one way in which jobs speak.

Every text comes from `wording` and passes `layout`, so that no handle in it reaches anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import wording
from bot.config import Config
from bot.decide.drafting import compose
from bot.domain import (
    Account,
    Act,
    Draft,
    Limits,
    MessageKind,
    Network,
    Offer,
    Post,
    PostRef,
    Reply,
    Visibility,
)
from bot.outbox import layout
from bot.store import Transaction, approvals, messages, people, posts, settings
from bot.store.messages import Message
from bot.store.people import own_accounts
from bot.store.suggestions import Suggestion
from bot.wording import Frame
from bot.wording.text import Name


@dataclass(frozen=True, slots=True)
class Told:
    """Where an answer of ours belongs: under which of the owner's messages, about which suggestion."""

    reply_to: str | None = None
    suggestion: int | None = None


@dataclass(frozen=True, slots=True)
class Says:
    """One thing to be said, not in the outbox yet. `about` is the suggestion (its id) that it is about.

    `act` is what these words show or offer, `draft` the number of the words, `offers` what wants to hear more than plain
    consent, `beside` the number of the words that are offered beside those of `draft`. `announces`: it says when an approved
    reply goes out, whose time to undo begins with its delivery. `again` is an earlier message, to be said in the same words;
    not `approvable`: the words alone.
    """

    text: str | Frame = ""
    about: int | None = None
    kind: MessageKind = MessageKind.NOTICE
    draft: int | None = None
    act: Act | None = None
    offers: Offer = Offer.NOTHING
    beside: int | None = None
    announces: bool = False
    again: Message | None = None
    approvable: bool = True


@dataclass(frozen=True, slots=True)
class Teller:
    """Speaks to the owner, through the outbox. `room` is what one private message may hold.

    `replies` are the limits of public replies, by network; `visibility` is the owner's usual one there (MD-6).
    `carried_by` is the network of the private messages.
    """

    config: Config
    room: Limits
    replies: Mapping[Network, Limits]
    visibility: Mapping[Network, Visibility]
    carried_by: Network | None = None

    def zone(self, tx: Transaction) -> ZoneInfo:
        """The owner's time zone."""
        return settings.zone(tx, self.config.owner.timezone)

    @property
    def usual_language(self) -> str:
        """The language that need not be named in a preview."""
        return next(iter(self.config.owner.languages), "")

    def embedding(self, post: PostRef) -> PostRef | None:
        """The post, if a private message can carry it itself; None where its link must stand in the text."""
        return post if self.room.embeds and post.network == self.carried_by else None

    def drafts_off(self, post: Post) -> bool:
        """Whether no draft is made for this post: never, or not on its author's server (DESIGN 7)."""
        server = self.config.servers.get(post.author.address.rpartition("@")[2])
        return self.config.drafts.by == "off" or (server is not None and server.drafts == "off")

    def say(
        self,
        tx: Transaction,
        text: str | Frame,
        *,
        now: datetime,
        kind: MessageKind = MessageKind.NOTICE,
        to: Told = Told(),  # frozen
        begun: bool = False,
    ) -> int:
        """Queue a message that shows nothing to approve."""
        return self.put(tx, Says(text, to.suggestion, kind), now=now, under=to.reply_to, begun=begun)

    def put(self, tx: Transaction, says: Says, *, now: datetime, under: str | None = None, begun: bool = False) -> int:
        """Put it into the outbox, under a message of the owner's, in parts where needed; the id of the last part.

        `begun`: nobody asked just now, so quiet hours bind it.
        """
        if says.again is not None:
            return messages.repeat(tx, says.again, says.kind, now=now, reply_to=under, to_approve=says.approvable)
        text = self.marked(says.act, says.text) if isinstance(says.text, Frame) else says.text
        message = messages.queue(
            tx, says.kind, layout.messages(text, self.room), now=now, suggestion=says.about, draft=says.draft,
            act=says.act, offers=says.offers, beside=says.beside, reply_to=under, begun=begun,
        )  # fmt: skip
        held = approvals.live(tx, says.about) if says.announces and says.about is not None else None
        if held is not None:
            approvals.announced_by(tx, held, message)
        return message

    def compose(
        self, tx: Transaction, row: Suggestion, words: str, *, target: Post, only: bool = False, disclosure: str = ""
    ) -> Reply:
        """The reply that these words would become (DESIGN 2): the publisher adds nothing to it."""
        own = own_accounts(tx)
        return self.composed(row, words, target=target, own=own, only=only, disclosure=disclosure)

    def composed(
        self,
        row: Suggestion,
        words: str,
        *,
        target: Post,
        own: Iterable[Account],
        only: bool = False,
        disclosure: str = "",
    ) -> Reply:
        """The same, where the owner's own accounts are known."""
        return compose(
            words,
            target,
            None,
            self.replies[row.network],
            owner_uids=frozenset(account.uid for account in own),
            default=self.visibility.get(row.network, Visibility.PUBLIC),
            languages=self.config.owner.languages,
            only=only,
            disclosure=disclosure,
        )

    def marked(self, act: Act | None, frame: Frame) -> Frame:
        """The frame of a preview with what of its words becomes a link."""
        limits = self.replies.get(act.target.network) if isinstance(act, Reply) else None
        return wording.marked(frame, limits.marks(act.text)) if limits is not None and isinstance(act, Reply) else frame

    def name(self, tx: Transaction, row: Suggestion) -> Name:
        """What the person of a suggestion is called."""
        return wording.name(people.person(tx, row.person))


def target_of(tx: Transaction, row: Suggestion) -> Post:
    """The post that a suggestion is about, as stored. Raises KeyError when it is not kept any more."""
    held = posts.get(tx, row.post_uri) if row.post_uri else None
    if held is None:
        raise KeyError(row.post_uri)
    return held.post


def draft_code(row: Suggestion, draft: Draft | int) -> str:
    """The short code under which the owner can name these words: `t4.1`."""
    return f"{row.code}.{draft if isinstance(draft, int) else draft.number}"
