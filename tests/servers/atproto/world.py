"""Five people on a real AT Protocol network: PLC, PDS and AppView from their makers, only the chat is imitated."""
# ruff: noqa: D102, ARG002 - `World` says what each method does and takes

from __future__ import annotations

import json
import secrets
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from bot.domain import Network, Visibility
from bot.platforms.base import Idempotency, Messenger, Reader
from bot.platforms.bluesky.idempotency import idempotency_data
from bot.platforms.bluesky.messenger import BlueskyMessenger
from bot.platforms.bluesky.publisher import BlueskyPublisher
from bot.platforms.bluesky.reader import BlueskyReader
from bot.platforms.publishing import Publisher
from tests.contract.world import Can, Seen
from tests.servers.atproto import stack
from tests.servers.atproto.faults import Faulty, public_write
from tests.servers.atproto.people import Someone, place, written

AT_THE_START = ("owner", "bot", "alice", "bob")
"""Everybody who is in `FOLLOWS`; carol joins when she is needed, because an account takes a fifth of a second."""
FOLLOWS = (("owner", "bot"), ("bot", "owner"), ("owner", "alice"), ("owner", "bob"))
PASSWORDS = {"owner": ("app_password",), "bot": ("app_password_dm",)}

POST = "app.bsky.feed.post"
TOLD = {"mention", "reply", "quote"}


