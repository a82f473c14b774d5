"""Keep people and their accounts, what their profiles said, and how they converse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypedDict, Unpack

from sqlalchemy import Connection, RowMapping, bindparam, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.domain import Account, Goal, Habits, Person, Relationship
from bot.store.schema import accounts, metadata, persons
from bot.store.serialization import dump, load, load_or_none, new_id


class PersonColumns(TypedDict, total=False):
    """What can be changed of a row of `persons`."""

    name: str
    goal: Goal
    every_days: float | None
    note: str
    never: bool
    remind_at: datetime | None
    remind_text: str
    remind_asked_at: datetime | None
    quiet_until: datetime | None
    forget_at: datetime | None


NOBODY: PersonColumns = {
    "name": "",
    "goal": Goal.NONE,
    "every_days": None,
    "note": "",
    "never": False,
    "remind_at": None,
    "remind_text": "",
    "remind_asked_at": None,
    "quiet_until": None,
    "forget_at": None,
}
"""What a row holds of whom nothing is held any more: beside this its id, so that none is given twice, and its age."""


_BY_KEYS = select(accounts).where(accounts.c.key.in_(bindparam("keys", expanding=True)))
_BY_KEY = update(accounts).where(accounts.c.key == bindparam("of"))
_KNOWN = select(accounts).where(accounts.c.key == bindparam("key"))
_PERSON_OF = select(accounts.c.person).where(accounts.c.key == bindparam("key"))
_NEW_ACCOUNT = insert(accounts)
_NEW_PERSON = insert(persons)
_NAMED = select(accounts.c.person).where(accounts.c.key.in_(bindparam("keys", expanding=True)), ~accounts.c.own)
_AROUND = select(accounts).where(accounts.c.person.in_(_NAMED), ~accounts.c.own)
_PERSONS_AROUND = select(persons).where(persons.c.id.in_(_NAMED))
_HABITS = select(accounts.c.account, accounts.c.habits_at).where(accounts.c.key.in_(bindparam("keys", expanding=True)))
_PERSON = select(persons).where(persons.c.id == bindparam("person"))
_PERSONS = select(persons)
_ACCOUNTS_OF = select(accounts.c.account).where(accounts.c.person == bindparam("person")).order_by(accounts.c.key)
_ACCOUNTS = select(accounts.c.person, accounts.c.account).where(~accounts.c.own)
_OWN = select(accounts.c.account).where(accounts.c.own)
_TO_FORGET = select(persons).where(persons.c.forget_at < bindparam("before"))
"""What is asked each round, or of each person, is made once."""


@dataclass(frozen=True, slots=True)
class Known:
    """An account as kept, with what is known of it and how old that is."""

    account: Account
    person: int
    relationship: Relationship | None
    relationship_at: datetime | None
    habits: Habits | None
    habits_at: datetime | None
    profile_at: datetime | None
    follower_since: datetime | None
    known_by_at: datetime | None = None


def meet(tx: Connection, account: Account, *, now: datetime, own: bool = False) -> int:
    """Keep an account as it was just seen; a new one brings a new person. Returns the person's id."""
    return meet_all(tx, [(account, own)], now=now)[account.key]


def meet_all(tx: Connection, met: Sequence[tuple[Account, bool]], *, now: datetime) -> Mapping[str, int]:
    """The same for many, each with whether it is the owner's own. Returns the persons' ids, by the accounts' keys."""
    rows = tx.execute(_BY_KEYS, {"keys": list({account.key for account, _ in met})}).all()
    ids = {row.key: int(row.person) for row in rows}
    before = {row.key: (load(Account, row.account), bool(row.own)) for row in rows}
    held = dict(before)
    for account, own in met:
        if account.key in held:
            known, was_own = held[account.key]
            held[account.key] = _merge(known, account), was_own or own
        else:
            ids[account.key] = _first_met(tx, account, own=own, now=now)
            before[account.key] = held[account.key] = account, own
    changed = [{"of": key, **_columns(*found)} for key, found in held.items() if found != before[key]]
    if changed:
        tx.execute(_BY_KEY, changed)
    return ids


