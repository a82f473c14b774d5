"""An archive file of either network becomes the same kind of record, and says nothing that it does not know."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.backtest import measure
from bot.backtest.archives import record_of
from bot.backtest.days import days
from bot.cli.archives import opened
from bot.decide.facts import OwnerProfile
from bot.decide.rules import default_pack, load
from bot.decide.schedule import Schedule
from bot.domain import InteractionKind, Visibility
from bot.platforms.archive import NoArchive
from bot.platforms.bluesky.archive import key_time
from bot.platforms.bluesky.archive import read as read_repository
from bot.platforms.bluesky.idempotency import tid
from bot.platforms.mastodon.archive import id_time
from bot.platforms.mastodon.archive import read as read_outbox
from tests.backtest.archives import ACTOR, DID, a_car, a_mention, a_note, a_record, a_sign, an_announce, an_outbox

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
TOMAS = "https://books.example/users/tomas"


def written(at):
    return at.isoformat().replace("+00:00", "Z")


def uri(who, at):
    """Somebody's post on Bluesky, whose key tells its time."""
    return f"at://did:plc:{who}/app.bsky.feed.post/{tid(at, who)}"


def status(actor, at):
    """Somebody's post on Mastodon, whose id tells its time."""
    return f"{actor}/statuses/{int(at.timestamp() * 1000) << 16}"


# --- a repository of Bluesky


@pytest.fixture
def repository():
    """Five posts, two likes, a reshare, a follow: enough for a tree with branches."""
    asked = uri("tomas", NOON)
    return a_car(
        {
            "app.bsky.actor.profile/self": {"$type": "app.bsky.actor.profile", "displayName": "Lena"},
            "app.bsky.feed.post/3aaa": a_record("Two more letters turned up.", written(NOON - timedelta(days=9))),
            "app.bsky.feed.post/3aab": a_record("With polyester film.", written(NOON + timedelta(hours=1)), to=asked),
            "app.bsky.feed.post/3bbb": a_record(
                "And slowly.", written(NOON + timedelta(hours=2)), to=f"at://{DID}/x/3aab"
            ),
            "app.bsky.feed.post/3ccc": {"$type": "app.bsky.feed.post", "text": "a post without a time"},
            "app.bsky.feed.like/3a": a_sign("like", uri("ines", NOON), written(NOON + timedelta(minutes=5))),
            "app.bsky.feed.like/3b": a_sign("like", asked, written(NOON + timedelta(minutes=6))),
            "app.bsky.feed.repost/3a": a_sign("repost", uri("petra", NOON), written(NOON + timedelta(minutes=7))),
            "app.bsky.graph.follow/3a": {"subject": "did:plc:tomas", "createdAt": written(NOON - timedelta(days=90))},
        }
    )


def test_every_post_of_a_repository_is_found_wherever_it_hangs(repository):
    """Oldest first; what has no time is left out, and nothing else with it."""
    archive = read_repository(repository)
    assert [post.text for post in archive.posts] == [
        "Two more letters turned up.",
        "With polyester film.",
        "And slowly.",
    ]
    assert archive.owner.uid == DID
    first = archive.posts[0]
    assert (first.uri, first.language) == (f"at://{DID}/app.bsky.feed.post/3aaa", "en")
    assert first.ref.version.startswith("bafyrei")


def test_what_the_owner_did_by_hand_is_in_it_too(repository):
    """Likes, reshares and follows, with their times."""
    acts = read_repository(repository).acts
    assert [(act.kind, act.account) for act in acts] == [
        (InteractionKind.FOLLOW, "bluesky:did:plc:tomas"),
        (InteractionKind.LIKE, "bluesky:did:plc:ines"),
        (InteractionKind.LIKE, "bluesky:did:plc:tomas"),
        (InteractionKind.RESHARE, "bluesky:did:plc:petra"),
    ]


def test_others_posts_are_known_by_author_and_time_only(repository):
    """Each once, without words; the owner's own further parts are none of them."""
    touched = read_repository(repository).touched
    assert [post.author.uid for post in touched] == ["did:plc:ines", "did:plc:tomas", "did:plc:petra"]
    assert {post.created_at for post in touched} == {NOON}
    assert {post.text for post in touched} == {""}


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("3l25zusnsfck2", datetime(2024, 8, 20, 16, 31, 35, 793000, tzinfo=UTC)),
        ("2222222222222", None),
        ("self", None),
        ("3l25zusnsfc1!", None),
    ],
)
def test_a_key_tells_its_time_or_none(key, told):
    """BW-7's example; the epoch and words are no times."""
    assert key_time(key) == told


