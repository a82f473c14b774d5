"""Know whether a login may write, without writing: there is no harmless way to try."""

from __future__ import annotations

from collections.abc import Iterable

from bot.platforms.mastodon.client import Client
from bot.platforms.mastodon.error_translation import NoAnswer
from bot.platforms.mastodon.fields import single

_WRITING = {"write", "write:statuses"}


def may_write(client: Client) -> bool:
    """Whether the scopes of the application cover writing; true where the server does not name them."""
    told = scopes(client)
    return told is None or covers_writing(told)


def scopes(client: Client) -> tuple[str, ...] | None:
    """What the application of a login was given; None where the server does not name it."""
    try:
        told = client.asked("application", lambda api: [single(api.app_verify_credentials())])
    except NoAnswer as page:
        if not page.missing:
            raise
        return None
    named = told[0].get("scopes") if told else None
    return tuple(str(scope) for scope in named) if isinstance(named, list) else None


def covers_writing(named: Iterable[str]) -> bool:
    """Whether any of these scopes lets something be written in public."""
    return bool(_WRITING & set(named))


def covers(named: Iterable[str], wanted: str) -> bool:
    """Whether a scope is among them, or the one that holds it: `read` holds all that begin with it."""
    return bool({wanted, wanted.partition(":")[0]} & set(named))
