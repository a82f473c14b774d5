"""Keep the mark and the health of every source that is polled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Executable, RowMapping, bindparam, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.domain import Boot
from bot.store.schema import parents_tried, sources

ANSWERS, MESSAGES = "answers", "messages"
"""The two directions of the conversation with the owner: what they say, and what they are told."""

POSTING = "publisher"
"""The login for posting, behind its network and a colon; it is noted like a source, and read from never."""

_BY_NAME = select(sources).where(sources.c.name == bindparam("name"))  # asked before every step: made once
_ALL = select(sources).order_by(sources.c.name)


@dataclass(frozen=True, slots=True)
class Source:
    """How one source stands. `read_began_at` is when the last *successful* read began, `read_boot` the same by the
    machine's own clock (None where that is not known).
    """

    name: str
    mark: str = ""
    ok_at: datetime | None = None
    read_began_at: datetime | None = None
    problem: str | None = None
    login_ended: bool = False
    retry_at: datetime | None = None
    read_boot: Boot | None = None


def posting(network: str) -> str:
    """The name under which the login for posting there is noted."""
    return f"{network}:{POSTING}"


def source(tx: Connection, name: str) -> Source:
    """The source as stored; a new one has an empty mark."""
    row = tx.execute(_BY_NAME, {"name": name}).mappings().first()
    return _source(row) if row else Source(name)


def _source(row: RowMapping) -> Source:
    values = dict(row)
    boot, seconds = values.pop("read_boot"), values.pop("read_seconds")
    return Source(**values, read_boot=Boot(boot, seconds) if boot is not None else None)


def is_posting(name: str) -> bool:
    """Whether that is the name of a login for posting."""
    return name.endswith(f":{POSTING}")


def posting_refused(tx: Connection, network: str) -> bool:
    """Whether the login for posting there was refused, or somebody else's, when it was last needed."""
    return source(tx, posting(network)).login_ended


def posting_problem(tx: Connection, network: str) -> str:
    """What is wrong with it, as it was noted; nothing where it was let in."""
    return source(tx, posting(network)).problem or ""


def all_sources(tx: Connection) -> tuple[Source, ...]:
    """Every source that was ever read."""
    rows = tx.execute(_ALL).mappings()
    return tuple(_source(row) for row in rows)


def read_well(
    tx: Connection, name: str, *, mark: str, began: datetime, now: datetime, boot: Boot | None = None
) -> None:
    """Store the mark after a successful read, in the transaction that stores what was read.

    A clock that was set back while it lasted must not make it look later than it was. `boot` is when it began, by the
    machine's own clock.
    """
    good = {"problem": None, "login_ended": False, "retry_at": None}
    clock = {"read_boot": boot.id if boot else None, "read_seconds": boot.seconds if boot else None}
    values = {"mark": mark, "ok_at": now, "read_began_at": min(began, now), **good, **clock}
    _put(tx, name, values)


def outdated(tx: Connection, name: str) -> None:
    """Whatever was read before counts no more: who needs a reading waits for the next. The mark stays."""
    _put(tx, name, {"read_began_at": None, "read_boot": None, "read_seconds": None})


def try_logins_again(tx: Connection) -> None:
    """Whoever starts the program anew may have mended a login that was refused: it is tried at once."""
    tx.execute(update(sources).where(sources.c.login_ended).values(retry_at=None))


def try_everything_again(tx: Connection) -> None:
    """What was wrong with a source is of another time: each is tried at once."""
    tx.execute(update(sources).values(problem=None, login_ended=False, retry_at=None))


def begin_anew(tx: Connection, *names: str) -> None:
    """These marks belong to another account, or to nothing any more: whoever reads begins where it stands then."""
    for name in names:
        tx.execute(delete(sources).where(sources.c.name == name))


def begin_network_anew(tx: Connection, network: str) -> None:
    """The same for every source of a network, with how far its first reading came."""
    tx.execute(delete(sources).where(sources.c.name.startswith(f"{network}:")))
    tx.execute(delete(parents_tried).where(parents_tried.c.network == network))


def read_badly(
    tx: Connection, name: str, *, problem: str, retry_at: datetime | None, login_ended: bool = False
) -> None:
    """Note what went wrong, and when to try again; the mark stays.

    A login that ended has ended until it is seen to work: no other trouble on the way says that it does, or takes the place
    of what was said of the login.
    """
    if login_ended:
        _put(tx, name, {"problem": problem, "retry_at": retry_at, "login_ended": True})
    elif source(tx, name).login_ended:
        _put(tx, name, {"retry_at": retry_at})
    else:
        _put(tx, name, {"problem": problem, "retry_at": retry_at})


def mended(tx: Connection, name: str, *, now: datetime) -> None:
    """What went wrong before goes well again; the mark stays."""
    _put(tx, name, {"problem": None, "login_ended": False, "retry_at": None, "ok_at": now})


def _put(tx: Connection, name: str, values: Mapping[str, str | bool | float | datetime | None]) -> None:
    tx.execute(_putting(*values), {"name": name, "mark": "", "login_ended": False, **values})


@cache
def _putting(*changes: str) -> Executable:
    """A source is noted after every reading: what puts these columns is made once."""
    row = insert(sources)
    return row.on_conflict_do_update(index_elements=["name"], set_={name: row.excluded[name] for name in changes})
