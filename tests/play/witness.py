"""Write down everything that can be seen and heard on the network, in one order: the ground on which consent is judged.

Nothing here looks into the program or its database. The witness sees what is delivered to the owner, what the owner says, when
the program asks for answers, what comes to stand under the owner's name, and how the world changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain import Post, Visibility
from bot.platforms.memory.direct_messages import DirectMessage as Sent
from bot.platforms.memory.event_log import What
from tests.contract.memory_world import PEOPLE, MemoryWorld

OWNER, BOT = PEOPLE["owner"], PEOPLE["bot"]
TERMINAL = "terminal"
JOINER = "\u2060"
TAG = re.compile(r"\[([a-z]\d+)(?:\.(\d+))?\]\s*$")
WHETHER = re.compile(r", or undo\b[^?]*\?")
INVITES = re.compile(r"\b(send once more|send anyway|send|delete)(?: [a-z]\d+\.\d+)?, or ")
RECEIPT = re.compile(r"\bgoes out\b.*\bundo\b", re.DOTALL)
QUOTED = re.compile(r'"(.*?)"', re.DOTALL)


@dataclass(frozen=True)
class Moment:
    """Where something stands in the one order, at which true time, and what the machine's clock said then."""

    number: int
    at: datetime
    clock: datetime


@dataclass(frozen=True)
class Letter:
    """A private message of the bot's, as its reader sees it. `earlier` are the parts that came before it.

    `dated` is the time that stands above it where it was printed.
    """

    when: Moment
    id: str
    to: tuple[str, ...]
    text: str
    earlier: tuple[str, ...] = ()
    by: str = BOT
    under: str | None = None  # the message of the owner's that it answers
    where: tuple[str, str] = (OWNER, BOT)
    dated: str = ""

    @property
    def is_receipt(self) -> bool:
        """Whether it says that something goes out, and how long that can be taken back."""
        return RECEIPT.search(self.text) is not None

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

    @property
    def asks_whether(self) -> bool:
        """Whether it asks if words are sent or taken back."""
        return WHETHER.search(self.text.rpartition('"')[2]) is not None

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
    id: str = ""
    lost: bool = False  # whoever lists the conversation does not get it, and is told so
    where: tuple[str, str] = (OWNER, BOT)


@dataclass(frozen=True)
class Read:
    """A successful reading of what reached the bot: when it began, and whether a second process did it."""

    when: Moment
    beside: bool = False


@dataclass(frozen=True)
class Stands:
    """A post of the program's under the owner's name, and how it was with the post above it at that time."""

    when: Moment
    post: Post
    above: str
    against: tuple[str, ...]
    where: tuple[str, str] = (OWNER, BOT)


@dataclass(frozen=True)
class Gone:
    """A post that the program deleted, and between whom it talked then."""

    when: Moment
    uri: str
    where: tuple[str, str] = (OWNER, BOT)


@dataclass(frozen=True)
class Changed:
    """The world moved on: what happened to a post."""

    when: Moment
    uri: str


@dataclass(frozen=True)
class Jump:
    """The machine's clock was set."""

    when: Moment


@dataclass(frozen=True)
class Altered:
    """A message of the owner's was edited or deleted."""

    when: Moment
    id: str


@dataclass(frozen=True)
class Moved:
    """Whose the program is, or through what it talks, was changed."""

    when: Moment
    where: tuple[str, str]


@dataclass(frozen=True)
class Restored:
    """A copy of the database, taken at that place in the order, was put in its place."""

    when: Moment
    taken: int
    where: tuple[str, str] = (OWNER, BOT)


