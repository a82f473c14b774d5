"""Tell the owner, once each, what happened to a login, an account, our conversation or our memory, and that it is well again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot import voice
from bot.domain import MessageKind, Network, State
from bot.errors import WrongAccount
from bot.jobs.edge import Clock
from bot.jobs.resting import ANOTHER_ACCOUNT, ANOTHER_CHANNEL, OLD_COPY, RENAMED, TOOK_BACK_IN_TIME
from bot.jobs.showing import Showing
from bot.jobs.telling import Teller
from bot.store import Store, sources, suggestions, told, whose
from bot.store.sources import Source

POSTING = "publisher"


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
            waiting = whose.to_tell(tx)
            for what, *of in waiting:
                self._tell(tx, what, of, now)
            if waiting:
                whose.told(tx)
        return False

    # --- whose, where, and how old

    def _tell(self, tx: Connection, what: str, of: Sequence[str], now: datetime) -> None:
        if what == ANOTHER_ACCOUNT:
            self.teller.say(tx, voice.other_account(of[0].capitalize()), now=now)
        elif what == RENAMED:
            self.teller.say(tx, voice.renamed(of[0].capitalize(), of[1], of[2]), now=now)
        elif what == OLD_COPY:
            self.teller.say(tx, voice.old_copy(datetime.fromisoformat(of[0]), now, self.teller.zone), now=now)
        elif what == ANOTHER_CHANNEL:
            rows = [suggestions.get(tx, int(row)) for row in of]
            self.teller.say(tx, voice.other_channel([self.teller.name(tx, row) for row in rows]), now=now)
        elif what == TOOK_BACK_IN_TIME:
            self._show_again(tx, of, now)

    def _show_again(self, tx: Connection, rows: Sequence[str], now: datetime) -> None:
        for found in rows:
            row = suggestions.get(tx, int(found))
            if row.state is State.AWAITING_OWNER:
                Showing(self.teller, tx, row, now).held(None, because=voice.nobody_could_hear())

    # --- logins

    def _logins(self, tx: Connection, now: datetime) -> None:
        """A login that ended is said once, and once that it works again; the others go on."""
        ended = [source for source in sources.all_sources(tx) if source.login_ended]
        mine = {
            f"{n.value}": [s for s in ended if s.name.startswith(f"{n.value}:") and not _posts(s)]
            for n in self.networks
        }
        said = told.ended_logins(tx)
        posting = {
            name: [s for s in ended if s.name == name]
            for n in self.networks
            if (name := f"{n.value}:{POSTING}") in said or not mine[n.value]  # that nothing works there says enough
        }
        now_ended = [name for name, found in (mine | posting).items() if found]
        if said or now_ended:
            told.put_ended_logins(tx, now_ended)
        for name in said:
            if name not in now_ended:
                self._begin(tx, voice.login_back(name.partition(":")[0].capitalize()), now)
        for name in now_ended:
            if name not in said:
                self._begin(tx, self._ended(name, (mine | posting)[name], mine, now), now)

    def _ended(self, name: str, found: Sequence[Source], mine: dict[str, list[Source]], now: datetime) -> str:
        network, _, posting = name.partition(":")
        for source in found:
            if wrong := WrongAccount.noted(source.problem or ""):
                return voice.wrong_account(network.capitalize(), wrong.found, wrong.wanted, "nudge check")
        if posting:
            return voice.publisher_ended(network.capitalize(), "nudge check")
        since = min((source.ok_at for source in found if source.ok_at), default=now)
        others = [other.capitalize() for other, ended in mine.items() if not ended]
        return voice.login_ended(
            network.capitalize(), "nudge check", since, now, self.teller.zone, still=" and ".join(others)
        )

    def _begin(self, tx: Connection, text: str, now: datetime) -> None:
        self.teller.say(tx, text, now=now, kind=MessageKind.NOTICE, begun=True)


def _posts(source: Source) -> bool:
    return source.name.endswith(f":{POSTING}")
