"""Whoever sets it up wrongly reads what is wrong and what to do; nothing is sent, and nothing is a fault of the program."""

from __future__ import annotations

import io
import shlex
import socket
from contextlib import contextmanager

import pytest

from bot.cli import main
from tests.cli.sixty import FINE, WAYS
from tests.cli.sixty_more import MORE
from tests.servers.mastodon.world import open_world

LONGEST = 320
"""Characters that a line may have that says what is wrong."""


@pytest.fixture
def world():
    with open_world() as found:
        yield found


@contextmanager
def nobody_there():
    """A server of which the port is taken, so that nobody can listen there."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


def happens(world, moved):
    """What the server is, or what the two accounts are to each other, when somebody comes."""
    if moved == "a web page":
        world.page(".*", 200, body="<html>Welcome</html>", kind="text/html")
    elif moved == "elsewhere":
        world.control(redirect_to="http://127.0.0.1:9")
    elif moved == "strangers":
        world._towards("owner", "bot", "unfollow")
        world._towards("bot", "owner", "unfollow")


def written(way, folder, filled):
    """What lies in the folder before."""
    encoding, _, others = way.encoding.partition(" of ")
    files = dict(way.files) | ({} if way.config is None else {"config.toml": way.config})
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        encoded = encoding if bool(others) is (name != "config.toml") else "utf-8"
        file.write_bytes(filled(content).encode(encoded))
        file.chmod(0o600)


def typed(way, filled, monkeypatch, capsys):
    """The command with its words; its code, and all that it says."""
    monkeypatch.setattr("sys.argv", ["nudge", *shlex.split(filled(way.typed))])
    monkeypatch.setattr("sys.stdin", io.StringIO(way.stdin))
    code = 0
    try:
        main.main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    return code, "".join(capsys.readouterr())


@pytest.fixture
def somebody(tmp_path, monkeypatch, nothing_given):
    """Somebody whose machine tells UTC, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "UTC")
    return monkeypatch


def test_there_are_sixty_of_them():
    """Each another one; and as many again, with what is near to them."""
    assert len({way.name for way in WAYS}) == len(WAYS) == 60
    assert len({way.name for way in (*WAYS, *MORE)}) == len(WAYS) + len(MORE) >= 120


@pytest.mark.parametrize("way", [*WAYS, *MORE], ids=lambda way: way.name)
def test_a_way_to_set_it_up_wrongly(world, way, tmp_path, somebody, capsys):
    """One line says what, one what to do; the exit code fits, and nothing was written under anybody's name."""
    few = world.server.login(world.server.network.find(world.address("owner")), "read:accounts")
    tokens = {f"token_{who}": world.tokens[who] for who in ("owner", "bot", "carol")} | {"token_few": few}
    with nobody_there() as closed:
        names = {who: world.address(who) for who in ("owner", "bot", "carol")}
        user, _, domain = names["owner"].partition("@")
        known = {
            "base": world.base,
            "host": world.base.removeprefix("http://"),
            "closed": closed,
            "folder": str(tmp_path),
        }
        known |= {"joined": f"{user}@\u2060{domain}", "loud": names["owner"].upper(), **names, **tokens}

        def filled(text):
            for name, value in known.items():
                text = text.replace(f"{{{name}}}", value)
            return text

        written(way, tmp_path, filled)
        happens(world, way.moved)
        for name, value in way.environ.items():
            somebody.setenv(name, filled(value))
        before, lay = len(world.server.requests), lies_there(tmp_path)
        code, said = typed(way, filled, somebody, capsys)
    assert (code, filled(way.what) in said, filled(way.do) in said) == (way.code, True, True), said
    assert "Traceback" not in said
    assert not any(token in said for token in tokens.values())
    assert [line for line in said.splitlines() if len(line) > LONGEST and "/oauth/authorize?" not in line] == []
    assert sent(world, before) == []
    assert way.code == FINE or lies_there(tmp_path).items() >= lay.items()
    assert "\u2060" not in lies_there(tmp_path).get("config.toml", b"").decode(errors="replace")
    assert not list(tmp_path.parent.glob(f"{tmp_path.name}?*"))  # a folder that was misspelt


def lies_there(folder):
    """Every file of a folder, with what it holds."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def sent(world, since):
    """What was written there, beyond what is asked for a token."""
    asking = ("/api/v1/apps", "/oauth/token", "/oauth/revoke")
    return [(method, path) for method, path in world.server.requests[since:] if method != "GET" and path not in asking]


def test_a_server_that_is_written_wrongly_gets_no_login_in_its_place(world, tmp_path, somebody, capsys):
    """Nobody is asked at the usual place instead: the token is that server's alone."""
    way = next(way for way in WAYS if way.name == "a server with a path")

    def filled(text):
        there = text.replace("{base}/web/home", f"{world.base}/web/home").replace("{token_owner}", "its-own-token")
        return there.replace("{owner}", f"lena@{world.base.removeprefix('http://').partition(':')[0]}")

    written(way, tmp_path, filled)
    asked = []
    somebody.setattr("requests.Session.send", lambda _session, request, **_: asked.append(request.url))
    code, said = typed(way, filled, somebody, capsys)
    assert (code, asked) == (2, []), said
