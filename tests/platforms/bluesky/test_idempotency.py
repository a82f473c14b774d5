"""The idempotency data of an approval: fixed once, fitting one act only (BW-6, BW-7)."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Retract, Visibility
from bot.errors import NotAllowed
from bot.platforms.bluesky import facets
from bot.platforms.bluesky.idempotency import fits, idempotency_data, tid
from tests.platforms.bluesky.builders import NOON, OWNER, a_ref, a_reply

TIMES = st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def test_a_seal_holds_the_whole_record():
    """Words, time, language, place and links; nothing that was not approved."""
    sealed = json.loads(idempotency_data(a_reply("See https://example.com."), "approval-1", NOON))
    assert sealed["record"] == {
        "$type": "app.bsky.feed.post",
        "text": "See https://example.com.",
        "createdAt": "2026-11-18T12:00:00.000Z",
        "langs": ["en"],
        "reply": {
            "root": {"uri": a_ref().uri, "cid": "cid-question"},
            "parent": {"uri": a_ref().uri, "cid": "cid-question"},
        },
        "facets": [
            {
                "index": {"byteStart": 4, "byteEnd": 23},
                "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://example.com"}],
            }
        ],
    }


def test_a_seal_marks_tags_and_links_alone():
    """A tag tells nobody; a name stays words."""
    made = json.loads(idempotency_data(a_reply("@jo.example: #glue, glue.org"), "approval-1", NOON))["record"]
    kinds = [feature["$type"].rpartition("#")[2] for one in made["facets"] for feature in one["features"]]
    assert kinds == ["tag", "link"]


@pytest.mark.parametrize("text", ["Try #glue.", "See https://example.com, #glue and glue.org.", "Wheat starch."])
def test_a_seal_of_before_tags_were_marked_stays_good(text):
    """An open approval goes out byte for byte as it was sealed; only links were marked then."""
    held = json.loads(idempotency_data(a_reply(text), "approval-1", NOON))
    held["record"].pop("facets", None)
    if links := facets.for_links(text):
        held["record"]["facets"] = links
    assert fits(json.dumps(held), a_reply(text))
    assert not fits(json.dumps(held), a_reply(text + "!"))
    held["record"]["facets"] = [{"index": {"byteStart": 0, "byteEnd": 3}, "features": [{"$type": facets.MENTION}]}]
    assert not fits(json.dumps(held), a_reply(text))


def test_a_reply_without_a_language_names_none():
    """No default of anybody's (BW-4)."""
    assert "langs" not in json.loads(idempotency_data(a_reply(language=None), "approval-1", NOON))["record"]


def test_a_seal_is_pure():
    """The same approval always gives the same seal, in any zone."""
    elsewhere = NOON.astimezone(timezone(timedelta(hours=5)))
    assert idempotency_data(a_reply(), "approval-1", NOON) == idempotency_data(a_reply(), "approval-1", elsewhere)


def test_two_approvals_never_share_a_key():
    """Not even in the same microsecond; one in 1,024 would not do, so the time tells them apart too."""
    keys = {tid(NOON + timedelta(microseconds=n), f"approval-{n}") for n in range(1000)}
    assert len(keys) == 1000
    assert tid(NOON, "approval-1") != tid(NOON, "approval-2")


@given(TIMES, st.text())
def test_a_key_is_one_the_network_takes(now, approval_id):
    """Thirteen letters of its alphabet, sorted by time."""
    key = tid(now, approval_id)
    assert len(key) == 13
    assert set(key) <= set("234567abcdefghijklmnopqrstuvwxyz")
    assert key < tid(now + timedelta(microseconds=1), approval_id)


def test_the_key_of_the_specification():
    """The vector that the specification's arithmetic gives (BW-7); the clock's ten bits come last."""
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=1724171495793000)
    assert tid(at, "anything")[:11] == "3l25zusnsfc"


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Wheat starch!"},
        {"target": a_ref("other")},
        {"root": a_ref("other")},
        {"target": replace(a_ref(), version="edited")},
        {"language": "de"},
    ],
)
def test_a_seal_fits_no_other_act(change):
    """One letter, another post, another version, another language."""
    sealed = idempotency_data(a_reply(), "approval-1", NOON)
    assert fits(sealed, a_reply())
    assert not fits(sealed, a_reply(**change))


def test_a_seal_of_a_retraction_names_its_reply():
    """It fits that reply and no other, and never a reply's approval."""
    mine = Retract(a_ref("mine", OWNER))
    sealed = idempotency_data(mine, "approval-1", NOON)
    assert fits(sealed, mine)
    assert not fits(sealed, Retract(a_ref("another", OWNER)))
    assert not fits(sealed, a_reply())
    assert not fits(idempotency_data(a_reply(), "approval-1", NOON), mine)


@pytest.mark.parametrize(
    "broken", ["", "{", "[]", "null", '{"rkey": 1}', '{"record": {}}', '{"rkey": "", "record": []}']
)
def test_a_broken_seal_fits_nothing(broken):
    """It is refused, not repaired."""
    assert not fits(broken, a_reply())


@pytest.mark.parametrize(
    "change",
    [{"warning": "old letters"}, {"addresses": ("alice.test",)}, {"visibility": Visibility.FOLLOWERS}],
)
def test_what_the_network_cannot_carry_is_not_sealed(change):
    """What was shown to the owner would not be what stands."""
    with pytest.raises(NotAllowed):
        idempotency_data(a_reply(**change), "approval-1", NOON)