@dataclass
class Witness:
    """Everything in one order. `complaints` are truths about the promise that turned out to be none."""

    world: MemoryWorld
    clock: Callable[[], datetime]
    seen: list[object] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.by_owner = False
        self.owner, self.bots = OWNER, {BOT}
        self.where = (OWNER, BOT)
        self.may_publish = True
        self._beside = False
        self._publishing = self._sending = False
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
        self.look()
        began = self.now()
        before = set(self._public()) if name == "publish" else set()
        self._publishing, self._sending = name == "publish", name == "send"
        try:
            yield
            if name == "answers":
                self.seen.append(Read(began, self._beside))
        finally:
            self._publishing = False
            self.look()
            self._sending = False
            if name == "publish":
                for uri in before - set(self._public()):
                    self.seen.append(Gone(self.now(), uri, self.where))

    def look(self) -> None:
        """See what has arrived since the last look."""
        letters = list(self.world.net.direct_messages._letters.values())
        for letter in letters[self._letters :]:
            if letter.by in self.bots:
                self._delivered(letter)
            elif self._sending:
                self.complain(f"a private message of the bot's was written under the name of {letter.by}")
        self._letters = len(letters)
        if self._silent_acts() != self._acts:
            self.complain("something was liked, passed on or followed under the owner's name")

    def _delivered(self, sent: Sent) -> None:
        text = sent.text.replace(JOINER, "")
        letter = Letter(self.now(), sent.id, sent.to, text, tuple(self._parts), sent.by, sent.reply_to, self.where)
        self.seen.append(letter)
        if sent.to != (self.owner,):
            self.complain(f"a private message of the bot's reached {sent.to}")
        self._parts = [*self._parts, text] if re.search(r"\(\d+ of \d+, the rest follows\)$", text) else []

    def printed(self, dated: str, text: str) -> None:
        """The owner of a terminal saw this: a message of the bot's, as it was printed.

        The conversation is printed again and again; the same words under another time were said again.
        """
        text = text.replace(JOINER, "")
        known = (letter for letter in self.letters() if letter.by == TERMINAL)
        if any(letter.text == text and letter.dated == dated for letter in known):
            return
        number = len(self.letters())
        letter = Letter(
            self.now(), f"printed-{number}", (self.owner,), text, tuple(self._parts), TERMINAL, None, self.where, dated
        )
        self.seen.append(letter)
        self._parts = [*self._parts, text] if re.search(r"\(\d+ of \d+, the rest follows\)$", text) else []

    def _said_in_public(self, post: Post) -> None:
        ours = self._publishing or post.author.uid == self.owner
        if not ours or self.by_owner:
            return
        if not self._publishing:
            self.complain(f"something was written under the owner's name outside of publishing: {post.text!r}")
        above = post.parent.uri if post.parent else ""
        self.seen.append(Stands(self.now(), post, above, tuple(self._against(above, post)), self.where))

    def _against(self, uri: str, own: Post) -> Iterator[str]:
        """What should have kept the program from answering this post just now."""
        net, who = self.world.net, own.author.uid
        post = net.posts.get(uri)
        if who != self.owner:
            yield f"it is under the name of {who}"
        if not self.may_publish or net.people.only_reads(self.owner):
            yield "this program may only read"
        if post is None:
            yield "it is gone"
            return
        if net.people.apart(who, post.author.uid):
            yield "one blocks the other"
        if "#nobot" in net.people.account(post.author.uid).bio.lower():
            yield "its author wants no bots"
        if net.posts.closed_to(who, post):
            yield "its replies are closed"
        others = (net.posts.get(answer) for answer in net.posts.answers_to(uri))
        if any(other and other.author.uid == who and other.uri != own.uri for other in others):
            yield "the owner has answered it already"

    def _public(self) -> list[str]:
        return [post.uri for post in self.world.net.posts.all()]

    def _silent_acts(self) -> int:
        """How often the owner liked, passed on or followed: never by this program."""
        silent = (What.LIKED, What.RESHARED, What.FOLLOWED)
        return sum(event.by == OWNER and event.what in silent for event in self.world.net.event_log.happened())

    # --- what people do

    def letters(self) -> list[Letter]:
        """Every message of the bot's."""
        return self.of(Letter)

    def said(self, by: str, means: str, text: str, **how: object) -> None:
        """Somebody sent something to the bot."""
        self.seen.append(Said(self.now(), by, means, text, where=self.where, **how))  # type: ignore[arg-type]

    def name(self, number: int, letter: str) -> None:
        """What the network calls a message that was just said."""
        self.seen[number] = replace(self.seen[number], id=letter)  # type: ignore[type-var]

    def altered(self, letter: str) -> None:
        """A message of the owner's is not what it was."""
        self.seen.append(Altered(self.now(), letter))

    def set_up(self, owner: str, bot: str, *, terminal: bool, publish: bool) -> None:
        """The configuration says who the owner is, through what the program talks, and whether it may post."""
        self.owner, self.may_publish = owner, publish
        self.bots.add(bot)
        before, self.where = self.where, (owner, TERMINAL if terminal else bot)
        if self.where != before:
            self._parts = []
            self.seen.append(Moved(self.now(), self.where))

    def restored(self, taken: int) -> None:
        """An old copy of the database is in its place."""
        self.seen.append(Restored(self.now(), taken, self.where))

    @contextmanager
    def beside(self) -> Iterator[None]:
        """What a second process does meanwhile."""
        outer = (self._publishing, self._sending)
        self._beside = True
        try:
            yield
        finally:
            self._beside = False
            self._publishing, self._sending = outer

    def changed(self, uri: str) -> None:
        """A post is not what it was."""
        self.seen.append(Changed(self.now(), uri))

    def jumped(self) -> None:
        """The machine's clock was set."""
        self.seen.append(Jump(self.now()))


PUBLIC = Visibility.PUBLIC
