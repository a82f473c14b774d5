"""Say `send`, and print how long it takes to the receipt, and from there to the reply.

    python benchmarks/send.py [--replies 12]

lives eight days with 500 followed people (`household.py`), and then lets the owner ask for one person after another, answer
in their own words, and say `send` at some second: right after the words were shown, and an hour after that, when answers are
read less often. The program lives at its full rhythm, by the clock that is given to it and to the server; its turns are five
seconds apart, as in the service. Printed are the median, the least and the most, in seconds of that clock, and the CPU of
the talk in that time. Linux only. Nothing leaves the machine.
"""

from __future__ import annotations

import argparse
import logging
import platform
import random
import statistics
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs in a checkout that was not installed

import structlog
from household import BEGINS, STEP, WORDS, House, Life
from village import Elsewhere, Rates

BEFORE, TEN = 8, 10
LONGEST = timedelta(minutes=30)
RECEIPTS = "SELECT count(*) FROM messages WHERE kind = 'receipt' AND state = 'sent'"
PREVIEWS = "SELECT count(*) FROM messages WHERE kind = 'preview' AND state = 'sent'"
NUDGES = "SELECT count(*) FROM messages WHERE kind = 'nudge' AND state = 'sent'"
OUT = "SELECT count(*) FROM publications"
LATEST = "SELECT network_id FROM messages WHERE kind = ? AND state = 'sent' ORDER BY id DESC LIMIT 1"


class Talk:
    """The owner's side of it, and how long each step takes."""

    def __init__(self, house: House) -> None:
        """Nothing was said yet."""
        self.house, self.village, self.dice, self.replies = house, house.village, random.Random(7), 0  # noqa: S311 - a play, no secret
        self.every = [(name, int(job.every.total_seconds()), job.work) for name, job in house.jobs.items()]
        self.second = 0

    def until(self, query: str, *, longest: timedelta = LONGEST) -> float:
        """Live until there is one more of these; seconds, -1 where there never is."""
        before, began = self.house.rows(query), self.village.now()
        while self.village.now() - began < longest:
            self.step()
            if self.house.rows(query) != before:
                return (self.village.now() - began).total_seconds()
        return -1.0

    def step(self) -> None:
        """Five seconds."""
        self.village.passes(STEP)
        self.second += int(STEP.total_seconds())
        for name, seconds, turn in self.every:
            if self.second % seconds == 0:
                self.house.work(name, turn)

    def says(self, words: str, under: str = "") -> None:
        """At some moment between two turns."""
        self.village.passes(timedelta(seconds=self.dice.random() * STEP.total_seconds()))
        to = str(self.house.rows(LATEST, under)[0][0]) if under else None
        self.village.ask("owner_says", words, to)

    def reply(self, pause: timedelta) -> tuple[float, float, float] | None:
        """Seconds from `send` to the receipt and from there to the reply, and seconds of CPU; None where nobody came."""
        self.says("more")
        if self.until(NUDGES) < 0:
            return None
        self.says(
            " ".join(self.dice.choice(sentences) for sentences in WORDS) + f" It is number {self.replies}.", "nudge"
        )
        if self.until(PREVIEWS) < 0:
            return None
        self.replies += 1
        for _ in range(int(pause / STEP)):
            self.step()
        spent = self.house.spent["talk"]
        self.says("send", "preview")
        return self.until(RECEIPTS), self.until(OUT), self.house.spent["talk"] - spent


def told(what: str, seconds: list[float]) -> None:
    """A line."""
    print(f"{what:48} {statistics.median(seconds):6.1f} s ({min(seconds):.1f} to {max(seconds):.1f})", flush=True)


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replies", type=int, default=12)
    wanted = parser.parse_args().replies
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    village = Elsewhere(BEGINS, Rates())
    with tempfile.TemporaryDirectory() as name:
        house = House(Path(name), village)
        life = Life(house)
        while village.now() < BEGINS + timedelta(days=BEFORE, hours=TEN):
            life.to_next_turn()
            life.turn()
        print(f"{platform.machine()}, Python {platform.python_version()}, {wanted} replies each")
        talk = Talk(house)
        for what, pause in (
            ("right after the words", timedelta(seconds=30)),
            ("an hour after the words", timedelta(hours=1)),
        ):
            found = [once for _ in range(wanted) if (once := talk.reply(pause)) is not None]
            if not found:
                raise SystemExit("nobody came")
            told(f"send, {what}: to the receipt", [one[0] for one in found])
            told(f"send, {what}: from there to the reply", [one[1] for one in found])
            told(f"send, {what}: CPU of the talk", [one[2] for one in found])
        house.stop()
    village.close()


if __name__ == "__main__":
    main()
