"""Whose a login is, and where we talk: as it was found out last."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import Network
from bot.store import ownership, people, posts
from bot.store.ownership import Verified
from tests.store.builders import NOW, a_post, an_account, kept, suggested


def test_an_account_is_known_as_it_was_verified_last(store):
    """On each network its own."""
    other = replace(an_account("lena"), network=Network("bluesky"), address="lena.example")
    with store.begin() as tx:
        assert ownership.verified(tx, Network("memory")) is None
        for account in (an_account(), an_account("lena"), other):
            ownership.put_verified(tx, account)
        assert ownership.verified(tx, Network("memory")) == Verified(
            "memory:lena@books.example#lena", "lena@books.example"
        )
        assert ownership.verified(tx, Network("bluesky")) == Verified("bluesky:lena@books.example#lena", "lena.example")


def test_what_was_learnt_of_a_server_is_kept(store):
    """Until it is empty again."""
    with store.begin() as tx:
        assert ownership.learnt(tx, Network("memory")) == ""
        ownership.put_verified(tx, an_account())
        ownership.put_learnt(tx, Network("memory"), "{}")
        assert (ownership.learnt(tx, Network("memory")), ownership.learnt(tx, Network("bluesky"))) == ("{}", "")
        ownership.put_learnt(tx, Network("memory"), "")
        assert ownership.learnt(tx, Network("memory")) == ""


def test_logins_that_only_read_are_known_each_by_itself(store):
    """Once, and until they may post again."""
    with store.begin() as tx:
        for owner, only in (("a", True), ("b", True), ("a", True), ("b", False)):
            ownership.put_only_reads(tx, owner, only=only)
        assert (ownership.only_reads(tx, "a"), ownership.only_reads(tx, "b")) == (True, False)
        ownership.put_only_reads(tx, "a", only=False)
        assert not ownership.only_reads(tx, "a")


def test_where_we_talk_and_how_far_it_was_settled_is_kept(store):
    """Nothing before the first time."""
    with store.begin() as tx:
        assert (ownership.channel(tx), ownership.settled(tx)) == (None, None)
        ownership.put_channel(tx, "here")
        ownership.put_settled(tx, NOW)
        assert (ownership.channel(tx), ownership.settled(tx)) == ("here", NOW)


def test_after_something_was_not_heard_only_later_messages_show_what_the_owner_thinks(store):
    """Not that very one."""
    with store.begin() as tx:
        assert ownership.heard_since(tx, 1)
        ownership.put_unheard(tx, 4)
        assert [ownership.heard_since(tx, number) for number in (3, 4, 5)] == [False, False, True]


def test_suggestions_of_another_account_are_found(store):
    """Of this network only; also those of which nobody knows whose they are."""
    with store.begin() as tx:
        me = an_account("lena")
        rows = [
            suggested(tx, kept(tx, a_post()), owner=owner, network=network)
            for owner, network in (
                (me.identity, Network("memory")), ("memory:eve", Network("memory")), ("", Network("memory")),
                ("bluesky:eve", Network("bluesky")),
            )
        ]  # fmt: skip
        assert [row.id for row in ownership.of_others(tx, me)] == [rows[1].id, rows[2].id]


def test_what_was_the_owners_is_another_accounts_now(store):
    """On this network only; this account's own stays."""
    there = replace(an_account("eve"), network=Network("bluesky"))
    with store.begin() as tx:
        mine, hers = (kept(tx, a_post(by=who), by_owner=True) for who in ("lena", "eve"))
        elsewhere = kept(tx, replace(a_post(), author=there), by_owner=True)
        ownership.disown_others(tx, an_account("lena"))
        assert [posts.get(tx, post.uri).by_owner for post in (mine, hers, elsewhere)] == [True, False, True]
        assert set(people.all_known(tx)) == {an_account("eve").key}
