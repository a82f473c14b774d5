"""The first hour, as somebody plays it who has never seen the program; each transcript is what they see, whole."""

from __future__ import annotations

import errno
import json
import os
import re
import socket
import stat
from pathlib import Path

import pytest

from bot.cli import asking
from bot.config import keeping, load
from bot.domain import Network
from bot.setup import logins
from bot.setup.first_test import FirstTest
from bot.store import answers, open_store, ownership, people
from tests.cli.somebody import plays
from tests.cli.started import started
from tests.servers.mastodon.world import open_world

NOWHERE = "http://127.0.0.1:1"
PAGE = re.compile(r"http://\S+/oauth/authorize\S+")


@pytest.fixture
def world():
    with open_world() as found:
        yield found


pytestmark = pytest.mark.usefixtures("nothing_given")


@pytest.fixture
def folder(new_folder):
    return new_folder


def agreed(world, who="owner"):
    """What somebody pastes who opened the page that is on the screen, and agreed as `who`."""

    def opened(shown):
        return world.server.oauth.agree(PAGE.findall(shown)[-1], world.server.network.find(world.address(who)))

    return opened


def set_up(world, folder, *typed, code=None):
    """The first command, with everything given that can be."""
    given = ["--address", world.address("owner"), "--server", world.base, "--timezone", "Europe/Lisbon"]
    return plays(folder, "init", *given, *typed, answers=[("Code:", code or agreed(world))])


def token(folder, name):
    return (folder / "secrets" / name).read_text().strip()


# --- init


def test_the_first_command(world, folder):
    """Two questions and one paste; it says what it may, what it wrote, and what comes next."""
    code, screen = plays(
        folder, "init", "--server", world.base,
        answers=[("address there?", world.address("owner")), ("which city", "lisbon"), ("Code:", agreed(world))],
    )  # fmt: skip
    assert code == 0
    assert screen == (
        "Where do you talk with people? Mastodon: lena@writers.example. Bluesky: lena.bsky.social. Or both.\n"
        "Your address there? \n"
        "In which city do you live (for the time zone)? \n"
        "For now I only need to read. Open this page, agree, and paste the code that it shows:\n"
        "  https://home.example/oauth/authorize?…\n"
        "Code: \n"
        "Good evening, Owner. I may read; I may not post.\n"
        "Written: secrets/mastodon_owner (only you can open it).\n"
        "Written: config.toml (only you can open it).\n"
        "Next: nudge look --folder FOLDER\n"
    )


def test_what_it_writes_is_short_and_for_one_user_alone(world, folder):
    """It reads, and it is set so that nothing is posted before that was allowed."""
    set_up(world, folder)
    written = (folder / "config.toml").read_text()
    held = load(folder, {})
    assert (held.mastodon.owner.address, str(held.owner.timezone)) == (world.address("owner"), "Europe/Lisbon")
    assert (held.publish.enabled, held.deliver.through) == (False, "terminal")
    assert len(written.splitlines()) < 20
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [folder, *folder.rglob("*")]}
    assert {mode for name, mode in modes.items() if name in ("nudge", "secrets")} == {0o700}
    assert {mode for name, mode in modes.items() if name not in ("nudge", "secrets")} == {0o600}


def test_run_again_it_changes_only_what_is_said(world, folder):
    """The login stays, and so does every other line."""
    set_up(world, folder)
    before, login = (folder / "config.toml").read_text(), token(folder, "mastodon_owner")
    code, screen = plays(folder, "init")
    assert (code, screen) == (0, "Next: nudge look --folder FOLDER\n")
    assert (folder / "config.toml").read_text() == before
    plays(folder, "init", "--timezone", "berlin")
    assert (folder / "config.toml").read_text() == before.replace("Europe/Lisbon", "Europe/Berlin")
    assert token(folder, "mastodon_owner") == login


def test_run_again_a_server_alone_is_that_of_the_account_there(folder):
    """Somebody whose account lives on a server of its own learns of `--server` after the first try."""
    plays(folder, "init", "--no-login", "--address", "lena.test", "--timezone", "Europe/Lisbon", "--server", NOWHERE)
    code, _ = plays(folder, "init", "--no-login", "--server", "pds.lena.test")
    assert (code, load(folder, {}, secrets=False).bluesky.owner.service) == (0, "https://pds.lena.test")


def test_run_again_a_server_alone_says_whose_it_is_where_there_are_two(folder):
    """It is not left out in silence, and nobody's server is changed."""
    both = ["--address", "lena@writers.example", "--address", "lena.bsky.social"]
    plays(folder, "init", "--no-login", *both, "--timezone", "Europe/Lisbon")
    before = (folder / "config.toml").read_text()
    code, screen = plays(folder, "init", "--no-login", "--server", "pds.lena.test")
    assert (code, screen) == (
        2, "Whose server is that? Say the address with it: nudge init --address YOURS --server https://…\n"
    )  # fmt: skip
    assert (folder / "config.toml").read_text() == before


@pytest.mark.parametrize(("typed", "option"), [
    (["--server", "pds.lena.test"], "--server"), (["--posting", "--address", "lena.test"], "--address"),
])  # fmt: skip
def test_what_a_login_cannot_change_is_said_and_not_left_out(folder, typed, option):
    """An address or a server of one's own account is for `init` to change."""
    plays(folder, "init", "--no-login", "--address", "lena.test", "--timezone", "Europe/Lisbon", "--server", NOWHERE)
    code, screen = plays(folder, "login", *typed)
    assert (code, screen) == (
        2, f"{option} goes with --bot or --moved. Of your own account: nudge init --address YOURS --server https://…\n"
    )  # fmt: skip


