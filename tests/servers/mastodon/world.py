"""Five people on a server that speaks Mastodon's API: ours on the loopback, or a real one named by the environment.

Everything goes over the public API with the people's own tokens, but for what only our own server can do (faults, late
posts), which goes to its control. A real server is named by `NUDGE_TEST_MASTODON=FILE.json` with
`{"base": URL, "tokens": {"owner", "bot", "alice", "bob", "carol"}, "ids": {...}, "settle": seconds}`: its five accounts
are shared by all tests, so that each test begins by putting the follows in order and clearing the notifications, which
outlive an unfollow, and ends by deleting what it said.
"""
# ruff: noqa: D102 - `World` says what each method does

from __future__ import annotations

import json
import os
import pickle
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import requests

from bot.domain import Network, Visibility
from bot.platforms.base import Idempotency, Messenger, Reader
from bot.platforms.mastodon.idempotency import idempotency_data
from bot.platforms.mastodon.messenger import MastodonMessenger
from bot.platforms.mastodon.publisher import MastodonPublisher
from bot.platforms.mastodon.reader import MastodonReader
from bot.platforms.publishing import Publisher
from tests.contract.world import Can, Seen
from tests.servers.mastodon import shapes
from tests.servers.mastodon.flavour import GOTOSOCIAL, MASTODON
from tests.servers.mastodon.server import EVERYTHING, MastodonServer

PEOPLE = ("owner", "bot", "alice", "bob", "carol")
FOLLOWS = (("owner", "bot"), ("owner", "alice"), ("owner", "bob"), ("bot", "owner"))
NAMED = "NUDGE_TEST_MASTODON"
FLAVOURS = {"mastodon": MASTODON, "gotosocial": GOTOSOCIAL}

_VISIBILITIES = {
    Visibility.PUBLIC: "public",
    Visibility.UNLISTED: "unlisted",
    Visibility.FOLLOWERS: "private",
    Visibility.DIRECT: "direct",
}
_SEEN_AS = {theirs: ours for ours, theirs in _VISIBILITIES.items()}
_TIMEOUT = 20


@dataclass
class Api:
    """The public API with one person's token."""

    base: str
    token: str
    session: requests.Session = field(default_factory=requests.Session)

    def call(self, method: str, path: str, **given: Any) -> Any:
        """One request; raises `requests.HTTPError` when the server says no."""
        headers = {"Authorization": f"Bearer {self.token}"}
        where = "params" if method == "GET" else "json"
        answer = self.session.request(
            method, self.base + path, headers=headers, timeout=_TIMEOUT, allow_redirects=False, **{where: given}
        )
        answer.raise_for_status()
        return answer.json()

    def get(self, path: str, **given: Any) -> Any:
        return self.call("GET", path, **given)

    def post(self, path: str, **given: Any) -> Any:
        return self.call("POST", path, **given)

    def pages(self, path: str, **given: Any) -> Iterator[dict[str, Any]]:
        """Everything that a list of statuses or notifications holds, newest first, each once."""
        seen: set[str] = set()
        below: dict[str, str] = {}
        while fresh := {row["id"]: row for row in self.get(path, limit=40, **given, **below) if row["id"] not in seen}:
            yield from fresh.values()
            seen |= set(fresh)
            below = {"max_id": list(fresh)[-1]}


