"""What Bluesky's answers mean, case by case: each file in `tests/data/bluesky` stands beside the post that it is."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import AccountFlag
from bot.platforms.bluesky.fields import Malformed
from bot.platforms.bluesky.normalise import account, home_post, post, readable, relationship, sort_time
from bot.platforms.bluesky.preferences import Preferences
from bot.wording.text import Name
from tests.platforms.bluesky.builders import ALICE, BOB, NOON, a_view, an_item, iso
from tests.platforms.bluesky.told import told

DATA = Path(__file__).parents[2] / "data/bluesky"
CASES = sorted(path.stem for path in DATA.glob("*.json") if not path.name.endswith(".post.json"))


@pytest.mark.parametrize("case", CASES)
def test_an_answer_becomes_the_post_beside_it(case):
    """A new oddity is a new pair of files, no new code."""
    raw = json.loads((DATA / f"{case}.json").read_text())
    translate = home_post if case.startswith("home") else post
    assert json.loads((DATA / f"{case}.post.json").read_text()) == told(translate(raw))


@pytest.mark.parametrize(
    "view",
    [
        {},
        {"uri": "at://did:plc:alice/app.bsky.feed.post/1"},
        {**a_view(), "cid": None},
        {**a_view(), "author": "alice"},
        {**a_view(), "indexedAt": "yesterday", "record": {"text": "when?"}},
    ],
)
def test_what_no_post_can_be_made_of_says_so(view):
    """Without an address, a version, an author or any time there is no post."""
    with pytest.raises(Malformed):
        post(view)


def test_one_bad_item_never_fails_its_page():
    """The others are read, and the bad one is counted (BM-1)."""
    found, skipped = readable([a_view("one"), {"uri": "at://x"}, a_view("two")], post, of="test")
    assert [said.text for said in found] == ["Which glue?"] * 2
    assert skipped == 1


KEYS = [
    "uri",
    "cid",
    "author",
    "record",
    "embed",
    "labels",
    "viewer",
    "indexedAt",
    "did",
    "handle",
    "text",
    "facets",
    "langs",
    "tags",
    "reply",
    "parent",
    "root",
    "createdAt",
    "index",
    "features",
    "byteStart",
    "byteEnd",
    "$type",
    "images",
    "items",
    "alt",
    "external",
    "media",
    "value",
    "val",
    "src",
    "neg",
    "post",
    "reason",
    "by",
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS) | st.text(), inner, max_size=6),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(KEYS), JSON))
def test_nothing_but_malformed_is_ever_raised(overrides):
    """Whatever a server puts into a field, the item is read or skipped (BM-3)."""
    for translate, item in ((post, {**a_view(), **overrides}), (home_post, {"post": overrides, **overrides})):
        try:
            translate(item)
            sort_time(item)
        except Malformed:
            pass


def test_a_bot_is_known_by_its_label_and_a_wish_by_its_words():
    """The label `bot`, `#nobot` in the profile, and what moderators hide (BP-6, BP-8)."""
    view = {"did": ALICE, "handle": "alice.test", "description": "Robots, please: #NoBot"}
    assert account({**view, "labels": [{"val": "bot", "src": ALICE}, {"val": "!hide", "src": BOB}]}).flags == {
        AccountFlag.BOT,
        AccountFlag.NOBOT,
        AccountFlag.LIMITED,
    }
    assert account({"did": ALICE}).flags == frozenset()


def test_ties_are_read_from_the_viewer_state():
    """Lists block and mute as well as people do (BP-5); logged out there are none (BM-6)."""
    mutual = relationship(
        {"viewer": {"following": "at://f", "followedBy": "at://g", "muted": False, "blockedBy": False}}
    )
    assert (mutual.following, mutual.followed_by, mutual.muting, mutual.blocking) == (True, True, False, False)
    by_lists = relationship({"viewer": {"blockingByList": {"uri": "at://l"}, "mutedByList": {"uri": "at://m"}}})
    assert (by_lists.blocking, by_lists.muting) == (True, True)
    assert not any((relationship({}).following, relationship({}).blocked_by))


def test_a_place_in_the_feed_is_the_earlier_of_said_and_seen():
    """And for a reshare the time of passing on (BT-3)."""
    back_dated = a_view(at=NOON, indexedAt="2026-11-18T15:00:00Z")
    passed_on = {"$type": "app.bsky.feed.defs#reasonRepost", "indexedAt": "2026-11-18T16:00:00Z"}
    assert sort_time({"post": back_dated}) == NOON
    assert iso(sort_time({"post": back_dated, "reason": passed_on})) == "2026-11-18T16:00:00.000Z"
    assert sort_time({"post": {}}) is None


def test_what_the_owner_hides_is_filtered():
    """Hidden posts, hidden labels and muted words; everything else is not (BT-8)."""
    labelled = a_view("labelled", labels=[{"val": "graphic-media", "src": ALICE}])
    hide = Preferences(hidden_posts=frozenset({a_view("hidden")["uri"]}), hidden_labels=frozenset({"graphic-media"}))
    marks = {
        said.uri.rpartition("/")[2]: said.filtered
        for said in (post(view, hide) for view in (a_view("hidden"), labelled, a_view("plain")))
    }
    assert marks == {"hidden": True, "labelled": True, "plain": False}
    assert not home_post(an_item()).filtered


@pytest.mark.parametrize(
    "says",
    [{"displayName": "Tomas #nobot"}, {"description": "Maps. #NoBots"}, {"description": "Maps\nNo bots, please"}],
)
def test_who_asks_for_no_bots_is_known(says):
    """In the name as well as in the words (adamghill/fediview, snarfed/bridgy-fed#1204)."""
    assert AccountFlag.NOBOT in account({"did": ALICE, **says}).flags
    assert AccountFlag.NOBOT not in account({"did": ALICE, "description": "I study #ethnobotany and #nobotany"}).flags


@pytest.mark.parametrize("handle", ["handle.invalid", "", None, 5])
def test_a_handle_that_does_not_hold_is_nobody_s_name(handle):
    """The network shows `handle.invalid` for it; nobody is called "handle"."""
    nameless = account({"did": ALICE, "handle": handle})
    assert (nameless.address, nameless.called) == ("", "")
    assert Name(nameless.called, nameless.address) == "somebody"


@pytest.mark.parametrize(
    ("said", "told"),
    [("0001-01-01T00:00:00Z", NOON), ("2099-01-01T00:00:00Z", NOON), ("9999-12-31T23:59:59-05:00", NOON)],
)
def test_a_time_that_cannot_be_is_the_time_of_arrival(said, told):
    """So that the post neither hides its page nor stands before all others."""
    view = a_view()
    view = {**view, "record": {**view["record"], "createdAt": said}, "indexedAt": iso(NOON)}
    assert post(view).created_at == told