def test_unattended_it_asks_nothing(world, folder, monkeypatch):
    """Every answer can be an option or a variable; the login comes from the environment, or later."""
    monkeypatch.setenv("NUDGE_ADDRESS", world.address("owner"))
    monkeypatch.setenv("NUDGE_SERVER", world.base)
    monkeypatch.setenv("NUDGE_TIMEZONE", "Europe/Lisbon")
    code, screen = plays(folder, "init", "--no-login")
    assert (code, screen.splitlines()[-1]) == (0, "Next: nudge login mastodon --folder FOLDER")
    monkeypatch.setenv("NUDGE__MASTODON__OWNER__TOKEN", world.tokens["owner"])
    code, screen = plays(folder, "init")
    assert (code, screen.splitlines()[-1]) == (0, "Next: nudge look --folder FOLDER")


def test_without_anybody_it_says_which_option_is_missing(folder):
    """And writes nothing."""
    code, screen = plays(folder, "init")
    assert (code, folder.exists()) == (2, False)
    assert screen.endswith('There is nobody to ask: "Your address there?" Say it with --address.\n')
    code, screen = plays(folder, "init", "--address", "lena@writers.example", "--server", "https://writers.example")
    assert (code, folder.exists()) == (2, False)
    assert "--timezone" in screen


def test_the_zone_of_the_machine_is_offered_and_utc_is_not(folder, tmp_path, monkeypatch):
    """A server's clock says nothing of where its owner lives."""
    machine = tmp_path / "timezone"
    monkeypatch.setattr("bot.cli.init.ETC_TIMEZONE", machine)
    machine.write_text("Europe/Lisbon\n")
    given = ["init", "--address", "lena@writers.example", "--server", "https://writers.example", "--no-login"]
    _, screen = plays(folder, *given, answers=[("[Europe/Lisbon]", "")])
    assert str(load(folder, {}, secrets=False).owner.timezone) == "Europe/Lisbon"
    for name in ("Etc/UTC", "UTC", "GMT", "nonsense"):
        machine.write_text(f"{name}\n")
        (folder / "config.toml").unlink()
        _, screen = plays(folder, *given, answers=[("In which city", "Hull"), ("I know no", "London")])
        assert "[" not in screen.splitlines()[0]
        assert str(load(folder, {}, secrets=False).owner.timezone) == "Europe/London"


def test_enter_at_a_question_that_needs_an_answer_loses_nothing(folder):
    """It is asked again, with what it is for; what was typed before stands."""
    answers = [
        ("address there?", ""),
        ("address there?", "lena.bsky.social"),
        ("which city", ""),
        ("which city", "Lisbn"),
    ]
    answers += [("Did you mean Europe/Lisbon? [Europe/Lisbon]", "")]
    code, screen = plays(folder, "init", "--no-login", answers=answers)
    held = load(folder, {}, secrets=False)
    assert (code, held.bluesky.owner.handle, str(held.owner.timezone)) == (0, "lena.bsky.social", "Europe/Lisbon")
    assert "\nWithout it I do not know whom to read for.\n" in screen
    assert "\nWithout it I would write to you in the middle of the night.\n" in screen


def test_a_zone_that_there_is_none_of_is_said_before_anything_is_asked(folder):
    """Nobody types an address for nothing."""
    code, screen = plays(folder, "init", "--no-login", "--timezone", "Narnia")
    assert (code, folder.exists()) == (2, False)
    assert screen == 'There is no time zone "Narnia". The next bigger city will do, or a name like Europe/Lisbon.\n'


def test_ones_profile_in_a_browser_is_an_address_too(world, folder):
    """As it is copied there; a server tells how it calls the account, and where a login is made."""
    user = world.address("owner").partition("@")[0]
    answers = [("address there?", f"{world.base}/@{user} https://bsky.app/profile/Lena.bsky.social")]
    code, _ = plays(folder, "init", "--no-login", "--timezone", "Lisbon", answers=answers)
    held = load(folder, {}, secrets=False)
    assert (code, held.mastodon.owner.address, held.mastodon.owner.server) == (0, world.address("owner"), world.base)
    assert held.bluesky.owner.handle == "lena.bsky.social"


def test_a_profile_is_looked_up_once(world, folder, monkeypatch):
    """Its server is asked for it."""
    set_up(world, folder)
    asked, looked_up = [], logins.looked_up
    monkeypatch.setattr(logins, "looked_up", lambda typed: (asked.append(typed), looked_up(typed))[1])
    page = f"{world.base}/@{world.address('bot').partition('@')[0]}"
    plays(folder, "login", "--bot", "--address", page, answers=[("Code:", agreed(world, "bot"))])
    assert asked == [page]
    assert load(folder, {}, secrets=False).mastodon.bot.address == world.address("bot")


def test_the_profile_of_a_second_account_is_an_address_too(world, folder):
    """Wherever an address is asked for."""
    set_up(world, folder)
    user = world.address("bot").partition("@")[0]
    plays(
        folder, "login", "--bot", answers=[("Its address?", f"{world.base}/@{user}"), ("Code:", agreed(world, "bot"))]
    )
    held = load(folder, {}, secrets=False)
    assert (held.mastodon.bot.address, held.mastodon.bot.server) == (world.address("bot"), world.base)