class BlueskyWorld:
    """Implements `tests.contract.world.World`; `someone` and `control` are open for what only this network can do."""

    network = Network("bluesky")
    can = Can(
        private_visibility=False,
        warnings=False,
        reactions=True,
        mentions_reach=False,
        gate=True,
        backdate=True,
        logins=True,
    )

    def __init__(self, addresses: dict[str, Any], folder: Path, http: httpx.Client) -> None:
        self.addresses = addresses
        self.folder = folder
        self.wire = Faulty()
        self._http = http
        self._exchanged: dict[str, str] = {}
        self._blocks: dict[tuple[str, str], str] = {}
        with ThreadPoolExecutor() as together:
            self._people = dict(zip(AT_THE_START, together.map(self.join, AT_THE_START), strict=True))
        for who, whom in FOLLOWS:
            self.follow(who, whom)
        # strangers can write to the bot here, so that tests see what it makes of them (BD-14)
        self.someone("bot").write("chat.bsky.actor.declaration", {"allowIncoming": "all"}, "self")
        self.label_as_a_bot("bot")
        self.settle()

    # --- the network

    def someone(self, who: str) -> Someone:
        """Somebody's account; whoever is not there yet joins."""
        if who not in self._people:
            self._people[who] = self.join(who)
            self.settle()
        return self._people[who]

    def join(self, who: str) -> Someone:
        """A new account, with a name that nobody else on this network has."""
        asked = {"name": f"{who}-{secrets.token_hex(4)}", "passwords": PASSWORDS.get(who, ())}
        made = self.control("/account", asked)
        return Someone(self._http, self.addresses["pds"], self.addresses["chatDid"], **made)

    def control(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """Ask the control server; see `control.cjs`."""
        response = self._http.post(self.addresses["control"] + path, json=body or {})
        response.raise_for_status()
        return response.json()

    def control_get(self, path: str) -> Any:
        """What the control server knows; see `control.cjs`."""
        return self._http.get(self.addresses["control"] + path).json()

    def now(self) -> datetime:
        return datetime.now(UTC)

    def settle(self) -> None:
        self.control("/process")

    def address(self, who: str) -> str:
        return self.someone(who).handle

    def uid(self, who: str) -> str:
        return self.someone(who).did

    # --- the roles

    def login(self, who: str, role: str, *, messages: bool = False) -> dict[str, Any]:
        """What a client of somebody's is made with."""
        one = self.someone(who)
        file = self.folder / f"{who}.{role}"
        if whose := self._exchanged.get(who):
            keep_session(file, one, self.session_of(whose))
        return {
            "service": self.addresses["pds"],
            "handle": one.handle,
            "app_password": one.app_password_dm if messages else one.app_password or one.new_app_password(),
            "session_file": file,
            "transport": self.wire,
        }

    def reader(self) -> Reader:
        return BlueskyReader(**self.login("owner", "reader"))

    def messenger(self) -> Messenger:
        login = self.login("bot", "messenger", messages=True)
        return BlueskyMessenger(**login, owner_did=self.uid("owner"), chat_did=self.addresses["chatDid"])

    def publisher(self) -> Publisher:
        return BlueskyPublisher(**self.login("owner", "publisher"))

    # --- what happens to the program's logins

    def session_of(self, who: str) -> dict[str, str]:
        """A new session of somebody's, as the server gives it."""
        return self.someone(who).new_session()

    def exchange_login(self, who: str, whose: str) -> None:
        self._exchanged.pop(who, None)
        for file in self.folder.glob(f"{who}.*"):
            file.unlink()
        if whose != who:
            self._exchanged[who] = whose

    def end_login(self, who: str) -> None:
        self.wire.ended |= {self.uid(who), self.address(who)}

    def restore_login(self, who: str) -> None:
        self.wire.ended -= {self.uid(who), self.address(who)}

    def let_only_read(self, who: str, *, only: bool = True) -> None:
        (self.wire.switched_off.add if only else self.wire.switched_off.discard)(self.uid(who))

    @property
    def idempotency(self) -> Idempotency:
        return idempotency_data

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
        gated: bool = False,
    ) -> str:
        record: dict[str, Any] = {"text": " ".join((*(f"@{self.address(name)}" for name in mention), text))}
        if mention:
            record["facets"] = self._named(mention)
        if language:
            record["langs"] = [language]
        if created_at:
            record["createdAt"] = written(created_at)
        if reply_to:
            # The AppView works on different people's posts side by side: an answer that it sees before its post notifies nobody.
            self.settle()
            record["reply"] = self._answering(reply_to)
        uri = self.someone(who).write(POST, record)
        if gated:
            gate = {"post": uri, "allow": []}
            self.someone(who).write("app.bsky.feed.threadgate", gate, place(uri)["rkey"])
        return uri

    def _named(self, names: Sequence[str]) -> list[dict[str, Any]]:
        """Facets for names that stand in front, one after another."""
        facets, start = [], 0
        for name in names:
            end = start + 1 + len(self.address(name))
            feature = {"$type": "app.bsky.richtext.facet#mention", "did": self.uid(name)}
            facets.append({"index": {"byteStart": start, "byteEnd": end}, "features": [feature]})
            start = end + 1
        return facets

    def _answering(self, uri: str) -> dict[str, Any]:
        parent = self._record(uri)
        ref = {"uri": parent["uri"], "cid": parent["cid"]}
        return {"parent": ref, "root": parent["value"].get("reply", {}).get("root", ref)}

    def _record(self, uri: str) -> dict[str, Any]:
        return self.someone("owner").get("com.atproto.repo.getRecord", **place(uri))

    def edit(self, who: str, uri: str, text: str) -> None:
        self.someone(who).write(POST, self._record(uri)["value"] | {"text": text}, place(uri)["rkey"])

    def delete(self, who: str, uri: str) -> None:
        self.someone(who).post("com.atproto.repo.deleteRecord", place(uri))

    def like(self, who: str, uri: str) -> None:
        self.someone(who).write("app.bsky.feed.like", {"subject": self._ref(uri)})

    def reshare(self, who: str, uri: str) -> None:
        self.someone(who).write("app.bsky.feed.repost", {"subject": self._ref(uri)})

    def _ref(self, uri: str) -> dict[str, str]:
        return {"uri": uri, "cid": self._record(uri)["cid"]}

    def follow(self, who: str, whom: str) -> None:
        self.someone(who).write("app.bsky.graph.follow", {"subject": self.uid(whom)})

    def block(self, who: str, whom: str) -> None:
        self._blocks[who, whom] = self.someone(who).write("app.bsky.graph.block", {"subject": self.uid(whom)})

    def unblock(self, who: str, whom: str) -> None:
        self.delete(who, self._blocks.pop((who, whom)))

    def label_as_a_bot(self, who: str, *, is_one: bool = True) -> None:
        """Somebody says of themselves whether an app writes for them (BP-8)."""
        labels = {"$type": "com.atproto.label.defs#selfLabels", "values": [{"val": "bot"}]}
        self.someone(who).write("app.bsky.actor.profile", {"labels": labels} if is_one else {}, "self")

    def set_bio(self, who: str, bio: str) -> None:
        self.someone(who).write("app.bsky.actor.profile", {"description": bio}, "self")

    def message(self, who: str, text: str, *, reply_to: str | None = None, also: Sequence[str] = ()) -> str:
        one = self.someone(who)
        convo = one.chats("getConvoForMembers", members=[self.uid(name) for name in ("bot", *also)])["convo"]
        message: dict[str, Any] = {"text": text}
        if reply_to:
            message["replyTo"] = {"messageId": reply_to}
        return str(one.chats("sendMessage", {"convoId": convo["id"], "message": message})["id"])

    def react(self, message: str, emoji: str, *, remove: bool = False) -> None:
        owner = self.someone("owner")
        convo = owner.chats("getConvoForMembers", members=[self.uid("bot")])["convo"]
        body = {"convoId": convo["id"], "messageId": message, "value": emoji}
        owner.chats("removeReaction" if remove else "addReaction", body)

    def edit_message(self, who: str, message: str, text: str, *, also: Sequence[str] = ()) -> None:
        raise NotImplementedError("nobody can edit a private message here")

    def delete_message(self, who: str, message: str) -> None:
        assert self.control("/chat/delete", {"message": message})["removed"]

    # --- what people see

    def inbox(self, who: str) -> list[Seen]:
        one = self.someone(who)
        convos = one.chats("listConvos", limit=100)["convos"]
        messages = [
            message
            for convo in convos
            for message in one.chats("getMessages", convoId=convo["id"], limit=100)["messages"]
            if message["sender"]["did"] != one.did and "text" in message  # a deleted one leaves its place
        ]
        return [self._letter(message) for message in sorted(messages, key=lambda message: message["rev"])]

    def _letter(self, message: dict[str, Any]) -> Seen:
        by = self._name(message["sender"]["did"])
        parent = message.get("replyTo", {}).get("id")
        return Seen(message["id"], by, message["text"], parent, visibility=Visibility.DIRECT)

    def posts(self, who: str) -> list[Seen]:
        return [self._seen(record, record["value"]) for record in reversed(list(self.someone(who).records(POST)))]

    def told(self, who: str) -> list[Seen]:
        told = self.someone(who).get("app.bsky.notification.listNotifications", limit=100)["notifications"]
        return [self._seen(item, item["record"]) for item in reversed(told) if item["reason"] in TOLD]

    def _seen(self, item: dict[str, Any], record: dict[str, Any]) -> Seen:
        reply = record.get("reply", {})
        return Seen(
            item["uri"],
            self._name(place(item["uri"])["repo"]),
            record["text"],
            reply.get("parent", {}).get("uri"),
            reply.get("root", {}).get("uri"),
            language=next(iter(record.get("langs", ())), None),
        )

    def _name(self, did: str) -> str:
        return next(who for who, one in self._people.items() if one.did == did)

    def writes(self, who: str) -> int:
        one = self.someone(who)
        collections = one.get("com.atproto.repo.describeRepo", repo=one.did)["collections"]
        return sum(1 for collection in collections for _ in one.records(collection))

    def break_next_write(self, how: str) -> None:
        self.wire.fail(public_write, how)


def keep_session(file: Path, label: Someone, session: dict[str, str]) -> None:
    """Put a session into a file of the program's that says whose it would be."""
    parts = (label.handle, label.did, session["accessJwt"], session["refreshJwt"], label.pds)
    file.write_text(json.dumps({"service": label.pds, "handle": label.handle, "session": ":::".join(parts)}))


@contextmanager
def open_world() -> Iterator[BlueskyWorld]:
    """Five fresh people on the network, which is started for the first world and serves the later ones too."""
    with tempfile.TemporaryDirectory(prefix="nudge-world-") as folder, httpx.Client(timeout=30) as http:
        world = BlueskyWorld(stack.network(), Path(folder), http)
        try:
            yield world
        finally:
            world.wire.close()
