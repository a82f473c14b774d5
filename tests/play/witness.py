"""Write down everything that can be seen and heard on the network, in one order: the ground on which consent is judged.

Nothing here looks into the program or its database. The witness sees what is delivered to the owner, what the owner says, when
the program asks for answers, what comes to stand under the owner's name, and how the world changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain import Post, Visibility
from bot.platforms.memory.chronicle import What
from tests.contract.memory_world import PEOPLE, MemoryWorld

OWNER, BOT = PEOPLE["owner"], PEOPLE["bot"]
JOINER = "\u2060"
TAG = re.compile(r"\[([a-z]\d+)(?:\.(\d+))?\]\s*$")
INVITES = re.compile(r"\b(send once more|send anyway|send|delete), or ")
QUOTED = re.compile(r'"(.*?)"', re.DOTALL)


@dataclass(frozen=True)
class Moment:
    """Where something stands in the one order, at which true time, and what the machine's clock said then."""

    number: int
    at: datetime
    clock: datetime


@dataclass(frozen=True)
class Letter:
    """A private message of the bot's, as its reader sees it. `earlier` are the parts that came before it."""

    when: Moment
    id: str
    to: tuple[str, ...]
    text: str
    earlier: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The short code of the suggestion that it is about, or nothing."""
        found = TAG.search(self.text)
        return found[1] if found else ""

    @property
    def draft(self) -> str:
        """The number of the words in it, or nothing."""
        found = TAG.search(self.text)
        return (found[2] or "") if found else ""

    @property
    def invites(self) -> str:
        """What it asks to be answered with, so that something is done in public: `send`, `delete`, or nothing."""
        found = INVITES.findall(self.text.rpartition('"')[2])
        return found[-1] if found else ""

    def shows(self, text: str) -> bool:
        """Whether a reader of it has seen this whole reply: the words in quotation marks, and every address in front."""
        words, handles = text, []
        while words.startswith("@"):
            handle, _, words = words.partition(" ")
            handles.append(handle[1:])
        quoted = ["".join(QUOTED.findall("".join((*self.earlier, self.text))))] if self.earlier else []
        quoted += QUOTED.findall(self.text)
        seen = any(_bare(words) == _bare(piece) for piece in quoted)
        return seen and all(handle in "".join((*self.earlier, self.text)) for handle in handles)


def _bare(text: str) -> str:
    return "".join(text.split())


@dataclass(frozen=True)
class Said:
    """What somebody sent to the bot, with what they meant by it."""

    when: Moment
    by: str
    means: str
    text: str = ""
    to: str | None = None
    code: str = ""
    further: bool = False
    private: bool = True
    here: bool = False  # said into the data folder, not on the network


@dataclass(frozen=True)
class Read:
    """A successful reading of what reached the bot: when it began."""

    when: Moment


@dataclass(frozen=True)
class Stands:
    """A post of the program's under the owner's name, and how it was with the post above it at that time."""

    when: Moment
    post: Post
    above: str
    against: tuple[str, ...]


@dataclass(frozen=True)
class Gone:
    """A post that the program deleted."""

    when: Moment
    uri: str


@dataclass(frozen=True)
class Changed:
    """The world moved on: what happened to a post."""

    when: Moment
    uri: str


@dataclass(frozen=True)
class Jump:
    """The machine's clock was set."""

    when: Moment


@dataclass
class Witness:
    """Everything in one order. `complaints` are truths about the promise that turned out to be none."""

    world: MemoryWorld
    clock: Callable[[], datetime]
    seen: list[object] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.by_owner = False
        self._publishing = False
        self._letters = 0
        self._parts: list[str] = []
        self._acts = self._silent_acts()
        self.world.net.posts.listen(self._said_in_public)
        self.look()

    def now(self) -> Moment:
        """The next place in the order."""
        return Moment(len(self.seen), self.world.now(), self.clock())

    def complain(self, what: str) -> None:
        """Something happened that must not."""
        self.complaints.append(what)

    def of(self, kind: type) -> list:
        """Everything of one kind, in order."""
        return [entry for entry in self.seen if isinstance(entry, kind)]

    # --- what the program does

    @contextmanager
    def request(self, name: str) -> Iterator[None]:
        """A request of the program's; what it did is seen even when its answer was lost."""
        began = self.now()
        before = set(self._own()) if name == "publish" else set()
        self._publishing = name == "publish"
        try:
            yield
            if name == "answers":
                self.seen.append(Read(began))
        finally:
            self._publishing = False
            self.look()
            if name == "publish":
                for uri in before - set(self._own()):
                    self.seen.append(Gone(self.now(), uri))

    def look(self) -> None:
        """See what has arrived since the last look."""
        letters = list(self.world.net.letters._letters.values())
        for letter in letters[self._letters :]:
            if letter.by == BOT:
                self._delivered(letter.id, letter.to, letter.text.replace(JOINER, ""))
        self._letters = len(letters)
        if self._silent_acts() != self._acts:
            self.complain("something was liked, passed on or followed under the owner's name")

    def _delivered(self, letter: str, to: tuple[str, ...], text: str) -> None:
        self.seen.append(Letter(self.now(), letter, to, text, tuple(self._parts)))
        if to != (OWNER,):
            self.complain(f"a private message of the bot's reached {to}")
        self._parts = [*self._parts, text] if re.search(r"\(\d+ of \d+, the rest follows\)$", text) else []

    def _said_in_public(self, post: Post) -> None:
        if post.author.uid != OWNER or self.by_owner:
            return
        if not self._publishing:
            self.complain(f"something was written under the owner's name outside of publishing: {post.text!r}")
        above = post.parent.uri if post.parent else ""
        self.seen.append(Stands(self.now(), post, above, tuple(self._against(above, post))))

    def _against(self, uri: str, own: Post) -> Iterator[str]:
        """What should have kept the program from answering this post just now."""
        net = self.world.net
        post = net.posts.get(uri)
        if post is None:
            yield "it is gone"
            return
        if net.people.apart(OWNER, post.author.uid):
            yield "one blocks the other"
        if "#nobot" in net.people.account(post.author.uid).bio.lower():
            yield "its author wants no bots"
        if net.posts.closed_to(OWNER, post):
            yield "its replies are closed"
        others = (net.posts.get(answer) for answer in net.posts.answers_to(uri))
        if any(other and other.author.uid == OWNER and other.uri != own.uri for other in others):
            yield "the owner has answered it already"

    def _own(self) -> list[str]:
        return [post.uri for post in self.world.net.posts.all() if post.author.uid == OWNER]

    def _silent_acts(self) -> int:
        """How often the owner liked, passed on or followed: never by this program."""
        silent = (What.LIKED, What.RESHARED, What.FOLLOWED)
        return sum(event.by == OWNER and event.what in silent for event in self.world.net.chronicle.happened())

    # --- what people do

    def letters(self) -> list[Letter]:
        """Every message of the bot's."""
        return self.of(Letter)

    def said(self, by: str, means: str, text: str, **how: object) -> None:
        """Somebody sent something to the bot."""
        self.seen.append(Said(self.now(), by, means, text, **how))  # type: ignore[arg-type]

    def changed(self, uri: str) -> None:
        """A post is not what it was."""
        self.seen.append(Changed(self.now(), uri))

    def jumped(self) -> None:
        """The machine's clock was set."""
        self.seen.append(Jump(self.now()))


PUBLIC = Visibility.PUBLIC
