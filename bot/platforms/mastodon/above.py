"""Know what stands above a reply: its parent's address, its root, and who spoke in between.

A status names only its parent's id on this server. Addresses and authors come from statuses that were seen before,
and from a few questions to the server, many at once where it can (MF-3: `in_reply_to_account_id` skips over people who
answer themselves, so that it cannot name the parent's author).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.domain import PostRef
from bot.platforms.mastodon import NETWORK
from bot.platforms.mastodon.fields import Entity, Malformed, ident, part, parts
from bot.platforms.mastodon.identity import ref, uid
from bot.platforms.mastodon.instance import Instance

_KEPT = 5000


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of a status: where it is, who wrote it, the id of what it answers."""

    ref: PostRef
    author_uid: str
    parent_id: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where a status stands in its conversation, as far as known; `uids` are the authors above it, nearest first."""

    parent: PostRef | None = None
    parent_uid: str | None = None
    root: PostRef | None = None
    uids: tuple[str, ...] = ()

    @classmethod
    def of(cls, entity: Entity, known: Mapping[str, Known], instance: Instance) -> Lineage:
        """The lineage of a status. A parent that is not known has the address under which this server would show it."""
        parent_id = ident(entity, "in_reply_to_id")
        if not parent_id:
            return cls()
        line = list(_upwards(parent_id, known))
        if not line:
            unknown = PostRef(NETWORK, f"{instance.server}/api/v1/statuses/{parent_id}", parent_id)
            return cls(unknown, _named(entity, ident(entity, "in_reply_to_account_id"), instance))
        uids = tuple(dict.fromkeys(step.author_uid for step in line))
        root = None if line[-1].parent_id else line[-1].ref
        return cls(line[0].ref, line[0].author_uid, root, uids)


class Above:
    """Remembers statuses by their ids on one server; the oldest are forgotten first."""

    def __init__(self) -> None:
        self.known: OrderedDict[str, Known] = OrderedDict()
        self._gone: set[str] = set()

    def learn(self, entities: Iterable[Entity], instance: Instance) -> None:
        """Remember statuses that came along with an answer."""
        for entity in entities:
            for status in (entity, part(entity, "reblog")):
                if (seen := _known(status, instance)) is not None:
                    self.known[ident(status)] = seen
        while len(self.known) > _KEPT:
            self.known.popitem(last=False)

    def unknown(self, entities: Iterable[Entity]) -> list[str]:
        """The ids of parents that are not known yet, and are not known to be gone."""
        inner = (part(entity, "reblog") or entity for entity in entities)
        wanted = dict.fromkeys(ident(entity, "in_reply_to_id") for entity in inner)
        return [one for one in wanted if one and one not in self.known and one not in self._gone]

    def gone(self, ids: Iterable[str]) -> None:
        """Do not ask for these again."""
        self._gone.update(one for one in ids if one not in self.known)


def _known(status: Entity, instance: Instance) -> Known | None:
    try:
        return Known(ref(status), uid(part(status, "account"), instance), ident(status, "in_reply_to_id"))
    except Malformed:
        return None


def _upwards(given_id: str, known: Mapping[str, Known]) -> Iterator[Known]:
    passed: set[str] = set()
    while given_id and given_id in known and given_id not in passed:
        passed.add(given_id)
        yield known[given_id]
        given_id = known[given_id].parent_id


def _named(entity: Entity, account_id: str, instance: Instance) -> str | None:
    """The uid of an account that the status mentions or that wrote it, by id."""
    rows = [*parts(entity, "mentions"), part(entity, "account")]
    return next(
        (uid(row, instance) for row in rows if account_id and ident(row) == account_id and ident(row, "acct")), None
    )
