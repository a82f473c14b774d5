"""Say what an answer of the owner's belongs to, by what the owner was shown and said, and by nothing else.

Where it cannot be sure, it belongs to nothing.
"""

from __future__ import annotations

import re
from datetime import timedelta

from tests.play.witness import TERMINAL, Changed, Jump, Letter, Said, Stands, Witness

A_DAY = timedelta(hours=24)
QUIET = timedelta(minutes=2)
OF_WHAT_WAS_TRIED = ("delete", "send once more")
"""Said of words that went out, or were tried: other words, written since, were neither, so they cannot be meant."""
LINK = re.compile(r"/(\d{7})\b")


class Conversation:
    """What was shown and said, by the codes that stand in it."""

    def __init__(self, witness: Witness) -> None:
        self._witness = witness
        self.codes: dict[str, str] = {}
        self._met = 0

    def follow(self) -> None:
        """Learn from the new messages which post each code stands for: the first with this code links to it."""
        new, self._met = self._witness.seen[self._met :], len(self._witness.seen)
        uris = {post.ref.local_id: post.uri for post in self._witness.world.net.posts.all()}
        for letter in new:
            if isinstance(letter, Letter) and letter.code and letter.code not in self.codes:
                found = next((uris[link] for link in LINK.findall(letter.text) if link in uris), None)
                if found:
                    self.codes[letter.code] = found

    def said_before(self, number: int, by: str) -> list[Said]:
        """What the owner said so far, and nobody else, that only the bot received."""
        said = self._witness.of(Said)
        return [s for s in said if s.by == by and s.when.number < number and s.private and not s.further]

    def letters(self, before: Said) -> list[Letter]:
        """Every message of the bot's that stood when something was said."""
        return [letter for letter in self._witness.letters() if letter.when.number < before.when.number]

    def any(self, kind: type, since: Letter | Said, until: Stands | Said, uri: str | None = None) -> bool:
        """Whether something happened between the two."""
        between = self._witness.seen[since.when.number + 1 : until.when.number]
        return any(isinstance(e, kind) and (uri is None or e.uri == uri) for e in between)  # type: ignore[attr-defined]

    # --- which message

    def answered(self, said: Said) -> Letter | None:
        """The one message that an answer surely belongs to: by reference, by code, or because nothing else can be meant."""
        before = self.letters(said)
        if said.to:
            letter = next((letter for letter in before if letter.id == said.to), None)
            contradicts = letter and said.code and letter.code != said.code.partition(".")[0]
            if letter is None or contradicts:
                return None
            return self._by_code(said, before) if said.code else letter
        return self._by_code(said, before) if said.code else self._bare(said, before)

    def _by_code(self, said: Said, before: list[Letter]) -> Letter | None:
        base, _, draft = said.code.partition(".")
        fitting = [one for one in before if one.code == base and one.invites and draft in ("", one.draft)]
        newer_may_be_meant = not draft and said.means not in OF_WHAT_WAS_TRIED
        if not fitting or (newer_may_be_meant and self.written_since(fitting[-1], said)):
            return None
        return fitting[-1]

    def _bare(self, said: Said, before: list[Letter]) -> Letter | None:
        """Without a reference only the latest invitation can be meant, and only if nothing stands in its way."""
        inviting = [letter for letter in before if letter.invites]
        if not inviting:
            return None
        latest = inviting[-1]
        others = [other for other in inviting if other.code != latest.code and self._surely_waits(other, said)]
        lately = [one for one in before if said.when.at - one.when.at < QUIET - timedelta(seconds=1)]
        near = any(one.code not in ("", latest.code) for one in lately)
        answers_another = "send" not in said.text.lower() and latest is not before[-1]
        newer_may_be_meant = said.means not in OF_WHAT_WAS_TRIED and self.written_since(latest, said)
        return None if others or near or answers_another or newer_may_be_meant else latest

    # --- the newest words

    def superseded(self, letter: Letter, said: Said) -> bool:
        """Whether newer words for the same post were shown or written since, and nothing showed both with their codes."""
        if letter.invites not in ("send", "send anyway"):
            return False
        newer = [
            one
            for one in self.letters(said)
            if one.when.number > letter.when.number and one.code == letter.code and one.draft not in ("", letter.draft)
        ]
        shown = [one for one in newer if one.invites in ("send", "send anyway")]
        if shown and self._shows_both(letter, shown[-1], said):
            return False
        return bool(shown) or self.written_since(letter, said)

    def _shows_both(self, letter: Letter, newest: Letter, said: Said) -> bool:
        """Whether one message since the newest words named these, too; then a code, or a reference to it, tells them apart."""
        mine = f"{letter.code}.{letter.draft}"
        both = [one for one in self.letters(said) if one.when.number >= newest.when.number and mine in one.text]
        return any(said.to == one.id or (said.code == mine and not said.to) for one in both)

    def written_since(self, letter: Letter, said: Said) -> bool:
        """Whether the owner has written other words for the same post since they were shown these."""
        between = [s for s in self.said_before(said.when.number, said.by) if s.when.number > letter.when.number]
        return any(s.means == "words" and not s.lost and self.code_of(s) == letter.code for s in between)

    # --- what is open

    def _surely_waits(self, other: Letter, said: Said) -> bool:
        """Whether nothing was said or happened since that could have closed it."""
        after = self._witness.seen[other.when.number + 1 : said.when.number]
        aged = said.when.at - other.when.at > A_DAY - timedelta(hours=1)
        return other.invites == "send" and not aged and not any(self._concerns(e, other) for e in after)

    def _concerns(self, entry: object, letter: Letter) -> bool:
        if isinstance(entry, Said):
            return entry.by == letter.where[0] and self.code_of(entry) in ("", letter.code)
        return isinstance(entry, Jump) or (isinstance(entry, Changed) and entry.uri == self.codes.get(letter.code))

    def alone(self, code: str, said: Said) -> bool:
        """Whether surely nothing but this one could be meant: every other one was skipped, or stands answered."""
        others = {letter.code for letter in self.letters(said) if letter.code} - {code}
        return all(self._surely_closed(other, said) for other in others)

    def _surely_closed(self, code: str, said: Said) -> bool:
        acts = [e for e in self._witness.of(Stands) if e.above == self.codes.get(code)]
        ends = [act.when.number for act in acts] + [s.when.number for s in self._skips(code, said.by)]
        last = [letter.when.number for letter in self.letters(said) if letter.code == code][-1]
        return any(last < end < said.when.number - 2 for end in ends) or self._surely_leaves(code, last, said)

    def _surely_leaves(self, code: str, last: int, said: Said) -> bool:
        """Whether the latest that was said about it is consent, and our receipt stands under that."""
        about = [s for s in self.said_before(said.when.number, said.by) if self.code_of(s) == code]
        if not about or about[-1].means != "send" or about[-1].when.number < last:
            return False
        return any(letter.is_receipt and letter.under == about[-1].id for letter in self.letters(said))

    def _skips(self, code: str, by: str) -> list[Said]:
        """`skip` with this code, which we answered by letting go."""
        skips = [s for s in self._witness.of(Said) if s.means == "skip" and s.code == code and s.by == by]
        let_go = [one for one in self._witness.letters() if one.text.startswith("Let go")]
        return [s for s in skips if any(one.when.number > s.when.number and one.under == s.id for one in let_go)]

    def code_of(self, said: Said) -> str:
        """The code of what an answer names, by reference or in words; nothing if it names none."""
        if said.code:
            return said.code.partition(".")[0]
        return next((letter.code for letter in self._witness.letters() if letter.id == said.to), "") if said.to else ""

    def about(self, other: Said, consent: Said) -> bool:
        """Whether something was surely said about the reply to which the owner consented: by code, or under our receipt."""
        code = self.code_of(consent) or self._bound_code(consent)
        if code and self.code_of(other) == code:
            return True
        letter = next((letter for letter in self._witness.letters() if other.to and letter.id == other.to), None)
        return letter is not None and letter.is_receipt and bool(consent.id) and letter.under == consent.id

    def _bound_code(self, said: Said) -> str:
        letter = self.answered(said)
        return letter.code if letter else ""


def in_terminal(where: tuple[str, str]) -> bool:
    """Whether a conversation is the owner's terminal."""
    return where[1] == TERMINAL
