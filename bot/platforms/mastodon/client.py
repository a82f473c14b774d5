"""Hold one login on one server: its session, its wire, its time-outs, and what the server turned out to lack."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urljoin, urlsplit

from urllib3.exceptions import ProtocolError

from bot.errors import PlatformError, Refused
from bot.lean import without
from bot.platforms.mastodon.error_translation import Gone, NoAnswer, Redirected, translated
from bot.platforms.mastodon.fields import Entity, single
from bot.platforms.mastodon.instance import Instance, at_home, instance, instance_v1, settled, unknown
from bot.platforms.mastodon.library import Mastodon, MastodonError
from bot.platforms.mastodon.nodeinfo import software
from bot.platforms.mastodon.uncast import UncastMastodon
from bot.platforms.requests_library import requests
from bot.platforms.wire import USER_AGENT, Policy, RequestsWire

with without("rich"):  # whoever sets up comes here first
    import structlog

log = structlog.get_logger()

_HTTP_1_1 = 11
_REFRESH, _LONGEST_REFRESH = "Mastodon-Async-Refresh", 5.0
_ASSUMED_VERSION = "4.3.0"  # MC-18: without one, a failing instance endpoint makes a storm of requests


class Client:
    """One login. Requests go through `reading` or `writing`, which translate every error."""

    def __init__(self, server: str, token: str, policy: Policy, timeouts: tuple[float, float]) -> None:
        self.server = _with_scheme(server)
        self.session = _Session(policy, self._noticed)
        self._timeouts = timeouts
        self.session.headers["User-Agent"] = USER_AGENT
        self._api = UncastMastodon(
            api_base_url=self.server,
            ratelimit_method="throw",
            request_timeout=timeouts,  # type: ignore[arg-type]  # a pair works for REST (MC-2)
            mastodon_version=_ASSUMED_VERSION,
            session=self.session,
            user_agent=USER_AGENT,
        )
        self._api.access_token = token  # set afterwards: as an argument it might be taken for a file name (MC-13)
        self._answer: requests.Response | None = None
        self._instance: Instance | None = None
        self._recalled = False
        self._lacking: set[str] = set()

    @contextmanager
    def reading(self) -> Iterator[Mastodon]:
        """Ask something. Raises `PlatformError` and its kin, or `NotAllowed` from the wire; nothing of the library."""
        with self._translating(writing=False):
            yield self._api

    @contextmanager
    def writing(self) -> Iterator[Mastodon]:
        """Do something; an error that leaves open whether it was done says so by `outcome_unknown`.

        On a new connection: one that a server has left meanwhile without a word would make the outcome unknown.
        """
        self.session.close()
        with self._translating(writing=True):
            yield self._api

    def asked(self, feature: str, ask: Callable[[Mastodon], list[Entity]]) -> list[Entity]:
        """What the server says, or nothing where it lacks the feature or this login the right (MO-6).

        Found lacking, it is said once in the log and not asked for again by this object.
        """
        if feature in self._lacking:
            return []
        try:
            with self.reading() as api:
                return ask(api)
        except Refused as refused:
            self.lacks(feature, str(refused))
            return []
        except NoAnswer as page:
            if not (page.missing and self.instance.first_only):
                raise  # a proxy's: what it says is not remembered of the server
            self.lacks(feature, str(page))
            return []

    def lacks(self, feature: str, why: str) -> None:
        """Remember that something is not to be had here, and say it once."""
        if feature not in self._lacking:
            self._lacking.add(feature)
            log.warning("mastodon_feature_missing", feature=feature, server=self.server, why=why)

    @property
    def instance(self) -> Instance:
        """What kind of server this is; asked once, in the older way too where it does not know the newer.

        Raises `PlatformError` when something else answers for the server, and asks again next time.
        """
        if self._instance is None:
            self._instance = self._settled(self._said_of_itself())
        return self._instance

    def recall(self, instance: Instance) -> None:
        """Go by what was known of the server earlier, until it is asked."""
        if self._instance is None:
            self._instance, self._recalled = instance, True

    def renew(self) -> None:
        """Ask the server itself, where what is known of it was only recalled, or left open what it is."""
        if self._recalled:
            said, self._recalled = self._said_of_itself(), False
            self._instance = self._settled(said)

    def at_home(self, url: str) -> None:
        """Go by an account's own address where the server did not say which domain is its own."""
        self._instance = at_home(self.instance, url)

    @property
    def preparing(self) -> bool:
        """Whether the last answer said that the feed is not ready yet (MT-6), which looks like an empty one."""
        return self._answer is not None and self._answer.status_code == requests.codes.partial_content

    @property
    def refreshing(self) -> float:
        """After how many seconds more may be there than the last answer held, a few at most; 0 when nothing is fetched (MF-2)."""
        header = self._answer.headers.get(_REFRESH, "") if self._answer is not None else ""
        told = re.search(r"\bretry=(\d{1,6})\b", header)
        return min(float(told[1]), _LONGEST_REFRESH) if told else 0

    def close(self) -> None:
        """Let go of the connections, and of the last answer, which holds one."""
        self._answer = None
        self.session.close()

    def _settled(self, said: Instance) -> Instance:
        """What it is, where its version alone could be Mastodon's; asked again later where nobody says it now."""
        if not said.doubted:
            return said
        named = software(self.session, self.server, self._timeouts)
        self._recalled = not named
        return settled(said, named)

    def _said_of_itself(self) -> Instance:
        try:
            with self._translating(writing=False):
                return instance(single(self._api.instance_v2()), self.server)
        except Gone:
            return self._of_first_version()
        except NoAnswer as page:
            first = self._of_first_version() if page.missing else None
            if first is None or first.claims_second:
                raise  # it would have answered the newer question itself
            return first

    def _of_first_version(self) -> Instance:
        try:
            with self._translating(writing=False):
                return instance_v1(single(self._api.instance_v1()), self.server)
        except Refused as refused:
            self.lacks("instance", str(refused))
            return unknown(self.server)

    @contextmanager
    def _translating(self, *, writing: bool) -> Iterator[None]:
        self._answer = None
        try:
            yield
        except MastodonError as error:
            raise translated(error, self._answer, writing=writing) from error

    def _noticed(self, response: requests.Response, **_: Any) -> None:
        """Keep the answer for its status and headers."""
        self._answer = response


