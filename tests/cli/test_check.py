"""`nudge check` says whose each login is and what it may do, and what is wrong, all at once, without writing anything."""

from __future__ import annotations

import json
import socket
import threading
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from bot.clock import utc_now
from bot.config import keeping
from bot.platforms.mastodon import policies, survey
from bot.platforms.mastodon.login import Login
from bot.platforms.mastodon.oauth import SCOPES, TIMEOUTS, App, KeptApps, _print
from bot.platforms.setup import Role
from tests.cli.somebody import plays
from tests.servers.mastodon.world import open_world


@pytest.fixture
def world():
    with open_world() as found:
        yield found


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.delenv("NUDGE_FOLDER", raising=False)
    return tmp_path


READS = ("read",)
POSTS = ("read:accounts", "read:statuses", "write:statuses")


def set_up(world, folder, *, more="", **logins):
    """A folder with these logins: `owner`, `posting`, `bot`, each with its scopes."""
    bot = "bot" in logins
    text = f'[owner]\ntimezone = "Europe/Lisbon"\n[mastodon.owner]\naddress = "{world.address("owner")}"\n'
    text += f'server = "{world.base}"\n'
    if bot:
        text += f'[mastodon.bot]\naddress = "{world.address("bot")}"\nserver = "{world.base}"\n'
        text += '[deliver]\nthrough = "mastodon"\n'
    keeping.put(folder / "config.toml", text + more)
    for name, scopes in logins.items():
        who, file = ("bot", "mastodon_bot") if name == "bot" else ("owner", f"mastodon_{name}")
        token = world.server.login(world.server.network.find(world.address(who)), *scopes)
        keeping.put(folder / "secrets" / file.replace("mastodon_posting", "mastodon_owner_posting"), token)
    return folder


def checked(folder):
    return plays(folder, "check")


def test_it_says_whose_each_login_is_and_what_it_may_do(world, folder):
    """Two logins of one's own account, each with its rights; nothing to mend."""
    set_up(world, folder, owner=READS, posting=POSTS, bot=("read", "write"))
    world.server.requests.clear()
    code, screen = checked(folder)
    assert code == 0
    assert screen == (
        "Nothing to mend, five are fine.\n\n"
        "  config.toml\n"
        "  the rules\n"
        "  Mastodon, your account: owner@home.example (may read)\n"
        "  Mastodon, your account, for posting: owner@home.example (may post what you approve)\n"
        "  Mastodon, second account\n\n"
        "Nothing was changed and nothing was sent.\n"
    )
    assert not [path for method, path in world.server.requests if method not in ("GET", "HEAD")]


@pytest.mark.parametrize("written", [None, "[owner\n", "[[rules]]\nname = 'mine'\nwhen = \n"])
def test_where_nothing_could_be_looked_at_nothing_is_said_to_be_fine(folder, written):
    """Neither a file that is not there nor one that cannot be read says which rules are meant."""
    if written is not None:
        keeping.put(folder / "config.toml", written)
    code, screen = checked(folder)
    assert (code, screen.splitlines()[0]) == (2, "One thing to mend.")
    assert json.loads(plays(folder, "check", "--json")[1])["fine"] == []


def test_what_is_fine_is_named_also_where_no_login_is(folder):
    """ "One is fine" could be the network, of which nothing was looked at."""
    set_up(SimpleNamespace(address=lambda who: f"{who}@writers.example", base="https://writers.example"), folder)
    code, screen = checked(folder)
    assert (code, screen.splitlines()[0]) == (2, "One thing to mend, one is fine.")
    assert screen.endswith("\n\nFine:\n\n  the rules\n\nNothing was changed and nothing was sent.\n")


def test_a_program_is_told_the_same_as_a_person(world, folder):
    """As many things are fine, under the same names."""
    set_up(world, folder, owner=READS, posting=POSTS, bot=("read", "write"))
    code, screen = plays(folder, "check", "--json")
    found = json.loads(screen)
    assert code == 0
    assert found["fine"] == [
        "config.toml",
        "the rules",
        "Mastodon, your account",
        "Mastodon, your account, for posting",
        "Mastodon, second account",
    ]
    assert found["logins"] == {
        "Mastodon, your account": "owner@home.example (may read)",
        "Mastodon, your account, for posting": "owner@home.example (may post what you approve)",
    }


OFF = "[publish]\nenabled = false\n"


def silent_about_rights(world):
    """As GoToSocial does: whoever asks what an application was given is turned away."""
    said = {"error": "This action is outside the authorized scopes"}
    world.page("GET /api/v1/apps/verify_credentials", 403, body=json.dumps(said), kind="application/json", times=9)


def made_here(world, folder, file, role):
    """A login of this folder is one that its own page gave, with the rights of its role."""
    token = (folder / "secrets" / file).read_text().strip()
    app = App("id", "secret", " ".join(SCOPES[role]), made=(_print(token),))
    KeptApps(folder / "secrets" / "mastodon_apps.json").put(world.base, role, app)


