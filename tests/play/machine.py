"""Play at random: the owner, strangers, the world, faults, deaths and clocks, in any order (DESIGN 2, "by proof")."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from bot.errors import Refused
from bot.platforms.memory.faults import Request
from tests.contract.memory_world import PEOPLE
from tests.decide.commands import consent
from tests.play.base import BOTH, CODES, THEN, WHO, WORDS, Base
from tests.play.doubts import Doubts
from tests.play.ground import QUESTIONS
from tests.play.moves import move
from tests.play.objections import Objections
from tests.play.times import JUMPS, Times
from tests.play.whose import Whose
from tests.play.witness import BOT

__all__ = ["WORDS", "Play"]

CONSENTS = ("send", "Send.", "yes", "ok", "👍", "👍🏽", *consent.CONSENTS)
UNDOES = ("undo", "no", "wait", "cancel")
CHATTER = (
    *consent.NEARLY, "go ahead", "sure!", "send?", "skipp", "later tommorow", "why", "list", "help", "thanks", "another", "more",
    "done", "later 2h", "less like this", "only", "delete", "leave it", "who alice", "note alice likes film", "approve all",
    "mute alice 3d", "like", "boost a1", "follow bob", "block carol", "list ahead", "about film", "keep it up",
    "send and skip", "👎", "",
)  # fmt: skip
UTTERANCES = tuple(
    text
    for line in (Path(__file__).parents[1] / "data/sayings/understanding.tsv").read_text(encoding="utf-8").splitlines()
    if (text := line.partition("\t")[2]) and not set(re.findall(r"\w+", text.lower())) <= set(consent.LISTED)
)
"""Everything that was written to tell requests from answers, but for a plain yes."""
FAULTS = ("before", "after", "500", "429", "html", "refused")
SOME_LETTER = tuple(range(6))
FAR = tuple(range(56))


class Play(Objections, Doubts, Whose, Times, Base):
    """Everything that the random hand may do."""

    # what mostly happens

    @move(words=WORDS, code=CODES, thumb=BOTH)
    def owner_answers_and_sends(self, words: str, code: str, thumb: bool) -> None:
        """Words, the preview, and consent to it."""
        self._says("words", words, self._nudge(code))
        self.ground.round()
        self._consents_to(self._shown_for(code), thumb=thumb)

    @move(code=CODES, thumb=BOTH)
    def owner_takes_a_draft(self, code: str, thumb: bool) -> None:
        """Beginnings until one has no gap, and consent to it."""
        for _ in range(2):
            self._says("chatter", "draft", code=code)
            self.ground.round()
        self._consents_to(self._shown_for(code), thumb=thumb)

    @move(code=CODES, thumb=BOTH)
    def owner_sends_what_was_shown(self, code: str, thumb: bool) -> None:
        """Consent to the latest words."""
        self._consents_to(self._shown_for(code), thumb=thumb)

    @move(code=CODES)
    def owner_regrets(self, code: str) -> None:
        """`undo`, and `delete` if it is offered."""
        self._says("undo", "undo", self._shown_for(code))
        self.ground.round()
        self._consents_to(self._shown_for(code), thumb=False)

    @move(minutes=((2, 2, 3, 5)), rounds=range(1, 4), read=((True, True, None, False)))
    def some_minutes_pass(self, minutes: int, rounds: int, *, read: bool | None = True) -> None:
        """Enough for the time to undo; the answers are read, or are not just now."""
        self.ground.passes(minutes=minutes)
        for _ in range(rounds):
            self.ground.round(read=read)

    @move(words=WORDS, code=CODES, by_code=BOTH)
    def owner_does_not_wait_for_the_preview(self, words: str, code: str, by_code: bool) -> None:
        """Words and `send` in one breath."""
        self._says("words", words, self._nudge(code))
        self._says("send", "send", code=code if by_code else "")
        self.ground.round()

    @move(how=FAULTS, words=WORDS, code=CODES)
    def an_answer_to_us_is_lost(self, how: str, words: str, code: str) -> None:
        """Everything as it mostly happens, but that the request to publish fails."""
        self.owner_answers_and_sends(words, code, thumb=False)
        self.net.faults.add(how, Request.POST)
        self.some_minutes_pass(2, 1)

    @move(words=WORDS, code=CODES, by=(("alice", "carol")), text=CONSENTS)
    def a_stranger_consents(self, words: str, code: str, by: str, text: str) -> None:
        """To the very words that the owner was shown."""
        self._says("words", words, self._nudge(code))
        self.ground.round()
        letter = self._shown_for(code)
        self.witness.said(PEOPLE[by], "forged", text)
        self.ground.world.message(by, text, reply_to=letter.id if letter else None)
        self._then("minutes later")

    @move(words=WORDS, code=CODES, after=range(36, 56))
    def two_processes_publish(self, words: str, code: str, after: int) -> None:
        """A second one comes while the first is at it: what the lock on the folder prevents, and the claim too."""
        self.owner_answers_and_sends(words, code, thumb=False)
        self.ground.passes(minutes=2)
        self.ground.boundaries.arm(after, self.ground.beside, outside=True)
        self.ground.round()

    @move(words=WORDS, code=CODES)
    def strangers_drown_the_owner(self, words: str, code: str) -> None:
        """So many at once that `undo` is not understood in the round in which it is read."""
        self.owner_answers_and_sends(words, code, thumb=False)
        self.strangers_flood_the_bot()
        self._says("undo", "undo")
        self.some_minutes_pass(2, 1)

    # whatever else they may do

    @move(words=WORDS, back=SOME_LETTER, bare=BOTH, then=THEN)
    def owner_writes_words(self, words: str, back: int, bare: bool, then: str) -> None:
        """Words of their own."""
        self._says("words", words, None if bare else self._letter(back))
        self._then(then)

    @move(words=WORDS, code=CODES, then=THEN)
    def owner_answers_a_nudge(self, words: str, code: str, then: str) -> None:
        """Words of their own to one of the three."""
        self._says("words", words, self._nudge(code))
        self._then(then)

    @move(text=CONSENTS, back=range(3), then=THEN)
    def owner_consents(self, text: str, back: int, then: str) -> None:
        """What permits, in answer to words that were shown."""
        letter = self._shown(back)
        if letter:
            means = letter.invites if letter.invites != "send" else "send"
            self._says(means, text if means == "send" else means, letter)
            self._then(then)

    @move(text=CONSENTS, back=SOME_LETTER, then=THEN)
    def owner_consents_to_anything(self, text: str, back: int, then: str) -> None:
        """What would permit, in answer to any message."""
        self._says("send", text, self._letter(back))
        self._then(then)

    @move(text=((*CONSENTS, "send anyway", "send once more", "delete")), then=THEN)
    def owner_consents_to_nothing_named(self, text: str, then: str) -> None:
        """What would permit, without a reference."""
        self._says("send" if text in CONSENTS else text, text)
        self._then(then)

    @move(back=range(3), draft=BOTH, here=BOTH, then=THEN)
    def owner_consents_by_code(self, back: int, draft: bool, here: bool, then: str) -> None:
        """What permits, with the code of words that were shown; also from the terminal."""
        letter = self._shown(back)
        if letter:
            code = f"{letter.code}.{letter.draft}" if draft else letter.code
            self._says(letter.invites, letter.invites, code=code, here=here)
            self._then(then)

    @move(back=SOME_LETTER, emoji=(("👍", "👍🏽", "✅", "❤️", "😀")), remove=BOTH, then=THEN)
    def owner_reacts(self, back: int, emoji: str, remove: bool, then: str) -> None:
        """A sign on a message, or a sign taken away."""
        letter = self._letter(back)
        if letter:
            thumb = emoji[0] in "👍✅"
            means = "chatter" if not thumb else "thumb off" if remove else "thumb"
            self._reacts(means, emoji, letter, remove=remove)
            self._then(then)

    @move(text=UNDOES, back=(None, 0, 1, 2), then=THEN)
    def owner_takes_back(self, text: str, back: int | None, then: str) -> None:
        """Everything on its way, or one of it."""
        self._says("undo", text, None if back is None else self._shown(back))
        self._then(then)

    @move(weight=0.5, text=(("stop", "resume", "resume")), here=BOTH, then=THEN)
    def owner_stops_or_resumes(self, text: str, here: bool, then: str) -> None:
        """Nothing at all until they say so."""
        self._says(text, text, here=here)
        self._then(then)

    @move(text=CHATTER, back=(None, *SOME_LETTER), then=THEN)
    def owner_says_something_else(self, text: str, back: int | None, then: str) -> None:
        """Whatever else can be said."""
        self._says("chatter", text, None if back is None else self._letter(back))
        self._then(then)

    @move(
        text=UTTERANCES,
        back=(None, *SOME_LETTER),
        answer=("", "for alice", "for bob", "b1", "for me", "again", "send", "yes"),
        then=THEN,
    )
    def owner_says_what_may_be_for_us(self, text: str, back: int | None, answer: str, then: str) -> None:
        """A request in any words, and an answer to whose it is; only `send` and `yes` could consent, to what was shown."""
        letter = None if back is None else self._letter(back)
        self._says("chatter", text, letter)
        if answer:
            self.ground.round()
            means = "send" if answer in CONSENTS else "chatter"
            self._says(means, text if answer == "again" else answer)
        self._then(then)

    @move(
        text=(("draft", "skip", "show", "edit Do not worry about the folds.", "never alice")),
        code=CODES,
        then=THEN,
    )
    def owner_asks_for_one(self, text: str, code: str, then: str) -> None:
        """Something about one of the three."""
        verb, _, rest = text.partition(" ")
        if verb == "never":
            self._says("never", text, code="a1", said=text)
        else:
            means = {"skip": "skip", "edit": "words"}.get(verb, "chatter")
            self._says(means, text, code=code, said=f"{verb} {code} {rest}".strip())
        self._then(then)

    @move(words=WORDS, code=CODES, public=BOTH, then=THEN)
    def owner_consents_where_others_hear_it(self, words: str, code: str, public: bool, then: str) -> None:
        """Never consent to anything."""
        self._says("words", words, self._nudge(code))
        self.ground.round()
        letter = self._shown_for(code)
        if letter and public:
            self._says("send", "send", code=letter.code, private=False)
        elif letter:
            self._says("send", "send", letter, further=True)
        self._then(then)

    # --- others

    @move(
        by=(("alice", "carol")),
        text=((*CONSENTS, "undo", "stop", "delete", "skip", *WORDS[:2])),
        back=range(3),
        then=THEN,
    )
    def a_stranger_writes_to_the_bot(self, by: str, text: str, back: int, then: str) -> None:
        """With every reference that the owner could give."""
        letter = self._shown(back)
        self.witness.said(PEOPLE[by], "forged", text)
        self.ground.world.message(by, text, reply_to=letter.id if letter else None)
        self._then(then)

    @move()
    def strangers_flood_the_bot(self) -> None:
        """More at once than are understood in one round (here: five)."""
        for number in range(9):
            self.net.direct_messages.write(PEOPLE["carol"], f"hello {number}", to=(BOT,))

    # --- the world

    def _post(self, who: str) -> str:
        """What somebody asked, if it is still there."""
        return next((p.uri for p in self.net.posts.all() if p.author.uid == PEOPLE[who] and not p.parent), "")

    @move(weight=0.4, who=WHO, what=(("edit", "edit", "edit", "delete", "close", "answer", "more")))
    def a_post_changes(self, who: str, what: str) -> None:
        """Edited, deleted, closed, answered by the owner in another app, or talked on."""
        uri = self._post(who)
        if not uri:
            return
        if what == "edit":
            self.ground.world.edit(who, uri, f"{QUESTIONS[who]} Asked @carol@press.example, {len(self.witness.seen)}.")
            self.witness.changed(uri)
        elif what == "delete":
            self.ground.world.delete(who, uri)
            self.witness.changed(uri)
        elif what == "close":
            self.net.posts.close(uri)
        elif what == "more":
            self.witness.by_owner = who == self._me  # by hand, where this is the owner now
            self.ground.world.post(who, "Nobody? Then I try the other way.", reply_to=uri)
            self.witness.by_owner = False
        else:
            self._owner_answers_elsewhere(uri)

    def _owner_answers_elsewhere(self, uri: str) -> None:
        self.witness.by_owner = True
        try:
            self.ground.world.post("owner", "Answered from my telephone.", reply_to=uri)
            self.witness.changed(uri)
        except Refused:
            pass  # closed or blocked
        finally:
            self.witness.by_owner = False

    @move(
        weight=0.4,
        who=WHO,
        what=(("block", "is blocked", "make up", "make up", "make up", "nobot", "bots again", "bots again")),
    )
    def people_change(self, who: str, what: str) -> None:
        """Somebody blocks, or does not want bots."""
        world = self.ground.world
        if what == "block":
            world.block(who, "owner")
        elif what == "is blocked":
            world.block("owner", who)
        elif what == "make up":
            world.unblock(who, "owner")
            world.unblock("owner", who)
        else:
            world.set_bio(who, "Letters. #nobot" if what == "nobot" else "Letters.")

    # --- faults, deaths, clocks

    @move(
        how=FAULTS,
        on=((Request.POST, Request.POST, Request.POST, Request.MESSAGE, Request.READ)),
        times=((1, 1, 2)),
    )
    def requests_will_fail(self, how: str, on: Request, times: int) -> None:
        """The next requests of one kind."""
        self.net.faults.add("before" if how == "refused" and on is Request.READ else how, on, times)

    @move(after=FAR, then=THEN)
    def the_process_dies(self, after: int, then: str) -> None:
        """Somewhere in what it does next."""
        self.ground.boundaries.arm(after, self.ground.kill)
        self._then(then)

    @move(after=FAR, span=JUMPS, then=THEN)
    def the_clock_jumps(self, after: int, span: timedelta, then: str) -> None:
        """Somewhere in what it does next."""
        self.ground.boundaries.arm(after, lambda: self.ground.jumps(span))
        self._then(then)

    @move(after=FAR, text=((*UNDOES, "stop", "send")), then=THEN)
    def the_owner_speaks_meanwhile(self, after: int, text: str, then: str) -> None:
        """In the middle of what the program does next."""
        means = "send" if text == "send" else "stop" if text == "stop" else "undo"
        self.ground.boundaries.arm(after, lambda: self._says(means, text), outside=True)
        self._then(then)

    @move(after=FAR, then=THEN)
    def a_second_process_comes(self, after: int, then: str) -> None:
        """On the same folder, in the middle of what the first does next."""
        self.happens("a second process comes")
        self.ground.boundaries.arm(after, self.ground.beside, outside=True)
        self._then(then)

    @move(words=WORDS, code=CODES, table=(("messages", "approvals")))
    def stored_words_are_changed(self, words: str, code: str, table: str) -> None:
        """As a fault of ours, or a bad disk, might: the words that were shown, or those that were approved."""
        self._says("words", words, self._nudge(code))
        self.ground.round()
        if table == "messages":
            self._change_words_in("messages")
        self._consents_to(self._shown_for(code), thumb=False)
        if table == "approvals":
            self._change_words_in("approvals")
        self.some_minutes_pass(2, 1)

    def _change_words_in(self, table: str) -> None:
        more = "json_extract(act, '$.{}') || ' Surely.'"
        both = ", ".join(f"'$.{part}', {more.format(part)}" for part in ("text", "words"))
        with closing(sqlite3.connect(self.ground.path, isolation_level=None)) as file:
            file.execute(f"UPDATE {table} SET act = json_set(act, {both}) WHERE json_extract(act, '$.words') > ''")  # noqa: S608
        self.tampered = True

    @move()
    def the_process_restarts(self) -> None:
        """In good order."""
        self.ground.boundaries.disarm()
        self.ground.restart()

    # --- time

    @move(seconds=range(1, 60))
    def a_moment_passes(self, seconds: int) -> None:
        """Less than a minute."""
        self.ground.passes(seconds=seconds)
        self.ground.round(read=None)

    @move(minutes=range(1, 7), rounds=range(1, 4))
    def minutes_pass(self, minutes: int, rounds: int) -> None:
        """With a few rounds at their end."""
        self.ground.passes(minutes=minutes)
        for _ in range(rounds):
            self.ground.round()

    @move(weight=0.3, hours=((1, 3, 13, 25, 50)))
    def hours_pass(self, hours: int) -> None:
        """With everything once at their end."""
        self.ground.passes(hours=hours)
        self.ground.everything()

    @move(read=((True, False, None)))
    def a_round(self, read: bool | None) -> None:
        """Hear, understand, answer, publish."""
        self.ground.round(read=read)