def _first_met(tx: Connection, account: Account, *, own: bool, now: datetime) -> int:
    person = _new_person(tx, account.called, now)
    tx.execute(_NEW_ACCOUNT, {"key": account.key, "person": person, **_columns(account, own)})
    return person


def _columns(account: Account, own: bool) -> dict[str, object]:  # noqa: FBT001  # the columns of a row
    return {"account": dump(account), "address": account.address.lower(), "own": own}


def _merge(before: Account, now: Account) -> Account:
    """A short answer (no bio, no counts) must not wipe out what a full profile said."""
    if now.bio or now.followers is not None or not (before.bio or before.followers is not None):
        return now
    return replace(
        now,
        bio=before.bio,
        flags=before.flags | now.flags,
        followers=before.followers,
        following=before.following,
        posts=before.posts,
        created_at=before.created_at,
    )


def _new_person(tx: Connection, name: str, now: datetime) -> int:
    return new_id(tx.execute(_NEW_PERSON, {"name": name, "created_at": now}))


def known(tx: Connection, key: str) -> Known | None:
    """One account, or None."""
    row = tx.execute(_KNOWN, {"key": key}).mappings().first()
    return _known(row) if row else None


def all_known(tx: Connection) -> Mapping[str, Known]:
    """Every account by its key, the owner's own left out."""
    rows = tx.execute(select(accounts).where(~accounts.c.own)).mappings()
    return {row["key"]: _known(row) for row in rows}


def _known(row: RowMapping) -> Known:
    return Known(
        account=load(Account, row["account"]),
        person=row["person"],
        relationship=load_or_none(Relationship, row["ties"]),
        relationship_at=row["ties_at"],
        habits=load_or_none(Habits, row["habits"]),
        habits_at=row["habits_at"],
        profile_at=row["profile_at"],
        follower_since=row["follower_since"],
        known_by_at=row["known_by_at"],
    )


def put_profiles(tx: Connection, found: Iterable[Account], *, now: datetime) -> None:
    """Keep full profiles."""
    for account in found:
        tx.execute(_BY_KEY, {"of": account.key, "account": dump(account), "profile_at": now})


def put_relationships(tx: Connection, found: Mapping[str, Relationship], *, now: datetime) -> None:
    """Keep how the owner stands to accounts."""
    for key, relationship in found.items():
        tx.execute(_BY_KEY, {"of": key, "ties": dump(relationship), "ties_at": now})


def put_habits(tx: Connection, key: str, habits: Habits, *, now: datetime) -> None:
    """Keep how an account converses."""
    tx.execute(_BY_KEY, {"of": key, "habits": dump(habits), "habits_at": now})


def spoke(tx: Connection, key: str, at: datetime) -> timedelta | None:
    """Note that an account said something; returns how long it had been silent before, None if that is not known."""
    return spoke_all(tx, [(key, at)])[0]


def spoke_all(tx: Connection, said: Sequence[tuple[str, datetime]]) -> list[timedelta | None]:
    """The same of many, in the order in which they are told."""
    rows = tx.execute(_BY_KEYS, {"keys": list({key for key, _ in said})})
    before = {row.key: row.last_post_at for row in rows}
    last, silences = dict(before), list[timedelta | None]()
    for key, at in said:
        known = last.get(key)
        silences.append(at - known if known is not None and at > known else None)
        last[key] = at if known is None else max(known, at)
    moved = [{"of": key, "last_post_at": at} for key, at in last.items() if key in before and at != before[key]]
    if moved:
        tx.execute(_BY_KEY, moved)
    return silences


def put_follower(tx: Connection, key: str, since: datetime) -> None:
    """Somebody began to follow the owner."""
    unset = accounts.c.follower_since.is_(None)
    tx.execute(update(accounts).where(accounts.c.key == key, unset).values(follower_since=since))


def followers_since(tx: Connection, at: datetime) -> tuple[Known, ...]:
    """Those who began to follow the owner after a moment, or at it."""
    rows = tx.execute(select(accounts).where(~accounts.c.own, accounts.c.follower_since >= at)).mappings()
    return tuple(map(_known, rows))


