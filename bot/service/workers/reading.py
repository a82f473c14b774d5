"""The worker that reads: networks into the store, and the store into nudges."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain import Network
from bot.jobs.backfill import Backfill
from bot.jobs.closing import Closing
from bot.jobs.digests import Digests
from bot.jobs.nudge import Nudging
from bot.jobs.pairing import Pairing
from bot.jobs.poll import Poll
from bot.jobs.seeding import Seeding
from bot.jobs.shortlist import Shortlist
from bot.jobs.suggest import Suggesting
from bot.jobs.tidying import Tidying
from bot.jobs.waking import Waking
from bot.jobs.watching import Watching
from bot.knowledge.enrichment import Enrichment
from bot.knowledge.invalidation import settle_account
from bot.knowledge.judging import Judging
from bot.outbox.teller import Teller
from bot.service.runner import StepRunner
from bot.service.workers.parts import Parts, run_out
from bot.store import sources


class Reading:
    """Networks into the store, and the store into nudges."""

    def __init__(self, parts: Parts, runner: StepRunner, teller: Callable[[], Teller | None]) -> None:
        self._parts = parts
        self._runner = runner
        self._teller = teller
        self._polls = {n: Poll(parts.store, r, parts.config, parts.clock) for n, r in parts.readers.items()}
        self._backfills = {
            n: Backfill(parts.store, r, parts.config, parts.clock, parts.backfill_reach)
            for n, r in parts.readers.items()
        }
        self._enrichment = Enrichment(parts.store, parts.readers, parts.config, parts.clock)
        self._seeding = Seeding(parts.store, parts.readers, parts.config, parts.clock)
        self._met: set[Network] = set()

    def meet_owner(self, network: Network) -> bool:
        """Whether the owner's own account is known; everything else on the network needs it."""
        if network not in self._met:
            poll = self._polls[network]
            self._runner.run(f"{network}:login", lambda: self._meet(network, poll))
        return network in self._met

    def meet_owner_or_raise(self, network: Network) -> None:
        """The same for somebody who waits at a terminal: what is wrong is raised."""
        self._meet(network, self._polls[network])

    def _meet(self, network: Network, poll: Poll) -> bool:
        owner = poll.meet_owner()
        with self._parts.store.begin() as tx:
            now = self._parts.clock()
            settle_account(tx, owner, now)
            sources.read_well(tx, f"{network}:login", mark="", began=now, now=now)
        self._met.add(network)
        return False

    def poll(self, network: Network, what: str) -> None:
        """One kind of reading: `home`, `late`, `notices` or `own`."""
        if self.meet_owner(network):
            poll = self._polls[network]
            self._runner.run(poll.source(what), getattr(poll, what))

    def backfill(self, network: Network) -> Backfill:
        """The first run on a network."""
        return self._backfills[network]

    def first_run(self) -> None:
        """Go on with the first run where it stands: topics are taken once every network that knows us has told its part."""
        open_ones = [b for network, b in self._backfills.items() if self.meet_owner(network) and not b.finished()]
        for backfill in open_ones:
            run_out(self._runner, backfill.source, backfill.gather)
        if all(backfill.gathered() for backfill in open_ones):
            for backfill in open_ones:
                run_out(self._runner, backfill.source, backfill.step)
        if len(self._met) == len(self._backfills):
            run_out(self._runner, "people", self._seeding.step)

    def ready(self) -> bool:
        """Whether every network that can be read was read once from its beginning."""
        return bool(self._met) and all(self._backfills[n].finished() for n in self._met)

    @property
    def judging(self) -> Judging:
        """What the rules say of everything that was read; needs nobody to talk to."""
        parts = self._parts
        return Judging(parts.store, parts.rules, self._enrichment, parts.config, parts.clock)

    def nudge(self) -> None:
        """Close what ended by itself, choose if it is time, write what is due."""
        parts, teller = self._parts, self._teller()
        if teller is None or not self.ready():
            return
        common = (teller, teller.config, parts.clock)  # whether words can be posted depends on how we talk
        second = parts.second_reader.host if parts.second_reader else ""
        suggesting = Suggesting(parts.store, parts.readers, self.judging, self._enrichment, *common, second)
        self._runner.run("close", Closing(parts.store, parts.clock).step)
        self._runner.run("wake", Waking(parts.store, self.judging, *common).step)
        run_out(self._runner, "look", suggesting.asked_for)
        if second:
            ahead = Shortlist(parts.store, self.judging, self._enrichment, parts.config, parts.clock)
            self._runner.run("shortlist", ahead.step)
        self._runner.run("choose", suggesting.choose)
        run_out(self._runner, "compose", Nudging(parts.store, parts.readers, self._enrichment, *common).compose)
        self._runner.run("watch", Watching(parts.store, parts.readers, self._enrichment, *common).step)
        self._runner.run("pairs", Pairing(parts.store, *common).step)
        self._runner.run("letters", Digests(parts.store, parts.readers, self._enrichment, *common).step)

    def tidy(self) -> None:
        """Drop what is kept no longer."""
        parts = self._parts
        known = {network: reader for network, reader in parts.readers.items() if self.meet_owner(network)}
        self._runner.run("tidy", Tidying(parts.store, known, parts.config, parts.clock).step)
