"""Keep posts, and what was found out about them.

The words of a post that may not be quoted are never written: its facts are, computed before (DESIGN 4).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, bindparam, delete, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.domain import SETTLED, Post, PostRef, Talk
from bot.store import in_columns, readings
from bot.store.schema import interactions, posts, publications, suggestions
from bot.store.serialization import dump, load, load_or_none


@dataclass(frozen=True, slots=True)
class Glance:
    """What is seen of a stored post without its words: whose it is, when it was there, and the deciders' own JSON of it."""

    uri: str
    account: str
    seen_at: datetime
    facts: str


@dataclass(frozen=True, slots=True)
class StoredPost:
    """A post as kept: without words if it may not be quoted, with what was found out about it.

    `facts` are the deciders' own JSON; `talk` is None while nobody has looked. `silent_before` is how long the author had
    said nothing before it, None if that is not known.
    """

    post: Post
    facts: str
    talk: Talk | None
    talk_at: datetime | None
    silent_before: timedelta | None
    by_owner: bool
    to_owner: bool
    gone: bool

    @property
    def glance(self) -> Glance:
        """The same at a glance."""
        return Glance(self.post.uri, self.post.author.key, self.post.seen_at, self.facts)


@dataclass(frozen=True, slots=True)
class Read:
    """A post as it was read: what was found out of its words, whose it is, and how long its author was silent before."""

    post: Post
    facts: str
    by_owner: bool
    to_owner: bool
    silent_before: timedelta | None = None


ASKED_AT_ONCE = 500
"""Of so many posts something is asked in one statement."""

_ONE = select(posts).where(posts.c.uri == bindparam("of"))
_CHANGE = update(posts).where(posts.c.uri == bindparam("of"))
_NEW = insert(posts)
_SAVE = _NEW.on_conflict_do_update(
    index_elements=["uri"],
    set_={
        **{name: _NEW.excluded[name] for name in in_columns.NAMES},
        "facts": _NEW.excluded.facts,
        "gone": _NEW.excluded.gone,
        "to_owner": or_(posts.c.to_owner, _NEW.excluded.to_owner),
        "silent_before": func.coalesce(_NEW.excluded.silent_before, posts.c.silent_before),
    },
    # what the owner had deleted stays so, though a network may show it for a while
    where=~and_(posts.c.gone, posts.c.by_owner),
)


def save(tx: Connection, post: Post, *, facts: str, by_owner: bool, to_owner: bool, now: datetime) -> None:
    """Store a post, or refresh it: new words and counts replace the old ones, what was computed is kept."""
    save_all(tx, [Read(post, facts, by_owner, to_owner)], now=now)


def save_all(tx: Connection, found: Iterable[Read], *, now: datetime) -> None:
    """The same for many. A reply of the owner's that they had deleted is not stored, though a network may show it for a while."""
    reads = tuple(found)
    deleted = _deleted(tx) if any(read.by_owner for read in reads) else frozenset()
    rows = [{**_columns(read), "stored_at": now, "gone": False} for read in reads if read.post.uri not in deleted]
    if rows:
        tx.execute(_SAVE, rows)


def _deleted(tx: Connection) -> frozenset[str]:
    """The replies that we had deleted for the owner."""
    refs = tx.execute(select(publications.c.ref).where(publications.c.retracted_at.is_not(None))).scalars()
    return frozenset(load(PostRef, ref).uri for ref in refs)


def _columns(read: Read) -> dict[str, Any]:
    post, silent = read.post, read.silent_before
    return {
        "uri": post.uri,
        "parent_uri": post.parent.uri if post.parent else None,
        "by_owner": read.by_owner,
        "to_owner": read.to_owner,
        "facts": read.facts,
        "silent_before": None if silent is None else silent.total_seconds(),
        **in_columns.written(post if post.quotable or read.by_owner else without_words(post)),
    }


def without_words(post: Post) -> Post:
    """The post with everything taken out that its author said to fewer than everyone."""
    return replace(post, text="", warning="", links=(), media=(), hashtags=(), quoted="")


def get(tx: Connection, uri: str) -> StoredPost | None:
    """One post, or None."""
    row = tx.execute(_ONE, {"of": uri}).mappings().first()
    return _stored(row) if row else None


def since(tx: Connection, at: datetime, *, to_owner_since: datetime) -> Iterator[StoredPost]:
    """Everything of others' that may still be suggested: newer than `at`, or addressed to the owner since the other.

    Read one after the other, while the transaction lasts.
    """
    return (_stored(row) for row in _since(tx, _WHOLE, at, to_owner_since))


def glances_since(tx: Connection, at: datetime, *, to_owner_since: datetime) -> tuple[Glance, ...]:
    """The same at a glance."""
    rows = _since(tx, _AT_A_GLANCE, at, to_owner_since)
    return tuple(Glance(row["uri"], row["account"], row["seen_at"], row["facts"] or "{}") for row in rows)


def _older_and_young(query: Select[Any]) -> tuple[Select[Any], Select[Any]]:
    """Two questions with an index each; asked as one, it is answered by looking at everything."""
    query = query.where(~posts.c.by_owner, ~posts.c.gone).order_by(posts.c.created_at)
    young = query.where(posts.c.created_at >= bindparam("at"))
    older = query.where(
        posts.c.to_owner, posts.c.created_at >= bindparam("since"), posts.c.created_at < bindparam("at")
    )
    return older, young


_WHOLE = _older_and_young(select(posts))
_AT_A_GLANCE = _older_and_young(select(posts.c.uri, posts.c.account, posts.c.seen_at, posts.c.facts))


def _since(
    tx: Connection, parts: tuple[Select[Any], Select[Any]], at: datetime, to_owner_since: datetime
) -> Iterator[RowMapping]:
    times = {"at": at, "since": to_owner_since}
    return (row for part in parts for row in tx.execute(part, times).mappings())


