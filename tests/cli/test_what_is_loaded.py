"""A command loads the libraries that it works with, and no other: memory, and the time until it answers."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

HEAVY = (
    "alembic", "apscheduler", "atproto", "cel_expr_python", "cryptography", "httpx", "langcodes", "mastodon", "pydantic",
    "requests", "rich", "selectolax", "sqlalchemy", "structlog", "typer",
)  # fmt: skip
COMMAND = """
import sys
from contextlib import suppress
from bot.__main__ import main
with suppress(SystemExit):
    main()
"""
SERVICE = """
import os, sys
from pathlib import Path
import bot.cli.logs, bot.config, bot.service.data_folder, bot.service.scheduler, bot.service.wiring as wiring
folder = Path(os.environ["NUDGE_FOLDER"])
config = bot.config.load(folder, os.environ)
store = bot.service.data_folder.open_folder(config)
program = wiring.build(config, store)
program.close()
store.close()
"""
MASTODON = """
[mastodon.owner]
server = "https://home.example"
address = "lena@home.example"
[mastodon.bot]
server = "https://bots.example"
address = "nudge@bots.example"
"""
BLUESKY = """
[bluesky.owner]
handle = "lena.example"
"""
OWNER = """
[owner]
timezone = "Europe/Lisbon"
languages = ["en"]
[deliver]
through = "mastodon"
"""
LOOKS = {"pydantic", "sqlalchemy", "structlog", "typer"}
SERVES = LOOKS - {"typer"} | {"apscheduler", "cel_expr_python", "langcodes"}


def loaded(folder, code, *words):
    """Which of the heavy libraries it has loaded by its end."""
    code = f"{code}\nprint(*(name for name in {HEAVY!r} if sys.modules.get(name)), file=sys.stderr)"
    environ = {**os.environ, "NUDGE_FOLDER": str(folder)}
    (folder / "secrets").mkdir(exist_ok=True)
    for name in ("mastodon_owner", "mastodon_bot", "bluesky_owner"):
        (folder / "secrets" / name).touch(mode=0o600)
        (folder / "secrets" / name).write_text("secret")
    ran = subprocess.run([sys.executable, "-c", code, *words], env=environ, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return set(ran.stderr.splitlines()[-1].split())


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["health"], set()),
        (["--help"], {"typer"}),
        (["version"], {"typer", "pydantic"}),
        (["status"], LOOKS),
        (["queue"], LOOKS),
        (["answer", "help"], LOOKS),
        (["rules"], LOOKS | {"langcodes", "cel_expr_python", "rich"}),
    ],
    ids=lambda words: words[0] if isinstance(words, list) else "",
)
def test_a_command_loads_what_it_works_with(tmp_path, words, wanted):
    """Neither a network's library nor the migrations where the database alone is looked at, which is new here as well."""
    (tmp_path / "config.toml").write_text(OWNER + MASTODON)
    loaded(tmp_path, "import sys\nfrom bot.store import open_store\nfrom pathlib import Path\n"
           f"open_store(Path({str(tmp_path / 'nudge.db')!r})).close()")  # fmt: skip
    assert loaded(tmp_path, COMMAND, *words) == wanted


def test_a_service_on_mastodon_alone_loads_nothing_of_blueskys(tmp_path):
    """Nor ciphers for push messages, nor what draws on screens, nor the migrations on its first start."""
    (tmp_path / "config.toml").write_text(OWNER + MASTODON)
    assert loaded(tmp_path, SERVICE) == SERVES | {"mastodon", "requests", "selectolax"}


def test_a_service_on_both_networks_loads_what_both_need(tmp_path):
    """Bluesky's library brings its own way to speak, what that would draw with, and its own ciphers."""
    (tmp_path / "config.toml").write_text(OWNER + MASTODON + BLUESKY)
    assert loaded(tmp_path, SERVICE) == SERVES | {
        "mastodon", "requests", "selectolax", "atproto", "httpx", "cryptography", "rich",
    }  # fmt: skip
