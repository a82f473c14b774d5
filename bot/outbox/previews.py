"""Show words for a suggestion: the complete reply that they would be, or a beginning with a gap (DESIGN 2).

Words are shown, never sent. Shared by the jobs that hear the owner's words and that begin some.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import wording
from bot.config import Config
from bot.decide.drafting import SentBefore, has_gap, problems, starter
from bot.decide.facts import PostFacts
from bot.domain import Account, Act, MessageKind, Offer, Person, Post, Reply, Stage, WrittenBy
from bot.knowledge import candidates
from bot.outbox.teller import Says, Teller, draft_code, target_of
from bot.store import Transaction, answerable, drafts, ownership, people, posts, suggestions
from bot.store.alone import is_alone
from bot.store.people import own_accounts
from bot.store.suggestions import Suggestion
from bot.wording.text import without_names


@dataclass(frozen=True, slots=True)
class NewWords:
    """Words that get a number. `act` is the reply that they would be, where they can be approved."""

    row: Suggestion
    words: str
    by: WrittenBy
    gap: bool
    act: Reply | None = None

    def store(self, tx: Transaction, now: datetime) -> None:
        """Keep them."""
        drafts.add(tx, self.row.id, self.words, by=self.by, gap=self.gap, act=self.act, now=now)
        if self.act is not None:
            suggestions.answered_hold(tx, self.row.id)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is said, and the words that are kept. `name` says what it is, or what speaks against the words."""

    name: str
    says: Says
    words: NewWords | None = None


PREVIEW, GAP, NO_DRAFT = "preview", "draft with a gap", "no draft"


@dataclass(frozen=True, slots=True)
class Occasion:
    """A suggestion for which words are about to be shown, with everything that they are held against."""

    teller: Teller
    row: Suggestion
    now: datetime
    target: Post
    facts: PostFacts
    person: Person
    own: Sequence[Account]
    number: int
    made: int
    stage: Stage
    sent_before: Sequence[SentBefore]
    zone: ZoneInfo
    alone: bool

    @classmethod
    def of(cls, teller: Teller, tx: Transaction, row: Suggestion, now: datetime) -> Occasion:
        """As it stands. Raises KeyError when the post is not kept any more."""
        zone, held = teller.zone(tx), posts.get(tx, row.post_uri or "")
        if held is None:
            raise KeyError(row.post_uri)
        person, alone = people.person(tx, row.person), is_alone(tx, row, now)
        return cls(
            teller=teller,
            row=row,
            now=now,
            target=held.post,
            zone=zone,
            person=person,
            own=own_accounts(tx),
            number=drafts.next_number(tx, row.id),
            made=drafts.count_by(tx, row.id, WrittenBy.STARTER),
            sent_before=candidates.sent_before(tx, now),
            stage=candidates.standing_now(tx, person, now).stage,
            facts=PostFacts.from_json(held.facts),
            alone=alone,
        )

    @property
    def code(self) -> str:
        """The code that new words would have."""
        return draft_code(self.row, self.number)

    def words(self, words: str, *, by: WrittenBy, only: bool = False, disclosure: str = "") -> Shown:
        """Compose the reply that these words would be, hold it against the rules, and show it."""
        teller, code = self.teller, self.code
        act = teller.composed(self.row, words, target=self.target, own=self.own, only=only, disclosure=disclosure)
        gap = has_gap(words)
        found = problems(
            act,
            self.target,
            teller.replies[self.row.network],
            written=words if by is WrittenBy.OWNER else disclosure,
            sent_before=self.sent_before,
            stage=self.stage,
            person=self.person,
            languages=teller.config.owner.languages,
            now=self.now,
            zone=self.zone,
            code=code,
        )
        hard = next((concern for concern in found if not concern.taste), None)
        if hard is not None:
            return Shown(hard.name, Says(hard.says, self.row.id), NewWords(self.row, words, by, gap))
        frame = (
            wording.similar(act, concern=found[0].says, code=code, alone=self.alone)
            if found
            else wording.preview(
                act, to=wording.name(self.person), code=code, usual_language=teller.usual_language, alone=self.alone
            )
        )
        says = Says(frame, self.row.id, MessageKind.PREVIEW, self.number, act, Offer.ANYWAY if found else Offer.NOTHING)
        return Shown(found[0].name if found else PREVIEW, says, NewWords(self.row, words, by, gap, act))

    def beginning(self) -> Shown:
        """The built-in starter's next draft: a preview when it is complete, a beginning when it has a gap."""
        names = [account.called for account in self.own]
        post = replace(self.target, text=without_names(self.target.text, names))
        words = starter(post, self.facts, number=self.made + 1)
        if not words:
            to, code = wording.name(self.person), self.row.code
            none = (
                wording.no_other_draft(to, code=code, alone=self.alone)
                if self.made
                else wording.no_draft(to, code=code)
            )
            return Shown(NO_DRAFT, Says(none, self.row.id))
        if not has_gap(words):
            return self.words(words, by=WrittenBy.STARTER)
        says = Says(
            wording.gap_draft(words, code=self.code, alone=self.alone), self.row.id, MessageKind.DRAFT, self.number
        )
        return Shown(GAP, says, NewWords(self.row, words, WrittenBy.STARTER, gap=True))


