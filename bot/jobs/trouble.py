"""Tell the owner, once each, what happened to a login, an account, our conversation or our memory, and that it is well again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import wording
from bot.clock import Clock
from bot.domain import MessageKind, Network, SuggestionState
from bot.errors import WrongAccount
from bot.outbox.previews import Showing
from bot.outbox.teller import Teller
from bot.store import Store, Transaction, approvals, news, sources, suggestions, told
from bot.store.news import AnotherAccount, AnotherChannel, Moved, News, NobodyCouldTakeItBack, OldCopy, Renamed
from bot.store.sources import Source
from bot.wording.english.times import until


@dataclass(frozen=True, slots=True)
class Trouble:
    """Says what came up that no answer of the owner's asked for."""

    store: Store
    networks: Collection[Network]
    teller: Teller
    clock: Clock

    def step(self) -> bool:
        """Everything that is to be told now, each once."""
        now = self.clock()
        with self.store.begin() as tx:
            self._logins(tx, now)
            waiting = news.to_tell(tx)
            for what in waiting:
                self._tell(tx, what, now)
            if waiting:
                news.told(tx)
        return False

    # --- whose, where, and how old

    def _tell(self, tx: Transaction, what: News, now: datetime) -> None:
        match what:
            case AnotherAccount(network):
                self.teller.say(tx, wording.other_account(network.capitalize()), now=now)
            case Renamed(network, before, then):
                self.teller.say(tx, wording.renamed(network.capitalize(), before, then), now=now)
            case Moved(network, before, then):
                self.teller.say(tx, wording.moved(network.capitalize(), before, then), now=now)
            case OldCopy(until):
                self.teller.say(tx, wording.old_copy(until, now, self.teller.zone(tx)), now=now)
            case AnotherChannel(held):
                rows = [suggestions.get(tx, row) for row in held]
                self.teller.say(tx, wording.other_channel([self.teller.name(tx, row) for row in rows]), now=now)
            case NobodyCouldTakeItBack(held):
                self._show_again(tx, held, now)

    def _show_again(self, tx: Transaction, rows: Sequence[int], now: datetime) -> None:
        for found in rows:
            row = suggestions.get(tx, found)
            if row.state is SuggestionState.AWAITING_OWNER:
                Showing(self.teller, tx, row, now).held(None, because=wording.nobody_could_hear())

    # --- logins

    def _logins(self, tx: Transaction, now: datetime) -> None:
        """A login that ended is said once, and once that it works again; the others go on."""
        ended = [source for source in sources.all_sources(tx) if source.login_ended]
        mine: dict[str, list[Source]] = {
            n: [s for s in ended if s.name.startswith(f"{n}:") and not sources.is_posting(s.name)]
            for n in self.networks
        }
        said = told.ended_logins(tx)
        posting = {
            name: [s for s in ended if s.name == name]
            for n in self.networks
            if (name := sources.posting(n)) in said or not mine[n]  # that nothing works there says enough
        }
        now_ended = [name for name, found in (mine | posting).items() if found]
        if said or now_ended:
            told.put_ended_logins(tx, now_ended)
        for name in said:
            if name not in now_ended:
                self._begin(tx, wording.login_back(name.partition(":")[0].capitalize()), now)
        for name in now_ended:
            if name not in said:
                self._begin(tx, self._ended(tx, name, (mine | posting)[name], mine, now), now)

    def _ended(
        self, tx: Transaction, name: str, found: Sequence[Source], mine: dict[str, list[Source]], now: datetime
    ) -> str:
        network, _, posting = name.partition(":")
        where = f"{network.capitalize()}, for posting" if posting else network.capitalize()
        for source in found:
            if wrong := WrongAccount.noted(source.problem or ""):
                return wording.wrong_account(where, wrong.found, wrong.wanted, "nudge check")
        if posting:
            return wording.publisher_ended(
                network.capitalize(), "nudge check", until=self._waits_until(tx, network, now)
            )
        since = min((source.ok_at for source in found if source.ok_at), default=now)
        others = [other.capitalize() for other, ended in mine.items() if not ended]
        return wording.login_ended(
            network.capitalize(), "nudge check", since, now, self.teller.zone(tx), still=" and ".join(others)
        )

    def _waits_until(self, tx: Transaction, network: str, now: datetime) -> str:
        """When the one reply that waits there may go out; nothing where none waits, or several."""
        rows = [row for row in suggestions.in_states(tx, SuggestionState.AWAITING_PUBLISH) if row.network == network]
        waiting = [held for row in rows if (held := approvals.live(tx, row.id)) is not None]
        return until(waiting[0].approval.lasts_until, now, self.teller.zone(tx)) if len(waiting) == 1 else ""

    def _begin(self, tx: Transaction, text: str, now: datetime) -> None:
        self.teller.say(tx, text, now=now, kind=MessageKind.NOTICE, begun=True)