@pytest.mark.parametrize("typed", ["lena", "lena@", "https://writers.example/about", "https://bsky.app/profile/lena"])
def test_what_is_no_address_is_asked_for_again(folder, typed):
    """With what both kinds look like."""
    answers = [("address there?", typed), ("address there?", "lena.bsky.social")]
    code, screen = plays(folder, "init", "--no-login", "--timezone", "Europe/Lisbon", answers=answers)
    assert code == 0
    assert f'"{typed}" is no address' in screen
    assert load(folder, {}, secrets=False).bluesky.owner.handle == "lena.bsky.social"


def test_both_networks_are_two_addresses(folder):
    """In one answer."""
    given = ["init", "--no-login", "--timezone", "Europe/Lisbon", "--server", "https://social.writers.example"]
    plays(folder, *given, answers=[("address there?", "lena@writers.example and lena.bsky.social")])
    held = load(folder, {}, secrets=False)
    assert (held.mastodon.owner.server, held.bluesky.owner.service) == (
        "https://social.writers.example", "https://bsky.social",
    )  # fmt: skip


# --- login


def test_a_wrong_code_is_asked_for_again(world, folder):
    """Twice; after the third it says how to begin again, and the login that was there stays."""
    code, screen = plays(
        folder, "init", "--address", world.address("owner"), "--server", world.base, "--timezone", "Europe/Lisbon",
        answers=[("Code:", "wrong"), ("Code:", ""), ("Code:", agreed(world))],
    )  # fmt: skip
    assert code == 0
    assert "That one was not taken: a code works once, and for a few minutes. Once more, or Ctrl-C to leave." in screen
    assert "That one was not taken: nothing was pasted." in screen
    code, screen = plays(folder, "login", "mastodon", answers=[("Code:", "wrong")] * 3)
    assert (code, screen.splitlines()[-1]) == (2, "Nothing was changed. nudge login mastodon begins again.")


def test_somebody_elses_login_is_refused_and_taken_back(world, folder):
    """On the server, before it was used for anything; the right one is taken then."""
    code, screen = plays(
        folder, "init", "--address", world.address("owner"), "--server", world.base, "--timezone", "Europe/Lisbon",
        answers=[("Code:", agreed(world, "carol")), ("Code:", agreed(world))],
    )  # fmt: skip
    assert code == 0
    assert "This is a login of carol@home.example, and config.toml says owner@home.example." in screen
    assert "It was taken back on the server, and is kept nowhere." in screen
    assert [login.revoked for login in world.server.logins.values() if login.person.username == "carol"][-1]
    assert world.server.logins[token(folder, "mastodon_owner")].person.username == "owner"


def test_a_login_that_is_replaced_is_taken_back(world, folder):
    """An old token opens nothing any more."""
    set_up(world, folder)
    old = token(folder, "mastodon_owner")
    code, screen = plays(folder, "login", "mastodon", answers=[("Code:", agreed(world))])
    assert code == 0
    assert "The login that was there before was taken back on the server." in screen
    assert world.server.logins[old].revoked
    assert not world.server.logins[token(folder, "mastodon_owner")].revoked


LEFT = "was not taken back and may still work. To end it: Preferences, Account, Authorized apps, on its server."


def forgets(folder):
    """Of the applications nothing is known any more but themselves, as they were kept before each knew what it gave."""
    file = folder / "secrets" / "mastodon_apps.json"
    apps = json.loads(file.read_text())
    file.write_text(json.dumps({name: app | {"made": []} for name, app in apps.items()}))


def test_a_login_that_cannot_be_taken_back_is_said(world, folder):
    """Where nobody knows which server gave it, or it is no longer there: it still opens the account, and its owner can end it."""
    set_up(world, folder)
    old = token(folder, "mastodon_owner")
    forgets(folder)
    code, screen = plays(folder, "login", "mastodon", answers=[("Code:", agreed(world))])
    assert (code, f"The login that was there before {LEFT}" in screen) == (0, True), screen
    assert not world.server.logins[old].revoked
    old = token(folder, "mastodon_owner")
    world.page("POST /oauth/revoke", 500)
    code, screen = plays(folder, "login", "mastodon", answers=[("Code:", agreed(world))])
    assert (code, f"The login that was there before {LEFT}" in screen) == (0, True), screen
    assert not world.server.logins[old].revoked


def test_a_login_that_a_service_still_uses_is_left_to_it_and_said(world, folder, monkeypatch):
    """It reads on until it takes the new one up; whoever asked knows that the old one was left."""
    set_up(world, folder)
    monkeypatch.setattr("bot.setup.logins.taken_up", lambda *_: False)
    old = token(folder, "mastodon_owner")
    code, screen = plays(folder, "login", "mastodon", answers=[("Code:", agreed(world))])
    assert (code, f"The login that was there before {LEFT}" in screen) == (0, True), screen
    assert not world.server.logins[old].revoked
    old = token(folder, "mastodon_owner")
    for given in (
        ["set", "mastodon.owner.server"],
        ["init", "--no-login", "--address", world.address("owner"), "--server"],
    ):
        _, screen = plays(folder, *given, f"https://{given[0]}.example")
        if given[0] == "set":
            assert f"it is kept as secrets/mastodon_owner.before, where nothing reads it. It {LEFT}" in screen
            (folder / "secrets" / "mastodon_owner").write_text(old)
    assert f"it is kept as secrets/mastodon_owner.before2, where nothing reads it. It {LEFT}" in screen
    assert not world.server.logins[old].revoked