def own(tx: Connection, *, limit: int = 2000) -> tuple[StoredPost, ...]:
    """The owner's own posts, newest first."""
    query = select(posts).where(posts.c.by_owner).order_by(posts.c.created_at.desc()).limit(limit)
    return tuple(_stored(row) for row in tx.execute(query).mappings())


def of_others(tx: Connection, *, limit: int = 2000) -> tuple[Post, ...]:
    """The latest posts of everybody else, newest first."""
    query = (
        select(posts.c.uri, *(posts.c[name] for name in in_columns.NAMES))
        .where(~posts.c.by_owner)
        .order_by(posts.c.created_at.desc())
        .limit(limit)
    )
    return tuple(in_columns.read(row) for row in tx.execute(query).mappings())


def above(tx: Connection, uri: str, *, most: int = 10) -> tuple[Post, ...]:
    """What stands above a post as far as it is stored, the top first."""
    found: list[Post] = []
    held = get(tx, uri)
    while held is not None and held.post.parent is not None and len(found) < most:
        held = get(tx, held.post.parent.uri)
        if held is not None:
            found.append(held.post)
    return tuple(reversed(found))


def put_talk(tx: Connection, uri: str, talk: Talk, now: datetime) -> None:
    """Keep what was seen of the conversation around a post."""
    tx.execute(_CHANGE, {"of": uri, "talk": dump(talk), "talk_at": now})


def put_facts(tx: Connection, uri: str, facts: str) -> None:
    """Keep what was found out of a post's words, anew."""
    tx.execute(_CHANGE, {"of": uri, "facts": facts})


def put_silence(tx: Connection, uri: str, silent: timedelta) -> None:
    """Keep how long the author had said nothing before a post."""
    tx.execute(_CHANGE, {"of": uri, "silent_before": silent.total_seconds()})


def answered_of(tx: Connection, uris: Sequence[str]) -> frozenset[str]:
    """Those of the posts that the owner has answered, in any app."""
    pages = (list(uris[at : at + ASKED_AT_ONCE]) for at in range(0, len(uris), ASKED_AT_ONCE))
    return frozenset(uri for page in pages for uri in tx.execute(_ANSWERED, {"uris": page}).scalars())


_ANSWERED = select(posts.c.parent_uri).where(
    posts.c.by_owner, posts.c.parent_uri.in_(bindparam("uris", expanding=True))
)


def was_answered(tx: Connection, uri: str) -> bool:
    """Whether the owner has answered this post, in any app."""
    return bool(answered_of(tx, [uri]))


def gone(tx: Connection, uri: str) -> None:
    """A post found deleted loses its stored words (DESIGN 1.6), and what a second reader said of them."""
    held = get(tx, uri)
    readings.drop(tx, uri)
    if held is not None:
        tx.execute(
            update(posts).where(posts.c.uri == uri).values(**in_columns.written(without_words(held.post)), gone=True)
        )


def is_gone(tx: Connection, uri: str | None) -> bool:
    """Whether a post is known to be gone; nothing repeats what was quoted of it then."""
    return tx.execute(select(posts.c.uri).where(posts.c.uri == (uri or ""), posts.c.gone)).first() is not None


def drop_old(tx: Connection, before: datetime) -> int:
    """Take away posts nobody spoke under: the exchanges of the two of them stay until `forget`.

    An exchange is a post of the owner's, one addressed to the owner, or one that the owner answered.
    """
    answered = select(posts.c.parent_uri).where(posts.c.by_owner, posts.c.parent_uri.is_not(None))
    old = and_(posts.c.created_at < before, ~posts.c.by_owner, ~posts.c.to_owner, posts.c.uri.not_in(answered))
    return tx.execute(delete(posts).where(old, _not_open())).rowcount


def drop_exchanges(tx: Connection, before: datetime) -> int:
    """Take away what the owner and others said to each other; the ledger still says that they spoke, and when."""
    return tx.execute(delete(posts).where(posts.c.created_at < before, _not_open())).rowcount


def _not_open() -> ColumnElement[bool]:
    """No suggestion waits for the post: one that was put off could not be brought again without it."""
    waits = select(suggestions.c.post_uri).where(suggestions.c.state.not_in(list(SETTLED)))
    return posts.c.uri.not_in(waits.where(suggestions.c.post_uri.is_not(None)))


def count_of(tx: Connection, account: str) -> int:
    """How many posts of an account are kept."""
    query = select(func.count()).select_from(posts).where(posts.c.account == account)
    return int(tx.execute(query).scalar_one())


def forget_account(tx: Connection, account: str) -> int:
    """Take away everything that an account said or did, and what the owner said to it; returns how many posts were its own.

    Words that were said to somebody else as well go, too. That, and when, the owner spoke to them stays with them.
    """
    spoken = select(interactions.c.post_uri).where(interactions.c.account == account, interactions.c.by_owner)
    answered = posts.c.parent_uri.in_(select(posts.c.uri).where(posts.c.account == account))
    tx.execute(delete(posts).where(posts.c.by_owner, or_(posts.c.uri.in_(spoken), answered)))
    tx.execute(delete(interactions).where(interactions.c.account == account))
    return tx.execute(delete(posts).where(posts.c.account == account)).rowcount


def _stored(row: RowMapping) -> StoredPost:
    return StoredPost(
        post=in_columns.read(row),
        facts=row["facts"] or "{}",
        talk=load_or_none(Talk, row["talk"]),
        talk_at=row["talk_at"],
        silent_before=None if row["silent_before"] is None else timedelta(seconds=row["silent_before"]),
        by_owner=row["by_owner"],
        to_owner=row["to_owner"],
        gone=row["gone"],
    )
