"""A command loads the libraries that it works with, and no other: memory, and the time until it answers."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from bot.lean import later
from tests.flow.house import nothing_yet

HEAVY = (
    "_hashlib", "_ssl", "alembic", "apscheduler", "atproto", "atproto_client", "atproto_firehose", "atproto_jetstream",
    "cel_expr_python", "charset_normalizer", "click", "cryptography", "dns", "http.client", "httpx",
    "langcodes", "mastodon", "pydantic", "pydantic_settings", "pygments", "requests", "rich", "selectolax", "sqlalchemy",
    "structlog", "typer", "websockets",
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
OPENSSL = {"_hashlib", "_ssl"}
LOOKS = {"pydantic", "sqlalchemy", "structlog"}
SETS_UP = OPENSSL | {"http.client", "mastodon", "pydantic", "requests", "selectolax", "structlog", "typer"}
SERVES = LOOKS | OPENSSL | {"apscheduler", "cel_expr_python", "http.client", "langcodes"}


def loaded(folder, code, *words, **variables):
    """Which of the heavy libraries it has loaded by its end."""
    code = f"{code}\nprint(*(name for name in {HEAVY!r} if sys.modules.get(name)), file=sys.stderr)"
    environ = {**os.environ, "NUDGE_FOLDER": str(folder), **variables}
    (folder / "secrets").mkdir(exist_ok=True)
    for name in ("mastodon_owner", "mastodon_bot", "bluesky_owner"):
        (folder / "secrets" / name).touch(mode=0o600)
        (folder / "secrets" / name).write_text("secret")
    ran = subprocess.run([sys.executable, "-c", code, *words], env=environ, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return set(ran.stderr.splitlines()[-1].split())


def with_a_database(folder):
    """A new one, made in a process that is not looked at."""
    (folder / "nudge.db").write_bytes(nothing_yet())


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["health"], set()),
        (["--help"], {"typer"}),
        (["version"], {"typer", "pydantic", "_hashlib"}),
        (["status"], LOOKS),
        (["status", "--json"], LOOKS),
        (["queue"], LOOKS | {"typer"}),
        (["answer", "help"], LOOKS | {"typer"}),
        (["people"], LOOKS | {"typer", "langcodes"}),
        (["log"], LOOKS | {"typer"}),
        (["set", "deliver.quiet", ""], SETS_UP),
        (["rules"], LOOKS | OPENSSL | {"typer", "langcodes", "cel_expr_python", "rich", "pygments"}),
    ],
    ids=lambda words: words[0] if isinstance(words, list) else "",
)
def test_a_command_loads_what_it_works_with(tmp_path, words, wanted):
    """Neither a network's library nor the migrations where the database alone is looked at, which is new here as well."""
    (tmp_path / "config.toml").write_text(OWNER + MASTODON)
    with_a_database(tmp_path)
    assert loaded(tmp_path, COMMAND, *words) == wanted


def test_what_reads_variables_comes_with_a_variable(tmp_path):
    """Most folders have a file, and none."""
    (tmp_path / "config.toml").write_text(OWNER + MASTODON)
    with_a_database(tmp_path)
    assert loaded(tmp_path, COMMAND, "status", NUDGE__OWNER__TIMEZONE="Asia/Tokyo") == LOOKS | {"pydantic_settings"}


def test_a_service_on_mastodon_alone_loads_nothing_of_blueskys(tmp_path):
    """Nor ciphers for push messages, nor what draws on screens, nor the migrations on its first start."""
    (tmp_path / "config.toml").write_text(OWNER + MASTODON)
    assert loaded(tmp_path, SERVICE) == SERVES | {"mastodon", "requests", "selectolax"}


def test_a_service_on_both_networks_loads_what_both_need(tmp_path):
    """Bluesky's library brings its own way to speak; none of its ciphers and streams, and nothing to draw with."""
    (tmp_path / "config.toml").write_text(OWNER + MASTODON + BLUESKY)
    assert loaded(tmp_path, SERVICE) == SERVES | {
        "mastodon", "requests", "selectolax", "atproto_client", "httpx",
    }  # fmt: skip


@pytest.mark.parametrize("asks", ["ping", "chat_model", "model_check", "wire_of_httpx", "bluesky.client"])
def test_whoever_speaks_by_httpx_loads_nothing_to_draw_with(asks):
    """Whichever of them comes first: the library looks for it at its own start, and does without."""
    names = ("click", "pygments", "rich")
    code = f"import bot.cli.logs, bot.platforms.{asks}, bot.platforms.httpx_library, sys; print([n for n in {names} if n in sys.modules])"
    assert said(code) == "[]\n"


def said(code):
    """What it prints, in a process of its own."""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


HASHED = """
import asyncio, hashlib, hmac
print(hashlib.sha256(b"words").hexdigest(), hashlib.blake2b(b"words").hexdigest())
print(hmac.new(b"key", b"words", "sha256").hexdigest(), hmac.compare_digest("a", "a"), asyncio.run(asyncio.sleep(0, "slept")))
"""


def test_without_openssl_everything_hashes_to_the_same():
    """An approval's words are known by their hash, whoever made it; and what needs OpenSSL afterwards finds it."""
    bare = said(
        f"from bot import lean\nlean.without_openssl()\n{HASHED}\nimport sys, ssl; print('_hashlib' in sys.modules)"
    )
    assert bare == f"{said(HASHED)}False\n"


def test_a_python_that_cannot_hash_by_itself_keeps_openssl():
    """Some systems build theirs so."""
    code = "from bot import lean\nlean._HASHES_BY_ITSELF = ('is_not_there',)\nlean.without_openssl()\n"
    assert said(f"{code}import hashlib, sys; print('_hashlib' in sys.modules)") == "True\n"


def test_what_is_loaded_later_answers_as_ever(monkeypatch):
    """It comes when it is called, and stays."""
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with later("colorsys", "json"):
        from colorsys import rgb_to_hls  # noqa: PLC0415 - the order is the point
        from json import JSONDecodeError  # noqa: PLC0415
    assert "colorsys" not in sys.modules
    assert rgb_to_hls(0.0, 0.0, 0.0) == (0.0, 0.0, 0.0)
    assert "colorsys" in sys.modules
    assert issubclass(JSONDecodeError, ValueError)  # what was there already is there as it is


KEY = "zQ3shXjHeiBuRCKmM36cuYnm7YEMzhGnCmCyW92sRJ9pribSF"
TELLS_A_KEY = f"""
import sys
from bot.platforms.bluesky.library import Client
from atproto_core.did_doc import DidDocument
key = {{"id": "#atproto", "type": "Multikey", "controller": "did:plc:a", "publicKeyMultibase": "{KEY}"}}
found = DidDocument(id="did:plc:a", verificationMethod=[key])
before = "cryptography" in sys.modules
print(before, found.get_did_key(), file=sys.stderr)
"""


def test_an_accounts_key_is_told_all_the_same():
    """By the ciphers of Bluesky's library, which come with the question."""
    ran = subprocess.run([sys.executable, "-c", TELLS_A_KEY], capture_output=True, text=True, check=False)
    assert ran.stderr.split() == ["False", f"did:key:{KEY}"]
