"""Ask every network whose account a login is, and settle what follows from the answer (DESIGN 2, "Whose")."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from bot.clock import Clock
from bot.domain import Boot, Network, Spoken
from bot.errors import WrongAccount
from bot.knowledge.invalidation import settle_account, settle_channel, settle_copy, take_back_what_nobody_could
from bot.platforms.base import Reader
from bot.store import Store, Transaction, news, ownership, sources
from bot.store.news import NobodyCouldTakeItBack


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
        self._rights_known: set[Network] = set()
        self._changed = False
        self._recalled = False
        self._named: set[Network] = set()
        self._unproven: set[Network] = set()
        self.accounts: dict[Network, str] = {}

    def changed(self) -> bool:
        """Whether something was learnt since this was last asked."""
        changed, self._changed = self._changed, False
        return changed

    def is_open(self, network: Network) -> bool:
        """Whether this network has not been asked yet in this process."""
        return network not in self._verified

    def rights_open(self, network: Network) -> bool:
        """Whether the login for posting there has not said yet what it may do, though the account is known."""
        return network in self._may_post and network in self._verified and network not in self._rights_known

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
            if account is None or not learnt:
                continue
            if self._readers[network].recall(learnt):
                self._named.add(network)
                self._remembered(network, account.identity)
            else:
                self._unproven.add(network)
        self._recalled = True

    def _remembered(self, network: Network, identity: str) -> None:
        """Only if it is still about the account that is configured: then the reader answers without asking."""
        if self._readers[network].knows() and self._readers[network].owner.identity == identity:
            self.accounts[network] = identity

    def verify(self, network: Network) -> bool:
        """Ask this network now. Raises `WrongAccount` or what else keeps it from answering; the talk goes on."""
        reader = self._readers[network]
        try:
            account = reader.verify()
        except WrongAccount:
            if network not in self._named:
                self._unproven.add(network)
            raise
        _ = reader.limits, reader.usual_visibility
        known = reader.knows()
        with self._store.begin() as tx:
            settle_account(tx, account, self._clock())
            ownership.put_learnt(tx, network, known)
        self._verified.add(network)
        self._named.add(network)
        self._unproven.discard(network)
        self.accounts[network] = account.identity
        self._changed = True
        self._rights_known.discard(network)
        return False

    def note_rights(self, network: Network) -> bool:
        """Ask whether the login for posting may post. Raises `LoginEnded`, `WrongAccount` or what else is wrong with it."""
        may = self._may_post[network]()
        with self._store.begin() as tx:
            ownership.put_only_reads(tx, self.accounts[network], only=not may)
        self._rights_known.add(network)
        return False

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
