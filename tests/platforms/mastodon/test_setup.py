"""Somebody is logged in on a server as people are: an application for each role, a page, a code, a token for that alone."""

from __future__ import annotations

import json
import stat

import pytest
import requests

from bot.config import Config, keeping
from bot.errors import LoginEnded, NotAllowed, PlatformError, WrongAccount
from bot.platforms.mastodon import policies, setup
from bot.platforms.mastodon.oauth import NAMES, SCOPES
from bot.platforms.mastodon.setup import MastodonSecond, MastodonSignIn, is_address, of_profile
from bot.platforms.setup import NotTaken, Role
from bot.platforms.wire import Request


@pytest.fixture
def signing(either, tmp_path):
    """Begins a login in a role on either kind of server, in a folder of its own; `folder` is that folder."""
    begun = []

    def begin(role):
        begun.append(MastodonSignIn(configured(either, tmp_path), role))
        return begun[-1]

    begin.folder = tmp_path
    yield begin
    for one in begun:
        one.close()


def configured(world, folder):
    account = {who: {"address": world.address(who), "server": world.base} for who in ("owner", "bot")}
    return Config.of({"mastodon": account}, folder)


def person(world, who):
    return world.server.network.find(world.address(who))


def agreed(world, sign_in, who="owner"):
    """The code that somebody is shown who agrees on the page."""
    return world.server.oauth.agree(sign_in.page, person(world, who))


@pytest.mark.parametrize("role", list(Role))
def test_a_code_becomes_a_token_with_the_rights_of_its_role(either, signing, role):
    """Not one more; and only what posts or writes to the owner can write at all."""
    who = "bot" if role is Role.BOT else "owner"
    sign_in = signing(role)
    token = sign_in.take(agreed(either, sign_in, who))
    found = sign_in.whose(token)
    assert (found.address, found.may_write) == (either.address(who), role is not Role.READING)
    assert found.rights == SCOPES[role]
    assert either.server.logins[token].scopes == SCOPES[role]


def test_the_reader_has_no_right_to_write():
    """Whoever finds its token can post nothing with it."""
    assert all(scope.startswith("read:") for scope in SCOPES[Role.READING])
    assert "read:favourites" in SCOPES[Role.READING]


def test_an_application_says_what_it_may_do(either, signing):
    """The owner reads its name in the list of their server, years later."""
    for role in Role:
        _ = signing(role).page
    assert {app.name for app in either.server.oauth.apps.values()} == set(NAMES.values())


def test_an_application_is_registered_once_and_kept(either, signing):
    """Servers count registrations (MA-6); the file is for the owner alone."""
    for _ in range(3):
        _ = signing(Role.READING).page
    assert either.server.oauth.registrations == 1
    file = signing.folder / "secrets" / "mastodon_apps.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(json.loads(file.read_text())) == 1


def test_one_application_is_shown_its_code_or_sent_it(either, signing):
    """A browser on this machine brings it to an address of its own; each code fits the way that it came by alone."""
    sign_in = signing(Role.READING)
    shown, way = agreed(either, sign_in), sign_in.redirect
    brought = either.server.oauth.agree(way.page("word"), person(either, "owner"))
    assert f"redirect_uri=http%3A%2F%2F127.0.0.1%3A{way.port}%2F" in way.page("word")
    with pytest.raises(NotTaken):
        sign_in.take(brought)
    assert way.take(either.server.oauth.agree(way.page("word"), person(either, "owner"))) in either.server.logins
    assert sign_in.take(shown) in either.server.logins
    assert either.server.oauth.registrations == 1


def test_who_does_not_agree_in_the_browser_is_told_so(signing):
    """It comes back without a code."""
    sign_in = signing(Role.READING)
    _ = sign_in.page
    with pytest.raises(NotTaken, match="did not agree"):
        sign_in.redirect.take("")


def test_a_server_that_keeps_one_address_only_shows_its_code(either, signing):
    """It would take the two for one that fits nothing (MA-10)."""
    either.server.oauth.several = False
    sign_in = signing(Role.READING)
    assert sign_in.take(agreed(either, sign_in)) in either.server.logins
    assert sign_in.redirect is None


