"""A token is used for the account that config.toml names, and for no other (DESIGN 2, "Whose"; MA-5, MD-12)."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.domain import Visibility
from bot.errors import LoginEnded, NotAllowed, PlatformError, Refused, WrongAccount
from bot.platforms.mastodon import normalise
from bot.platforms.mastodon.identity import same
from bot.platforms.mastodon.messenger import MastodonMessenger
from bot.platforms.mastodon.publisher import MastodonPublisher
from bot.platforms.mastodon.reader import MastodonReader
from tests.platforms.mastodon.builders import HOME, NOW, a_message, a_status
from tests.platforms.mastodon.test_lesser import retold
from tests.platforms.mastodon.test_publisher import answered, written

ME = "/api/v1/accounts/verify_credentials"


def reader_of(world, address, who="owner"):
    return world._kept(MastodonReader(server=world.base, token=world.tokens[who], address=address, now=world.now))


def asked(world):
    return [path.rstrip("/") for _, path in world.server.requests]


# --- compared before anything


def test_nothing_else_is_asked_with_somebody_elses_token(either):
    """Whatever is wanted of it: whose it is, is the first question and the last."""
    either.exchange_login("owner", "carol")
    reader = either.reader()
    either.server.requests.clear()
    wanted = [
        lambda: reader.new_posts("", seen=lambda _: (), floor=either.now()),
        lambda: reader.notices("", floor=either.now()),
        lambda: reader.find_account(either.address("alice")),
        lambda: list(reader.follows()),
        lambda: reader.usual_visibility,
    ]
    for ask in wanted:
        with pytest.raises(WrongAccount):
            ask()
    assert set(asked(either)) == {ME, "/api/v2/instance"}


def test_somebody_elses_token_says_and_hears_nothing(either):
    """The bot's conversation is not carol's: neither is the owner written to, nor are her messages read."""
    either.exchange_login("bot", "carol")
    messenger = either.messenger()
    message = a_message("Good morning.")
    either.server.requests.clear()
    wanted = [
        lambda: messenger.send(message),
        lambda: messenger.answers(""),
        lambda: messenger.find_sent(message, since=either.now()),
        messenger.spoken,
    ]
    for ask in wanted:
        with pytest.raises(WrongAccount, match=either.address("carol")):
            ask()
    assert written(either) == []
    assert either.inbox("owner") == []


def test_a_token_is_asked_about_once(mastodon):
    """It stays with its account (MA-5): the second reply costs no question more."""
    approval = answered(mastodon)
    publisher = mastodon.publisher()
    mastodon.server.requests.clear()
    publisher.publish(approval)
    publisher.publish(approval)
    assert asked(mastodon).count(ME) == 1


def test_a_token_that_was_refused_is_asked_about_again(mastodon):
    """It may be somebody else's by the time it works again: nothing goes out on what was true before."""
    publisher, approval = mastodon.publisher(), answered(mastodon)
    assert publisher.account.identity == approval.account
    mastodon.end_login("owner")
    with pytest.raises(LoginEnded):
        publisher.publish(approval)
    mastodon.exchange_login("owner", "carol")
    mastodon.restore_login("owner")
    with pytest.raises(WrongAccount):
        publisher.publish(approval)
    assert mastodon.posts("owner") == mastodon.posts("carol") == []
    mastodon.exchange_login("owner", "owner")
    publisher.publish(approval)
    assert len(mastodon.posts("owner")) == 1


def test_a_silent_server_is_not_somebody_else(either):
    """Nothing is published, and it is asked again; neither refused nor ended."""
    publisher, approval = either.publisher(), answered(either)
    either.page(f"GET {ME}", 502)
    with pytest.raises(PlatformError) as silence:
        publisher.publish(approval)
    assert not isinstance(silence.value, Refused | LoginEnded | WrongAccount)
    assert not silence.value.outcome_unknown
    assert either.posts("owner") == []
    publisher.publish(approval)


def test_the_same_name_of_a_new_account_is_another_account(mastodon):
    """Lena left, and somebody else took her name: her approvals are not theirs (MD-12)."""
    approval = answered(mastodon)
    before, _, _ = approval.account.rpartition("#")
    mastodon.server.requests.clear()
    with pytest.raises(NotAllowed, match="another account"):
        mastodon.publisher().publish(replace(approval, account=f"{before}#999"))
    assert written(mastodon) == []


