"""Translate everything that can go wrong with a request into our errors, once (MX-2, MX-3, MC-5, MC-6, MC-7).

Not sent for sure       refused or unknown host; the server's own 429, and 503 with Retry-After; a move for good (MC-8)
May have been done      every other broken connection, time-out and 5xx, and whatever is not the server's own answer (MX-2)
The server said no      its own 4xx

The server's own answer is JSON with an error in it, whatever the status. Everything else comes from what stands in front
of it, a proxy or a shield: that says nothing of a post, of a login, or of what became of something written.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError

from bot.errors import BotError, LoginEnded, MayNotPost, NotAllowed, PlatformError, Refused
from bot.platforms import reach
from bot.platforms.clocks import http_time
from bot.platforms.mastodon.library import MastodonError, MastodonNetworkError
from bot.platforms.requests_library import requests

_GONE = (404, 410)
_MOVED = (301, 307, 308)
_UNAUTHORIZED = 401
_FORBIDDEN = 403
_STRANGE = (400, 422)
_TOO_MANY = 429
_UNAVAILABLE = 503
_SERVER_ERRORS = 500
_LONGEST = timedelta(days=1)
_DIGITS = 18
_NAMES_ITSELF = re.compile(r"<h1>\d{3} [\w ]+ \(snac/[\d.]+\)</h1>")


class Gone(Refused):
    """What was asked for does not exist, or not for this login."""


class OutOfScope(Refused):
    """The login is good, but was not given this right (MX-3)."""


class NoAnswer(PlatformError):
    """Something else than the server answered: a proxy, a shield. `missing` when it knows of no such address."""

    def __init__(self, message: str, *, missing: bool, retry_after: timedelta | None, outcome_unknown: bool) -> None:
        super().__init__(message, retry_after=retry_after, outcome_unknown=outcome_unknown)
        self.missing = missing


class Redirected(Exception):
    """The server sends a request to another address; nothing went there."""

    def __init__(self, asked: str, target: str, status: int) -> None:
        super().__init__(asked, target)
        self.asked = asked
        self.target = target
        self.for_good = status in _MOVED


def translated(error: MastodonError, response: requests.Response | None, *, writing: bool) -> BotError:
    """Our error for one of Mastodon.py's; `response` is the last answer that this client saw, if any came."""
    if isinstance(error, MastodonNetworkError):
        return _of_connection(error.__context__, writing=writing)
    if response is None or response.ok or not _is_its_own(response, writing=writing):
        return _of_page(response, writing=writing)
    return _of_answer(response, writing=writing)


def _is_its_own(response: requests.Response, *, writing: bool) -> bool:
    """Whether the server itself says that it failed. snac answers questions with pages, and puts its name on them."""
    if isinstance(answer := _json(response), dict) and answer.get("error"):
        return True
    return not writing and _NAMES_ITSELF.fullmatch(response.text.strip()) is not None


def _of_page(response: requests.Response | None, *, writing: bool) -> PlatformError:
    """An answer came and could not be understood: a page with any status (MX-2)."""
    return NoAnswer(
        f"{_host(response)} did not answer as Mastodon does",
        missing=response is not None and response.status_code in _GONE,
        retry_after=None if response is None or response.ok else retry_after(response),
        outcome_unknown=writing,
    )


def _of_answer(response: requests.Response, *, writing: bool) -> BotError:
    status, said, host, wait = response.status_code, _said(response), _host(response), retry_after(response)
    sentence = f"{host} answered {status}" + (f": {said}" if said else "")
    if status == _TOO_MANY:
        return PlatformError(f"{host} asks for a pause", retry_after=wait)
    if status >= _SERVER_ERRORS:
        put_off = status == _UNAVAILABLE and wait is not None
        return PlatformError(sentence, retry_after=wait, outcome_unknown=writing and not put_off)
    disabled = status == _FORBIDDEN and said.startswith("Your login")
    if status == _UNAUTHORIZED or disabled or _is_no_token(status, response.url):
        return LoginEnded(f"{host} does not accept this login" + (f": {said}" if said else ""))
    if status == _FORBIDDEN and "scope" in said:
        right_missing = MayNotPost if writing else OutOfScope
        return right_missing(f"{host} did not give this login the right to do that")
    return Gone(sentence) if status in _GONE else Refused(sentence)


