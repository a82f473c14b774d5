"""Keep what a second reader is to read, what it read, when it was asked, and what it had to do with a suggestion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.domain import PostRef
from bot.domain.readings import Behind, Opinion, Outcome, Reading, TakenFor
from bot.store.schema import opinions, opinions_before, reading_requests, readings
from bot.store.serialization import new_id


@dataclass(frozen=True, slots=True)
class Asked:
    """One time that a second reader was asked. `outcome` is what came of it for the choice that follows."""

    at: datetime
    posts: int
    tokens: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Cost:
    """Requests and tokens since some moment."""

    requests: int
    tokens: int


# --- what is read


def want(tx: Connection, posts: Iterable[PostRef], now: datetime) -> int:
    """These are to be read, as they stand now: what was said of other versions counts no more. How many are new."""
    new = 0
    for post in posts:
        held = tx.execute(select(readings).where(readings.c.uri == post.uri)).mappings().first()
        if held is not None and held["version"] == post.version and held["worth"] is not None:
            continue
        tx.execute(delete(readings).where(readings.c.uri == post.uri))
        tx.execute(insert(readings).values(uri=post.uri, version=post.version, wanted_at=now))
        new += 1
    return new


def wanted(tx: Connection, *, since: datetime) -> tuple[tuple[str, str], ...]:
    """The posts that wait to be read, with their versions; what was wanted earlier is wanted no more."""
    query = select(readings).where(readings.c.worth.is_(None), readings.c.wanted_at >= since)
    return tuple((row.uri, row.version) for row in tx.execute(query))


def any_wanted(tx: Connection) -> bool:
    """Whether a post waits to be read, however long."""
    return tx.execute(select(readings.c.uri).where(readings.c.worth.is_(None)).limit(1)).first() is not None


def no_longer_wanted(tx: Connection) -> None:
    """Whatever was not read is not waited for."""
    tx.execute(delete(readings).where(readings.c.worth.is_(None)))


def put(tx: Connection, found: Mapping[str, Reading]) -> None:
    """What was read of posts that are wanted."""
    for uri, reading in found.items():
        values = {"worth": round(reading.worth), "kind": reading.kind}
        tx.execute(update(readings).where(readings.c.uri == uri, readings.c.worth.is_(None)).values(**values))


def known(tx: Connection, posts: Iterable[PostRef]) -> dict[str, Reading]:
    """What was read of these very versions."""
    versions = {post.uri: post.version for post in posts}
    query = select(readings).where(readings.c.uri.in_(list(versions)), readings.c.worth.is_not(None))
    rows = tx.execute(query).mappings()
    return {r["uri"]: Reading(r["worth"], TakenFor(r["kind"])) for r in rows if r["version"] == versions[r["uri"]]}


def drop(tx: Connection, uri: str) -> None:
    """A post that is gone was never read."""
    tx.execute(delete(readings).where(readings.c.uri == uri))


def drop_old(tx: Connection, before: datetime) -> None:
    """Readings are kept no longer than the words of a post; the requests as long."""
    tx.execute(delete(readings).where(readings.c.wanted_at < before))
    tx.execute(delete(reading_requests).where(reading_requests.c.at < before))


# --- when it was asked


def note(tx: Connection, asked: Asked) -> int:
    """It is asked, or could not be; the id under which what comes of it is written."""
    values = {"at": asked.at, "posts": asked.posts, "tokens": asked.tokens, "outcome": asked.outcome}
    return new_id(tx.execute(insert(reading_requests).values(**values)))


def answered(tx: Connection, request: int, *, tokens: int) -> None:
    """What was asked was answered."""
    values = {"tokens": tokens, "outcome": Outcome.AGREED}
    tx.execute(update(reading_requests).where(reading_requests.c.id == request).values(**values))


def last_asked(tx: Connection, *, since: datetime) -> Asked | None:
    """The last time since then."""
    query = select(reading_requests).where(reading_requests.c.at >= since).order_by(reading_requests.c.id.desc())
    row = tx.execute(query.limit(1)).mappings().first()
    if row is None:
        return None
    return Asked(row["at"], row["posts"], row["tokens"], Outcome(row["outcome"]))


def cost(tx: Connection, *, since: datetime) -> Cost:
    """Requests that left, and tokens, since then."""
    left = (reading_requests.c.at >= since, reading_requests.c.outcome != Outcome.SPENT)
    query = select(func.count(), func.coalesce(func.sum(reading_requests.c.tokens), 0)).where(*left)
    requests, tokens = tx.execute(query).one()
    return Cost(int(requests), int(tokens))


# --- what it had to do with a suggestion


def put_opinion(tx: Connection, suggestion: int, opinion: Opinion) -> None:
    """What it did for or against this one."""
    values = {"host": opinion.host, "outcome": opinion.outcome, "kind": opinion.kind}
    tx.execute(insert(opinions).values(suggestion=suggestion, **values))
    if opinion.before is not None:
        behind = {"person": opinion.before.person, "kind": opinion.before.kind}
        tx.execute(insert(opinions_before).values(suggestion=suggestion, **behind))


def opinion(tx: Connection, suggestion: int) -> Opinion | None:
    """What it had to do with this one; None where there was no second reader."""
    row = tx.execute(select(opinions).where(opinions.c.suggestion == suggestion)).mappings().first()
    if row is None:
        return None
    kind = None if row["kind"] is None else TakenFor(row["kind"])
    return Opinion(row["host"], Outcome(row["outcome"]), kind, _before(tx, suggestion))


def _before(tx: Connection, suggestion: int) -> Behind | None:
    row = tx.execute(select(opinions_before).where(opinions_before.c.suggestion == suggestion)).mappings().first()
    return Behind(row["person"], TakenFor(row["kind"])) if row else None


def brought(tx: Connection, suggestions: Iterable[int]) -> bool:
    """Whether it gave a place to one of these."""
    mine = (opinions.c.suggestion.in_(list(suggestions)), opinions.c.outcome == Outcome.BROUGHT)
    return tx.execute(select(opinions.c.suggestion).where(*mine).limit(1)).first() is not None
