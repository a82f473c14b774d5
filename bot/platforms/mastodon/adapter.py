"""Bring Mastodon and its kin to the program."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TypedDict

from bot.config import Config
from bot.errors import BotError
from bot.platforms.adapter import Adapter, Channel, Clock, Owner
from bot.platforms.archive import Archive, ArchiveFormat
from bot.platforms.base import Messenger, Reader
from bot.platforms.mastodon import NETWORK
from bot.platforms.mastodon.idempotency import idempotency_data
from bot.platforms.publishing import Publisher
from bot.platforms.setup import Role, Setup


class _Login(TypedDict):
    server: str
    token: str
    address: str


def _of_owner(config: Config) -> _Login:
    """Server, token and address of the owner's login. Raises `ConfigError` when there is no token."""
    held = config.mastodon.owner
    if held is None:
        raise BotError(f"{NETWORK} is not configured")
    return _Login(server=held.server, token=config.secret("mastodon.owner"), address=held.address)


def _reader(config: Config, _use: str, clock: Clock) -> Reader:
    from bot.platforms.mastodon.reader import MastodonReader

    return MastodonReader(**_of_owner(config), now=clock)


def _publisher(config: Config, clock: Clock) -> Publisher:
    from bot.platforms.mastodon.publisher import MastodonPublisher

    login = _of_owner(config)
    login["token"] = config.secret("mastodon.owner.posting") or login["token"]
    return MastodonPublisher(**login, now=clock)


def _messenger(config: Config, _owner: Owner, clock: Clock) -> Messenger:
    from bot.platforms.mastodon.messenger import MastodonMessenger

    owner, bot = config.mastodon.owner, config.mastodon.bot
    if owner is None or bot is None:
        raise BotError(f"{NETWORK} has no second account")
    return MastodonMessenger(
        server=bot.server,
        token=config.secret("mastodon.bot"),
        address=bot.address,
        owner_address=owner.address,
        now=clock,
    )


def _is_json(content: bytes) -> bool:
    return content.lstrip()[:1] in (b"{", b"[")


def _archive(content: bytes, beside: bytes) -> Archive:
    from bot.platforms.mastodon import archive

    return archive.read(content, beside, datetime.now(UTC))


def _setup() -> Setup:
    from bot.platforms.mastodon import moving, setup, survey

    return Setup(
        roles=(Role.READING, Role.POSTING, Role.BOT),
        sign_in=setup.MastodonSignIn,
        second=setup.MastodonSecond,
        home=setup.home,
        is_address=setup.is_address,
        of_profile=setup.of_profile,
        look=survey.look,
        said=setup.SAID,
        move=moving.look,
        address_key="address",
        server_key="server",
    )


ADAPTER = Adapter(
    network=NETWORK,
    reader=_reader,
    publisher=_publisher,
    idempotency=idempotency_data,
    channel=Channel(
        name=NETWORK,
        is_configured=lambda config: bool(config.mastodon.owner and config.mastodon.bot),
        open=_messenger,
    ),
    archive=ArchiveFormat(file="outbox.json", beside="actor.json", fits=_is_json, read=_archive),
    setup=_setup,
)
