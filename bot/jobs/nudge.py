"""Put the nudge about a suggestion into the outbox, when its time has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import wording
from bot.clock import Clock
from bot.config import Config
from bot.decide.schedule import expires_later
from bot.domain import AccountFlag, AskedDraft, DraftWish, MessageKind, Network, NudgeKind, Post, SuggestionEvent
from bot.knowledge import to_come
from bot.knowledge.enrichment import Enrichment
from bot.knowledge.owner_preferences import owner_preferences
from bot.outbox import layout
from bot.outbox.nudges import describe
from bot.outbox.previews import refusal
from bot.outbox.teller import Teller, Told
from bot.platforms.base import Reader
from bot.store import Store, Transaction, messages, posts, settings, suggestions
from bot.store.settings import ASKED_FOR, LET_GO
from bot.store.suggestions import Suggestion


@dataclass(frozen=True, slots=True)
class Nudging:
    """Turns suggestions into nudges."""

    store: Store
    readers: Mapping[Network, Reader]
    enrichment: Enrichment
    teller: Teller
    config: Config
    clock: Clock

    def compose(self) -> bool:
        """Write the nudge for one suggestion whose time has come, after one more look at the world.

        In quiet hours only what the owner asked for.
        """
        now = self.clock()
        with self.store.begin() as tx:
            held, asked = owner_preferences(tx, self.config), settings.get(tx, ASKED_FOR)
            if held.resting(now) or (held.silent(now) and not asked):
                return False
            waiting = [
                r
                for r in to_come.may_be_told(tx, now)
                if to_come.is_time(r, now) and (r.id in asked or not held.silent(now))
            ]
            row = waiting[0] if waiting else None
        if row is None or row.network not in self.readers:
            return False
        self._write(row, now)
        return len(waiting) > 1

    def _write(self, row: Suggestion, now: datetime) -> None:
        """Re-fetch the post; what changed meanwhile ends the suggestion silently."""
        reader = self.readers[row.network]
        with self.store.begin() as tx:
            stored = posts.get(tx, row.post_uri) if row.post_uri else None
            suggestions.change(tx, row.id, retry_at=now + timedelta(minutes=5))
        fresh = reader.fetch([stored.post.ref]).get(stored.post.uri) if stored else None
        if stored is None or fresh is None or fresh.replies_closed or AccountFlag.NOBOT in fresh.author.flags:
            self._withdraw(row, now)
            return
        thread = reader.thread(fresh.ref)
        if thread is not None and thread.post.replies_closed:
            self._withdraw(row, now)
            return
        self.enrichment.keep_thread(fresh, thread)
        with self.store.begin() as tx:
            if posts.was_answered(tx, fresh.uri):
                suggestions.move(tx, row, SuggestionEvent.ANSWERED_ELSEWHERE, now=now)
                to_come.more_again(tx, row)
                return
            self._queue(tx, row, fresh, now)

    def _withdraw(self, row: Suggestion, now: datetime) -> None:
        with self.store.begin() as tx:
            suggestions.move(tx, row, SuggestionEvent.WORLD_CHANGED, now=now)
            if row.post_uri:
                posts.gone(tx, row.post_uri)
            if row.returned and row.id in settings.get(tx, ASKED_FOR):  # it was said that it comes
                text = wording.quotes_no_more(self.teller.name(tx, row), code=row.code, waits=False)
                self.teller.say(tx, text, now=now, to=Told(suggestion=row.id))
            to_come.more_again(tx, row)

    def _queue(self, tx: Transaction, row: Suggestion, post: Post, now: datetime) -> None:
        expires = max(row.expires_at, expires_later(now)) if row.returned else row.expires_at
        if not suggestions.move(tx, row, SuggestionEvent.CLAIM, now=now, version=post.ref.version, expires_at=expires):
            return
        if wish := self._wish(tx, row):
            suggestions.ask_draft(tx, row.id, wish)
        said = describe(tx, self.teller, row, post, now)
        about = self.teller.embedding(post.ref) if wording.repeatable(said) else None
        text = layout.fit(said, self.teller.room, now, self.teller.zone(tx), embedded=about is not None)
        begun = not to_come.was_asked_for(tx, row)
        messages.queue(tx, MessageKind.NUDGE, [text], now=now, suggestion=row.id, about=about, begun=begun)
        if begun and not row.returned:  # what was asked for, or put off, is not the one thing that was announced
            settings.put(tx, LET_GO, True)  # noqa: FBT003  # its value

    def _wish(self, tx: Transaction, row: Suggestion) -> AskedDraft | None:
        """What follows the nudge: the owner's own words, where `undo` brought it back and they had written some; or a draft."""
        before = suggestions.closed_of_post(tx, row.post_uri) if row.post_uri else None
        if before is None or before.asked_draft is None or before.asked_draft.wish is not DraftWish.KEPT:
            return AskedDraft() if self._with_draft(tx, row) else None
        suggestions.ask_draft(tx, before.id, None)
        return before.asked_draft

    def _with_draft(self, tx: Transaction, row: Suggestion) -> bool:
        """With `drafts.when = "with-nudge"` a draft follows as a second message: the nudge is never a preview."""
        wanted = self.config.drafts.when == "with-nudge" and row.kind is not NudgeKind.STEP
        return wanted and not refusal(tx, self.teller, row)
