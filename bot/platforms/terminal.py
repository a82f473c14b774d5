"""Carry the conversation on the owner's own machine: `nudge queue` reads it, `nudge answer` writes to it.

A full mode that needs no second account. A message is delivered when it stands in the database; answers arrive there by
themselves, so there is nothing to fetch.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.domain import TERMINAL, Answer, Batch, Limits, Outgoing, Sender, Sent, Spoken
from bot.errors import Problem
from bot.platforms.adapter import Channel

ROOM = 2000


class Here:
    """What is said on this machine: `nudge answer` writes it into the database."""

    @property
    def owner(self) -> Sender:
        """Whoever may write into the data folder is the owner."""
        return TERMINAL

    def answers(self, mark: str) -> Batch[Answer]:
        """Nothing to fetch: it is in the database already."""
        return Batch(items=(), mark=mark)

    def stands(self, answer: Answer) -> bool:  # noqa: ARG002  # the protocol's arguments
        """What was said here cannot be changed."""
        return True


class TerminalMessenger(Here):
    """Delivers by doing nothing: the outbox is what the owner reads."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock

    @property
    def network(self) -> None:
        """No network at all."""

    @property
    def channel(self) -> str:
        """Names this conversation."""
        return "terminal"

    @property
    def limits(self) -> Limits:
        """Room enough for anything; still one screen."""
        return Limits(characters=ROOM, measure=len, names_reach=False)

    def spoken(self, *, limit: int = 40) -> tuple[Spoken, ...]:  # noqa: ARG002  # the protocol's arguments
        """Nothing stands anywhere but in the database."""
        return ()

    def send(self, message: Outgoing) -> Sent:
        """It stands already."""
        return Sent(id=message.key, at=self._clock())

    def find_sent(self, message: Outgoing, *, since: datetime) -> Sent | None:  # noqa: ARG002  # the protocol's arguments
        """It stands already, after a crash too."""
        return Sent(id=message.key, at=self._clock())

    def check(self) -> list[Problem]:
        """Nothing can keep it from arriving."""
        return []

    def close(self) -> None:
        """Nothing was opened."""


CHANNEL = Channel(
    name="terminal",
    is_configured=lambda _config: True,
    open=lambda _config, _owner, clock: TerminalMessenger(clock),
    calm=timedelta(seconds=5),
)
