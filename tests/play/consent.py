"""Judge what came to stand under the owner's name by what the owner was shown and said, and by nothing else.

This is the promise of DESIGN 2 a second time, written from the owner's side: it knows no table of states, no database, no
approvals. Where it cannot be sure that the owner meant something else, it holds its peace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from tests.play.binding import A_DAY, Conversation, in_terminal
from tests.play.witness import Altered, Changed, Gone, Jump, Letter, Moved, Read, Restored, Said, Stands, Witness

UNDO = timedelta(seconds=90)
PERMITS = {
    "send": ("send",),
    "thumb": ("send",),
    "send anyway": ("send", "send anyway"),
    "send once more": ("send once more",),
    "delete": ("delete",),
}
"""What the owner may mean, and which invitations of the bot's that can answer."""
SENDS = re.compile(r"\b(?:send|schick)", re.IGNORECASE)
HOLDS = ("objection", "dismissal", "skip", "never", "never mind", "later", "done")
"""What holds a reply when it is surely said about it."""


class Judge:
    """Holds every public act against everything that was seen before it."""

    def __init__(self, witness: Witness) -> None:
        self._witness = witness
        self._used: dict[int, int] = {}
        self._judged = 0
        self._talk = Conversation(witness)
        self._talk.follow()

    def complaints(self) -> list[str]:
        """Everything that breaks the promise, found since the last time."""
        new, self._judged = self._witness.seen[self._judged :], len(self._witness.seen)
        self._talk.follow()
        for entry in new:
            if isinstance(entry, Stands):
                self._witness.complaints += self._of_reply(entry)
            if isinstance(entry, Gone):
                self._witness.complaints += self._of_deletion(entry)
        return self._witness.complaints

    def _of_reply(self, act: Stands) -> Iterator[str]:
        what = f"{act.post.text!r} stands under the owner's name"
        yield from (f"{what}, though {why}" for why in act.against)
        if act.post.visibility.privacy or act.post.warning:
            yield f"{what}, but not as it was shown"
        reasons = []
        for said in reversed(self._talk.said_before(act.when.number, act.where[0])):
            reason = self._not_permitted(said, act)
            if reason is None:
                self._used[said.when.number] = act.when.number
                return
            reasons.append(reason)
        known = [reason for reason in dict.fromkeys(reasons) if reason]
        yield f"{what} without consent ({'; '.join(known) or 'nothing was said that could be one'})"

    def _of_deletion(self, act: Gone) -> Iterator[str]:
        reasons = []
        for said in self._talk.said_before(act.when.number, act.where[0]):
            letter = self._talk.answered(said)  # other words do not take the place of what is out
            if said.means != "delete" or not letter or letter.invites != "delete" or said.when.number in self._used:
                continue
            if not self._talk.any(Jump, letter, said) and said.when.at - letter.when.at > A_DAY:
                reasons.append("the offer was older than a day")
                continue
            self._used[said.when.number] = act.when.number
            return
        yield f"{act.uri} stands under the owner's name no more, and was deleted without being asked to ({reasons})"

    # --- permission

    def _not_permitted(self, said: Said, act: Stands) -> str | None:
        """Why this is no consent to that: None if it is, nothing said if it has nothing to do with it."""
        letter = self._talk.answered(said)
        if said.means in PERMITS and said.to and letter is None:
            return "the consent answered a message that nobody knows, or contradicts itself"
        if said.means not in PERMITS or letter is None or letter.invites not in PERMITS[said.means]:
            return ""
        if not letter.shows(act.post.text) or self._talk.codes.get(letter.code) != act.above:
            return ""
        return (
            self._likes_that_it_is_held(letter, said)
            or self._used_up(said)
            or self._given_up(letter, said, act)
            or self._not_as_shown(letter, said, act)
            or self._of_another(letter, said, act)
            or self._too_early(said, act)
            or self._taken_back(said, act)
        )

    def _likes_that_it_is_held(self, letter: Letter, said: Said) -> str | None:
        """Whether it is a yes, or a thumb, to "does not go out: send, or undo?"."""
        neither = letter.asks_whether and not SENDS.search(said.text)
        return "a yes is no answer to whether it is sent or taken back" if neither else None

    def _used_up(self, said: Said) -> str | None:
        first = self._used.get(said.when.number)
        restored = first is not None and any(isinstance(e, Restored) for e in self._witness.seen[first:])
        return "the consent was used already" if first is not None and not restored else None

    def _given_up(self, letter: Letter, said: Said, act: Stands) -> str | None:
        """Whether the owner was told since that it is not tried again unless they say so."""
        later = [e for e in self._witness.seen[said.when.number : act.when.number] if isinstance(e, Letter)]
        told = any(e.code == letter.code and e.invites == "send once more" for e in later)
        return "the owner was told that it is not tried again" if told and said.means != "send once more" else None

    def _not_as_shown(self, letter: Letter, said: Said, act: Stands) -> str | None:
        if self._talk.any(Changed, letter, act, uri=act.above):
            return "the post was changed after the words were shown"
        if not self._talk.any(Jump, letter, act) and said.when.at - letter.when.at > A_DAY:
            return "the words were older than a day"
        return "newer words were shown or written before the consent" if self._talk.superseded(letter, said) else None

    def _of_another(self, letter: Letter, said: Said, act: Stands) -> str | None:
        """Whether it was said to somebody else: another owner, bot or channel, or a database that is there no more."""
        if letter.where != said.where or said.where != act.where or self._talk.any(Moved, said, act):
            return "it was said in another conversation"
        for entry in self._witness.seen[letter.when.number : act.when.number]:
            if isinstance(entry, Restored) and self._shows_an_old_copy(entry):
                return "an old copy of the database was put back since, and the conversation shows it"
        return None

    def _shows_an_old_copy(self, restored: Restored) -> bool:
        lost = self._witness.seen[restored.taken : restored.when.number]
        return any(isinstance(e, Letter) and e.where == restored.where and not in_terminal(e.where) for e in lost)

    # --- the time to undo

    def _reads(self, until: Stands) -> list[Read]:
        """Readings that ended before; each has the number at which it began."""
        return [e for e in self._witness.seen[: until.when.number] if isinstance(e, Read)]

    def _too_early(self, said: Said, act: Stands) -> str | None:
        """By true time: a clock that was set is no excuse."""
        began = self._undo_began(said, act)
        if began is None:
            return "the owner was never told until when it can be taken back"
        if act.when.at - began < UNDO:
            return "the time to undo was not over"
        if in_terminal(act.where) or any(r.when.at >= began + UNDO for r in self._reads(act)):
            return None
        return "no answers were read after the time to undo"

    def _undo_began(self, said: Said, act: Stands) -> object:
        """When the receipt for it was surely there at the earliest; in a terminal, when it was said."""
        if in_terminal(act.where):
            return said.when.at
        between = self._witness.seen[said.when.number : act.when.number]
        receipts = [e for e in between if isinstance(e, Letter) and e.is_receipt]
        own = [e for e in receipts if said.id and e.under == said.id]
        others = [e for e in receipts if not e.under or not said.id]
        return min((e.when.at for e in (own or others)), default=None)

    # --- what was said meanwhile

    def _taken_back(self, said: Said, act: Stands) -> str | None:
        """Whether the owner surely took it back, or said something against it, and was read before this came to stand."""
        last = max((r.when.number for r in self._reads(act) if not r.beside), default=0)
        stopped = False
        for other in self._talk.said_before(act.when.number if in_terminal(act.where) else last, act.where[0]):
            if other.when.number > said.when.number and self._takes_back(other, said):
                return f"it was taken back ({other.means})"
            if other.means in ("stop", "resume") and not other.lost:
                stopped = other.means == "stop"
        for entry in self._witness.seen[said.when.number : last]:
            if isinstance(entry, Altered) and said.id and entry.id == said.id:
                return "the consent was edited or deleted"
        return "everything was stopped" if stopped else None

    def _takes_back(self, other: Said, said: Said) -> bool:
        about = self._talk.about(other, said)
        bare = not other.to and not other.code
        if other.lost or other.means == "stop":
            return True
        if other.means == "undo":
            return bare or about
        if other.means == "thumb off":
            return said.means == "thumb" and other.to == said.to
        if other.means == "words":
            return about or (bare and self._talk.alone(self._code(said), other))
        if other.means == "objection":
            return about or bare
        return other.means in HOLDS and (about or (bare and self._talk.alone(self._code(said), other)))

    def _code(self, said: Said) -> str:
        letter = self._talk.answered(said)
        return letter.code if letter else ""