class MastodonWorld:
    """Implements `tests.contract.world.World`. `server` is our own, or None; then `can` says what is missing."""

    network = Network("mastodon")

    def __init__(self, base: str, tokens: dict[str, str], server: MastodonServer | None, wait: float = 0) -> None:
        self.base = base
        self.tokens = tokens
        self.server = server
        self._wait = wait
        self._session = requests.Session()
        self._session.trust_env = (
            server is None
        )  # no proxy stands before ours, and to look for one each time takes long
        self._api = {who: Api(base, self._own_token(tokens[who]), self._session) for who in PEOPLE}
        self._accounts, self._instance = self._said_of_people_and_itself()
        self._mastodon = "mastodon" in (self._instance.get("api_versions") or {})
        ours = server is not None
        self.can = Can(
            idempotent=self._mastodon,
            known_by=self._mastodon,
            faults=ours,
            backdate=ours,
            logins=ours,
            message_edits=True,
        )
        fresh = server is not None
        self._earlier = {who: set() if fresh else {row["id"] for row in self._statuses(who)} for who in PEOPLE}
        self._told_earlier = {
            who: set() if fresh else {row["id"] for row in self._notifications(who)} for who in PEOPLE
        }
        self._clients: list[Any] = []
        self._ids: dict[str, str] = {}
        self._followed_at: datetime | None = None
        if not fresh:
            self._put_follows_in_order()
            self._clear_notifications()

    def kept(self) -> bytes:
        """What has happened on our own server, to be put back there: the addresses in it name its port."""
        return pickle.dumps((self._ours, self._ids))

    def put_back(self, kept: bytes) -> None:
        """Nothing else has happened, and nobody is connected any more."""
        self._let_go()
        server, self._ids = pickle.loads(kept)  # noqa: S301 - our own
        self._ours.put_back(server)

    def _let_go(self) -> None:
        while self._clients:
            self._clients.pop().close()

    def close(self) -> None:
        """Leave nothing behind on a server that goes on."""
        self._let_go()
        if self.server is None:
            for who in PEOPLE:
                self._take_everything_back(who)
            self._put_follows_in_order()
        self._session.close()

    # --- the roles

    def reader(self) -> Reader:
        return self._kept(
            MastodonReader(server=self.base, token=self.tokens["owner"], address=self.address("owner"), now=self.now)
        )

    def messenger(self) -> Messenger:
        messenger = MastodonMessenger(
            server=self.base,
            token=self.tokens["bot"],
            address=self.address("bot"),
            owner_address=self.address("owner"),
            now=self.now,
        )
        return self._kept(messenger)

    def publisher(self) -> Publisher:
        return self._kept(
            MastodonPublisher(server=self.base, token=self.tokens["owner"], address=self.address("owner"), now=self.now)
        )

    @property
    def idempotency(self) -> Idempotency:
        return idempotency_data

    def now(self) -> datetime:
        if self.server is not None:
            return self.server.network.clock.now()
        answer = self._session.get(f"{self.base}/api/v2/instance", timeout=_TIMEOUT)
        return parsedate_to_datetime(answer.headers["Date"]).astimezone(UTC)

    def settle(self) -> None:
        if self._wait:
            time.sleep(self._wait)  # a real server works in the background; ours has done everything when it answers

    def address(self, who: str) -> str:
        acct = str(self._accounts[who]["acct"])
        return acct if "@" in acct else f"{acct}@{self._instance.get('account_domain') or self._instance['domain']}"

    def uid(self, who: str) -> str:
        return self.address(who).lower()

    # --- what people do

    def post(
        self,
        who: str,
        text: str,
        *,
        reply_to: str | None = None,
        visibility: Visibility = Visibility.PUBLIC,
        warning: str = "",
        language: str | None = "en",
        created_at: datetime | None = None,
        mention: Sequence[str] = (),
        gated: bool = False,  # noqa: ARG002 - nobody can close replies here
    ) -> str:
        words = " ".join((*(f"@{self.address(name)}" for name in mention), text))
        if created_at is not None:
            return self._late(who, words, created_at, _VISIBILITIES[visibility])
        given = {"status": words, "visibility": _VISIBILITIES[visibility], "spoiler_text": warning}
        parent = {"in_reply_to_id": self._id_of(reply_to)} if reply_to else {}
        said = self._api[who].post(
            "/api/v1/statuses", **given, **parent, **({"language": language} if language else {})
        )
        self._ids[said["uri"]] = said["id"]
        return str(said["uri"])

    def edit(self, who: str, uri: str, text: str) -> None:
        self._api[who].call("PUT", f"/api/v1/statuses/{self._id_of(uri)}", status=text)

    def delete(self, who: str, uri: str) -> None:
        self._api[who].call("DELETE", f"/api/v1/statuses/{self._id_of(uri)}")

    def like(self, who: str, uri: str) -> None:
        self._api[who].post(f"/api/v1/statuses/{self._id_of(uri)}/favourite")

    def reshare(self, who: str, uri: str) -> None:
        self._api[who].post(f"/api/v1/statuses/{self._id_of(uri)}/reblog")

    def follow(self, who: str, whom: str) -> None:
        self._let_a_second_begin()
        tie = self._towards(who, whom, "follow")
        if tie["requested"]:
            self._api[whom].post(f"/api/v1/follow_requests/{self._accounts[who]['id']}/authorize")
        self._followed_at = self.now() if self.server is None else None

    def block(self, who: str, whom: str) -> None:
        self._towards(who, whom, "block")

    def unblock(self, who: str, whom: str) -> None:
        self._towards(who, whom, "unblock")

    def set_bio(self, who: str, bio: str) -> None:
        self._api[who].call("PATCH", "/api/v1/accounts/update_credentials", note=bio)

    def message(self, who: str, text: str, *, reply_to: str | None = None, also: Sequence[str] = ()) -> str:
        words = " ".join((*(f"@{self.address(name)}" for name in ("bot", *also)), text))
        parent = {"in_reply_to_id": reply_to} if reply_to else {}
        return str(self._api[who].post("/api/v1/statuses", status=words, visibility="direct", **parent)["id"])

    def react(self, message: str, emoji: str, *, remove: bool = False) -> None:
        raise NotImplementedError("nobody can react here")

    def edit_message(self, who: str, message: str, text: str, *, also: Sequence[str] = ()) -> None:
        words = " ".join((*(f"@{self.address(name)}" for name in ("bot", *also)), text))
        self._api[who].call("PUT", f"/api/v1/statuses/{message}", status=words)

    def delete_message(self, who: str, message: str) -> None:
        self._api[who].call("DELETE", f"/api/v1/statuses/{message}")

    # --- the logins of the program

    def exchange_login(self, who: str, whose: str) -> None:
        self._change_login(who, person=self._ours.network.find(self.address(whose)))

    def end_login(self, who: str) -> None:
        self._change_login(who, revoked=True)

    def restore_login(self, who: str) -> None:
        self._change_login(who, revoked=False)

    def let_only_read(self, who: str, *, only: bool = True) -> None:
        self._change_login(who, scopes=("read",) if only else EVERYTHING)

    # --- what people see

    def inbox(self, who: str) -> list[Seen]:
        told = (row["status"] for row in self._new_mentions(who) if row["status"]["visibility"] == "direct")
        return [self._seen(status, status["id"]) for status in told]

    def posts(self, who: str) -> list[Seen]:
        own = [row for row in self._new_statuses(who) if row["visibility"] != "direct" and not row["reblog"]]
        return [self._seen(status, status["uri"]) for status in reversed(own)]

    def told(self, who: str) -> list[Seen]:
        told = (row["status"] for row in self._new_mentions(who) if row["status"]["visibility"] != "direct")
        return [self._seen(status, status["uri"]) for status in told]

    def writes(self, who: str) -> int:
        me = self._api[who].get("/api/v1/accounts/verify_credentials")
        favourites = self._api[who].get("/api/v1/favourites", limit=40)
        return len(self._new_statuses(who)) + len({row["id"] for row in favourites}) + int(me["following_count"])

    def break_next_write(self, how: str) -> None:
        self.control(fault=how)

    def control(self, **do: Any) -> Any:
        """Ask our own server for what no person can do."""
        return self._api["owner"].post("/__control", **do)

    def page(self, asked: str, status: int, **differs: Any) -> None:
        """Let something else than the server answer what the program asks and fits `asked`, a pattern for "METHOD /path" (`faults.Page`)."""
        self.control(page={"asked": asked, "status": status, **differs})

    # --- behind the doors

    def _said_of_people_and_itself(self) -> tuple[dict[str, Any], Any]:
        """Who everybody is, and what the server is; what our own says of that is known without asking over the wire."""
        if self.server is None:
            people = {who: api.get("/api/v1/accounts/verify_credentials") for who, api in self._api.items()}
            return people, self._api["owner"].get("/api/v2/instance")
        network, logins = self.server.network, self.server.logins
        people = {who: shapes.own_account(network, logins[self.tokens[who]].person) for who in PEOPLE}
        return people, shapes.instance(network)

    @property
    def _ours(self) -> MastodonServer:
        assert self.server is not None
        return self.server

    def _own_token(self, token: str) -> str:
        """People act with a token of their own, so that what happens to the program's leaves them alone."""
        if self.server is None:
            return token
        own = self.server.login(self.server.logins[token].person)
        self.server.change_login(own, by_hand=True)
        return own

    def _change_login(self, who: str, **differs: Any) -> None:
        self._ours.change_login(self.tokens[who], **differs)

    def _kept(self, client: Any) -> Any:
        self._clients.append(client)
        return client

    def _late(self, who: str, text: str, created_at: datetime, visibility: str) -> str:
        late = {
            "author": self._accounts[who]["id"],
            "text": text,
            "created_at": created_at.isoformat(),
            "visibility": visibility,
        }
        return str(self.control(late=late)["uri"])

    def _towards(self, who: str, whom: str, what: str) -> Any:
        return self._api[who].post(f"/api/v1/accounts/{self._accounts[whom]['id']}/{what}")

    def _statuses(self, who: str) -> list[dict[str, Any]]:
        return list(self._api[who].pages(f"/api/v1/accounts/{self._accounts[who]['id']}/statuses"))

    def _new_statuses(self, who: str) -> list[dict[str, Any]]:
        return [row for row in self._statuses(who) if row["id"] not in self._earlier[who]]

    def _new_mentions(self, who: str) -> list[dict[str, Any]]:
        """Mentions since this world began, oldest first, those included that the server laid aside (MN-4)."""
        new = [row for row in self._notifications(who) if row["id"] not in self._told_earlier[who]]
        return [row for row in reversed(new) if row["type"] == "mention" and row.get("status")]

    def _notifications(self, who: str) -> list[dict[str, Any]]:
        api = self._api[who]
        if not self._mastodon:
            return list(api.pages("/api/v1/notifications"))
        told: dict[str, dict[str, Any]] = {}
        below: dict[str, str] = {}
        asked = {"limit": 40, "grouped_types[]": "mention", "include_filtered": "true", "expand_accounts": "full"}
        while (page := api.get("/api/v2/notifications", **asked, **below))["notification_groups"]:
            statuses = {row["id"]: row for row in page["statuses"]}
            for group in page["notification_groups"]:
                given_id = str(group["most_recent_notification_id"])
                status = statuses.get(group.get("status_id"))
                told[given_id] = {"id": given_id, "type": group["type"], "status": status}
            below = {"max_id": page["notification_groups"][-1]["page_min_id"]}
        return list(told.values())

    def _seen(self, status: dict[str, Any], given_id: str) -> Seen:
        """A status with its words as they were written, which only its author is shown."""
        author = next(who for who, account in self._accounts.items() if account["id"] == status["account"]["id"])
        parent = status["in_reply_to_id"]
        return Seen(
            id=given_id,
            by=author,
            text=self._api[author].get(f"/api/v1/statuses/{status['id']}/source")["text"],
            parent=self._uri_of(author, parent) if parent else None,
            visibility=_SEEN_AS[status["visibility"]],
            warning=status["spoiler_text"],
            language=status["language"],
        )

    def _uri_of(self, who: str, given_id: str) -> str | None:
        with suppress(requests.HTTPError):
            return str(self._api[who].get(f"/api/v1/statuses/{given_id}")["uri"])
        return None

    def _id_of(self, uri: str) -> str:
        if uri not in self._ids:
            self._ids |= {row["uri"]: row["id"] for who in PEOPLE for row in self._new_statuses(who)}
        return self._ids[uri]

    def _put_follows_in_order(self) -> None:
        names = {account["id"]: who for who, account in self._accounts.items()}
        for who in PEOPLE:
            for tie in self._api[who].get("/api/v1/accounts/relationships", **{"id[]": list(names)}):
                if names[tie["id"]] != who:
                    self._put_in_order(who, names[tie["id"]], tie)
        self._api["bot"].call("PATCH", "/api/v1/accounts/update_credentials", bot=True)

    def _put_in_order(self, who: str, whom: str, tie: dict[str, Any]) -> None:
        if tie["blocking"]:
            self.unblock(who, whom)
        if (who, whom) in FOLLOWS and not tie["following"]:
            self.follow(who, whom)
        elif (who, whom) not in FOLLOWS and (tie["following"] or tie["requested"]):
            self._towards(who, whom, "unfollow")

    def _let_a_second_begin(self) -> None:
        """Some servers know of follows in whole seconds: two of one second have no order there."""
        while self._followed_at is not None and self.now() <= self._followed_at:
            pass  # the server's own time is asked

    def _clear_notifications(self) -> None:
        """What earlier tests left: some servers tell of a follow once, however often it was taken back."""
        for api in self._api.values():
            api.post("/api/v1/notifications/clear")

    def _take_everything_back(self, who: str) -> None:
        for status in self._new_statuses(who):
            self._api[who].call("DELETE", f"/api/v1/statuses/{status['id']}")
        self._api[who].call("PATCH", "/api/v1/accounts/update_credentials", note="")


