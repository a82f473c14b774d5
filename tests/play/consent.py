"""Judge what came to stand under the owner's name by what the owner was shown and said, and by nothing else.

This is the promise of DESIGN 2 a second time, written from the owner's side: it knows no table of states, no database, no
approvals. Where it cannot be sure that the owner meant something else, it holds its peace.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from tests.play.witness import OWNER, Changed, Gone, Jump, Letter, Read, Said, Stands, Witness

UNDO = timedelta(seconds=90)
A_DAY = timedelta(hours=24)
QUIET = timedelta(minutes=2)
PERMITS = {
    "send": ("send",),
    "thumb": ("send",),
    "send anyway": ("send", "send anyway"),
    "send once more": ("send once more",),
    "delete": ("delete",),
}
"""What the owner may mean, and which invitations of the bot's that can answer."""


class Judge:
    """Holds every public act against everything that was seen before it."""

    def __init__(self, witness: Witness) -> None:
        self._witness = witness
        self._used: set[int] = set()
        self._judged = 0
        self._codes = dict(self._nudged())

    def complaints(self) -> list[str]:
        """Everything that breaks the promise, found since the last time."""
        new, self._judged = self._witness.seen[self._judged :], len(self._witness.seen)
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
        for said in reversed(self._said_before(act.when.number)):
            reason = self._not_permitted(said, act)
            if reason is None:
                self._used.add(said.when.number)
                return
            reasons.append(reason)
        known = [reason for reason in dict.fromkeys(reasons) if reason]
        yield f"{what} without consent ({'; '.join(known) or 'nothing was said that could be one'})"

    def _of_deletion(self, act: Gone) -> Iterator[str]:
        for said in self._said_before(act.when.number):
            letter = self._answered(said)  # other words do not take the place of what is out
            if said.means == "delete" and letter and letter.invites == "delete" and said.when.number not in self._used:
                self._used.add(said.when.number)
                return
        yield f"{act.uri} was deleted without being asked to"

    # --- permission

    def _said_before(self, number: int) -> list[Said]:
        """What the owner said so far, and nobody else, that only the bot received."""
        said = self._witness.of(Said)
        return [s for s in said if s.by == OWNER and s.when.number < number and s.private and not s.further]

    def _not_permitted(self, said: Said, act: Stands) -> str | None:
        """Why this is no consent to that: None if it is, nothing said if it has nothing to do with it."""
        letter = self._answered(said)
        if said.means not in PERMITS or letter is None or letter.invites not in PERMITS[said.means]:
            return ""
        if not letter.shows(act.post.text) or self._codes.get(letter.code) != act.above:
            return ""
        if said.when.number in self._used:
            return "the consent was used already"
        if self._any(Changed, letter, act, uri=act.above):
            return "the post was changed after the words were shown"
        if not self._any(Jump, letter, act) and said.when.at - letter.when.at > A_DAY:
            return "the words were older than a day"
        return self._too_early(said, act) or self._taken_back(said, act)

    def _any(self, kind: type, since: Letter | Said, until: Stands, uri: str | None = None) -> bool:
        between = self._witness.seen[since.when.number + 1 : until.when.number]
        return any(isinstance(e, kind) and (uri is None or e.uri == uri) for e in between)  # type: ignore[attr-defined]

    def _reads(self, until: Stands) -> list[Read]:
        """Readings that ended before; each has the number at which it began."""
        return [e for e in self._witness.seen[: until.when.number] if isinstance(e, Read)]

    def _too_early(self, said: Said, act: Stands) -> str | None:
        if not self._any(Jump, said, act) and act.when.at - said.when.at < UNDO:
            return "the time to undo was not over"
        if said.here:
            heard = said.when.number
        else:
            heard = min((r.when.number for r in self._reads(act) if r.when.number > said.when.number), default=0)
        later = [r for r in self._reads(act) if r.when.number > heard]
        if any(r.when.clock >= self._earliest(heard, r.when.number) + UNDO for r in later):
            return None
        return "no answers were read after the time to undo"

    def _earliest(self, first: int, last: int) -> object:
        """The lowest that the machine's clock stood meanwhile: no approval was earlier."""
        return min(e.when.clock for e in self._witness.seen[first : last + 1])  # type: ignore[attr-defined]

    def _taken_back(self, said: Said, act: Stands) -> str | None:
        """Whether the owner surely took it back in a message that was read before this came to stand."""
        last = max((r.when.number for r in self._reads(act)), default=0)
        code = self._code_of(said)
        stopped = False
        for other in self._said_before(last):
            if other.when.number > said.when.number and self._takes_back(other, said, code):
                return f"it was taken back ({other.means})"
            if other.means in ("stop", "resume"):
                stopped = other.means == "stop"
        return "everything was stopped" if stopped else None

    def _takes_back(self, other: Said, said: Said, code: str) -> bool:
        if other.means in ("undo", "stop"):
            bare = not other.to and not other.code
            return other.means == "stop" or bare or self._code_of(other) == code
        if other.means == "thumb off":
            return said.means == "thumb" and other.to == said.to
        return other.means in ("words", "skip") and self._code_of(other) == code

    # --- what an answer belongs to

    def _answered(self, said: Said) -> Letter | None:
        """The one message that an answer surely belongs to: by reference, by code, or because nothing else can be meant."""
        before = [letter for letter in self._witness.letters() if letter.when.number < said.when.number]
        if said.to:
            letter = next((letter for letter in before if letter.id == said.to), None)
            contradicts = letter and said.code and letter.code != said.code.partition(".")[0]
            return None if contradicts else letter
        return self._by_code(said, before) if said.code else self._bare(said, before)

    def _by_code(self, said: Said, before: list[Letter]) -> Letter | None:
        base, _, draft = said.code.partition(".")
        fitting = [one for one in before if one.code == base and one.invites and draft in ("", one.draft)]
        if not fitting or (not draft and said.means != "delete" and self._superseded(fitting[-1], said)):
            return None
        return fitting[-1]

    def _bare(self, said: Said, before: list[Letter]) -> Letter | None:
        """Without a reference only the latest invitation can be meant, and only if nothing stands in its way."""
        inviting = [letter for letter in before if letter.invites]
        if not inviting:
            return None
        latest = inviting[-1]
        others = [other for other in inviting if other.code != latest.code and self._surely_open(other, said)]
        lately = [one for one in before if said.when.at - one.when.at < QUIET - timedelta(seconds=1)]
        near = any(one.code not in ("", latest.code) for one in lately)
        answers_another = "send" not in said.text.lower() and latest is not before[-1]
        return None if others or near or answers_another or self._superseded(latest, said) else latest

    def _superseded(self, letter: Letter, said: Said) -> bool:
        """Whether the owner has written other words for the same post since they were shown these."""
        between = [s for s in self._said_before(said.when.number) if s.when.number > letter.when.number]
        return any(s.means == "words" and self._code_of(s) == letter.code for s in between)

    def _surely_open(self, other: Letter, said: Said) -> bool:
        """Whether nothing was said or happened since that could have closed it."""
        after = self._witness.seen[other.when.number + 1 : said.when.number]
        aged = said.when.at - other.when.at > A_DAY - timedelta(hours=1)
        return other.invites == "send" and not aged and not any(self._concerns(e, other) for e in after)

    def _concerns(self, entry: object, letter: Letter) -> bool:
        if isinstance(entry, Said):
            return entry.by == OWNER and self._code_of(entry) in ("", letter.code)
        return isinstance(entry, Jump) or (isinstance(entry, Changed) and entry.uri == self._codes[letter.code])

    def _code_of(self, said: Said) -> str:
        """The code of what an answer names, by reference or in words; nothing if it names none."""
        if said.code:
            return said.code.partition(".")[0]
        return next((letter.code for letter in self._witness.letters() if letter.id == said.to), "") if said.to else ""

    def _nudged(self) -> Iterator[tuple[str, str]]:
        """Which post each code stands for: the nudge with this code links to it."""
        posts = self._witness.world.net.posts.all()
        for letter in self._witness.letters():
            for post in posts:
                if letter.code and f"/{post.ref.local_id}" in letter.text:
                    yield letter.code, post.uri
