"""Make small archive files as the networks give them out: a repository with its tree, and an outbox."""

from __future__ import annotations

import hashlib
import json

import libipld

DID = "did:plc:lena"
ACTOR = "https://writers.example/users/lena"
EVERYONE = "https://www.w3.org/ns/activitystreams#Public"
HEAD = bytes((1, 0x71, 0x12, 32))  # first version, dag-cbor, sha2-256, 32 bytes


def a_car(records, did=DID):
    """A repository with these records (path -> record) as one file; every second path stands in a lower branch."""
    blocks = {}

    def put(value):
        data = libipld.encode_dag_cbor(value)
        cid = HEAD + hashlib.sha256(data).digest()
        blocks[cid] = data
        return cid

    paths = sorted(records)
    lower = {path: put(_node([(path, put(records[path]))])) for path in paths[1::2]}
    upper = [(path, put(records[path])) for path in paths[::2]]
    right = [lower.get(following) for following in paths[1::2]]
    commit = put({"did": did, "version": 3, "rev": "3", "prev": None, "data": put(_node(upper, right)), "sig": b"sig"})
    header = libipld.encode_dag_cbor({"version": 1, "roots": [commit]})
    return _sized(header) + b"".join(_sized(cid + data) for cid, data in blocks.items())


def _node(entries, right=()):
    """A node of the tree: each path without what it shares with the one before."""
    told, before = [], b""
    for number, (path, link) in enumerate(entries):
        key = path.encode()
        shared = next(
            (n for n, (a, b) in enumerate(zip(key, before, strict=False)) if a != b), min(len(key), len(before))
        )
        told.append({"p": shared, "k": key[shared:], "v": link, "t": right[number] if number < len(right) else None})
        before = key
    return {"l": None, "e": told}


def _sized(data):
    size, prefix = len(data), b""
    while size > 127:
        prefix += bytes((size & 127 | 128,))
        size >>= 7
    return prefix + bytes((size,)) + data


def a_record(text, at, *, to=None, **values):
    """A post record; `to` is the uri that it answers."""
    ref = {"uri": to, "cid": "bafyrei"}
    reply = {"reply": {"parent": ref, "root": ref}} if to else {}
    return {"$type": "app.bsky.feed.post", "text": text, "createdAt": at, "langs": ["en"], **reply, **values}


def a_sign(kind, uri, at):
    """A like or a reshare."""
    return {"$type": f"app.bsky.feed.{kind}", "subject": {"uri": uri, "cid": "bafyrei"}, "createdAt": at}


def an_outbox(*activities):
    """An `outbox.json`."""
    return json.dumps({"type": "OrderedCollection", "totalItems": len(activities), "orderedItems": activities}).encode()


def a_note(number, html, at, *, to=None, tags=(), public=True, **values):
    """A post in the outbox; `to` is the address of what it answers."""
    return {
        "type": "Create",
        "actor": ACTOR,
        "published": at,
        "object": {
            "id": f"{ACTOR}/statuses/{number}",
            "type": "Note",
            "published": at,
            "url": f"https://writers.example/@lena/{number}",
            "content": f"<p>{html}</p>",
            "contentMap": {"en": f"<p>{html}</p>"},
            "inReplyTo": to,
            "to": [EVERYONE] if public else ["https://books.example/users/tomas"],
            "cc": [f"{ACTOR}/followers"] if public else [],
            "tag": list(tags),
            **values,
        },
    }


def an_announce(uri, at):
    """A reshare in the outbox."""
    return {"type": "Announce", "actor": ACTOR, "published": at, "object": uri, "to": [EVERYONE]}


def a_mention(name, href):
    """A mention among a post's tags."""
    return {"type": "Mention", "name": name, "href": href}
