"""Name accounts and statuses so that the names stay the same: on every server, and after a rename."""

from __future__ import annotations

from bot.domain import PostRef
from bot.platforms.mastodon import NETWORK
from bot.platforms.mastodon.fields import Entity, needed, when
from bot.platforms.mastodon.instance import Instance
from bot.wording.text import one_spelling


def address(entity: Entity, instance: Instance) -> str:
    """The full `user@domain` of an account or a mention: a server leaves its own domain out. May raise `Malformed`.

    In one spelling: servers show a domain with letters beyond ASCII now in the one, now in the other (MO-13).
    """
    acct = needed(entity, "acct")
    return one_spelling(acct if "@" in acct else f"{acct}@{instance.domain}")


def uid(entity: Entity, instance: Instance) -> str:
    """The address in lower case: under this an account is kept."""
    return address(entity, instance).lower()


def same(one: str, other: str) -> bool:
    """Whether two addresses name one account: a domain has two spellings, and servers show the one or the other."""
    return _spelt(one) == _spelt(other)


def _spelt(full: str) -> str:
    name = full.removeprefix("@").lower()
    return one_spelling(name if "@" in name else f"{name}@")


def ref(entity: Entity) -> PostRef:
    """Points at the version of a status that this is; an edit changes the version (MF-4). May raise `Malformed`."""
    edited = when(entity, "edited_at")
    version = edited.isoformat() if edited else ""
    return PostRef(NETWORK, needed(entity, "uri"), needed(entity, "id"), version)
