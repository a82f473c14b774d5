"""Choose the few people of the day, and keep a suggestion for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot import wording
from bot.clock import Clock
from bot.config import Config
from bot.decide.facts import Candidate
from bot.decide.schedule import GRACE, Schedule, due, expires_later, tempo
from bot.decide.selection import Choice, Deliberation, Judged, expires_at
from bot.domain import Motive, Network, SuggestionState
from bot.domain.readings import Opinion, Outcome
from bot.knowledge import candidates, to_come
from bot.knowledge.enrichment import Enrichment
from bot.knowledge.judging import Judging
from bot.knowledge.owner_preferences import owner_preferences
from bot.knowledge.second_reading import Heard, heard
from bot.outbox.previews import Showing
from bot.outbox.teller import Teller
from bot.platforms.base import Reader
from bot.store import Store, Transaction, answers, lookups, names, ownership, posts, readings, settings, suggestions
from bot.store.settings import (
    BACK_AT,
    BROUGHT_FOR_MORE,
    HELLO_SAID,
    LEFT_TO_APP,
    LET_GO,
    MORE,
    PAUSED_UNTIL,
    SLOTS_LOOKED_AT,
    SLOWED,
)

log = structlog.get_logger()

FIRST_RUN_REACHES_BACK = timedelta(hours=24)
JUST_ONE = 1
HELD_AT_LEAST = timedelta(minutes=30)
NOBODY_READ: Mapping[str, Opinion] = {}


@dataclass(frozen=True, slots=True)
class Suggesting:
    """Turns posts into suggestions. `second_reader` is the host of one, where there is one."""

    store: Store
    readers: Mapping[Network, Reader]
    judging: Judging
    enrichment: Enrichment
    teller: Teller
    config: Config
    clock: Clock
    second_reader: str = ""

    def choose(self) -> bool:
        """If a delivery is due, choose; at the very first time, after the hello, at most one (DESIGN 4).

        `more` is answered at any hour; in quiet hours with one person, and the others come with the next delivery.
        """
        now = self.clock()
        with self.store.begin() as tx:
            held = owner_preferences(tx, self.config)
            said = settings.several(tx, HELLO_SAID, SLOTS_LOOKED_AT, MORE)
            extra, looked = said.get(MORE), said.get(SLOTS_LOOKED_AT)
            is_due = looked is None or due(held.schedule, looked, now) or extra
        quiet = held.silent(now)
        if held.resting(now) or (quiet and not extra) or not is_due or not said.get(HELLO_SAID):
            return False
        return (self._first if looked is None else self._usual)(now, extra, quiet=quiet)

    def _usual(self, now: datetime, extra: int, *, quiet: bool) -> bool:
        decided = self.judging.deliberate(extra=extra)
        with self.store.begin() as tx:
            settings.put(tx, SLOTS_LOOKED_AT, now)
            settings.put(tx, MORE, None)
            found = self._heard(tx, decided, now)
            decided = found.decided
            chosen = decided.choices[: JUST_ONE if _just_back(tx, now) or quiet else None]
            rows = self._suggest(tx, chosen, now, counts=not extra, left=len(decided.passed), opinions=found.opinions)
            self._ask_once_more(tx, now)
            if extra:
                self._answer_more(tx, rows, decided, now)
            self._slow_down(tx, owner_preferences(tx, self.config).schedule, now)
        log.info("chosen", suggestions=len(chosen), passed=len(decided.passed))
        return False

    def _answer_more(self, tx: Transaction, rows: Sequence[int], decided: Deliberation, now: datetime) -> None:
        """With the first of these, else with one chosen before who is to come now, or with the sentence that there is nobody."""
        settings.put(tx, LEFT_TO_APP, tuple(person.id for person in decided.just_wrote))
        before = [row for row in to_come.may_be_told(tx, now) if row.network in self.readers]
        # whose network failed comes within minutes, too
        chosen = rows or [row.id for row in sorted(before, key=lambda row: not to_come.is_time(row, now))]
        if chosen:
            settings.put(tx, BROUGHT_FOR_MORE, chosen[0])
            to_come.ask_for(tx, chosen[0])
            return
        names = [wording.name(person) for person in decided.just_wrote]
        self.teller.say(tx, wording.nobody_more(names, GRACE, others_open=suggestions.are_open(tx)), now=now)

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
        person, taken_back = one.candidate.person, suggestions.closed_of_post(tx, one.candidate.post.uri) is not None
        if person.is_quiet(now) and not taken_back:
            called = names.telling(tx, person)
            self.teller.say(tx, wording.quiet_still(person, now, self.teller.zone(tx), called=called), now=now)
            return
        comes = person.comes_at(now, settings.get(tx, PAUSED_UNTIL))  # what `undo` brings waits for the end of a quiet
        until = max(expires_at(one.candidate), expires_later(comes))  # it was asked for, however old it is
        [row] = self._suggest(tx, [Choice(one, one.motive or Motive.NEW, until)], now, counts=False, left=0)
        to_come.ask_for(tx, row)

    def _first(self, now: datetime, extra: int, *, quiet: bool) -> bool:
        """It answers a `more` that was said before; with nobody in quiet hours, the first one is yet to come."""
        decided = self.judging.deliberate(young=FIRST_RUN_REACHES_BACK)
        with self.store.begin() as tx:
            chosen = sorted(decided.choices, key=lambda choice: -choice.judged.rank)[:JUST_ONE]
            if chosen or not quiet:
                settings.put(tx, SLOTS_LOOKED_AT, now)
            settings.put(tx, MORE, None)
            rows = self._suggest(tx, chosen, now, counts=False, left=len(decided.passed))
            if extra:
                self._answer_more(tx, rows, decided, now)
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
    ) -> list[int]:
        rows = []
        for choice in chosen:
            row = _added(tx, choice, now, counts=counts, left=left)
            if self.second_reader:
                unread = Opinion(self.second_reader, Outcome.NOT_SHOWN)
                readings.put_opinion(tx, row, opinions.get(choice.candidate.post.uri, unread))
            log.info("suggested", suggestion=row, motive=choice.motive, kind=choice.kind)
            rows.append(row)
        return rows

    def _slow_down(self, tx: Transaction, schedule: Schedule, now: datetime) -> None:
        slowed = tempo(schedule, candidates.history(tx, now), now, heard=answers.last_answer_at(tx)).slowed
        if slowed and not settings.get(tx, SLOWED):
            self.teller.say(tx, wording.fewer(), now=now, begun=True)
        settings.put(tx, SLOWED, slowed)


def _added(tx: Transaction, choice: Choice, now: datetime, *, counts: bool, left: int) -> int:
    """The suggestion that a choice becomes."""
    found = choice.candidate
    owner = ownership.verified(tx, found.post.network)
    return suggestions.add(
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
    ).id


def _just_back(tx: Transaction, now: datetime) -> bool:
    """Whether nothing was brought yet after an absence that ended within a day: then nothing old comes in a pile."""
    until = settings.get(tx, BACK_AT)
    return until is not None and now - until < timedelta(days=1) and not settings.get(tx, LET_GO)
