"""A secret stays where it was put: planted ones are looked for in everything that the program prints, logs and keeps."""

from __future__ import annotations

import base64
import io
import json
import logging
import sys
import threading
import traceback
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import structlog
from typer.main import get_command
from typer.testing import CliRunner

from bot.cli import output
from bot.cli.logs import configure
from bot.cli.main import app
from bot.config import credentials
from bot.errors import BotError, PlatformError
from bot.jobs.inbox.job import Answers
from bot.platforms.drafting_model import ModelDrafter
from bot.platforms.mastodon.reader import MastodonReader
from bot.service.scheduler import Pulse
from bot.setup.check import Found
from bot.store import settings, sources
from tests.flow.house import QUESTION, WORDS, House
from tests.promise.canaries import (
    ACCESS,
    BOT_PASSWORD,
    BOT_TOKEN,
    MODEL_KEY,
    MODEL_PASSWORD,
    OWNER_PASSWORD,
    OWNER_TOKEN,
    PING,
    POSTING_TOKEN,
    READER_KEY,
    REFRESH,
    SECRETS,
    Seen,
    files,
    found_in,
    written,
)
from tests.servers.mastodon.faults import On
from tests.servers.mastodon.server import Login
from tests.servers.mastodon.world import open_world

LOGINS = {
    "mastodon.owner": ("token", OWNER_TOKEN),
    "mastodon.owner.posting": ("posting_token", POSTING_TOKEN),
    "mastodon.bot": ("token", BOT_TOKEN),
    "bluesky.owner": ("app_password", OWNER_PASSWORD),
    "bluesky.bot": ("app_password", BOT_PASSWORD),
    "drafts.model": ("key", MODEL_KEY),
    "choose.model": ("key", READER_KEY),
}
COMMANDS = (
    ("check",),
    ("check", "--json"),
    ("once",),
    ("status",),
    ("status", "--json"),
    ("queue",),
    ("queue", "--json"),
    ("health",),
    ("health", "--json"),
    ("rules",),
    ("rules", "--json"),
    ("why", "t1", "--json"),
    ("rules", "test", "https://books.example/@tomas/1", "--json"),
    ("look",),
    ("backtest", "--json"),
    ("set", "deliver.people_per_day", "2"),
    ("init",),
    ("answer", "help"),
    ("backup", "-"),
    ("export",),
)


# --- where secrets are put, and a network that sees them