def available(mode: str = "mastodon") -> str | None:
    """None when the server can be had here, else the one-line reason to skip."""
    if mode == "named" and not os.environ.get(NAMED):
        return f"{NAMED} names no server"
    return None


@contextmanager
def open_world(mode: str = "mastodon") -> Iterator[MastodonWorld]:
    """A fresh server of our own, or with the mode `named` the one that the environment names."""
    if mode == "named":
        with open_named_world() as world:
            yield world
        return
    server = MastodonServer(FLAVOURS[mode])
    server.start()
    try:
        world = MastodonWorld(server.base, _settled(server), server)
        yield world
        world.close()
    finally:
        server.stop()


def _settled(server: MastodonServer) -> dict[str, str]:
    """Everybody joins a server on which nobody is yet, and follows whom they should; their tokens."""
    people = {who: server.network.join(who, name=who.title()) for who in PEOPLE}
    for who, whom in FOLLOWS:
        server.network.follow(people[who], people[whom])
        if people[whom].locked:
            server.network.authorize(people[whom], people[who])
    people["bot"].bot = True
    return {who: server.login(person) for who, person in people.items()}


@contextmanager
def open_named_world() -> Iterator[MastodonWorld]:
    """The server that `NUDGE_TEST_MASTODON` names."""
    named = json.loads(Path(os.environ[NAMED]).read_text())
    world = MastodonWorld(named["base"].rstrip("/"), named["tokens"], None, float(named.get("settle", 0)))
    try:
        yield world
    finally:
        world.close()
