"""Say what can be configured: one class per section of `config.toml`, one attribute per key, with its default.

The values are checked one by one here; what must fit together is checked in `consistency`. Nothing here can be changed
after loading. What the owner changes by private message lives in the database; this file seeds it (DESIGN 6).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    Field,
    PlainValidator,
    PrivateAttr,
    SecretStr,
    field_validator,
    model_validator,
)

from bot.config import credentials
from bot.config.networks import Accounts, Bluesky, Mastodon
from bot.config.section import Section
from bot.config.values import (
    A_NUMBER,
    Address,
    DeliveryTimes,
    Duration,
    Endpoint,
    FileName,
    Handle,
    Quiet,
    QuietTime,
    Words,
    Zone,
    between,
    file_name,
    for_ever_or,
    host,
)
from bot.domain import Goal

Name = Annotated[str, Field(min_length=1)]

Interval = Annotated[Duration, AfterValidator(between("10s", "1d"))]
"""Time between two polls; shorter than ten seconds would be rude to the servers."""


_LANGUAGES_OF = {"cn": "zh", "cz": "cs", "dk": "da", "gr": "el", "jp": "ja", "ua": "uk"}
"""Countries that are taken for languages, where there is no language of that name: nothing at all would be suggested."""


def _all_of(codes: list[str]) -> str:
    return ", ".join(f'"{code}"' for code in codes)


class Owner(Section):
    """The one person this serves. Empty `topics` are taken from their own posts."""

    timezone: Zone = ZoneInfo("UTC")
    languages: Words = ("en",)
    topics: Words = ()

    @field_validator("languages")
    @classmethod
    def _codes(cls, languages: tuple[str, ...]) -> tuple[str, ...]:
        wrong = [code for code in languages if not (code.isalpha() and len(code) in (2, 3))]
        if wrong:
            which = (
                f'"{wrong[0]}" is no language code' if len(wrong) == 1 else f"{_all_of(wrong)} are no language codes"
            )
            raise ValueError(f'{which}; write two or three letters like "en" or "de"')
        country = next((code for code in languages if code.lower() in _LANGUAGES_OF), "")
        if country:
            raise ValueError(f'"{country}" is a country; its language is "{_LANGUAGES_OF[country.lower()]}"')
        return tuple(code.lower() for code in languages)


class Deliver(Section):
    """How and when the owner hears. Times are in the owner's zone."""

    through: Literal["mastodon", "bluesky", "terminal"] = "terminal"
    at: DeliveryTimes = (time(9), time(17, 30))
    quiet: QuietTime = Quiet(time(22), time(7))
    people_per_day: Annotated[int, Field(ge=1, le=10), A_NUMBER] = 3
    weekly: bool = True
    monthly: bool = True


class Model(Section):
    """An OpenAI-compatible endpoint; `key` is what it wants as a bearer token, where it wants one."""

    url: Endpoint = ""
    name: str = ""
    key: SecretStr | None = None
    key_file: FileName = ""


class Drafts(Section):
    """Who begins the words, and whether that is said."""

    by: Literal["starter", "model", "off"] = "starter"
    when: Literal["asked", "with-nudge"] = "asked"
    disclose: Literal["when-model", "off"] = "when-model"
    model: Model = Model()


class Choose(Section):
    """Who else reads what could be brought. `model` is its endpoint; without one it is that of the drafts."""

    second_reader: Literal["off", "model"] = "off"
    requests_per_day: Annotated[int, Field(ge=1, le=50), A_NUMBER] = 4
    model: Model = Model()


class Publish(Section):
    """Whether approved words go out by themselves, and how long the owner can take them back."""

    enabled: bool = True
    undo_seconds: Annotated[int, Field(ge=0, le=3600), A_NUMBER] = 90

    @property
    def undo_time(self) -> timedelta:
        """How long the owner can take a reply back once they were told when it goes out (DESIGN 2, undo)."""
        return timedelta(seconds=self.undo_seconds)


class Poll(Section):
    """How often is read."""

    mentions_every: Interval = timedelta(seconds=60)
    posts_every: Interval = timedelta(minutes=3)


class Store(Section):
    """Where the database is (within the folder, unless absolute), and for how long texts are kept.

    `keep_exchanges` is that of what the two of you said to each other; None for ever.
    """

    path: Annotated[Name, AfterValidator(file_name)] = "nudge.db"
    keep_posts: Annotated[Duration, AfterValidator(between("2d", "52w"))] = timedelta(days=14)
    keep_exchanges: Annotated[timedelta | None, PlainValidator(for_ever_or("12w", "520w"))] = None


class Health(Section):
    """An address to be called regularly, so that somebody notices silence. Empty: none."""

    ping_url: Endpoint = ""


