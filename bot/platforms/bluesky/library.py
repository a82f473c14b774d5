"""What we use of Bluesky's SDK: its client alone, without the streams, the look-ups of names and the servers' part (4 MB).

Its ciphers (7 MB) come when somebody asks for an account's keys, or whether they signed something, which nobody here does.
"""

import bot.platforms.httpx_library  # noqa: F401  # isort: skip  # before the SDK loads it with all that it can

from bot.lean import later

with later("atproto_crypto.did", "atproto_crypto.verify"):
    from atproto_client import Client, Session, exceptions
    from atproto_client.models.base import ParamsModelBase
    from atproto_client.request import Request, Response
    from atproto_core.exceptions import AtProtocolError

__all__ = ["AtProtocolError", "Client", "ParamsModelBase", "Request", "Response", "Session", "exceptions"]
