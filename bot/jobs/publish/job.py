"""Carry out what the owner approved: look at the world once more, claim, publish, and know the outcome (DESIGN 2).

Exactly once: the row is claimed before the request; after an unclear answer the reply is looked for; the request is
repeated only where the network makes that harmless; otherwise the owner is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot import wording
from bot.clock import BootClock, Clock
from bot.config import Config
from bot.decide.retries import again_at, put_off
from bot.domain import (
    TERMINAL,
    ApprovalEvent,
    ApprovalState,
    Boot,
    Network,
    Published,
    Reply,
    Retract,
    SuggestionEvent,
    SuggestionState,
)
from bot.errors import LoginEnded, MayNotPost, NotAllowed, PlatformError, Refused, WrongAccount
from bot.jobs.publish import outcomes
from bot.jobs.publish.gate import Gate, heard
from bot.jobs.publish.recheck import look_again
from bot.knowledge import joining
from bot.outbox.previews import may_post
from bot.outbox.teller import Teller
from bot.platforms.base import Inbound, Reader
from bot.platforms.publishing import Publisher
from bot.store import Store, Transaction, answers, approvals, ownership, people, sources, suggestions
from bot.store.approvals import StoredApproval
from bot.store.suggestions import Suggestion

log = structlog.get_logger()

RETRY, LATER = timedelta(minutes=1), timedelta(minutes=10)
LOOKS_BACK = timedelta(hours=24)
"""So long before the first attempt a reply is looked for: our clock may have been wrong then, by a time zone for instance."""
TELL_AFTER, ASK_AFTER = timedelta(hours=1), timedelta(hours=24)
STATES = (
    SuggestionState.PUBLISHING,
    SuggestionState.UNCLEAR,
    SuggestionState.RETRACTING,
    SuggestionState.AWAITING_PUBLISH,
)


@dataclass(frozen=True, slots=True)
class Publish:
    """The only job that holds publishers."""

    store: Store
    readers: Mapping[Network, Reader]
    publishers: Mapping[Network, Publisher]
    messenger: Inbound
    channel: str
    teller: Teller
    config: Config
    clock: Clock
    boot: BootClock | None = None
    started: Boot | None = None

    @property
    def gate(self) -> Gate:
        """What is asked before anything leaves."""
        return Gate(self.channel, self.config, self.clock, self.boot, self.started)

    def step(self) -> bool:
        """Do one small thing for every row that waits for it; one row's trouble stops that row only."""
        self._copy_what_may_not_go()
        for suggestion, held in self._due():
            try:
                self._advance(suggestion, held)
            except (LoginEnded, WrongAccount) as problem:
                log.warning("publish_login", suggestion=suggestion.id, problem=str(problem))
                self._login_failed(suggestion.network, held, problem)
            except PlatformError as problem:
                log.warning("publish_put_off", suggestion=suggestion.id, problem=str(problem))
                self._put_off(held, problem.retry_after or RETRY)
            except Exception:
                self._put_off(held, LATER)  # longer than this job is put off, so that those behind it come first
                raise
        return False

    def _put_off(self, held: StoredApproval, wait: timedelta) -> None:
        with self.store.begin() as tx:
            approvals.put_back(tx, held, retry_at=again_at(self.clock(), wait))

    def _login_failed(self, network: Network, held: StoredApproval, problem: PlatformError) -> None:
        """The login for posting is refused, or somebody else's: nothing is published with it, and it is told once."""
        with self.store.begin() as tx:
            retry = self.clock() + LATER
            approvals.put_back(tx, held, retry_at=retry)
            sources.read_badly(tx, sources.posting(network), problem=str(problem), retry_at=retry, login_ended=True)

    def _login_works(self, network: Network) -> str:
        """Under whose name is written; asked before every claim. Raises what is wrong with the login."""
        identity = self.publishers[network].account.identity
        with self.store.begin() as tx:
            if sources.source(tx, sources.posting(network)).problem is not None:
                sources.mended(tx, sources.posting(network), now=self.clock())
        return identity

    def _copy_what_may_not_go(self) -> None:
        """An approval that may not be carried out any more brings its text instead, to be posted by hand."""
        now = self.clock()
        with self.store.begin() as tx:
            for row in suggestions.in_states(tx, SuggestionState.AWAITING_PUBLISH):
                held = approvals.live(tx, row.id)
                if held is not None and not may_post(tx, self.config, row):
                    outcomes.copied_instead(tx, self.teller, row, held, now)

    def _due(self) -> Iterator[tuple[Suggestion, StoredApproval]]:
        now = self.clock()
        with self.store.begin() as tx:
            rows = [(row, approvals.live(tx, row.id)) for row in suggestions.in_states(tx, *STATES)]
            going = {held.approval.id for _, held in rows if held is not None and self.gate.may_go(tx, held, now)}
        for row, held in rows:
            if held is None or row.network not in self.publishers or put_off(held.retry_at, now):
                continue
            if row.state is not SuggestionState.AWAITING_PUBLISH or held.approval.id in going:
                yield row, held

    def _advance(self, row: Suggestion, held: StoredApproval) -> None:
        if isinstance(held.approval.act, Retract):
            self._retract(row, held)
        elif row.state is SuggestionState.PUBLISHING:
            self._lost(row)  # a crash between the claim and the outcome: find out like after any unclear answer
        elif row.state is SuggestionState.UNCLEAR:
            self._find_out(row, held)
        else:
            self._send(row, held, held.approval.act)

    # --- before

    def _send(self, row: Suggestion, held: StoredApproval, act: Reply) -> None:
        with _only_asking():
            found = look_again(self.readers[row.network], held, act, self.clock())
        if found.event is SuggestionEvent.ANSWERED_ELSEWHERE and held.attempts and self._was_done(row, held, act):
            return
        if found.event is None and not self._consent_stands(held):
            with self.store.begin() as tx:
                outcomes.held(tx, self.teller, row, held, self.clock(), because=wording.consent_changed())
        elif found.event is None and not self._has_the_right(row):
            return  # the next step brings the text instead
        elif found.event is None:
            self._claim_and_publish(row, held, act)
        else:
            log.info("not_sent", suggestion=row.id, because=found.event.value)
            with self.store.begin() as tx:
                outcomes.not_sent(tx, self.teller, row, held, act, found, self.clock())

    def _was_done(self, row: Suggestion, held: StoredApproval, act: Reply) -> bool:
        """Whether the answer that stands there is this very reply: an attempt that seemed to have failed had not."""
        stands = self.publishers[row.network].look(held.approval, since=self._looks_back(held))
        if stands is None:
            return False
        with self.store.begin() as tx:
            if not suggestions.move(tx, row, SuggestionEvent.CLAIM, now=self.clock()):
                return True
            approvals.move(tx, held, ApprovalEvent.CLAIM)
            row, held = _again(tx, row)
        self._stands(row, held, stands, act, SuggestionEvent.CONFIRMED)
        return True

    def _consent_stands(self, held: StoredApproval) -> bool:
        """Whether the answer that approved still says so: it may have been edited, deleted, or a thumb taken away."""
        with self.store.begin() as tx:
            said = answers.get(tx, held.approval.answer_id)
        with _only_asking():
            return said is not None and (said.sender == TERMINAL or self.messenger.stands(said))

    def _has_the_right(self, row: Suggestion) -> bool:
        """Whether this login may post at all; what is found out is remembered."""
        may = self.publishers[row.network].may_post()
        if not may:
            with self.store.begin() as tx:
                ownership.put_only_reads(tx, row.owner, only=True)
        return may

    # --- the act

    def _claim_and_publish(self, row: Suggestion, held: StoredApproval, act: Reply) -> None:
        account = self._login_works(row.network)
        now = self.clock()
        with self.store.begin() as tx:
            if not self.gate.belongs(tx, row, held, account) or not self.gate.still_may(tx, held, now):
                return
            if not suggestions.move(tx, row, SuggestionEvent.CLAIM, now=now):
                return
            first = held.first_attempt_at or now
            approvals.move(tx, held, ApprovalEvent.CLAIM, first_attempt_at=first, attempts=held.attempts + 1)
            row, held = _again(tx, row)
        self._publish(row, held, act)

    def _publish(self, row: Suggestion, held: StoredApproval, act: Reply) -> None:
        try:
            published = self.publishers[row.network].publish(held.approval)
        except MayNotPost as problem:
            log.warning("publish_not_permitted", suggestion=row.id, problem=str(problem))
            self._surely_not(row, held, problem, only_reads=True)
        except NotAllowed as problem:
            log.warning("publish_refused", suggestion=row.id, problem=str(problem))
            self._refused(row, held, act)
        except Refused as problem:
            log.warning("publish_refused", suggestion=row.id, problem=str(problem))
            self._refused_or_done(row, held, act)
        except PlatformError as problem:
            log.warning("publish_failed", suggestion=row.id, problem=str(problem), unknown=problem.outcome_unknown)
            self._surely_not(row, held, problem) if not problem.outcome_unknown else self._lost(row)
        else:
            self._stands(row, held, published, act, SuggestionEvent.CONFIRMED)

    def _stands(
        self, row: Suggestion, held: StoredApproval, published: Published, act: Reply, event: SuggestionEvent
    ) -> None:
        with self.store.begin() as tx:
            outcomes.stands(tx, self.teller, row, held, act, published, event, self.clock())
        log.info("published", suggestion=row.id, approval=held.approval.id)

    def _refused_or_done(self, row: Suggestion, held: StoredApproval, act: Reply) -> None:
        """A no can come from a gateway after the server has done it: the owner's own posts tell."""
        try:
            stands = self.publishers[row.network].look(held.approval, since=self._looks_back(held))
        except PlatformError:
            self._lost(row)  # nobody knows yet; it is found out like any unclear answer
            return
        if stands is not None:
            self._stands(row, held, stands, act, SuggestionEvent.CONFIRMED)
        else:
            self._refused(row, held, act)

    def _looks_back(self, held: StoredApproval) -> datetime:
        return (held.first_attempt_at or held.approval.approved_at) - LOOKS_BACK

    def _refused(self, row: Suggestion, held: StoredApproval, act: Reply) -> None:
        with self.store.begin() as tx:
            outcomes.refused(tx, self.teller, row, held, act, self.clock())

    def _surely_not(
        self, row: Suggestion, held: StoredApproval, problem: PlatformError, *, only_reads: bool = False
    ) -> None:
        """Nothing was done, so it is tried again; unless the owner wanted it back meanwhile, or no more of that person."""
        now = self.clock()
        with self.store.begin() as tx:
            if not suggestions.move(tx, row, SuggestionEvent.NOT_SENT, now=now):
                return  # laid to rest meanwhile
            retry = again_at(now, problem.retry_after or RETRY)
            approvals.move(tx, held, ApprovalEvent.NOT_SENT, retry_at=retry)
            if only_reads:
                ownership.put_only_reads(tx, row.owner, only=True)
            if people.person(tx, row.person).never:
                joining.end_open(tx, row.person, now=now)
            elif suggestions.get(tx, row.id).kept_back:
                outcomes.wanted_back(tx, self.teller, suggestions.get(tx, row.id), held, now)

    def _lost(self, row: Suggestion) -> None:
        with self.store.begin() as tx:
            suggestions.move(tx, row, SuggestionEvent.LOST, now=self.clock())

    # --- after an unclear answer

    def _find_out(self, row: Suggestion, held: StoredApproval) -> None:
        act = held.approval.act
        if not isinstance(act, Reply) or held.state is not ApprovalState.CLAIMED:
            return
        now, first = self.clock(), held.first_attempt_at or held.approval.approved_at
        try:
            published = self.publishers[row.network].look(held.approval, since=self._looks_back(held))
        except PlatformError:
            self._still_unclear(row, held, act, now - first)
            raise
        if published is not None:
            self._stands(row, held, published, act, SuggestionEvent.FOUND)
        elif row.kept_back or not self._repeat_is_harmless(row.network, first, now):
            self._ask(row, held, act, now)
        else:
            self._repeat(row, held, act, now)

    def _still_unclear(self, row: Suggestion, held: StoredApproval, act: Reply, since: timedelta) -> None:
        """It cannot be found out: after an hour the owner hears of it once, after a day it is their question."""
        if since >= ASK_AFTER:
            self._ask(row, held, act, self.clock())
        elif since >= TELL_AFTER and not row.told_unclear:
            with self.store.begin() as tx:
                outcomes.unclear_for_long(tx, self.teller, row, held, self.clock())

    def _repeat_is_harmless(self, network: Network, first: datetime, now: datetime) -> bool:
        """A clock that was set back says nothing about how long ago the first attempt was."""
        harmless = self.readers[network].limits.repeat_harmless
        return harmless is not None and timedelta(0) <= now - first < harmless

    def _repeat(self, row: Suggestion, held: StoredApproval, act: Reply, now: datetime) -> None:
        """The same request again: like every sending, after the owner was heard and the world was looked at."""
        with self.store.begin() as tx:
            if not heard(tx, since=row.state_at, now=now):
                return  # they may have said `undo`
            may = may_post(tx, self.config, row)
        with _only_asking():
            looked = look_again(self.readers[row.network], held, act, now).event is not None
        if looked or not may or not self._consent_stands(held):
            self._ask(row, held, act, now)
            return
        account = self._login_works(row.network)
        with self.store.begin() as tx:
            if not self.gate.belongs(tx, row, held, account) or self.gate.stopped(tx):
                return
            if not heard(tx, since=row.state_at, now=self.clock()) or not may_post(tx, self.config, row):
                return  # something was said, or forbidden, while we asked the network
            if suggestions.get(tx, row.id).kept_back or not suggestions.move(tx, row, SuggestionEvent.REPEAT, now=now):
                return
            row, held = _again(tx, row)
        self._publish(row, held, act)

    def _ask(self, row: Suggestion, held: StoredApproval, act: Reply, now: datetime) -> None:
        with self.store.begin() as tx:
            outcomes.asked(tx, self.teller, row, held, act, now)

    # --- taking back

    def _retract(self, row: Suggestion, held: StoredApproval) -> None:
        account = self._login_works(row.network)
        with self.store.begin() as tx:
            if not self.gate.still_deletes(tx, held) or not self.gate.belongs(tx, row, held, account):
                return
        try:
            gone = self.publishers[row.network].publish(held.approval)
        except (Refused, NotAllowed) as problem:
            log.warning("retract_refused", suggestion=row.id, problem=str(problem))
            event, link = SuggestionEvent.REFUSED, ""
        else:
            event, link = SuggestionEvent.CONFIRMED, gone.link
        with self.store.begin() as tx:
            if self.gate.still_deletes(tx, held):
                outcomes.retracted(tx, self.teller, row, held, event, link, self.clock())
            elif event is SuggestionEvent.CONFIRMED:
                outcomes.no_longer_stands(tx, row, self.clock())  # whatever became of the wish: it stands no more


@contextmanager
def _only_asking() -> Iterator[None]:
    """What is wrong with a login that reads or talks is noted by whoever reads with it: the one for posting was not tried."""
    try:
        yield
    except (LoginEnded, WrongAccount) as problem:
        raise PlatformError(str(problem), retry_after=LATER) from problem


def _again(tx: Transaction, row: Suggestion) -> tuple[Suggestion, StoredApproval]:
    held = approvals.live(tx, row.id)
    if held is None:
        raise NotAllowed("there is no approval")
    return suggestions.get(tx, row.id), held