def test_an_address_is_compared_without_case(mastodon):
    """As people write it, with or without an at sign in front."""
    address = mastodon.address("owner")
    assert reader_of(mastodon, f"@{address.title()}").verify().uid == address
    with pytest.raises(WrongAccount):
        reader_of(mastodon, "owner@elsewhere.example").verify()


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("lena@bücher.example", "lena@xn--bcher-kva.example", True),
        ("Lena@BÜCHER.example", "lena@xn--bcher-kva.example", True),
        ("lena@bücher.example", "lena@bucher.example", False),
        ("lena@straße.example", "lena@strasse.example", False),
        ("lena@" + "x" * 70 + ".example", "lena@" + "x" * 70 + ".example", True),
        ("lena", "lena@", True),
        ("lena@home.example", "lina@home.example", False),
    ],
)
def test_both_spellings_of_a_domain_are_one(one, other, alike):
    """Servers show the one or the other; what only looks alike is not the same."""
    assert same(one, other) is alike


@pytest.mark.parametrize("acct", ["ada@bücher.example", "Ada@xn--bcher-kva.example", "ada@BÜCHER.example"])
def test_both_spellings_are_one_person(acct):
    """As author and as one who is named (mastodon/mastodon#12715, mastodon/mastodon#16691, friendica/friendica#11487)."""
    named = [{"id": "8", "username": "ada", "acct": acct, "url": "https://bücher.example/@ada"}]
    said = normalise.post(a_status(account={"acct": acct}, mentions=named), HOME, NOW)
    assert {said.author.uid, said.mentions[0].uid} == {"ada@xn--bcher-kva.example"}


def test_an_owner_whose_domain_has_two_spellings_is_found(mastodon):
    """The bot's server writes it otherwise than config.toml."""
    far = mastodon.server.network.join("lena", domain="bücher.example")
    messenger = MastodonMessenger(
        server=mastodon.base,
        token=mastodon.tokens["bot"],
        address=mastodon.address("bot"),
        owner_address="lena@xn--bcher-kva.example",
    )
    retold(messenger, "GET /api/v1/accounts/lookup", lambda _: (200, {"id": far.id, "acct": "lena@bücher.example"}))
    assert messenger.owner.local_id == far.id
    messenger.close()


def test_a_conversation_is_named_by_both_accounts(mastodon):
    """By address and by the id on the bot's server, so that a new account of an old name is another one."""
    bot, owner = (mastodon.server.network.find(mastodon.address(who)) for who in ("bot", "owner"))
    assert mastodon.messenger().channel == f"mastodon:bot@home.example#{bot.id}>owner@home.example#{owner.id}"


# --- check


def test_check_names_both_accounts_and_probes_no_further(mastodon):
    """What to do depends on who you are."""
    mastodon.exchange_login("owner", "carol")
    reader = mastodon.reader()
    mastodon.server.requests.clear()
    (problem,) = reader.check()
    assert str(problem) == (
        "Mastodon, your account: this token belongs to carol@home.example, and config.toml says owner@home.example"
    )
    assert problem.remedy == (
        "Nothing is read or posted with it. "
        "If you are owner: nudge login mastodon. If you are carol: change the address in config.toml."
    )
    assert set(asked(mastodon)) == {ME, "/api/v2/instance"}


def test_check_names_the_second_account_that_is_another(mastodon):
    """Where two have the same name, by their whole addresses."""
    messenger = MastodonMessenger(
        server=mastodon.base,
        token=mastodon.tokens["bot"],
        address="bot@far.example",
        owner_address="owner@home.example",
    )
    (problem,) = messenger.check()
    assert problem.where == "Mastodon, second account"
    assert (
        "If you are bot@far.example: nudge login mastodon --bot. If you are bot@home.example: change" in problem.remedy
    )
    messenger.close()


def test_check_asks_anew(mastodon):
    """A client that was compared long ago is compared again: that is what check is for."""
    reader = mastodon.reader()
    assert reader.check() == []
    mastodon.exchange_login("owner", "carol")
    (problem,) = reader.check()
    assert "belongs to carol" in problem.what


# --- the right to write


def test_a_server_that_names_no_rights_may_be_written_to(mastodon):
    """Whether it can be, the first reply shows."""
    publisher = retold(mastodon.publisher(), "GET /api/v1/apps/verify_credentials", lambda _: (200, {"name": "n"}))
    mastodon.let_only_read("owner")
    assert publisher.may_post()


def test_a_server_without_that_question_may_be_written_to(mastodon):
    """In its own words or a page's."""
    mastodon.page("GET /api/v1/apps/verify_credentials", 404)
    publisher = mastodon.publisher()
    assert publisher.may_post()
    mastodon.server.hidden_paths.add("verify_credentials")
    assert publisher.account  # asked before
    assert publisher.may_post()


# --- what an earlier process knew


