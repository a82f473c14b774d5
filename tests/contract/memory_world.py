"""Put five people on the network in memory."""
# ruff: noqa: D102, ARG002 - `World` says what each method does and takes

from __future__ import annotations

import copyreg
import pickle
import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Self

from bot.domain import Network, Post, Visibility
from bot.platforms import memory
from bot.platforms.base import Idempotency, Messenger, Reader
from bot.platforms.memory.event_log import What
from bot.platforms.memory.faults import Request
from bot.platforms.publishing import Publisher
from tests.contract.world import Can, Seen

PEOPLE = {
    "owner": "owner@home.example",
    "bot": "nudge@bots.example",
    "alice": "alice@books.example",
    "bob": "bob@coast.example",
    "carol": "carol@press.example",
}
FOLLOWS = (("owner", "bot"), ("bot", "owner"), ("owner", "alice"), ("owner", "bob"))

copyreg.pickle(type(threading.RLock()), lambda _: (threading.RLock, ()))  # a network that is copied has its own lock


class Ticking:
    """A clock that moves on by a second whenever somebody does something."""

    def __init__(self, start: datetime = datetime(2026, 11, 18, 17, 0, tzinfo=UTC)) -> None:
        self.time = start

    def __call__(self) -> datetime:
        return self.time

    def tick(self, by: timedelta = timedelta(seconds=1)) -> None:
        self.time += by