@pytest.mark.parametrize(("more", "posts"), [("", "; what you approve is posted with it"), (OFF, "")])
def test_where_nobody_tells_what_a_login_may_do_nothing_is_claimed(world, folder, more, posts):
    """A token that was made by hand, on a server that is silent; whether it posts is the configuration's."""
    set_up(world, folder, owner=READS, more=more)
    silent_about_rights(world)
    code, screen = checked(folder)
    assert code == 0
    assert f"  Mastodon, your account: owner@home.example (its server does not tell what it may do{posts})\n" in screen


@pytest.mark.parametrize(
    ("more", "says"), [("", "may post what you approve"), (OFF, "may post; config.toml lets nothing be posted")]
)
def test_where_the_server_is_silent_a_login_may_do_what_was_asked_for_it(world, folder, more, says):
    """The program made it, and knows what for."""
    set_up(world, folder, owner=READS, posting=POSTS, more=more)
    made_here(world, folder, "mastodon_owner", Role.READING)
    made_here(world, folder, "mastodon_owner_posting", Role.POSTING)
    silent_about_rights(world)
    code, screen = checked(folder)
    assert code == 0
    assert "  Mastodon, your account: owner@home.example (may read)\n" in screen
    assert f"  Mastodon, your account, for posting: owner@home.example ({says})\n" in screen


def test_a_login_that_could_post_is_not_said_to_do_so_where_nothing_is_posted(world, folder):
    """`enabled = false` is stronger than any right."""
    code, screen = checked(set_up(world, folder, owner=("read", "write"), more=OFF))
    assert (code, "owner@home.example (may read and post)\n" in screen) == (0, True)


def test_one_token_for_both_works_and_is_said(world, folder):
    """With the way to two."""
    code, screen = checked(set_up(world, folder, owner=("read", "write")))
    assert code == 0
    assert "one token reads and posts. Two are safer" in screen
    assert "nudge login mastodon --posting, then nudge login mastodon." in screen


def test_a_reader_that_may_write_beside_a_posting_token_is_said(world, folder):
    """The second one is worth nothing then."""
    code, screen = checked(set_up(world, folder, owner=("read", "write"), posting=POSTS))
    assert (code, "the token that reads may also post, though there is one for that" in screen) == (0, True)


def test_a_posting_token_that_may_not_post_is_to_be_mended(world, folder):
    """By the command that makes one."""
    code, screen = checked(set_up(world, folder, owner=READS, posting=READS))
    assert code == 2
    assert "Mastodon, your account, for posting: this login was not given the right write:statuses" in screen
    assert "nudge login mastodon --posting makes one that has it" in screen


def test_a_posting_token_of_somebody_else_is_to_be_mended(world, folder):
    """Nothing is posted with it."""
    set_up(world, folder, owner=READS)
    keeping.put(folder / "secrets" / "mastodon_owner_posting", world.tokens["carol"])
    code, screen = checked(folder)
    assert code == 2
    assert "this token belongs to carol@home.example, and config.toml says owner@home.example" in screen


def test_rights_are_compared_by_name(world, folder):
    """Those that are granted are not asked for, and nothing that is missing is overlooked."""
    bot = ("read:accounts", "read:statuses", "read:notifications", "read:follows", "write:statuses")
    code, screen = checked(set_up(world, folder, owner=READS, bot=bot))
    assert code == 2
    assert screen.count("was not given the right") == 1
    assert "Mastodon, second account: this login was not given the right read:search" in screen


def test_likes_that_cannot_be_seen_are_said(world, folder):
    """It works without them."""
    scopes = ("read:accounts", "read:statuses", "read:notifications", "read:follows", "read:filters", "read:lists")
    code, screen = checked(set_up(world, folder, owner=scopes))
    assert (code, "read:favourites" in screen) == (0, True)


def test_rules_about_bots_are_quoted(world, folder):
    """Whether they fit is for the owner to say."""
    world.server.network.rules = ["Be kind.", "Bots must be marked, and no AI-generated posts."]
    code, screen = checked(set_up(world, folder, owner=READS))
    assert code == 0
    assert 'has a rule about this: "Bots must be marked, and no AI-generated posts."' in screen
    assert "Be kind" not in screen


def test_a_clock_that_is_wrong_is_said(world, folder):
    """By that of the server; a quarter of an hour is much."""
    ahead = utc_now() + timedelta(minutes=40) - world.server.network.clock.now()
    world.server.control({"advance": ahead.total_seconds()})
    code, screen = checked(set_up(world, folder, owner=READS))
    assert (code, "are 40 minutes apart" in screen) == (0, True)


