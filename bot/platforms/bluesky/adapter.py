"""Bring Bluesky and its kin to the program."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypedDict

from bot.config import Config
from bot.errors import BotError
from bot.platforms.adapter import Adapter, Channel, Clock, Owner
from bot.platforms.archive import Archive, ArchiveFormat
from bot.platforms.base import Messenger, Reader
from bot.platforms.bluesky import NETWORK
from bot.platforms.bluesky.idempotency import idempotency_data
from bot.platforms.publishing import Publisher
from bot.platforms.setup import Look, Role, Second, Setup, SignIn

_ROOTS, _HEADER = b"roots", 64
"""A CAR file's header names its roots."""


class _Login(TypedDict):
    service: str
    handle: str
    app_password: str
    session_file: Path


def _of_owner(config: Config, use: str) -> _Login:
    """The owner's login with a session file for this use. Raises `ConfigError` when there is no app password."""
    held = config.bluesky.owner
    if held is None:
        raise BotError(f"{NETWORK} is not configured")
    return _Login(
        service=held.service, handle=held.handle, app_password=config.secret("bluesky.owner"),
        session_file=_session(config, f"bluesky_owner_{use}"),
    )  # fmt: skip


def _session(config: Config, name: str) -> Path:
    return config.folder / "secrets" / f"{name}.session"


def _reader(config: Config, use: str, clock: Clock) -> Reader:
    from bot.platforms.bluesky.reader import BlueskyReader

    return BlueskyReader(**_of_owner(config, use), now=clock)


def _publisher(config: Config, clock: Clock) -> Publisher:
    from bot.platforms.bluesky.publisher import BlueskyPublisher

    return BlueskyPublisher(**_of_owner(config, "publisher"), now=clock)


def _messenger(config: Config, owner: Owner, clock: Clock) -> Messenger:
    """It writes to a DID, so it asks first who the owner is."""
    from bot.platforms.bluesky.messenger import BlueskyMessenger

    held = config.bluesky.bot
    if held is None:
        raise BotError(f"{NETWORK} has no second account")
    return BlueskyMessenger(
        service=held.service, handle=held.handle, app_password=config.secret("bluesky.bot"),
        session_file=_session(config, "bluesky_bot"), owner_did=owner().uid, chat_did=held.chat_did, now=clock,
    )  # fmt: skip


def _archive(content: bytes, _beside: bytes) -> Archive:
    from bot.platforms.bluesky import archive

    return archive.read(content, datetime.now(UTC))


def _sign_in(config: Config, role: Role) -> SignIn:
    from bot.platforms.bluesky.setup import BlueskySignIn

    return BlueskySignIn(config, role)


def _second(config: Config) -> Second:
    from bot.platforms.bluesky.setup import BlueskySecond

    return BlueskySecond(config)


def _home(handle: str) -> str:
    from bot.platforms.bluesky import finding

    return finding.home(handle)


def _look(config: Config, clock: Clock) -> Look:
    from bot.platforms.bluesky import setup

    return setup.look(config, clock)


def _setup() -> Setup:
    """Whose address it is, every network is asked: whoever has none here loads no more than that takes."""
    from bot.platforms.bluesky import addresses, said

    return Setup(
        roles=(Role.READING, Role.BOT),
        sign_in=_sign_in,
        second=_second,
        home=_home,
        is_address=addresses.is_address,
        of_profile=addresses.of_profile,
        look=_look,
        said=said.SAID,
        move=None,
        address_key="handle",
        server_key="service",
    )


ADAPTER = Adapter(
    network=NETWORK,
    reader=_reader,
    publisher=_publisher,
    idempotency=idempotency_data,
    channel=Channel(
        name=NETWORK,
        is_configured=lambda config: config.bluesky.bot is not None,
        open=_messenger,
        eager=timedelta(seconds=30),
    ),
    archive=ArchiveFormat(fits=lambda content: _ROOTS in content[:_HEADER], read=_archive),
    setup=_setup,
)