class Wall(ThreadingHTTPServer):
    """A server on the loopback that gives a login to whoever asks, and then answers everything in one way."""

    daemon_threads = True

    def __init__(self, kind: str, body: bytes, status: int) -> None:
        self.kind, self.body, self.status, self.logins = kind, body, status, 0
        super().__init__(("127.0.0.1", 0), _Answering)

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Answering(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        wall = self.server
        self._say(wall.status, wall.kind, wall.body)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path.endswith(("createSession", "refreshSession")) and self.server.status != 401:
            self.server.logins += 1
            self._say(200, "application/json", json.dumps(a_session()).encode())
        else:
            self.do_GET()

    def _say(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Nothing on the terminal."""


def a_session():
    """What a server answers to a login: two tokens that are looked for as well."""

    def token(signature, scope):
        said = {"scope": scope, "sub": "did:plc:lena", "iat": 1700000000, "exp": 4102444800, "aud": "did:web:here"}
        parts = (base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in ({}, said))
        return ".".join([*parts, signature])

    tokens = {"accessJwt": token(ACCESS, "com.atproto.access"), "refreshJwt": token(REFRESH, "com.atproto.refresh")}
    return {"did": "did:plc:lena", "handle": "lena.test", "active": True, **tokens}


WALLS = {
    "a page": ("text/html", b"<html><title>Please log in</title></html>", 200),
    "a broken gateway": ("text/html", b"<html>502 Bad Gateway</html>", 502),
    "a refusal": ("application/json", b'{"error": "AuthenticationRequired", "message": "Invalid password"}', 401),
    "nonsense": ("application/json", b'{"feed": 7, "logs": "yes"}', 200),
}


@contextmanager
def a_wall(kind):
    """It stands until the end of a test."""
    wall = Wall(*WALLS[kind])
    thread = threading.Thread(target=wall.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield wall
    finally:
        wall.shutdown()
        thread.join()
        wall.server_close()


@pytest.fixture
def world():
    """A Mastodon server on which owner and bot have planted tokens."""
    with open_world("mastodon") as world:
        for who, token in (("owner", POSTING_TOKEN), ("owner", OWNER_TOKEN), ("bot", BOT_TOKEN)):
            held = world.server.logins[world.tokens[who]]
            world.server.logins[token] = Login(held.person, held.scopes)
            world.tokens[who] = token
        yield world


def configured(world, service):
    """Every login that there can be, a drafting model behind a password, and a watcher."""
    model = service.replace("://", f"://lena:{MODEL_PASSWORD}@")
    return f"""
[owner]
timezone = "Europe/Berlin"
[mastodon.owner]
address = "{world.address("owner")}"
server = "{world.base}"
[mastodon.bot]
address = "{world.address("bot")}"
server = "{world.base}"
[bluesky.owner]
handle = "lena.test"
service = "{service}"
[bluesky.bot]
handle = "nudge.test"
service = "{service}"
[deliver]
through = "mastodon"
at = "as-they-come"
quiet = ""
[drafts]
by = "model"
[drafts.model]
url = "{model}/v1"
name = "small"
[choose]
second_reader = "model"
[choose.model]
url = "{model}/v1"
name = "small"
[health]
ping_url = "{service}/{PING}"
"""


def in_variables(folder):
    """Each secret in a variable of its own."""
    return {variable(login): secret for login, (_, secret) in LOGINS.items()}


def in_files(folder):
    """Each in the file that the configuration names."""
    (folder / "secrets").mkdir(mode=0o700, exist_ok=True)
    lines = (folder / "config.toml").read_text()
    for login, (key, secret) in LOGINS.items():
        put_away(folder / "secrets" / login, secret)
        lines = lines.replace(f"[{section(login)}]\n", f'[{section(login)}]\n{key}_file = "secrets/{login}"\n')
    (folder / "config.toml").write_text(lines)
    return {}


def in_named_files(folder):
    """Each in a file that a variable names, as containers do it."""
    (folder / "secrets").mkdir(mode=0o700, exist_ok=True)
    for login, (_, secret) in LOGINS.items():
        put_away(folder / "secrets" / login, secret)
    return {f"{variable(login)}_FILE": str(folder / "secrets" / login) for login in LOGINS}


def in_the_configuration(folder):
    """Each in config.toml itself."""
    lines = (folder / "config.toml").read_text()
    for login, (key, secret) in LOGINS.items():
        lines = lines.replace(f"[{section(login)}]\n", f'[{section(login)}]\n{key} = "{secret}"\n')
    put_away(folder / "config.toml", lines)
    return {}


def variable(login):
    """The variable that can hold the secret of a login."""
    return "__".join(["NUDGE", *section(login).upper().split("."), LOGINS[login][0].upper()])


def section(login):
    """Where the configuration speaks of it: an account's second login stands with the account."""
    return ".".join(login.split(".")[:2])


def put_away(path, content):
    """As `chmod 600` leaves it."""
    path.write_text(content)
    path.chmod(0o600)


# --- what is looked through

put_together = cache(get_command)
"""The commands that can be typed: a program puts them together once."""


@pytest.fixture
def seen(caplog, monkeypatch):
    """Everything that could be read by somebody who should not see a secret, what libraries log included."""
    caplog.set_level(1)
    monkeypatch.setattr("bot.cli.queue.PATIENCE", 0.0)
    monkeypatch.setattr("typer.testing._get_command", put_together)
    seen = Seen()
    yield seen
    structlog.reset_defaults()


def nudge(seen, folder, caplog, *words, **environment):
    """Type a command, and keep all that it says: output, errors, tracebacks, logs, and the files that it leaves."""
    ended = CliRunner().invoke(app, list(words), env={"NUDGE_FOLDER": str(folder), **environment})
    place = f"nudge {' '.join(words)}"
    seen.add(place, ended.output)
    if ended.exception is not None and not isinstance(ended.exception, SystemExit):
        seen.add(f"{place}: traceback", "".join(traceback.format_exception(ended.exception)))
        if isinstance(ended.exception, BotError):
            seen.add(f"{place}: failure", output.failure(ended.exception))
    seen.add(f"{place}: log", caplog.text)
    caplog.clear()
    for name, content in files(folder).items():
        seen.add(name, content)
    return ended


# --- the search itself


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_is_found_however_it_is_written(name):
    """Whole, in part, quoted, encoded: else the tests below would say nothing."""
    for needle in written(SECRETS[name]):
        assert name in found_in(f"before {needle} after")


def test_nothing_is_found_where_nothing_is():
    """Ordinary output is no secret."""
    assert found_in(f"{QUESTION} {WORDS} Alive. 2026-11-18T17:00:00+00:00 did:plc:l3nam4rshwr1tesn0vels2a5") == []


def test_every_secret_of_the_configuration_has_its_canary():
    """A login that is added is looked for as well."""
    assert set(LOGINS) == {login.name for login in credentials.LOGINS}


# --- the commands


@pytest.mark.parametrize("put", [in_variables, in_files, in_named_files, in_the_configuration])
def test_no_command_says_a_secret(put, world, seen, caplog, tmp_path):
    """Each command, with every secret where it may be, on a network of which one half answers well."""
    world.post("alice", QUESTION)
    with a_wall("nonsense") as wall:
        (tmp_path / "config.toml").write_text(configured(world, wall.url))
        environment = put(tmp_path)
        for words in COMMANDS:
            nudge(seen, tmp_path, caplog, *words, **environment)
        assert wall.logins
    assert list(tmp_path.glob("secrets/*.session"))
    assert {"nudge.db", "nudge status --json", "nudge once: log"} <= set(seen.places)
    assert seen.leaks() == {}


@pytest.mark.parametrize("kind", sorted(WALLS))
def test_no_error_of_a_login_says_a_secret(kind, world, seen, caplog, tmp_path):
    """A page, a gateway, a refusal, nonsense: on Bluesky from the wall, on Mastodon by a token that is not known."""
    world.server.logins.clear()
    with a_wall(kind) as wall:
        (tmp_path / "config.toml").write_text(configured(world, wall.url))
        environment = in_variables(tmp_path)
        for words in (
            ("check",),
            ("check", "--json"),
            ("once",),
            ("look",),
            ("status", "--json"),
            ("health", "--json"),
        ):
            nudge(seen, tmp_path, caplog, *words, **environment)
    assert b"does not accept this login" in seen.places["nudge check"]
    assert seen.leaks() == {}


BROKEN = {
    "a line that is no TOML": f'[mastodon.owner]\naddress = "lena@writers.example"\ntoken = "{OWNER_TOKEN}\n',
    "a secret without quotation marks": f"[mastodon.owner]\ntoken = {OWNER_TOKEN}\n",
    "a list of secrets": f'[mastodon.owner]\naddress = "lena@writers.example"\ntoken = ["{OWNER_TOKEN}"]\n',
    "a table of secrets": f'[bluesky.owner]\nhandle = "lena.test"\napp_password = {{ value = "{OWNER_PASSWORD}" }}\n',
    "a secret where a table should be": f'[mastodon]\nowner = "{OWNER_TOKEN}"\n',
    "a misspelt key": f'[mastodon.owner]\naddress = "lena@writers.example"\ntokn = "{OWNER_TOKEN}"\n',
    "a misspelt section": f'[mastodn.owner]\ntoken = "{OWNER_TOKEN}"\n',
    "a token instead of a file": f'[mastodon.owner]\naddress = "lena@writers.example"\ntoken_file = "{OWNER_TOKEN}"\n',
    "a password instead of a file": f'[bluesky.bot]\nhandle = "nudge.test"\napp_password_file = "{BOT_PASSWORD}"\n',
    "a key instead of a file": f'[drafts]\nby = "model"\n[drafts.model]\nname = "m"\nkey_file = "{MODEL_KEY}"\n',
    "a file that is a folder": '[mastodon.owner]\naddress = "lena@writers.example"\ntoken_file = "secrets"\n',
    "a file that is no text": '[mastodon.owner]\naddress = "lena@writers.example"\ntoken_file = "secrets/binary"\n',
    "an address that is none": f'[drafts.model]\nurl = "{MODEL_PASSWORD}"\n',
    "a password in an address that is none": f'[drafts.model]\nurl = "htp://lena:{MODEL_PASSWORD}@models.example/v1"\n',
    "a watcher that is no address": f'[health]\nping_url = "watch.example/{PING}"\n',
    "a token twice": f'[mastodon.owner]\ntoken = "{OWNER_TOKEN}"\ntoken = "{BOT_TOKEN}"\n',
}


@pytest.mark.parametrize("how", sorted(BROKEN))
def test_no_complaint_about_the_configuration_says_a_secret(how, seen, caplog, tmp_path):
    """Whatever is wrong with the line in which it stands, the line is named and not repeated."""
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "binary").write_bytes(b"\xff\xfe" + OWNER_TOKEN.encode())
    (tmp_path / "config.toml").write_text(BROKEN[how])
    for words in (("check",), ("check", "--json"), ("once",), ("status",), ("look",)):
        nudge(seen, tmp_path, caplog, *words)
    assert seen.places["nudge check"]
    assert seen.leaks() == {}


@pytest.mark.parametrize(
    "name", ["NUDGE__MASTODON", "NUDGE__MASTODON__OWNER", "NUDGE__MASTODON__OWNER__TOKN", "NUDGE__TOKEN"]
)
def test_no_complaint_about_a_variable_says_what_is_in_it(name, seen, caplog, tmp_path):
    """A secret in a variable of another name is not repeated."""
    for words in (("check",), ("check", "--json"), ("once",)):
        nudge(seen, tmp_path, caplog, *words, **{name: OWNER_TOKEN})
    assert seen.places["nudge check"]
    assert seen.leaks() == {}


# --- the whole program


class Screen(io.StringIO):
    """What somebody looks at, or not."""

    def __init__(self, *, is_one: bool) -> None:
        self.is_one = is_one
        super().__init__()

    def isatty(self) -> bool:
        """Whether it has colours and room for a picture of a fault."""
        return self.is_one


def an_evening(house, world):
    """Someone asks, the owner answers; between them a page, nonsense, a lost answer, a refused message, an ended login."""
    world.post("alice", QUESTION)
    house.go()
    for how in ("html", "nonsense", "before", "empty"):
        world.server.faults.add(how, On.READ)
        house.passes(minutes=70)
        house.go()
    house.passes(minutes=70)
    house.go()
    house.said(WORDS, to=house.nudge())
    house.said("send", to=house.preview())
    for how, on in (("500", On.WRITE), ("html", On.MESSAGE)):
        world.server.faults.add(how, on)
        house.passes(minutes=3)
        house.go()
    for _ in range(3):
        house.passes(minutes=12)
        house.go()
    held = world.server.logins.copy()
    world.server.logins.clear()
    house.program.once()
    world.server.logins.update(held)


@pytest.fixture(params=[("json", False), ("text", True), ("text", False)], ids=["json", "screen", "journal"])
def evening(request, world, seen, caplog, tmp_path, monkeypatch):
    """Runs it, with the program's log for a machine, for a screen or for a journal; gives all that was seen."""
    form, is_one = request.param

    def run():
        screen = Screen(is_one=is_one)
        monkeypatch.setattr(sys, "stderr", screen)
        configure(form=form)
        monkeypatch.setattr(MastodonReader, "recent_posts", a_fault_of_ours)
        house = House(world, tmp_path, {"deliver": {"at": "as-they-come", "quiet": "", "through": "mastodon"}})
        an_evening(house, world)
        Pulse(house.program, tmp_path).beat()
        assert house.publications() == 1
        seen.add("log", screen.getvalue())
        seen.add("what libraries log", caplog.text)
        for closing in (lambda: None, house.store.close):  # what stands beside the database, and what ends in it
            closing()
            for name, content in files(tmp_path).items():
                seen.add(name, content)
        return seen

    return run


def a_fault_of_ours(*things, **more):
    """A bug, at a place from which tokens can be reached."""
    raise ZeroDivisionError


def test_the_whole_program_says_no_secret(evening):
    """Not in its log, for a machine or a screen; not in the database or the files beside it; not in the heartbeat."""
    seen = evening()
    assert {"log", "nudge.db", "heartbeat.json"} <= set(seen.places)
    assert b"published" in seen.places["log"] or b"What you approved stands in public." in seen.places["log"]
    assert b"ZeroDivisionError" in seen.places["log"]
    assert b"does not accept this login" in seen.places["heartbeat.json"]
    assert seen.leaks() == {}


def test_a_traceback_shows_no_secret_that_was_at_hand(seen, monkeypatch):
    """What is logged of a fault are its lines, never the values in them: on a screen neither."""
    for form, is_one in (("json", False), ("text", True), ("text", False)):
        screen = Screen(is_one=is_one)
        monkeypatch.setattr(sys, "stderr", screen)
        configure(form=form)
        client = ModelDrafter(url="http://127.0.0.1:1", name="small", key=MODEL_KEY)
        try:
            a_fault_of_ours(client, {"authorization": f"Bearer {client.key}"})
        except ZeroDivisionError:
            structlog.get_logger().exception("step_failed", client=client)
        seen.add("log", screen.getvalue())
    assert b"ZeroDivisionError" in seen.places["log"]
    assert seen.leaks() == {}


# --- and it would have been found

LEAKS = {
    "a token in the log": ("log", lambda _: structlog.get_logger().info("read", token=OWNER_TOKEN)),
    "half a token in the log": ("log", lambda _: structlog.get_logger().info("read", token=OWNER_TOKEN[:14])),
    "a token in a library's log": (
        "what libraries log",
        lambda _: logging.getLogger("x").debug(BOT_TOKEN),
    ),
    "a token in the database": ("nudge.db", lambda tx: settings.put(tx, settings.TOPICS, (OWNER_TOKEN,))),
    "a token in an error": (
        "heartbeat.json",
        lambda tx: sources.read_badly(
            tx, "answers", problem=str(PlatformError(f"Bearer {BOT_TOKEN}")), retry_at=None, login_ended=True
        ),
    ),
}


@pytest.mark.parametrize("evening", [("json", False)], indirect=True, ids=["json"])
@pytest.mark.parametrize("how", sorted(LEAKS))
def test_a_leak_would_be_found(how, evening, monkeypatch):
    """The same evening with a program that says a secret once: each place is really looked at."""
    place, leak = LEAKS[how]
    act = Answers.act

    def leaking(self):
        with self.store.begin() as tx:
            leak(tx)
        return act(self)

    monkeypatch.setattr(Answers, "act", leaking)
    assert place in evening().leaks()


def test_a_leak_in_what_a_command_says_would_be_found(seen, caplog, tmp_path, monkeypatch):
    """The same for output, failures and tracebacks."""

    def leaking(*_):
        raise PlatformError(f"Authorization: Bearer {OWNER_TOKEN}")

    monkeypatch.setattr("bot.config.survey", leaking)
    monkeypatch.setattr("bot.setup.check.check", lambda *_: Found(fine=[f"a login with {BOT_TOKEN}"]))
    nudge(seen, tmp_path, caplog, "check")
    assert set(seen.leaks()) == {"nudge check: traceback", "nudge check: failure"}
    monkeypatch.undo()
    monkeypatch.setattr("bot.setup.check.check", lambda *_: Found(fine=[f"a login with {BOT_TOKEN}"]))
    nudge(seen, tmp_path, caplog, "check", "--json")
    assert "nudge check --json" in seen.leaks()
