"""Write down who the owner is, for a start at which the network is silent, and read it again."""

from __future__ import annotations

import json

from bot.domain import Account
from bot.platforms.bluesky import NETWORK
from bot.platforms.bluesky.fields import node, text
from bot.platforms.bluesky.identity import plain
from bot.platforms.bluesky.login import Login
from bot.platforms.bluesky.normalise import WEB


def written(owner: Account, login: Login) -> str:
    """The owner, and for which configured handle and server that holds."""
    asked = {"service": login.service, "for": plain(login.handle)}
    return json.dumps(asked | {"did": owner.uid, "handle": owner.address, "name": owner.name}, ensure_ascii=False)


def recalled(known: str, login: Login) -> Account | None:
    """The owner as written down; None when it cannot be read, or was for another handle or server."""
    try:
        kept = node(json.loads(known))
    except ValueError:
        return None
    did, asked = text(kept.get("did")), (kept.get("service"), kept.get("for"))
    if not did.startswith("did:") or asked != (login.service, plain(login.handle)):
        return None
    handle, name = text(kept.get("handle")), text(kept.get("name"))
    return Account(NETWORK, did, did, address=handle, name=name, url=f"{WEB}/profile/{did}")
