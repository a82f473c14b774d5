"""Let the real program live, with its owner, on the people of `village.py`, by the clock that is given to both.

`House` is the program as `nudge run` puts it together, with its workers, its file and its clients for Mastodon. `Lena` is the
owner, and answers one nudge in four with words and `send`, says `skip` or `later` to two others, and nothing to the fourth.
`Life` lets time go by at one of two rhythms. For `year.py` and `down.py`. Linux only.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs in a checkout that was not installed

from village import BOT, OWNER, Counts, Elsewhere

from bot import config as configuration
from bot.config import Config
from bot.service.data_folder import open_folder
from bot.service.scheduler import BEAT, Pulse, regular
from bot.service.wiring import build
from bot.service.workers import Program
from bot.store import Store

BEGINS = datetime(2026, 1, 1, tzinfo=UTC)
STEP = timedelta(seconds=5)
TURNS = (3, 9, 17)
CONFIG = f"""
[owner]
timezone = "UTC"
languages = ["en"]
[mastodon.owner]
address = "{OWNER}"
server = "SERVER"
[mastodon.bot]
address = "{BOT}"
server = "SERVER"
[deliver]
through = "mastodon"
at = ["09:00"]
"""
WORDS = (
    (
        "I lay a sheet of polyester film over the open letter and scan with the lid up.",
        "The second drawer of the county archive has the same stone, drawn three times side by side.",
        "Pencil on waxed paper, and a rubber band around the lot.",
        "My aunt kept hers in a biscuit tin, sorted by whom she still owed an answer.",
        "Ours needs a spoon of rye and a whole night by the stove.",
        "The tide tables were printed by a shop on the quay that sold rope as well.",
        "There is a keeper's log in the museum at Whitby that nobody has copied out.",
    ),
    (
        "The folds stay folds.",
        "It looks silly and it never got wet.",
        "Half of it is weather, and then somebody falls in love.",
        "I found that out by ruining two of them.",
        "Ask for Margaret at the desk, she knows the boxes.",
        "Mine went flat as well until I stopped hurrying.",
        "The second draft was the one where I threw the middle away.",
        "You see more of it at low water in March.",
    ),
    (
        "What are yours like?",
        "I would love to see a picture of it.",
        "Did you begin with the oldest?",
        "How long did it take you?",
        "Tell me how it ends.",
        "Which of them would you keep?",
        "Who taught you that?",
        "Is there more in the attic?",
        "It made my evening.",
    ),
)
"""Of each a sentence: words that were said to somebody lately are not sent to somebody else without a question."""


class House:
    """The program on its folder, with the time of the village. `work` does a part of it, and counts what it took."""

    def __init__(self, folder: Path, village: Elsewhere) -> None:
        """Put it together as `nudge run` does."""
        self.village, self.folder = village, folder
        (folder / "config.toml").write_text(CONFIG.replace("SERVER", village.base))
        (folder / "secrets").mkdir(mode=0o700)
        for who, token in village.tokens.items():
            (folder / "secrets" / f"mastodon_{who}").write_text(token)
            (folder / "secrets" / f"mastodon_{who}").chmod(0o600)
        self.config: Config = configuration.load(folder, {})
        self.spent: Counter[str] = Counter()
        self.start()

    def start(self) -> None:
        """A process of now on the file as it stands; the machine's own clock, which nobody can give, is left out."""
        self.store: Store = open_folder(self.config)
        program = build(self.config, self.store, clock=self.village.now)
        self.program = Program.of(replace(program.parts, boot=None))
        self.pulse = Pulse(self.program, self.folder)
        self.jobs = {job.name: job for job in regular(self.program)}

    def stop(self) -> None:
        """End it."""
        self.program.close()
        self.store.close()

    def work(self, name: str, turn: Callable[[], object]) -> None:
        """Do it, and count the CPU."""
        began = time.process_time()
        turn()
        self.spent[name] += time.process_time() - began

    def one(self, name: str) -> None:
        """One of the jobs."""
        self.work(name, self.jobs[name].work)

    # --- what stands in the file

    def rows(self, query: str, *given: object) -> list[tuple[object, ...]]:
        """What a question of our own brings; it is not the program's."""
        with closing(sqlite3.connect(f"file:{self.config.database}?mode=ro", uri=True)) as file:
            return file.execute(query, given).fetchall()

    def count(self, table: str) -> int:
        """How many rows."""
        return int(str(self.rows(f"SELECT count(*) FROM {table}")[0][0]))  # noqa: S608 - our own tables

    def size(self) -> float:
        """Megabytes, the log beside the file included."""
        path = self.config.database
        return sum(one.stat().st_size for one in (path, path.with_name(f"{path.name}-wal")) if one.exists()) / 1e6


