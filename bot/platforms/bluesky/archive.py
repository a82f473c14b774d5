"""Read an account's whole repository from the file that the network gives its owner (a CAR of the AT Protocol).

The file begins with a signed commit; under it hangs a search tree, whose entries are the records by collection and key.
A repository holds what its owner did. Of others' posts it knows the addresses only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from atproto_core.car import CAR
from atproto_core.cid import CID
from atproto_core.exceptions import AtProtocolError

from bot.domain import Account, Interaction, Post, PostRef
from bot.platforms.archive import AHEAD, Archive, NoArchive
from bot.platforms.bluesky import NETWORK
from bot.platforms.bluesky.acts import COLLECTIONS, own_act
from bot.platforms.bluesky.fields import Node, authority, node, nodes, text
from bot.platforms.bluesky.idempotency import COLLECTION
from bot.platforms.bluesky.normalise import post, readable, web_link

_ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"
_KEY_LENGTH = 13
_CLOCK_BITS = 10
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST = datetime(2022, 1, 1, tzinfo=UTC)
"""Before this there was no network; a key that tells an earlier time is no time."""


def read(data: bytes, now: datetime | None = None) -> Archive:
    """The owner's posts and acts in such a file, without what claims to be later than `now`.

    Raises `NoArchive` for anything else.
    """
    try:
        car = CAR.from_bytes(data)
    except (ValueError, KeyError, AtProtocolError) as error:
        raise NoArchive(
            "This is no repository file of Bluesky (a CAR, as com.atproto.sync.getRepo gives it)."
        ) from error
    commit = node(car.blocks.get(car.root))
    did = text(commit.get("did"))
    if not did:
        raise NoArchive("This CAR file is no repository: its first block names no account.")
    records = list(_records(car.blocks, commit.get("data")))
    posts, _ = readable(
        (_view(did, *one) for one in records if one[0].startswith(f"{COLLECTION}/")), post, of="archive"
    )
    latest = now + AHEAD if now else datetime.max.replace(tzinfo=UTC)
    acts = tuple(act for act in _acts(records) if act.at < latest)
    mine = tuple(sorted((one for one in posts if one.created_at < latest), key=lambda said: said.created_at))
    return Archive(_account(did), mine, acts, tuple(_touched(did, mine, acts)))


Record = tuple[str, str, Node]
"""Path, version and content of one record."""


def _records(blocks: Mapping[CID, Any], root: object) -> Iterator[Record]:
    """Every record that the tree leads to. A block that is missing takes what hangs under it along, nothing else."""
    waiting = [root]
    while waiting:
        leaf = node(_block(blocks, waiting.pop()))
        entries = nodes(leaf.get("e"))
        waiting += [link for link in (leaf.get("l"), *(entry.get("t") for entry in entries)) if link]
        path = b""
        for entry in entries:
            shared, rest, link = entry.get("p"), entry.get("k"), entry.get("v")
            if not (isinstance(shared, int) and isinstance(rest, bytes)):
                continue
            path = path[:shared] + rest
            record = node(_block(blocks, link))
            if record and isinstance(link, bytes):
                yield path.decode(errors="replace"), CID.decode(link).encode(), record


def _block(blocks: Mapping[CID, Any], link: object) -> object:
    return blocks.get(CID.decode(link)) if isinstance(link, bytes) else None


def _view(did: str, path: str, version: str, record: Node) -> Node:
    """The record as a server would show it, as far as that is known."""
    return {"uri": f"at://{did}/{path}", "cid": version, "author": {"did": did}, "record": record}


def _acts(records: Iterable[Record]) -> tuple[Interaction, ...]:
    done = [
        act
        for path, _, record in records
        if (kind := COLLECTIONS.get(path.partition("/")[0]))
        for act in readable([{"value": record}], partial(own_act, kind=kind), of="archive")[0]
    ]
    return tuple(sorted(done, key=lambda act: act.at))


def _touched(did: str, mine: Iterable[Post], acts: Iterable[Interaction]) -> Iterator[Post]:
    """Others' posts that are named, each by the first thing that was done to it."""
    answered = ((said.parent.uri, said.created_at) for said in mine if said.parent is not None)
    passed_on = ((act.subject_uri, act.at) for act in acts if act.subject_uri)
    first: dict[str, datetime] = {}
    for uri, at in sorted((*answered, *passed_on), key=lambda named: named[1]):
        first.setdefault(uri, at)
    return (_named(uri, at) for uri, at in first.items() if authority(uri) not in ("", did))


def _named(uri: str, at: datetime) -> Post:
    when = min(key_time(uri.rsplit("/", 1)[-1]) or at, at)
    ref = PostRef(NETWORK, uri, uri)
    return Post(ref, _account(authority(uri)), "", created_at=when, seen_at=when, link=web_link(uri))


def _account(did: str) -> Account:
    return Account(NETWORK, did, did, address=did, name="")


def key_time(key: str) -> datetime | None:
    """When a record was made, by its key (BW-7); None for a key that is no time."""
    if len(key) != _KEY_LENGTH or any(letter not in _ALPHABET for letter in key):
        return None
    number = 0
    for letter in key:
        number = number << 5 | _ALPHABET.index(letter)
    when = _EPOCH + timedelta(microseconds=number >> _CLOCK_BITS)
    return when if when >= _FIRST else None
