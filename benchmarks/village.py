"""Keep a Mastodon server in a process of its own, on which people post, answer, like and follow by a clock that is given.

It is the tests' server on the loopback (`tests/servers/mastodon`), with people on it, for the program in `household.py`: what
that asks goes over a real socket, and neither its memory nor its time is the program's. It lets go of what is older than the
program looks, so that it stays as fast as on the first day. Every request is counted, by login and by endpoint.
"""

from __future__ import annotations

import multiprocessing
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs in a checkout that was not installed

from tests.servers.mastodon.clock import Clock
from tests.servers.mastodon.flavour import MASTODON
from tests.servers.mastodon.network import Network
from tests.servers.mastodon.people import Person
from tests.servers.mastodon.server import MastodonServer
from tests.servers.mastodon.statuses import Status

DOMAIN = "home.example"
OWNER, BOT = f"lena@{DOMAIN}", f"nudge@{DOMAIN}"
NEAR, FAR = "elsewhere.example", "strangers.example"
DAY = timedelta(days=1)
OTHERS_KEPT, MESSAGES_KEPT, TOLD_KEPT = 3 * DAY, 5 * DAY, 9 * DAY
RESHARES, ANSWERS, NEW_FACES = 0.12, 0.2, 0.5
RECENT = 200
OPENINGS = (
    "Does anyone scan old letters at home?",
    "Spent the morning at the tide pools with a hand lens.",
    "Reading a history of lighthouses.",
    "What do you all use to keep notes while walking?",
    "The bread came out flat again.",
    "Finished the second draft last night.",
)
MIDDLES = (
    "The flatbed at the library flattens the folds, and I fear for the paper.",
    "Three kinds of periwinkle on one stone, and no two agree.",
    "The keepers' logs are mostly weather and boredom, and then one line of terror.",
    "Mine come home wet, and nobody reads them again.",
    "It is a bundle from the attic, some two hundred pages, half of them in pencil.",
    "",
)
OWN_WORDS = (
    "Scanning my grandmother's letters this week, folds and all.",
    "A chapter about a lighthouse, and the lamp will not light.",
    "Does anybody know who kept the tide tables at Hull?",
)


@dataclass(frozen=True)
class Rates:
    """How many people there are, what they do in a day, and how long the server keeps what the owner said."""

    followed: int = 500
    posts: int = 300
    mentions: int = 6
    likes: int = 10
    own: int = 2
    newcomers: float = 1 / 3
    own_kept: timedelta = 30 * DAY


@dataclass
class Counts:
    """What was asked since they were taken last: by endpoint, by login, and the most of one login in five minutes."""

    by_endpoint: Counter[str] = field(default_factory=Counter)
    by_login: Counter[str] = field(default_factory=Counter)
    peak: Counter[str] = field(default_factory=Counter)