class MemoryWorld:
    """Implements `tests.contract.world.World`; `network` is open for what only memory can play."""

    label = "memory"

    def __init__(
        self,
        customs: memory.Customs = memory.Customs(),  # noqa: B008 - frozen
        clock: Ticking | None = None,
        network: Network = memory.MEMORY,
    ) -> None:
        self.network = network
        self.clock = clock or Ticking()
        self.net = memory.MemoryNetwork(self.clock, customs, network)
        self.can = Can(
            reactions=customs.reactions,
            mentions_reach=customs.mentions_reach,
            idempotent=customs.repeat_harmless is not None,
            gate=True,
            backdate=True,
            logins=True,
            message_edits=True,
        )
        for who, address in PEOPLE.items():
            self.net.people.join(address, who.title())
        for who, whom in FOLLOWS:
            self.net.people.follow(PEOPLE[who], PEOPLE[whom])

    def copied(self) -> Self:
        """Another network on which the same has happened."""
        return pickle.loads(self.kept())  # noqa: S301 - our own; several times as fast as `deepcopy`

    def kept(self) -> bytes:
        """What has happened, to be put back."""
        return pickle.dumps(self)

    def put_back(self, kept: bytes) -> None:
        """Nothing else has happened on this network."""
        vars(self).update(vars(pickle.loads(kept)))  # noqa: S301 - our own

    # --- the roles

    def reader(self) -> Reader:
        return memory.MemoryReader(self.net, PEOPLE["owner"])

    def messenger(self) -> Messenger:
        return memory.MemoryMessenger(self.net, bot=PEOPLE["bot"], owner=PEOPLE["owner"])

    def publisher(self) -> Publisher:
        return memory.MemoryPublisher(self.net, PEOPLE["owner"])

    @property
    def idempotency(self) -> Idempotency:
        return memory.idempotency_data

    def now(self) -> datetime:
        return self.net.now()

    def settle(self) -> None:
        self.clock.tick()

    def address(self, who: str) -> str:
        return PEOPLE[who]

    def uid(self, who: str) -> str:
        return PEOPLE[who]

    # --- what people do

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
        self.clock.tick()
        post = self.net.posts.say(
            PEOPLE[who],
            _naming(mention, text),
            reply_to=reply_to,
            visibility=visibility,
            warning=warning,
            language=language,
            created_at=created_at,
            closed=gated,
        )
        return post.uri

    def edit(self, who: str, uri: str, text: str) -> None:
        self.clock.tick()
        self.net.posts.edit(uri, text)

    def delete(self, who: str, uri: str) -> None:
        self.clock.tick()
        self.net.posts.delete(uri)

    def like(self, who: str, uri: str) -> None:
        self.clock.tick()
        self.net.posts.like(PEOPLE[who], uri)

    def reshare(self, who: str, uri: str) -> None:
        self.clock.tick()
        self.net.posts.reshare(PEOPLE[who], uri)

    def follow(self, who: str, whom: str) -> None:
        self.clock.tick()
        self.net.people.follow(PEOPLE[who], PEOPLE[whom])

    def block(self, who: str, whom: str) -> None:
        self.net.people.block(PEOPLE[who], PEOPLE[whom])

    def unblock(self, who: str, whom: str) -> None:
        self.net.people.unblock(PEOPLE[who], PEOPLE[whom])

    def set_bio(self, who: str, bio: str) -> None:
        self.net.people.change(PEOPLE[who], bio=bio)

    def message(self, who: str, text: str, *, reply_to: str | None = None, also: Sequence[str] = ()) -> str:
        self.clock.tick()
        text = _naming(("bot", *also), text)
        return self.net.direct_messages.write(PEOPLE[who], text, to=(PEOPLE["bot"],), reply_to=reply_to).id

    def react(self, message: str, emoji: str, *, remove: bool = False) -> None:
        self.clock.tick()
        self.net.direct_messages.react(PEOPLE["owner"], message, emoji, remove=remove)

    def edit_message(self, who: str, message: str, text: str, *, also: Sequence[str] = ()) -> None:
        self.clock.tick()
        self.net.direct_messages.edit(message, _naming(("bot", *also), text))

    def delete_message(self, who: str, message: str) -> None:
        self.clock.tick()
        self.net.direct_messages.delete(message)

    # --- the logins of the program

    def exchange_login(self, who: str, whose: str) -> None:
        self.net.people.exchange_login(PEOPLE[who], PEOPLE[whose])

    def end_login(self, who: str) -> None:
        self.net.people.end_login(PEOPLE[who])

    def restore_login(self, who: str) -> None:
        self.net.people.log_in(PEOPLE[who])

    def let_only_read(self, who: str, *, only: bool = True) -> None:
        self.net.people.let_only_read(PEOPLE[who], only=only)

    # --- what people see

    def inbox(self, who: str) -> list[Seen]:
        letters = (letter for letter in self.net.direct_messages.of(PEOPLE[who]) if letter.by != PEOPLE[who])
        return [
            Seen(letter.id, _name(letter.by), letter.text, letter.reply_to, visibility=Visibility.DIRECT)
            for letter in letters
        ]

    def posts(self, who: str) -> list[Seen]:
        own = self.net.views.by(PEOPLE[who], PEOPLE[who])
        return [_seen(post) for post in reversed(own) if post.reshared_by is None]

    def told(self, who: str) -> list[Seen]:
        notices = memory.MemoryReader(self.net, PEOPLE[who]).notices("", floor=self.now() - timedelta(days=365))
        return [_seen(notice.post) for notice in notices.items if notice.post]

    def writes(self, who: str) -> int:
        events = self.net.event_log.happened()
        gone = {event.uri for event in events if event.what is What.SAID and not self.net.posts.stands(event.uri)}
        return sum(event.by == PEOPLE[who] and event.uri not in gone for event in events)

    def break_next_write(self, how: str) -> None:
        self.net.faults.add(how, Request.POST)


def _naming(names: Sequence[str], text: str) -> str:
    return " ".join((*(f"@{PEOPLE[name]}" for name in names), text))


def _name(address: str) -> str:
    return next(name for name, known in PEOPLE.items() if known == address)


def _seen(post: Post) -> Seen:
    return Seen(
        post.uri,
        _name(post.author.uid),
        post.text,
        post.parent.uri if post.parent else None,
        post.root.uri if post.root else None,
        post.visibility,
        post.warning,
        post.language,
    )