def test_a_server_that_breaks_off_while_its_clock_is_read_says_nothing_of_it(world):
    """Everything else is looked at all the same; its own check has said what there is to say."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        gone = Login(f"http://127.0.0.1:{taken.getsockname()[1]}", "x", policies.reader(), TIMEOUTS, "")
        assert list(survey._skew(gone, utc_now)) == []
        gone.close()
    world.page("GET /api/v2/instance", 301, headers={"Location": "https://social.home.example/api/v2/instance"})
    moved = Login(world.base, "x", policies.reader(), TIMEOUTS, "")
    assert list(survey._skew(moved, utc_now)) == []
    moved.close()


def test_a_server_that_is_not_there_is_said_by_its_cause(world, folder):
    """Once for the login, with what can be done."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        set_up(world, folder, owner=READS)
        config = folder / "config.toml"
        config.write_text(config.read_text().replace(world.base, f"http://127.0.0.1:{taken.getsockname()[1]}"))
        code, screen = checked(folder)
    assert code == 2
    assert screen.startswith("One thing to mend")
    assert "could not be reached: nothing listens there" in screen
    assert "Is the address right (the port too), and is the server up?" in screen


def test_a_token_file_with_three_lines_is_read_for_what_it_is(world, folder):
    """What a server shows of an application, all of it pasted."""
    set_up(world, folder, owner=READS)
    file = folder / "secrets" / "mastodon_owner"
    token = file.read_text()
    file.write_text(f"client key\nclient secret\n{token}\n")
    code, screen = checked(folder)
    assert (code, "has 3 lines, and one is wanted: the access token alone" in screen) == (2, True)
    assert token not in screen
    file.write_text(f"{token}\n{world.base}\nclient key\nclient secret\n")
    assert checked(folder)[0] == 0


def test_a_login_that_never_worked_is_not_said_to_have_ended(world, folder):
    """It may just be a wrong paste."""
    set_up(world, folder)
    keeping.put(folder / "secrets" / "mastodon_owner", "nonsense")
    code, screen = checked(folder)
    assert (code, "does not accept this login" in screen, "no longer" in screen) == (2, True, False)


def test_what_cel_says_of_a_rule_that_lacks_its_words_is_said_at_once(world, folder):
    """Mending one thing brings up no other."""
    rule = '[[rules]]\nname = "one"\nwhen = "post.asks_hlp"\nscore = 1\n'
    code, screen = checked(set_up(world, folder, owner=READS, more=rule))
    assert code == 2
    assert screen.startswith("Two things to mend")
    assert 'the rule "one" has no "because"' in screen
    assert "asks_hlp" in screen


@contextmanager
def a_model(answer):
    """An endpoint on the loopback that knows one key, and one model."""

    class Endpoint(BaseHTTPRequestHandler):
        def do_GET(self):
            body = json.dumps({"data": [{"id": "llama3.2:latest"}]}).encode()
            self.send_response(answer if self.headers["Authorization"] == "Bearer good" else 401)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("key", "name", "status", "says"),
    [
        ("good", "llama3.2", 200, "Nothing to mend, four are fine."),
        ("bad", "llama3.2", 200, "127.0.0.1 does not accept the key"),
        ("good", "gpt-7", 200, 'has no model "gpt-7".'),
        ("good", "gpt-7", 404, "Nothing to mend, four are fine."),
    ],
)
def test_the_endpoint_of_a_model_is_tried_without_a_word(world, folder, key, name, status, says):
    """Its list of models tells whether key and name are right; one that has no list is not doubted."""
    with a_model(status) as url:
        more = f'[drafts]\nby = "model"\n[drafts.model]\nurl = "{url}"\nname = "{name}"\nkey = "{key}"\n'
        _, screen = checked(set_up(world, folder, owner=READS, more=more))
    assert says in screen
    assert "Bearer" not in screen


@pytest.mark.parametrize("section", ["choose", "drafts"])
def test_the_endpoint_of_the_second_reader_is_tried_too(world, folder, section):
    """Whichever it goes by: one of its own, or that of the drafts, which it has without."""
    with a_model(200) as url:
        more = f'[choose]\nsecond_reader = "model"\n[{section}.model]\nurl = "{url}"\nname = "m"\nkey = "bad"\n'
        code, screen = checked(set_up(world, folder, owner=READS, more=more))
    assert (code, "127.0.0.1 does not accept the key" in screen) == (2, True), screen
    assert ("The second reader: 127" if section == "choose" else "The drafting model: 127") in screen


def test_one_endpoint_for_both_is_tried_once(world, folder):
    """And named once."""
    with a_model(200) as url:
        more = f'[choose]\nsecond_reader = "model"\n[drafts]\nby = "model"\n[drafts.model]\nurl = "{url}"\n'
        _, screen = checked(set_up(world, folder, owner=READS, more=f'{more}name = "m"\nkey = "bad"\n'))
    assert screen.count("does not accept the key") == 1


def test_an_endpoint_that_is_not_there_is_said_by_its_cause(world, folder):
    """As any other server."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        more = f'[drafts]\nby = "model"\n[drafts.model]\nurl = "{url}"\nname = "m"\n'
        code, screen = checked(set_up(world, folder, owner=READS, more=more))
    assert (code, "The drafting model: 127.0.0.1: nothing listens there" in screen) == (2, True)
