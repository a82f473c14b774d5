"""Moves with two clocks, one of which nobody can set, and with copies of the database."""

from __future__ import annotations

from datetime import timedelta

from tests.play.base import BOTH, CODES, THEN, Base
from tests.play.moves import move

DURING = ("on its way", "on its way", "unclear", "alone", "as it is")
JUMPS = (
    timedelta(minutes=-7),
    timedelta(hours=-1),
    timedelta(days=-2),
    timedelta(minutes=2),
    timedelta(minutes=7),
    timedelta(hours=1),
    timedelta(days=2),
)


class Times(Base):
    """Clocks that are set, machines that come up again, files that are put back."""

    @move(weight=3, code=CODES, first=DURING, span=JUMPS, seconds=(0, 5, 40), reboot=BOTH, undo=BOTH, then=THEN)
    def the_clock_is_set(
        self, code: str, first: str, span: timedelta, seconds: int, reboot: bool, undo: bool, then: str
    ) -> None:
        """While a reply is on its way; and perhaps the machine comes up anew, so that the second clock begins again."""
        self._bring(code, first)
        self.happens("the clock is set, and a reboot" if reboot else "the clock is set")
        self.ground.passes(seconds=seconds)
        self.ground.jumps(span)
        if reboot:
            self.ground.reboot()
        self.ground.round()
        if undo:
            self._says("undo", "undo")
        self._then(then)

    @move(weight=1.5, code=CODES, minutes=(3, 4))
    def the_clock_was_ahead_for_a_while(self, code: str, minutes: int) -> None:
        """Set forward, answers are read, set back; then the time to undo passes, and nobody asks for answers."""
        self._bring(code, "on its way")
        self.ground.jumps(timedelta(minutes=minutes))
        self.ground.round()
        self.ground.jumps(timedelta(minutes=-minutes))
        self.ground.passes(minutes=5)
        self.ground.round(read=False)

    @move(weight=2, code=CODES, first=DURING, minutes=(0, 1, 3, 30), then=THEN)
    def the_machine_comes_up_again(self, code: str, first: str, minutes: int, then: str) -> None:
        """Off for a while, and the owner may have said something meanwhile."""
        self._bring(code, first)
        self.happens("a reboot")
        self.ground.passes(minutes=minutes)
        self._says("undo", "undo")
        self.ground.reboot()
        self._then(then)

    @move(weight=2, code=CODES, first=DURING)
    def the_database_is_copied(self, code: str, first: str) -> None:
        """As a backup does."""
        self._bring(code, first)
        self.happens("the database is copied")
        self.ground.keep_copy()

    @move(weight=1.2, code=CODES, first=DURING, published=BOTH, deleted=BOTH, then=THEN)
    def an_old_copy_is_put_back(self, code: str, first: str, published: bool, deleted: bool, then: str) -> None:
        """Copied while a reply was on its way; then it went out, was perhaps deleted by hand, and the copy comes back."""
        if not self.ground._copy or first != "as it is":
            self._bring(code, first)
            self.ground.keep_copy()
        if published:
            self._out()
        if deleted:
            self._owner_deletes_by_hand()
        self.happens("an old copy is put back")
        self.ground.put_copy_back()
        self._then(then)

    def _owner_deletes_by_hand(self) -> None:
        for post in self.net.views.by(self.witness.owner, self.witness.owner):
            if post.parent is not None:
                self.net.posts.delete(post.uri)
