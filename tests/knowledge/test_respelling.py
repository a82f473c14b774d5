"""One server, two spellings of its domain: what earlier versions kept as two persons is one when the folder is opened."""

from __future__ import annotations

from sqlalchemy import select

from bot.config import Config
from bot.domain import Account, Goal, Interaction, InteractionKind, Mentioned, Network
from bot.service.data_folder import open_folder
from bot.store import names, people, posts, seen, suggestions
from bot.store.interactions import note
from bot.store.schema import accounts, interactions
from tests.store.builders import DAY, NOW, a_post, kept, suggested

READ, SPELT = "lena@bücher.example", "lena@xn--bcher-kva.example"


def lena(address, **differs):
    """An account by one of its two addresses."""
    return Account(Network("mastodon"), address, "7", address, "Lena", **differs)


def said(tx, address, text, **differs):
    """What she said as one version or the other kept it."""
    return kept(tx, a_post(text, author=lena(address), **differs))


def opened(tmp_path):
    """The data folder, opened as the program does."""
    return open_folder(Config.of({"owner": {"timezone": "Europe/Berlin"}}, tmp_path))


def filled(tmp_path, fill):
    """The folder after an earlier version has filled it."""
    store = opened(tmp_path)
    with store.begin() as tx:
        made = fill(tx)
    store.close()
    return made


def test_two_spellings_become_one_person_with_everything_of_both(tmp_path):
    """Posts, acts, suggestions and what the owner noted; the address that the owner configures finds them."""

    def fill(tx):
        old = said(tx, READ, "Which glue?", mentions=(Mentioned(READ, READ),))
        row = suggested(tx, old)
        new = said(tx, SPELT, "Wheat starch, then.")
        first, second = (people.person_of(tx, post.author.key).id for post in (old, new))
        people.change(tx, first, goal=Goal.GET_TO_KNOW, note="binds books")
        people.put_follower(tx, old.author.key, NOW - DAY)
        for account, at in ((old.author.key, NOW - DAY), (new.author.key, NOW)):
            act = Interaction(InteractionKind.FOLLOW, by_owner=False, account=account, at=at, subject_uri=None)
            note(tx, [act])
        return first, second, row.id, old.uri

    first, second, suggestion, uri = filled(tmp_path, fill)
    assert first != second
    store = opened(tmp_path)
    with store.begin() as tx:
        (held,) = names.find(tx, SPELT)
        assert (held.id, held.goal, held.note) == (first, Goal.GET_TO_KNOW, "binds books")
        assert [(account.uid, account.address) for account in held.accounts] == [(SPELT, SPELT)]
        assert people.known(tx, f"mastodon:{SPELT}").follower_since == NOW - DAY
        assert suggestions.get(tx, suggestion).person == first
        assert suggestions.get(tx, suggestion).account == f"mastodon:{SPELT}"
        post = posts.get(tx, uri).post
        assert (post.author.uid, post.mentions) == (SPELT, (Mentioned(SPELT, SPELT),))
        assert tx.execute(select(interactions.c.account)).scalars().all() == [f"mastodon:{SPELT}"]
        assert tx.execute(select(accounts.c.key)).scalars().all() == [f"mastodon:{SPELT}"]
    store.close()


def test_an_account_under_the_old_spelling_alone_is_respelt(tmp_path):
    """Nobody is lost, and opening again changes nothing."""
    filled(tmp_path, lambda tx: said(tx, READ, "Which glue?"))
    for _ in range(2):
        store = opened(tmp_path)
        with store.begin() as tx:
            (held,) = names.find(tx, SPELT)
            assert [account.key for account in held.accounts] == [f"mastodon:{SPELT}"]
            assert names.find(tx, READ) == ()
        store.close()


def test_somebody_whose_name_has_other_letters_stays_who_they_are(tmp_path):
    """Only domains are spelt in two ways."""
    filled(tmp_path, lambda tx: said(tx, "jürgen@books.example", "Which glue?"))
    store = opened(tmp_path)
    with store.begin() as tx:
        assert people.known(tx, "mastodon:jürgen@books.example")
    store.close()


def test_whoever_is_forgotten_stays_so_under_both_spellings(tmp_path):
    """What was forgotten by an earlier version is not collected anew by this one."""
    store = opened(tmp_path)
    with store.begin() as tx:
        seen.mark_forgotten(tx, f"mastodon:{READ}", NOW)
        assert seen.is_forgotten(tx, f"mastodon:{SPELT}")
        assert not seen.is_forgotten(tx, "mastodon:lena@xn--bchr-kva.example")
        assert not seen.is_forgotten(tx, "mastodon:lena@xn--.example")
    store.close()