def test_the_second_accounts_code_is_pasted(signing):
    """The browser here is its owner's."""
    sign_in = signing(Role.BOT)
    assert (bool(sign_in.page), sign_in.redirect) == (True, None)


def test_an_application_that_the_server_forgot_is_registered_anew(either, signing):
    """After that, the next try works."""
    sign_in = signing(Role.READING)
    code = agreed(either, sign_in)
    either.server.oauth.apps.clear()
    with pytest.raises(NotTaken, match="forgotten"):
        sign_in.take(code)
    assert sign_in.take(agreed(either, sign_in)) in either.server.logins


def test_the_code_is_bound_to_who_asked_where_the_server_can(either, signing):
    """With PKCE a code that somebody looked at over the shoulder is worth nothing to them; without it, it works too."""
    one, other = signing(Role.READING), signing(Role.READING)
    with pytest.raises(NotTaken):
        other.take(agreed(either, one))
    either.server.oauth.pkce = False
    plain = signing(Role.READING)
    assert "code_challenge" not in plain.page
    assert plain.take(agreed(either, plain))


def test_the_bot_is_never_taken_for_whoever_is_logged_in_in_the_browser(signing):
    """Its page asks who one is; the owner's does not."""
    assert "force_login=true" in signing(Role.BOT).page
    assert "force_login" not in signing(Role.READING).page


@pytest.mark.parametrize("pasted", ["wrong", "", "x" * 64])
def test_a_wrong_code_is_not_taken(signing, pasted):
    """In a sentence that says what codes are like."""
    with pytest.raises(NotTaken, match="works once" if pasted else "nothing was pasted"):
        signing(Role.READING).take(pasted)


def test_a_code_that_is_too_old_is_not_taken(either, signing):
    """Nor one that was used."""
    sign_in = signing(Role.READING)
    code = agreed(either, sign_in)
    either.server.control({"advance": 700})
    with pytest.raises(NotTaken):
        sign_in.take(code)


def test_a_token_that_was_made_by_hand_works_too(either, signing):
    """As the tutorial tells for servers without such a page."""
    token = either.server.login(person(either, "owner"), "read")
    assert signing(Role.READING).take(token) == token


def test_somebody_elses_token_is_named_and_taken_back(either, signing):
    """On the server, so that nobody finds it there."""
    sign_in = signing(Role.READING)
    token = sign_in.take(agreed(either, sign_in, "carol"))
    with pytest.raises(WrongAccount) as other:
        sign_in.whose(token)
    assert (other.value.found, other.value.wanted) == (either.address("carol"), either.address("owner"))
    assert sign_in.revoke(token)
    with pytest.raises(LoginEnded):
        sign_in.whose(token)


def test_a_token_of_another_application_is_left_to_its_owner(either, signing):
    """We could not take it back if we wanted to."""
    sign_in = signing(Role.READING)
    assert not sign_in.revoke("anything")
    _ = sign_in.page
    assert not sign_in.revoke(either.server.login(person(either, "owner")))


def test_a_token_that_could_not_be_remembered_is_taken_back(either, signing, monkeypatch):
    """Nobody could say of it later who gave it."""
    sign_in = signing(Role.READING)
    code, before = agreed(either, sign_in), set(either.server.oauth.made_by)

    def full(path, _content):
        raise keeping.NotWritten(f"{path} cannot be written")

    monkeypatch.setattr(keeping, "put", full)
    with pytest.raises(keeping.NotWritten):
        sign_in.take(code)
    made = set(either.server.oauth.made_by) - before
    assert [either.server.logins[token].revoked for token in made] == [True]


def test_a_server_that_is_not_there_is_said(signing, either):
    """Before anybody is asked to open a page."""
    either.server.faults.add("500", "write", 1)
    with pytest.raises(PlatformError, match="500"):
        _ = signing(Role.READING).page


