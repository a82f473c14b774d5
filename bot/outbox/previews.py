"""Show words for a suggestion: the complete reply that they would be, or a beginning with a gap (DESIGN 2).

Words are shown, never sent. Shared by the jobs that hear the owner's words and that begin some.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot import wording
from bot.config import Config
from bot.decide.drafting import has_gap, problems, starter
from bot.decide.facts import PostFacts
from bot.domain import PREVIEW_LASTS, Act, Draft, MessageKind, Offer, Reply, WrittenBy
from bot.knowledge import candidates
from bot.outbox import layout
from bot.outbox.teller import Teller, Told, draft_code, target_of
from bot.store import Transaction, messages, ownership, people, posts, suggestions
from bot.store.people import own_accounts
from bot.store.suggestions import Suggestion
from bot.wording.text import without_names


@dataclass(frozen=True, slots=True)
class Showing:
    """One occasion to show words, within one transaction. `under` is the message of the owner's that it answers.

    `begun`: nobody asked just now, so quiet hours bind it.
    """

    teller: Teller
    tx: Transaction
    row: Suggestion
    now: datetime
    under: str | None = None
    begun: bool = False

    @property
    def _to(self) -> Told:
        return Told(reply_to=self.under, suggestion=self.row.id)

    def words(self, words: str, *, by: WrittenBy, only: bool = False, disclosure: str = "") -> str:
        """Compose the reply that these words would be, hold it against the rules, and show it.

        Returns what was shown: "preview", or the name of what speaks against the words.
        """
        teller, row = self.teller, self.row
        target = target_of(self.tx, row)
        act = teller.compose(self.tx, row, words, target=target, only=only, disclosure=disclosure)
        person = people.person(self.tx, row.person)
        code = draft_code(row, suggestions.next_draft(self.tx, row.id))
        found = problems(
            act,
            target,
            teller.replies[row.network],
            written=words if by is WrittenBy.OWNER else disclosure,
            sent_before=candidates.sent_before(self.tx, self.now),
            stage=candidates.stage_of(self.tx, row.person, self.now),
            person=person,
            languages=teller.config.owner.languages,
            now=self.now,
            zone=teller.zone,
            code=code,
        )
        hard = next((concern for concern in found if not concern.taste), None)
        if hard is not None:
            teller.add_draft(self.tx, row, words, None, by=by, now=self.now)
            teller.say(self.tx, hard.says, now=self.now, to=self._to)
            return hard.name
        draft = teller.add_draft(self.tx, row, words, act, by=by, now=self.now)
        suggestions.answered_hold(self.tx, row.id)
        # what was shown can be approved for a day: the suggestion must not end before
        suggestions.change(self.tx, row.id, expires_at=max(row.expires_at, self.now + PREVIEW_LASTS))
        if found:
            self.preview(draft, act, wording.similar(act, concern=found[0].says, code=code), offers=Offer.ANYWAY)
            return found[0].name
        self.preview(
            draft, act, wording.preview(act, to=wording.name(person), code=code, usual_language=teller.usual_language)
        )
        return "preview"

    def preview(self, draft: Draft, act: Act, frame: wording.Frame, *, offers: Offer = Offer.NOTHING) -> None:
        """Queue a preview; `offers` says what it wants to hear when plain `send` is not enough."""
        texts = layout.parts(*self.teller.marked(act, frame), self.teller.room)
        messages.queue(
            self.tx, MessageKind.PREVIEW, texts,
            now=self.now, suggestion=self.row.id, draft=draft.number, act=act, reply_to=self.under, offers=offers,
            begun=self.begun,
        )  # fmt: skip

    def held(self, number: int | None, *, because: str = "") -> None:
        """The words of a reply that was on its way, shown back as a preview that can be approved anew."""
        last = suggestions.latest_draft(self.tx, self.row.id) if number is None else None
        draft = last or suggestions.draft(self.tx, self.row.id, number or 0)
        shown = messages.preview_of(self.tx, self.row.id, draft.number)
        if shown is None or not isinstance(shown.act, Reply):
            return
        name, code = self.teller.name(self.tx, self.row), draft_code(self.row, draft)
        word = "send anyway" if shown.offers is Offer.ANYWAY else "send"
        self.preview(
            draft,
            shown.act,
            wording.held(shown.act, to=name, code=code, word=word, because=because),
            offers=shown.offers,
        )

    def beginning(self) -> str:
        """The built-in starter's next draft: a preview when it is complete, a beginning when it has a gap."""
        post = target_of(self.tx, self.row)
        held = posts.get(self.tx, post.uri)
        facts = PostFacts.from_json(held.facts) if held else PostFacts()
        made = suggestions.drafts_by(self.tx, self.row.id, WrittenBy.STARTER)
        names = [account.called for account in own_accounts(self.tx)]
        words = starter(replace(post, text=without_names(post.text, names)), facts, number=made + 1)
        name = self.teller.name(self.tx, self.row)
        if not words:
            none = wording.no_other_draft if made else wording.no_draft
            self.teller.say(self.tx, none(name, code=self.row.code), now=self.now, to=self._to)
            return "no draft"
        if not has_gap(words):
            return self.words(words, by=WrittenBy.STARTER)
        draft = self.teller.add_draft(self.tx, self.row, words, None, by=WrittenBy.STARTER, now=self.now)
        texts = layout.parts(*wording.gap_draft(words, code=draft_code(self.row, draft)), self.teller.room)
        messages.queue(
            self.tx, MessageKind.DRAFT, texts,
            now=self.now, suggestion=self.row.id, draft=draft.number, reply_to=self.under,
        )  # fmt: skip
        return "draft with a gap"


def may_post(tx: Transaction, config: Config, row: Suggestion) -> bool:
    """Whether an approval of this one is carried out; otherwise it brings the text to be posted by hand."""
    return config.publish.enabled and not ownership.only_reads(tx, row.owner)


def copy_of(tx: Transaction, teller: Teller, row: Suggestion, act: Reply, code: str) -> wording.Paste:
    """The approved words, to be posted by hand, and where."""
    post, held = target_of(tx, row), posts.get(tx, row.post_uri or "")
    asked = held is not None and PostFacts.from_json(held.facts).question
    return wording.copy_it(act.words, to=teller.name(tx, row), link=post.link, code=code, asked=asked)


def refusal(tx: Transaction, teller: Teller, row: Suggestion) -> str:
    """Why there is no draft for this one, in the owner's words; empty when there may be one."""
    post, name = target_of(tx, row), teller.name(tx, row)
    held = posts.get(tx, post.uri)
    if held is not None and PostFacts.from_json(held.facts).sad:
        return wording.no_draft_for_grief(name, code=row.code)
    if teller.drafts_off(post):
        return wording.drafts_are_off(post.author.address.rpartition("@")[2], code=row.code)
    return "" if post.quotable else wording.no_draft(name, code=row.code)
