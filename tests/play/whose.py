"""Moves in which it is asked whose a login, an approval, a conversation is, and what it may do."""

from __future__ import annotations

from bot.platforms.memory.faults import Request
from tests.contract.memory_world import PEOPLE
from tests.play.base import BOTH, CODES, THEN, WORDS, Base
from tests.play.ground import SECOND_BOT, Where
from tests.play.moves import move

DURING = ("on its way", "on its way", "unclear", "as it is")
OWNERS = {
    "another owner": Where(owner="bob"),
    "another bot": Where(bot=SECOND_BOT),
    "the terminal": Where(terminal=True),
}


class Whose(Base):
    """Logins that end, are exchanged, or lose a right; and a configuration that changes."""

    @move(weight=1.5, code=CODES, first=DURING, to=tuple(OWNERS), back=BOTH, undo=BOTH, then=THEN)
    def the_configuration_changes(self, code: str, first: str, to: str, back: bool, undo: bool, then: str) -> None:
        """Another owner, another bot, or the terminal, after a restart; and perhaps back again. `undo` was said before."""
        self._bring(code, first)
        self.happens(f"the configuration names {to}")
        if undo:
            self._says("undo", "undo")
        self.ground.set_up_anew(OWNERS[to] if self.ground.where != OWNERS[to] else Where())
        self.ground.round()
        self._then(then)
        if back:
            self._out()
            self.ground.set_up_anew(Where())
            self._then("minutes later")

    @move(weight=2, then=THEN)
    def the_configuration_is_as_before(self, then: str) -> None:
        """The first owner, the first bot, over the network."""
        if self.ground.where != Where() or not self.witness.may_publish:
            self.ground.set_up_anew(Where())
        self._then(then)

    @move(
        weight=3, code=CODES, first=DURING, who=("owner", "bot"), when=("after", "before", "while leaving"), then=THEN
    )
    def a_login_belongs_to_somebody_else(self, code: str, first: str, who: str, when: str, then: str) -> None:
        """Before the approval, after it, or in the middle of the round in which it goes out; later it is their own again."""
        login = PEOPLE[self._me] if who == "owner" else self.ground.where.bot
        if when == "before":
            self.net.people.exchange_login(login, PEOPLE["carol"])
        self._bring(code, first)
        self.happens(f"the {who}'s login is somebody else's")
        if when == "while leaving":
            self.ground.passes(minutes=2)
            self.ground.boundaries.arm(14, lambda: self.net.people.exchange_login(login, PEOPLE["carol"]))
        else:
            self.net.people.exchange_login(login, PEOPLE["carol"])
        self.ground.round()
        self._out()
        self.net.people.exchange_login(login, login)
        self._then(then)

    @move(weight=2, code=CODES, first=DURING, how=("switch", "token"), said=BOTH, back=BOTH, then=THEN)
    def only_reading_is_allowed(self, code: str, first: str, how: str, said: bool, back: bool, then: str) -> None:
        """The owner switches posting off, or the token loses its right, while an approval is open."""
        code = self._bring(code, first)
        self.happens("posting is switched off" if how == "switch" else "the token may only read")
        if how == "switch":
            self.ground.set_up_anew(self.ground.where, publish=False)
        else:
            self.net.people.let_only_read(PEOPLE[self._me])
        self._out()
        if said:
            self._consents_to(self._shown_for(code), thumb=False)
            self._out()
        if back:
            self._let_post(how)
        self._then(then)
        self._let_post(how)

    def _let_post(self, how: str) -> None:
        if how == "switch":
            self.ground.set_up_anew(self.ground.where)
        else:
            self.net.people.let_only_read(PEOPLE[self._me], only=False)

    @move(weight=2, code=CODES, first=DURING, who=("owner", "bot"), undo=BOTH, then=THEN)
    def a_login_ends(self, code: str, first: str, who: str, undo: bool, then: str) -> None:
        """The publisher's, or the bot's; later it is good again."""
        login = PEOPLE[self._me] if who == "owner" else self.ground.where.bot
        self._bring(code, first)
        self.happens(f"the {who}'s login ends")
        self.net.people.end_login(login)
        if undo:
            self._says("undo", "undo")
        self._out()
        self.net.people.log_in(login)
        self.ground.passes(minutes=16)
        self._then(then)

    @move(weight=2, code=CODES, words=WORDS, looks=BOTH, then=THEN)
    def owner_answers_in_a_terminal(self, code: str, words: str, looks: bool, then: str) -> None:
        """Through the terminal alone: `send` before the words were printed, or after."""
        busy = self.ground.busy()
        if not self.ground.where.terminal:
            self._is_asked_in_a_terminal(code)
        self.ground.round()
        self._says("words", words, code=code)
        self.ground.round()
        if looks:
            self.ground.prints()
        self.ground.passes(seconds=1)
        self._says("send", "send", code=code)
        self.ground.round()
        self.happened["send in a terminal"] = (
            self.happened.get("send in a terminal", False) or busy or self.ground.busy()
        )
        self._then(then)

    def _is_asked_in_a_terminal(self, code: str) -> None:
        """What was shown elsewhere can be answered only there: it is put off, and comes again in the terminal."""
        self._says("later", "later 2h", code=code)
        self.ground.round()
        self.ground.set_up_anew(Where(terminal=True))
        self.ground.passes(hours=3)
        self.ground.everything()

    @move(weight=1)
    def owner_looks_at_the_terminal(self) -> None:
        """What was written is printed."""
        self.ground.prints() if self.ground.where.terminal else self.ground.round()

    @move(weight=1, code=CODES, first=DURING, times=(1, 3))
    def the_owners_network_is_silent(self, code: str, first: str, times: int) -> None:
        """Not verified is not different: nothing goes out, and talking goes on."""
        self._bring(code, first)
        self.happens("the network is silent at a start")
        self.net.faults.add("before", Request.READ, times)
        self.ground.restart()
        self._out()

    @move(weight=1.5, code=CODES, words=WORDS, to=("another owner", "another bot"))
    def owner_sends_elsewhere_what_was_shown(self, code: str, words: str, to: str) -> None:
        """The configuration changes, and `send` with the code of what was shown before is said where we talk now."""
        code = self._asks_about(code)
        self._says("words", words, None if self.ground.where.terminal else self._nudge(code), code=self._spoken(code))
        self.ground.round()
        letter = self._shown_for(code)
        self.ground.set_up_anew(OWNERS[to])
        self.ground.round()
        self.ground.passes(seconds=5)
        self._says("send", "send", code=f"{code}.{letter.draft}" if letter and letter.draft else code)
        self._then("minutes later")
