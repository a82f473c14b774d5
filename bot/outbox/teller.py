"""Put words for the owner into the outbox: the one way in which jobs speak.

Every text comes from `wording` and passes `layout`, so that no handle in it reaches anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import wording
from bot.config import Config
from bot.decide.drafting import compose, has_gap
from bot.domain import Act, Draft, Limits, MessageKind, Network, Post, PostRef, Reply, Visibility, WrittenBy
from bot.outbox import layout
from bot.store import Transaction, messages, people, posts, suggestions
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

    @property
    def zone(self) -> ZoneInfo:
        """The owner's time zone."""
        return self.config.owner.timezone

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
        texts = layout.messages(text, self.room)
        where = {"suggestion": to.suggestion, "reply_to": to.reply_to}
        return messages.queue(tx, kind, texts, now=now, begun=begun, **where)  # type: ignore[arg-type]  # named above

    def compose(
        self, tx: Transaction, row: Suggestion, words: str, *, target: Post, only: bool = False, disclosure: str = ""
    ) -> Reply:
        """The reply that these words would become (DESIGN 2): the publisher adds nothing to it."""
        return compose(
            words,
            target,
            None,
            self.replies[row.network],
            owner_uids=frozenset(account.uid for account in own_accounts(tx)),
            default=self.visibility.get(row.network, Visibility.PUBLIC),
            languages=self.config.owner.languages,
            only=only,
            disclosure=disclosure,
        )

    def add_draft(
        self, tx: Transaction, row: Suggestion, words: str, act: Reply | None, *, by: WrittenBy, now: datetime
    ) -> Draft:
        """Number new words."""
        return suggestions.add_draft(tx, row.id, words, by=by, gap=has_gap(words), act=act, now=now)

    def show(
        self, tx: Transaction, row: Suggestion, draft: Draft, act: Reply, frame: Frame, *, to: Told, now: datetime
    ) -> int:
        """Queue a preview: the complete text, in parts where needed; only the last part can be approved."""
        texts = layout.parts(*self.marked(act, frame), self.room)
        return messages.queue(
            tx, MessageKind.PREVIEW, texts,
            now=now, suggestion=row.id, draft=draft.number, act=act, reply_to=to.reply_to,
        )  # fmt: skip

    def marked(self, act: Act, frame: Frame) -> Frame:
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
