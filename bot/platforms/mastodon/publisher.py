"""Write under the owner's name on Mastodon: exactly what was approved, exactly once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from bot.domain import Account, Approval, PostRef, Published, Reply, Retract, Visibility, digest
from bot.errors import NotAllowed, PlatformError
from bot.platforms.mastodon import NETWORK, ask, own, policies
from bot.platforms.mastodon.fields import Entity, Malformed, ident, part, single, text, when
from bot.platforms.mastodon.idempotency import idempotency_data, key
from bot.platforms.mastodon.identity import ref
from bot.platforms.mastodon.login import Login
from bot.platforms.mastodon.rights import may_write

_VISIBILITIES = {
    Visibility.PUBLIC: "public",
    Visibility.UNLISTED: "unlisted",
    Visibility.FOLLOWERS: "private",
}


def _clock() -> datetime:
    return datetime.now(UTC)


class MastodonPublisher:
    """The owner's login, writing one approved act at a time."""

    network = NETWORK

    def __init__(
        self,
        *,
        server: str,
        token: str,
        address: str,
        now: Callable[[], datetime] = _clock,
        timeouts: tuple[float, float] = (5.0, 20.0),
    ) -> None:
        """`server` is the address of the API, `address` the configured `user@domain` of this login, compared with whose
        it is. `timeouts` are seconds to connect and to wait for a part of an answer.
        """
        self._policy = policies.publisher()
        self._client = Login(server, token, self._policy, timeouts, address)
        self._now = now

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    @property
    def account(self) -> Account:
        """The account under whose name this writes: asked of the server once, and again after it refused the login."""
        return self._client.account

    def may_post(self) -> bool:
        """Whether this login was given the right to write, where the server names its rights."""
        return may_write(self._client)

    def publish(self, approval: Approval) -> Published:
        """Carry out the approved act, once, exactly as sealed, under the name for which it was approved."""
        _must_fit(approval)
        if approval.account != self.account.identity:
            raise NotAllowed("this approval belongs to another account")
        if isinstance(approval.act, Reply):
            return self._reply(approval.act, key(approval.idempotency))
        return self._retract(approval.act)

    def look(self, approval: Approval, *, since: datetime) -> Published | None:
        """The reply if it stands already; for a `Retract`, whether the reply is gone."""
        if isinstance(approval.act, Retract):
            return _retracted(approval.act.reply) if own.is_gone(self._client, approval.act.reply.local_id) else None
        reply = approval.act
        parents = self._parents(reply.target)
        me = self.account.local_id

        def could_be(status: Entity) -> bool:
            return ident(status, "in_reply_to_id") in parents and text(status, "spoiler_text") == reply.warning

        status = own.standing(self._client, me, since, could_be, reply.text, self._now())
        return _published(status) if status else None

    def _reply(self, reply: Reply, idempotency_key: str) -> Published:
        form = form_of(reply)
        with self._policy.arm(policies.posting(form, idempotency_key)), self._client.writing() as api:
            status = api.status_post(
                reply.text,
                in_reply_to_id=reply.target.local_id,
                visibility=form["visibility"],
                spoiler_text=reply.warning or None,
                sensitive=True if reply.warning else None,
                language=reply.language,
                idempotency_key=idempotency_key,
            )
        return self._confirmed(status, reply)

    def _confirmed(self, answer: Any, reply: Reply) -> Published:
        """What stands, where the answer is of this very reply; any other proves nothing, and the reply has to be looked for."""
        published = _published(answer)
        if ident(part(answer, "account"), "id") != self.account.local_id:
            self._client.doubt()
            raise _unknown("the server answered with a post of another account")
        if ident(answer, "in_reply_to_id") != reply.target.local_id:
            raise _unknown("the server answered with another post")
        return published

    def _retract(self, act: Retract) -> Published:
        own.delete(self._client, self._policy, act.reply.local_id)
        return _retracted(act.reply)

    def _parents(self, target: PostRef) -> set[str]:
        """The ids under which the server knows what is answered: snac gives an edited post another one."""
        found = ask.statuses(self._client, [target.local_id])
        return {target.local_id, *(given_id for given_id, row in found.items() if text(row, "uri") == target.uri)}


def form_of(reply: Reply) -> dict[str, str]:
    """The body of the one request that may leave for a reply; `sensitive` only with a warning (MD-7)."""
    if reply.visibility not in _VISIBILITIES:
        raise NotAllowed("a reply under the owner's name is never a private message")
    form = {
        "status": reply.text,
        "in_reply_to_id": reply.target.local_id,
        "visibility": _VISIBILITIES[reply.visibility],
    }
    if reply.warning:
        form |= {"spoiler_text": reply.warning, "sensitive": "1"}
    if reply.language:
        form["language"] = reply.language
    return form


def _must_fit(approval: Approval) -> None:
    if approval.digest != digest(approval.act):
        raise NotAllowed("this is not what was approved")
    if approval.idempotency != idempotency_data(approval.act, approval.id, approval.approved_at):
        raise NotAllowed("the seal belongs to another approval")


def _published(answer: Any) -> Published:
    try:
        status = single(answer)
        return Published(ref(status), text(status, "url") or text(status, "uri"), when(status, "created_at"))
    except Malformed as strange:
        # MC-8: without an id nothing tells whether it stands.
        raise _unknown("the server did not say what became of it") from strange


def _unknown(why: str) -> PlatformError:
    return PlatformError(why, outcome_unknown=True)


def _retracted(reply: PostRef) -> Published:
    return Published(reply, "")
