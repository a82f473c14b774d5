"""Know whether a login may write, without writing: there is no harmless way to try."""

from __future__ import annotations

from bot.platforms.mastodon.client import Client
from bot.platforms.mastodon.error_translation import NoAnswer
from bot.platforms.mastodon.fields import single

_WRITING = {"write", "write:statuses"}


def may_write(client: Client) -> bool:
    """Whether the scopes of the application cover writing; true where the server does not name them."""
    try:
        told = client.asked("application", lambda api: [single(api.app_verify_credentials())])
    except NoAnswer as page:
        if not page.missing:
            raise
        return True
    scopes = told[0].get("scopes") if told else None
    return not isinstance(scopes, list) or bool(_WRITING & {str(scope) for scope in scopes})
