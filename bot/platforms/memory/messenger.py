"""Carry private messages on the network in memory, from the bot account to the owner and back."""

from __future__ import annotations

from datetime import datetime

from bot.domain import Account, Answer, Batch, Limits, Network, Outgoing, Sender, Sent, Spoken
from bot.errors import NotAllowed, Problem, Refused
from bot.platforms.memory.direct_messages import DirectMessage, Lost
from bot.platforms.memory.event_log import Event, Moment, What
from bot.platforms.memory.faults import Request
from bot.platforms.memory.network import MemoryNetwork
from bot.platforms.memory.people import HANDLE


def _names_somebody(text: str) -> bool:
    return HANDLE.search(text) is not None


class MemoryMessenger:
    """A `Messenger` (see `bot.platforms.base`) for one bot account and one owner."""

    def __init__(self, network: MemoryNetwork, *, bot: str, owner: str) -> None:
        self._network = network
        self._bot = bot
        self._owner = owner

    @property
    def network(self) -> Network:
        """Which network carries the messages."""
        return self._network.name

    @property
    def owner(self) -> Sender:
        """The owner as the network knows them."""
        return _sender(self._network.people.account(self._owner))

    @property
    def channel(self) -> str:
        """Names this conversation: the two accounts."""
        return f"{self.network}:{self._admit(Request.READ).uid}>{self.owner.uid}"

    def _admit(self, on: Request) -> Account:
        """The bot's own account, for one request. Raises what keeps the bot from it: an ended login, or another's."""
        self._network.admit(self._bot, on)
        return self._network.account_behind(self._bot)

    @property
    def limits(self) -> Limits:
        """What fits into one message."""
        customs = self._network.customs
        return Limits(
            customs.message_characters,
            len,
            reactions=customs.reactions,
            embeds=customs.embeds,
            names_reach=customs.mentions_reach,
        )

    def stands(self, answer: Answer) -> bool:
        """Whether a message still says what it said, and a reaction is still there."""
        self._admit(Request.READ)
        if answer.reaction is not None:
            return self._network.direct_messages.has_reaction(answer.sender.uid, answer.reply_to or "", answer.reaction)
        direct_message = self._network.direct_messages.listed(answer.id)
        return (
            direct_message is not None
            and self._without_our_name(direct_message.text) == answer.text
            and direct_message.to == (self._bot,)
        )

    def spoken(self, *, limit: int = 40) -> tuple[Spoken, ...]:
        """What the bot wrote to the owner, newest first."""
        self._admit(Request.READ)
        mine = [
            direct_message
            for direct_message in self._network.direct_messages.of(self._owner)
            if direct_message.by == self._bot
        ]
        return tuple(
            Spoken(direct_message.id, direct_message.at, direct_message.text)
            for direct_message in reversed(mine[-limit:])
        )

    def send(self, message: Outgoing) -> Sent:
        """Deliver one message to the owner, and to nobody else."""
        if _names_somebody(message.text):
            raise NotAllowed("this message names somebody, who would receive it (MD-1)")
        self._admit(Request.MESSAGE)
        return self._network.faults.carry(Request.MESSAGE, lambda: self._write(message))

    def _write(self, message: Outgoing) -> Sent:
        if not self._network.people.follows(self._owner, self._bot):
            raise Refused("the owner does not follow the bot account, so its messages do not arrive")
        about = message.about.uri if message.about else None
        direct_message = self._network.direct_messages.write(
            self._network.people.behind(self._bot),
            message.text,
            to=(self._owner,),
            reply_to=message.reply_to,
            about=about,
        )
        return Sent(direct_message.id, direct_message.at)

    def find_sent(self, message: Outgoing, *, since: datetime) -> Sent | None:
        """The message if it stands in the conversation since then."""
        self._admit(Request.READ)
        for direct_message in self._network.direct_messages.of(self._owner):
            if direct_message.by == self._bot and direct_message.at >= since and direct_message.text == message.text:
                return Sent(direct_message.id, direct_message.at)
        return None

    def answers(self, mark: str) -> Batch[Answer]:
        """Everything that reached the bot account since `mark`, whoever wrote it."""
        self._admit(Request.READ)
        here = self._network.event_log.here()
        if not mark:
            return Batch((), here.mark)
        events = self._network.event_log.happened(after=Moment.of(mark))
        answers = tuple(answer for event in events if (answer := self._answer(event)))
        lost = [self._lost(event) for event in events]
        mark = events[-1].moment.mark if events else mark
        return Batch(answers, mark, gap=Lost.GAP in lost, skipped=lost.count(Lost.UNREADABLE))

    def _lost(self, event: Event) -> Lost | None:
        """How something that reached the bot account escapes this reading."""
        written = event.what is What.WROTE and self._bot in self._network.direct_messages.get(event.uri).to
        return self._network.direct_messages.lost(event.uri) if written else None

    def _answer(self, event: Event) -> Answer | None:
        if event.by == self._bot:
            return None
        if event.what is What.WROTE:
            return self._written(event, self._network.direct_messages.get(event.uri))
        if event.what is What.REACTED:
            return self._reacted(event, self._network.direct_messages.get(event.uri))
        return self._said_in_public(event) if event.what is What.SAID else None

    def _written(self, event: Event, direct_message: DirectMessage) -> Answer | None:
        if self._bot not in direct_message.to or self._network.direct_messages.listed(direct_message.id) is None:
            return None
        others = tuple(address for address in direct_message.to if address != self._bot)
        return Answer(
            direct_message.id,
            self._by(event),
            direct_message.at,
            self._without_our_name(direct_message.text),
            direct_message.reply_to,
            others=others,
        )

    def _reacted(self, event: Event, direct_message: DirectMessage) -> Answer | None:
        if direct_message.by != self._bot:
            return None
        return Answer(
            f"reaction-{event.number}",
            self._by(event),
            event.at,
            reply_to=direct_message.id,
            reaction=event.emoji,
            removed=event.removed,
        )

    def _said_in_public(self, event: Event) -> Answer | None:
        post = self._network.views.post(event.uri, self._bot)
        if post is None or self._bot not in {mentioned.uid for mentioned in post.mentions}:
            return None
        others = tuple(mentioned.address for mentioned in post.mentions if mentioned.uid != self._bot)
        text = self._without_our_name(post.text)
        return Answer(post.uri, self._by(event), event.at, text, others=others, private=False)

    def _without_our_name(self, text: str) -> str:
        while (first := HANDLE.match(text)) and first[1].lower() in (self._bot, self._bot.partition("@")[0]):
            text = text[first.end() :].lstrip()
        return text

    def _by(self, event: Event) -> Sender:
        return _sender(self._network.people.account(event.by))

    def check(self) -> list[Problem]:
        """Whether the two follow each other, and the bot account can still be used."""
        people = self._network.people
        problems = []
        if people.login_ended(self._bot):
            problems.append(Problem("memory, bot account", "the login is no longer accepted", "log in again"))
        if not people.follows(self._owner, self._bot):
            problems.append(Problem("memory, bot account", "the owner does not follow it", "follow it in your app"))
        if not people.follows(self._bot, self._owner):
            problems.append(Problem("memory, bot account", "it does not follow the owner", "let it follow you"))
        return problems

    def close(self) -> None:
        """Nothing was opened."""


def _sender(account: Account) -> Sender:
    return Sender(account.uid, account.local_id)
