"""Keep the mark and the health of every source that is polled, and the settings changed by message."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.domain import Boot
from bot.store.schema import forgotten, parents_tried, seen, settings, sources

SEEN_LASTS = timedelta(days=8)
_BY_NAME = select(sources).where(sources.c.name == bindparam("name"))  # asked before every step: made once
_SETTING = select(settings.c.value).where(settings.c.name == bindparam("name"))
_SETTINGS = select(settings).where(settings.c.name.in_(bindparam("names", expanding=True)))


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


def source(tx: Connection, name: str) -> Source:
    """The source as stored; a new one has an empty mark."""
    row = tx.execute(_BY_NAME, {"name": name}).mappings().first()
    return _source(row) if row else Source(name)


def _source(row: RowMapping) -> Source:
    values = dict(row)
    boot, seconds = values.pop("read_boot"), values.pop("read_seconds")
    return Source(**values, read_boot=Boot(boot, seconds) if boot is not None else None)


def all_sources(tx: Connection) -> tuple[Source, ...]:
    """Every source that was ever read."""
    rows = tx.execute(select(sources).order_by(sources.c.name)).mappings()
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
    """Note what went wrong, and when to try again; the mark stays."""
    _put(tx, name, {"problem": problem, "retry_at": retry_at, "login_ended": login_ended})


def mended(tx: Connection, name: str, *, now: datetime) -> None:
    """What went wrong before goes well again; the mark stays."""
    _put(tx, name, {"problem": None, "login_ended": False, "retry_at": None, "ok_at": now})


def _put(tx: Connection, name: str, values: dict[str, Any]) -> None:
    row = insert(sources).values(name=name, **{"mark": "", "login_ended": False, **values})
    tx.execute(row.on_conflict_do_update(index_elements=["name"], set_=values))


# --- the seen-set


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def was_seen(tx: Connection, uri: str) -> bool:
    """Whether a post with this uri was stored in the last eight days, or is to stay forgotten."""
    return tx.execute(select(seen.c.hash).where(seen.c.hash == _hash(uri))).first() is not None


def note_seen(tx: Connection, uris: Iterable[str], now: datetime) -> None:
    """Remember that these were stored."""
    rows = [{"hash": _hash(uri), "at": now} for uri in uris]
    if rows:
        tx.execute(insert(seen).on_conflict_do_nothing(), rows)


def drop_old_seen(tx: Connection, now: datetime) -> int:
    """Forget what nobody asks about any more."""
    return tx.execute(delete(seen).where(seen.c.at < now - SEEN_LASTS)).rowcount


def mark_forgotten(tx: Connection, account: str, now: datetime) -> None:
    """Nothing about this account may be collected anew."""
    tx.execute(insert(forgotten).values(hash=_hash(account), at=now).on_conflict_do_nothing())


def unforget(tx: Connection, account: str) -> None:
    """Take that back."""
    tx.execute(delete(forgotten).where(forgotten.c.hash == _hash(account)))


def is_forgotten(tx: Connection, account: str) -> bool:
    """Whether the owner asked to forget this account."""
    return tx.execute(select(forgotten.c.hash).where(forgotten.c.hash == _hash(account))).first() is not None


# --- settings


def setting(tx: Connection, name: str, default: Any = None) -> Any:
    """A value that is changed while running (JSON), or the default."""
    row = tx.execute(_SETTING, {"name": name}).first()
    return default if row is None else row[0]


def several(tx: Connection, *names: str) -> dict[str, Any]:
    """Those of these values that are set, in one query."""
    return {row.name: row.value for row in tx.execute(_SETTINGS, {"names": names})}


def put_setting(tx: Connection, name: str, value: Any) -> None:
    """Change it; None takes it away."""
    if value is None:
        tx.execute(delete(settings).where(settings.c.name == name))
        return
    row = insert(settings).values(name=name, value=value)
    tx.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


def moment(tx: Connection, name: str) -> datetime | None:
    """A setting that is a time (UTC)."""
    value = setting(tx, name)
    return None if value is None else datetime.fromisoformat(value)


def put_moment(tx: Connection, name: str, at: datetime | None) -> None:
    """Set it, or take it away."""
    put_setting(tx, name, None if at is None else at.isoformat())