def known_of(world):
    reader = world.reader()
    reader.verify()
    return reader.knows()


def test_nothing_is_known_before_the_server_said_it(mastodon):
    """What was recalled is not passed on as if it had been verified."""
    known = known_of(mastodon)
    reader = mastodon.reader()
    assert reader.knows() == ""
    reader.recall(known)
    assert reader.knows() == ""
    reader.verify()
    assert json.loads(reader.knows()) == json.loads(known)


def test_what_was_recalled_answers_without_a_question(either):
    """The owner, the limits, and how the owner's posts usually are."""
    known = known_of(either)
    before = either.reader()
    expected = (before.owner.identity, before.owner.name, before.usual_visibility)
    characters, harmless = before.limits.characters, before.limits.repeat_harmless
    reader = either.reader()
    reader.recall(known)
    either.server.requests.clear()
    assert (reader.owner.identity, reader.owner.name, reader.usual_visibility) == expected
    assert (reader.limits.characters, reader.limits.repeat_harmless) == (characters, harmless)
    assert either.server.requests == []


def test_what_was_recalled_gives_way_to_what_the_server_says(mastodon):
    """As soon as it says anything."""
    known = json.loads(known_of(mastodon))
    known["owner"]["name"], known["instance"]["characters"], known["usual"] = "Old Name", 77, "followers"
    reader = mastodon.reader()
    reader.recall(json.dumps(known))
    assert (reader.owner.name, reader.limits.characters) == ("Old Name", 77)
    assert reader.usual_visibility is Visibility.FOLLOWERS
    reader.verify()
    assert (reader.owner.name, reader.limits.characters) == ("Owner", 500)
    assert reader.usual_visibility is Visibility.PUBLIC


def test_a_silent_server_leaves_what_was_recalled(mastodon):
    """Not verified is not different: the owner is still talked with."""
    reader = mastodon.reader()
    reader.recall(known_of(mastodon))
    owner = reader.owner
    for path in (ME, "/api/v2/instance"):
        mastodon.page(f"GET {path}", 503)
        with pytest.raises(PlatformError):
            reader.verify()
        assert reader.owner == owner
        assert reader.limits.characters == 500


def test_what_was_recalled_lets_nothing_be_read_unverified(mastodon):
    """A start from memory asks whose the token is before its first page."""
    known = known_of(mastodon)
    mastodon.exchange_login("owner", "carol")
    reader = mastodon.reader()
    reader.recall(known)
    with pytest.raises(WrongAccount):
        reader.new_posts("", seen=lambda _: (), floor=mastodon.now())
    with pytest.raises(WrongAccount):
        _ = reader.owner


def test_what_was_learnt_with_another_address_or_server_was_not_known(mastodon):
    """The owner changed; the first owner's memory is not theirs."""
    known = known_of(mastodon)
    other = reader_of(mastodon, mastodon.address("carol"), "carol")
    other.recall(known)
    assert other.owner.uid == mastodon.uid("carol")
    moved = json.loads(known)
    moved["instance"]["server"] = "https://elsewhere.example"
    reader = mastodon.reader()
    reader.recall(json.dumps(moved))
    mastodon.server.requests.clear()
    assert reader.owner.uid == mastodon.uid("owner")
    assert asked(mastodon)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda held: held.pop("owner"),
        lambda held: held["owner"].pop("uid"),
        lambda held: held["owner"].update(local_id=7),
        lambda held: held["owner"].update(local_id=""),
        lambda held: held["owner"].update(uid="carol@home.example"),
        lambda held: held["instance"].update(characters="500"),
        lambda held: held["instance"].update(more=1),
        lambda held: held["instance"].pop("domain"),
        lambda held: held["instance"].update(api="11"),
        lambda held: held["instance"].update(first_only=0),
        lambda held: held.update(usual="everyone"),
        lambda held: held.update(usual=[]),
        lambda held: held.update(instance=None),
    ],
)
def test_what_is_garbled_in_any_part_was_not_known(mastodon, spoil):
    """All of it: half a memory is none."""
    held = json.loads(known_of(mastodon))
    spoil(held)
    reader = mastodon.reader()
    reader.recall(json.dumps(held))
    mastodon.server.requests.clear()
    assert reader.owner.uid == mastodon.uid("owner")
    assert ME in asked(mastodon)


def test_what_a_reader_knows_opens_no_door(mastodon):
    """There is nothing to recall for those who write."""
    assert not hasattr(MastodonPublisher, "recall")
    assert not hasattr(MastodonMessenger, "recall")
    assert "token" not in known_of(mastodon)
    assert mastodon.tokens["owner"] not in known_of(mastodon)
