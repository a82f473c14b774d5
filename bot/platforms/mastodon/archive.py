"""Read the outbox of an account's archive, which Mastodon gives its owner on request (ActivityStreams, `outbox.json`).

It holds what the owner said and reshared. Of others' posts it knows the addresses only, and whose they are stands in the
address or among the mentions of the owner's answer. Since Mastodon 4.5 an address may hold a number in the name's place; the
owner's own name stands then where posts are shown, or in `actor.json`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from bot.domain import Account, Interaction, InteractionKind, Link, Mentioned, Post, PostRef, Visibility
from bot.platforms.archive import AHEAD, Archive, NoArchive
from bot.platforms.mastodon import NETWORK
from bot.platforms.mastodon.anchors import naming
from bot.platforms.mastodon.fields import Entity, flag, part, parts, text, when
from bot.platforms.mastodon.plaintext import plain
from bot.wording.text import one_spelling

_EVERYONE = ("https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public")
_AUTHOR = re.compile(r"(?P<actor>https?://[^/]+/(?:users/|@|u/|profile/)(?P<name>[\w.-]+))(?:/.*)?", re.ASCII)
_DEEP = 12
_SNOWFLAKE = re.compile(r"/(\d{17,19})/?$")
_FIRST = datetime(2017, 1, 1, tzinfo=UTC)
"""Ids have told the time since then."""


def read(data: bytes, beside: bytes = b"", now: datetime | None = None) -> Archive:
    """The owner's posts and reshares in such a file; what claims to be of another time than `now` or before is left out.

    `beside` is the `actor.json` of the same archive, if it is there. Raises `NoArchive` for anything else.
    """
    actor = _own_actor(beside)
    done = [one for one in _activities(data) if now is None or not _later(one, now + AHEAD)]
    uri = next((text(one, "actor") for one in done if text(one, "actor")), "") or text(actor, "id")
    names = _Names.of(done, actor)
    owner = names.account(uri)
    if owner is None:
        raise NoArchive("This outbox names no account whose it is; take outbox.json from an archive of Mastodon's.")
    posts = [
        post for one in done if text(one, "type") == "Create" and (post := _post(part(one, "object"), owner, names))
    ]
    reshared = [(text(one, "object"), at) for one in done if text(one, "type") == "Announce" and (at := _time(one))]
    known, nameless = _touched(posts, reshared, names)
    return Archive(
        owner=owner,
        posts=tuple(sorted(posts, key=lambda post: post.created_at)),
        acts=tuple(_reshare(known[uri].author, uri, at) for uri, at in reshared if uri in known),
        touched=tuple(post for post in known.values() if post.author.uid != owner.uid),
        nameless=nameless,
    )


def _activities(data: bytes) -> list[Entity]:
    try:
        outbox = json.loads(data)
    except ValueError as error:
        raise NoArchive("This is no outbox.json: it cannot be read as JSON.") from error
    if not isinstance(outbox, Mapping) or not isinstance(outbox.get("orderedItems"), list):
        raise NoArchive(
            "This JSON is no outbox: it has no orderedItems. Take outbox.json from an archive of Mastodon's."
        )
    return parts(outbox, "orderedItems")


def _later(one: Entity, latest: datetime) -> bool:
    return any(at >= latest for said in (one, part(one, "object")) if (at := _time(said)) is not None)


def _own_actor(beside: bytes) -> Entity:
    try:
        actor = json.loads(beside) if beside else {}
    except ValueError:
        return {}
    return actor if isinstance(actor, Mapping) else {}


# --- people


@dataclass(frozen=True, slots=True)
class _Names:
    """Addresses of people by the address of their actor, as far as anything in the outbox tells."""

    by_actor: Mapping[str, str]

    @classmethod
    def of(cls, done: Iterable[Entity], actor: Entity) -> _Names:
        """By mentions, by the addresses under which the owner's posts are shown, and by what `actor.json` says."""
        shown: dict[str, str] = {}
        mentioned: dict[str, str] = {}
        for one in done:
            note = part(one, "object")
            if found := _AUTHOR.fullmatch(text(note, "url")) if text(one, "type") == "Create" else None:
                shown[text(one, "actor")] = _on(found["name"], found["actor"])
            tags = (tag for tag in parts(note, "tag") if text(tag, "type") == "Mention")
            mentioned |= {text(tag, "href"): _address(tag) for tag in tags if text(tag, "name").strip("@")}
        said = {text(actor, "id"): _on(text(actor, "preferredUsername"), text(actor, "id"))}
        own = said if text(actor, "preferredUsername") else {}
        return cls({uri: name for uri, name in (shown | own | mentioned).items() if uri})

    def account(self, uri: str) -> Account | None:
        """Whose actor or post this is, by the address of an actor with which it begins, or by its own; None in doubt."""
        found = _AUTHOR.fullmatch(uri)
        actor = next((start for start in _starts(uri) if start in self.by_actor), found["actor"] if found else uri)
        address = self.by_actor.get(actor) or (_on(found["name"], uri) if found else "")
        return _account(address, actor) if address else None


def _starts(uri: str) -> Iterator[str]:
    """The address, and what remains of it as its last pieces go."""
    return ("/".join(pieces[:end]) for pieces in [uri.split("/")] for end in range(min(len(pieces), _DEEP), 3, -1))


def _on(name: str, uri: str) -> str:
    return one_spelling(f"{name}@{urlsplit(uri).netloc}")