@pytest.fixture
def elsewhere():
    """A second server that knows the same people."""
    with open_world() as found:
        yield found


def asked_with_a_login(world, since):
    """What was asked there, beyond what needs no login."""
    public = ("/.well-known/webfinger", "/.well-known/oauth-authorization-server", "/api/v1/apps")
    return [path for _, path in world.server.requests[since:] if path not in public]


@pytest.mark.parametrize("how", ["init", "set"])
def test_a_login_never_meets_another_server_than_its_own(world, elsewhere, folder, how):
    """With another server in config.toml it is put aside, before anything could send it there or have it revoked there."""
    set_up(world, folder)
    plays(folder, "login", "mastodon", "--posting", answers=[("Code:", agreed(world))])
    since = len(elsewhere.server.requests)
    old = [token(folder, name) for name in ("mastodon_owner", "mastodon_owner_posting")]
    if how == "init":
        given = ["--address", world.address("owner"), "--server", elsewhere.base]
        _, screen = plays(folder, "init", *given, "--no-login")
    else:
        _, screen = plays(folder, "set", "mastodon.owner.server", elsewhere.base)
    assert "nudge login" in screen
    assert "secrets/mastodon_owner was made for another server: it was taken back on its server." in screen
    assert [world.server.logins[secret].revoked for secret in old] == [True, True]
    assert list((folder / "secrets").glob("mastodon_owner*")) == []
    code, screen = plays(folder, "look")
    assert (code, "there is no access token" in screen) == (2, True), screen
    assert asked_with_a_login(elsewhere, since) == []
    code, screen = plays(folder, "login", "mastodon", answers=[("Code:", agreed(elsewhere))])
    assert code == 0, screen
    assert "/oauth/revoke" not in asked_with_a_login(elsewhere, since)
    assert elsewhere.server.logins[token(folder, "mastodon_owner")].person.username == "owner"


def test_a_login_of_another_server_is_not_revoked_where_an_editor_changed_it(world, elsewhere, folder):
    """Only the server that gave a token is told of it, whatever config.toml says meanwhile."""
    set_up(world, folder)
    config = folder / "config.toml"
    config.write_text(config.read_text().replace(world.base, elsewhere.base))
    since = len(elsewhere.server.requests)
    code, screen = plays(folder, "login", "mastodon", answers=[("Code:", agreed(elsewhere))])
    assert (code, "was taken back" in screen) == (0, False)
    assert "/oauth/revoke" not in asked_with_a_login(elsewhere, since)


def test_what_is_put_aside_is_told_to_no_server_that_only_an_editor_named(world, elsewhere, folder):
    """What config.toml said last is not where a login was made: it is kept, and nobody is asked."""
    set_up(world, folder)
    old, config = token(folder, "mastodon_owner"), folder / "config.toml"
    config.write_text(config.read_text().replace(world.base, elsewhere.base))
    since = len(elsewhere.server.requests)
    _, screen = plays(folder, "set", "mastodon.owner.server", "https://other.example")
    assert f"it is kept as secrets/mastodon_owner.before, where nothing reads it. It {LEFT}" in screen
    assert (asked_with_a_login(elsewhere, since), token(folder, "mastodon_owner.before")) == ([], old)


def test_an_app_password_is_put_aside_as_well(folder):
    """The service that it was made for is the only one that may see it."""
    given = ["--address", "lena.bsky.social", "--timezone", "Europe/Lisbon", "--no-login"]
    plays(folder, "init", *given)
    (folder / "secrets").mkdir()
    (folder / "secrets" / "bluesky_owner").write_text("abcd-abcd-abcd-abcd\n")
    _, screen = plays(folder, "set", "bluesky.owner.service", "https://pds.example")
    assert screen == (
        'bluesky.owner.service = "https://pds.example"\n'
        "It counts from the next start.\n"
        "secrets/bluesky_owner was made for another server: it is kept as secrets/bluesky_owner.before, where nothing reads it. "
        "It was not taken back and may still work. To end it: bsky.app, Settings, Privacy and security, App passwords.\n"
        "nudge login makes a new one.\n"
    )
    assert token(folder, "bluesky_owner.before") == "abcd-abcd-abcd-abcd"
    assert not (folder / "secrets" / "bluesky_owner").exists()


def test_a_secret_in_the_file_itself_keeps_the_server_from_changing(world, folder):
    """It cannot be put aside, and would be sent to the other one."""
    set_up(world, folder)
    config = folder / "config.toml"
    config.write_text(config.read_text().replace("[mastodon.owner]", '[mastodon.owner]\ntoken = "x"', 1))
    before = config.read_text()
    code, screen = plays(folder, "set", "mastodon.owner.server", "https://other.example")
    assert (code, "config.toml holds this login itself" in screen) == (2, True)
    assert config.read_text() == before


def test_what_could_not_be_written_leaves_the_login_where_it_is(world, folder, monkeypatch):
    """A full disk in the middle changes nothing."""
    set_up(world, folder)
    old = token(folder, "mastodon_owner")

    def full(path, _content):
        raise keeping.NotWritten(f"{path} cannot be written")

    monkeypatch.setattr("bot.config.keeping.put", full)
    code, _ = plays(folder, "set", "mastodon.owner.server", "https://other.example")
    assert (code, token(folder, "mastodon_owner")) == (2, old)
    assert load(folder, {}).mastodon.owner.server == world.base


