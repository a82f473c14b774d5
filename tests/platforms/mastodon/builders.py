"""Statuses, accounts and notifications as a server sends them, made from a recorded one by naming what differs."""

from __future__ import annotations

import copy
import itertools
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.domain import Account, Approval, Network, Outgoing, PostRef, Reply, Retract, Visibility, digest
from bot.platforms.mastodon.idempotency import idempotency_data
from bot.platforms.mastodon.instance import Instance

DATA = Path(__file__).parents[2] / "data" / "mastodon"
RECORDED = json.loads((DATA / "recorded.json").read_text())
NOW = datetime(2026, 11, 18, 17, 0, tzinfo=UTC)
HOME = Instance("https://home.example", "home.example", "4.6.4", 11)
SMALL = Instance("https://small.example", "small.example", "0.20.0+git-1a2b3c4", None)
LONG_AGO = NOW - timedelta(days=365)

_numbers = itertools.count(1)


def merged(base: Any, differs: Any) -> Any:
    """The first with some parts replaced by copies of the second's; `"-"` as a value takes a key away."""
    if not isinstance(base, dict) or not isinstance(differs, dict):
        return copy.deepcopy(differs)
    both = {**base, **{key: merged(base.get(key), value) for key, value in differs.items()}}
    return {key: value for key, value in both.items() if value != "-"}


ALONE = {"in_reply_to_id": None, "in_reply_to_account_id": None, "mentions": []}
STATUS = json.dumps(merged(RECORDED["status"]["answer"], ALONE))
ACCOUNT = json.dumps(RECORDED["account"]["answer"])
NOTIFICATION = json.dumps(RECORDED["notification"]["answer"])
"""As they are sent: whoever reads one has one of their own, sooner than by copying."""


def a_status(**differs: Any) -> dict[str, Any]:
    """A recorded status, plain and alone but for what is named."""
    return merged(json.loads(STATUS), differs)


def an_account(**differs: Any) -> dict[str, Any]:
    """A recorded account but for what is named."""
    return merged(json.loads(ACCOUNT), differs)


def a_notification(**differs: Any) -> dict[str, Any]:
    """A recorded notification but for what is named."""
    return merged(json.loads(NOTIFICATION), differs)


def the_owner(instance: Instance = HOME) -> Account:
    """The owner's own account."""
    address = f"lena@{instance.domain}"
    return Account(Network("mastodon"), address, "7", address, "Lena Marsh")


def a_reply(target: PostRef, text: str, **differs: Any) -> Reply:
    """A reply as `compose` would make it."""
    return Reply(target, target, text, text, (), **{"visibility": Visibility.PUBLIC, "language": "en", **differs})


def identity(world: Any, who: str = "owner") -> str:
    """`Account.identity` of somebody on a server."""
    return f"mastodon:{world.uid(who)}#{world.server.network.find(world.address(who)).id}"


def an_approval(act: Reply | Retract, account: str, at: datetime = NOW) -> Approval:
    """The owner's approval of an act, under the name of an account."""
    number = next(_numbers)
    given_id = f"approval-{number}"
    return Approval(
        given_id, number, act, digest(act), f"answer-{number}", at, idempotency_data(act, given_id, at), account
    )


def a_message(text: str, **differs: Any) -> Outgoing:
    """A message of ours, as it stands: not guarded."""
    return Outgoing(text, f"message-{next(_numbers)}", **differs)
