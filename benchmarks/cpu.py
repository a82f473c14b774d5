"""Count what the program spends on the things that it does again and again, in CPU time, so that a busy machine says the same.

    python benchmarks/cpu.py [--times 9]

prints one line for each: the median, the least and the most of so many runs, and for programs the memory that they took.
Nothing but the checkout is needed, and nothing leaves it. To compare, run it in a checkout of before as well.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs in a checkout that was not installed

import requests
from requests.adapters import BaseAdapter

from bot.platforms.mastodon import normalise, policies
from bot.platforms.mastodon.client import Client
from bot.platforms.mastodon.instance import unknown
from bot.store import open_store

ROOT = Path(__file__).resolve().parents[1]
SERVER = "http://127.0.0.1:9"
PAGE, PAGES = 40, 20
MEGABYTE = 1024


class Canned(BaseAdapter):
    """Gives one page of a home again and again, as a server would."""

    def __init__(self) -> None:
        super().__init__()
        status = json.loads((ROOT / "tests/data/mastodon/recorded.json").read_text())["status"]["answer"]
        self.body = json.dumps([{**status, "id": str(number)} for number in range(1, PAGE + 1)]).encode()

    def send(self, request: requests.PreparedRequest, **_: object) -> requests.Response:  # type: ignore[override]
        """The page."""
        answer = requests.Response()
        answer.status_code, answer.request, answer.url = 200, request, str(request.url)
        answer._content = self.body  # noqa: SLF001 - there is no other way in
        answer.raw = type("Raw", (), {"version": 11})
        return answer

    def close(self) -> None:
        """Nothing is held."""


def posts() -> None:
    """Eight hundred posts of a home, from what the server says to our own values."""
    client = Client(SERVER, "token", policies.reader(), (1, 1))
    client.session.mount("http://", Canned())
    instance, now = unknown(SERVER), datetime.now(UTC)
    for _ in range(PAGES):
        with client.reading() as api:
            for status in api.timeline("home", limit=PAGE):
                normalise.post(status, instance, now)


def new_file() -> None:
    """A database where there is none."""
    with tempfile.TemporaryDirectory() as folder:
        open_store(Path(folder) / "nudge.db").close()


def here(work: Callable[[], None]) -> tuple[float, float]:
    """Milliseconds of CPU that it takes in this process."""
    work()  # what it imports is another matter
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000, 0


def apart(command: list[str], folder: Path) -> tuple[float, float]:
    """Milliseconds of CPU and megabytes that a program takes, from its start to its end."""
    environ = {**os.environ, "NUDGE_FOLDER": str(folder), "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return (usage.ru_utime + usage.ru_stime) * 1000, usage.ru_maxrss / MEGABYTE


def line(what: str, runs: list[tuple[float, float]]) -> str:
    """One row of the table."""
    spent, taken = ([run[part] for run in runs] for part in (0, 1))
    memory = f"{statistics.median(taken):6.1f} MB" if any(taken) else ""
    return f"{what:44} {statistics.median(spent):8.1f} ms ({min(spent):.1f} to {max(spent):.1f}) {memory}"


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=9)
    times = range(parser.parse_args().times)
    print(f"{platform.machine()}, Python {platform.python_version()}, {len(times)} runs each")
    print(line("a new database", [here(new_file) for _ in times]))
    print(line(f"{PAGE * PAGES} posts of Mastodon", [here(posts) for _ in times]))
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "heartbeat.json").write_text(json.dumps({"at": datetime.now(UTC).isoformat()}))
        health = [sys.executable, "-m", "bot", "health"]
        print(line("nudge health", [apart(health, Path(folder)) for _ in times]))
        look = re.search(r"^HEALTHCHECK .*\n? *CMD (find .+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
        checked = ["sh", "-c", look[1]] if look else health
        print(line("the container's own look", [apart(checked, Path(folder)) for _ in times]))
    for arguments in (["version"], ["health"], ["status"]):
        print(f"modules loaded by nudge {arguments[0]:20} {loaded(arguments)}")


def loaded(arguments: list[str]) -> int:
    """How many modules a command has loaded by its end."""
    code = f"import sys; sys.argv = ['nudge', *{arguments!r}]\n"
    code += "from bot.__main__ import main\ntry: main()\nexcept SystemExit: pass\n"
    with tempfile.TemporaryDirectory() as folder:
        environ = {**os.environ, "NUDGE_FOLDER": folder, "PYTHONPATH": str(ROOT)}
        code += "print(len(sys.modules), file=sys.stderr)"
        command = [sys.executable, "-c", code]
        said = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    return int(said.stderr.split()[-1])


if __name__ == "__main__":
    main()
