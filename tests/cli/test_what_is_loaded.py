"""A command loads the libraries that it works with, and no other: memory, and the time until it answers."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

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
import os, shlex, sys
from contextlib import suppress
from bot.__main__ import main
for line in sys.argv[1:]:
    variables, _, words = line.rpartition("nudge ")
    os.environ |= dict(one.split("=") for one in variables.split())
    sys.argv = ["nudge", *shlex.split(words)]
    with suppress(SystemExit):
        main()
    tell()
"""
SERVICE = """
import os, sys
from pathlib import Path
import bot.cli.logs, bot.config, bot.service.data_folder, bot.service.scheduler, bot.service.wiring as wiring
for name in sys.argv[1:]:
    if not os.fork():
        folder = Path(name)
        config = bot.config.load(folder, os.environ)
        store = bot.service.data_folder.open_folder(config)
        program = wiring.build(config, store)
        program.close()
        store.close()
        tell()
        os._exit(0)
    assert os.wait()[1] == 0
"""
SPEAKERS = """
import os, sys
from importlib import import_module
import bot.cli.logs
for name in sys.argv[1:]:
    if not os.fork():
        import_module(f"bot.platforms.{name}")
        import bot.platforms.httpx_library
        tell()
        os._exit(0)
    assert os.wait()[1] == 0
"""
TELL = f"""
import sys
def tell():
    print(">", *(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr, flush=True)
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


STATUS = ("nudge status", "nudge status --json", "NUDGE__OWNER__TIMEZONE=Asia/Tokyo nudge status")
"""Asked of one process, one after another: what one of them loads beyond those before it, it alone needs."""


def loaded(code, *words, where=None):
    """Which of the heavy libraries it has loaded, each time that it tells; and what it says."""
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "NUDGE_FOLDER": str(where)}
    ran = subprocess.run(
        [sys.executable, "-c", TELL + code, *words], env=environ, cwd=where, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return [set(line[1:].split()) for line in ran.stderr.splitlines() if line.startswith(">")], ran.stdout


def lenas(folder, config):
    """A folder with this configuration, and its secrets."""
    (folder / "secrets").mkdir(parents=True)
    (folder / "config.toml").write_text(config)
    for name in ("mastodon_owner", "mastodon_bot", "bluesky_owner"):
        (folder / "secrets" / name).touch(mode=0o600)
        (folder / "secrets" / name).write_text("secret")
    return folder


@cache
def _typed(*lines):
    with TemporaryDirectory() as place:
        folder = lenas(Path(place) / "nudge", OWNER + MASTODON)
        (folder / "nudge.db").write_bytes(nothing_yet())  # made in a process that is not looked at
        return loaded(COMMAND, *lines, where=folder)


def typed(line):
    """What it has loaded by its end in a folder with a new database, and what it said; each is typed once."""
    lines = STATUS if line in STATUS else (line,)
    told, said = _typed(*lines)
    assert len(told) == len(lines)
    return told[lines.index(line)], said


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("nudge health", set()),
        ("nudge --help", {"typer"}),
        ("nudge version", {"typer", "pydantic", "_hashlib"}),
        ("nudge status", LOOKS),
        ("nudge status --json", LOOKS),
        ("nudge queue", LOOKS | {"typer"}),
        ("nudge answer help", LOOKS | {"typer"}),
        ("nudge people", LOOKS | {"typer", "langcodes"}),
        ("nudge log", LOOKS | {"typer"}),
        ("nudge set deliver.quiet ''", SETS_UP),
        ("nudge rules", LOOKS | OPENSSL | {"typer", "langcodes", "cel_expr_python", "rich", "pygments"}),
    ],
    ids=lambda line: line.split()[1] if isinstance(line, str) else "",
)
def test_a_command_loads_what_it_works_with(line, wanted):
    """Neither a network's library nor the migrations where the database alone is looked at, which is new here as well."""
    assert typed(line)[0] == wanted


def test_what_reads_variables_comes_with_a_variable():
    """Most folders have a file, and none."""
    assert typed("NUDGE__OWNER__TIMEZONE=Asia/Tokyo nudge status")[0] == LOOKS | {"pydantic_settings"}


SPEAKS = {"mastodon", "alembic", "apscheduler", "atproto_client", "cel_expr_python", "httpx", "requests"}


@pytest.mark.parametrize("line", ["nudge version", "nudge health --folder=.", "nudge --help", "nudge check --help"])
def test_answers_at_once_without_the_heavy_libraries(line):
    """The container asks `health` every half minute; it must not load two networks' libraries for that, however it asks."""
    assert typed(line)[0] & {*SPEAKS, "sqlalchemy"} == set()


@pytest.mark.parametrize("line", ["nudge status --folder=.", "nudge queue"])
def test_looking_into_the_database_loads_no_network_and_no_migration(line):
    """`status` and `queue` work beside the running service, and as fast (DESIGN 6)."""
    found, said = typed(line)
    assert said.startswith("Nothing ")
    assert found & SPEAKS == set()


@cache
def served():
    """What a service has loaded when it is put together: on Mastodon alone, and on both networks. Each in a process that forks."""
    with TemporaryDirectory() as place:
        alone = lenas(Path(place) / "alone", OWNER + MASTODON)
        both = lenas(Path(place) / "both", OWNER + MASTODON + BLUESKY)
        return loaded(SERVICE, str(alone), str(both))[0]


def test_a_service_on_mastodon_alone_loads_nothing_of_blueskys():
    """Nor ciphers for push messages, nor what draws on screens, nor the migrations on its first start."""
    assert served()[0] == SERVES | {"mastodon", "requests", "selectolax"}


def test_a_service_on_both_networks_loads_what_both_need():
    """Bluesky's library brings its own way to speak; none of its ciphers and streams, and nothing to draw with."""
    assert served()[1] == SERVES | {
        "mastodon", "requests", "selectolax", "atproto_client", "httpx",
    }  # fmt: skip


SPEAK = ("ping", "chat_model", "model_check", "wire_of_httpx", "bluesky.client")


@cache
def spoken():
    """What has been loaded with each of those that speak by httpx, which each begin with the log alone."""
    return dict(zip(SPEAK, loaded(SPEAKERS, *SPEAK)[0], strict=True))


@pytest.mark.parametrize("asks", SPEAK)
def test_whoever_speaks_by_httpx_loads_nothing_to_draw_with(asks):
    """Whichever of them comes first: the library looks for it at its own start, and does without."""
    assert "httpx" in spoken()[asks]
    assert spoken()[asks] & {"click", "pygments", "rich"} == set()


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