def refuses(monkeypatch, *, new="", away=""):
    """Nothing new can be put where `new` is, and what is at `away` cannot be moved."""
    moved = Path.replace

    def refused(file, target):
        if file.name == away or (Path(target).name == new and ".before" not in file.name):
            raise OSError(errno.EACCES, "Permission denied")
        return moved(file, target)

    monkeypatch.setattr(Path, "replace", refused)


def everything(folder):
    """What is in config.toml and in the secrets, by file; what an application gave is no matter here."""
    files = [folder / "config.toml", *(folder / "secrets").iterdir()]
    return {file.name: file.read_text() for file in files if file.name != "mastodon_apps.json"}


def test_a_login_is_written_whole_or_not_at_all(world, elsewhere, folder, monkeypatch):
    """Where the new secret cannot be put in its place, the name and the secret of before are back, and it is taken back itself."""
    set_up(world, folder)
    second(world, folder, answers=[("Code:", agreed(world, "bot")), ("One test message?", "no"), ("yes, or no", "no")])
    before = everything(folder)
    (folder / "secrets" / "mastodon_bot.before").write_text("of long ago")
    with monkeypatch.context() as patched:
        refuses(patched, new="mastodon_bot")
        code, screen = second(elsewhere, folder, answers=[("Code:", agreed(elsewhere, "bot"))])
    assert (code, "cannot be written" in screen) == (2, True), screen
    assert everything(folder) == before | {"mastodon_bot.before": "of long ago"}
    assert not world.server.logins[before["mastodon_bot"].strip()].revoked
    assert [elsewhere.server.logins[made].revoked for made in elsewhere.server.oauth.made_by] == [True]


def test_a_login_that_is_not_written_leaves_no_config_toml_where_none_was(world, folder, monkeypatch):
    """The environment alone said who the owner is."""
    given = {"MASTODON__OWNER__ADDRESS": world.address("owner"), "MASTODON__OWNER__SERVER": world.base}
    for name, value in given.items() | {("OWNER__TIMEZONE", "Europe/Lisbon")}:
        monkeypatch.setenv(f"NUDGE__{name}", value)
    refuses(monkeypatch, new="mastodon_bot")
    code, screen = second(world, folder, answers=[("Code:", agreed(world, "bot"))])
    assert (code, "mastodon_bot cannot be written" in screen) == (2, True), screen
    assert [file.name for file in folder.rglob("*") if file.is_file()] == ["mastodon_apps.json"]


def test_what_was_pasted_and_is_kept_already_is_not_taken_back(world, folder, monkeypatch):
    """Where it cannot be written once more it is still the login that counts."""
    set_up(world, folder)
    old = token(folder, "mastodon_owner")
    refuses(monkeypatch, new="mastodon_owner")
    code, _ = plays(folder, "login", "mastodon", answers=[("Code:", old)])
    assert (code, token(folder, "mastodon_owner"), world.server.logins[old].revoked) == (2, old, False)


def test_what_is_put_aside_half_way_is_put_back_and_nothing_older_is_lost(world, folder, monkeypatch):
    """The second login cannot be moved: the first is where it was, and so is what was put aside another time."""
    set_up(world, folder)
    plays(folder, "login", "mastodon", "--posting", answers=[("Code:", agreed(world))])
    (folder / "secrets" / "mastodon_owner.before").write_text("of long ago")
    before = everything(folder)
    with monkeypatch.context() as patched:
        refuses(patched, away="mastodon_owner_posting")
        code, _ = plays(folder, "set", "mastodon.owner.server", "https://other.example")
    assert (code, everything(folder)) == (2, before)
    forgets(folder)
    _, screen = plays(folder, "set", "mastodon.owner.server", "https://other.example")
    assert "secrets/mastodon_owner was made for another server: it is kept as secrets/mastodon_owner.before2" in screen
    assert token(folder, "mastodon_owner.before2") == before["mastodon_owner"].strip()
    assert token(folder, "mastodon_owner.before") == "of long ago"


@pytest.mark.parametrize(
    ("first", "then", "key", "server"),
    [
        ("lena@writers.example", "lena@other.example", "mastodon", "https://other.example"),
        ("lena.writers.example", "lena.bsky.social", "bluesky", "https://bsky.social"),
    ],
)
def test_another_address_does_not_keep_the_server_of_the_first(folder, monkeypatch, first, then, key, server):
    """Also where the new one lives at the usual place, which nobody has to write otherwise."""
    monkeypatch.setattr("bot.platforms.mastodon.setup.home", lambda _address: "")
    monkeypatch.setattr("bot.platforms.bluesky.finding.home", lambda _address: "")
    given = ["--timezone", "Europe/Lisbon", "--server", "https://pds.writers.example", "--no-login"]
    plays(folder, "init", "--address", first, *given)
    plays(folder, "init", "--address", then, "--no-login")
    owner = load(folder, {}, secrets=False).networks[key].owner
    assert (owner.called, getattr(owner, "server", "") or owner.service) == (then, server)


def test_a_pasted_token_is_taken_too(world, folder):
    """And what it could do beyond reading is said."""
    code, screen = set_up(world, folder, code=world.tokens["owner"])
    assert code == 0
    assert "This token could also post" in screen


