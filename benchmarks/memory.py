"""Measure what a service holds in memory before it has read anything, and how many modules that is.

    python benchmarks/memory.py [--times 3]

puts the whole program together as `nudge run` does, on Mastodon alone and on both networks, on a folder in which
nothing was read; prints the median, the least and the most of the memory that is resident then, and the modules that are loaded,
which are counted exactly. The same for `nudge status` and `nudge health`. The first run is not counted: from then on Python has
its bytecode, as where it is installed; compiling takes a megabyte more. Linux only. Nothing but the checkout is needed, and nothing
leaves it.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs in a checkout that was not installed

from bot.store import open_store

ROOT = Path(__file__).resolve().parents[1]
MASTODON = """
[owner]
timezone = "Europe/Lisbon"
languages = ["en"]
[deliver]
through = "mastodon"
[mastodon.owner]
server = "https://home.example"
address = "lena@home.example"
[mastodon.bot]
server = "https://bots.example"
address = "nudge@bots.example"
"""
BOTH = f"""{MASTODON}
[bluesky.owner]
handle = "lena.example"
"""
SERVICE = """
import os, sys
from pathlib import Path
import bot.cli.logs, bot.config, bot.service.data_folder, bot.service.renewal, bot.service.scheduler
from bot.service import wiring
folder = Path(os.environ["NUDGE_FOLDER"])
config = bot.config.load(folder, os.environ)
store = bot.service.data_folder.open_folder(config)
program = wiring.build(config, store)
service = bot.service.scheduler.Service(program, folder)
"""
COMMAND = """
import sys
from contextlib import suppress
from bot.__main__ import main
with suppress(SystemExit):
    main()
"""
TOLD = """
held = next(line for line in open("/proc/self/status") if line.startswith("VmRSS"))
print(held.split()[1], len(sys.modules), file=sys.stderr)
"""


def measured(config: str, code: str, *words: str) -> tuple[float, int]:
    """Megabytes, and modules."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "config.toml").write_text(config)
        (Path(folder) / "secrets").mkdir()
        for name in ("mastodon_owner", "mastodon_bot", "bluesky_owner"):
            (Path(folder) / "secrets" / name).write_text("secret")
            (Path(folder) / "secrets" / name).chmod(0o600)
        open_store(Path(folder) / "nudge.db").close()
        environ = {**os.environ, "NUDGE_FOLDER": folder, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""}
        command = [sys.executable, "-c", code + TOLD, *words]
        ran = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    last = ran.stderr.splitlines()[-1] if ran.stderr else ""
    if len(last.split()) != 2:  # noqa: PLR2004 - two numbers
        raise SystemExit(ran.stderr)
    kilobytes, modules = map(int, last.split())
    return kilobytes / 1024, modules


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=3)
    times = range(parser.parse_args().times)
    print(f"{platform.machine()}, Python {platform.python_version()}, {len(times)} runs each")
    for what, config, code, *words in (
        ("service, Mastodon alone", MASTODON, SERVICE),
        ("service, both networks", BOTH, SERVICE),
        ("nudge status", MASTODON, COMMAND, "status"),
        ("nudge health", MASTODON, COMMAND, "health"),
    ):
        measured(config, code, *words)
        runs = [measured(config, code, *words) for _ in times]
        held = [run[0] for run in runs]
        print(f"{what:24} {statistics.median(held):6.1f} MB ({min(held):.1f} to {max(held):.1f}), {runs[0][1]} modules")


if __name__ == "__main__":
    main()
