"""Play at random: the owner, strangers, the world, faults, deaths and clocks, in any order (DESIGN 2, "by proof")."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

from hypothesis import currently_in_test_context, event
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.domain import TERMINAL, Answer
from bot.errors import Refused
from bot.platforms.memory import FOREVER, Customs
from bot.platforms.memory.faults import Request
from bot.store import answers
from tests.contract.memory_world import PEOPLE
from tests.play.consent import Judge
from tests.play.ground import QUESTIONS, Ground
from tests.play.witness import BOT, OWNER, Letter

WORDS = (
    "I lay a sheet of film over the open letter and scan with the lid up. The folds stay folds.",
    "Pencil, always pencil; it does not run when it rains.",
    "Cotton rag, damped the evening before, and a board on top overnight.",
    "The longer answer is that I tried four ways before one of them held. The first tore, the second faded, the third was "
    "so slow that I gave up in the middle, and the fourth is what I do to this day: flat, cold, dry, and out of the light "
    "until somebody asks for it, which is seldom enough.",
    "Send it to the conservator first, would be my advice.",
)
CONSENTS = ("send", "Send.", "yes", "ok", "👍", "👍🏽")
UNDOES = ("undo", "no", "wait", "cancel")
CHATTER = (
    "send it", "go ahead", "sure!", "send?", "skipp", "later tommorow", "why", "list", "help", "thanks", "another", "more",
    "done", "later 2h", "less like this", "only", "delete", "leave it", "who alice", "note alice likes film", "approve all",
    "send and skip", "👎", "",
)  # fmt: skip
FAULTS = ("before", "after", "500", "429", "html", "refused")
JUMPS = (
    timedelta(minutes=-7),
    timedelta(hours=-1),
    timedelta(days=-2),
    timedelta(minutes=7),
    timedelta(hours=1),
    timedelta(days=2),
)

some_letter = st.integers(0, 5)
far = st.integers(0, 55)
who = st.sampled_from(sorted(QUESTIONS))
then = st.sampled_from(("", "heard", "heard", "minutes later"))
codes = st.sampled_from(("a1", "b1", "c1"))


class Play(RuleBasedStateMachine):
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

    # --- the owner

    def _letter(self, back: int) -> Letter | None:
        """One of the latest messages of the bot's."""
        letters = self.witness.letters()
        return letters[-1 - back] if back < len(letters) else None

    def _shown(self, back: int) -> Letter | None:
        """One of the latest messages that ask for something to be done in public."""
        letters = [letter for letter in self.witness.letters() if letter.invites]
        return letters[-1 - back] if back < len(letters) else None

    def _says(self, means: str, text: str, to: Letter | None = None, code: str = "", **how: Any) -> None:
        """The owner writes to the bot."""
        self.witness.said(OWNER, means, text, to=to.id if to else None, code=code, **how)
        said = f"{text} {code}".strip()
        if how.get("here"):
            now = self.ground.clock()
            answer = Answer(f"here-{len(self.witness.seen)}", TERMINAL, now, said)
            with self.ground.store._store.begin() as tx:  # another process writes
                answers.receive(tx, [answer], now=now)
            return
        if how.get("private") is False:
            self.witness.by_owner = True
            self.ground.world.post("owner", said, mention=["bot"])
            self.witness.by_owner = False
            return
        also = ["alice"] if how.get("further") else []
        self.ground.world.message("owner", said, reply_to=to.id if to else None, also=also)

    def _then(self, then: str) -> None:
        """What follows: nothing yet; the owner is heard; they are heard, and the time to undo passes."""
        if then:
            self.ground.round()
        if then == "minutes later":
            self.some_minutes_pass(2, 1)

    # what mostly happens

    def _nudge(self, code: str) -> Letter:
        return next(letter for letter in self.witness.letters() if letter.code == code and not letter.draft)

    def _shown_for(self, code: str) -> Letter | None:
        found = [letter for letter in self.witness.letters() if letter.code == code and letter.invites]
        return found[-1] if found else None

    @rule(words=st.sampled_from(WORDS), code=codes, thumb=st.booleans())
    def owner_answers_and_sends(self, words: str, code: str, thumb: bool) -> None:
        """Words, the preview, and consent to it."""
        self._says("words", words, self._nudge(code))
        self.ground.round()
        self._consents_to(self._shown_for(code), thumb=thumb)

    @rule(code=codes, thumb=st.booleans())
    def owner_takes_a_draft(self, code: str, thumb: bool) -> None:
        """Beginnings until one has no gap, and consent to it."""
        for _ in range(2):
            self._says("chatter", "draft", code=code)
            self.ground.round()
        self._consents_to(self._shown_for(code), thumb=thumb)

    @rule(code=codes, thumb=st.booleans())
    def owner_sends_what_was_shown(self, code: str, thumb: bool) -> None:
        """Consent to the latest words."""
        self._consents_to(self._shown_for(code), thumb=thumb)

    def _consents_to(self, letter: Letter | None, *, thumb: bool) -> None:
        if letter is None:
            return
        if thumb and letter.invites == "send":
            self.witness.said(OWNER, "thumb", "👍", to=letter.id)
            self.ground.world.react(letter.id, "👍")
        else:
            self._says(letter.invites, letter.invites, letter)
        self.ground.round()

    @rule(code=codes)
    def owner_regrets(self, code: str) -> None:
        """`undo`, and `delete` if it is offered."""
        self._says("undo", "undo", self._shown_for(code))
        self.ground.round()
        self._consents_to(self._shown_for(code), thumb=False)

    @rule(
        minutes=st.sampled_from((2, 2, 3, 5)), rounds=st.integers(1, 3), read=st.sampled_from((True, True, None, False))
    )
    def some_minutes_pass(self, minutes: int, rounds: int, *, read: bool | None = True) -> None:
        """Enough for the time to undo; the answers are read, or are not just now."""
        self.ground.passes(minutes=minutes)
        for _ in range(rounds):
            self.ground.round(read=read)

    @rule(words=st.sampled_from(WORDS), code=codes, by_code=st.booleans())
    def owner_does_not_wait_for_the_preview(self, words: str, code: str, by_code: bool) -> None:
        """Words and `send` in one breath."""
        self._says("words", words, self._nudge(code))
        self._says("send", "send", code=code if by_code else "")
        self.ground.round()

    @rule(how=st.sampled_from(FAULTS), words=st.sampled_from(WORDS), code=codes)
    def an_answer_to_us_is_lost(self, how: str, words: str, code: str) -> None:
        """Everything as it mostly happens, but that the request to publish fails."""
        self.owner_answers_and_sends(words, code, thumb=False)
        self.net.faults.add(how, Request.POST)
        self.some_minutes_pass(2, 1)

    @rule(
        words=st.sampled_from(WORDS), code=codes, by=st.sampled_from(("alice", "carol")), text=st.sampled_from(CONSENTS)
    )
    def a_stranger_consents(self, words: str, code: str, by: str, text: str) -> None:
        """To the very words that the owner was shown."""
        self._says("words", words, self._nudge(code))
        self.ground.round()
        letter = self._shown_for(code)
        self.witness.said(PEOPLE[by], "forged", text)
        self.ground.world.message(by, text, reply_to=letter.id if letter else None)
        self._then("minutes later")

    @rule(words=st.sampled_from(WORDS), code=codes, after=st.integers(16, 36))
    def two_processes_publish(self, words: str, code: str, after: int) -> None:
        """A second one comes while the first is at it: what the lock on the folder prevents, and the claim too."""
        self.owner_answers_and_sends(words, code, thumb=False)
        self.ground.passes(minutes=2)
        self.ground.boundaries.arm(after, self.ground.beside, outside=True)
        self.ground.round()

    @rule(words=st.sampled_from(WORDS), code=codes)
    def strangers_drown_the_owner(self, words: str, code: str) -> None:
        """So many at once that `undo` is not understood in the round in which it is read."""
        self.owner_answers_and_sends(words, code, thumb=False)
        self.strangers_flood_the_bot()
        self._says("undo", "undo")
        self.some_minutes_pass(2, 1)

    # whatever else they may do

    @rule(words=st.sampled_from(WORDS), back=some_letter, bare=st.booleans(), then=then)
    def owner_writes_words(self, words: str, back: int, bare: bool, then: str) -> None:
        """Words of their own."""
        self._says("words", words, None if bare else self._letter(back))
        self._then(then)

    @rule(words=st.sampled_from(WORDS), code=codes, then=then)
    def owner_answers_a_nudge(self, words: str, code: str, then: str) -> None:
        """Words of their own to one of the three."""
        self._says("words", words, self._nudge(code))
        self._then(then)

    @rule(text=st.sampled_from(CONSENTS), back=st.integers(0, 2), then=then)
    def owner_consents(self, text: str, back: int, then: str) -> None:
        """What permits, in answer to words that were shown."""
        letter = self._shown(back)
        if letter:
            means = letter.invites if letter.invites != "send" else "send"
            self._says(means, text if means == "send" else means, letter)
            self._then(then)

    @rule(text=st.sampled_from(CONSENTS), back=some_letter, then=then)
    def owner_consents_to_anything(self, text: str, back: int, then: str) -> None:
        """What would permit, in answer to any message."""
        self._says("send", text, self._letter(back))
        self._then(then)

    @rule(text=st.sampled_from((*CONSENTS, "send anyway", "send once more", "delete")), then=then)
    def owner_consents_to_nothing_named(self, text: str, then: str) -> None:
        """What would permit, without a reference."""
        self._says("send" if text in CONSENTS else text, text)
        self._then(then)

    @rule(back=st.integers(0, 2), draft=st.booleans(), here=st.booleans(), then=then)
    def owner_consents_by_code(self, back: int, draft: bool, here: bool, then: str) -> None:
        """What permits, with the code of words that were shown; also from the terminal."""
        letter = self._shown(back)
        if letter:
            code = f"{letter.code}.{letter.draft}" if draft else letter.code
            self._says(letter.invites, letter.invites, code=code, here=here)
            self._then(then)

    @rule(back=some_letter, emoji=st.sampled_from(("👍", "👍🏽", "✅", "❤️", "😀")), remove=st.booleans(), then=then)
    def owner_reacts(self, back: int, emoji: str, remove: bool, then: str) -> None:
        """A sign on a message, or a sign taken away."""
        letter = self._letter(back)
        if letter:
            thumb = emoji[0] in "👍✅"
            means = "chatter" if not thumb else "thumb off" if remove else "thumb"
            self.witness.said(OWNER, means, emoji, to=letter.id)
            self.ground.world.react(letter.id, emoji, remove=remove)
            self._then(then)

    @rule(text=st.sampled_from(UNDOES), back=st.none() | st.integers(0, 2), then=then)
    def owner_takes_back(self, text: str, back: int | None, then: str) -> None:
        """Everything on its way, or one of it."""
        self._says("undo", text, None if back is None else self._shown(back))
        self._then(then)

    @rule(text=st.sampled_from(("stop", "resume", "resume")), here=st.booleans(), then=then)
    def owner_stops_or_resumes(self, text: str, here: bool, then: str) -> None:
        """Nothing at all until they say so."""
        self._says(text, text, here=here)
        self._then(then)

    @rule(text=st.sampled_from(CHATTER), back=st.none() | some_letter, then=then)
    def owner_says_something_else(self, text: str, back: int | None, then: str) -> None:
        """Whatever else can be said."""
        self._says("chatter", text, None if back is None else self._letter(back))
        self._then(then)

    @rule(
        text=st.sampled_from(("draft", "skip", "show", "edit Do not worry about the folds.", "never alice")),
        code=codes,
        then=then,
    )
    def owner_asks_for_one(self, text: str, code: str, then: str) -> None:
        """Something about one of the three."""
        means = "skip" if text == "skip" else "words" if text.startswith("edit") else "chatter"
        verb, _, rest = text.partition(" ")
        said = text if verb == "never" else f"{verb} {code} {rest}".strip()
        self.witness.said(OWNER, means, said, code=code)
        self.ground.world.message("owner", said)
        self._then(then)

    @rule(words=st.sampled_from(WORDS), code=codes, public=st.booleans(), then=then)
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

    @rule(
        by=st.sampled_from(("alice", "carol")),
        text=st.sampled_from((*CONSENTS, "undo", "stop", "delete", "skip", *WORDS[:2])),
        back=st.integers(0, 2),
        then=then,
    )
    def a_stranger_writes_to_the_bot(self, by: str, text: str, back: int, then: str) -> None:
        """With every reference that the owner could give."""
        letter = self._shown(back)
        self.witness.said(PEOPLE[by], "forged", text)
        self.ground.world.message(by, text, reply_to=letter.id if letter else None)
        self._then(then)

    @rule()
    def strangers_flood_the_bot(self) -> None:
        """More at once than are understood in one round (here: five)."""
        for number in range(9):
            self.net.letters.write(PEOPLE["carol"], f"hello {number}", to=(BOT,))

    # --- the world

    def _post(self, who: str) -> str:
        """What somebody asked, if it is still there."""
        return next((p.uri for p in self.net.posts.all() if p.author.uid == PEOPLE[who] and not p.parent), "")

    @rule(who=who, what=st.sampled_from(("edit", "edit", "edit", "delete", "close", "answer", "more")))
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
            self.ground.world.post(who, "Nobody? Then I try the other way.", reply_to=uri)
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

    @rule(
        who=who,
        what=st.sampled_from(
            ("block", "is blocked", "make up", "make up", "make up", "nobot", "bots again", "bots again")
        ),
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

    @rule(
        how=st.sampled_from(FAULTS),
        on=st.sampled_from((Request.POST, Request.POST, Request.POST, Request.MESSAGE, Request.READ)),
        times=st.sampled_from((1, 1, 2)),
    )
    def requests_will_fail(self, how: str, on: Request, times: int) -> None:
        """The next requests of one kind."""
        self.net.faults.add("before" if how == "refused" and on is Request.READ else how, on, times)

    @rule(after=far, then=then)
    def the_process_dies(self, after: int, then: str) -> None:
        """Somewhere in what it does next."""
        self.ground.boundaries.arm(after, self.ground.kill)
        self._then(then)

    @rule(after=far, span=st.sampled_from(JUMPS), then=then)
    def the_clock_jumps(self, after: int, span: timedelta, then: str) -> None:
        """Somewhere in what it does next."""
        self.ground.boundaries.arm(after, lambda: self.ground.jumps(span))
        self._then(then)

    @rule(after=far, text=st.sampled_from((*UNDOES, "stop", "send")), then=then)
    def the_owner_speaks_meanwhile(self, after: int, text: str, then: str) -> None:
        """In the middle of what the program does next."""
        means = "send" if text == "send" else "stop" if text == "stop" else "undo"
        self.ground.boundaries.arm(after, lambda: self._says(means, text), outside=True)
        self._then(then)

    @rule(after=far, then=then)
    def a_second_process_comes(self, after: int, then: str) -> None:
        """On the same folder, in the middle of what the first does next."""
        self.ground.boundaries.arm(after, self.ground.beside, outside=True)
        self._then(then)

    @rule(words=st.sampled_from(WORDS), code=codes, table=st.sampled_from(("messages", "approvals")))
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

    @rule()
    def the_process_restarts(self) -> None:
        """In good order."""
        self.ground.boundaries.disarm()
        self.ground.restart()

    # --- time

    @rule(seconds=st.integers(1, 59))
    def a_moment_passes(self, seconds: int) -> None:
        """Less than a minute."""
        self.ground.passes(seconds=seconds)
        self.ground.round(read=None)

    @rule(minutes=st.integers(1, 6), rounds=st.integers(1, 3))
    def minutes_pass(self, minutes: int, rounds: int) -> None:
        """With a few rounds at their end."""
        self.ground.passes(minutes=minutes)
        for _ in range(rounds):
            self.ground.round()

    @rule(hours=st.sampled_from((1, 3, 13, 25, 50)))
    def hours_pass(self, hours: int) -> None:
        """With everything once at their end."""
        self.ground.passes(hours=hours)
        self.ground.everything()

    @rule(read=st.sampled_from((True, False, None)))
    def a_round(self, read: bool | None) -> None:
        """Hear, understand, answer, publish."""
        self.ground.round(read=read)
