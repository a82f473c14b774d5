"""Put the story on a network in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from itertools import chain
from typing import Any

from bot.domain import AccountFlag, Post
from bot.platforms.memory import MemoryNetwork
from bot.platforms.sandbox.script import BETWEEN_LIKES, Echo, Said, chapter, echoes, said, span

PEOPLE = {name: entry["address"] for name, entry in chapter("people").items()}
OWNER = PEOPLE["lena"]
BOT = PEOPLE["nudge"]
KNOWN_FOR = timedelta(days=200)


def build(now: datetime, clock: Callable[[], datetime]) -> MemoryNetwork:
    """The network as it stands at `now`, with everything that was said before; from then on `clock` is its time."""
    network = MemoryNetwork(clock)
    for entry in chapter("people").values():
        _join(network, entry, now)
    for entry in chapter("people").values():
        _befriend(network, entry, now)
    _say(network, sorted((*said("past", now), *said("days", now)), key=lambda line: line.at), {}, latest=now)
    return network


def live(network: MemoryNetwork, now: datetime) -> None:
    """Let the days after `now` happen: posts appear when the clock reaches them, and people answer the owner."""
    known = _known(network, now)
    _say(network, said("later", now), known)
    _acquaint(network, now)
    network.posts.listen(partial(_echo, network, known, echoes()))


def _echo(network: MemoryNetwork, known: dict[str, str], waiting: list[Echo], post: Post) -> None:
    """Whoever waits for the owner's answer to this answers it, once."""
    if post.author.uid != OWNER or post.parent is None:
        return
    for entry in [entry for entry in waiting if known[entry.to] == post.parent.uri]:
        waiting.remove(entry)
        _answer_back(network, entry, post)


def _join(network: MemoryNetwork, entry: dict[str, Any], now: datetime) -> None:
    flags = [AccountFlag(flag) for flag in entry.get("flags", ())]
    network.people.join(entry["address"], entry["name"], bio=entry["bio"], flags=flags)
    network.people.change(
        entry["address"],
        followers=entry.get("followers", 60),
        following=entry.get("following", 90),
        posts=entry.get("posts", 500),
        created_at=now - span(entry.get("joined", "900d")),
    )


def _befriend(network: MemoryNetwork, entry: dict[str, Any], now: datetime) -> None:
    if "followed" in entry:
        network.people.follow(OWNER, entry["address"], at=now - span(entry["followed"]))
    if "follows" in entry:
        network.people.follow(entry["address"], OWNER, at=now - span(entry["follows"]))


def _acquaint(network: MemoryNetwork, now: datetime) -> None:
    """They follow one another; after what is said, so that every post keeps its number."""
    for entry in chapter("people").values():
        for who in entry.get("known_by", ()):
            network.people.follow(PEOPLE[who], entry["address"], at=now - KNOWN_FOR)


def _say(
    network: MemoryNetwork, lines: Iterable[Said], uris: dict[str, str], *, latest: datetime | None = None
) -> None:
    """Let everything be said, each under what it answers; `uris` learns where each stands."""
    for line in lines:
        above = network.posts.get(uris[line.to]) if line.to else None
        post = network.posts.say(
            PEOPLE[line.who],
            _addressed(line.words, line.who, above),
            reply_to=above.uri if above else None,
            at=line.at,
            closed=line.closed,
            **line.extras,
        )
        uris[line.id] = post.uri
        for number, who in enumerate(line.likes, start=1):
            at = line.at + number * BETWEEN_LIKES
            network.posts.like(PEOPLE[who], post.uri, at=min(at, latest) if latest else at)
        for who in line.shared:
            network.posts.reshare(PEOPLE[who], post.uri, at=line.at + BETWEEN_LIKES)


def _addressed(words: str, who: str, above: Post | None) -> str:
    """The words with the address of who is answered in front, as people's apps put it there."""
    answers_another = above is not None and above.author.uid != PEOPLE[who]
    return f"@{above.author.address} {words}" if above and answers_another else words


def _known(network: MemoryNetwork, now: datetime) -> dict[str, str]:
    """The posts that the story names, by id; found again by who said what."""
    standing = {(post.author.uid, post.text): post.uri for post in network.posts.all()}
    lines = chain(said("past", now), said("days", now))
    return {line.id: standing[PEOPLE[line.who], line.words] for line in lines if line.to is None}


def _answer_back(network: MemoryNetwork, entry: Echo, post: Post) -> None:
    words = f"@{OWNER} {entry.to_words(post.text)}"
    network.posts.say(PEOPLE[entry.who], words, reply_to=post.uri, at=post.seen_at + entry.after)