class PersonSpec(Section):
    """Somebody the owner would like to know, or one person with accounts on both networks."""

    name: Name
    mastodon: Address | None = None
    bluesky: Handle | None = None
    goal: Goal = Goal.GET_TO_KNOW
    every: Annotated[Duration, AfterValidator(between("1w", "52w"))] | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if not self.accounts:
            keys = " or ".join(f'{network} = "…"' for network in NETWORKS)
            raise ValueError(f'no account says who "{self.name}" is; add {keys}')
        if self.every and self.goal is not Goal.KEEP_IN_TOUCH:
            raise ValueError(f'"every" goes with goal = "keep-in-touch" only, and "{self.name}" has "{self.goal}"')
        return self

    @property
    def accounts(self) -> Mapping[str, str]:
        """What they are called on each network where they have an account."""
        return {network: account for network in NETWORKS if (account := getattr(self, network))}


class RuleSpec(Section):
    """A rule of the owner's own: `when` is CEL, and what it gives is either a score or a veto (DESIGN 7).

    The same name as a built-in rule replaces that one; `enabled = false` removes it, and then nothing else is needed.
    """

    name: Name
    when: str = ""
    score: Annotated[float, Field(allow_inf_nan=False, ge=-100, le=100), A_NUMBER] | None = None
    veto: bool = False
    because: str = ""
    enabled: bool = True

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if not self.enabled:
            return self
        for key in ("when", "because"):
            if not getattr(self, key).strip():
                raise ValueError(f'the rule "{self.name}" has no "{key}"')
        if (self.score is None) is not self.veto:
            raise ValueError(f'the rule "{self.name}" needs one of score = 3 or veto = true')
        return self


class ServerSpec(Section):
    """What a community asks for, on one server."""

    drafts: Literal["on", "off"] = "on"


class Config(Section):
    """Everything that was configured. `folder` is where the file lies; relative paths begin there."""

    owner: Owner = Owner()
    mastodon: Mastodon = Mastodon()
    bluesky: Bluesky = Bluesky()
    deliver: Deliver = Deliver()
    drafts: Drafts = Drafts()
    choose: Choose = Choose()
    publish: Publish = Publish()
    poll: Poll = Poll()
    store: Store = Store()
    health: Health = Health()
    people: tuple[PersonSpec, ...] = ()
    rules: tuple[RuleSpec, ...] = ()
    servers: dict[Annotated[str, AfterValidator(host)], ServerSpec] = Field(default_factory=dict)

    _folder: Path = PrivateAttr(default_factory=Path)
    _places: Mapping[str, str] = PrivateAttr(default_factory=dict)

    @classmethod
    def of(cls, written: Mapping[str, Any], folder: Path, places: Mapping[str, str] | None = None) -> Config:
        """The configuration in these tables; `places` says where each rule stands, by its name.

        Raises pydantic's `ValidationError`.
        """
        return cls.model_validate(written, context={"folder": folder, "places": places or {}})

    def model_post_init(self, context: Any, /) -> None:
        """Remember what is no key of the file."""
        if context:
            self._folder, self._places = context["folder"], context["places"]

    @property
    def networks(self) -> Mapping[str, Accounts]:
        """The section of every network, by its name, whether anything stands in it or not."""
        sections = ((name, getattr(self, name)) for name in type(self).model_fields)
        return {name: section for name, section in sections if isinstance(section, Accounts)}

    @property
    def bots(self) -> frozenset[str]:
        """What our own bot accounts are called."""
        return frozenset(section.bot.called for section in self.networks.values() if section.bot)

    @property
    def folder(self) -> Path:
        """Where config.toml, the database, the secrets and the heartbeat lie."""
        return self._folder

    @property
    def database(self) -> Path:
        """The database file."""
        return self._folder / self.store.path

    @property
    def heartbeat(self) -> Path:
        """The file that says when the service was last alive, read by `nudge health`."""
        return self._folder / "heartbeat.json"

    def rule_place(self, name: str) -> str:
        """Where a rule of the owner's stands: `config.toml, line 31`."""
        return self._places.get(name, "config.toml")

    def secret(self, login: str) -> str:
        """The token or app password of `"mastodon.owner"`, `"bluesky.bot"` …, or the key of `"drafts.model"`.

        Raises `ConfigError` when there is none, or its file cannot be read. A model without a key gives "".
        """
        return credentials.read(self, login)


NETWORKS = tuple(Config().networks)
"""The networks that can be configured, by name; each is a section of its own, and a key under `[[people]]`."""

SOME_OWNER = " or ".join(f"[{network}.owner]" for network in NETWORKS)
"""Where the owner can say who they are."""
