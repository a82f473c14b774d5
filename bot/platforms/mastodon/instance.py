"""Know what kind of server is asked: its domain, its limits, and what it can do (MO-5, MO-6)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from bot.platforms.mastodon.fields import Entity, Malformed, number, part, text

_GROUPED_SINCE = 2  # the value of api_versions.mastodon in Mastodon 4.3, which brought /api/v2/notifications and ?id[]=
_OLDEST = 3
_MASTODON = "mastodon"
_BUILT_FROM = re.compile(r"\+git\b")  # GoToSocial and its kin name the commit; Mastodon's forks name themselves
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
    """What a link counts; 0 where it counts in full."""
    first_only: bool = False
    """It answers the first version of the question only."""
    doubted: bool = False
    """Its version is like Mastodon's, and nothing else that it says bears that out."""
    guessed: bool = field(default=False, compare=False)
    """It did not say its domain, which is taken from the address of the interface."""

    @property
    def mastodon(self) -> bool:
        """Whether it is Mastodon or a fork of it. In doubt it is not: what only Mastodon keeps is then not counted on.

        Others say a small version, in brackets what they really are, or where their source is (MO-11).
        """
        return not self.doubted and self.looks_like_mastodon

    @property
    def looks_like_mastodon(self) -> bool:
        """Whether its version is one that Mastodon could have."""
        return not self.first_only and self._major >= _OLDEST and _BUILT_FROM.search(self.version) is None

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
    return Instance(server, urlsplit(server).netloc, guessed=True)


def instance(entity: Entity, server: str) -> Instance:
    """What an answer of `/api/v2/instance` says. GoToSocial gives its accounts' domain apart from its own."""
    said = _said(entity, server, text(entity, "account_domain") or text(entity, "domain"))
    return replace(said, doubted=said.looks_like_mastodon and not _borne_out(entity, said))


def settled(instance: Instance, software: str) -> Instance:
    """The same, once its nodeinfo has named the software; forks of Mastodon leave that name as it is."""
    return replace(instance, doubted=software != _MASTODON)


def at_home(instance: Instance, url: str) -> Instance:
    """The same with the domain that an account of its own shows, where the server did not say any."""
    host = urlsplit(url).netloc
    return replace(instance, domain=host, guessed=False) if instance.guessed and host else instance


def _borne_out(entity: Entity, said: Instance) -> bool:
    """Whether what else it says is Mastodon's: the version of its interface, or an address of the source like its own.

    Mastodon answers the second version of the question since 4.0, and says where its source is.
    """
    source = text(entity, "source_url").lower()
    named = _MASTODON in urlsplit(source).path
    return named or not source if said.api is not None else named and said.claims_second


def instance_v1(entity: Entity, server: str) -> Instance:
    """What an answer of `/api/v1/instance` says, for servers that know no other. `uri` may be a whole address."""
    uri = text(entity, "uri")
    return replace(_said(entity, server, urlsplit(uri).netloc or uri), first_only=True)


def _said(entity: Entity, server: str, domain: str) -> Instance:
    if not domain and not text(entity, "version"):
        raise Malformed("the server did not say what it is")
    nothing = unknown(server)
    statuses = part(part(entity, "configuration"), "statuses")
    said = Instance(
        server=server,
        domain=domain or nothing.domain,
        version=text(entity, "version"),
        api=number(part(entity, "api_versions"), "mastodon"),
        characters=number(statuses, "max_characters") or number(entity, "max_toot_chars") or nothing.characters,
        guessed=not domain,
    )
    return replace(said, per_url=_per_url(statuses, said))


def _per_url(statuses: Entity, said: Instance) -> int:
    """What it says that a link counts. Of the others some have no such rule, and say nothing: there it counts in full."""
    told = number(statuses, "characters_reserved_per_url")
    in_full = bool(said.version) and not said.looks_like_mastodon
    return told if told is not None else 0 if in_full else said.per_url
