"""Tell a watcher of the owner's choice that the service is alive, so that somebody notices silence ([health] ping_url).

Off unless an address is configured. The request carries nothing: no name, no count, no version.
"""

from __future__ import annotations

import structlog

from bot.platforms.httpx_library import httpx, trusted

log = structlog.get_logger()

PATIENCE = httpx.Timeout(10.0)


def ping(url: str, *, transport: httpx.BaseTransport | None = None) -> bool:
    """Call the address once; whether the watcher took it. Never raises: a watcher's trouble is not ours."""
    try:
        with httpx.Client(
            verify=trusted(), transport=transport, timeout=PATIENCE, headers={"user-agent": "nudge"}
        ) as client:
            answer = client.get(url)
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as trouble:  # the last: certificates that are not there
        log.warning("ping_failed", reason=type(trouble).__name__)
        return False
    if not answer.is_success:
        log.warning("ping_refused", status=answer.status_code)
    return answer.is_success