class Lena:
    """The owner: reads what came, and answers some of it."""

    def __init__(self, house: House) -> None:
        """What came before is read and answered."""
        self.house, self.nudges, self.is_there = house, 0, True
        self.last = int(str(house.rows("SELECT coalesce(max(id), 0) FROM messages")[0][0]))
        self.said: Counter[str] = Counter()

    def acts(self) -> bool:
        """What there is to say to what came since she looked last; whether she said anything."""
        query = "SELECT id, kind, network_id FROM messages WHERE id > ? AND state = 'sent' ORDER BY id"
        new = self.house.rows(query, self.last)
        spoke = [self.is_there and self._to(str(kind), str(given_id)) for _, kind, given_id in new]
        self.last = max([self.last, *(int(str(row[0])) for row in new)])
        return any(spoke)

    def _to(self, kind: str, message: str) -> bool:
        if kind == "preview":
            return self.says("send", message)
        if kind != "nudge":
            return False
        self.nudges += 1
        own = " ".join(sentences[self.nudges // 4 % len(sentences)] for sentences in WORDS)
        words = (own, "skip", "later", "")[self.nudges % 4]
        return bool(words) and self.says(words, message)

    def says(self, words: str, to: str | None = None) -> bool:
        """To the bot."""
        self.said[words if words in ("skip", "later", "send") else words.split()[0]] += 1
        self.house.village.ask("owner_says", words, to)
        return True


class Life:
    """Time that goes by in the house: at the full rhythm, or at a stretched one that costs a day little."""

    def __init__(self, house: House) -> None:
        """Nothing was lived yet."""
        self.house, self.village, self.lena = house, house.village, Lena(house)

    def full(self, hours: float) -> Counts:
        """As the service lives, with a turn for every worker in each five seconds; what was asked in it.

        What `house.spent` holds afterwards is of these hours.
        """
        self.village.ask("counts")
        self.house.spent.clear()
        every = [(job.name, int(job.every.total_seconds()), job.work) for job in self.house.jobs.values()]
        every.append(("heart", int(BEAT.total_seconds()), self.house.pulse.beat))
        for second in range(0, int(hours * 3600), int(STEP.total_seconds())):
            self.village.passes(STEP)
            for name, seconds, turn in every:
                if second % seconds == 0:
                    self.house.work(name, turn)
            if second % 300 == 0:
                self.lena.acts()
        counts: Counts = self.village.ask("counts")
        return counts

    def to_next_turn(self) -> None:
        """Nothing is done until the next of the three hours at which anything is read at the stretched rhythm."""
        now = self.village.now()
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        following = (midnight + timedelta(days=ahead, hours=hour) for ahead in (0, 1) for hour in TURNS)
        self.village.passes(next(then for then in following if then > now) - now)

    def turn(self, nudge: Callable[[], None] | None = None) -> None:
        """All that is done then; `nudge` where the delivery is looked at more closely."""
        first = self.village.now().hour == TURNS[0]
        once_a_day = ["mastodon:late", "mastodon:own", "tidy"] if first else []
        for name in ("talk", "drafts", "mastodon:home", "first-run", "mastodon:notices", *once_a_day):
            self.house.one(name)
        if nudge:
            nudge()
        else:
            self.house.one("nudge")
        self.house.one("talk")
        self.house.work("heart", self.house.pulse.beat)
        self._talk_of_it()

    def _talk_of_it(self) -> None:
        """While she answers, the talk goes on; afterwards until the time to undo is over."""
        while self.lena.acts():
            for seconds in (20, 20, 100, 20):
                self.village.passes(timedelta(seconds=seconds))
                self.house.one("talk")


def resident() -> float:
    """Megabytes of this process."""
    return _megabytes("VmRSS")


def peak() -> float:
    """The same at its largest, since this was last asked."""
    held = _megabytes("VmHWM")
    Path("/proc/self/clear_refs").write_text("5")
    return held


def _megabytes(what: str) -> float:
    held = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(what))
    return int(held.split()[1]) / 1024
