"""Keep what a reader learnt of the owner and the server for a start at which the server is silent, as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import Any

from bot.domain import Account, Visibility
from bot.platforms.mastodon import NETWORK
from bot.platforms.mastodon.identity import same
from bot.platforms.mastodon.instance import Instance

_ACCOUNT = ("uid", "local_id", "address", "name")


@dataclass(frozen=True, slots=True)
class Known:
    """Who the owner is, what kind of server this is, and what the owner's posts usually are (None: not asked yet)."""

    owner: Account
    instance: Instance
    usual: Visibility | None


def stored(known: Known, address: str) -> str:
    """What is known, with the configured address and the server to which it belongs."""
    owner = {name: getattr(known.owner, name) for name in _ACCOUNT}
    instance = asdict(known.instance)
    return json.dumps({"address": address, "owner": owner, "instance": instance, "usual": known.usual})


def read(text: str, address: str, server: str) -> Known | None:
    """What `stored` wrote for this very address and server; None for anything else, however it is garbled."""
    try:
        held = json.loads(text)
        if held["address"] != address or held["instance"]["server"] != server:
            return None
        usual = Visibility(held["usual"]) if held["usual"] is not None else None
        known = Known(_account(held["owner"]), _instance(held["instance"]), usual)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return known if not address or same(known.owner.uid, address) else None


def _account(held: dict[str, Any]) -> Account:
    uid, local_id, address, name = (held[field] for field in _ACCOUNT)
    if not all(isinstance(value, str) for value in (uid, local_id, address, name)) or not local_id:
        raise ValueError("no account")
    return Account(NETWORK, uid, local_id, address, name)


def _instance(held: dict[str, Any]) -> Instance:
    """Each value of the kind that the server's own answer would have given."""
    known = Instance(**held)
    model = Instance("", "", api=0)
    for field in fields(Instance):
        value = getattr(known, field.name)
        if type(value) is not type(getattr(model, field.name)) and not (field.name == "api" and value is None):
            raise ValueError("no instance")
    return known