@pytest.mark.parametrize(
    "path", ["GET /.well-known/oauth-authorization-server", "POST /oauth/token", "POST /oauth/revoke"]
)
def test_a_server_that_lives_elsewhere_is_said_and_not_followed(either, signing, path):
    """With the address that it names; where it only cannot say whether it knows PKCE, it goes on without."""
    sign_in = signing(Role.READING)
    code = agreed(either, sign_in)
    token = sign_in.take(agreed(either, sign_in))
    either.page(path, 301, headers={"Location": "https://api.writers.example/there"})
    if "well-known" in path:
        assert "code_challenge" not in signing(Role.READING).page
        return
    with pytest.raises(PlatformError, match='lives elsewhere: write server = "https://api'):
        sign_in.take(code) if "token" in path else sign_in.revoke(token)


# --- the second account


@pytest.fixture
def second(either, tmp_path):
    """The bot's account with a token of its role."""
    account = {who: {"address": either.address(who), "server": either.base} for who in ("owner", "bot")}
    account["bot"]["token"] = either.server.login(person(either, "bot"), *SCOPES[Role.BOT])
    found = MastodonSecond(Config.of({"mastodon": account}, tmp_path))
    yield found
    found.close()


def test_the_second_account_is_marked_and_follows_the_owner(either, second):
    """After it was asked for; nothing else about it changes."""
    bot = person(either, "bot")
    bot.bot, bot.note = False, "lena's assistant"
    either._towards("bot", "owner", "unfollow")
    assert (second.ties().marked, second.ties().follows, second.ties().followed) == (False, False, True)
    second.mark()
    second.follow()
    found = second.ties()
    assert (found.marked, found.follows or found.asked, bot.note) == (True, True, "lena's assistant")


def test_its_setting_up_can_write_nothing_else(second):
    """No post, no other follow, no other change of its profile; and nothing at all before it is asked for."""
    form = {"content-type": "application/x-www-form-urlencoded"}
    mark, follow = "/api/v1/accounts/update_credentials", "/api/v1/accounts/7/follow"
    for method, path, body in (("PATCH", mark, b"bot=true"), ("POST", follow, b"")):
        with pytest.raises(NotAllowed):
            second._gate.check(Request(method, f"https://x.example{path}", form, body))
    assert not policies.marking()(Request("PATCH", f"https://x.example{mark}", form, b"bot=true&note=hi"))
    assert not policies.following("8")(Request("POST", f"https://x.example{follow}", form, b""))


@pytest.mark.parametrize(
    ("typed", "is_one"),
    [("lena@writers.example", True), ("@lena@writers.example", True), ("lena.example", False), ("lena", False)],
)
def test_an_address_is_known_by_its_form(typed, is_one):
    """So that nobody is asked which network they mean."""
    assert is_address(typed) is is_one


def test_a_profile_in_a_browser_names_its_account(either):
    """By the name that its server has for it; a page on another server than the account's names its home."""
    user, _, domain = either.address("owner").partition("@")
    for page in (f"{either.base}/@{user}", f"{either.base}/users/{user}/", f"{either.base}/@{user}?tab=replies"):
        assert of_profile(page) == (f"{user}@{domain}", either.base)
    assert of_profile(f"{either.base}/@tomas@books.example") == ("tomas@books.example", "")


@pytest.mark.parametrize(
    "typed",
    [
        "lena@writers.example",
        "https://writers.example",
        "https://writers.example/about",
        "https://writers.example/@lena/1145",
    ],
)
def test_any_other_page_is_no_profile(typed):
    """A post is none, either."""
    assert of_profile(typed) is None


def test_where_a_server_does_not_say_its_own_name_is_taken(monkeypatch):
    """Nobody is there to be asked: the account is looked at when its owner logs in."""

    def silent(_client, _address):
        raise requests.ConnectionError

    monkeypatch.setattr(setup, "_told", silent)
    assert of_profile("https://writers.example/@Lena") == ("lena@writers.example", "")


@pytest.mark.parametrize("page", ["http://127.0.0.1:9/@lena", "http://localhost/@lena"])
def test_where_that_name_is_none_it_is_no_profile(page):
    """Nobody could be addressed by it."""
    assert of_profile(page) is None
