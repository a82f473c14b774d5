"""What every hand has that plays: the owner's voice, their messages, and what brings a reply on its way."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

from hypothesis import currently_in_test_context, event
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from bot.domain import TERMINAL as THE_TERMINAL
from bot.domain import Answer
from bot.platforms.memory import FOREVER, Customs
from bot.platforms.memory.direct_messages import Lost
from bot.platforms.memory.faults import Request
from bot.store import answers
from tests.contract.memory_world import PEOPLE
from tests.play.consent import Judge
from tests.play.ground import BUSY, QUESTIONS, Ground, Where
from tests.play.witness import OWNER, TERMINAL, Letter, Said

WORDS = (
    "I lay a sheet of film over the open letter and scan with the lid up. The folds stay folds.",
    "Pencil, always pencil; it does not run when it rains.",
    "Cotton rag, damped the evening before, and a board on top overnight.",
    "The longer answer is that I tried four ways before one of them held. The first tore, the second faded, the third was "
    "so slow that I gave up in the middle, and the fourth is what I do to this day: flat, cold, dry, and out of the light "
    "until somebody asks for it, which is seldom enough.",
    "Send it to the conservator first, would be my advice.",
)
CODES = ("a1", "b1", "c1")
WHO = tuple(sorted(QUESTIONS))
BOTH = (False, True)
THEN = ("", "heard", "heard", "minutes later")
FIRST = ("on its way", "on its way", "unclear", "alone", "as it is")
"""How it stands with the reply to somebody before something else happens to it."""


class Base(RuleBasedStateMachine):
    """One evening after the first; whatever happens, the promise holds."""

    customs: ClassVar[tuple[Customs, ...]] = (
        Customs(repeat_harmless=FOREVER),
        Customs(repeat_harmless=timedelta(minutes=50)),
        Customs(repeat_harmless=None, message_characters=420),
    )
    published: ClassVar[int] = 0
    lenient: ClassVar[bool] = False  # a program with a guard taken out may stumble, too

    @initialize(which=st.integers(0, 2))
    def begin(self, which: int) -> None:
        """A server of some kind, with three people who asked."""
        self._folder = TemporaryDirectory(prefix="nudge-play-")
        self.ground = Ground(Path(self._folder.name), self.customs[which % len(self.customs)])
        self.witness = self.ground.witness
        self.net = self.ground.world.net
        self.judge = Judge(self.witness)
        self.tampered = False
        self.happened: dict[str, bool] = {}

    def teardown(self) -> None:
        """Give everything back, and note what was worth the play."""
        if not hasattr(self, "ground"):
            return
        type(self).published += len(self.net.views.by(OWNER, OWNER))
        if currently_in_test_context():
            event(f"deaths: {min(self.ground.deaths, 3)}")
        self.ground.close()
        self._folder.cleanup()

    @invariant()
    def the_promise_holds(self) -> None:
        """Every public act has one consent that came before it, names it exactly, and is used once."""
        if hasattr(self, "judge"):
            assert not self.judge.complaints(), self.judge.complaints()
            assert self.tampered or self.lenient or not self.ground.failures, self.ground.failures

    def happens(self, what: str) -> None:
        """Something happens that is counted: how often while a reply is on its way, or its end is not known."""
        self.happened[what] = self.happened.get(what, False) or self.ground.busy()

    # --- the bot's messages

    def _letters(self) -> list[Letter]:
        """Every message of the bot's in the conversation that is going on."""
        return [letter for letter in self.witness.letters() if letter.where == self.witness.where]

    def _letter(self, back: int) -> Letter | None:
        """One of the latest messages of the bot's."""
        letters = self._letters()
        return letters[-1 - back] if back < len(letters) else None

    def _shown(self, back: int) -> Letter | None:
        """One of the latest messages that ask for something to be done in public."""
        letters = [letter for letter in self._letters() if letter.invites]
        return letters[-1 - back] if back < len(letters) else None

    def _nudge(self, code: str) -> Letter:
        return next(letter for letter in self.witness.letters() if letter.code == code and not letter.draft)

    def _shown_for(self, code: str) -> Letter | None:
        found = [letter for letter in self._letters() if letter.code == code and letter.invites]
        return found[-1] if found else None

    def _receipt(self) -> Letter | None:
        """The latest message that says when something goes out."""
        found = [letter for letter in self._letters() if letter.is_receipt]
        return found[-1] if found else None

    # --- the owner's

    @property
    def _me(self) -> str:
        """Whoever is the owner now, by their short name."""
        return self.ground.where.owner

    def _says(self, means: str, text: str, to: Letter | None = None, code: str = "", **how: Any) -> str:
        """The owner writes to the bot. Returns the id of the message."""
        said = how.pop("said", "") or (f"{code}: {text}" if code and means == "words" else f"{text} {code}".strip())
        about = to.id if to else how.pop("reference", None)
        if how.get("here") or self.ground.where.terminal:
            self.witness.said(PEOPLE[self._me], means, text, to=None, code=code or (to.code if to else ""), here=True)
            return self._types(said if code or not to else f"{text} {to.code}")
        if how.get("private") is False:
            self.witness.said(PEOPLE[self._me], means, text, to=about, code=code, **how)
            self._posts(f"@{self.ground.where.bot} {said}")
            return ""
        return self._writes(means, text, said, about, code, **how)

    def _writes(self, means: str, text: str, said: str, about: str | None, code: str, **how: Any) -> str:
        self.ground.world.clock.tick()
        also = f"@{PEOPLE['alice']} " if how.get("further") else ""
        where = self.ground.where
        number = len(self.witness.seen)
        self.witness.said(PEOPLE[self._me], means, text, to=about, code=code, **how)
        letter = self.net.direct_messages.write(
            PEOPLE[self._me], f"@{where.bot} {also}{said}", to=(where.bot,), reply_to=about
        )
        self.witness.name(number, letter.id)
        if how.get("lost"):
            self.net.direct_messages.lose(letter.id, Lost(how["lost"]))
        return letter.id

    def _types(self, said: str) -> str:
        """Another process writes it into the data folder."""
        now, name = self.ground.clock(), f"here-{len(self.witness.seen)}"
        with self.ground.store._store.begin() as tx:
            answers.receive(tx, [Answer(name, THE_TERMINAL, now, said)], now=now)
        return name

    def _posts(self, text: str) -> None:
        self.witness.by_owner = True
        try:
            self.ground.world.clock.tick()
            self.net.posts.say(PEOPLE[self._me], text)
        finally:
            self.witness.by_owner = False

    def _reacts(self, means: str, emoji: str, letter: Letter, *, remove: bool = False) -> None:
        """A sign on a message of the bot's, or a sign taken away; in a terminal there are none."""
        if letter.by == TERMINAL or letter.to != (PEOPLE[self._me],):
            return
        self.ground.world.clock.tick()
        self.witness.said(PEOPLE[self._me], means, emoji, to=letter.id)
        self.net.direct_messages.react(PEOPLE[self._me], letter.id, emoji, remove=remove)

    def _then(self, then: str) -> None:
        """What follows: nothing yet; the owner is heard; they are heard, and the time to undo passes."""
        if then:
            self.ground.round()
        if then == "minutes later":
            self._out()

    def _out(self, minutes: int = 2) -> None:
        """The time to undo passes, and answers are read after it."""
        self.ground.passes(minutes=minutes)
        self.ground.round()

    def _consents_to(self, letter: Letter | None, *, thumb: bool) -> str:
        """What the message asks for, in answer to it, and heard."""
        if letter is None:
            return ""
        said = ""
        if thumb and letter.invites == "send" and letter.by != TERMINAL:
            self._reacts("thumb", "👍", letter)
        else:
            said = self._says(letter.invites, letter.invites, letter)
        self.ground.round()
        return said

    # --- what mostly comes first

    def _asks_about(self, code: str) -> str:
        """That one, or another that still waits for something."""
        states = self.ground.states()
        return next((one for one in (code, *CODES) if states.get(one) in ("awaiting_owner", *BUSY)), code)

    def _bring(self, code: str, first: str, *, thumb: bool = False, words: str = WORDS[0]) -> str:
        """Bring a reply on its way, or to where its end is not known. Returns whose reply it is."""
        code = self._asks_about(code)
        stands = self.ground.states().get(code)
        if first == "as it is" or stands not in ("awaiting_owner", *BUSY) or (stands in BUSY and first != "unclear"):
            return code
        self._goes_on()
        if first == "alone":
            for other in set(CODES) - {code}:
                self._says("skip", "skip", code=other)
            self.ground.round()
        self._says(
            "words", words, self._nudge(code) if not self.ground.where.terminal else None, code=self._spoken(code)
        )
        self.ground.round()
        if self.ground.where.terminal:
            self.ground.prints()
        self.consent = self._consents_to(self._shown_for(code), thumb=thumb)
        if first == "unclear":
            self.net.faults.add("500", Request.POST)
            self._out()
        return code

    def _goes_on(self) -> None:
        """Nothing is stopped, and the owner is the one who was asked."""
        if self.ground.where.owner != "owner":
            self.ground.set_up_anew(Where())
        said = [s for s in self.witness.of(Said) if s.by == OWNER and s.means in ("stop", "resume")]
        if said and said[-1].means == "stop":
            self._says("resume", "resume")
            self.ground.round()

    def _spoken(self, code: str) -> str:
        """In a terminal nothing can be answered but by its code."""
        return code if self.ground.where.terminal else ""
