"""A small network in memory for tests, and what is said on it."""
# ruff: noqa: D102 - the names of a test's own small world say what they do

from __future__ import annotations

from dataclasses import dataclass

from bot.domain import Act, Approval, Network, Outgoing, Post, PostRef, Reply, digest
from bot.platforms import memory
from tests.contract.memory_world import PEOPLE, MemoryWorld

OWNER, BOT, ALICE, BOB, CAROL = (PEOPLE[who] for who in ("owner", "bot", "alice", "bob", "carol"))


@dataclass
class Scene:
    """The five people of the contract, with the roles of the owner's side and the clock in reach."""

    world: MemoryWorld

    def __post_init__(self):
        self.net, self.clock = self.world.net, self.world.clock
        self.reader, self.messenger, self.publisher = (
            self.world.reader(),
            self.world.messenger(),
            self.world.publisher(),
        )

    def say(self, who: str, text: str, **how) -> Post:
        self.clock.tick()
        return self.net.posts.say(who, text, **how)

    def home(self) -> list[str]:
        floor = self.clock.time.replace(year=2020)
        return [post.text for post in self.reader.new_posts("", seen=lambda _: (), floor=floor).items]

    def replies(self) -> list[str]:
        return [post.text for post in self.net.views.by(OWNER, OWNER) if post.parent]


def scene(**customs) -> Scene:
    """A network that plays a server with these customs."""
    return Scene(MemoryWorld(memory.Customs(**customs)))


def a_reply(to: Post, words: str = "Wheat starch.") -> Reply:
    return Reply(to.ref, to.root or to.ref, f"@{to.author.address} {words}", words, (to.author.address,))


def an_approval(scene: Scene, act: Act, number: int = 1) -> Approval:
    now = scene.clock.time
    return Approval(
        f"a{number}",
        number,
        act,
        digest(act),
        "answer",
        now,
        memory.idempotency_data(act, f"a{number}", now),
        scene.world.reader().owner.identity,
    )


def a_message(text: str) -> Outgoing:
    return Outgoing(text, "key")


def nowhere() -> PostRef:
    return PostRef(Network("memory"), "https://books.example/users/alice/statuses/0", "0")