def test_a_key_from_the_future_does_not_outrun_the_act():
    """Keys are whatever an app wrote (BW-7); nobody likes what is not there yet."""
    late = uri("ines", NOON + timedelta(days=9))
    (post,) = read_repository(a_car({"app.bsky.feed.like/3a": a_sign("like", late, written(NOON))})).touched
    assert post.created_at == NOON


@pytest.mark.parametrize("data", [b"", b"no car at all", b"\x00" * 64, a_car({}, did="")], ids=len)
def test_what_is_no_repository_is_said_to_be_none(data):
    """In a sentence, for whatever lies in the file."""
    with pytest.raises(NoArchive, match="CAR"):
        read_repository(data)


def test_a_damaged_repository_gives_what_is_left(repository):
    """The tree of a cut-off file leads nowhere in places; the rest is read, or the file is none."""
    for size in range(len(repository) - 1, len(repository) - 400, -37):
        try:
            assert len(read_repository(repository[:size]).posts) <= 3
        except NoArchive:
            continue


# --- an outbox of Mastodon


@pytest.fixture
def outbox():
    """An answer, a post, a further part, a private message, two reshares."""
    return an_outbox(
        a_note(
            1, "Two more letters turned up. #Paper", "2026-11-07T12:00:00Z", tag=[{"type": "Hashtag", "name": "#Paper"}]
        ),
        a_note(
            2,
            'With <a href="https://film.example/">polyester film</a>.',
            "2026-11-16T13:00:00Z",
            to=status(TOMAS, NOON),
            tags=[a_mention("@tomas@books.example", TOMAS)],
        ),
        a_note(3, "And slowly.", "2026-11-16T14:00:00Z", to="https://writers.example/users/lena/statuses/2"),
        a_note(4, "Between us.", "2026-11-16T15:00:00Z", public=False),
        an_announce(status("https://porto.example/users/ines", NOON), "2026-11-16T16:00:00Z"),
        an_announce("https://elsewhere.example/objects/9d7c", "2026-11-16T17:00:00Z"),
    )


def test_the_outbox_gives_the_owners_posts_as_plain_words(outbox):
    """Markup gone, links kept, the private message left out."""
    archive = read_outbox(outbox)
    assert archive.owner.uid == "lena@writers.example"
    assert [post.text for post in archive.posts] == [
        "Two more letters turned up. #Paper",
        "With polyester film (https://film.example/).",
        "And slowly.",
    ]
    first, answer, further = archive.posts
    assert (first.hashtags, first.language, first.visibility) == (("paper",), "en", Visibility.PUBLIC)
    assert (answer.parent.uri, answer.parent_uid) == (status(TOMAS, NOON), "tomas@books.example")
    assert further.parent_uid == "lena@writers.example"


def test_reshares_and_answers_name_others_posts(outbox):
    """With author and time, as far as the address tells; whose author nobody knows is counted."""
    archive = read_outbox(outbox)
    assert [(post.author.uid, post.created_at) for post in archive.touched] == [
        ("tomas@books.example", NOON),
        ("ines@porto.example", NOON),
    ]
    assert archive.nameless == 1
    assert [(act.kind, act.account) for act in archive.acts] == [
        (InteractionKind.RESHARE, "mastodon:ines@porto.example")
    ]


@pytest.mark.parametrize(
    ("to", "tags", "whose"),
    [
        ("https://books.example/@tomas/110", (), "tomas@books.example"),
        (
            "https://notes.example/notes/9abc",
            (a_mention("@kim@notes.example", "https://notes.example/users/9x7"),),
            "kim@notes.example",
        ),
        (
            "https://notes.example/notes/9abc",
            (
                a_mention("@kim@notes.example", "https://notes.example/users/9x7"),
                a_mention("@lee@notes.example", "https://notes.example/users/9x8"),
            ),
            None,
        ),
        (
            "https://books.example/ap/users/115/statuses/110",
            (a_mention("@ada@books.example", "https://books.example/ap/users/115"),),
            "ada@books.example",
        ),
        ("https://lost.example/objects/1", (), None),
    ],
)
def test_who_is_answered_is_told_by_the_address_or_the_mention(to, tags, whose):
    """Servers name their posts differently; where two could be meant, nobody is."""
    (post,) = read_outbox(an_outbox(a_note(1, "Yes.", "2026-11-16T13:00:00Z", to=to, tags=tags))).posts
    assert post.parent_uid == whose


