"""Start the AT Protocol network on the loopback once for all tests of this process, or use one that runs already.

`NUDGE_TEST_ATPROTO=FILE.json` names a running one by the file that its start-up wrote: any stack will do that gives the
addresses `pds`, `control` and `chatDid` there, and whose control server knows `POST /account` and `POST /process`.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
GENERATION = "22"
"""The servers that are used where `ATPROTO_STACK` names no others; `install.sh` knows what each generation is."""
PATIENCE = 120.0
"""Seconds until a network that does not come up is given up."""


def packages() -> Path:
    """Where `install.sh` puts the servers."""
    home = Path(os.environ.get("ATPROTO_STACK_HOME", "/var/tmp/atproto-stack"))  # noqa: S108
    return home / f"stack{os.environ.get('ATPROTO_STACK', GENERATION)}"


def node() -> str | None:
    """The Node that the servers run on: the one that came along with them, else the machine's."""
    return shutil.which("node", path=f"{packages()}/node_modules/.bin{os.pathsep}{os.environ.get('PATH', '')}")


def command(*state: Path | str) -> list[Path | str]:
    """What runs the network in the foreground."""
    return [node() or "node", HERE / "network.cjs", packages(), *state]


def available() -> str | None:
    """None when the network can be had here, else the one-line reason why not."""
    if os.environ.get("NUDGE_TEST_ATPROTO"):
        return None
    if node() is None:
        return "Node.js is not installed"
    if not (packages() / "node_modules/better-sqlite3/build/Release/better_sqlite3.node").exists():
        return "not installed; run tests/servers/atproto/install.sh once"
    return None if _finds_postgres() else "PostgreSQL is not installed; run tests/servers/atproto/install.sh once"


@cache
def _finds_postgres() -> bool:
    asked: list[Path | str] = [node() or "node", HERE / "postgres.cjs", "--find"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


@cache
def network() -> dict[str, Any]:
    """The addresses of the network, which runs until this process ends."""
    named = os.environ.get("NUDGE_TEST_ATPROTO")
    return json.loads(Path(named).read_text()) if named else _started()


def _started() -> dict[str, Any]:
    folder = Path(tempfile.mkdtemp(prefix="nudge-atproto-"))
    folder.chmod(0o755)  # PostgreSQL runs as another user where we are root
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command(folder), stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT)
    atexit.register(_end, process, folder)
    return json.loads(_written(folder / "network.json", process, folder / "log"))


def _written(file: Path, process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + PATIENCE
    while not file.exists():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the AT Protocol network did not start:\n{log.read_text()[-2000:]}")
        time.sleep(0.05)
    return file.read_text()


def _end(process: subprocess.Popen[bytes], folder: Path) -> None:
    """End the servers and throw everything they wrote away."""
    if process.stdin:
        process.stdin.close()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    shutil.rmtree(folder, ignore_errors=True)
