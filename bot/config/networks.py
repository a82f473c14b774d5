"""Say what can be configured of each network: a section with two accounts, and what belongs to one.

A network more is a section here and in `model.Config`, its logins in `credentials`, and a key under `[[people]]`.
"""

from __future__ import annotations

from typing import Any

from pydantic import Field, SecretStr, ValidationInfo, field_validator

from bot.config.section import Section
from bot.config.values import Address, Did, FileName, Handle, WebAddress, web_address


class NetworkAccount(Section):
    """An account on a network; each network says what belongs to one."""

    @property
    def called(self) -> str:
        """What people type to name it, in lower case."""
        raise NotImplementedError


class MastodonAccount(NetworkAccount):
    """An account on a server that speaks Mastodon's API. `server` is where the API lives, as a whole address."""

    address: Address
    server: str = Field(default="", validate_default=True)
    token: SecretStr | None = None
    token_file: FileName = ""

    @field_validator("server", mode="before")
    @classmethod
    def _or_the_address_says_it(cls, server: Any, known: ValidationInfo) -> str:
        if server == "":
            return f"https://{str(known.data.get('address', '')).partition('@')[2]}"
        return web_address(server)

    @property
    def called(self) -> str:
        """`user@domain`."""
        return self.address


class MastodonOwner(MastodonAccount):
    """The account that reads, and answers with what was approved."""

    token_file: FileName = "secrets/mastodon_owner"
    posting_token: SecretStr | None = None
    posting_token_file: FileName = "secrets/mastodon_owner_posting"


class MastodonBot(MastodonAccount):
    """The account that writes to the owner, and to nobody else."""

    token_file: FileName = "secrets/mastodon_bot"


class BlueskyAccount(NetworkAccount):
    """An account on the AT Protocol network. `service` is its PDS."""

    handle: Handle
    service: WebAddress = "https://bsky.social"
    app_password: SecretStr | None = None
    app_password_file: FileName = ""

    @property
    def called(self) -> str:
        """The handle."""
        return self.handle


class BlueskyOwner(BlueskyAccount):
    """The account that reads, and answers with what was approved."""

    app_password_file: FileName = "secrets/bluesky_owner"


class BlueskyBot(BlueskyAccount):
    """The account that writes to the owner, and to nobody else. `chat_did` names the chat service (BD-1, BD-17)."""

    app_password_file: FileName = "secrets/bluesky_bot"
    chat_did: Did = "did:web:api.bsky.chat"


class Accounts(Section):
    """A network's section: the owner's account and the bot's, each None when not configured."""

    owner: NetworkAccount | None = None
    bot: NetworkAccount | None = None


class Mastodon(Accounts):
    """`[mastodon.owner]` and `[mastodon.bot]`."""

    owner: MastodonOwner | None = None
    bot: MastodonBot | None = None


class Bluesky(Accounts):
    """`[bluesky.owner]` and `[bluesky.bot]`."""

    owner: BlueskyOwner | None = None
    bot: BlueskyBot | None = None