def test_a_login_that_the_environment_gives_is_said_before_anything_is_asked(world, folder, monkeypatch):
    """A file would not be read; nor one beside a line in config.toml."""
    set_up(world, folder)
    monkeypatch.setenv("NUDGE__MASTODON__OWNER__TOKEN", "x")
    code, screen = plays(folder, "login", "mastodon")
    assert code == 2
    assert screen.startswith(
        "The environment gives this login (NUDGE__MASTODON__OWNER__TOKEN), and it wins over any file."
    )
    monkeypatch.delenv("NUDGE__MASTODON__OWNER__TOKEN")
    config = folder / "config.toml"
    config.write_text(config.read_text().replace("[mastodon.owner]", '[mastodon.owner]\ntoken = "x"', 1))
    code, screen = plays(folder, "login", "mastodon")
    assert (code, "config.toml holds this login itself (the line token = …)" in screen) == (2, True)


def test_a_file_that_the_environment_names_is_the_one_that_is_written(world, folder, tmp_path, monkeypatch):
    """It is where the service reads."""
    elsewhere = tmp_path / "run" / "token"
    set_up(world, folder)
    monkeypatch.setenv("NUDGE__MASTODON__OWNER__TOKEN_FILE", str(elsewhere))
    plays(folder, "login", "mastodon", answers=[("Code:", agreed(world))])
    assert world.server.logins[elsewhere.read_text().strip()].person.username == "owner"


def test_posting_has_a_login_of_its_own(world, folder):
    """The one that reads never gets the right to write."""
    set_up(world, folder)
    code, screen = plays(folder, "login", "mastodon", "--posting", answers=[("Code:", agreed(world))])
    assert (code, screen.splitlines()[-1]) == (0, "Next: nudge run --folder FOLDER")
    held = load(folder, {})
    assert held.publish.enabled
    reads, posts = (world.server.logins[held.secret(name)] for name in ("mastodon.owner", "mastodon.owner.posting"))
    assert (reads.may("write:statuses"), posts.may("write:statuses"), posts.may("read:notifications")) == (
        False, True, False,
    )  # fmt: skip


def test_a_server_that_is_silent_is_said_and_nothing_is_lost(world, folder):
    """The settings are there, and the next command is the same."""
    set_up(world, folder)
    kept = token(folder, "mastodon_owner")
    (folder / "secrets" / "mastodon_apps.json").unlink()
    world.server.faults.add("500", "write", 1)
    code, screen = plays(folder, "login", "mastodon")
    assert (code, "Traceback" in screen) == (2, False)
    assert token(folder, "mastodon_owner") == kept


