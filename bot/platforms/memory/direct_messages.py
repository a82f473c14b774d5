"""Keep private messages, and bring each to everybody whom it names (MD-1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.errors import Refused
from bot.platforms.memory.customs import Customs
from bot.platforms.memory.event_log import Event, EventLog, Part, What, alone
from bot.platforms.memory.people import People


@dataclass(frozen=True, slots=True)
class DirectMessage:
    """A private message. `to` is everybody who got it, its writer not among them."""

    id: str
    by: str
    to: tuple[str, ...]
    text: str
    at: datetime
    reply_to: str | None = None
    about: str | None = None

    def reached(self, who: str) -> bool:
        """Whether it is in somebody's private messages, sent or received."""
        return who == self.by or who in self.to


class Lost(StrEnum):
    """How a message escapes those who list what reached them."""

    UNREADABLE = "unreadable"  # it is listed, and cannot be read
    GAP = "gap"  # it is not listed, and the server says that it did not list everything


class DirectMessages(Part):
    """Private messages and reactions to them."""

    def __init__(self, event_log: EventLog, people: People, customs: Customs) -> None:
        super().__init__(event_log)
        self._people = people
        self._customs = customs
        self._letters: dict[str, DirectMessage] = {}
        self._deleted: set[str] = set()
        self._lost: dict[str, Lost] = {}

    @alone
    def write(
        self, who: str, text: str, *, to: Sequence[str], reply_to: str | None = None, about: str | None = None
    ) -> DirectMessage:
        """Somebody writes in private to `to`, and to everyone the text names if the customs have it so.

        Raises `Refused` when one of `to` is apart from the writer or gone, or the text is too long.
        """
        if len(text) > self._customs.message_characters:
            raise Refused(f"longer than {self._customs.message_characters} characters")
        if any(not self._people.knows(other) or self._people.apart(who, other) for other in to):
            raise Refused("they do not take messages from this account")
        number = self._event_log.number()
        direct_message = DirectMessage(
            f"letter-{number}", who, self._reached(who, text, to), text, self._event_log.now(), reply_to, about
        )
        self._letters[direct_message.id] = direct_message
        self._event_log.add(Event(direct_message.at, number, What.WROTE, who, uri=direct_message.id))
        return direct_message

    def _reached(self, who: str, text: str, to: Sequence[str]) -> tuple[str, ...]:
        named = self._people.named_in(text, near=who) if self._customs.mentions_reach else ()
        return tuple(other for other in dict.fromkeys((*to, *named)) if other != who)

    @alone
    def react(self, who: str, direct_message: str, emoji: str, *, remove: bool = False) -> None:
        """Somebody reacts to a private message that they can see, or takes it back."""
        if not self._customs.reactions or not self._letters[direct_message].reached(who):
            raise Refused("there is nothing to react to")
        number = self._event_log.number()
        event = Event(self._event_log.now(), number, What.REACTED, who, uri=direct_message, emoji=emoji, removed=remove)
        self._event_log.add(event)

    @alone
    def edit(self, direct_message: str, text: str) -> None:
        """Its writer changes a private message; whoever it names now receives it as well, where names reach."""
        held = self._letters[direct_message]
        to = self._reached(held.by, text, held.to)
        self._letters[direct_message] = replace(held, text=text, to=to)

    @alone
    def delete(self, direct_message: str) -> None:
        """Its writer deletes a private message."""
        self._deleted.add(direct_message)

    @alone
    def lose(self, direct_message: str, how: Lost) -> None:
        """A private message stands, and whoever lists the conversation does not get it."""
        self._lost[direct_message] = how

    @alone
    def lost(self, direct_message: str) -> Lost | None:
        """How a private message is lost to those who list, None when it is not."""
        return self._lost.get(direct_message)

    @alone
    def standing(self, direct_message: str) -> DirectMessage | None:
        """The message as it stands now, None when it was deleted or never was."""
        return None if direct_message in self._deleted else self._letters.get(direct_message)

    @alone
    def listed(self, direct_message: str) -> DirectMessage | None:
        """The message as those see it who list the conversation, None when it is deleted or lost to them."""
        return None if direct_message in self._lost else self.standing(direct_message)

    @alone
    def has_reaction(self, who: str, direct_message: str, emoji: str) -> bool:
        """Whether somebody's reaction is still on a message."""
        mine = [
            e
            for e in self._event_log.happened()
            if (e.what, e.by, e.uri, e.emoji) == (What.REACTED, who, direct_message, emoji)
        ]
        return bool(mine) and not mine[-1].removed

    @alone
    def get(self, direct_message: str) -> DirectMessage:
        """The message with this id."""
        return self._letters[direct_message]

    @alone
    def of(self, who: str) -> list[DirectMessage]:
        """Everything that somebody wrote or received in private, oldest first."""
        return [direct_message for direct_message in self._letters.values() if direct_message.reached(who)]
