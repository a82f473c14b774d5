"""Ask every network whose account a login is, and settle what follows from the answer (DESIGN 2, "Whose")."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import structlog

from bot.clock import Clock
from bot.domain import Boot, Network, Spoken
from bot.errors import PlatformError, WrongAccount
from bot.knowledge.invalidation import settle_account, settle_channel, settle_copy, take_back_what_nobody_could
from bot.platforms.base import Reader
from bot.store import Store, Transaction, news, ownership, sources
from bot.store.news import NobodyCouldTakeItBack

log = structlog.get_logger()


class Verifying:
    """Knows which account the owner has on each network: verified in this process, or last time.

    Not verified is not different: while a network is silent we go by what it said last. Only another answer stops it, and
    another address in the configuration than it named last: until it names that one, whose it is nobody knows.
    """

    def __init__(
        self,
        store: Store,
        readers: Mapping[Network, Reader],
        may_post: Mapping[Network, Callable[[], bool]],
        clock: Clock,
    ) -> None:
        """`may_post` asks the login for posting whether it has that right."""
        self._store = store
        self._readers = readers
        self._may_post = may_post
        self._clock = clock
        self._verified: set[Network] = set()
        self._changed = False
        self._recalled = False
        self._unproven: set[Network] = set()
        self.accounts: dict[Network, str] = {}

    def changed(self) -> bool:
        """Whether something was learnt since this was last asked."""
        changed, self._changed = self._changed, False
        return changed

    def is_open(self, network: Network) -> bool:
        """Whether this network has not been asked yet in this process."""
        return network not in self._verified

    def may_be_somebody_else(self, network: Network | None) -> bool:
        """Whether the configured address there may be a stranger's: it was not named when the network was asked last."""
        return network in self._unproven

    def recall(self) -> None:
        """Begin with what an earlier process learnt, once."""
        if self._recalled:
            return
        with self._store.begin() as tx:
            sources.try_logins_again(tx)
            known = {
                network: (ownership.verified(tx, network), ownership.learnt(tx, network)) for network in self._readers
            }
        for network, (account, learnt) in known.items():
            if account is not None and learnt:
                self._readers[network].recall(learnt)
                self._remembered(network, account.identity)
        self._recalled = True

    def _remembered(self, network: Network, identity: str) -> None:
        """Only if it is still about the account that is configured: then the reader answers without asking."""
        if self._readers[network].knows() and self._readers[network].owner.identity == identity:
            self.accounts[network] = identity
        else:
            self._unproven.add(network)

    def verify(self, network: Network) -> bool:
        """Ask this network now. Raises `WrongAccount` or what else keeps it from answering; the talk goes on."""
        reader = self._readers[network]
        try:
            account = reader.verify()
        except WrongAccount:
            if network not in self.accounts:
                self._unproven.add(network)
            raise
        _ = reader.limits, reader.usual_visibility
        known = reader.knows()
        with self._store.begin() as tx:
            settle_account(tx, account, self._clock())
            ownership.put_learnt(tx, network, known)
        self._verified.add(network)
        self._unproven.discard(network)
        self.accounts[network] = account.identity
        self._changed = True
        self._note_rights(network, account.identity)
        return False

    def _note_rights(self, network: Network, identity: str) -> None:
        """Whether the login for posting may post; a fault there is told when it is needed."""
        if network not in self._may_post:
            return
        try:
            may = self._may_post[network]()
        except PlatformError as problem:
            log.warning("publisher_not_asked", network=network, problem=str(problem))
            return
        with self._store.begin() as tx:
            ownership.put_only_reads(tx, identity, only=not may)

    def settle(
        self, tx: Transaction, channel: str, spoken: Sequence[Spoken], *, terminal: bool, started: Boot | None
    ) -> None:
        """We talk in this conversation, and this is what stands there of ours."""
        now: datetime = self._clock()
        settle_channel(tx, channel, now, terminal=terminal)
        settle_copy(tx, spoken, now)
        if terminal and started is not None:
            late = take_back_what_nobody_could(tx, started, now)
            if late:
                news.tell_later(tx, NobodyCouldTakeItBack(tuple(row.id for row in late)))
