"""Know whom the owner and somebody both know: who of those whom the owner follows follows them, too.

A network is asked when such a person is looked at, once a week at most; what it said is kept for a week. Nobody is named who
hides it or wants to be left alone, and nobody of whom the owner wants to hear nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice

import structlog

from bot.clock import Clock
from bot.decide.retries import within
from bot.domain import Account, InteractionKind, Network, Person, Relationship
from bot.errors import PlatformError
from bot.platforms.base import Reader
from bot.store import Store, Transaction, interactions, known_by, people
from bot.store.people import Known

log = structlog.get_logger()

KEPT = timedelta(days=7)
MOST_KEPT = 10
MOST_NAMED = 2
FOLLOWED = Relationship(following=True)
"""How the owner stood to whoever the network told of when it was asked."""

WORDS = (InteractionKind.REPLY, InteractionKind.MENTION, InteractionKind.QUOTE)


def to_ask(tx: Transaction, person: Person, now: datetime, networks: Collection[Network]) -> tuple[Account, ...]:
    """The accounts of somebody of which nobody asked within a week, where a network can be asked, and may be."""
    if not person.may_be_spoken_of(now):
        return ()
    held = (people.known(tx, account.key) for account in person.accounts if account.network in networks)
    return tuple(k.account for k in held if k and _is_open(k) and not within(k.known_by_at, now, KEPT))


def ask(store: Store, readers: Mapping[Network, Reader], account: Account, clock: Clock) -> None:
    """Ask its network, and keep what it says of those who are known here; one that does not answer is not asked again soon."""
    with store.begin() as tx:
        known_by.asked(tx, account.key, now=clock())
    reader = readers.get(account.network)
    try:
        if reader is not None:
            _ask(store, reader, account)
    except PlatformError as problem:
        log.info("known_by_not_told", account=account.key, problem=str(problem))


def _ask(store: Store, reader: Reader, account: Account) -> None:
    found = {one.key: one for one in reader.known_by(account) if not one.flags}
    with store.begin() as tx:
        near = _best_known(tx, [key for key in found if people.known(tx, key)])
    ties = reader.relationships([account, *(found[key] for key in near)]) if near else {}
    if _apart(ties.get(account.key)):
        near = []
    with store.begin() as tx:  # somebody may have been forgotten meanwhile
        stays = [key for key in near if _is_followed(ties.get(key)) and people.known(tx, key)]
        if people.known(tx, account.key):
            known_by.put(tx, account.key, stays)


def _best_known(tx: Transaction, keys: Sequence[str]) -> Sequence[str]:
    """Those with whom the owner had most words; of equals, in the network's order."""
    words = Counter(act.account for act in interactions.of(tx, keys) if act.kind in WORDS)
    return sorted(keys, key=lambda key: -words[key])[:MOST_KEPT]


def both_know(tx: Transaction, person: Person, now: datetime) -> tuple[Person, ...]:
    """The one or two who can be named."""
    ties = known_by.of(tx, [account.key for account in person.accounts])
    keys = {*(account.key for account in person.accounts if ties), *(key for told in ties.values() for key in told)}
    known = {key: held for key in keys if (held := people.known(tx, key))}
    return named(person, ties, known, {held.person: people.person(tx, held.person) for held in known.values()}, now)


def named(
    person: Person,
    ties: Mapping[str, Sequence[str]],
    known: Mapping[str, Known],
    persons: Mapping[int, Person],
    now: datetime,
) -> tuple[Person, ...]:
    """The same, of what was read already: who follows whom, the accounts by key, and the persons by id."""
    if not person.may_be_spoken_of(now):
        return ()
    mine = [key for account in person.accounts if (key := account.key) in known and _is_open(known[key])]
    near = [known[key] for own in mine for key in ties.get(own, ()) if key in known]
    followed = (held for held in near if _is_open(held) and _is_followed(held.relationship or FOLLOWED))
    who = {held.person: persons[held.person] for held in followed if held.person != person.id}
    return tuple(islice((one for one in who.values() if one.may_be_spoken_of(now)), MOST_NAMED))


def _is_open(held: Known) -> bool:
    """Whether an account hides nothing, wishes for nothing, and is not apart from the owner, as far as is known here."""
    return not held.account.flags and not _apart(held.relationship)


def _is_followed(tie: Relationship | None) -> bool:
    return tie is not None and tie.following and not _apart(tie)


def _apart(tie: Relationship | None) -> bool:
    return tie is not None and (tie.blocking or tie.blocked_by or tie.muting)
