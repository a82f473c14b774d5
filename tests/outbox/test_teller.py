"""The one way in which jobs speak: through the outbox, guarded, in as many messages as it takes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain import MessageKind, Network, Visibility, WrittenBy
from bot.outbox.previews import Showing
from bot.outbox.teller import Told, draft_code, target_of
from bot.platforms.memory import Customs
from bot.store import answerable, drafts, messages, posts
from tests.contract.memory_world import PEOPLE
from tests.jobs.bench import QUESTION, WORDS


def said(bench, text, **how):
    """What stands in the outbox after this was said."""
    teller = bench.teller
    with bench.tx() as tx:
        teller.say(tx, text, now=bench.world.now(), **how)
        return messages.history(tx)


def test_what_is_said_stands_in_the_outbox(bench):
    """With its kind, whom it answers, what it is about, and whether the bot began it."""
    row = bench.suggest(bench.heard("alice"))
    [held] = said(bench, "Good.", kind=MessageKind.RECEIPT, to=Told("letter-3", row.id), begun=True)
    assert (held.text, held.kind, held.reply_to, held.suggestion, held.begun, held.created_at) == (
        "Good.", MessageKind.RECEIPT, "letter-3", row.id, True, bench.now,
    )  # fmt: skip


def test_by_itself_it_is_a_notice_that_answers(bench):
    """About nothing in particular."""
    [held] = said(bench, "Good.")
    assert (held.kind, held.reply_to, held.suggestion, held.begun, held.act) == (
        MessageKind.NOTICE, None, None, False, None,
    )  # fmt: skip


def test_no_handle_in_it_reaches_anybody(bench):
    """Whatever stands in it."""
    said(bench, f"Ask @{PEOPLE['alice']} about it.")
    assert bench.told() == [f"Ask @{PEOPLE['alice']} about it."]
    assert bench.world.inbox("alice") == []


def test_what_does_not_fit_comes_in_parts(make):
    """As much as one message of this network holds."""
    bench = make(customs=Customs(message_characters=100))
    held = said(bench, " ".join(["words"] * 40))
    assert len(held) > 1
    assert all(len(one.text) <= 100 for one in held)
    assert " ".join(one.text for one in held) == " ".join(["words"] * 40)


def test_the_time_zone_and_the_language_are_the_owners(bench):
    """The first language need not be named."""
    with bench.tx() as tx:
        assert str(bench.teller.zone(tx)) == "Europe/Berlin"
    assert bench.teller.usual_language == "en"


@pytest.mark.parametrize(("embeds", "carried_by", "hangs"), [
    (True, Network("memory"), True), (False, Network("memory"), False), (True, Network("bluesky"), False),
])  # fmt: skip
def test_a_post_hangs_below_a_message_where_the_network_can(bench, embeds, carried_by, hangs):
    """And only a post of the very network that carries the message."""
    teller = replace(bench.teller, room=replace(bench.teller.room, embeds=embeds), carried_by=carried_by)
    ref = bench.post("alice").ref
    assert teller.embedding(ref) == (ref if hangs else None)


@pytest.mark.parametrize(("settings", "off"), [
    ({}, False),
    ({"drafts": {"by": "off"}}, True),
    ({"servers": {"books.example": {"drafts": "off"}}}, True),
    ({"servers": {"books.example": {"drafts": "on"}}}, False),
    ({"servers": {"coast.example": {"drafts": "off"}}}, False),
])  # fmt: skip
def test_drafts_may_be_off_everywhere_or_on_a_server(make, settings, off):
    """On the author's server, as its community asks."""
    bench = make(**settings)
    assert bench.teller.drafts_off(bench.post("alice")) is off


def test_a_reply_is_composed_for_its_network(bench):
    """Addressed to the author, and to nobody else when that is wished; never to the owner."""
    post = bench.heard("alice", QUESTION, mention=["owner", "bob"], reply_to=bench.post("bob").uri)
    row, teller = bench.suggest(post), bench.teller
    with bench.tx() as tx:
        whole = teller.compose(tx, row, WORDS, target=post)
        only = teller.compose(tx, row, WORDS, target=post, only=True, disclosure="(A machine helped.)")
    assert whole.addresses == (PEOPLE["alice"], PEOPLE["bob"])
    assert only.addresses == (PEOPLE["alice"],)
    assert only.words == f"{WORDS}\n\n(A machine helped.)"
    assert (whole.visibility, whole.language, whole.target) == (Visibility.PUBLIC, "en", post.ref)


def test_a_reply_is_no_more_public_than_the_owner_usually_is(bench):
    """Their setting on the network is the default."""
    post = bench.heard("alice")
    row = bench.suggest(post)
    teller = replace(bench.teller, visibility={Network("memory"): Visibility.UNLISTED})
    unknown = replace(bench.teller, visibility={})
    with bench.tx() as tx:
        assert teller.compose(tx, row, WORDS, target=post).visibility is Visibility.UNLISTED
        assert unknown.compose(tx, row, WORDS, target=post).visibility is Visibility.PUBLIC


def test_words_are_numbered_and_a_gap_in_them_is_known(bench):
    """Each has a code of its own."""
    row, now = bench.suggest(bench.heard("alice")), bench.now
    with bench.tx() as tx:
        for words, by in (("With ___ over it.", WrittenBy.STARTER), (WORDS, WrittenBy.OWNER)):
            Showing(bench.teller, tx, row, now).words(words, by=by)
        first, second = (drafts.get(tx, row.id, number) for number in (1, 2))
    assert [(one.number, one.gap, one.by) for one in (first, second)] == [(1, True, "starter"), (2, False, "owner")]
    assert [draft_code(row, one) for one in (first, second, 7)] == ["a1.1", "a1.2", "a1.7"]


def test_a_preview_carries_its_act(bench):
    """Only the last part of it; under the owner's own message."""
    row = bench.shown(bench.heard("alice"))
    with bench.tx() as tx:
        held = answerable.newest_preview(tx, row.id)
    assert (held.draft, held.act.words, held.suggestion) == (1, WORDS, row.id)


def test_the_post_of_a_suggestion_is_the_stored_one(bench):
    """And where it is not kept any more, nothing is made up."""
    post = bench.heard("alice")
    row = bench.suggest(post)
    with bench.tx() as tx:
        assert target_of(tx, row).text == QUESTION
        posts.forget_account(tx, post.author.key)
        with pytest.raises(KeyError):
            target_of(tx, row)
        with pytest.raises(KeyError):
            target_of(tx, replace(row, post_uri=None))


def test_a_person_is_called_by_the_name_that_is_kept(bench):
    """Which the owner may have given."""
    bench.meets("alice", name="Ada")
    row, teller = bench.suggest(bench.heard("alice")), bench.teller
    with bench.tx() as tx:
        assert str(teller.name(tx, row)) == "Ada"