@pytest.mark.parametrize(
    ("to", "cc", "seen_by"),
    [
        (["https://www.w3.org/ns/activitystreams#Public"], [], Visibility.PUBLIC),
        ("as:Public", None, Visibility.PUBLIC),
        (["https://writers.example/users/lena/followers"], ["as:Public"], Visibility.UNLISTED),
        (["https://writers.example/users/lena/followers"], [], Visibility.FOLLOWERS),
    ],
)
def test_who_may_read_a_post_is_told_by_its_addressees(to, cc, seen_by):
    """In the first line everyone: public; in the second: unlisted; else the followers."""
    (post,) = read_outbox(an_outbox(_addressed(a_note(1, "Hm.", "2026-11-16T13:00:00Z"), to, cc))).posts
    assert post.visibility is seen_by


def _addressed(activity, to, cc):
    return {**activity, "object": {**activity["object"], "to": to, "cc": cc}}


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (status(TOMAS, NOON), NOON),
        ("https://books.example/users/tomas/statuses/1145270", None),
        ("https://gts.example/users/kim/statuses/01JCXQ4S7V", None),
    ],
)
def test_an_id_tells_its_time_or_none(address, told):
    """Mastodon's long ids do; short ones and those of other servers do not."""
    assert id_time(address) == told


# Accounts made since Mastodon 4.5: mastodon/mastodon#36316, mastodon/mastodon#36365, glacasa/Mastonet#135. All invented.
NUMBERED = "https://writers.example/ap/users/116000000000000001"
ADA = "https://books.example/ap/users/116000000000000777"
ACTOR_FILE = json.dumps({"id": NUMBERED, "type": "Person", "preferredUsername": "lena"}).encode()


def numbered(activity, **note):
    """The same activity of an account whose addresses hold a number."""
    return json.loads(json.dumps({**activity, "object": {**activity["object"], **note}}).replace(ACTOR, NUMBERED))


@pytest.mark.parametrize(
    ("shown", "beside"),
    [({}, b""), ({"url": None}, ACTOR_FILE), ({"url": f"{NUMBERED}/statuses/1"}, ACTOR_FILE), ({}, b"{"), ({}, b"[]")],
)
def test_an_account_with_a_number_in_its_address_has_its_name(shown, beside):
    """From where its posts are shown, or from the file beside; others' from the mentions that stand before theirs."""
    note = a_note(
        1, "With paste.", "2026-11-16T13:00:00Z", to=f"{ADA}/statuses/9", tags=[a_mention("@ada@books.example", ADA)]
    )
    both = an_outbox(
        numbered(note, **shown),
        {**an_announce(f"{ADA}/statuses/10", "2026-11-16T14:00:00Z"), "actor": NUMBERED},
        {**an_announce({"id": f"{NUMBERED}/statuses/1"}, "2026-11-16T15:00:00Z"), "actor": NUMBERED},
    )
    archive = read_outbox(both, beside)
    assert archive.owner.uid == "lena@writers.example"
    assert [post.parent_uid for post in archive.posts] == ["ada@books.example"]
    assert [act.account for act in archive.acts] == ["mastodon:ada@books.example"]
    assert archive.nameless == 0


def test_a_number_is_nobody_s_name():
    """Where nothing tells it, the archive is none, and another's post is of nobody."""
    with pytest.raises(NoArchive):
        read_outbox(an_outbox(numbered(a_note(1, "Hm.", "2026-11-16T13:00:00Z"), url=None)))
    told = read_outbox(an_outbox(a_note(1, "Hm.", "2026-11-16T13:00:00Z", to=f"{ADA}/statuses/9")))
    assert told.posts[0].parent_uid is None


@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00", "2099-01-01T00:00:00Z", "1970-01-01"]
)
def test_an_impossible_time_leaves_out_that_post_alone(at):
    """It neither ends the reading nor moves the weeks that are measured, on either network."""
    outbox = an_outbox(a_note(1, "Early.", "2026-11-07T12:00:00Z"), a_note(2, "Odd.", at), an_announce(ADA, at))
    car = a_car(
        {"app.bsky.feed.post/3a": a_record("Early.", written(NOON)), "app.bsky.feed.post/3b": a_record("Odd.", at)}
    )
    for archive in (read_outbox(outbox, now=NOON), read_repository(car, NOON)):
        assert [post.text for post in archive.posts] == ["Early."]


@pytest.mark.parametrize("data", [b"{", b"{}", b"[]", b'{"orderedItems": []}', an_outbox({"type": "Create"})], ids=str)
def test_what_is_no_outbox_is_said_to_be_none(data):
    """In a sentence that says which file to take."""
    with pytest.raises(NoArchive, match=r"outbox\.json|JSON"):
        read_outbox(data)


# --- files