def _is_no_token(status: int, url: str) -> bool:
    """Whether a question that holds nothing but a token was refused: not every server answers 401 to that (MO-8)."""
    return status in _STRANGE and urlsplit(url).path.rstrip("/").endswith("/accounts/verify_credentials")


def _of_connection(cause: BaseException | None, *, writing: bool) -> BotError:
    if isinstance(cause, NotAllowed):
        return cause
    if isinstance(cause, Redirected):
        return _of_redirect(cause, writing=writing)
    if isinstance(cause, requests.exceptions.InvalidURL | requests.exceptions.MissingSchema):
        return Refused(f"this is no server's address: {cause}")
    never_left = isinstance(cause, requests.ConnectionError) and _never_left(cause)
    what = "could not be reached" if never_left else "did not answer"
    why = reach.cause(cause)
    return PlatformError(
        f"{_asked(cause)} {what}{f': {why}' if why else ''}", outcome_unknown=writing and not never_left
    )


def of_request(error: requests.RequestException | Redirected) -> BotError:
    """Our error for a request of our own, before anything was written under anybody's name."""
    return _of_connection(error, writing=False)


def _never_left(cause: requests.ConnectionError) -> bool:
    inner = cause.args[0] if cause.args else None
    return isinstance(inner, MaxRetryError) and isinstance(inner.reason, NewConnectionError | ConnectTimeoutError)


def _of_redirect(cause: Redirected, *, writing: bool) -> PlatformError:
    """A move for good says that the request belongs elsewhere, so that nothing was done; it is never followed (MC-8).

    Any other redirect may be a shield's on the way to the server, or what a server says once something was done.
    """
    if cause.for_good:
        return Refused(_redirect(cause))
    return PlatformError(_redirect(cause), outcome_unknown=writing)


def _redirect(cause: Redirected) -> str:
    asked, target = urlsplit(cause.asked), urlsplit(cause.target)
    if target.netloc and (asked.scheme, asked.netloc) != (target.scheme, target.netloc):
        return f'{asked.netloc} lives elsewhere: write server = "{target.scheme}://{target.netloc}"'
    return f"{asked.netloc} sends {asked.path} elsewhere, to {target.path or cause.target}"


def retry_after(response: requests.Response) -> timedelta | None:
    """How long the server asks to wait, a day at most (MC-6): Retry-After, else the reset of its limit."""
    wait = response.headers.get("Retry-After", "").strip()
    if wait.isdecimal():
        return timedelta(seconds=min(int(wait[:_DIGITS]), _LONGEST.total_seconds()))
    until = http_time(wait)
    if until is None and response.status_code == _TOO_MANY:
        until = reset_at(response.headers.get("X-RateLimit-Reset", ""))
    sent = http_time(response.headers.get("Date", ""))  # both by the server's own clock, whatever ours says
    return min(max(until - sent, timedelta()), _LONGEST) if until and sent else None


def reset_at(header: str) -> datetime | None:
    """The time in an X-RateLimit-Reset header, which is ISO 8601 or seconds since 1970; None if it is neither."""
    try:
        moment = datetime.fromtimestamp(int(header), UTC) if header.isdecimal() else datetime.fromisoformat(header)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _json(response: requests.Response) -> Any:
    try:
        return response.json()
    except ValueError:
        return None


def _said(response: requests.Response) -> str:
    """The server's own sentence, cut short; never a whole page."""
    answer = _json(response)
    said = answer.get("error") if isinstance(answer, dict) else None
    return re.sub(r"\s+", " ", said)[:200] if isinstance(said, str) else ""


def _host(response: requests.Response | None) -> str:
    return urlsplit(response.url).netloc if response is not None else "the server"


def _asked(cause: BaseException | None) -> str:
    request = getattr(cause, "request", None)
    return urlsplit(request.url).netloc if request is not None and request.url else "the server"