# --- persons


def person(tx: Connection, person_id: int) -> Person:
    """A person with every account. Raises KeyError for an unknown id."""
    row = tx.execute(_PERSON, {"person": person_id}).mappings().first()
    if row is None:
        raise KeyError(person_id)
    return _person(tx, row)


def person_of(tx: Connection, key: str) -> Person | None:
    """The person to whom an account belongs."""
    held = tx.execute(_PERSON_OF, {"key": key}).scalar()
    return None if held is None else person(tx, held)


def all_persons(tx: Connection) -> Mapping[int, Person]:
    """Every person by id; two queries."""
    held: dict[int, list[Account]] = {}
    for row in tx.execute(_ACCOUNTS):
        held.setdefault(row.person, []).append(load(Account, row.account))
    rows = tx.execute(_PERSONS).mappings()
    return {row["id"]: _build(row, held[row["id"]]) for row in rows if row["id"] in held}


def around(tx: Connection, keys: Iterable[str]) -> tuple[Mapping[str, Known], Mapping[int, Person]]:
    """The persons to whom these accounts belong, by id, and all of their accounts, by key."""
    named = {"keys": list(keys)}
    rows = tx.execute(_AROUND, named).mappings()
    held = {row["key"]: _known(row) for row in rows}
    theirs: dict[int, list[Account]] = {}
    for one in held.values():
        theirs.setdefault(one.person, []).append(one.account)
    found = tx.execute(_PERSONS_AROUND, named).mappings()
    return held, {row["id"]: _build(row, theirs[row["id"]]) for row in found}


def _person(tx: Connection, row: RowMapping) -> Person:
    held = tx.execute(_ACCOUNTS_OF, {"person": row["id"]}).scalars()
    return _build(row, [load(Account, data) for data in held])


def _build(row: RowMapping, held: list[Account]) -> Person:
    return Person(
        id=row["id"],
        name=row["name"],
        accounts=tuple(held),
        goal=Goal(row["goal"]),
        every=timedelta(days=row["every_days"]) if row["every_days"] else None,
        note=row["note"],
        never=row["never"],
        quiet_until=row["quiet_until"],
        forget_at=row["forget_at"],
    )


def change(tx: Connection, person_id: int, **values: Unpack[PersonColumns]) -> None:
    """Change what the owner may change of a person (columns of `persons`)."""
    tx.execute(update(persons).where(persons.c.id == person_id).values(**values))


def to_forget(tx: Connection, *, before: datetime) -> tuple[Person, ...]:
    """Whom the owner wants forgotten, where the time to take that back is over."""
    rows = tx.execute(_TO_FORGET, {"before": before}).mappings()
    return tuple(_person(tx, row) for row in rows)


def forget(tx: Connection, person_id: int) -> None:
    """Take the accounts away, and what goes with a person; the emptied row stays for the suggestions that name it."""
    tx.execute(delete(accounts).where(accounts.c.person == person_id))
    drop_what_goes_with(tx, person_id)
    forgotten: PersonColumns = {**NOBODY, "name": "someone forgotten", "never": True}
    change(tx, person_id, **forgotten)


def drop_what_goes_with(tx: Connection, person_id: int) -> None:
    """Take away whatever says of itself that it lasts no longer than the person: questions, marks, what was learned."""
    for table in metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column is persons.c.id and key.ondelete == "CASCADE":
                tx.execute(delete(table).where(key.parent == person_id))


def stale_habits(tx: Connection, keys: Iterable[str], *, before: datetime) -> tuple[Account, ...]:
    """Those of the accounts whose habits were never measured or are older than `before`, longest first."""
    found = tx.execute(_HABITS, {"keys": list(keys)})
    rows = sorted(found, key=lambda row: row.habits_at.timestamp() if row.habits_at else 0.0)
    return tuple(load(Account, r.account) for r in rows if r.habits_at is None or r.habits_at < before)


def own_accounts(tx: Connection) -> tuple[Account, ...]:
    """The owner's accounts, as met so far."""
    return tuple(load(Account, data) for data in tx.execute(_OWN).scalars())
