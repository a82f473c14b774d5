"""Know what kind of server is asked: its domain, its limits, and what it can do (MO-5, MO-6)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from bot.platforms.mastodon.fields import Entity, Malformed, number, part, text

_GROUPED_SINCE = 2  # the value of api_versions.mastodon in Mastodon 4.3, which brought /api/v2/notifications and ?id[]=
_OLDEST = 3
_SECOND_SINCE = 4  # Mastodon 4.0 brought /api/v2/instance


@dataclass(frozen=True, slots=True)
class Instance:
    """What a server says about itself. `domain` stands in the addresses of its accounts, `api` counts its interface."""

    server: str
    domain: str
    version: str = ""
    api: int | None = None
    characters: int = 500
    per_url: int = 23
    first_only: bool = False
    """It answers the first version of the question only."""

    @property
    def mastodon(self) -> bool:
        """Whether it is Mastodon or a fork of it: others say a small version, or in brackets what they really are."""
        return not self.first_only and self._major >= _OLDEST

    @property
    def claims_second(self) -> bool:
        """Whether its version says that it also answers the second version of the question."""
        return self._major >= _SECOND_SINCE

    @property
    def _major(self) -> int:
        major = re.match(r"(\d{1,9})\.\d", self.version)
        return int(major[1]) if major is not None and "(" not in self.version else 0

    @property
    def tells_private(self) -> bool:
        """Whether it keeps private messages for those whom they name, and says which ones they are.

        snac (2.75) shows them to everyone who has their address, and calls them what it calls posts for followers.
        """
        return not self._snac

    @property
    def tells_language(self) -> bool:
        """Whether the language of a post is its own. snac calls every post English."""
        return not self._snac

    @property
    def _snac(self) -> bool:
        return "snac/" in self.version

    @property
    def idempotent(self) -> bool:
        """Whether it keeps an Idempotency-Key (MD-8). Unknown servers are taken not to (MO-3, MO-8)."""
        return self.mastodon

    @property
    def grouped(self) -> bool:
        """Whether it shows filtered notifications (MN-4)."""
        return self.mastodon and (self.api or 0) >= _GROUPED_SINCE

    @property
    def bulk(self) -> bool:
        """Whether several accounts or statuses can be asked for at once."""
        return self.mastodon and (self.api or 0) >= _GROUPED_SINCE

    @property
    def own_view(self) -> bool:
        """Whether it shows the posts of other servers at an address of its own, where its people are logged in."""
        return self.mastodon


def unknown(server: str) -> Instance:
    """A server that says nothing about itself: the smallest limits, and nothing taken for granted."""
    return Instance(server, urlsplit(server).netloc)


def instance(entity: Entity, server: str) -> Instance:
    """What an answer of `/api/v2/instance` says. GoToSocial gives its accounts' domain apart from its own."""
    return _said(entity, server, text(entity, "account_domain") or text(entity, "domain"))


def instance_v1(entity: Entity, server: str) -> Instance:
    """What an answer of `/api/v1/instance` says, for servers that know no other. `uri` may be a whole address."""
    uri = text(entity, "uri")
    return replace(_said(entity, server, urlsplit(uri).netloc or uri), first_only=True)


def _said(entity: Entity, server: str, domain: str) -> Instance:
    if not domain and not text(entity, "version"):
        raise Malformed("the server did not say what it is")
    nothing = unknown(server)
    statuses = part(part(entity, "configuration"), "statuses")
    return Instance(
        server=server,
        domain=domain or nothing.domain,
        version=text(entity, "version"),
        api=number(part(entity, "api_versions"), "mastodon"),
        characters=number(statuses, "max_characters") or nothing.characters,
        per_url=number(statuses, "characters_reserved_per_url") or nothing.per_url,
    )