def test_without_a_network_what_was_set_up_stays(folder):
    """The next command goes on from there."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        server = f"http://127.0.0.1:{taken.getsockname()[1]}"
        given = ["--address", "lena@writers.example", "--server", server, "--timezone", "Europe/Lisbon"]
        code, screen = plays(folder, "init", *given)
    assert code == 2
    assert re.sub(r"127\.0\.0\.1:\d+", "home.example", screen) == (
        "Home.example could not be reached: nothing listens there. "
        "Is the address right (the port too), and is the server up? No login was changed.\n"
        "Written: config.toml (only you can open it).\n"
        "Next: nudge login mastodon --folder FOLDER\n"
    ).replace("Home", "home")
    assert load(folder, {}, secrets=False).mastodon.owner.address == "lena@writers.example"


def test_a_server_that_cannot_be_reached_is_named(folder):
    """On Bluesky it is the usual one where nobody said another, and then that is what has to be said."""
    given = ["--address", "lena.test", "--server", NOWHERE, "--timezone", "Europe/Lisbon"]
    code, screen = plays(folder, "init", *given, answers=[("App password:", "abcd-abcd-abcd-abcd")])
    assert code == 2
    assert (
        "127.0.0.1:1: no answer (ConnectError): nothing listens there. "
        "Is the address right (the port too), and is the server up? No login was changed.\n"
    ) in screen


def test_no_secret_is_ever_shown(world, folder):
    """Neither what was pasted nor what came of it."""
    code, screen = set_up(world, folder)
    for secret in (token(folder, "mastodon_owner"), *(app.secret for app in world.server.oauth.apps.values())):
        assert secret not in screen
    assert code == 0


# --- the second account


def second(world, folder, *, answers):
    """The command after the first evening, everything given but the answers."""
    given = ["--bot", "--address", world.address("bot"), "--server", world.base]
    return plays(folder, "login", "mastodon", *given, answers=answers)


def test_the_second_account(world, folder):
    """Its login in a private window, its mark, the two follows, and whether to post."""
    set_up(world, folder)
    bot = world.server.network.find(world.address("bot"))
    bot.bot = False
    world._towards("owner", "bot", "unfollow")
    world._towards("bot", "owner", "unfollow")

    def follows(_shown):
        world.follow("owner", "bot")
        return ""

    code, screen = second(
        world,
        folder,
        answers=[
            ("Code:", agreed(world, "bot")),
            ("Mark it?", "yes"),
            ("Follow?", "yes"),
            ("Press Enter", follows),
            ("One test message?", "no"),
            ("yes, or no", "yes"),
            ("Code:", agreed(world)),
        ],
    )
    assert code == 0
    assert screen == (
        "Open this page in a private window, log in as bot@home.example, agree, and paste the code that it shows:\n"
        "  https://home.example/oauth/authorize?…\n"
        "Code: \n"
        "bot@home.example can write to you.\n"
        "Written: secrets/mastodon_bot (only you can open it).\n"
        "It is not marked as a bot yet. Mark it? \n"
        "Marked.\n"
        "It does not follow owner@home.example yet. Follow? \n"
        "It follows you: yes. You follow it: not yet. Do that in your app, otherwise its messages end up among the "
        "filtered ones.\n"
        "Press Enter when done, or say later. \n"
        "You two follow each other.\n"
        "One test message? \n"
        "From your own account I only read so far. Shall I post there what you approve, word for word?\n"
        "yes, or no (then I give you the text and a link, and you paste it yourself): \n"
        "To post what you approve as owner@home.example, open this page, agree, and paste the code that it shows:\n"
        "  https://home.example/oauth/authorize?…\n"
        "Code: \n"
        "Good evening, Owner. I may post what you approve.\n"
        "Written: secrets/mastodon_owner_posting (only you can open it).\n"
        "Thank you. What you approve is posted, word for word, and nothing else.\n"
        "Next: nudge run --folder FOLDER\n"
    )
    held = load(folder, {})
    assert (held.deliver.through, held.mastodon.bot.address, held.publish.enabled) == (
        "mastodon", world.address("bot"), True,
    )  # fmt: skip
    assert bot.bot


def test_nothing_is_written_that_was_not_said_yes_to(world, folder):
    """No mark, no follow, no right to post."""
    set_up(world, folder)
    bot = world.server.network.find(world.address("bot"))
    bot.bot = False
    world._towards("bot", "owner", "unfollow")
    code, _ = second(
        world,
        folder,
        answers=[
            ("Code:", agreed(world, "bot")),
            ("Mark it?", "no"),
            ("Follow?", "no"),
            ("Press Enter", "later"),
            ("One test message?", "no"),
            ("yes, or no", "no"),
        ],
    )
    owner = world.server.network.find(world.address("owner"))
    assert (code, bot.bot, owner.id in bot.follows, load(folder, {}).publish.enabled) == (0, False, False, False)


def test_the_same_account_in_another_spelling_keeps_its_server(world, folder, monkeypatch):
    """An at sign and capitals are no other address."""
    monkeypatch.setattr("bot.platforms.mastodon.setup.home", lambda _address: "")
    set_up(world, folder)
    second(world, folder, answers=[("Code:", agreed(world, "bot")), ("One test message?", "no"), ("yes, or no", "no")])
    given = ["--bot", "--address", f"@{world.address('bot').upper()}"]
    answers = [("Code:", agreed(world, "bot")), ("One test message?", "no"), ("yes, or no", "no")]
    code, screen = plays(folder, "login", "mastodon", *given, answers=answers)
    assert (code, load(folder, {}).mastodon.bot.server) == (0, world.base), screen


def test_another_second_account_is_named_with_its_own_login(world, elsewhere, folder, monkeypatch):
    """At no moment does config.toml name one account and the secret belong to another; the old one goes nowhere."""
    set_up(world, folder)
    second(world, folder, answers=[("Code:", agreed(world, "bot")), ("One test message?", "no"), ("yes, or no", "no")])
    old, pairs, moved = token(folder, "mastodon_bot"), set(), Path.replace

    def watched(path, target):
        moved(path, target)
        bot, file = load(folder, {}, secrets=False).mastodon.bot, folder / "secrets" / "mastodon_bot"
        pairs.add((bot.server, file.read_text().strip() if file.exists() else ""))

    monkeypatch.setattr(Path, "replace", watched)
    since = len(elsewhere.server.requests)
    code, screen = second(
        elsewhere, folder,
        answers=[("Code:", agreed(elsewhere, "bot")), ("One test message?", "no"), ("yes, or no", "no")],
    )  # fmt: skip
    assert code == 0, screen
    new = token(folder, "mastodon_bot")
    assert pairs <= {(world.base, old), (world.base, ""), (elsewhere.base, ""), (elsewhere.base, new)}
    assert "/oauth/revoke" not in asked_with_a_login(elsewhere, since)
    assert world.server.logins[old].revoked
    assert list((folder / "secrets").glob("mastodon_bot.*")) == []


def test_when_the_second_accounts_server_closes_another_one_takes_over(world, folder):
    """Nobody is asked on the old server; what is stored stays, and what keeps it from working is said with the command that helps."""
    set_up(world, folder)
    second(world, folder, answers=[("Code:", agreed(world, "bot")), ("One test message?", "no"), ("yes, or no", "no")])
    plays(folder, "once")
    kept = stored(folder)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        closed, config = f"http://127.0.0.1:{taken.getsockname()[1]}", folder / "config.toml"
        before, _, after = config.read_text().rpartition(world.base)
        config.write_text(before + closed + after)
        code, screen = plays(folder, "check")
        assert (code, "nothing listens there" in screen) == (2, True)
        assert (
            "Closed for good? nudge login mastodon --bot --address NEW brings in another account; nothing is lost."
            in screen
        )
        code, screen = plays(folder, "once")
        assert (code, screen.splitlines()[-1]) == (1, "nudge check --folder FOLDER says why.")
        world.follow("owner", "carol")
        world.follow("carol", "owner")
        given = ["--bot", "--address", world.address("carol"), "--server", world.base]
        answers = [("Code:", agreed(world, "carol")), ("Mark it?", "yes"), ("yes, or no", "no")]
        code, screen = plays(folder, "login", "mastodon", *given, answers=answers)
        assert code == 0, screen
    code, screen = plays(folder, "check")
    assert code == 0, screen
    assert (load(folder, {}).mastodon.bot.address, stored(folder)) == (world.address("carol"), kept)


def stored(folder):
    """The persons of the database, and the account that was verified."""
    store = open_store(folder / "nudge.db")
    with store.begin() as tx:
        found = people.all_persons(tx), ownership.verified(tx, Network("mastodon"))
    store.close()
    return found


@pytest.mark.parametrize(("typed", "again"), [
    (["--bot", "--address", "lenas-nudge.test"], "nudge login bluesky --bot"), ([], "nudge login bluesky"),
])  # fmt: skip
def test_after_three_pastes_the_command_that_is_named_asks_for_that_login_again(folder, typed, again):
    """And not for that of another account: what is pasted for the second one is not the owner's."""
    plays(folder, "init", "--no-login", "--address", "lena.test", "--timezone", "Europe/Lisbon", "--server", NOWHERE)
    server = ["--server", NOWHERE] if typed else []
    code, screen = plays(folder, "login", "bluesky", *typed, *server, answers=[("App password:", "that one")] * 3)
    assert (code, screen.splitlines()[-1]) == (2, f"Nothing was changed. {again} begins again.")


