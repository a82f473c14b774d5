"""Write under the owner's name on Bluesky: exactly what was approved, exactly once."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import structlog

from bot.domain import Account, Approval, PostRef, Published, Retract, digest
from bot.errors import MayNotPost, NotAllowed, PlatformError
from bot.platforms.bluesky import NETWORK, idempotency
from bot.platforms.bluesky.client import TIMEOUT, Connection, utc_now
from bot.platforms.bluesky.error_translation import Denied, no_answer
from bot.platforms.bluesky.fields import Node, authority, text
from bot.platforms.bluesky.login import Login
from bot.platforms.bluesky.normalise import WEB, web_link
from bot.platforms.bluesky.policies import READING, exactly
from bot.platforms.httpx_library import httpx
from bot.platforms.wire import Armed

log = structlog.get_logger()

_PUT = "com.atproto.repo.putRecord"
_DELETE = "com.atproto.repo.deleteRecord"


class BlueskyPublisher:
    """Implements `platforms.publishing.Publisher`, on a login and a wire of its own."""

    network = NETWORK

    def __init__(
        self,
        *,
        service: str,
        handle: str,
        app_password: str,
        session_file: Path,
        now: Callable[[], datetime] = utc_now,
        timeout: httpx.Timeout = TIMEOUT,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._armed = Armed(READING)
        login = Login(service, handle, app_password, session_file, now, timeout, transport)
        self._connection = Connection(login, self._armed)

    @property
    def account(self) -> Account:
        """The account of the session, held against the configured handle whenever the session is another one."""
        whose = self._connection.whose
        url = f"{WEB}/profile/{whose.did}"
        return Account(self.network, whose.did, whose.did, address=whose.handle, name="", url=url)

    def may_post(self) -> bool:
        """An app password always may; an account that is switched off may not."""
        return self._connection.whose.active

    def publish(self, approval: Approval) -> Published:
        """Carry out the approved act; however often it is repeated, it is done once (BW-6)."""
        _check(approval)
        if approval.account != self.account.identity:
            raise NotAllowed("this approval belongs to another account")
        if not self.may_post():
            raise MayNotPost("the account is switched off")
        if isinstance(approval.act, Retract):
            return self._retract(approval.act)
        record = json.loads(approval.idempotency)["record"]
        body = {"collection": idempotency.COLLECTION, "record": record, "swapRecord": None}
        place = self._place(approval)
        answer = self._write(_PUT, body | place)
        if text(answer.get("uri")) != idempotency.uri(**place) or not text(answer.get("cid")):
            raise no_answer(writing=True)
        log.info("reply_published", approval=approval.id, uri=answer["uri"], again="commit" not in answer)
        return _published(answer)

    def _retract(self, act: Retract) -> Published:
        """Delete the reply; deleting what is gone is no mistake."""
        if authority(act.reply.uri) != self._connection.did:
            raise NotAllowed("only the owner's own reply can be taken back")
        body = {
            "repo": self._connection.did,
            "collection": idempotency.COLLECTION,
            "rkey": idempotency.record_key(act.reply),
        }
        if self._write(_DELETE, body).keys() - {"commit"}:
            raise no_answer(writing=True)
        log.info("reply_retracted", uri=act.reply.uri)
        return Published(act.reply, link="")

    def look(self, approval: Approval, *, since: datetime) -> Published | None:  # noqa: ARG002  (the key is fixed)
        """What was approved, if it is done: the reply as it stands in the owner's repository, or that it is gone."""
        _check(approval)
        found = self._found(approval)
        if isinstance(approval.act, Retract):
            return None if found else Published(approval.act.reply, link="")
        if found is None:
            return None
        sealed = json.loads(approval.idempotency)["record"]
        if "value" not in found:
            raise no_answer(writing=False)
        if found["value"] != sealed:
            raise PlatformError("something else stands in the place of the reply", permanent=True)
        return _published(found)

    def close(self) -> None:
        """Close the sockets; the login stays."""
        self._connection.close()

    def _found(self, approval: Approval) -> Node | None:
        place = self._place(approval)
        try:
            return self._connection.get("com.atproto.repo.getRecord", collection=idempotency.COLLECTION, **place)
        except Denied as refusal:
            if refusal.name == "RecordNotFound":
                return None
            raise

    def _place(self, approval: Approval) -> dict[str, str]:
        return {"repo": self._connection.did, "rkey": json.loads(approval.idempotency)["rkey"]}

    def _write(self, nsid: str, body: dict[str, Any]) -> Node:
        """Send the one write, armed with its very bytes: the SDK's models would drop the null that BW-6 needs."""
        raw = json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
        return self._connection.post(nsid, raw, gate=partial(self._armed.arm, exactly(nsid, raw)))


def _check(approval: Approval) -> None:
    """Raise `NotAllowed` unless act, digest and idempotency data belong together."""
    if digest(approval.act) != approval.digest:
        raise NotAllowed("the act is not the one that was approved")
    if not idempotency.fits(approval.idempotency, approval.act):
        raise NotAllowed("the seal belongs to another act")


def _published(answer: Node) -> Published:
    """Where it stands; its `createdAt` is when it was approved, and says nothing of when it came there (BW-6)."""
    uri = text(answer.get("uri"))
    ref = PostRef(NETWORK, uri, uri, text(answer.get("cid")))
    return Published(ref, link=web_link(uri))
