"""Name this network's own things for somebody who is logged in on it."""

from __future__ import annotations

from bot.platforms.setup import Role, Said

MENU = "bsky.app, Settings, Privacy and security, App passwords"


def invitation(role: Role, account: str, page: str) -> str:
    """What to do for a login: make an app password, with the right that this role needs."""
    tick = 'with "Allow access to your direct messages" ticked' if role is Role.BOT else "without any tick"
    return f"Make an app password for {account}, {tick}:\n  {page}\nPaste it here; it is not shown."


SAID = Said("App password", "labelled as automated", "https://bsky.app", MENU, invitation)
