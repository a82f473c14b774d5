"""Say in words why a server could not be reached, out of whatever an HTTP library raised, and what can be done about it."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator

NO_NAME = "there is no such name on the internet, or this machine cannot look it up"
REFUSED = "nothing listens there"
NOT_SAFE = "its certificate is not good, so that the connection would not be safe"
SLOW = "it did not answer in time"
NO_WAY = "this machine has no way to it"

TOO_MUCH = "it sent far more than an answer holds, so the rest was not read"

REMEDIES = {
    NO_NAME: "Is the address spelt right, and is this machine online?",
    REFUSED: "Is the address right (the port too), and is the server up?",
    NOT_SAFE: "Is this machine's date right? If an authority of your own signed it, name a file with that one in it in "
    "REQUESTS_CA_BUNDLE (Mastodon), in SSL_CERT_FILE (others). Otherwise the server's administrators have to renew it.",
    SLOW: "Try again later; the server may be busy.",
    NO_WAY: "Is this machine online? A firewall or a container's network can stand in between.",
}


class TooMuch(Exception):  # the libraries' errors that are made of it end in the same word
    """An answer was larger than any answer is, and was let go."""


def cause(error: BaseException | None) -> str:
    """One of the sentences above; empty where none of them is known to be true."""
    met = list(_below(error))
    if any(isinstance(one, TooMuch) for one in met):
        return TOO_MUCH
    if any(isinstance(one, socket.gaierror) or "NameResolution" in type(one).__name__ for one in met):
        return NO_NAME
    if any(
        isinstance(one, ssl.SSLError) or "SSL" in type(one).__name__ or "CERTIFICATE_VERIFY" in str(one) for one in met
    ):
        return NOT_SAFE
    if any(_numbered(one, errno.ECONNREFUSED) for one in met):
        return REFUSED
    if any(_numbered(one, errno.ENETUNREACH, errno.EHOSTUNREACH) for one in met):
        return NO_WAY
    return SLOW if any(isinstance(one, TimeoutError) or "Timeout" in type(one).__name__ for one in met) else ""


def remedy(sentence: str) -> str:
    """What to do about a trouble whose sentence ends with one of the causes; empty where it does not."""
    return next((words for why, words in REMEDIES.items() if why in sentence), "")


def _numbered(error: BaseException, *numbers: int) -> bool:
    return isinstance(error, OSError) and error.errno in numbers


def _below(error: BaseException | None) -> Iterator[BaseException]:
    """An error and everything that it came from, each once."""
    waiting, seen = [error], set[int]()
    while waiting:
        one = waiting.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        inner = [found for found in one.args if isinstance(found, BaseException)]
        reason = getattr(one, "reason", None)
        waiting += [one.__cause__, one.__context__, *inner, reason if isinstance(reason, BaseException) else None]
