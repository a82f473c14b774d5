"""Begin the drafts that were asked for and take their time: by the model, or with the nudge itself.

Runs apart from the conversation, so that no answer of the owner's waits for a model. What comes back is text for the
owner's eyes, held against the same rules as their own words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from bot import wording
from bot.clock import Clock
from bot.config import Config
from bot.domain import AskedDraft, DraftWish, Post, SuggestionState, WrittenBy
from bot.errors import PlatformError
from bot.outbox.previews import Showing
from bot.outbox.teller import Teller, Told, target_of
from bot.platforms.drafting_model import ModelDrafter, Quotable
from bot.store import Store, drafts, posts, suggestions
from bot.store.suggestions import Suggestion
from bot.wording.english.languages import called

log = structlog.get_logger()

EXAMPLES = 5
THREAD = 4
THEIR_LANGUAGE = "the language of the post"
ROOM_FOR_ADDRESSES = 80


@dataclass(frozen=True, slots=True)
class Request:
    """What the model is asked: the post, the public words above it, some of the owner's own replies."""

    post: Quotable
    above: tuple[Quotable, ...]
    examples: tuple[str, ...]
    language: str | None


@dataclass(frozen=True, slots=True)
class DraftJob:
    """Makes drafts. `drafter` is None when none is configured: then the starter begins."""

    store: Store
    drafter: ModelDrafter | None
    teller: Teller
    config: Config
    clock: Clock

    def step(self) -> bool:
        """Begin one draft; True if there may be another."""
        with self.store.begin() as tx:
            waiting = [row for row in suggestions.in_states(tx, SuggestionState.AWAITING_OWNER) if row.asked_draft]
        if not waiting:
            return False
        row = waiting[0]
        asked = row.asked_draft or AskedDraft()
        if asked.wish is DraftWish.KEPT:
            self._show_again(row)
            return len(waiting) > 1
        words, failed = self._words(row, asked.wish) if self.drafter else ("", False)
        self._show(row, words, under=asked.under, failed=failed)
        return len(waiting) > 1

    def _show_again(self, row: Suggestion) -> None:
        """The owner's words from before it was closed, which `undo` took back; unless they have written others meanwhile."""
        with self.store.begin() as tx:
            row = suggestions.get(tx, row.id)
            suggestions.ask_draft(tx, row.id, None)
            before = suggestions.closed_of_post(tx, row.post_uri) if row.post_uri else None
            words = drafts.last_by(tx, before.id, WrittenBy.OWNER) if before else ""
            if words and row.state is SuggestionState.AWAITING_OWNER and drafts.latest(tx, row.id) is None:
                Showing(self.teller, tx, row, self.clock()).words(words, by=WrittenBy.OWNER)

    def _words(self, row: Suggestion, wish: DraftWish) -> tuple[str, bool]:
        """What the model wrote; ("", True) when it is down, slow, or wrote nothing that can be shown."""
        with self.store.begin() as tx:
            request = self._request(target_of(tx, row), posts.own(tx, limit=200), posts.above(tx, row.post_uri or ""))
            already = drafts.words_by(tx, row.id, WrittenBy.MODEL)
        if request is None or self.drafter is None:
            return "", False
        try:
            words = self.drafter.draft(
                request.post, above=request.above, voice=request.examples, already=already, wish=wish,
                language=called(request.language) if request.language else THEIR_LANGUAGE,
                room=self.teller.replies[row.network].characters - ROOM_FOR_ADDRESSES,
            )  # fmt: skip
        except PlatformError as problem:
            log.warning("model_failed", suggestion=row.id, problem=str(problem))
            return "", True
        return words, not words

    @staticmethod
    def _request(post: Post, own: Sequence[posts.StoredPost], above: Sequence[Post]) -> Request | None:
        """Only what everyone may read leaves this machine."""
        if not _for_everyone(post):
            return None
        public = [held.post.text for held in own if held.post.quotable and held.post.parent is not None]
        thread = [Quotable.of(p) for p in above[-THREAD:] if _for_everyone(p)]
        return Request(Quotable.of(post), tuple(thread), tuple(public[:EXAMPLES]), post.language)

    def _show(self, row: Suggestion, words: str, *, under: str | None, failed: bool) -> None:
        now = self.clock()
        with self.store.begin() as tx:
            row = suggestions.get(tx, row.id)
            suggestions.ask_draft(tx, row.id, None)
            if row.state is not SuggestionState.AWAITING_OWNER:
                return
            showing = Showing(self.teller, tx, row, now, under)
            if failed:
                self.teller.say(tx, wording.model_silent(), now=now, to=Told(under, row.id))
            if words:
                showing.words(words, by=WrittenBy.MODEL, disclosure=self._disclosure(target_of(tx, row)))
            else:
                showing.beginning()

    def _disclosure(self, post: Post) -> str:
        return wording.disclosure(post.language) if self.config.drafts.disclose == "when-model" else ""


def _for_everyone(post: Post) -> bool:
    return post.quotable and not post.warning
