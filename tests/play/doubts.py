"""Moves in which something could not be heard, was changed afterwards, or never arrived."""

from __future__ import annotations

from bot.platforms.memory.direct_messages import Lost
from bot.platforms.memory.faults import Request
from tests.contract.memory_world import PEOPLE
from tests.play.base import BOTH, CODES, THEN, WORDS, Base
from tests.play.moves import move

TAKES_BACK = ("undo", "nicht senden", "no", "wait, not yet", "who told you to post that?")
DURING = ("on its way", "on its way", "unclear", "alone")


class Doubts(Base):
    """What was not understood, not read, not delivered, or not known."""

    @move(weight=3, text=TAKES_BACK, code=CODES, times=(1, 2, 3, 4), first=DURING)
    def the_program_stumbles_over_an_answer(self, text: str, code: str, times: int, first: str) -> None:
        """As often as a fault of ours lets it, also for good."""
        self._bring(code, first)
        self.happens("stumbles over an answer")
        self.ground.stumbles = times
        self._says("undo" if text == "undo" else "objection", text)
        for _ in range(times):
            self.ground.round()
            self.ground.passes(minutes=6)
        self.ground.stumbles = 0
        self.ground.round()
        self._out()

    @move(weight=3, text=(*TAKES_BACK, "thanks", "list"), code=CODES, how=tuple(Lost), first=DURING, then=THEN)
    def an_answer_is_lost(self, text: str, code: str, how: Lost, first: str, then: str) -> None:
        """It cannot be read, or lies in a gap: nobody knows what it said."""
        self._bring(code, first)
        self.happens("an answer is skipped" if how is Lost.UNREADABLE else "a gap in the answers")
        heard = self.ground.where.terminal  # where nothing can be lost
        self._says("chatter" if heard and text not in TAKES_BACK else "objection", text, lost=how.value)
        self._then(then)

    @move(
        weight=3, code=CODES, how=("edit", "delete"), first=DURING, text=("wait", "send it tomorrow", "sned"), then=THEN
    )
    def owner_changes_the_consent(self, code: str, how: str, first: str, text: str, then: str) -> None:
        """The message that consented is edited or deleted before the reply goes out."""
        self.consent = ""
        self._bring(code, first)
        said = self.consent
        self.happens("edits the consent" if how == "edit" else "deletes the consent")
        if said and self.net.direct_messages.standing(said):
            self.witness.altered(said)
            self.net.direct_messages.edit(said, text) if how == "edit" else self.net.direct_messages.delete(said)
        self._then(then)

    @move(weight=3, code=CODES, how=("refused", "before", "500", "after", "page"), times=(1, 3, 12), words=WORDS)
    def the_receipt_does_not_arrive(self, code: str, how: str, times: int, words: str) -> None:
        """It is refused, or fails for long: the owner does not know until when they could take it back."""
        code = self._asks_about(code)
        self._says("words", words, None if self.ground.where.terminal else self._nudge(code), code=self._spoken(code))
        self.ground.round()
        self.net.faults.add(how, Request.MESSAGE, times)
        self._consents_to(self._shown_for(code), thumb=False)
        self.happens("the receipt does not arrive")
        for _ in range(2):
            self._out()

    @move(weight=2, code=CODES, how=("page", "html"), first=("on its way", "alone"), then=THEN)
    def a_page_comes_instead_of_an_answer(self, code: str, how: str, first: str, then: str) -> None:
        """From something in between, behind which the request was carried out or not."""
        self._bring(code, first)
        self.net.faults.add(how, Request.POST)
        self._out()
        self.happens("a page instead of an answer")
        self._then(then)

    @move(
        weight=2.5,
        code=CODES,
        hours=(25, 25, 25, 500),
        offer=("send once more", "delete"),
        by=("reference", "code", "bare"),
    )
    def owner_takes_a_late_offer(self, code: str, hours: int, offer: str, by: str) -> None:
        """What was offered long ago, and is no longer what they think of."""
        if offer == "delete":
            code = self._bring(code, "on its way")
            self._out()
            self._says("undo", "undo", self._shown_for(code))
        else:
            code = self._bring(code, "unclear")
            self.ground.passes(hours=1)
        self.ground.round()
        self.ground.round()
        letter = self._shown_for(code)
        if letter is None or letter.invites != offer:
            return
        self.ground.passes(hours=hours if offer == "send once more" else 25)  # another is still open then
        if offer == "delete":
            self._bring(next(one for one in CODES if one != code), "on its way")
        self.happens(f"takes a late offer to {offer}")
        self._says(offer, offer, letter if by == "reference" else None, code=code if by == "code" else "")
        self.ground.round()
        self._out()

    @move(weight=3, code=CODES, words=WORDS, other=WORDS, how=("reference", "thumb", "code"), heard=BOTH)
    def owner_consents_to_superseded_words(self, code: str, words: str, other: str, how: str, heard: bool) -> None:
        """To words in whose place others were written, by any way to name them."""
        code = self._asks_about(code)
        self._bring(code, "on its way", words=words)
        self.happens("consents to superseded words")
        old = self._shown_for(code)
        self._says("words", other, None if self.ground.where.terminal else self._nudge(code), code=self._spoken(code))
        if heard:
            self.ground.round()
        if old is None or old.invites != "send":
            return
        if how == "thumb":
            self._reacts("thumb", "👍", old)
        else:
            named = f"{code}.{old.draft}" if how == "code" else ""
            self._says("send", "send", None if named else old, code=named)
        self._then("minutes later")

    @move(weight=2, code=CODES, words=WORDS, draft=BOTH, busy=BOTH)
    def owner_answers_an_unknown_message(self, code: str, words: str, draft: bool, busy: bool) -> None:
        """`send` with a code, in reply to a message that we do not know."""
        if busy:
            self._bring(next(one for one in CODES if one != code), "on its way")
        self._says("words", words, None if self.ground.where.terminal else self._nudge(code), code=self._spoken(code))
        self.ground.round()
        letter = self._shown_for(code)
        if letter is None or self.ground.where.terminal:
            return
        self.happens("a code and an unknown reference")
        named = f"{code}.{letter.draft}" if draft and letter.draft else code
        self._says("send", "send", code=named, reference=f"unknown-{len(self.witness.seen)}")
        self._then("minutes later")

    @move(weight=1, text=TAKES_BACK, code=CODES, first=DURING)
    def nothing_can_be_read_for_long(self, text: str, code: str, first: str) -> None:
        """What was said cannot be fetched; then nothing goes out."""
        self._bring(code, first)
        self.happens("nothing can be read")
        self._says("objection", text)
        self.net.faults.add("before", Request.READ, 6)
        self._out()
        self.ground.passes(minutes=3)
        self.ground.round()

    @move(weight=1.5, code=CODES, after=tuple(range(44, 60)), how=("before", "429"))
    def owner_wants_it_back_while_it_is_sent(self, code: str, after: int, how: str) -> None:
        """Another process hears `undo` while the first asks the network, which does nothing."""

        def meanwhile() -> None:
            self._says("undo", "undo")
            self.ground.listens()

        self._bring(code, "on its way")
        self.net.faults.add(how, Request.POST)
        self.ground.passes(minutes=2)
        self.ground.boundaries.arm(after, meanwhile, outside=True)
        self.ground.round()
        for _ in range(2):
            self._out(6)

    @move(weight=1.5, code=CODES, words=WORDS, after=tuple(range(28, 60)))
    def owner_sends_before_the_words_arrive(self, code: str, words: str, after: int) -> None:
        """`send` is said while the words are on their way back, and is read when they stand there."""

        def sends() -> None:
            self._says("send", "send", code=code)
            self.ground.passes(seconds=1)

        self._says("words", words, None if self.ground.where.terminal else self._nudge(code), code=self._spoken(code))
        self.ground.boundaries.arm(after, sends, outside=True)
        self.ground.round()
        self._then("minutes later")

    @move(weight=1.5, code=CODES, words=WORDS)
    def owner_sends_what_never_arrived(self, code: str, words: str) -> None:
        """The words are sent back, and what came of it is not known; the code is easy to guess."""
        code = self._asks_about(code)
        newest = max((int(one.draft) for one in self._letters() if one.code == code and one.draft), default=0)
        self.net.faults.add("500", Request.MESSAGE)
        self._says("words", words, None if self.ground.where.terminal else self._nudge(code), code=self._spoken(code))
        self.ground.round()
        self.ground.passes(seconds=5)
        self._says("send", "send", code=f"{code}.{newest + 1}")
        self.ground.round()
        for _ in range(2):
            self._out()

    @move(weight=1.5, code=CODES, words=WORDS)
    def the_receipt_waits_behind_another(self, code: str, words: str) -> None:
        """What was asked for before it may be there or not, and that cannot be found out; answers are read meanwhile."""
        code = self._asks_about(code)
        self._says("words", words, None if self.ground.where.terminal else self._nudge(code), code=self._spoken(code))
        self.ground.round()
        shown = self._shown_for(code)
        self._says("chatter", "list")
        if shown is not None:
            self._says(shown.invites, shown.invites, shown)
        self.net.faults.add("500", Request.MESSAGE)
        self.ground.round()
        self.net.faults.add("before", Request.READ)
        self._out()

    @move(weight=1.5, code=CODES, text=("undo", "nicht senden"), first=("on its way", "unclear", "unclear"))
    def strangers_drown_an_objection(self, code: str, text: str, first: str) -> None:
        """So much is said at once that it is read, and not understood yet."""
        self._bring(code, first)
        for number in range(9):
            self.net.direct_messages.write(PEOPLE["carol"], f"hello {number}", to=(self.ground.where.bot,))
        self._says("undo" if text == "undo" else "objection", text)
        for _ in range(3):
            self._out(5)

    @move(weight=1.5, code=CODES, how=("before it is offered", "another number"))
    def owner_takes_an_offer_that_is_none(self, code: str, how: str) -> None:
        """`send once more` is said before it is offered, and read afterwards; or with the number of other words."""
        code = self._bring(code, "unclear")
        self.ground.passes(minutes=55)
        if how == "another number":
            self.ground.round()
            letter = self._shown_for(code)
            if letter is None or letter.invites != "send once more":
                return
            self._says("send once more", "send once more", letter, code=f"{code}.{int(letter.draft or 0) + 8}")
        else:
            self._says("send once more", "send once more", code=code)
            self.ground.passes(seconds=1)
            self.ground.round(read=False)
        self._then("minutes later")
