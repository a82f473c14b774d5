"""Tell whose a login is, and refuse every account but the configured one. Pure (BI-3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.errors import WrongAccount
from bot.platforms.bluesky.fields import Node, required, text

NAMELESS = ("", "handle.invalid")


@dataclass(frozen=True, slots=True)
class Identity:
    """The account that a session belongs to, as its own server says; `active` is false while it is switched off."""

    did: str
    handle: str
    active: bool = True

    @classmethod
    def read(cls, answer: Node) -> Identity:
        """Out of an answer about a session. Raises `Malformed` when it names nobody."""
        return cls(required(answer, "did"), text(answer.get("handle")), answer.get("active") is not False)


def hold_against(said: Identity, *, wanted: str, kept: str, holder: Callable[[], str]) -> None:
    """Raise `WrongAccount` unless the account is the one that the configured handle means.

    `kept` is the DID that was found behind this handle before, if any: whoever has the handle later is never followed.
    `holder` asks who has it now (empty: nobody), and is called only when the handle of the login is another one: an
    account that was renamed goes on, but not once somebody else has taken its old handle, for then nobody can tell which
    of the two is meant.
    """
    if kept not in ("", said.did):
        raise wrong(said, wanted)
    if wanted == said.did or plain(said.handle) == plain(wanted):
        return
    now = holder()
    if now != said.did and (now or not kept):
        raise wrong(said, wanted)


def wrong(said: Identity, wanted: str) -> WrongAccount:
    """What to say of a login of somebody else; by its DID where the handle would not tell the two apart."""
    nameless = said.handle in NAMELESS or plain(said.handle) == plain(wanted)
    return WrongAccount(found=said.did if nameless else said.handle, wanted=wanted)


def plain(handle: str) -> str:
    """A handle as it is compared: however it was typed."""
    return handle.strip().lstrip("@").rstrip(".").casefold()