def test_a_file_is_opened_by_what_is_in_it(tmp_path, repository, outbox):
    """Whatever it is called; the zip and the folder that Mastodon's download is, too."""
    (tmp_path / "a").write_bytes(repository)
    (tmp_path / "b").write_bytes(outbox)
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as packed:
        packed.writestr("archive-2026/outbox.json", outbox)
        packed.writestr("archive-2026/actor.json", "{}")
    (tmp_path / "outbox.json").write_bytes(outbox)
    assert [opened(tmp_path / name).owner.uid for name in ("a", "b", "c.zip", ".")] == [DID] + [
        "lena@writers.example"
    ] * 3


def test_whose_an_archive_is_may_stand_beside_the_outbox(tmp_path):
    """In the zip and in the folder."""
    outbox = an_outbox(numbered(a_note(1, "Hm.", "2026-11-16T13:00:00Z"), url=None))
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as packed:
        packed.writestr("archive-2026/outbox.json", outbox)
        packed.writestr("archive-2026/actor.json", ACTOR_FILE)
    (tmp_path / "outbox.json").write_bytes(outbox)
    (tmp_path / "actor.json").write_bytes(ACTOR_FILE)
    for place in ("c.zip", ".", "outbox.json"):
        assert opened(tmp_path / place).owner.uid == "lena@writers.example"


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    """With its name, and no traceback; so is a zip without an outbox."""
    with pytest.raises(NoArchive, match=r"gone\.json cannot be read"):
        opened(tmp_path / "gone.json")
    zipfile.ZipFile(tmp_path / "empty.zip", "w").close()
    with pytest.raises(NoArchive, match=r"no outbox\.json in empty\.zip"):
        opened(tmp_path / "empty.zip")


# --- what can be made of it


def many_days():
    """Sixty days: every day Tomas, a friend of long standing, is answered; three others are liked."""
    records = {}
    for day in range(60):
        at = NOON - timedelta(days=day)
        asked = uri("tomas", at)
        records[f"app.bsky.feed.post/{tid(at, 'lena')}"] = a_record("Yes.", written(at + timedelta(hours=1)), to=asked)
        for n, who in enumerate(("ines", "petra", "zoe")):
            liked = uri(who, at + timedelta(minutes=n))
            records[f"app.bsky.feed.like/{tid(at, who)}"] = a_sign("like", liked, written(at + timedelta(hours=1)))
    return read_repository(a_car(records))


def test_the_weeks_are_counted_from_the_last_post():
    """An archive of last year has last weeks too; what is older is memory."""
    record = record_of(many_days(), timedelta(weeks=1))
    found = list(days(record, OwnerProfile(uids=frozenset({DID}))))
    assert [day.on.day for day in found] == [10, 11, 12, 13, 14, 15, 16]
    assert {len(day.items) for day in found} == {4}
    (friend,) = (item.candidate for item in found[0].items if item.grade)
    assert friend.standing.yours_365 == 53


def test_by_the_relation_alone_the_friend_stands_before_strangers():
    """Nothing but who was answered before, and that is enough here; what it does not measure it does not say."""
    record = record_of(many_days(), timedelta(weeks=1))
    owner = OwnerProfile(uids=frozenset({DID}))
    outcome = measure([record], owner, load(default_pack()), Schedule(owner.zone))
    ours = outcome.rows[0]
    assert ours.average_precision.mean == 1
    assert outcome.brought is None


def test_an_archive_without_a_post_has_nothing_to_look_at():
    """It is an archive, and an empty one."""
    with pytest.raises(NoArchive, match="no post"):
        record_of(read_repository(a_car({})), timedelta(weeks=1))


@pytest.mark.parametrize("damage", ["cut", "locked"])
def test_what_cannot_be_unpacked_is_a_sentence(tmp_path, damage):
    """An archive whose download broke off in the middle, and one with a password."""
    packed = tmp_path / "archive.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("outbox.json", an_outbox() + b" " * 4000)
    content = bytearray(packed.read_bytes())
    if damage == "cut":
        content[60:90] = bytes(30)
    else:  # the mark that says so, in front of the file and in the list at the end
        content[6] |= 1
        content[content.index(b"PK\x01\x02") + 8] |= 1
    packed.write_bytes(content)
    with pytest.raises(NoArchive, match=r"archive\.zip is a zip that cannot be unpacked \("):
        opened(packed)


def test_what_nobody_may_read_beside_an_outbox_is_a_sentence(tmp_path, monkeypatch):
    """The file that says whose it is lies beside it in a folder that was unpacked."""
    (tmp_path / "outbox.json").write_bytes(an_outbox())
    (tmp_path / "actor.json").write_text("{}")
    read = Path.read_bytes

    def refused(file):
        if file.name == "actor.json":
            raise PermissionError(13, "Permission denied")
        return read(file)

    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(NoArchive, match=r"cannot be read \(Permission denied\)"):
        opened(tmp_path)
