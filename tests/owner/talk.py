"""Hold a long conversation with the program on any world, and look at the world for who received what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain import Network
from bot.store import messages
from bot.store.messages import Message
from tests.contract.memory_world import PEOPLE, MemoryWorld
from tests.contract.world import World
from tests.flow.house import House, plain
from tests.owner.manners import bad_manners

CAST = {
    "tomas": "Tomas Reed", "ines": "Ines Duarte", "nadia": "Nadia Holt", "sam": "Sam Orr", "hale": "R. J. Hale",
    "ada": "Ada Lovelace", "countess": "The Countess", "engines": "Notes on Engines",
}  # fmt: skip
"""The people of whom VOICE and the examples in help speak."""

TWO_O_CLOCK = 14
ALL = 1000


def afternoon(now: datetime) -> ZoneInfo:
    """A zone in which it is two, so that a conversation of some hours never runs over midnight."""
    ahead = (TWO_O_CLOCK - now.hour + 12) % 24 - 12
    return ZoneInfo(f"Etc/GMT{-ahead:+d}")


def joins(world: World, *cast: str) -> None:
    """People of the cast open accounts, which the owner follows; from then on the world knows them by their keys."""
    for who in cast:
        if isinstance(world, MemoryWorld):
            world.net.people.join(PEOPLE[who], CAST[who])
        elif world.network == Network("mastodon"):
            _joins_mastodon(world, who)
        else:
            world.someone(who).write("app.bsky.actor.profile", {"displayName": CAST[who]}, "self")
        world.follow("owner", who)


def _joins_mastodon(world, who: str) -> None:
    if world.server is None:
        pytest.skip("nobody can join a server that goes on without us")
    api = type(world._api["owner"])(world.base, world.server.login(world.server.network.join(who, name=CAST[who])))
    world._api[who], world._accounts[who] = api, api.get("/api/v1/accounts/verify_credentials")
    world._earlier[who], world._told_earlier[who] = set(), set()


@dataclass
class Talk:
    """The owner and the program. `cast` are the people who take part; `said` is all that the owner received so far."""

    house: House
    cast: tuple[str, ...]
    said: list[Message] = field(default_factory=list)
    written: Counter[str] = field(default_factory=Counter)

    def __post_init__(self):
        self.writes_before = self.world.writes("owner")

    @property
    def world(self) -> World:
        """Where it takes place."""
        return self.house.world

    # --- what happens

    def hears(self, words: str, *, to: Message | None = None) -> str:
        """The owner says something; everything that the program answers, as it is read."""
        self.writes(words, to=to)
        return self.turn()

    def writes(self, words: str, *, to: Message | None = None) -> str:
        """The owner says something, and the program does not listen yet; gives the message's id."""
        self.written["owner"] += 1
        return self.world.message("owner", words, reply_to=to.network_id if to else None)

    def hears_all(self, *said: str, to: Message | None = None) -> list[str]:
        """The owner says one thing after another, quickly; the answers to each."""
        asked = [self.writes(words, to=to) for words in said]
        self.turn()
        answers: dict[str | None, list[str]] = {}
        for message in self.latest:
            answers.setdefault(message.reply_to, []).append(plain(message.text))
        return ["\n\n".join(answers.get(one, ())) for one in asked]

    def turn(self) -> str:
        """The program hears, answers, and does everything but reading the network."""
        program = self.house.program
        program.talking.round(read=True)
        program.reading.nudge()
        program.drafting.round()
        program.talking.round(read=False)
        return self.news()

    def waits(self, **span: float) -> str:
        """Time passes for the program, and it does one round."""
        self.house.later(**span)
        return self.turn()

    def reads(self) -> str:
        """The program looks at the network, and does everything once."""
        self.house.go()
        return self.news()

    # --- what the owner received

    def news(self) -> str:
        """What the program sent since this was last asked."""
        with self.house.store.begin() as tx:
            sent = [message for message in messages.history(tx, limit=ALL) if message.network_id]
        self.latest = sent[len(self.said) :]
        self.said += self.latest
        return "\n\n".join(plain(message.text) for message in self.latest)

    def last(self, words: str) -> Message:
        """The last message in which these words stand."""
        return next(message for message in reversed(self.said) if words in plain(message.text))

    # --- what is so in the world

    def ends(self, *, public: list[str]) -> None:
        """Everything said reached the owner and nobody else, well-mannered; in public stands what was consented to."""
        self.world.settle()
        self.news()
        received = [unaddressed(letter.text) for letter in self.house.received]  # of some worlds the last hundred
        assert received == [message.text for message in self.said][-len(received) :]
        assert received
        assert addressees(self.world) == {("owner",)}
        assert [m for who in self.others for m in self.world.inbox(who) if m.by == "bot"] == []
        assert [(fault, message.text) for message in self.said for fault in bad_manners(message.text)] == []
        assert self.world.posts("bot") == []
        assert [unaddressed(post.text) for post in self.house.replies()] == public
        letters = self.written["owner"] if self.world.can.mentions_reach else 0
        assert self.world.writes("owner") - self.writes_before - letters == len(public)

    @property
    def others(self) -> tuple[str, ...]:
        """Everybody but the two who talk."""
        return (*self.cast, "alice", "bob", "carol")


