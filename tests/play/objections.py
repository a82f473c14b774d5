"""Moves in which the owner says something while a reply is on its way, or while nobody knows how it ended."""

from __future__ import annotations

from tests.decide.commands.consent import CONSENTS
from tests.play.base import BOTH, CODES, FIRST, THEN, Base
from tests.play.moves import move
from tests.play.witness import Letter

ASKED_MEANWHILE = (
    "like", "boost", "follow", "block", "list ahead", "about film", "mute 3d", "keep it up", "what's ahead",
)  # fmt: skip
"""Newer commands: none of them is harmless in the time to undo."""
OBJECTIONS = (
    *ASKED_MEANWHILE,
    "nicht senden", "send? no", "yes undo", "send and stop", "who told you to post that?", "don't post that", "no!!",
    "not that one", "halt, nicht!", "bitte noch nicht abschicken", "no lo envíes", "espera, no lo publiques", "noooo",
    "I did not say send", "please do not publish this", "wait, I want to read it again", "das soll nicht raus", "mejor no",
    "stop that reply", "cancel this please", "👎", "❌", "✋", "🛑", "🤦",
    "okay then don't", "of course not", "ok well then please do not", "ja nein",
    "note alice please do not send that", "remind alice 3w that this must not go out", "topics + nein das nicht",
)  # fmt: skip
"""Plainly said of what is on its way, whatever else is open."""
DISMISSALS = (
    "nah",
    "never mind",
    "forget it",
    "not now",
    "skip",
    "later",
    "later 2h",
    "done",
    "déjalo",
    "lass mal",
    "ach nein",
    "hmm",
)
"""What could be meant for an open nudge as well, if there is one."""
AGAINST = ("👎", "❌", "✋", "🛑", "🤦", "👎🏿", "🤦‍♀️")
KINDLY = ("❤️", "😀", "🎉", "👏", "🙏")
REMARKS = (
    "yes", "thanks", "thank you!", "haha", "lol", "great", "perfect", "good night", "bye", "bis morgen", "danke dir", "gracias",
    "list", "why", "who alice", "help", "note alice likes film", "remind alice 3w ask about the scans", "topics", "more",
    "draft", "ok", "ja", "super",
)  # fmt: skip
BOUND = ("to the words", "to the receipt", "by code", "by the code of the words", "bare", "bare")


class Objections(Base):
    """What is said meanwhile."""

    def _objects(self, means: str, text: str, code: str, bound: str) -> None:
        """Say it so that it is bound as asked, or bare."""
        words = self._shown_for(code)
        to: Letter | None = {"to the words": words, "to the receipt": self._receipt()}.get(bound)
        named = code if bound == "by code" else ""
        if bound == "by the code of the words" and words:
            named = f"{code}.{words.draft}" if words.draft else code
        self._says(means, text, to, code=named)

    @move(weight=4, text=OBJECTIONS, code=CODES, bound=BOUND, first=FIRST, then=THEN)
    def owner_objects(self, text: str, code: str, bound: str, first: str, then: str) -> None:
        """Plainly no, in many ways."""
        code = self._bring(code, first)
        self.happens("objects in words")
        self._objects("objection", text, code, bound)
        self._then(then)

    @move(weight=4, text=DISMISSALS, code=CODES, bound=BOUND, first=FIRST, then=THEN)
    def owner_dismisses(self, text: str, code: str, bound: str, first: str, then: str) -> None:
        """What lets a nudge go, said while a reply is on its way."""
        code = self._bring(code, first)
        self.happens("dismisses")
        self._objects("dismissal", text, code, bound)
        self._then(then)

    @move(weight=3, emoji=AGAINST, code=CODES, first=FIRST, receipt=BOTH, then=THEN)
    def owner_shakes_the_head(self, emoji: str, code: str, first: str, receipt: bool, then: str) -> None:
        """A sign against it, on the words or on the receipt."""
        code = self._bring(code, first)
        self.happens("reacts against")
        letter = self._receipt() if receipt else self._shown_for(code)
        if letter:
            self._reacts("objection", emoji, letter)
        self._then(then)

    @move(weight=2, emoji=KINDLY, code=CODES, first=FIRST, receipt=BOTH, then=THEN)
    def owner_reacts_kindly(self, emoji: str, code: str, first: str, receipt: bool, then: str) -> None:
        """A sign that is only a sign."""
        code = self._bring(code, first)
        self.happens("reacts kindly")
        letter = self._receipt() if receipt else self._shown_for(code)
        if letter:
            self._reacts("chatter", emoji, letter)
        self._then(then)

    @move(weight=2, text=REMARKS, code=CODES, first=FIRST, bound=BOUND, then=THEN)
    def owner_remarks(self, text: str, code: str, first: str, bound: str, then: str) -> None:
        """Thanks, a laugh, a farewell, a question that only shows or keeps."""
        code = self._bring(code, first)
        self.happens("remarks")
        self._objects("send" if text in CONSENTS else "chatter", text, code, bound)
        self._then(then)

    @move(weight=3, what=("never", "forget", "skip", "done", "later"), code=CODES, first=FIRST, then=THEN)
    def owner_wants_nothing_of_them(self, what: str, code: str, first: str, then: str) -> None:
        """`never`, `forget` the person whose reply is on its way; `skip`, `done`, `later` for it."""
        code = self._bring(code, first)
        self.happens("never, forget, skip, done")
        name = {"a1": "alice", "b1": "bob", "c1": "carol"}[code]
        said = f"{what} {name}" if what in ("never", "forget") else f"{what} {code}"
        self._says("never" if what in ("never", "forget") else what, what, code=code, said=said)
        self._then(then)

    @move(weight=2, code=CODES, first=("on its way", "unclear", "alone"), then=THEN)
    def owner_takes_a_thumb_away(self, code: str, first: str, then: str) -> None:
        """The sign that consented is taken back."""
        code = self._bring(code, first, thumb=True)
        letter = self._shown_for(code)
        self.happens("takes a thumb away")
        if letter:
            self._reacts("thumb off", "👍", letter, remove=True)
        self._then(then)

    @move(weight=2, code=CODES, other=CODES, then=THEN)
    def owner_joins_two_and_wants_neither(self, code: str, other: str, then: str) -> None:
        """Two are one person; `never` for the name of either is for both."""
        names = {"a1": "alice", "b1": "bob", "c1": "carol"}
        code = self._bring(code, "on its way")
        if other != code:
            address = {"alice": "alice@books.example", "bob": "bob@coast.example", "carol": "carol@press.example"}[
                names[code]
            ]
            self._says("chatter", "same", said=f"same {names[other]} {address}")
            self.ground.round()
            self.ground.round()
        self.happens("joins two people, then never")
        self._says("never", "never", code=code, said=f"never {names[code]}")
        self._then(then)
