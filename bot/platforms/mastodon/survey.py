"""Look around a server for `nudge check`: who each login is, what it may do, and what its people ask of bots."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.config import Config, MastodonOwner
from bot.domain import Account, AccountFlag
from bot.errors import PlatformError, Problem, WrongAccount
from bot.platforms.clocks import http_time, skew
from bot.platforms.mastodon import login_checks, policies, rights
from bot.platforms.mastodon.error_translation import Redirected
from bot.platforms.mastodon.identity import same
from bot.platforms.mastodon.login import Login
from bot.platforms.mastodon.oauth import TIMEOUTS, KeptApps
from bot.platforms.mastodon.setup import APPS
from bot.platforms.requests_library import requests
from bot.platforms.setup import Clock, Look, WorkingLogin

_RULES = "/api/v1/instance/rules"
_ON_BOTS = re.compile(r"\b(bots?|automat\w*|AI|LLMs?|generated|machine[- ]made|chatgpt)\b", re.IGNORECASE)
_LONGEST = 160
_NOT_TOLD = "its server does not tell what it may do"


def look(config: Config, clock: Clock) -> Look:
    """What is to be mended beyond the reader's own check, what should be looked at, and what each login may do."""
    owner = config.mastodon.owner
    if owner is None:
        return Look()
    found = Look()
    reading = Login(owner.server, config.secret("mastodon.owner"), policies.reader(), TIMEOUTS, owner.address)
    try:
        _of_reading(found, reading, config, clock)
    except WrongAccount as other:
        found.problems += _exchanged(config, other)
    except PlatformError:
        pass  # said by the reader's own check
    finally:
        reading.close()
    _of_posting(found, config, owner)
    return found


def _of_reading(found: Look, login: Login, config: Config, clock: Clock) -> None:
    me, scopes = login.verify(), _rights(login, config, "mastodon.owner")
    alone = not config.secret("mastodon.owner.posting")
    writes = scopes is not None and rights.covers_writing(scopes)
    posts = config.publish.enabled and alone
    found.logins.append(WorkingLogin(login_checks.OWNER, f"{me.address} ({_may(scopes, posts=posts)})"))
    if writes:
        found.doubts.append(_one_for_both(alone=alone))
    if scopes is not None and not rights.covers(scopes, "read:favourites"):
        what = "this login may not see what you liked (read:favourites), so that counts for nothing."
        found.doubts.append(Problem(login_checks.OWNER, what, "nudge login mastodon makes one that may."))
    found.doubts += [*_for_a_bot(config, me), *_skew(login, clock), *_rules(login)]


def _exchanged(config: Config, other: WrongAccount) -> Iterator[Problem]:
    bot = config.mastodon.bot
    if bot is not None and same(other.found, bot.address):
        what = f"its token is that of the second account, {bot.address}."
        yield Problem(login_checks.OWNER, what, "Are the two exchanged? Then give each file the name of the other one.")


def _for_a_bot(config: Config, me: Account) -> Iterator[Problem]:
    """Your own account is nobody's bot; where there is a second one, it may stand in its place."""
    if AccountFlag.BOT in me.flags and config.mastodon.bot is not None:
        what = f"{me.address} is marked as an automated account, and {config.mastodon.bot.address} should be."
        yield Problem(login_checks.OWNER, what, "Are the two exchanged in config.toml?")


def _may(scopes: tuple[str, ...] | None, *, posts: bool) -> str:
    """What a login may do; and, where posting is the configuration's wish and this login's task, that it does."""
    if scopes is None:
        return f"{_NOT_TOLD}; what you approve is posted with it" if posts else _NOT_TOLD
    if not rights.covers_writing(scopes):
        return "may read"
    return "may read, and post what you approve" if posts else "may read and post"


def _rights(login: Login, config: Config, secret: str) -> tuple[str, ...] | None:
    """What the server says that a login may do, else what was asked for when it was made here; None where nobody knows."""
    if (told := rights.scopes(login)) is not None:
        return told
    return KeptApps(config.folder / "secrets" / APPS).asked_for(login.server, config.secret(secret))


def _one_for_both(*, alone: bool) -> Problem:
    if alone:
        what = "one token reads and posts. Two are safer: the one that reads all day could then write nothing."
        return Problem(login_checks.OWNER, what, "nudge login mastodon --posting, then nudge login mastodon.")
    what = "the token that reads may also post, though there is one for that."
    return Problem(login_checks.OWNER, what, "nudge login mastodon makes one that only reads.")


def _of_posting(found: Look, config: Config, owner: MastodonOwner) -> None:
    token = config.secret("mastodon.owner.posting")
    if not token:
        return
    login = Login(owner.server, token, policies.reader(), TIMEOUTS, owner.address)
    try:
        problems = login_checks.of_publisher(login)
        if not problems:
            may = _may_post(_rights(login, config, "mastodon.owner.posting"), enabled=config.publish.enabled)
            found.logins.append(WorkingLogin(login_checks.POSTING, f"{owner.address} ({may})"))
    except PlatformError as silent:  # it answered a moment ago
        problems = [Problem(login_checks.POSTING, str(silent), "Try again in a minute.")]
    finally:
        login.close()
    found.problems += problems


def _may_post(scopes: tuple[str, ...] | None, *, enabled: bool) -> str:
    """The same of the login for posting, which nothing is posted with unless the configuration says so."""
    if enabled:
        return _may(scopes, posts=True) if scopes is None else "may post what you approve"
    return f"{'may post' if scopes else _NOT_TOLD}; config.toml lets nothing be posted"


def _skew(login: Login, clock: Clock) -> Iterator[Problem]:
    """Whether this machine's clock is right, by the server's own."""
    try:
        answer = login.session.get(f"{login.server}/api/v2/instance", timeout=TIMEOUTS)
    except (requests.RequestException, Redirected):
        return
    yield from skew(http_time(answer.headers.get("Date", "")), clock(), urlsplit(login.server).netloc)


def _rules(login: Login) -> Iterator[Problem]:
    """What a server's own rules say of bots and of generated words."""
    try:
        answer = login.session.get(f"{login.server}{_RULES}", timeout=TIMEOUTS)
        rules = answer.json() if answer.ok else []
    except (requests.RequestException, Redirected, ValueError):
        return
    for rule in rules if isinstance(rules, list) else ():
        said = " ".join(str(rule.get("text", "")).split()) if isinstance(rule, dict) else ""
        if _ON_BOTS.search(said):
            cut = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
            remedy = "Nudge posts nothing that you did not approve word for word. Whether that fits is for you to say."
            yield Problem(urlsplit(login.server).netloc, f'has a rule about this: "{cut}"', remedy)
