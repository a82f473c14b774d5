"""The table in `docs/servers.md`: what the program makes of each server, by what that server says of itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.platforms.mastodon import limits
from bot.platforms.mastodon.instance import Instance, instance, instance_v1, settled

HOME = "https://home.example"


@dataclass(frozen=True)
class Software:
    """One kind of server: the version that it tells, what else it says, and how far it was tried."""

    name: str
    version: str
    tried: str
    api: int | None = None
    source: str = ""
    characters: int | None = 500
    named: str = ""
    first_only: bool = False
    says: dict[str, Any] = field(default_factory=dict)

    @property
    def known(self) -> Instance:
        """What the program knows of it after its first question."""
        said: dict[str, Any] = {"domain": "home.example", "uri": "home.example", "version": self.version, **self.says}
        if self.characters:
            said["configuration"] = {"statuses": {"max_characters": self.characters, **self.says.get("statuses", {})}}
        if self.api is not None:
            said["api_versions"] = {"mastodon": self.api}
        if self.source:
            said["source_url"] = self.source
        found = instance_v1(said, HOME) if self.first_only else instance(said, HOME)
        return settled(found, self.named) if found.doubted else found


MASTODON = "https://github.com/mastodon/mastodon"
LOOPBACK = "on a server on the loopback that follows its documentation and recordings"
DRIVEN = "driven as a process: reading, messages, replies"
MEASURED = "its answers to each question were measured ([MO-8](platforms.md#mo-8))"
SHAPES = "on what it says only"
SOFTWARE = (
    Software("Mastodon 4.2", "4.2.9", SHAPES, source=MASTODON),
    Software("Mastodon 4.3", "4.3.0", LOOPBACK, api=2, source=MASTODON),
    Software("Mastodon 4.4", "4.4.1", LOOPBACK, api=6, source=MASTODON),
    Software("Mastodon 4.5", "4.5.3", LOOPBACK, api=7, source=MASTODON),
    Software("Mastodon 4.6", "4.6.4", LOOPBACK, api=11, source=MASTODON),
    Software("glitch-soc", "4.5.3+glitch", SHAPES, api=7, source="https://github.com/glitch-soc/mastodon"),
    Software(
        "GoToSocial 0.20", "0.20.0+git-1a2b3c4", f"{DRIVEN}; the suite that every network passes", characters=5000
    ),
    Software("Takahe 0.11", "takahe/0.11.0", DRIVEN),
    Software("Hollo 0.10", "hollo/0.10.0", MEASURED, characters=4096),
    Software("snac2 2.75", "4.0.0 (not true; really snac/2.75)", MEASURED, characters=100_000, first_only=True),
    Software("Pleroma", "2.7.2 (compatible; Pleroma 2.7.0)", SHAPES, characters=5000),
    Software(
        "Akkoma", "2.7.2 (compatible; Akkoma 3.10.4)", SHAPES, characters=None, first_only=True, says={"max_toot_chars": 5000}
    ),
    Software(
        "Friendica", "2.8.0 (compatible; Friendica 2024.08)", SHAPES, characters=None, first_only=True,
        says={"max_toot_chars": "200000"},
    ),
    Software("Sharkey, Misskey kin", "4.2.1 (compatible; Sharkey 2024.9)", SHAPES, characters=3000),
)  # fmt: skip


def table() -> str:
    """A line for each."""
    head = "| server | an answer that was lost | your answers | private messages | a reply holds | tried |"
    return "\n".join([head, "| --- | --- | --- | --- | --- | --- |", *map(_line, SOFTWARE)])


def _line(software: Software) -> str:
    known = software.known
    cells = (
        software.name,
        "sent again: it cannot stand twice"
        if limits.for_replies(known).repeat_harmless
        else "looked for, then you are asked",
        "keep the bot's name in front" if limits.for_messages(known, "lena@home.example").keep_name else "as you like",
        "yes" if known.tells_private else "**none**: they would be read by others",
        f"{known.characters:,} characters",
        software.tried,
    )
    return f"| {' | '.join(cells)} |"