class GivenClock(Clock):
    """Shows the moment that another process says; while something of the past is made up for, that of then."""

    def __init__(self, moment: Any) -> None:
        super().__init__()
        self._moment = moment
        self._then: datetime | None = None
        self._latest = datetime.min.replace(tzinfo=UTC)

    def now(self) -> datetime:
        """The time, UTC."""
        return self._then or datetime.fromtimestamp(self._moment.value, UTC)

    def tick(self) -> datetime:
        """A millisecond after everything before at least."""
        now = max(self.now(), self._latest + timedelta(milliseconds=1))
        self._latest = now.replace(microsecond=now.microsecond // 1000 * 1000)
        return self._latest

    @contextmanager
    def at(self, then: datetime) -> Iterator[None]:
        """It is then."""
        self._then = then
        yield
        self._then = None


class People(dict[str, Person]):
    """Those who do something of late; who was here earlier is found by id all the same, as on a real server."""

    def __init__(self) -> None:
        super().__init__()
        self.earlier: dict[str, Person] = {}

    def get(self, given_id: str, otherwise: Any = None) -> Any:
        """By id."""
        return super().get(given_id) or self.earlier.get(given_id, otherwise)

    def keep(self, wanted: Callable[[Person], bool]) -> None:
        """The others were here earlier."""
        for given_id, one in list(self.items()):
            if not wanted(one):
                self.earlier[given_id] = self.pop(given_id)


class Village(Network):
    """The people. `live` lets everything happen that was due since it was asked last."""

    def __init__(self, base: str, clock: GivenClock, rates: Rates) -> None:
        super().__init__(MASTODON, DOMAIN, base)
        self.clock: GivenClock = clock
        self.people: People = People()
        self.rates, self.dice, self.said = rates, random.Random(11), 0  # noqa: S311 - a play, no secret
        self.owner = self.join("lena", name="Lena Marsh", note="Novels, letters, lighthouses.")
        self.bot = self.join("nudge", name="Nudge", bot=True)
        self.near = [self._joins(f"person{n}", NEAR) for n in range(rates.followed)]
        self.far: list[Person] = []
        self._meet()
        self._due = self._planned()

    def _joins(self, name: str, domain: str) -> Person:
        return self.join(name, domain=domain, name=f"{name.title()} Reed", note="Letters, tide pools, lighthouses.")

    def _meet(self) -> None:
        for one in (self.bot, *self.near):
            self.owner.follows[one.id] = self.number()
        for one in (self.bot, *self.near[::3]):
            one.follows[self.owner.id] = self.number()

    def _planned(self) -> list[tuple[timedelta, Callable[[], object], list[datetime]]]:
        """Each thing that happens, how often, and when it does next."""
        rates, begins = self.rates, self.clock.now()
        often: tuple[tuple[float, Callable[[], object]], ...] = (
            (rates.own, self._own_post),
            (rates.posts, self._post),
            (rates.mentions, self._mention),
            (rates.likes, self._like),
            (rates.newcomers, self._newcomer),
            (1, self._let_go),
        )
        return [(DAY / times, what, [begins]) for times, what in often if times]

    def live(self) -> None:
        """Each thing in its turn."""
        now = self.clock.now()
        while (first := min(self._due, key=lambda row: row[2][0]))[2][0] <= now:
            every, what, at = first
            with self.clock.at(at[0]):
                what()
            at[0] += every

    # --- what happens

    def _words(self) -> str:
        self.said += 1
        return f"{self.dice.choice(OPENINGS)} {self.dice.choice(MIDDLES)} ({self.said})"

    def _stands(self, author: Person, text: str, **more: Any) -> Status:
        """A post of another server arrives. It names nobody, so that nobody has to be looked up."""
        at = self.clock.tick()
        given_id = self._ids.at(at)
        uri = f"https://{author.domain}/users/{author.username}/statuses/{given_id}"
        status = Status(given_id, author, text, at, at, uri, uri, language="en", **more)
        self.statuses[given_id] = status
        return status

    def _post(self) -> Status:
        author, kind = self.dice.choice(self.near), self.dice.random()
        if kind < RESHARES:
            return self._stands(author, "", reshares=self._stands(self._stranger(), self._words()))
        above = self._lately() if kind < RESHARES + ANSWERS else None
        if above is None:
            return self._stands(author, self._words())
        return self._stands(author, self._words(), reply_to=above.id, reply_to_author=above.author.id)

    def _stranger(self) -> Person:
        if not self.far or self.dice.random() < NEW_FACES:
            self.far.append(self._joins(f"stranger{self.number()}", FAR))
        return self.dice.choice(self.far[-RECENT:])

    def _lately(self) -> Status | None:
        known = [
            one for one in list(self.statuses.values())[-RECENT:] if one.author.domain == NEAR and not one.reshares
        ]
        return self.dice.choice(known) if known else None

    def _own(self) -> list[Status]:
        return [one for one in self.statuses.values() if one.author is self.owner and one.visibility == "public"]

    def _own_post(self) -> Status:
        return self.say(self.owner, self.dice.choice(OWN_WORDS), language="en")

    def _mention(self) -> Status:
        """Somebody answers the owner: whom the owner answered, or anybody."""
        to = self.dice.choice(self._own()[-3:])
        answered = self.people.get(to.reply_to_author or "")
        somebody = self.dice.choice([*self.dice.sample(self.near, 2), self._stranger()])
        return self.say(answered or somebody, f"@{OWNER} {self._words()}", reply_to=to.id, language="en")

    def _like(self) -> None:
        self.favourite(self.dice.choice(self.near), self.dice.choice(self._own()[-5:]))

    def _newcomer(self) -> None:
        self.follow(self._stranger(), self.owner)

    def _let_go(self) -> None:
        """Of what is older than anybody asks for."""
        now = self.clock.now()
        kept = {one.id: one for one in self.statuses.values() if one.arrived_at >= now - self._lasts(one)}
        around = [self.statuses.get(one.reply_to or "") for one in kept.values() if one.author is self.owner]
        inner = [one.reshares for one in kept.values()]
        kept |= {one.id: one for one in (*around, *inner) if one is not None}
        self.statuses = dict(sorted(kept.items(), key=lambda pair: pair[1].arrived_at))
        told = [one for one in self.notifications if one.at >= now - TOLD_KEPT]
        self.notifications = [one for one in told if one.status is None or one.status.id in kept]
        self._let_go_of_strangers()

    def _lasts(self, one: Status) -> timedelta:
        if one.visibility == "direct":
            return MESSAGES_KEPT
        if self.owner.id in one.named:
            return TOLD_KEPT
        return self.rates.own_kept if one.author is self.owner else OTHERS_KEPT

    def _let_go_of_strangers(self) -> None:
        by = {one.author.id for one in self.statuses.values()} | {one.by.id for one in self.notifications}
        wanted = by | {one.id for one in (self.owner, self.bot, *self.near, *self.far[-RECENT:])}
        self.people.keep(lambda one: one.id in wanted or self.owner.id in one.follows)
        for one in self.people.values():
            one.favourites = {key: number for key, number in one.favourites.items() if key in self.statuses}

    # --- what is asked of it from outside

    def owner_says(self, words: str, reply_to: str | None) -> str:
        """The owner writes to the bot."""
        known = reply_to if reply_to in self.statuses else None
        return self.say(self.owner, f"@{BOT} {words}", visibility="direct", reply_to=known).id

    def busier(self, mentions: float, likes: float) -> None:
        """From now on others do as much towards the owner, each day."""
        new = ((mentions, self._mention), (likes, self._like))
        self._due = [row for row in self._due if row[1] not in (self._mention, self._like)]
        self._due += [(DAY / times, what, [self.clock.now()]) for times, what in new if times]

    def told_since(self, span: timedelta) -> list[str]:
        """The uris of what others said to the owner so long ago at most, of what the server keeps."""
        own = [
            one
            for one in self.notifications
            if one.to is self.owner and one.type == "mention" and one.by is not self.bot
        ]
        return [one.status.uri for one in own if one.status is not None and one.at >= self.clock.now() - span]


class Asked(list[tuple[str, str]]):
    """Counts each request as it comes in; what was due since the last one happens first."""

    def __init__(self, live: Callable[[], None]) -> None:
        super().__init__()
        self.by_endpoint: Counter[str] = Counter()
        self._live = live

    def append(self, asked: tuple[str, str]) -> None:
        """One more."""
        self._live()
        method, path = asked
        self.by_endpoint[f"{method} {re.sub(r'/[0-9]+', '/:id', path.rstrip('/'))}"] += 1


class Served:
    """The server with the village on it, inside the other process."""

    def __init__(self, moment: Any, rates: Rates) -> None:
        self.server = MastodonServer(MASTODON, DOMAIN)
        self.village = Village(self.server.base, GivenClock(moment), rates)
        self.server.network = self.village
        self.asked = Asked(self.village.live)
        self.server.requests = self.asked
        self.tokens = {who: self.server.login(getattr(self.village, who)) for who in ("owner", "bot")}

    def counts(self) -> Counts:
        """What was asked since this was called last."""
        named = {token: who for who, token in self.tokens.items()}
        taken = Counts(self.asked.by_endpoint.copy())
        for (what, token, _), times in self.server.limits.used.items():
            if what == "requests":
                taken.by_login[named[token]] += times
                taken.peak[named[token]] = max(taken.peak[named[token]], times)
        self.server.limits.used.clear()
        self.asked.by_endpoint.clear()
        return taken

    def answer(self, what: str, *given: Any) -> Any:
        """What a benchmark asks of it."""
        with self.server.lock:
            self.village.live()
            return self.counts() if what == "counts" else getattr(self.village, what)(*given)


def serve(pipe: Connection, moment: Any, rates: Rates) -> None:
    """Be the other process, until there is nobody at the other end."""
    served = Served(moment, rates)
    served.server.start()
    pipe.send((served.server.base, served.tokens))
    try:
        while True:
            pipe.send(served.answer(*pipe.recv()))
    except EOFError:
        served.server.stop()


class Elsewhere:
    """The server as its client sees it: `now` is the time that it has, and `ask` is what no person on it can do."""

    def __init__(self, begins: datetime, rates: Rates) -> None:
        """Start it."""
        method = multiprocessing.get_context("spawn")
        self._moment = method.Value("d", begins.timestamp(), lock=False)
        self._pipe, other = method.Pipe()
        self._process = method.Process(target=serve, args=(other, self._moment, rates), daemon=True)
        self._process.start()
        other.close()
        self.base, self.tokens = self._pipe.recv()

    def now(self) -> datetime:
        """The time."""
        return datetime.fromtimestamp(self._moment.value, UTC)

    def passes(self, span: timedelta) -> None:
        """Time goes by."""
        self._moment.value += span.total_seconds()

    def ask(self, what: str, *given: Any) -> Any:
        """A method of `Village`, or its counts."""
        self._pipe.send((what, *given))
        return self._pipe.recv()

    def close(self) -> None:
        """End it."""
        self._pipe.close()
        self._process.join()