def test_a_posting_login_that_was_not_taken_names_itself(world, folder):
    """The one that reads is there already."""
    set_up(world, folder)
    code, screen = plays(folder, "login", "--posting", answers=[("Code:", "wrong")] * 3)
    assert (code, screen.splitlines()[-1]) == (2, "Nothing was changed. nudge login mastodon --posting begins again.")


def test_a_second_account_that_does_not_exist_yet_is_explained(world, folder):
    """Where to make one, and what to write into its profile; meanwhile the terminal will do."""
    set_up(world, folder)
    code, screen = plays(folder, "login", "mastodon", "--bot", answers=[("Its address?", "")])
    assert code == 2
    assert "Automated. A program (Nudge, self-hosted) writes to owner@home.example from here" in screen
    assert "nudge run works in the terminal" in screen
    assert load(folder, {}).mastodon.bot is None


def test_ones_own_account_is_not_the_second_one(world, folder):
    """Nobody is notified of a message to themselves (MN-7)."""
    set_up(world, folder)
    given = ["--bot", "--address", world.address("owner"), "--server", world.base]
    code, screen = plays(folder, "login", "mastodon", *given)
    assert code == 2
    assert "are the same account" in screen


def test_before_init_nobody_is_logged_in(tmp_path):
    """It says which command comes first."""
    code, screen = plays(Path(tmp_path), "login", "mastodon")
    assert code == 2
    assert "nudge init" in screen


# --- one message, and its answer


def test_a_test_message_is_answered_and_the_answer_is_spent(world, folder, monkeypatch):
    """It is heard here; whatever word it was, the service never takes it for consent."""
    set_up(world, folder)
    said = []

    def waited(_seconds):
        said.append(world.message("owner", "send", reply_to=world.inbox("owner")[-1].id))

    forgotten = []
    monkeypatch.setattr(FirstTest.heard, "__kwdefaults__", {"wait": waited})
    monkeypatch.setattr(asking, "forget_typed", lambda: forgotten.append(len(said)))
    code, screen = second(
        world, folder,
        answers=[("Code:", agreed(world, "bot")), ("One test message?", "yes"), ("yes, or no", "no")],
    )  # fmt: skip
    assert code == 0, screen
    assert "Heard. It works both ways; that word counts for nothing else." in screen
    assert len(said) == 1
    assert forgotten == [1]  # what was typed here while the app was meant, before it is asked about posting
    plays(folder, "once")
    store = open_store(folder / "nudge.db")
    with store.begin() as tx:
        assert answers.last_answer_at(tx) is None
    store.close()


def test_beside_a_service_that_has_talked_there_is_no_test_message(world, folder):
    """An answer to it could be taken for another."""
    set_up(world, folder)
    second(world, folder, answers=[("Code:", agreed(world, "bot")), ("One test message?", "no"), ("yes, or no", "no")])
    plays(folder, "once")
    code, _ = second(world, folder, answers=[("Code:", agreed(world, "bot")), ("yes, or no", "no")])
    assert code == 0


def test_an_account_that_waits_for_a_moderator_is_told_so(world, folder):
    """The terminal will do until then; nothing was written for it."""
    set_up(world, folder)
    pending = json.dumps({"error": "Your login is currently pending approval"})
    code, screen = second(world, folder, answers=[("Code:", waiting(world, pending))])
    assert code == 2
    assert "Your login is currently pending approval. The account is there and has not been let in yet" in screen
    assert load(folder, {}).mastodon.bot is None
    assert not (folder / "secrets" / "mastodon_bot").exists()


def waiting(world, pending):
    def agreed_and_held(shown):
        world.page("GET /api/v1/accounts/verify_credentials", 403, body=pending, kind="application/json")
        return agreed(world, "bot")(shown)

    return agreed_and_held


# --- a terminal of its own


def test_on_a_real_terminal_what_is_pasted_is_not_shown(world, folder):
    """The command in a process of its own, over a pseudo-terminal, without a display."""
    token = world.tokens["owner"]
    code, seen = over_a_terminal(
        ["init", "--folder", str(folder), "--server", world.base],
        [("address there? ", world.address("owner")), ("time zone)? ", "Lisbon"), ("Code: ", token)],
    )
    assert code == 0, seen
    assert token not in seen
    assert world.address("owner") in seen
    assert load(folder, {}).secret("mastodon.owner") == token


def over_a_terminal(words, answers):
    """Run it as somebody does who sits at it; its code, and all that stood on the screen."""
    with started(words, terminal=True, TZ="UTC", TERM="xterm") as running:
        while running.more():
            if answers and running.said.endswith(answers[0][0].encode()):
                os.write(running.screen, f"{answers.pop(0)[1]}\n".encode())
        return running.process.wait(60), running.said.decode(errors="replace")