# --- as it is written in a test


Line = tuple[str | Callable[[Talk], str], str]
"""What the owner says, or what happens; and how the answer reads."""

IN_PUBLIC = r"This would stand under your name, for everyone to read(?:, though not in public lists)?, as an answer to"
SOON = r"^Good\. It goes out at \d+:\d\d; undo until then\.$"
OUT = r"^It is out(?:: https?://\S+|, just below\.)$"
OFFER = r"^It was out for .+ I can delete it.+delete, or leave it\. \[\w\d\.\d\]$"
TAKEN_BACK = r"^Taken back\. It was never sent, and your words for \w+ are kept\. \[\w\d\.\d\]$"
NOTHING_OPEN = r"^Nothing is open, so nothing happened\. more asks for someone\.$"
SILENCE = r"\A\Z"


def plays(talk: Talk, *lines: Line | list[Line]) -> None:
    """Play line after line, and hold each answer to how it reads.

    A list of lines is said quickly, one after another, before the first answer comes; in memory, where a round costs
    nothing, the owner waits for each.
    """
    for line in lines:
        if isinstance(line, list) and not isinstance(talk.world, MemoryWorld):
            _hold(line, talk.hears_all(*(str(words) for words, _ in line)))
        elif isinstance(line, list):
            plays(talk, *line)
        else:
            said, _ = line
            _hold([line], [talk.hears(said) if isinstance(said, str) else said(talk)])


def _hold(lines: Iterable[Line], told: Iterable[str]) -> None:
    for (said, reads), answer in zip(lines, told, strict=True):
        assert re.search(reads, answer, re.DOTALL), (said, answer)


def waits(**span: float) -> Callable[[Talk], str]:
    """Time passes."""
    return lambda talk: talk.waits(**span)


def asks(*said: tuple[str, str]) -> Callable[[Talk], str]:
    """People ask the owner something; their app has told them, so that the program waits for three hours."""

    def happens(talk: Talk) -> str:
        for who, words in said:
            talk.world.post(who, words, mention=["owner"])
        assert talk.reads() == ""
        talk.house.later(hours=3, minutes=10)
        return talk.reads()

    return happens


def under(words_of_ours: str, words: str) -> Callable[[Talk], str]:
    """The owner answers the message of ours in which some words stand."""
    return lambda talk: talk.hears(words, to=talk.last(words_of_ours))


# --- what the world knows


def unaddressed(text: str) -> str:
    """A post without the addresses that some networks need in front."""
    return re.sub(r"^(?:@\S+ )+", "", text)


def addressees(world: World) -> set[tuple[str, ...]]:
    """To whom the bot's private messages were delivered, as the network itself keeps it."""
    if isinstance(world, MemoryWorld):
        bot = PEOPLE["bot"]
        names = {address: who for who, address in PEOPLE.items()}
        return {
            tuple(names[to] for to in letter.to) for letter in world.net.direct_messages.of(bot) if letter.by == bot
        }
    if world.network == Network("mastodon"):
        names = {account["id"]: who for who, account in world._accounts.items()}
        said = world._new_statuses("bot")
        assert {status["visibility"] for status in said} == {"direct"}
        return {tuple(names[mention["id"]] for mention in status["mentions"]) for status in said}
    bot = world.someone("bot")
    convos = bot.chats("listConvos", limit=100)["convos"]
    assert not [m for convo in convos for m in _naming(bot.chats("getMessages", convoId=convo["id"], limit=100))]
    return {tuple(world._name(one["did"]) for one in convo["members"] if one["did"] != bot.did) for convo in convos}


def _naming(page) -> list[str]:
    """The private messages of a page that name somebody."""
    features = [
        (m["text"], feature) for m in page["messages"] for facet in m.get("facets", ()) for feature in facet["features"]
    ]
    return [text for text, feature in features if feature["$type"] == "app.bsky.richtext.facet#mention"]
