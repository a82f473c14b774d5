"""Judge what was read, choose the few people of the day, and put the nudge about each into the outbox."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection

from bot import delivery, voice
from bot.approvals import Event
from bot.config import Config
from bot.domain import AccountFlag, MessageKind, Network, Nudge, NudgeKind, Person, Post, Reason, State
from bot.drafts import way_in
from bot.facts import Candidate, PostFacts, Talk
from bot.jobs.edge import Clock
from bot.jobs.scout import Scout
from bot.jobs.showing import refusal
from bot.jobs.telling import Teller
from bot.pace import Pace, due, expires_later, is_quiet, next_slot, tempo
from bot.platforms.base import Reader
from bot.rules import Rules
from bot.rules.learning import Learned
from bot.store import Store, candidates, messages, people, posts, sources, suggestions
from bot.store.posts import StoredPost
from bot.store.suggestions import ASKED, Suggestion
from bot.store.values import load_or_none
from bot.store.wishes import LEARNED, MORE, PAUSED_AT, PAUSED_UNTIL, Wishes, wishes
from bot.suggest import Choice, Deliberation, Judged, deliberate, judge
from bot.text import unaddressed

log = structlog.get_logger()

LIKELIEST = 12
FIRST_RUN_REACHES_BACK = timedelta(hours=24)
ABSENT = timedelta(hours=12)
HELLO, ALIVE, LOOKED, SLOWED = "hello", "alive", "slots looked at", "slowed"
OPEN = (State.AWAITING_DELIVERY, State.AWAITING_OWNER)


@dataclass(frozen=True, slots=True)
class NudgeJob:
    """Turns posts into suggestions, and suggestions into nudges."""

    store: Store
    readers: Mapping[Network, Reader]
    rules: Rules
    scout: Scout
    teller: Teller
    config: Config
    clock: Clock

    # --- what ends by itself

    def close(self) -> bool:
        """Close without a word what the owner answered elsewhere, and what is too old."""
        now = self.clock()
        with self.store.begin() as tx:
            answered = posts.answered_uris(tx)
            for row in suggestions.in_states(tx, *OPEN):
                if row.post_uri in answered:
                    suggestions.move(tx, row, Event.ANSWERED_ELSEWHERE, now=now)
                elif now >= row.expires_at:
                    suggestions.move(tx, row, Event.TOO_OLD, now=now)
                else:
                    continue
                messages.drop_for(tx, row.id)
        return False

    # --- choosing

    def choose(self) -> bool:
        """If a delivery is due, choose; at the very first time at most one, with a hello (DESIGN 4)."""
        now = self.clock()
        with self.store.begin() as tx:
            held = wishes(tx, self.config)
            self._wake(tx, held, now)
            hello_said = sources.setting(tx, HELLO, default=False)
            extra = sources.setting(tx, MORE, 0)
            is_due = due(held.pace, sources.moment(tx, LOOKED), now) or extra or not hello_said
            if held.resting(now) or is_quiet(held.pace, now) or not is_due:
                return False
        if not hello_said:
            return self._first(now)
        decided = self.deliberate(extra=extra)
        with self.store.begin() as tx:
            sources.put_moment(tx, LOOKED, now)
            sources.put_setting(tx, MORE, None)
            most = 1 if self._was_absent(tx, now) else len(decided.choices)
            self._suggest(tx, decided.choices[:most], now, counts=not extra, left=len(decided.passed))
            if extra and not decided.choices:
                self.teller.say(tx, voice.nobody_more(), now=now)
            self._slow_down(tx, held.pace, now)
        log.info("chosen", suggestions=len(decided.choices), passed=len(decided.passed))
        return False

    def deliberate(self, *, extra: int = 0, young: timedelta | None = None) -> Deliberation:
        """Judge everything, look closer at the likeliest, and decide; with `young` only posts not older than that."""
        self.scout.look(j.candidate for j in self.likeliest(young))
        now = self.clock()
        with self.store.begin() as tx:
            judged, held = self._judged(tx, now, young), wishes(tx, self.config)
            past, heard = candidates.history(tx, now), messages.last_answer_at(tx)
        return deliberate(judged, past, held.pace, now, extra=extra, heard=heard)

    def likeliest(self, young: timedelta | None = None) -> Sequence[Judged]:
        """Those that could be chosen as far as is known, best first."""
        now = self.clock()
        with self.store.begin() as tx:
            judged = self._judged(tx, now, young)
        open_ones = [j for j in judged if not j.verdict.vetoed and j.lane is not None]
        return sorted(open_ones, key=lambda j: j.rank, reverse=True)[:LIKELIEST]

    def _judged(self, tx: Connection, now: datetime, young: timedelta | None) -> list[Judged]:
        taken = {row.post_uri for row in suggestions.recent(tx, since=now - timedelta(days=14))}
        found = [c for c in candidates.candidates(tx, now) if c.post.uri not in taken]
        if young is not None:
            found = [c for c in found if now - c.post.created_at <= young]
        return self.judge_all(tx, found, now)

    def judge_all(self, tx: Connection, found: Iterable[Candidate], now: datetime) -> list[Judged]:
        """What the rules, and what was learned, say of each."""
        learned = Learned.from_json(sources.setting(tx, LEARNED, ""))
        return [judge(candidate, self.rules, learned, now) for candidate in found]

    def _first(self, now: datetime) -> bool:
        decided = self.deliberate(young=FIRST_RUN_REACHES_BACK)
        with self.store.begin() as tx:
            held = wishes(tx, self.config)
            sources.put_setting(tx, HELLO, value=True)
            sources.put_moment(tx, LOOKED, now)
            chosen = decided.choices[:1]
            self.teller.say(
                tx, self._hello(held, now, follows=bool(chosen)), now=now, kind=MessageKind.HELLO, begun=True
            )
            self._suggest(tx, chosen, now, counts=False, left=len(decided.passed))
        return False

    def _hello(self, held: Wishes, now: datetime, *, follows: bool) -> str:
        owner = next(iter(self.readers.values())).owner
        return voice.hello(
            owner.called, topics=held.topics, at=[f"{t:%H:%M}" for t in held.pace.at],
            people_per_day=held.pace.people_per_day, follows=follows, now=now, zone=held.pace.zone,
        )  # fmt: skip

    def _suggest(self, tx: Connection, chosen: Sequence[Choice], now: datetime, *, counts: bool, left: int) -> None:
        for choice in chosen:
            found = choice.candidate
            row = suggestions.add(
                tx,
                name=found.person.name,
                person=found.person.id,
                account=found.account.key,
                reasons=choice.judged.verdict.reasons,
                post_uri=found.post.uri,
                network=found.post.network,
                kind=choice.kind,
                lane=choice.lane,
                created_at=now,
                state_at=now,
                due_at=now,
                expires_at=choice.expires_at,
                version=found.post.ref.version,
                score=choice.judged.rank,
                extra={"unprompted": choice.unprompted, "counts": counts, "left": left, "step": choice.step},
            )
            log.info("suggested", suggestion=row.id, lane=choice.lane, kind=choice.kind)

    # --- what is said once

    def _wake(self, tx: Connection, held: Wishes, now: datetime) -> None:
        """Note that we are alive; say so after an absence, and at the end of a pause."""
        last = sources.moment(tx, ALIVE)
        sources.put_moment(tx, ALIVE, now)
        if last is not None and now - last > ABSENT and not held.resting(now):
            sources.put_moment(tx, "absent until", now)
            text = voice.back_after_absence(last, now, held.pace.zone, follows=bool(self.likeliest_names(tx, now)))
            self.teller.say(tx, text, now=now, begun=True)
        if held.paused_until is not None and now >= held.paused_until:
            sources.put_moment(tx, PAUSED_UNTIL, None)
            began = sources.moment(tx, PAUSED_AT) or held.paused_until
            still, then = self.likeliest_names(tx, now), next_slot(held.pace, now)
            self.teller.say(
                tx, voice.rested(held.paused_until - began, still, then, now, held.pace.zone), now=now, begun=True
            )

    def likeliest_names(self, tx: Connection, now: datetime) -> list[str]:
        """Who would be chosen now, without looking closer."""
        judged, held = self._judged(tx, now, None), wishes(tx, self.config)
        past, heard = candidates.history(tx, now), messages.last_answer_at(tx)
        chosen = deliberate(judged, past, held.pace, now, heard=heard).choices
        return [choice.candidate.person.name for choice in chosen]

    @staticmethod
    def _was_absent(tx: Connection, now: datetime) -> bool:
        until = sources.moment(tx, "absent until")
        sources.put_moment(tx, "absent until", None)
        return until is not None and now - until < timedelta(days=1)

    def _slow_down(self, tx: Connection, pace: Pace, now: datetime) -> None:
        slowed = tempo(pace, candidates.history(tx, now), now, heard=messages.last_answer_at(tx)).slowed
        if slowed and not sources.setting(tx, SLOWED, default=False):
            self.teller.say(tx, voice.fewer(), now=now, begun=True)
        sources.put_setting(tx, SLOWED, value=slowed)

    # --- writing the nudge

    def compose(self) -> bool:
        """Write the nudge for one suggestion whose time has come, after one more look at the world."""
        now = self.clock()
        with self.store.begin() as tx:
            held = wishes(tx, self.config)
            if held.resting(now) or is_quiet(held.pace, now):
                return False
            waiting = [
                r for r in suggestions.in_states(tx, State.AWAITING_DELIVERY) if r.due_at <= now and _is_time(r, now)
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
        self.scout.keep_thread(fresh, thread)
        with self.store.begin() as tx:
            if fresh.uri in posts.answered_uris(tx):
                suggestions.move(tx, row, Event.ANSWERED_ELSEWHERE, now=now)
                return
            self._queue(tx, row, fresh, now)

    def _withdraw(self, row: Suggestion, now: datetime) -> None:
        with self.store.begin() as tx:
            suggestions.move(tx, row, Event.WORLD_CHANGED, now=now)
            if row.post_uri:
                posts.gone(tx, row.post_uri)

    def _queue(self, tx: Connection, row: Suggestion, post: Post, now: datetime) -> None:
        expires = max(row.expires_at, expires_later(now)) if row.returned else row.expires_at
        extra = self._with_draft(tx, row)
        moved = suggestions.move(
            tx, row, Event.CLAIM, now=now, version=post.ref.version, expires_at=expires, extra=extra
        )
        if not moved:
            return
        text = delivery.fit(self.describe(tx, row, post, now), self.teller.room, now, self.teller.zone)
        about = post.ref if self.teller.room.embeds else None
        messages.queue(tx, MessageKind.NUDGE, [text], now=now, suggestion=row.id, about=about, begun=True)

    def _with_draft(self, tx: Connection, row: Suggestion) -> dict[str, object]:
        """With `drafts.when = "with-nudge"` a draft follows as a second message: the nudge is never a preview."""
        wanted = self.config.drafts.when == "with-nudge" and row.kind is not NudgeKind.STEP
        if not wanted or refusal(tx, self.teller, row):
            return dict(row.extra)
        return {**row.extra, ASKED: {"under": None, "wish": ""}}

    def describe(self, tx: Connection, row: Suggestion, post: Post, now: datetime) -> Nudge:
        """Everything that the nudge can say."""
        return self._described(tx, row.code, row.kind, people.person(tx, row.person), post, row.reasons, now)

    def preview_choice(self, tx: Connection, choice: Choice) -> Nudge:
        """What a choice would say, before it is a suggestion: for `look`."""
        found = choice.candidate
        held = posts.get(tx, found.post.uri)
        post = held.post if held else found.post
        return self._described(tx, "", choice.kind, found.person, post, choice.judged.verdict.reasons, self.clock())

    def _described(
        self, tx: Connection, code: str, kind: NudgeKind, person: Person, post: Post, reasons: tuple[Reason, ...],
        now: datetime,
    ) -> Nudge:  # fmt: skip
        """Each part from a stored fact."""
        stored = posts.get(tx, post.uri)
        facts = PostFacts.from_json(stored.facts) if stored else PostFacts()
        known = people.known(tx, post.author.key)
        subject, subject_at = self._subject(tx, facts, now)
        sad = kind is NudgeKind.SAD
        return Nudge(
            code=code,
            kind=kind,
            person=person,
            account=post.author,
            post=replace(post, text=unaddressed(post.text)),
            link=post.link,
            unanswered=_unanswered(stored),
            last=candidates.last_exchange(tx, person, before=post.created_at, leave_out=post.uri),
            subject=subject,
            subject_at=subject_at,
            silent_for=stored.silent_before if stored else None,
            way_in="" if sad or not post.quotable else way_in(post, facts, subject=subject),
            habits=known.habits if known else None,
            reasons=reasons,
            facts={
                "to_owner": stored.to_owner if stored else False,
                "question": facts.question,
                "no_draft": sad or not post.quotable or self.teller.drafts_off(post),
            },
        )

    @staticmethod
    def _subject(tx: Connection, facts: PostFacts, now: datetime) -> tuple[str, datetime | None]:
        """A topic of this post that the owner wrote about themselves, and when."""
        if not facts.topics:
            return "", None
        for held in posts.own(tx, limit=500):
            shared = [t for t in facts.topics if t in held.post.text.lower()]
            if shared and held.post.parent is None and now - held.post.created_at > timedelta(days=1):
                return shared[0], held.post.created_at
        return "", None


def _is_time(row: Suggestion, now: datetime) -> bool:
    return row.retry_at is None or row.retry_at <= now


def _unanswered(stored: StoredPost | None) -> bool:
    talk = load_or_none(Talk, stored.talk) if stored else None
    return talk is not None and talk.replies == 0
