"""See whether what a machine's environment says of every way to a server can be used: its proxies, its certificates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from bot.config.model import Config
from bot.errors import Problem

_CERTIFICATES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
_CERTIFICATES_OF_OTHERS = ("SSL_CERT_FILE",)
_OF_A_SCHEME, _OF_ALL = ("HTTP_PROXY", "HTTPS_PROXY"), ("ALL_PROXY",)
_KINDS = ("http", "https")


def problems(config: Config, environ: Mapping[str, str]) -> Iterator[Problem]:
    """Variables by which no server at all could be reached that this configuration names."""
    servers = [account.server for account in (config.mastodon.owner, config.mastodon.bot) if account is not None]
    models = config.drafts.by == "model" or config.choose.second_reader == "model"
    others = models or bool(config.health.ping_url)
    bluesky = config.bluesky.owner is not None or config.bluesky.bot is not None
    files = _CERTIFICATES * bool(servers) + _CERTIFICATES_OF_OTHERS * (others or bluesky)
    yield from (_no_file(name, environ[name]) for name in files if _names_nothing(environ.get(name, "")))
    mastodon = not all(_is_reached_directly(server, environ) for server in servers)
    yield from _proxies(environ, mastodon=mastodon, others=others)


def _names_nothing(path: str) -> bool:
    return bool(path) and not Path(path).exists()


def _no_file(variable: str, path: str) -> Problem:
    what = f"it should name a file of certificates, and there is no {path}."
    return Problem(f"environment, {variable}", what, "Mend the path, or take the variable away.")


def _is_reached_directly(server: str, environ: Mapping[str, str]) -> bool:
    """Whether NO_PROXY names it, or what it belongs to."""
    listed = environ.get("no_proxy") or environ.get("NO_PROXY") or ""
    names = [name.strip().lstrip(".").lower() for name in listed.split(",")]
    parts = urlsplit(server)
    return any(name and f".{host}".endswith(f".{name}") for name in names for host in (parts.hostname, parts.netloc))


def _proxies(environ: Mapping[str, str], *, mastodon: bool, others: bool) -> Iterator[Problem]:
    """Those of a kind that is not spoken here. What is asked of all is not asked where each scheme has its own."""
    given = {name.upper(): (name, value) for name, value in environ.items() if value}
    if given.get("NO_PROXY", ("", ""))[1].strip() == "*":
        return
    asked = mastodon and not all(name in given for name in _OF_A_SCHEME)
    for variable in _OF_A_SCHEME * (mastodon or others) + _OF_ALL * (asked or others):
        name, value = given.get(variable, ("", ""))
        kind, marked, _ = value.partition("://")
        if marked and kind.lower() not in _KINDS and not _is_spoken(kind, mastodon=mastodon, others=others):
            what = f"a proxy of the kind {kind}:// cannot be used here, only one of http://."
            yield Problem(f"environment, {name}", what, "Name one of that kind, or take the variable away.")


def _is_spoken(kind: str, *, mastodon: bool, others: bool) -> bool:
    """Whether somebody has put beside us what speaks it: requests and httpx have a library each for that."""
    wanted = ("socks",) * mastodon + ("socksio",) * others
    return kind.lower().startswith("socks") and all(find_spec(library) is not None for library in wanted)
