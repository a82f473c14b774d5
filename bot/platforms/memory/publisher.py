"""Write on the network in memory as the owner, with approvals and in no other way."""

from __future__ import annotations

import json
from datetime import datetime

from bot.domain import Account, Approval, Network, Post, Published, Reply, Retract, digest
from bot.errors import MayNotPost, NotAllowed, Refused
from bot.platforms.memory.faults import Request
from bot.platforms.memory.network import MemoryNetwork


class MemoryPublisher:
    """A `Publisher` (see `bot.platforms.publishing`). Nothing leaves it but what an approval and its idempotency data name."""

    def __init__(self, network: MemoryNetwork, owner: str) -> None:
        self._network = network
        self._owner = owner

    @property
    def network(self) -> Network:
        """Where it writes."""
        return self._network.name

    @property
    def account(self) -> Account:
        """The account under whose name this writes."""
        self._network.admit(self._owner, Request.READ)
        return self._network.account_behind(self._owner)

    def may_post(self) -> bool:
        """Whether this login may write."""
        return not self._network.people.only_reads(self._owner)

    def publish(self, approval: Approval) -> Published:
        """Carry out the approved act, once, exactly as sealed."""
        key = _key_of(approval)
        if approval.account != self._network.account_behind(self._owner).identity:
            raise NotAllowed("this approval belongs to another account")
        self._network.admit(self._owner, Request.POST)
        if not self.may_post():
            raise MayNotPost("this login may only read")
        return self._network.faults.carry(Request.POST, lambda: self._do(approval.act, key))

    def look(self, approval: Approval, *, since: datetime) -> Published | None:
        """The reply if it stands already; for a `Retract`, the reply if it is gone."""
        self._network.admit(self._owner, Request.READ)
        act = approval.act
        if isinstance(act, Retract):
            return None if self._network.views.post(act.reply.uri, self._owner) else Published(act.reply, "")
        own = self._network.views.by(self._owner, self._owner)
        fitting = (post for post in own if post.created_at >= since and _is(post, act))
        return next((_published(post) for post in fitting), None)

    def _do(self, act: Reply | Retract, key: str) -> Published:
        if isinstance(act, Reply):
            said = self._network.posts.answer(self._network.people.behind(self._owner), act, key)
            return _published(self._network.views.post(said.uri, self._owner) or said)
        if post := self._network.posts.get(act.reply.uri):
            if post.author.uid != self._owner:
                raise Refused("that post is somebody else's")
            self._network.posts.delete(post.uri)
        return Published(act.reply, "")

    def close(self) -> None:
        """Nothing was opened."""


def _key_of(approval: Approval) -> str:
    """The idempotency key. Raises `NotAllowed` when act, approval and idempotency data do not name the same."""
    try:
        sealed = json.loads(approval.idempotency)
        key, covered = str(sealed["key"]), sealed["digest"]
    except (ValueError, KeyError, TypeError) as unreadable:
        raise NotAllowed("this approval has no seal of this network") from unreadable
    if not (approval.digest == covered == digest(approval.act)):
        raise NotAllowed("this is not what was approved")
    return key


def _published(post: Post) -> Published:
    return Published(post.ref, post.link, post.created_at)


def _is(post: Post, reply: Reply) -> bool:
    return post.parent is not None and post.parent.uri == reply.target.uri and post.text == reply.text