def previews(row: Suggestion, number: int, act: Act, frame: wording.Frame, *, offers: Offer = Offer.NOTHING) -> Says:
    """A preview; `offers` says what it wants to hear when plain `send` is not enough."""
    return Says(frame, row.id, MessageKind.PREVIEW, number, act, offers)


def held_words(
    tx: Transaction, row: Suggestion, number: int | None, *, now: datetime, because: str = ""
) -> Says | None:
    """The words of a reply that was on its way, as a preview that can be approved anew; without a number the newest.

    None where they were never shown.
    """
    last = drafts.latest(tx, row.id) if number is None else None
    draft = last or drafts.get(tx, row.id, number or 0)
    shown, person = answerable.preview_of(tx, row.id, draft.number), people.person(tx, row.person)
    if shown is None or not isinstance(shown.act, Reply):
        return None
    frame = wording.held(
        shown.act, to=wording.name(person), code=draft_code(row, draft), word=shown.offers.lets_out, because=because,
        alone=is_alone(tx, row, now),
    )  # fmt: skip
    return previews(row, draft.number, shown.act, frame, offers=shown.offers)


@dataclass(frozen=True, slots=True)
class Showing:
    """One occasion to show words at once, within one transaction. `under` is the message of the owner's that it answers.

    `begun`: nobody asked just now, so quiet hours bind it.
    """

    teller: Teller
    tx: Transaction
    row: Suggestion
    now: datetime
    under: str | None = None
    begun: bool = False

    def words(self, words: str, *, by: WrittenBy, only: bool = False, disclosure: str = "") -> str:
        """Show these words; returns what was shown: "preview", or the name of what speaks against the words."""
        return self._keep(self._occasion().words(words, by=by, only=only, disclosure=disclosure))

    def beginning(self) -> str:
        """Show the built-in starter's next draft."""
        return self._keep(self._occasion().beginning())

    def held(self, number: int | None, *, because: str = "") -> None:
        """Show the words of a reply that was on its way once more."""
        says = held_words(self.tx, self.row, number, now=self.now, because=because)
        if says is not None:
            self._say(says)

    def _occasion(self) -> Occasion:
        return Occasion.of(self.teller, self.tx, self.row, self.now)

    def _keep(self, shown: Shown) -> str:
        if shown.words is not None:
            shown.words.store(self.tx, self.now)
        self._say(shown.says)
        return shown.name

    def _say(self, says: Says) -> None:
        self.teller.put(self.tx, says, now=self.now, under=self.under, begun=self.begun)


def may_post(tx: Transaction, config: Config, row: Suggestion) -> bool:
    """Whether an approval of this one is carried out; otherwise it brings the text to be posted by hand."""
    return config.publish.enabled and not ownership.only_reads(tx, row.owner)


def copy_of(tx: Transaction, teller: Teller, row: Suggestion, act: Reply, code: str, now: datetime) -> wording.Paste:
    """The approved words, to be posted by hand, and where."""
    post, held = target_of(tx, row), posts.get(tx, row.post_uri or "")
    asked = held is not None and PostFacts.from_json(held.facts).question
    alone = is_alone(tx, row, now)
    return wording.copy_it(act.words, to=teller.name(tx, row), link=post.link, code=code, asked=asked, alone=alone)


def refusal(tx: Transaction, teller: Teller, row: Suggestion) -> str:
    """Why there is no draft for this one, in the owner's words; empty when there may be one."""
    post, name = target_of(tx, row), teller.name(tx, row)
    held = posts.get(tx, post.uri)
    if held is not None and PostFacts.from_json(held.facts).sad:
        return wording.no_draft_for_grief(name, code=row.code)
    if teller.drafts_off(post):
        return wording.drafts_are_off(post.author.address.rpartition("@")[2], code=row.code)
    return "" if post.quotable else wording.no_draft(name, code=row.code)
