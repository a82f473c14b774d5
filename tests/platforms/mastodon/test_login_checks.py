"""`check` finds what would keep things from working, all at once, in sentences that say what to do."""

from __future__ import annotations

import socket

import pytest

from bot.platforms.mastodon.messenger import MastodonMessenger
from bot.platforms.mastodon.reader import MastodonReader


def person(world, who):
    return world.server.network.find(world.address(who))


def reader_problems(world, token, base=None):
    reader = MastodonReader(server=base or world.base, token=token, address="")
    found = reader.check()
    reader.close()
    return found


def messenger_problems(world, token=None, owner=None):
    owner_address = owner or world.address("owner")
    messenger = MastodonMessenger(
        server=world.base, token=token or world.tokens["bot"], address="", owner_address=owner_address
    )
    found = messenger.check()
    messenger.close()
    return found


def said(problems):
    return " | ".join(f"{problem} {problem.remedy}" for problem in problems)


def test_nothing_is_wrong_with_two_good_logins(either):
    """On both kinds of server."""
    assert either.reader().check() == []
    assert either.messenger().check() == []


def test_every_missing_right_is_named(mastodon):
    """At once, each with the scope to tick."""
    token = mastodon.server.login(person(mastodon, "owner"), "read:accounts", "read:statuses")
    found = said(reader_problems(mastodon, token))
    for scope in ("read:notifications", "read:follows", "read:filters", "read:lists"):
        assert scope in found
    assert "read:statuses" not in found


def test_a_token_that_may_not_even_say_whose_it_is(mastodon):
    """One sentence is enough."""
    token = mastodon.server.login(person(mastodon, "owner"), "write:media")
    (problem,) = reader_problems(mastodon, token)
    assert "read:accounts" in problem.what


def test_a_wrong_token_is_one_problem(mastodon):
    """With where to make a new one."""
    (problem,) = reader_problems(mastodon, "wrong")
    assert "does not accept this login" in problem.what
    assert problem.remedy == "Make a new one: nudge login mastodon"


def test_a_redirecting_server_is_named(mastodon):
    """What to write stands in the sentence (MC-8)."""
    mastodon.server.redirect_to = "https://social.home.example"
    (problem,) = reader_problems(mastodon, mastodon.tokens["owner"])
    assert 'server = "https://social.home.example"' in problem.what


def test_an_unreachable_server_is_named(mastodon):
    """Without a traceback."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        (problem,) = reader_problems(mastodon, "t", f"http://127.0.0.1:{taken.getsockname()[1]}")
    assert "could not be reached" in problem.what


def test_a_bot_that_is_the_owner_is_one_account(mastodon):
    """A message to oneself notifies nobody (MN-7)."""
    (problem,) = messenger_problems(mastodon, token=mastodon.tokens["owner"])
    assert "your own account" in problem.what


@pytest.mark.parametrize(
    ("who", "whom", "sentence"),
    [("owner", "bot", "you do not follow bot@home.example"), ("bot", "owner", "bot@home.example does not follow you")],
)
def test_the_two_must_follow_each_other(mastodon, who, whom, sentence):
    """Or messages vanish among the filtered ones (MN-6)."""
    mastodon._towards(who, whom, "unfollow")
    assert sentence in said(messenger_problems(mastodon))


def test_a_follow_that_waits_is_told_apart(gotosocial):
    """Accounts are locked there at first (MO-9)."""
    gotosocial._towards("bot", "owner", "unfollow")
    gotosocial._towards("bot", "owner", "follow")
    assert "waits until you accept" in said(messenger_problems(gotosocial))


def test_a_bot_that_does_not_say_so_is_asked_to(mastodon):
    """Automated accounts are marked."""
    person(mastodon, "bot").bot = False
    assert "automated account" in said(messenger_problems(mastodon))


def test_a_blocked_bot_is_told_first(mastodon):
    """Follows would not help."""
    mastodon.block("owner", "bot")
    (problem,) = messenger_problems(mastodon)
    assert "blocks" in problem.what


def test_an_owner_that_nobody_knows(mastodon):
    """Is probably misspelt."""
    (problem,) = messenger_problems(mastodon, owner="ownr@home.example")
    assert "does not know ownr@home.example" in problem.what


def test_a_bot_that_may_not_write_is_found_without_writing(mastodon):
    """By what its application was given."""
    token = mastodon.server.login(person(mastodon, "bot"), "read")
    assert "write:statuses" in said(messenger_problems(mastodon, token=token))
    assert mastodon.inbox("owner") == []
