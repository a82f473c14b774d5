"""Choose the few people of the day, and put the nudge about each into the outbox."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot import wording
from bot.clock import Clock
from bot.config import Config
from bot.decide.facts import Candidate
from bot.decide.schedule import Schedule, due, expires_later, tempo
from bot.decide.selection import Choice, Deliberation, Judged, expires_at
from bot.domain import (
    AccountFlag,
    AskedDraft,
    MessageKind,
    Motive,
    Network,
    NudgeKind,
    Post,
    SuggestionEvent,
    SuggestionState,
)
from bot.domain.readings import Opinion, Outcome
from bot.knowledge import candidates
from bot.knowledge.enrichment import Enrichment
from bot.knowledge.judging import Judging
from bot.knowledge.owner_preferences import owner_preferences
from bot.knowledge.second_reading import Heard, heard
from bot.outbox import layout
from bot.outbox.nudges import describe
from bot.outbox.previews import Showing, refusal
from bot.outbox.teller import Teller
from bot.platforms.base import Reader
from bot.store import (
    Store,
    Transaction,
    answers,
    lookups,
    messages,
    ownership,
    people,
    posts,
    readings,
    settings,
    suggestions,
)
from bot.store.settings import BACK_AT, HELLO_SAID, MORE, SLOTS_LOOKED_AT, SLOWED
from bot.store.suggestions import Suggestion

log = structlog.get_logger()

FIRST_RUN_REACHES_BACK = timedelta(hours=24)
ONE_AFTER_AN_ABSENCE = 1
HELD_AT_LEAST = timedelta(minutes=30)
NOBODY_READ: Mapping[str, Opinion] = {}


@dataclass(frozen=True, slots=True)
class NudgeJob:
    """Turns posts into suggestions, and suggestions into nudges. `second_reader` is the host of one, where there is one."""

    store: Store
    readers: Mapping[Network, Reader]
    judging: Judging
    enrichment: Enrichment
    teller: Teller
    config: Config
    clock: Clock
    second_reader: str = ""

    # --- choosing

    def choose(self) -> bool:
        """If a delivery is due, choose; at the very first time, after the hello, at most one (DESIGN 4)."""
        now = self.clock()
        with self.store.begin() as tx:
            held = owner_preferences(tx, self.config)
            said = settings.several(tx, HELLO_SAID, SLOTS_LOOKED_AT, MORE)
            extra, looked = said.get(MORE), said.get(SLOTS_LOOKED_AT)
            is_due = looked is None or due(held.schedule, looked, now) or extra
        if held.silent(now) or not is_due or not said.get(HELLO_SAID):
            return False
        return self._first(now) if looked is None else self._usual(now, extra)

    def _usual(self, now: datetime, extra: int) -> bool:
        decided = self.judging.deliberate(extra=extra)
        with self.store.begin() as tx:
            settings.put(tx, SLOTS_LOOKED_AT, now)
            settings.put(tx, MORE, None)
            found = self._heard(tx, decided, now)
            decided = found.decided
            chosen = decided.choices[: ONE_AFTER_AN_ABSENCE if _was_absent(tx, now) else None]
            self._suggest(tx, chosen, now, counts=not extra, left=len(decided.passed), opinions=found.opinions)
            self._ask_once_more(tx, now)
            if extra and not chosen:
                self.teller.say(tx, wording.nobody_more(), now=now)
            self._slow_down(tx, owner_preferences(tx, self.config).schedule, now)
        log.info("chosen", suggestions=len(chosen), passed=len(decided.passed))
        return False

    def _heard(self, tx: Transaction, decided: Deliberation, now: datetime) -> Heard:
        """The choice as a second reader leaves it, where there is one."""
        return heard(tx, self.config, self.second_reader, decided, now) if self.second_reader else Heard(decided)

    def _ask_once_more(self, tx: Transaction, now: datetime) -> None:
        """What is held for the owner's word comes once more with a delivery, and then no more."""
        for row in suggestions.in_states(tx, SuggestionState.AWAITING_OWNER):
            if row.held_at is None or now - row.held_at < HELD_AT_LEAST:
                continue
            suggestions.answered_hold(tx, row.id)
            Showing(self.teller, tx, row, now, begun=True).held(None)

    def asked_for(self) -> bool:
        """Bring one post that the owner asked for by its address, or say why it is left alone; True if there are more."""
        now = self.clock()
        with self.store.begin() as tx:
            wanted = lookups.to_bring(tx)
        if not wanted:
            return False
        self.enrichment.look(self._candidates(wanted[0], now))
        judged = self.judging.judge(self._candidates(wanted[0], now))
        with self.store.begin() as tx:
            lookups.brought(tx, wanted[0])
            for one in judged:
                self._bring(tx, one, now)
        return len(wanted) > 1

    def _candidates(self, uri: str, now: datetime) -> Sequence[Candidate]:
        with self.store.begin() as tx:
            stored = posts.get(tx, uri)
            return candidates.assemble(tx, [stored], now) if stored else ()

    def _bring(self, tx: Transaction, one: Judged, now: datetime) -> None:
        if one.verdict.vetoed:
            because = one.verdict.vetoes[0].because
            self.teller.say(tx, wording.leaves_alone(one.candidate.person, because), now=now)
            return
        if one.candidate.person.is_quiet(now):
            self.teller.say(tx, wording.quiet_still(one.candidate.person, now, self.teller.zone(tx)), now=now)
            return
        until = max(expires_at(one.candidate), expires_later(now))  # it was asked for, however old it is
        self._suggest(tx, [Choice(one, one.motive or Motive.NEW, until)], now, counts=False, left=0)

    def _first(self, now: datetime) -> bool:
        decided = self.judging.deliberate(young=FIRST_RUN_REACHES_BACK)
        with self.store.begin() as tx:
            settings.put(tx, SLOTS_LOOKED_AT, now)
            chosen = sorted(decided.choices, key=lambda choice: -choice.judged.rank)[:1]
            self._suggest(tx, chosen, now, counts=False, left=len(decided.passed))
        return False

    def _suggest(
        self,
        tx: Transaction,
        chosen: Sequence[Choice],
        now: datetime,
        *,
        counts: bool,
        left: int,
        opinions: Mapping[str, Opinion] = NOBODY_READ,
    ) -> None:
        for choice in chosen:
            found = choice.candidate
            owner = ownership.verified(tx, found.post.network)
            row = suggestions.add(
                tx,
                name=found.person.name,
                owner=owner.identity if owner else "",
                person=found.person.id,
                account=found.account.key,
                reasons=choice.judged.verdict.reasons,
                post_uri=found.post.uri,
                network=found.post.network,
                kind=choice.kind,
                motive=choice.motive,
                created_at=now,
                state_at=now,
                due_at=now,
                expires_at=choice.expires_at,
                version=found.post.ref.version,
                score=choice.judged.rank,
                unprompted=choice.unprompted,
                counts=counts,
                left=left,
                step=choice.step,
            )
            if self.second_reader:
                unread = Opinion(self.second_reader, Outcome.NOT_SHOWN)
                readings.put_opinion(tx, row.id, opinions.get(found.post.uri, unread))
            log.info("suggested", suggestion=row.id, motive=choice.motive, kind=choice.kind)

    def _slow_down(self, tx: Transaction, schedule: Schedule, now: datetime) -> None:
        slowed = tempo(schedule, candidates.history(tx, now), now, heard=answers.last_answer_at(tx)).slowed
        if slowed and not settings.get(tx, SLOWED):
            self.teller.say(tx, wording.fewer(), now=now, begun=True)
        settings.put(tx, SLOWED, slowed)

    # --- writing the nudge

    def compose(self) -> bool:
        """Write the nudge for one suggestion whose time has come, after one more look at the world."""
        now = self.clock()
        with self.store.begin() as tx:
            held = owner_preferences(tx, self.config)
            if held.silent(now):
                return False
            waiting = [
                r
                for r in suggestions.in_states(tx, SuggestionState.AWAITING_DELIVERY)
                if r.due_at <= now and _is_time(r, now) and people.person(tx, r.person).may_be_spoken_of(now)
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
                return
            self._queue(tx, row, fresh, now)

    def _withdraw(self, row: Suggestion, now: datetime) -> None:
        with self.store.begin() as tx:
            suggestions.move(tx, row, SuggestionEvent.WORLD_CHANGED, now=now)
            if row.post_uri:
                posts.gone(tx, row.post_uri)

    def _queue(self, tx: Transaction, row: Suggestion, post: Post, now: datetime) -> None:
        expires = max(row.expires_at, expires_later(now)) if row.returned else row.expires_at
        if not suggestions.move(tx, row, SuggestionEvent.CLAIM, now=now, version=post.ref.version, expires_at=expires):
            return
        if self._with_draft(tx, row):
            suggestions.ask_draft(tx, row.id, AskedDraft())
        said = describe(tx, self.teller, row, post, now)
        about = self.teller.embedding(post.ref) if wording.repeatable(said) else None
        text = layout.fit(said, self.teller.room, now, self.teller.zone(tx), embedded=about is not None)
        messages.queue(tx, MessageKind.NUDGE, [text], now=now, suggestion=row.id, about=about, begun=True)

    def _with_draft(self, tx: Transaction, row: Suggestion) -> bool:
        """With `drafts.when = "with-nudge"` a draft follows as a second message: the nudge is never a preview."""
        wanted = self.config.drafts.when == "with-nudge" and row.kind is not NudgeKind.STEP
        return wanted and not refusal(tx, self.teller, row)


def _is_time(row: Suggestion, now: datetime) -> bool:
    return row.retry_at is None or row.retry_at <= now


def _was_absent(tx: Transaction, now: datetime) -> bool:
    """Whether this is the first choice after an absence: then nothing old is brought."""
    until = settings.get(tx, BACK_AT)
    settings.put(tx, BACK_AT, None)
    return until is not None and now - until < timedelta(days=1)