class _Session(requests.Session):
    """Follows no redirect to another server, and none at all when something is written (MC-8).

    Some servers leave a connection after an answer without a word. A question that meets such a one is asked again.
    The library ends some addresses with a slash, at which strict servers know nothing: it is taken away (MO-7).
    """

    def __init__(self, policy: Policy, noticed: Callable[..., None]) -> None:
        super().__init__()
        self.mount("https://", RequestsWire(policy))
        self.mount("http://", RequestsWire(policy))
        self.hooks["response"] += [noticed, self._keep]
        self._kept = False
        self._surroundings: Any = None

    def prepare_request(self, request: requests.Request) -> requests.PreparedRequest:
        """Prepare, without the slash that the library puts at the end of some questions."""
        if request.method == "GET" and isinstance(request.url, str):
            request.url = request.url.rstrip("/")
        return super().prepare_request(request)

    def merge_environment_settings(self, *asked: Any) -> Any:
        """What the environment says of the way to the one server: the library would look through all of it for each request."""
        if self._surroundings is None:
            self._surroundings = super().merge_environment_settings(*asked)
        return self._surroundings

    def send(self, request: requests.PreparedRequest, **settings: Any) -> requests.Response:
        """Send; once more, on a new connection, if it is a question and the connection kept from before is gone."""
        kept, self._kept = self._kept, False
        try:
            return super().send(request, **settings)
        except requests.ConnectionError as error:
            if not kept or request.method != "GET" or not isinstance(error.args[0], ProtocolError):
                raise
        self.close()
        return super().send(request, **settings)

    def close(self) -> None:
        """Let go of every connection; the next request makes a new one."""
        self._kept = False
        super().close()

    def _keep(self, response: requests.Response, **_: Any) -> None:
        closing = "close" in response.headers.get("Connection", "").lower()
        self._kept = response.raw.version == _HTTP_1_1 and not closing

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Where the answer leads. Raises `Redirected` instead of going anywhere unasked."""
        target = super().get_redirect_target(resp)
        if target is None:
            return None
        address = urljoin(resp.url, target)
        if resp.request.method == "GET" and urlsplit(address)[:2] == urlsplit(resp.url)[:2]:
            return str(target)
        resp.close()
        raise Redirected(resp.url, address, resp.status_code)


def listed(page: Any) -> list[Any]:
    """A page as a list. Raises `PlatformError` when the server said something else."""
    if isinstance(page, list):
        return page
    raise PlatformError("the server did not answer with a list")


def _with_scheme(server: str) -> str:
    address = server if server.startswith(("http://", "https://")) else f"https://{server}"
    return address.rstrip("/")