def _address(mention: Entity) -> str:
    """`user@domain`; a server leaves its own domain out."""
    name = text(mention, "name").removeprefix("@")
    return one_spelling(name) if "@" in name else _on(name, text(mention, "href"))


def _account(address: str, actor: str) -> Account:
    return Account(NETWORK, address.lower(), "", address, name="", url=actor)


# --- what the owner did


def _post(note: Entity, owner: Account, names: _Names) -> Post | None:
    """A post of the owner's; None for a private message, or for what is no post."""
    uri, at, seen_by = text(note, "id"), _time(note), _visibility(note)
    if not uri or at is None or seen_by is Visibility.DIRECT:
        return None
    tags = parts(note, "tag")
    content = plain(text(note, "content"), named=_named_in(tags))
    above = text(note, "inReplyTo")
    return Post(
        ref=PostRef(NETWORK, uri, ""),
        author=owner,
        text=content.text,
        created_at=at,
        seen_at=at,
        link=text(note, "url") or uri,
        visibility=seen_by,
        language=next(iter(part(note, "contentMap")), None),
        warning=text(note, "summary"),
        links=tuple(Link(url) for url in content.links),
        media=tuple(text(item, "name") for item in parts(note, "attachment")),
        hashtags=tuple(text(tag, "name").removeprefix("#").lower() for tag in tags if text(tag, "type") == "Hashtag"),
        mentions=tuple(
            Mentioned(_address(tag).lower(), _address(tag)) for tag in tags if text(tag, "type") == "Mention"
        ),
        parent=PostRef(NETWORK, above, "") if above else None,
        parent_uid=_answered(above, tags, names) if above else None,
        labels=frozenset({"sensitive"}) if flag(note, "sensitive") else frozenset(),
    )


def _named_in(tags: Iterable[Entity]) -> frozenset[str]:
    by_type = [(text(tag, "type"), tag) for tag in tags]
    hashtags = (text(tag, "name").removeprefix("#") for kind, tag in by_type if kind == "Hashtag")
    people = [{"acct": _address(tag)} for kind, tag in by_type if kind == "Mention"]
    return naming(hashtags, people, "", (text(tag, "href") for _, tag in by_type))


def _answered(uri: str, tags: Iterable[Entity], names: _Names) -> str | None:
    """Who is answered: by the address of their post, else the only one of its server who is mentioned."""
    if author := names.account(uri):
        return author.uid
    hrefs = (text(tag, "href") for tag in tags if text(tag, "type") == "Mention")
    near = {href for href in hrefs if urlsplit(href).netloc == urlsplit(uri).netloc}
    author = names.account(near.pop()) if len(near) == 1 else None
    return author.uid if author else None


def _visibility(note: Entity) -> Visibility:
    """By whom it is addressed to: everyone in the first line or the second, else the followers, else nobody."""
    to, copies = _addressed(note, "to"), _addressed(note, "cc")
    if any(everyone in to for everyone in _EVERYONE):
        return Visibility.PUBLIC
    if any(everyone in copies for everyone in _EVERYONE):
        return Visibility.UNLISTED
    followers = any(address.rstrip("/").endswith("/followers") for address in (*to, *copies))
    return Visibility.FOLLOWERS if followers else Visibility.DIRECT


def _addressed(note: Entity, name: str) -> tuple[str, ...]:
    value = note.get(name)
    listed = value if isinstance(value, list) else [value]
    return tuple(address for address in listed if isinstance(address, str))


def _reshare(author: Account, uri: str, at: datetime) -> Interaction:
    return Interaction(InteractionKind.RESHARE, by_owner=True, account=author.key, at=at, subject_uri=uri)


def _time(entity: Entity) -> datetime | None:
    return when(entity, "published")


# --- others' posts, by address


def _touched(
    posts: Iterable[Post], reshared: Iterable[tuple[str, datetime]], names: _Names
) -> tuple[dict[str, Post], int]:
    """The posts that were answered or reshared, and how many are of nobody known."""
    answered = ((post.parent.uri, post.created_at, post.parent_uid) for post in posts if post.parent)
    passed_on = ((uri, at, author.uid if (author := names.account(uri)) else None) for uri, at in reshared if uri)
    known: dict[str, Post] = {}
    nameless = set()
    for uri, at, uid in _earliest(*answered, *passed_on):
        if uid is None:
            nameless.add(uri)
        else:
            known[uri] = _named(uri, uid, at)
    return known, len(nameless - set(known))


def _earliest(*acts: tuple[str, datetime, str | None]) -> Iterator[tuple[str, datetime, str | None]]:
    """Each post once, by the first thing that was done to it."""
    first: dict[str, tuple[str, datetime, str | None]] = {}
    for act in sorted(acts, key=lambda act: act[1]):
        first.setdefault(act[0], act)
    return iter(first.values())


def _named(uri: str, uid: str, at: datetime) -> Post:
    said = min(id_time(uri) or at, at)
    author = _account(uid, "")
    return Post(PostRef(NETWORK, uri, ""), author, "", created_at=said, seen_at=said, link=uri)


def id_time(uri: str) -> datetime | None:
    """When a post was said, by the id at the end of its address; None for an id that tells no time."""
    found = _SNOWFLAKE.search(uri)
    if found is None:
        return None
    said = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(found[1]) >> 16)
    return said if said >= _FIRST else None
