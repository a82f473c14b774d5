"""Drive a network from outside: what people on it do, and what they can see.

The contract suite and the flow tests are written against this, and run on the memory network, on the Mastodon loopback
server (two modes), on the real AT Protocol servers, and on any real server that is named by the environment.
People are called `owner`, `bot`, `alice`, `bob`, `carol`. At the start owner and bot follow each other, the owner
follows alice and bob, and nothing was said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain import Network, Visibility
from bot.platforms.base import Idempotency, Messenger, Reader
from bot.platforms.publishing import Publisher


@dataclass(frozen=True, slots=True)
class Seen:
    """A post or private message as somebody else's eyes see it."""

    id: str  # the uri for a post, the network's id for a private message
    by: str  # the name of who wrote it
    text: str
    parent: str | None = None
    root: str | None = None
    visibility: Visibility = Visibility.PUBLIC
    warning: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Can:
    """What this server has; tests of what it lacks are left out, by name."""

    edit: bool = True
    private_visibility: bool = True
    warnings: bool = True
    reactions: bool = False
    mentions_reach: bool = True  # naming somebody in a private message delivers it to them (MD-1)
    idempotent: bool = True
    faults: bool = True
    gate: bool = False  # authors can close replies
    backdate: bool = False  # a post can be made to look older than it is
    logins: bool = False  # the program's logins can be ended, brought back, and be somebody else's
    message_edits: bool = False  # people can change and delete what they wrote in private
    known_by: bool = True  # the server tells who follows somebody too
    spoken: bool = True  # the network lists what the bot wrote


class World(Protocol):
    """One network with five people on it."""

    network: Network
    can: Can

    def reader(self) -> Reader:
        """Read as the owner, on a fresh client."""

    def messenger(self) -> Messenger:
        """Write as the bot, on a fresh client."""

    def publisher(self) -> Publisher:
        """Write as the owner, with approvals, on a fresh client."""

    @property
    def idempotency(self) -> Idempotency:
        """The network's idempotency data."""

    def now(self) -> datetime:
        """The network's time, UTC."""

    def settle(self) -> None:
        """Return when everything done so far can be seen by everybody."""

    def address(self, who: str) -> str:
        """What people type to name somebody, without a leading at sign."""

    def uid(self, who: str) -> str:
        """Account.uid of somebody."""

    def post(
        self,
        who: str,
        text: str,
        *,
        reply_to: str | None = None,
        visibility: Visibility = Visibility.PUBLIC,
        warning: str = "",
        language: str | None = "en",
        created_at: datetime | None = None,
        mention: Sequence[str] = (),
        gated: bool = False,
    ) -> str:
        """Somebody says something; returns its uri. `reply_to` is a uri; `mention` puts names in front."""

    def edit(self, who: str, uri: str, text: str) -> None:
        """Somebody changes the words of a post."""

    def delete(self, who: str, uri: str) -> None:
        """Somebody deletes a post."""

    def like(self, who: str, uri: str) -> None:
        """Somebody likes a post."""

    def reshare(self, who: str, uri: str) -> None:
        """Somebody passes a post on."""

    def follow(self, who: str, whom: str) -> None:
        """Somebody follows somebody."""

    def block(self, who: str, whom: str) -> None:
        """Somebody blocks somebody."""

    def unblock(self, who: str, whom: str) -> None:
        """Somebody takes a block back."""

    def set_bio(self, who: str, bio: str) -> None:
        """Somebody writes about themselves."""

    def message(self, who: str, text: str, *, reply_to: str | None = None, also: Sequence[str] = ()) -> str:
        """Somebody writes to the bot in private; `also` names further people (MD-1). Returns the network's id."""

    def react(self, message: str, emoji: str, *, remove: bool = False) -> None:
        """The owner reacts to a private message of the bot's, or takes it back."""

    def edit_message(self, who: str, message: str, text: str, *, also: Sequence[str] = ()) -> None:
        """Somebody changes what they wrote to the bot in private; `also` names further people."""

    def delete_message(self, who: str, message: str) -> None:
        """Somebody deletes what they wrote in private."""

    def exchange_login(self, who: str, whose: str) -> None:
        """The login that the program has for somebody turns out to be somebody else's; their own gives it back."""

    def end_login(self, who: str) -> None:
        """The login that the program has for somebody is no longer accepted."""

    def restore_login(self, who: str) -> None:
        """It is accepted again."""

    def let_only_read(self, who: str, *, only: bool = True) -> None:
        """The login that the program has for somebody loses the right to write, or has it again."""

    def inbox(self, who: str) -> list[Seen]:
        """Every private message that reached somebody, oldest first."""

    def posts(self, who: str) -> list[Seen]:
        """Everything that stands in public or semi-public under somebody's name, oldest first."""

    def told(self, who: str) -> list[Seen]:
        """The replies and mentions (not private) that somebody was notified of, oldest first."""

    def writes(self, who: str) -> int:
        """How many things somebody's account has ever written, of any kind, deleted ones not counted."""

    def break_next_write(self, how: str) -> None:
        """The next public write fails: `before` (refused connection, nothing stored), `after` (stored, answer lost),
        `500`, `429`, `html` (200 with a page that is no answer, nothing stored)."""
