"""Keep private messages, and bring each to everybody whom it names (MD-1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.errors import Refused
from bot.platforms.memory.chronicle import Chronicle, Event, Part, What, alone
from bot.platforms.memory.customs import Customs
from bot.platforms.memory.people import People


@dataclass(frozen=True, slots=True)
class Letter:
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


class Letters(Part):
    """Private messages and reactions to them."""

    def __init__(self, chronicle: Chronicle, people: People, customs: Customs) -> None:
        super().__init__(chronicle)
        self._people = people
        self._customs = customs
        self._letters: dict[str, Letter] = {}
        self._deleted: set[str] = set()
        self._lost: dict[str, Lost] = {}

    @alone
    def write(
        self, who: str, text: str, *, to: Sequence[str], reply_to: str | None = None, about: str | None = None
    ) -> Letter:
        """Somebody writes in private to `to`, and to everyone the text names if the customs have it so.

        Raises `Refused` when one of `to` is apart from the writer or gone, or the text is too long.
        """
        if len(text) > self._customs.message_characters:
            raise Refused(f"longer than {self._customs.message_characters} characters")
        if any(not self._people.knows(other) or self._people.apart(who, other) for other in to):
            raise Refused("they do not take messages from this account")
        number = self._chronicle.number()
        letter = Letter(
            f"letter-{number}", who, self._reached(who, text, to), text, self._chronicle.now(), reply_to, about
        )
        self._letters[letter.id] = letter
        self._chronicle.add(Event(letter.at, number, What.WROTE, who, uri=letter.id))
        return letter

    def _reached(self, who: str, text: str, to: Sequence[str]) -> tuple[str, ...]:
        named = self._people.named_in(text, near=who) if self._customs.mentions_reach else ()
        return tuple(other for other in dict.fromkeys((*to, *named)) if other != who)

    @alone
    def react(self, who: str, letter: str, emoji: str, *, remove: bool = False) -> None:
        """Somebody reacts to a private message that they can see, or takes it back."""
        if not self._customs.reactions or not self._letters[letter].reached(who):
            raise Refused("there is nothing to react to")
        number = self._chronicle.number()
        event = Event(self._chronicle.now(), number, What.REACTED, who, uri=letter, emoji=emoji, removed=remove)
        self._chronicle.add(event)

    @alone
    def edit(self, letter: str, text: str) -> None:
        """Its writer changes a private message; whoever it names now receives it as well, where names reach."""
        held = self._letters[letter]
        to = self._reached(held.by, text, held.to)
        self._letters[letter] = replace(held, text=text, to=to)

    @alone
    def delete(self, letter: str) -> None:
        """Its writer deletes a private message."""
        self._deleted.add(letter)

    @alone
    def lose(self, letter: str, how: Lost) -> None:
        """A private message stands, and whoever lists the conversation does not get it."""
        self._lost[letter] = how

    @alone
    def lost(self, letter: str) -> Lost | None:
        """How a private message is lost to those who list, None when it is not."""
        return self._lost.get(letter)

    @alone
    def standing(self, letter: str) -> Letter | None:
        """The message as it stands now, None when it was deleted or never was."""
        return None if letter in self._deleted else self._letters.get(letter)

    @alone
    def listed(self, letter: str) -> Letter | None:
        """The message as those see it who list the conversation, None when it is deleted or lost to them."""
        return None if letter in self._lost else self.standing(letter)

    @alone
    def has_reaction(self, who: str, letter: str, emoji: str) -> bool:
        """Whether somebody's reaction is still on a message."""
        mine = [
            e
            for e in self._chronicle.happened()
            if (e.what, e.by, e.uri, e.emoji) == (What.REACTED, who, letter, emoji)
        ]
        return bool(mine) and not mine[-1].removed

    @alone
    def get(self, letter: str) -> Letter:
        """The message with this id."""
        return self._letters[letter]

    @alone
    def of(self, who: str) -> list[Letter]:
        """Everything that somebody wrote or received in private, oldest first."""
        return [letter for letter in self._letters.values() if letter.reached(who)]
