"""Measure what a post costs from the wire to its verdict, with few and with many posts stored, in CPU time.

    python benchmarks/intake.py [--stored 1000,100000,500000] [--times 5]

reads 800 posts of 200 people from a Mastodon server that is none (every page is made beforehand), stores them, and judges
them by the built-in rules; then reads the top of the same home again, where 40 posts are known and none is new. Prints the
median, the least and the most of so many runs. Nothing but the checkout is needed, and nothing leaves it.
"""

from __future__ import annotations

import argparse
import json
import logging
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs in a checkout that was not installed

import requests
import structlog
from requests.adapters import BaseAdapter
from rounds import filled

from bot.config import Config
from bot.decide.rules import default_pack, load
from bot.jobs.poll import Poll
from bot.knowledge.enrichment import Enrichment
from bot.knowledge.judging import Judging
from bot.platforms.mastodon.reader import MastodonReader
from bot.service import sandbox
from bot.store import open_store

ROOT = Path(__file__).resolve().parents[1]
SERVER = "http://127.0.0.1:9"
PAGE, PAGES, PEOPLE = 40, 20, 200
SAYINGS = (
    "Does anyone scan old letters at home? The flatbed at the library flattens the folds, and I fear for the paper.",
    "Spent the morning at the tide pools with a hand lens. Three kinds of periwinkle on one stone, and no two agree.",
    "Reading a history of lighthouses. The keepers' logs are mostly weather and boredom, and then one line of terror.",
    "What do you all use to keep notes while walking? Mine come home wet, and nobody reads them again.",
)


RECORDED = json.loads((ROOT / "tests/data/mastodon/recorded.json").read_text())


def said(number: int, now: datetime) -> dict[str, object]:
    """A status as a server tells it, a minute older than the one before."""
    recorded = RECORDED["status"]["answer"]
    who = f"person{number % PEOPLE}"
    account = {**recorded["account"], "id": f"9{number % PEOPLE}", "username": who, "acct": f"{who}@elsewhere.example"}
    account |= {"display_name": f"Person {number % PEOPLE}", "url": f"https://elsewhere.example/@{who}"}
    account |= {"note": "<p>Letters, tide pools, lighthouses.</p>", "followers_count": 321}
    post = f"https://elsewhere.example/users/{who}/statuses/{number}"
    at = (now - timedelta(minutes=number)).isoformat().replace("+00:00", "Z")
    more = {
        "in_reply_to_id": None,
        "in_reply_to_account_id": None,
        "mentions": [],
        "account": account,
        "created_at": at,
    }
    words = f"<p>{SAYINGS[number % len(SAYINGS)]} ({number})</p>"
    return {**recorded, **more, "id": str(10_000_000 - number), "uri": post, "url": post, "content": words}


class Canned(BaseAdapter):
    """Answers as a server would whose home holds what was made beforehand."""

    def __init__(self, now: datetime) -> None:
        super().__init__()
        self.rows = [said(number, now) for number in range(PAGE * PAGES)]
        self.answers: dict[str, bytes] = {}

    def send(self, request: requests.PreparedRequest, **_: object) -> requests.Response:  # type: ignore[override]
        """The page, or the account."""
        answer = requests.Response()
        answer.status_code, answer.request, answer.url = 200, request, str(request.url)
        answer._content = self.answers.setdefault(str(request.url), self._body(str(request.url)))  # noqa: SLF001
        answer.raw = type("Raw", (), {"version": 11})
        return answer

    def _body(self, url: str) -> bytes:
        asked = urlsplit(url)
        if "/instance" in asked.path:
            return json.dumps(RECORDED["instance"]["answer"]).encode()
        if "verify_credentials" in asked.path:
            return json.dumps({**self.rows[0]["account"], "id": "1", "acct": "lena", "username": "lena"}).encode()  # type: ignore[dict-item]
        if not asked.path.endswith("/timelines/home"):
            return b"[]" if asked.path.endswith("lists") else b"{}"
        query = parse_qs(asked.query)
        below, most = int(query.get("max_id", ["99999999"])[0]), int(query.get("limit", ["20"])[0])
        return json.dumps([row for row in self.rows if int(str(row["id"])) < below][:most]).encode()

    def close(self) -> None:
        """Nothing is held."""


def spent(work: Callable[[], object]) -> float:
    """Seconds of CPU."""
    began = time.process_time()
    work()
    return time.process_time() - began


def measure(stored: int, now: datetime) -> Iterator[tuple[str, float]]:
    """Each part of one run."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "nudge.db")
        if stored:
            program = sandbox.program(sandbox.settings(Path(folder)), store, lambda: now)
            program.once()
            program.close()
            filled(Path(folder) / "nudge.db", stored, now - timedelta(days=8))
        config = Config.of({"owner": {"timezone": "Europe/Lisbon", "languages": ["en"]}}, Path(folder))
        reader = MastodonReader(server=SERVER, token="t", address="lena@localhost:3000", now=lambda: now)  # noqa: S106
        canned = Canned(now)
        reader._client.session.mount("http://", canned)  # noqa: SLF001 - there is no other way in
        poll = Poll(store, reader, config, lambda: now)
        poll.meet_owner()
        reader.new_posts("", seen=lambda _: (), floor=now - timedelta(days=2))  # so that every page is made
        yield "wire to stored", spent(poll.home)
        judging = Judging(store, load(default_pack()), Enrichment(store, {}, config, lambda: now), config, lambda: now)
        yield "stored to verdict", spent(judging.judged)
        poll.home()
        yield "40 known posts", spent(poll.home)
        reader.close()
        store.close()


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stored", default="1000,100000,500000")
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    print(f"{platform.machine()}, Python {platform.python_version()}, {given.times} runs each")
    for stored in map(int, given.stored.split(",")):
        runs = [dict(measure(stored, datetime.now(UTC))) for _ in range(given.times)]
        for what in runs[0]:
            took = [run[what] * 1000 for run in runs]
            print(f"{stored:>8} {what:20} {statistics.median(took):9.1f} ms ({min(took):.1f} to {max(took):.1f})")
        ways = statistics.median(run["wire to stored"] + run["stored to verdict"] for run in runs)
        print(f"{stored:>8} {'posts a CPU second':20} {PAGE * PAGES / ways:9.0f}", flush=True)


if __name__ == "__main__":
    main()
