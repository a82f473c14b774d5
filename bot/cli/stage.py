"""Hold the running demonstration: the program on its invented network, with a clock that only the play moves."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import wording
from bot.decide.schedule import next_slot
from bot.domain import MessageState, Post, SuggestionState, WrittenBy
from bot.knowledge import candidates
from bot.knowledge.history import Progress
from bot.knowledge.owner_preferences import owner_preferences
from bot.platforms.reading_model import ModelReader
from bot.platforms.sandbox import BOT, OWNER, build, live
from bot.service import sandbox
from bot.service.workers import Program
from bot.store import drafts, messages, open_store, people, posts, settings, suggestions
from bot.store.messages import Message
from bot.store.suggestions import Suggestion
from bot.wording.text import Name

THINKING = timedelta(seconds=40)
TO_UNDO = timedelta(minutes=3)
A_WHILE = timedelta(hours=6)
EVERYTHING = timedelta(days=30)


@dataclass
class Clock:
    """The demonstration's own time, in UTC."""

    at: datetime

    def __call__(self) -> datetime:
        """The time of the play."""
        return self.at


SEND, YES = "send", "yes to it"
"""How an answer was approved, as the last page names it: with that word, or with any other consent."""


@dataclass(frozen=True, slots=True)
class Posted:
    """One answer that stands: to whom, whose words, and what approved it (`SEND` or `YES`)."""

    to: str
    words: str
    consent: str


@dataclass
class Ending:
    """What was posted and what was left: everything that the last page says."""

    posted: list[Posted] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    posts: int = 0
    people: int = 0
    suggested: int = 0
    reasons: list[tuple[str, int]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)


class Stage:
    """The program as Lena's, and what Lena has seen of it so far."""

    def __init__(self, begins: datetime, second_reader: ModelReader | None = None) -> None:
        """The network as it stands when the play begins (UTC)."""
        self.clock = Clock(begins)
        config = sandbox.settings(Path())
        self.store = open_store(None)
        self.network = build(begins, self.clock)
        live(self.network, begins)
        self.program: Program = sandbox.program(config, self.store, self.clock, self.network, second_reader)
        self._zone: ZoneInfo = config.owner.timezone
        self._shown: set[int] = set()
        self._consents: dict[int, str] = {}
        self._standing = {post.uri for post in self.network.posts.all()}

    def close(self) -> None:
        """Nothing of it is kept."""
        self.store.close()

    # --- playing

    def read_history(self) -> list[Progress]:
        """The first run, step by step; what it came past."""
        came_past = []
        for network in self.program.parts.readers:
            self.program.reading.meet_owner(network)
            backfill = self.program.reading.backfill(network)
            while backfill.step():
                came_past.append(backfill.progress())
        return came_past

    @property
    def zone(self) -> ZoneInfo:
        """Where the owner lives now."""
        with self.store.begin() as tx:
            return settings.zone(tx, self._zone)

    def hello(self) -> list[Message]:
        """The first message, which waits for nothing; returns what the owner received."""
        self.program.talking.round(read=True)
        return self._received()

    def go(self) -> list[Message]:
        """Everything once; returns what the owner received meanwhile."""
        self.program.once()
        return self._received()

    def _received(self) -> list[Message]:
        """What was sent since this was last asked."""
        with self.store.begin() as tx:
            sent = [
                m for m in messages.history(tx, limit=500) if m.state is MessageState.SENT and m.id not in self._shown
            ]
        self._shown |= {message.id for message in sent}
        return sent

    @property
    def longest(self) -> int:
        """Characters that a private message can have."""
        return self.network.customs.message_characters

    def say(self, words: str) -> list[Message]:
        """Lena writes to the bot, and hears its answer."""
        self.clock.at += THINKING
        self.network.direct_messages.write(OWNER, words, to=[BOT])
        before = {row.id for row in self.rows(SuggestionState.AWAITING_PUBLISH)}
        heard = self.go()
        consent = SEND if words.lower().startswith(SEND) else YES
        self._consents |= {r.id: consent for r in self.rows(SuggestionState.AWAITING_PUBLISH) if r.id not in before}
        return heard

    def let_pass(self) -> list[Message]:
        """The minutes to undo, if something is on its way; else until the next delivery."""
        if self.rows(SuggestionState.AWAITING_PUBLISH, SuggestionState.RETRACTING):
            self.clock.at += TO_UNDO
        else:
            with self.store.begin() as tx:
                schedule = owner_preferences(tx, self.program.parts.config).schedule
            until = next_slot(schedule, self.clock.at) + timedelta(minutes=1)
            # the service never sleeps through a night: it would say that it had been away
            while until - self.clock.at > A_WHILE:
                self.clock.at += A_WHILE
                self.program.once()
            self.clock.at = until
        return self.go()

    # --- looking

    def rows(self, *states: SuggestionState) -> tuple[Suggestion, ...]:
        """The suggestions in these states."""
        with self.store.begin() as tx:
            return suggestions.in_states(tx, *states)

    def name(self, row: Suggestion) -> Name:
        """What the person of a suggestion is called."""
        with self.store.begin() as tx:
            return wording.name(people.person(tx, row.person))

    def new_in_public(self) -> list[Post]:
        """What stands under Lena's name since it was last asked."""
        new = [p for p in self.network.posts.all() if p.author.uid == OWNER and p.uri not in self._standing]
        self._standing |= {post.uri for post in new}
        return new

    def ending(self) -> Ending:
        """What was posted, what was left and why, what is open."""
        now = self.clock()
        with self.store.begin() as tx:
            stored = tuple(posts.since(tx, now - EVERYTHING, to_owner_since=now - EVERYTHING))
            looked_at = candidates.assemble(tx, stored, now)
        judging = self.program.reading.judging
        decided = judging.decide(judging.judge(looked_at))
        suggested = self.rows(*SuggestionState)
        own = [row for row in suggested if row.state is SuggestionState.PUBLISHED]
        reasons = Counter(p.why for p in decided.passed if p.why != "suggested before")
        return Ending(
            posted=[Posted(self.name(row), self._by(row), self._consents.get(row.id, YES)) for row in own],
            deleted=[self.name(row) for row in suggested if row.state is SuggestionState.RETRACTED],
            posts=len(suggested) + sum(reasons.values()),
            people=len({c.person.id for c in looked_at}),
            suggested=len(suggested),
            reasons=reasons.most_common(),
            open=[f"{row.code}, {self.name(row)}" for row in suggested if row.state is SuggestionState.AWAITING_OWNER],
        )

    def _by(self, row: Suggestion) -> str:
        with self.store.begin() as tx:
            last = drafts.latest(tx, row.id)
        return "your words" if last is None or last.by is WrittenBy.OWNER else "words that I began and you approved"
