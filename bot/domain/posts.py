"""Name what was said: posts, what they point at, the talk around them, and what a poll brings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

from bot.domain.networks import Network
from bot.domain.people import Account, InteractionKind

T = TypeVar("T")


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
    `language` is the author's label, `other_languages` are more of them where the network lets several be named.
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
    other_languages: tuple[str, ...] = ()
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
class Talk:
    """What is known of the conversation around a post. `None` means: not looked at.

    `replies` is how many answers are known. `author_answers` is how many of them are the author's own. `thanked`: the
    author has thanked somebody for an answer. `owner_answered`: the owner has answered this very post, in any app.
    `owner_takes_part`: the owner has said something elsewhere in the thread. `owner_asked`: the post answers words of the
    owner that held a question. `turns_today` counts the words between owner and author in the thread in the last 24
    hours. `people` counts who takes part, the owner not included.
    """

    replies: int | None = None
    author_answers: int | None = None
    thanked: bool | None = None
    owner_answered: bool = False
    owner_takes_part: bool = False
    owner_asked: bool | None = None
    turns_today: int = 0
    people: int | None = None
